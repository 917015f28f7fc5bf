"""The history of what is known of a practice's effect."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
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
