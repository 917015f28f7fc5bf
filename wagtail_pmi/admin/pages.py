"""Lists of the pages of a type, across the networks in which the user works."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.images import get_image_model

from ..library.completeness import completeness_of
from ..library.text import clean_query
from ..models import BestPracticePage, BlogPostPage, ExpertPage, MemberCityPage
from .columns import THUMBNAIL, CompletenessColumn, FreshnessColumn, ThumbnailColumn
from .page_filters import CityFilterSet, ExpertFilterSet, PostFilterSet, PracticeFilterSet
from .scope import network_of, networks_of
from .spreadsheets import PlainSpreadsheetMixin

NETWORK = Column("network_title", label=_("Network"))


class NetworkRowsMixin:
    """A list of pages of networks: rows that know their network, strict filters, a search that every backend takes."""

    request: HttpRequest

    @cached_property
    def search_query(self) -> str:
        return clean_query(self.request.GET.get("q", ""))

    @cached_property
    def is_searching(self) -> bool:
        return bool(self.request.GET.get("q", "").strip())

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By words of the title, published or in draft: independent of what the search index holds."""
        if self.is_searching and not self.search_query:
            return queryset.none()
        for word in self.search_query.split():
            queryset = queryset.filter(Q(title__icontains=word) | Q(draft_title__icontains=word))
        return queryset

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """A value that a filter does not know finds nothing."""
        filters = self.filters  # type: ignore[attr-defined]
        return filters.filter_queryset(queryset) if filters.is_valid() else queryset.none()

    def get_ordering(self) -> str:
        wanted = self.request.GET.get("ordering", "")
        return wanted if wanted in self.get_valid_orderings() else self.default_ordering  # type: ignore[attr-defined]

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What is not known comes first when ascending, and last when descending, on every database."""
        field = F(self.ordering.removeprefix("-"))  # type: ignore[attr-defined]
        descending = self.ordering.startswith("-")  # type: ignore[attr-defined]
        return queryset.order_by(field.desc(nulls_last=True) if descending else field.asc(nulls_first=True), "pk")

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(self.describe(list(object_list)))  # type: ignore[misc]

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(self.describe(list(queryset)), spreadsheet_format)  # type: ignore[misc]

    def get_heading(self, queryset: Any, field: str) -> str:
        return field

    def describe(self, pages: list[Any]) -> list[Any]:
        """Tells each page its network, and whatever else a column shows, in a constant number of queries."""
        networks = networks_of(self.request)
        for page in pages:
            network = network_of(page, networks)
            page.network_title = network.title if network else ""
        return pages


class NetworkIndexView(NetworkRowsMixin, PlainSpreadsheetMixin, IndexView):
    table_classname = "listing full-width pmi-listing"

    @cached_property
    def columns(self) -> list[Column]:
        columns = [
            ThumbnailColumn(),
            PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
            *self.list_display,
            CompletenessColumn(),
            DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
            PageStatusColumn("status", label=_("Status"), sort_key="live"),
        ]
        if len(networks_of(self.request)) > 1:
            columns.insert(2, NETWORK)
        return columns

    def annotate_queryset(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        images = get_image_model()._default_manager.prefetch_renditions(THUMBNAIL)
        pages = pages.prefetch_related(Prefetch("image", images), "content_type", "sites_rooted_here")
        pages = pages.defer_streamfields().annotate_site_root_state().annotate_approved_schedule()  # type: ignore[attr-defined]
        if getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
            pages = pages.prefetch_workflow_states()  # type: ignore[attr-defined]
        return pages.prefetch_related("locale") if self.i18n_enabled else pages

    def describe(self, pages: list[Any]) -> list[Any]:
        pages = super().describe(pages)
        rows = self.model._default_manager.filter(pk__in=[page.pk for page in pages])
        found = completeness_of(rows, self.model.completeness_fields)
        for page in pages:
            # A draft is judged by its editor alone: what its row holds may be older.
            page.completeness = found[page.pk] if page.live else None
            page.percent_complete = page.completeness.percent if page.completeness else None
        return pages


class NetworkMenuItem(MenuItem):
    """Shown to those who work in a network."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(networks_of(request))


class NetworkListing(PageListingViewSet):
    index_view_class = NetworkIndexView
    menu_item_class = NetworkMenuItem
    list_per_page = 50
    # What stands in every spreadsheet; a type adds its own.
    common_export = ("uid", "title", "slug", "network_title", "status_string", "percent_complete")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_prefix = self.name.replace("wagtail_pmi_", "wagtail_pmi/")
        self.export_filename = self.name.removeprefix("wagtail_pmi_")


class CityListing(NetworkListing):
    name = "wagtail_pmi_cities"
    model = MemberCityPage
    icon = "home"
    menu_label = _("Cities")
    ordering = "title"
    filterset_class = CityFilterSet
    list_display = [
        Column("state_name", label=_("State"), sort_key="state"),
        NumberColumn("population", label=_("Population"), sort_key="population"),
        Column("get_membership_status_display", label=_("Membership"), sort_key="membership_status"),
    ]
    list_export = (
        *NetworkListing.common_export,
        *("kind", "state", "country", "geoid", "population", "population_year", "membership_status", "joined_on"),
    )


class PracticeListing(NetworkListing):
    name = "wagtail_pmi_practices"
    model = BestPracticePage
    icon = "list-ul"
    menu_label = _("Practices")
    ordering = "-latest_revision_created_at"
    filterset_class = PracticeFilterSet
    list_display = [
        Column("get_evidence_level_display", label=_("Evidence"), sort_key="evidence_level"),
        Column("get_status_display", label=_("State"), sort_key="status"),
        FreshnessColumn(sort_key="last_verified_on"),
    ]
    list_export = (
        *NetworkListing.common_export,
        *("status", "approach", "evidence_level", "evidence_basis", "cost_band", "last_verified_on", "verified_by"),
    )


class ExpertListing(NetworkListing):
    name = "wagtail_pmi_experts"
    model = ExpertPage
    icon = "user"
    menu_label = _("Experts")
    ordering = "title"
    filterset_class = ExpertFilterSet
    list_display = [
        Column("affiliation", label=_("Affiliation"), sort_key="affiliation"),
        Column("get_availability_display", label=_("Availability"), sort_key="availability"),
        FreshnessColumn(sort_key="last_verified_on"),
    ]
    list_export = (
        *NetworkListing.common_export,
        *("affiliation", "role", "availability", "orcid", "last_verified_on", "verified_by"),
    )


class PostListing(NetworkListing):
    name = "wagtail_pmi_posts"
    model = BlogPostPage
    icon = "doc-full"
    menu_label = _("Posts")
    ordering = "-date"
    filterset_class = PostFilterSet
    list_display = [DateColumn("date", label=_("Date"), sort_key="date")]
    list_export = (*NetworkListing.common_export, "date", "teaser", "source_name", "canonical_url")
