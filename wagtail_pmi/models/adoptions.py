"""The ledger: which city adopted which practice, how far it is, what it changed, and what happened.

An adoption points at its two pages and outlives them: it keeps their titles and translation keys, so that deleting,
copying, aliasing or translating a page neither loses nor doubles an entry.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from ..conf import get_setting
from ..fields import BodyField
from ..forms import RowsKnowParentForm
from ..library.candour import named_in, narrative_words
from ..library.freshness import Freshness, freshness
from ..mixins import AdoptionMixin
from ..mixins.shared import Errors
from ..vocabularies import AdoptionRole, AdoptionStage, EventKind, Visibility

MAX_SLUG = 190
# Said of an anonymised text.
NAMED = _("Leave out what names the city: “%(name)s”.")
# Fields that say something, and those that follow from them.
SOURCES = {"city", "practice", "stage", "end_reason", "confirmed_on", "live"}
DERIVED = {"network", "city_title", "practice_title", "city_key", "practice_key", "slug", "open_marker"}


class AdoptionQuerySet(models.QuerySet):
    def of_network(self, network: Any) -> AdoptionQuerySet:
        """Those of a network, in whatever language its page is."""
        return self.filter(network__translation_key=network.translation_key)

    def of_practice(self, practice: Any) -> AdoptionQuerySet:
        return self.filter(practice_key=practice.translation_key)

    def of_city(self, city: Any) -> AdoptionQuerySet:
        return self.filter(city_key=city.translation_key)


class Adoption(
    AdoptionMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """One jurisdiction's instance of a practice, the originator's included."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(
        "wagtail_pmi.NetworkPage",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="adoptions",
        verbose_name=_("network"),
    )
    city = models.ForeignKey(
        "wagtail_pmi.MemberCityPage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="adoptions",
        verbose_name=_("city"),
    )
    practice = models.ForeignKey(
        "wagtail_pmi.BestPracticePage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="adoptions",
        verbose_name=_("practice"),
    )
    # What stays when the pages go; the keys are shared by a page's translations.
    city_title = models.CharField(max_length=255, editable=False)
    practice_title = models.CharField(max_length=255, editable=False)
    city_key = models.UUIDField(null=True, editable=False, db_index=True)
    practice_key = models.UUIDField(null=True, editable=False, db_index=True)
    slug = models.SlugField(_("slug"), max_length=255, allow_unicode=True, editable=False)
    # True while the adoption is open, else empty, which no database counts as equal: at most one open one of a pair.
    open_marker = models.BooleanField(null=True, default=True, editable=False)

    adopted_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="adopted_by",
        verbose_name=_("adopted from"),
        help_text=_("Another city's entry for the same practice."),
    )
    narrative = BodyField(blank=True, verbose_name=_("what happened"), help_text=_("The story: 200 to 800 words."))
    narrative_visibility = models.CharField(
        _("who may read what happened"), max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    barriers = models.TextField(_("what stood in the way"), max_length=2000, blank=True)
    helped_by = models.TextField(_("what helped"), max_length=2000, blank=True)
    visibility = models.CharField(
        _("who may see this entry"), max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    objects = AdoptionQuerySet.as_manager()

    entry_panels = [
        FieldRowPanel(
            [
                PageChooserPanel("city", "wagtail_pmi.MemberCityPage"),
                PageChooserPanel("practice", "wagtail_pmi.BestPracticePage"),
            ]
        ),
        MultiFieldPanel(AdoptionMixin.stage_panels, heading=_("How far it is")),
        FieldPanel("adopted_from"),
        MultiFieldPanel(AdoptionMixin.source_panels, heading=_("Who says so")),
        FieldPanel("visibility"),
    ]
    result_panels = [
        MultiFieldPanel(AdoptionMixin.reach_panels, heading=_("Scale and cost")),
        InlinePanel("outcomes", heading=_("Outcomes"), label=_("Outcome")),
    ]
    learning_panels = [
        InlinePanel("adaptations", heading=_("What was changed"), label=_("Change")),
        InlinePanel("lessons", heading=_("Lessons"), label=_("Lesson")),
        FieldPanel("narrative"),
        FieldPanel("narrative_visibility"),
        FieldPanel("barriers"),
        FieldPanel("helped_by"),
        InlinePanel("documents", heading=_("Documents"), label=_("Document")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(entry_panels, heading=_("Entry")),
            ObjectList(result_panels, heading=_("Results")),
            ObjectList(learning_panels, heading=_("Learning")),
        ]
    )
    search_fields = [
        index.SearchField("city_title"),
        index.AutocompleteField("city_title"),
        index.SearchField("practice_title"),
        index.AutocompleteField("practice_title"),
        index.SearchField("local_name"),
        index.FilterField("stage"),
        index.FilterField("network_id"),
    ]
    base_form_class = RowsKnowParentForm

    # The gate shows an entry only where it shows both of its pages.
    shown_with = ("city", "practice")

    class Meta:
        ordering = ["practice_title", "city_title", "pk"]
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = [
            models.UniqueConstraint(fields=["network", "slug"], name="pmi_adoption_slug"),
            models.UniqueConstraint(fields=["city_key", "practice_key", "open_marker"], name="pmi_one_open_adoption"),
        ]

    def __str__(self) -> str:
        city = self.city.title if self.city else self.city_title
        practice = self.practice.title if self.practice else self.practice_title
        return f"{city} · {practice}"

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.city and self.practice:
            if _network_key(self.city) != _network_key(self.practice):
                errors["practice"] = _("The city and the practice belong to different networks.")
            elif self.is_open and (other := self._get_other_open()):
                errors["practice"] = _(
                    "This city has an open entry for this practice, in the stage “%(stage)s”. Change that one."
                ) % {"stage": other.get_stage_display()}
        if self.adopted_from:
            self._check_origin(errors)
        unnamed = self.narrative_visibility == Visibility.ANONYMISED
        if unnamed and (name := named_in("\n".join(narrative_words(self)), self)):
            errors["narrative"] = NAMED % {"name": name}
        return errors

    def _check_origin(self, errors: Errors) -> None:
        origin: Any = self.adopted_from
        if self.role == AdoptionRole.ORIGINATOR:
            errors["adopted_from"] = _(
                "It began here, so it was not adopted from elsewhere: change the role, or clear it."
            )
        elif self.practice and origin.practice_key != self.practice.translation_key:
            errors["adopted_from"] = _("Choose an entry of the same practice.")
        elif self.pk and self.pk in _line_of(origin):
            errors["adopted_from"] = _("That entry goes back to this one: a line of adoptions has no circle.")

    def _get_other_open(self) -> Adoption | None:
        same = Adoption.objects.of_city(self.city).of_practice(self.practice)
        return same.filter(open_marker=True).exclude(pk=self.pk).first()

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        # Wagtail saves a few fields of its own of an object that holds a draft; that says nothing about the ledger.
        says_something = update_fields is None or not SOURCES.isdisjoint(update_fields)
        if says_something:
            self._take_snapshot()
            update_fields = update_fields and {*update_fields, *DERIVED}
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **kwargs)
            if says_something and self.live:
                self._write_events()

    def _take_snapshot(self) -> None:
        """Bring up to date what is derived from the stage and the two pages."""
        self.open_marker = True if self.is_open else None
        for name in ("city", "practice"):
            if page := getattr(self, name):
                setattr(self, f"{name}_title", page.title)
                setattr(self, f"{name}_key", page.translation_key)
        if self.city:
            self.network = self.city.get_network()
        if not self.slug and self.city and self.practice:
            self.slug = self._get_free_slug(f"{self.city.slug}-{self.practice.slug}"[:MAX_SLUG])

    def _get_free_slug(self, wanted: str) -> str:
        wanted = slugify(wanted, allow_unicode=True) or "adoption"
        others = Adoption.objects.filter(network=self.network, slug__startswith=wanted).exclude(pk=self.pk)
        taken = set(others.values_list("slug", flat=True))
        numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken)

    def _write_events(self) -> None:
        """What changed since the last event of its kind, whichever way the entry was saved."""
        user = self.latest_revision.user if self.latest_revision else None
        last = self.events.filter(kind=EventKind.STAGE).last()
        if last is None or last.to_stage != self.stage:
            self.events.create(
                kind=EventKind.STAGE,
                from_stage=last.to_stage if last else "",
                to_stage=self.stage,
                happened_on=self.stage_since,
                user=user,
            )
        last = self.events.filter(kind=EventKind.CONFIRMATION).last()
        if self.confirmed_on and (last is None or last.happened_on != self.confirmed_on):
            self.events.create(
                kind=EventKind.CONFIRMATION, happened_on=self.confirmed_on, who=self.confirmed_by, user=user
            )

    def confirm(self, user: Any = None, by: str = "", on: datetime.date | None = None) -> None:
        """Say that what the entry says is true today, in what is published and in what is being drafted."""
        on = on or timezone.localdate()
        drafts = [self.get_latest_revision_as_object()] if self.has_unpublished_changes and self.latest_revision else []
        with transaction.atomic():
            for entry in (self, *drafts):
                entry.confirmed_on, entry.confirmed_by = on, by or entry.confirmed_by
            self.save()
            for draft in drafts:
                draft.save_revision(user=user, clean=False)

    def get_freshness(self) -> Freshness | None:
        """When it was confirmed, and whether that is due again; None for what has ended, which stays as it is."""
        months = get_setting("VERIFY_AFTER_MONTHS")["adoption"]
        return freshness(self.confirmed_on, months, timezone.localdate()) if self.is_open else None

    def get_url(self, request: HttpRequest | None = None) -> str | None:
        """Address of the entry's own page; None for one of a network that is gone."""
        base = self.network.get_url(request) if self.network else None
        return f"{base}adoptions/{self.slug}/" if base else None

    def get_full_url(self, request: HttpRequest | None = None) -> str | None:
        base = self.network.get_full_url(request) if self.network else None
        return f"{base}adoptions/{self.slug}/" if base else None

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        if not self.network and self.city:
            self.network = self.city.get_network()
        return self.network.serve_adoption(request, self)  # type: ignore[union-attr]


def _network_key(page: Any) -> uuid.UUID | None:
    network = page.get_network()
    return network.translation_key if network else None


def _line_of(adoption: Adoption) -> set[int]:
    """Keys of an adoption and of everything that it goes back to; ends at a circle, should there be one."""
    line: set[int] = set()
    key: int | None = adoption.pk
    while key and key not in line:
        line.add(key)
        key = Adoption.objects.filter(pk=key).values_list("adopted_from", flat=True).first()
    return line


class AdoptionEvent(models.Model):
    """Something that happened to an adoption. Written once, never changed."""

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=16, choices=EventKind.choices)
    from_stage = models.CharField(_("from"), max_length=16, choices=AdoptionStage.choices, blank=True)
    to_stage = models.CharField(_("to"), max_length=16, choices=AdoptionStage.choices, blank=True)
    happened_on = models.DateField(_("day"))
    who = models.CharField(_("who"), max_length=255, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("user"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("event of an adoption")
        verbose_name_plural = _("events of adoptions")

    def __str__(self) -> str:
        return f"{self.adoption}: {self.get_kind_display()}, {self.happened_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An event is written once and never changed; write another.")
        super().save(*args, **kwargs)
