"""The filters of each listing. Choices are what the rows at hand have, so none leads to an empty page."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from ..geography import STATES
from ..visibility import public
from ..vocabularies import Approach, EvidenceLevel, ExpertKind, FormOfGovernment, PopulationBand, PracticeStatus
from .listings import Choices, ListingForm


def any_of(rows: QuerySet[Any], condition: Q) -> QuerySet[Any]:
    """Rows that fulfil a condition over many related rows, each once."""
    return rows.filter(pk__in=rows.model._default_manager.filter(condition).values("pk"))


def terms_of(rows: QuerySet[Any], relation: str) -> QuerySet[Any]:
    """The terms that the rows have through a relation."""
    terms = rows.model._meta.get_field(relation).related_model
    used = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"), **{f"{relation}__isnull": False})
    return terms._default_manager.filter(pk__in=used.order_by().values(relation))


def topic_choices(rows: QuerySet[Any], relation: str) -> list[tuple[str, Any]]:
    """Topics under their parents, by name; a topic without a parent stands by itself."""
    topics = terms_of(rows, relation).select_related("parent").order_by("parent__name", "name")
    grouped = groupby(topics, key=lambda topic: topic.parent.name if topic.parent else "")
    choices: list[tuple[str, Any]] = []
    for parent, group in grouped:
        members = list(group)
        options = [(topic.code, topic.name) for topic in members]
        if parent:
            options.insert(0, (members[0].parent.code, _("All of %(group)s") % {"group": parent}))
            choices.append((parent, options))
        else:
            choices += options
    return choices


def has_topic(codes: list[str], relation: str = "topics") -> Q:
    """Topics with these codes, or below one of them."""
    return Q(**{f"{relation}__code__in": codes}) | Q(**{f"{relation}__parent__code__in": codes})


def _pages_of(rows: QuerySet[Any], relation: str) -> list[tuple[str, str]]:
    """Slug and title of the pages that the rows point at and the public may see."""
    used = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"), **{f"{relation}__isnull": False})
    pages = _target(rows.model, relation)._default_manager.filter(pk__in=used.order_by().values(relation))
    return list(public(pages).order_by("title").values_list("slug", "title"))


def _pages_with(relation: str, rows: QuerySet[Any], slugs: list[str]) -> Q:
    """Rows that point at a page with one of the slugs that the public may see."""
    pages = public(_target(rows.model, relation)._default_manager.filter(slug__in=slugs))
    return Q(**{f"{relation}__in": pages.values("pk")})


def _target(model: Any, relation: str) -> Any:
    for part in relation.split("__"):
        model = model._meta.get_field(part).related_model
    return model


class CityListingForm(ListingForm):
    topic = Choices(label=_("Priorities"), required=False)
    state = Choices(label=_("State"), required=False)
    population = Choices(label=_("Population"), required=False, choices=PopulationBand.choices)
    government = Choices(label=_("Form of government"), required=False, choices=FormOfGovernment.choices)

    sorts = {
        "name": (_("Name"), ("title", "id")),
        "largest": (_("Largest first"), ("-population", "id")),
        "smallest": (_("Smallest first"), ("population", "id")),
    }

    def __init__(self, data: Any, rows: QuerySet[Any]) -> None:
        super().__init__(data, rows)
        self.offer("topic", topic_choices(rows, "priorities"))
        states = rows.filter(country="US").order_by("state").values_list("state", flat=True).distinct()
        self.offer("state", [(code, STATES[code].name) for code in states if code in STATES])

    def filter_topic(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return any_of(rows, has_topic(codes, "priorities"))

    def filter_state(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return rows.filter(country="US", state__in=codes)

    def filter_population(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        condition = Q()
        for code in codes:
            low, above = PopulationBand(code).limits
            condition |= Q(population__gte=low) & (Q(population__lt=above) if above else Q())
        return rows.filter(condition)

    def filter_government(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return rows.filter(form_of_government__in=codes)


class PracticeListingForm(ListingForm):
    topic = Choices(label=_("Topic"), required=False)
    evidence = forms.TypedChoiceField(
        label=_("Evidence at least"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any")), *EvidenceLevel.choices[1:]],
        widget=forms.RadioSelect,
    )
    approach = Choices(label=_("Approach"), required=False, choices=Approach.choices)
    status = Choices(label=_("Status"), required=False, choices=PracticeStatus.choices)
    beneficiary = Choices(label=_("For whom"), required=False)
    keyword = Choices(label=_("Keyword"), required=False)

    sorts = {
        "title": (_("Title"), ("title", "id")),
        "evidence": (_("Strongest evidence first"), ("-evidence_level", "title", "id")),
        "newest": (_("Newest first"), ("-first_published_at", "id")),
    }

    def __init__(self, data: Any, rows: QuerySet[Any]) -> None:
        super().__init__(data, rows)
        self.offer("topic", topic_choices(rows, "topics"))
        self.offer("beneficiary", list(terms_of(rows, "beneficiaries").values_list("code", "name")))
        self.offer("keyword", list(terms_of(rows, "keywords").values_list("slug", "name")))

    def filter_topic(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return any_of(rows, has_topic(codes))

    def filter_evidence(self, rows: QuerySet[Any], level: int) -> QuerySet[Any]:
        return rows.filter(evidence_level__gte=level)

    def filter_approach(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return rows.filter(approach__in=codes)

    def filter_status(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return rows.filter(status__in=codes)

    def filter_beneficiary(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return any_of(rows, Q(beneficiaries__code__in=codes))

    def filter_keyword(self, rows: QuerySet[Any], slugs: list[str]) -> QuerySet[Any]:
        return any_of(rows, Q(keywords__slug__in=slugs))


class ExpertListingForm(ListingForm):
    topic = Choices(label=_("Topic"), required=False)
    kind = Choices(label=_("Kind"), required=False, choices=ExpertKind.choices)

    sorts = {"name": (_("Name"), ("title", "id"))}

    def __init__(self, data: Any, rows: QuerySet[Any]) -> None:
        super().__init__(data, rows)
        self.offer("topic", topic_choices(rows, "topics"))

    def filter_topic(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return any_of(rows, has_topic(codes))

    def filter_kind(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        condition = Q()
        for code in codes:
            # Codes are of [a-z_] and the field is a JSON list of them; no database but PostgreSQL has more to offer.
            condition |= Q(kinds__icontains=f'"{code}"')
        return rows.filter(condition)


class PostListingForm(ListingForm):
    topic = Choices(label=_("Topic"), required=False)
    keyword = Choices(label=_("Keyword"), required=False)
    city = Choices(label=_("City"), required=False)
    author = Choices(label=_("Author"), required=False)
    year = Choices(label=_("Year"), required=False)
    month = Choices(label=_("Month"), required=False)

    sorts = {
        "newest": (_("Newest first"), ("-date", "-id")),
        "oldest": (_("Oldest first"), ("date", "id")),
        "title": (_("Title"), ("title", "id")),
    }

    def __init__(self, data: Any, rows: QuerySet[Any]) -> None:
        super().__init__(data, rows)
        self.offer("topic", topic_choices(rows, "topics"))
        self.offer("keyword", list(terms_of(rows, "keywords").values_list("slug", "name")))
        self.offer("city", _pages_of(rows, "cities"))
        self.offer("author", _pages_of(rows, "authors__expert"))
        months = list(rows.dates("date", "month", order="DESC"))
        self.offer("year", [(str(year), str(year)) for year in sorted({day.year for day in months})[::-1]])
        self.offer("month", [(f"{day:%Y-%m}", f"{MONTHS[day.month]} {day.year}") for day in months])

    def filter_topic(self, rows: QuerySet[Any], codes: list[str]) -> QuerySet[Any]:
        return any_of(rows, has_topic(codes))

    def filter_keyword(self, rows: QuerySet[Any], slugs: list[str]) -> QuerySet[Any]:
        return any_of(rows, Q(keywords__slug__in=slugs))

    def filter_city(self, rows: QuerySet[Any], slugs: list[str]) -> QuerySet[Any]:
        return any_of(rows, _pages_with("cities", rows, slugs))

    def filter_author(self, rows: QuerySet[Any], slugs: list[str]) -> QuerySet[Any]:
        return any_of(rows, _pages_with("authors__expert", rows, slugs))

    def filter_year(self, rows: QuerySet[Any], years: list[str]) -> QuerySet[Any]:
        return rows.filter(date__year__in=[int(year) for year in years])

    def filter_month(self, rows: QuerySet[Any], months: list[str]) -> QuerySet[Any]:
        condition = Q()
        for month in months:
            year, number = month.split("-")
            condition |= Q(date__year=int(year), date__month=int(number))
        return rows.filter(condition)
