"""Columns of the page lists and reports. What they show is loaded before, for all rows at once."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

THUMBNAIL = "fill-96x72|format-webp"
STYLES = {"all": ["wagtail_pmi/admin/lists.css"]}


class EditColumn(TitleColumn):
    """The title as an editor knows it, with a link to the form."""

    class Media:
        css = STYLES

    def __init__(self) -> None:
        super().__init__(
            "title",
            label=_("Title"),
            accessor="get_admin_display_title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
            sort_key="title",
            classname="title",
        )


class ThumbnailColumn(Column):
    cell_template_name = "wagtail_pmi/admin/thumbnail_cell.html"

    class Media:
        css = STYLES

    def __init__(self) -> None:
        super().__init__("image", label=_("Image"), width="64px")


class CompletenessColumn(Column):
    """How complete the page is for its readers, and what is missing."""

    cell_template_name = "wagtail_pmi/admin/completeness_cell.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("completeness", label=_("Complete"), **kwargs)


class FreshnessColumn(Column):
    """When the page was verified, and whether that is due again."""

    cell_template_name = "wagtail_pmi/admin/freshness_cell.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("get_freshness", label=_("Verified"), **kwargs)
