"""What the blocks share: validation in one go, addresses, choosers that load in bulk, and what the API says of them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from .. import choosers
from ..library.cards import get_renditions, with_card_data, with_renditions
from ..library.richtext import web_url
from ..validators import strip_controls
from ..visibility import Viewer


class BodyBlock(blocks.StructBlock):
    """A block of several fields, whose errors are said all at once."""

    def get_block_errors(self, value: Any) -> dict[str, str | Promise]:
        """Name of a child → message, for what a child cannot find wrong by itself. Not asked of a draft."""
        return {}

    def clean(self, value: Any) -> Any:
        value = {name: strip_controls(child) if isinstance(child, str) else child for name, child in value.items()}
        errors: dict[str, Any] = {}
        cleaned = None
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as error:
            errors = dict(error.block_errors)
        if not self.is_deferred_validation:
            for name, message in self.get_block_errors(value).items():
                errors.setdefault(name, ValidationError(str(message)))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned


def validate_web_address(value: str) -> None:
    if value and not web_url(value):
        raise ValidationError(_("Enter a whole address, such as https://example.org/report."))


class SafeURLBlock(blocks.CharBlock):
    """An address that a reader may follow. What an importer or an old row holds is asked again wherever it is shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 500, "validators": [validate_web_address], **kwargs})

    class Meta:
        icon = "link-external"

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return web_url(value)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class BulkImageChooserBlock(ImageChooserBlock):
    """Loads the images of a stream, with their renditions, in a constant number of queries."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        return _found(with_renditions(self.model_class._default_manager.all()), values)


class BulkDocumentChooserBlock(DocumentChooserBlock):
    def bulk_to_python(self, values: Any) -> list[Any]:
        return _found(self.model_class._default_manager.all(), values)


class ResourceChooserBlock(choosers.ResourceChooserBlock):  # type: ignore[misc, valid-type]
    """A resource, with its file: those of a stream in one query."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        return _found(self.model_class._default_manager.select_related("file"), values)


class PublicPageBlock(blocks.PageChooserBlock):
    """A page, of which the API says what the public may see."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        return page_representation(value, context)


class CardBlock(PublicPageBlock):
    """A reference to a page, shown as its card where the viewer may see it and not at all where not."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        return _found(with_card_data(self.model_class._default_manager.all()), values)

    class Meta:
        template = "wagtail_pmi/blocks/card.html"


def request_of(context: Any) -> Any:
    return (context or {}).get("request")


def public_sees(obj: Any, context: Any) -> bool:
    return obj is not None and Viewer.public_of(request_of(context)).sees(obj)


def page_representation(page: Any, context: Any) -> dict[str, Any] | None:
    """A page in the API: null where the public does not see it."""
    if not public_sees(page, context):
        return None
    model = page.specific_class or type(page)
    return {"id": page.pk, "type": model._meta.label, "title": page.title, "url": page.get_url(request_of(context))}


def image_representation(image: Any, alt: str, kind: str, context: Any) -> dict[str, Any] | None:
    """An image in the API, in the renditions of its kind: null where the public does not see it or its file is gone."""
    renditions = get_renditions(image, kind) if public_sees(image, context) else []
    if not renditions:
        return None
    sources = [{"url": each.url, "width": each.width, "height": each.height} for each in renditions]
    return {"id": image.pk, "alt": alt or "", **sources[-1], "renditions": sources}


def _found(rows: Any, keys: Any) -> list[Any]:
    """The rows of these keys, in this order, with None for each that is gone."""
    found = {row.pk: row for row in rows.filter(pk__in={key for key in keys if key})}
    return [found.get(key) for key in keys]
