"""The history of what is known of a practice's effect."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ..vocabularies import EvidenceBasis, EvidenceDirection, EvidenceLevel


class EvidenceRating(models.Model):
    """How the evidence for a practice was rated at a time. Written once, never changed."""

    practice = models.ForeignKey(
        "wagtail_pmi.BestPracticePage",
        on_delete=models.CASCADE,
        related_name="evidence_history",
        verbose_name=_("best practice"),
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=EvidenceLevel.choices)
    direction = models.CharField(_("direction"), max_length=16, choices=EvidenceDirection.choices, blank=True)
    basis = models.CharField(_("basis"), max_length=24, choices=EvidenceBasis.choices, blank=True)
    note = models.TextField(_("what is known and what is not"), max_length=1000, blank=True)
    rated_by = models.CharField(_("rated by"), max_length=255, blank=True)
    rated_on = models.DateField(_("rated on"), null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("user")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("rating of evidence")
        verbose_name_plural = _("ratings of evidence")

    def __str__(self) -> str:
        return f"{self.practice}: {self.get_level_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A rating is written once and never changed; write another.")
        super().save(*args, **kwargs)


# Field of a rating → field of the practice.
RATED = {
    "level": "evidence_level",
    "direction": "evidence_direction",
    "basis": "evidence_basis",
    "note": "evidence_note",
    "rated_by": "evidence_rated_by",
    "rated_on": "evidence_rated_on",
}


class EvidenceHistoryMixin(models.Model):
    """A practice that remembers how its evidence was rated, each time that what readers see of it changes."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        # Wagtail saves a few fields of its own of an object that holds a draft; that says nothing of the evidence.
        says_something = update_fields is None or not {"live", *RATED.values()}.isdisjoint(update_fields)
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **kwargs)
            if says_something and self.live and not self.alias_of_id:  # type: ignore[attr-defined]
                self._write_rating()

    def _write_rating(self) -> None:
        history = EvidenceRating.objects.filter(practice_id=self.pk)
        rating = {name: getattr(self, field) for name, field in RATED.items()}
        last = history.values(*RATED).last()
        if rating != last and (last or any(rating.values())):
            revision = self.latest_revision  # type: ignore[attr-defined]
            user = revision.user if revision else None
            EvidenceRating.objects.create(practice_id=self.pk, user=user, **rating)

    def get_evidence_history(self) -> list[EvidenceRating]:
        """The ratings, the newest first; none where there is nothing to compare."""
        ratings = list(EvidenceRating.objects.filter(practice_id=self.pk).order_by("-pk")) if self.pk else []
        return ratings if len(ratings) > 1 else []
