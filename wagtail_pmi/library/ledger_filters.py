"""The filters of the list of a ledger. Choices are what the entries at hand have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..geography import REGIONS, STATES, region_code, states_of
from ..vocabularies import AdoptionStage, StageGroup
from .filters import has_topic, topic_choices
from .listings import Choices, ListingForm
from .text import clean_query

SEARCHED = ("city__title", "practice__title", "local_name")
NOT_LISTED = ("narrative", "city__body", "practice__solution")


def listed(entries: QuerySet[Any]) -> QuerySet[Any]:
    """Entries with their pages, without the long texts of any."""
    return entries.select_related("city", "practice").defer(*NOT_LISTED)


class AdoptionListingForm(ListingForm):
    stage = Choices(label=_("Stage"), required=False)
    practice = forms.ChoiceField(label=_("Practice"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    topic = Choices(label=_("Topic"), required=False)
    region = Choices(label=_("Region"), required=False)
    state = Choices(label=_("State"), required=False)

    searches_itself = True
    sorts = {
        "changed": (_("Latest change first"), ("-stage_since", "-id")),
        "practice": (_("Practice"), ("practice__title", "city__title", "id")),
        "city": (_("City"), ("city__title", "practice__title", "id")),
    }

    def __init__(self, data: QueryDict, rows: QuerySet[Any]) -> None:
        super().__init__(data, rows)
        # One query behind the gate; what follows only looks up what it found.
        used = set(rows.order_by().values_list("stage", "city_id", "practice_id"))
        codes = {stage for stage, _city, _practice in used}
        groups = {stage.group for stage in AdoptionStage if stage in codes}
        self.offer("stage", [(group.value, group.label) for group in StageGroup if group in groups])
        self._offer_places(self._pages("city", {city for _stage, city, _practice in used}))
        practices = self._pages("practice", {practice for _stage, _city, practice in used})
        self.offer("practice", _options(practices.order_by("title", "id").values_list("slug", "title")))
        self.offer("topic", topic_choices(practices, "topics"))

    def _pages(self, name: str, keys: set[int]) -> QuerySet[Any]:
        return self.rows.model._meta.get_field(name).related_model._default_manager.filter(pk__in=keys)

    def _offer_places(self, cities: QuerySet[Any]) -> None:
        places = list(cities.order_by("title", "id").values_list("slug", "title", "country", "state"))
        self.offer("city", _options((slug, title) for slug, title, _country, _state in places))
        regions = {region_code(country, state) for _slug, _title, country, state in places}
        self.offer("region", [(code, name) for code, name in REGIONS.items() if code in regions])
        states = {state for _slug, _title, country, state in places if country == "US" and state in STATES}
        self.offer("state", [(code, STATES[code].name) for code in sorted(states, key=lambda code: STATES[code].name)])

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().apply(rows)
        query = self.cleaned_data.get("q", "")
        words = clean_query(query).split()
        for word in words:
            condition = Q()
            for name in SEARCHED:
                condition |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(condition)
        return rows.none() if query and not words else rows

    def filter_stage(self, rows: QuerySet[Any], groups: list[str]) -> QuerySet[Any]:
        return rows.filter(stage__in=[stage for stage in AdoptionStage if stage.group in groups])

    def filter_practice(self, rows: QuerySet[Any], slug: str) -> QuerySet[Any]:
        return rows.filter(practice__slug=slug)

    def filter_city(self, rows: QuerySet[Any], slug: str) -> QuerySet[Any]:
        return rows.filter(city__slug=slug)

    def filter_topic(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        practices: Any = rows.model._meta.get_field("practice").related_model
        return rows.filter(practice__in=practices._default_manager.filter(has_topic(codes)).order_by().values("pk"))

    def filter_region(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        condition = Q()
        for code in codes:
            if code == "abroad":
                condition |= ~Q(city__country="US")
            elif code == "territories":
                known = [state for state in STATES if region_code("US", state) != "territories"]
                condition |= Q(city__country="US") & ~Q(city__state__in=known)
            else:
                condition |= Q(city__country="US", city__state__in=states_of(code))
        return rows.filter(condition)

    def filter_state(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return rows.filter(city__country="US", city__state__in=codes)


def _options(pages: Any) -> list[tuple[str, Any]]:
    """Slug and title, with nothing chosen first; translations of a page share the slug."""
    return [("", _("Any")), *dict(pages).items()]
