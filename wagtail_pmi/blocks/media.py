"""Blocks of pictures and films."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..library.players import player_url
from ..library.richtext import web_url
from .base import BodyBlock, BulkImageChooserBlock, SafeURLBlock, image_representation
from .examples import example_image

ALT_HELP = _("What the image shows, for those who cannot see it. Empty only if it adds nothing to the text.")


class FigureBlock(BodyBlock):
    """An image with the words that go with it."""

    # The renditions of the API, of library.cards.RENDITIONS.
    kind = "wide"

    image = BulkImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(label=_("Alternative text"), required=False, max_length=255, help_text=ALT_HELP)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with alternative text, caption and credit.")
        template = "wagtail_pmi/blocks/figure.html"

    def get_preview_value(self) -> Any:
        return self.normalize(
            {
                "image": example_image(),
                "alt": "A drawing of a bridge over a river",
                "caption": "The old bridge, before the works.",
                "credit": "Drawing made for this example",
            }
        )

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        image = image_representation(value["image"], value["alt"], self.kind, context)
        words = {name: value[name] or "" if image else "" for name in ("caption", "credit")}
        return {"image": image, **words}

    def get_searchable_content(self, value: Any) -> list[str]:
        # The words of an image are shown with it, and not where its collection is private.
        return []


class GalleryImageBlock(FigureBlock):
    kind = "card"


class GalleryBlock(BodyBlock):
    """Several images, side by side."""

    images = blocks.ListBlock(GalleryImageBlock(), label=_("Images"), min_num=2, max_num=24)

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Two images or more, side by side, each with its words.")
        template = "wagtail_pmi/blocks/gallery.html"

    def get_preview_value(self) -> Any:
        captions = ("Before the works", "During the works", "After the works")
        return self.normalize(
            {
                "images": [
                    {"image": example_image(), "alt": "A drawing of a bridge", "caption": caption, "credit": ""}
                    for caption in captions
                ]
            }
        )

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        found = super().get_api_representation(value, context=context)
        return {"images": [figure for figure in found["images"] if figure["image"]]}


class EmbedBlock(BodyBlock):
    """A film or a recording elsewhere: a still image of this site that leads to it."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    url = SafeURLBlock(
        label=_("Address"),
        help_text=_(
            "Of the page where it is shown. YouTube and Vimeo can play in this page, once a reader asks for it."
        ),
    )
    image = BulkImageChooserBlock(
        label=_("Still image"), help_text=_("Shown until a reader asks for the film. Nothing is loaded from elsewhere.")
    )
    alt = blocks.CharBlock(label=_("Alternative text"), required=False, max_length=255, help_text=ALT_HELP)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)

    class Meta:
        icon = "media"
        label = _("Film or recording")
        description = _("A still image that leads to a film; nothing is loaded from elsewhere before a click.")
        template = "wagtail_pmi/blocks/embed.html"

    def get_preview_value(self) -> Any:
        return self.normalize(
            {
                "title": "How the bridge was rebuilt",
                "url": "https://vimeo.com/123456789",
                "image": example_image(),
                "alt": "A drawing of a bridge over a river",
                "caption": "Four minutes, with captions.",
            }
        )

    def get_block_errors(self, value: Any) -> dict[str, "str | Promise"]:
        if web_url(value["url"]).startswith(("mailto:", "tel:")):
            return {"url": _("Enter the address of a web page, such as https://vimeo.com/123456789.")}
        return super().get_block_errors(value)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"player": player_url(value["url"])}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        return {
            "title": value["title"],
            "url": web_url(value["url"]),
            "player": player_url(value["url"]),
            "image": image_representation(value["image"], value["alt"], "wide", context),
            "caption": value["caption"] or "",
        }

    def get_searchable_content(self, value: Any) -> list[str]:
        # Not the alternative text, which is shown only where its image is.
        return [words for words in (value["title"], value["caption"]) if words]
