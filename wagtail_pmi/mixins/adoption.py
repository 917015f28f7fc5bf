"""One jurisdiction's instance of a practice: how far it is, since when, at what scale, and who says so."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from ..validators import validate_currency, validate_web_url
from ..vocabularies import (
    AdoptionDegree,
    AdoptionRole,
    AdoptionScale,
    AdoptionStage,
    EndReason,
    SourceKind,
    StageGroup,
    WillingToTalk,
)
from .shared import YEAR_VALIDATORS, Errors, ValidatedMixin, check_order


class StageMixin(ValidatedMixin):
    """How far it is, and the days of its life."""

    role = models.CharField(_("role"), max_length=16, choices=AdoptionRole.choices, default=AdoptionRole.ADOPTER)
    degree = models.CharField(_("how closely it follows"), max_length=16, choices=AdoptionDegree.choices, blank=True)
    stage = models.CharField(_("stage"), max_length=16, choices=AdoptionStage.choices)
    stage_since = models.DateField(
        _("in this stage since"), help_text=_("The first of the month or of the year where no more is known.")
    )
    started_on = models.DateField(_("work began on"), null=True, blank=True)
    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(
        _("why it was declined or ended"),
        max_length=24,
        choices=EndReason.choices,
        blank=True,
        help_text=_("An honest end is worth as much to others as a success."),
    )

    stage_panels = [
        FieldRowPanel([FieldPanel("stage"), FieldPanel("stage_since")]),
        FieldRowPanel([FieldPanel("role"), FieldPanel("degree")]),
        FieldRowPanel([FieldPanel("started_on"), FieldPanel("launched_on"), FieldPanel("ended_on")]),
        FieldPanel("end_reason"),
    ]

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.stage not in AdoptionStage.values or AdoptionStage(self.stage).is_open

    @property
    def stage_group(self) -> StageGroup | None:
        return AdoptionStage(self.stage).group if self.stage in AdoptionStage.values else None

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if not self.is_open and not self.end_reason:
            errors["end_reason"] = _("Say why it was declined or ended, so that others can learn from it.")
        if self.is_open and self.end_reason:
            errors["end_reason"] = _("It has not ended: change the stage, or clear the reason.")
        if self.ended_on and self.is_open:
            errors["ended_on"] = _("It has not ended: change the stage, or clear the day.")
        self._check_days(errors)
        return errors

    def _check_days(self, errors: Errors) -> None:
        check_order(self, errors, "started_on", "launched_on", _("It cannot be launched before work began."))
        for name in ("started_on", "launched_on"):
            check_order(self, errors, name, "ended_on", _("It cannot end before it began."))
        for name in ("stage_since", "started_on", "launched_on", "ended_on"):
            value = getattr(self, name)
            if value and value > timezone.localdate():
                errors.setdefault(name, _("The ledger records what has happened; this day is in the future."))


class ReachMixin(ValidatedMixin):
    """At what scale, for whom, under what name, and at what cost."""

    scale = models.CharField(_("scale"), max_length=16, choices=AdoptionScale.choices, blank=True)
    population_reached = models.PositiveIntegerField(_("residents reached"), null=True, blank=True)
    local_name = models.CharField(
        _("local name"), max_length=255, blank=True, help_text=_("What the city calls it, such as SomerStat.")
    )
    local_url = models.URLField(_("local page"), max_length=500, blank=True, validators=[validate_web_url])
    lead_department = models.CharField(_("lead department"), max_length=255, blank=True)
    cost_one_off = models.DecimalField(
        _("actual one-off cost"),
        max_digits=14,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    cost_annual = models.DecimalField(
        _("actual cost a year"),
        max_digits=14,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    cost_currency = models.CharField(_("currency"), max_length=3, default="USD", validators=[validate_currency])
    price_year = models.PositiveSmallIntegerField(
        _("price year"), null=True, blank=True, validators=YEAR_VALIDATORS, help_text=_("The year of these prices.")
    )
    staff_fte = models.DecimalField(
        _("staff (full-time equivalents)"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )

    reach_panels = [
        FieldRowPanel([FieldPanel("local_name"), FieldPanel("local_url")]),
        FieldRowPanel([FieldPanel("scale"), FieldPanel("population_reached"), FieldPanel("lead_department")]),
        FieldRowPanel([FieldPanel("cost_one_off"), FieldPanel("cost_annual")]),
        FieldRowPanel([FieldPanel("cost_currency"), FieldPanel("price_year"), FieldPanel("staff_fte")]),
    ]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if (self.cost_one_off is not None or self.cost_annual is not None) and not self.price_year:
            errors["price_year"] = _("A cost needs the year of its prices.")
        return errors


class SourceMixin(ValidatedMixin):
    """Who says so, and when that was last confirmed."""

    source_kind = models.CharField(_("source"), max_length=8, choices=SourceKind.choices, default=SourceKind.CITY)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True, validators=[validate_web_url])
    confirmed_by = models.CharField(
        _("confirmed by"), max_length=255, blank=True, help_text=_("Name or office. Readers see it.")
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    willing_to_talk = models.CharField(
        _("willing to talk about it"), max_length=16, choices=WillingToTalk.choices, default=WillingToTalk.NO
    )

    source_panels = [
        FieldRowPanel([FieldPanel("source_kind"), FieldPanel("source_url")]),
        FieldRowPanel([FieldPanel("confirmed_by"), FieldPanel("confirmed_on")]),
        FieldPanel("willing_to_talk"),
    ]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.source_kind == SourceKind.PRESS and not self.source_url:
            errors["source_url"] = _("Give the address of the publication.")
        if self.confirmed_by and not self.confirmed_on:
            errors["confirmed_on"] = _("Enter the day of the confirmation.")
        if self.confirmed_on and self.confirmed_on > timezone.localdate():
            errors["confirmed_on"] = _("A confirmation cannot be in the future.")
        return errors


class AdoptionMixin(StageMixin, ReachMixin, SourceMixin):
    """An entry of an adoption ledger."""

    class Meta:
        abstract = True
