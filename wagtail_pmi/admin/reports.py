"""Reports under Wagtail's own menu item: what needs verification, what is incomplete, what was published."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.admin.viewsets.base import ViewSet

from ..library.completeness import completeness_of
from ..models.base import Page
from .columns import CompletenessColumn, EditColumn, FreshnessColumn
from .page_filters import PublicationFilterSet, ReportFilterSet, VerifiedReportFilterSet
from .pages import NETWORK, NetworkMenuItem, NetworkRowsMixin
from .scope import networks_of
from .spreadsheets import PlainSpreadsheetMixin
from .work import LISTED, lacking_something, needing_verification, pages_to_keep, type_of

TYPE = Column("type_label", label=_("Type"))
URL_NAMES = ("index_url_name", "index_results_url_name")


class NetworkReportView(NetworkRowsMixin, PlainSpreadsheetMixin, ReportView):
    """On the pages that the user may edit."""

    model = Page
    any_permission_required = ("add", "change", "publish", "lock", "unlock")
    header_icon = "globe"
    table_classname = "listing full-width pmi-listing"
    is_searchable = True
    filterset_class = ReportFilterSet
    default_ordering = "title"
    # Of the report, before the columns that all of them have.
    own_columns: tuple[Column, ...] = ()
    common_export = ("uid", "title", "type_label", "network_title")

    @cached_property
    def columns(self) -> list[Column]:
        several = len(networks_of(self.request)) > 1
        return [EditColumn(), TYPE, *([NETWORK] if several else []), *self.own_columns]

    def get_base_queryset(self) -> QuerySet[Any]:
        return pages_to_keep(self.request).specific().defer_streamfields()  # type: ignore[attr-defined]

    def describe(self, pages: list[Any]) -> list[Any]:
        for page in super().describe(pages):
            page.type_label = capfirst(page.get_verbose_name())
        return pages


class VerificationReport(NetworkReportView):
    page_title = _("Needs verification")
    filterset_class = VerifiedReportFilterSet
    own_columns = (FreshnessColumn(), Column("verified_by", label=_("Verified by")))
    list_export = (*NetworkReportView.common_export, "last_verified_on", "verified_by", "get_freshness.due_on")

    def get_base_queryset(self) -> QuerySet[Any]:
        return needing_verification(super().get_base_queryset())


class CompletenessReport(NetworkReportView):
    page_title = _("Incomplete")
    own_columns = (CompletenessColumn(), Column("missing", label=_("Missing")))
    list_export = (*NetworkReportView.common_export, "completeness.percent", "missing")

    def get_base_queryset(self) -> QuerySet[Any]:
        return lacking_something(super().get_base_queryset())

    def describe(self, pages: list[Any]) -> list[Any]:
        pages = super().describe(pages)
        found: dict[Any, Any] = {}
        for model in LISTED:
            rows = model._default_manager.filter(pk__in=[page.pk for page in pages if type_of(page) is model])
            found |= completeness_of(rows, model.completeness_fields)
        for page in pages:
            page.completeness = found[page.pk]
            page.missing = ", ".join(page.completeness.missing)
        return pages


class PublicationReport(NetworkReportView):
    page_title = _("Recently published")
    filterset_class = PublicationFilterSet
    default_ordering = "-last_published_at"
    own_columns = (
        DateColumn("last_published_at", label=_("Published"), sort_key="last_published_at"),
        DateColumn("first_published_at", label=_("First published"), sort_key="first_published_at"),
    )
    list_export = (*NetworkReportView.common_export, "last_published_at", "first_published_at")

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().filter(live=True, last_published_at__isnull=False)


class NetworkReport(ViewSet):
    """A report with its addresses and its place in the menu."""

    view_class: type[NetworkReportView]
    menu_hook = "register_reports_menu_item"
    menu_item_class = NetworkMenuItem

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.url_prefix = "wagtail_pmi/reports/" + name.removeprefix("wagtail_pmi_").replace("_", "-")
        self.menu_label = self.view_class.page_title

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {name: self.get_url_name(name.removesuffix("_url_name")) for name in URL_NAMES}
        return super().get_common_view_kwargs(**names, header_icon=self.icon, export_filename=self.name, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.construct_view(self.view_class), name="index"),
            path("results/", self.construct_view(self.view_class, results_only=True), name="index_results"),
        ]


REPORTS = (
    NetworkReport("wagtail_pmi_needs_verification", view_class=VerificationReport, icon="check", menu_order=1300),
    NetworkReport("wagtail_pmi_incomplete", view_class=CompletenessReport, icon="warning", menu_order=1310),
    NetworkReport("wagtail_pmi_recently_published", view_class=PublicationReport, icon="date", menu_order=1320),
)
