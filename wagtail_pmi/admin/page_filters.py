"""Filters of the page lists and reports."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import RadioSelect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from ..library.completeness import incomplete
from ..models import BestPracticePage, BlogPostPage, ExpertPage, MemberCityPage
from ..models.base import Page
from .scope import networks_of
from .work import LISTED, VERIFIED, is_due


class NetworkFilterSet(WagtailFilterSet):
    """By network, where the user works in several."""

    network = ChoiceFilter(label=_("Network"), method="filter_network", widget=RadioSelect, empty_label=_("All"))

    class Meta:
        model = Page
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {str(network.pk): network for network in networks_of(self.request)}
        if len(self.networks) > 1:
            choices = [(key, network.title) for key, network in self.networks.items()]
            self.filters["network"].extra["choices"] = choices
        else:
            del self.filters["network"]

    def filter_network(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(path__startswith=self.networks[value].path)


class ListingFilterSet(NetworkFilterSet):
    """What every page list has."""

    published = ChoiceFilter(
        label=_("Status"),
        method="filter_published",
        widget=RadioSelect,
        empty_label=_("All"),
        choices=[
            ("live", _("Published")),
            ("changed", _("Published, with a later draft")),
            ("draft", _("Not published")),
        ],
    )
    complete = ChoiceFilter(
        label=_("Completeness"),
        method="filter_complete",
        widget=RadioSelect,
        empty_label=_("All"),
        choices=[("yes", _("Complete")), ("no", _("Something is missing"))],
    )

    def filter_published(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "draft":
            return rows.filter(live=False)
        return rows.filter(live=True, **({"has_unpublished_changes": True} if value == "changed" else {}))

    def filter_complete(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        model = self._meta.model
        lacking = incomplete(model._default_manager.all(), model.completeness_fields).values("pk")
        chosen = Q(pk__in=lacking)
        return rows.filter(chosen if value == "no" else ~chosen, live=True)


class VerifiedFilterSet(ListingFilterSet):
    verification = ChoiceFilter(
        label=_("Verification"),
        method="filter_verification",
        widget=RadioSelect,
        empty_label=_("All"),
        choices=[("current", _("Verified")), ("due", _("Due again")), ("never", _("Never verified"))],
    )

    def filter_verification(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        never, due = Q(last_verified_on__isnull=True), is_due(self._meta.model)
        return rows.filter({"never": never, "due": due & ~never, "current": ~due}[value])


class CityFilterSet(ListingFilterSet):
    class Meta:
        model = MemberCityPage
        fields = ["membership_status", "kind", "form_of_government"]


class PracticeFilterSet(VerifiedFilterSet):
    class Meta:
        model = BestPracticePage
        fields = ["evidence_level", "status", "approach"]


class ExpertFilterSet(VerifiedFilterSet):
    class Meta:
        model = ExpertPage
        fields = ["availability"]


class PostFilterSet(ListingFilterSet):
    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = BlogPostPage
        fields: list[str] = []


class ReportFilterSet(NetworkFilterSet):
    """By type; a report names those that it may hold."""

    listed: tuple[Any, ...] = LISTED
    type = ChoiceFilter(label=_("Type"), method="filter_type", widget=RadioSelect, empty_label=_("All"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.types = {model._meta.model_name: model for model in self.listed}
        choices = [(name, capfirst(model._meta.verbose_name)) for name, model in self.types.items()]
        self.filters["type"].extra["choices"] = choices

    def filter_type(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(pk__in=self.types[value]._default_manager.values("pk"))


class VerifiedReportFilterSet(ReportFilterSet):
    listed = tuple(VERIFIED)


class PublicationFilterSet(ReportFilterSet):
    last_published_at = DateFromToRangeFilter(label=_("Published"), widget=DateRangePickerWidget)
