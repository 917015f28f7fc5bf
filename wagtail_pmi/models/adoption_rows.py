"""What belongs to one adoption: outcomes, adaptations, lessons, documents."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from ..library.candour import named_in
from ..mixins.shared import Errors, ValidatedMixin
from ..vocabularies import AdaptationTiming, LessonKind, Visibility
from .adoptions import NAMED, Adoption


class AdoptionOutcome(ValidatedMixin, Orderable):
    """A figure before and after: of one of the practice's metrics, or of one named here."""

    adoption = ParentalKey(Adoption, on_delete=models.CASCADE, related_name="outcomes")
    metric = models.ForeignKey(
        "wagtail_pmi.PracticeMetric",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("metric of the practice"),
    )
    name = models.CharField(
        _("or another metric"), max_length=255, blank=True, help_text=_("Where the practice names no such metric.")
    )
    baseline = models.DecimalField(_("before"), max_digits=18, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(_("after"), max_digits=18, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=64, blank=True)
    period = models.CharField(_("period"), max_length=64, blank=True, help_text=_("Such as 2019 to 2023."))
    source = models.CharField(_("source"), max_length=500, help_text=_("Where the figures can be checked."))
    independent = models.BooleanField(_("measured by somebody else than the city"), default=False)
    visibility = models.CharField(
        _("who may see it"), max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    panels = [
        FieldRowPanel([FieldPanel("metric"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("baseline"), FieldPanel("value"), FieldPanel("unit"), FieldPanel("period")]),
        FieldPanel("source"),
        FieldRowPanel([FieldPanel("independent"), FieldPanel("visibility")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    @property
    def label(self) -> str:
        return self.metric.name if self.metric else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.metric:  # kept for the day when the practice drops the metric
            self.name, self.unit = self.metric.name, self.unit or self.metric.unit
        super().save(*args, **kwargs)

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if not self.metric_id and not self.name:
            errors["name"] = _("Choose a metric of the practice, or name another.")
        if _is_foreign(self.metric, self.adoption):
            errors["metric"] = _("Choose a metric of this practice.")
        for name in ("name", "unit"):
            _check_unnamed(self, errors, name)
        return errors


class AdoptionAdaptation(ValidatedMixin, Orderable):
    """What the city did otherwise than the recipe says."""

    adoption = ParentalKey(Adoption, on_delete=models.CASCADE, related_name="adaptations")
    component = models.ForeignKey(
        "wagtail_pmi.PracticeComponent",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="adaptations",
        verbose_name=_("component of the practice"),
    )
    component_title = models.CharField(max_length=255, blank=True, editable=False)
    change = models.TextField(_("what was changed"), max_length=2000)
    timing = models.CharField(_("planned or not"), max_length=16, choices=AdaptationTiming.choices, blank=True)
    reason = models.TextField(_("why"), max_length=2000, blank=True)
    keeps_core = models.BooleanField(_("keeps what makes the practice work"), default=True)

    panels = [
        FieldRowPanel([FieldPanel("component"), FieldPanel("timing"), FieldPanel("keeps_core")]),
        FieldPanel("change"),
        FieldPanel("reason"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")

    @property
    def label(self) -> str:
        return self.component.title if self.component else self.component_title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.component:
            self.component_title = self.component.title
        super().save(*args, **kwargs)

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if _is_foreign(self.component, self.adoption):
            errors["component"] = _("Choose a component of this practice.")
        return errors


class AdoptionLesson(ValidatedMixin, Orderable):
    """Something learned here, a failure too, and who may read it."""

    adoption = ParentalKey(Adoption, on_delete=models.CASCADE, related_name="lessons")
    kind = models.CharField(_("kind"), max_length=24, choices=LessonKind.choices)
    text = models.TextField(_("lesson"), max_length=2000)
    is_failure = models.BooleanField(_("something that failed"), default=False)
    visibility = models.CharField(
        _("who may read it"), max_length=16, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("visibility"), FieldPanel("is_failure")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("lesson of an adoption")
        verbose_name_plural = _("lessons of adoptions")

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        _check_unnamed(self, errors, "text")
        return errors


class AdoptionDocument(Orderable):
    adoption = ParentalKey(Adoption, on_delete=models.CASCADE, related_name="documents")
    resource = models.ForeignKey(
        "wagtail_pmi.Resource", on_delete=models.CASCADE, related_name="adoptions", verbose_name=_("resource")
    )
    note = models.CharField(_("note"), max_length=255, blank=True)

    panels = [FieldPanel("resource"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("document of an adoption")
        verbose_name_plural = _("documents of adoptions")


def _is_foreign(part: Any, adoption: Adoption) -> bool:
    """Whether a part of a practice belongs to another practice than the adoption's, in whatever language."""
    practice = adoption.practice
    return bool(part and practice and part.page.translation_key != practice.translation_key)


def _check_unnamed(row: Any, errors: Errors, field: str) -> None:
    """Refuse an anonymised text that names its city."""
    if row.visibility == Visibility.ANONYMISED and (name := named_in(getattr(row, field), row.adoption)):
        errors[field] = NAMED % {"name": name}
