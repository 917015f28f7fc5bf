"""Blocks that lead somewhere: lists of documents and resources, and calls to action."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..library.richtext import web_url
from .base import (
    BodyBlock,
    BulkDocumentChooserBlock,
    PublicPageBlock,
    ResourceChooserBlock,
    SafeURLBlock,
    public_sees,
)
from .examples import example_resource


class ResourceEntryBlock(BodyBlock):
    """A resource of the register, or a document of this site."""

    resource = ResourceChooserBlock(label=_("Resource"), required=False)
    document = BulkDocumentChooserBlock(label=_("Document"), required=False)
    note = blocks.CharBlock(
        label=_("Note"), required=False, max_length=255, help_text=_("What it is good for, in a sentence.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document or resource")

    def get_block_errors(self, value: Any) -> dict[str, "str | Promise"]:
        if bool(value["resource"]) == bool(value["document"]):
            message = _("Choose either a resource or a document.")
            return {"resource": message, "document": message}
        return super().get_block_errors(value)

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """As its template shows it: a document that is hidden is not there, a resource keeps its words."""
        resource, document = value["resource"], value["document"]
        file = resource.file if resource else document
        url = file.url if public_sees(file, context) else web_url(resource.url) if resource and not file else ""
        if not resource and not url:
            return None
        shown = resource or document
        kind = resource.kind if resource else "document"
        return {"id": shown.pk, "kind": kind, "title": shown.title, "url": url, "note": value["note"] or ""}

    def get_searchable_content(self, value: Any) -> list[str]:
        # The words about a document are shown with it, and not where its collection is private.
        if not value["resource"]:
            return []
        return [words for words in (value["resource"].title, value["note"]) if words]


class ResourcesBlock(BodyBlock):
    """Documents and resources, as a list."""

    entries = blocks.ListBlock(ResourceEntryBlock(), label=_("Documents and resources"), min_num=1, max_num=50)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Documents and resources")
        description = _("A list of files of this site and of resources from the register.")
        template = "wagtail_pmi/blocks/resources.html"

    def get_preview_value(self) -> Any:
        entry = {"resource": example_resource(), "document": None, "note": "Fits on one page. Fictional."}
        return self.normalize({"entries": [entry]})

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        found = super().get_api_representation(value, context=context)
        return {"entries": [entry for entry in found["entries"] if entry]}


class CallToActionBlock(BodyBlock):
    """One thing that the reader is asked to do."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2, max_length=300)
    page = PublicPageBlock(label=_("Page"), required=False)
    url = SafeURLBlock(label=_("Address"), required=False, help_text=_("Of another site. Leave it empty for a page."))
    label = blocks.CharBlock(
        label=_("Words of the link"), max_length=60, help_text=_("What happens, such as: Join the next convening.")
    )

    class Meta:
        icon = "pick"
        label = _("Call to action")
        description = _("A heading, a sentence and one link, set apart from the text.")
        template = "wagtail_pmi/blocks/call_to_action.html"
        preview_value = {
            "heading": "Walk with us",
            "text": "Every spring, two hundred residents and crews walk the city together.",
            "page": None,
            "url": "https://example.org/",
            "label": "See the dates",
        }

    def get_block_errors(self, value: Any) -> dict[str, "str | Promise"]:
        if bool(value["page"]) == bool(value["url"]):
            message = _("Choose a page, or enter the address of another site.")
            return {"page": message, "url": message}
        return super().get_block_errors(value)

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        page = self.child_blocks["page"].get_api_representation(value["page"], context=context)
        return {
            "heading": value["heading"],
            "text": value["text"] or "",
            "label": value["label"],
            "page": page,
            "url": (page["url"] or "") if page else "" if value["page"] else web_url(value["url"]),
        }
