"""A best practice: what it is, what is known about it, what it takes."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from ..validators import validate_currency
from ..vocabularies import (
    Approach,
    CostBand,
    DisparityEffect,
    EvidenceBasis,
    EvidenceDirection,
    EvidenceLevel,
    PracticeStatus,
    Replicability,
)
from .shared import YEAR_VALIDATORS, Errors, ValidatedMixin, check_order

PROSE_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
SUMMARY_WORDS = 250


class EvidenceMixin(ValidatedMixin):
    """What is known of the effect, on what basis, who says so and when, and when to look again."""

    evidence_level = models.PositiveSmallIntegerField(
        _("evidence: level"),
        choices=EvidenceLevel.choices,
        default=EvidenceLevel.NOT_ASSESSED,
        help_text=_(
            "From “described” to “works at several sites”. From level 2 on, say on what basis and when it was rated."
        ),
    )
    evidence_direction = models.CharField(
        _("evidence: direction"), max_length=16, choices=EvidenceDirection.choices, blank=True
    )
    evidence_basis = models.CharField(_("evidence: basis"), max_length=24, choices=EvidenceBasis.choices, blank=True)
    disparity_effect = models.CharField(
        _("effect on disparities"), max_length=16, choices=DisparityEffect.choices, default=DisparityEffect.UNKNOWN
    )
    evidence_note = models.TextField(
        _("evidence: what is known and what is not"),
        max_length=1000,
        blank=True,
        help_text=_("Two or three sentences; say what the evidence does not show, too."),
    )
    evidence_rated_by = models.CharField(
        _("rated by"), max_length=255, blank=True, help_text=_("Name or office, in a few words.")
    )
    evidence_rated_on = models.DateField(_("rated on"), null=True, blank=True)
    evidence_next_review_on = models.DateField(
        _("next review on"), null=True, blank=True, help_text=_("When somebody should look at the evidence again.")
    )

    evidence_panels = [
        FieldPanel("evidence_level"),
        FieldRowPanel([FieldPanel("evidence_direction"), FieldPanel("disparity_effect")]),
        FieldPanel("evidence_basis"),
        FieldPanel("evidence_note"),
        FieldRowPanel(
            [
                FieldPanel("evidence_rated_by"),
                FieldPanel("evidence_rated_on"),
                FieldPanel("evidence_next_review_on"),
            ]
        ),
    ]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if (self.evidence_level or 0) > EvidenceLevel.DESCRIBED:
            if not self.evidence_basis:
                errors["evidence_basis"] = _("An evidence level above 1 needs its basis.")
            if not self.evidence_rated_on:
                errors["evidence_rated_on"] = _("An evidence level above 1 needs the day on which it was rated.")
        check_order(
            self,
            errors,
            "evidence_rated_on",
            "evidence_next_review_on",
            _("The next review cannot be before the rating."),
        )
        return errors


class ReplicabilityMixin(models.Model):
    """Five marks from 0 to 3; unmarked means not judged."""

    replicability_cost = models.PositiveSmallIntegerField(
        _("cost"), choices=Replicability.choices, null=True, blank=True
    )
    replicability_complexity = models.PositiveSmallIntegerField(
        _("complexity"), choices=Replicability.choices, null=True, blank=True
    )
    replicability_documentation = models.PositiveSmallIntegerField(
        _("documentation"), choices=Replicability.choices, null=True, blank=True
    )
    replicability_feasibility = models.PositiveSmallIntegerField(
        _("technical feasibility"), choices=Replicability.choices, null=True, blank=True
    )
    replicability_flexibility = models.PositiveSmallIntegerField(
        _("flexibility"), choices=Replicability.choices, null=True, blank=True
    )

    replicability_fields = (
        "replicability_cost",
        "replicability_complexity",
        "replicability_documentation",
        "replicability_feasibility",
        "replicability_flexibility",
    )
    replicability_panels = [
        FieldRowPanel([FieldPanel(name) for name in replicability_fields[:3]]),
        FieldRowPanel([FieldPanel(name) for name in replicability_fields[3:]]),
    ]

    class Meta:
        abstract = True


class EffortMixin(ValidatedMixin):
    """Money, people and months. Ranges, and money with the year of its prices."""

    cost_band = models.CharField(
        _("cost in the first year"), max_length=8, choices=CostBand.choices, default=CostBand.UNKNOWN
    )
    cost_one_off_min = models.DecimalField(
        _("one-off cost: from"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In units of the currency, such as 250000; for each resident, such as 1.50."),
    )
    cost_one_off_max = models.DecimalField(
        _("one-off cost: to"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cost_annual_min = models.DecimalField(
        _("annual cost: from"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In units of the currency, such as 250000; for each resident, such as 1.50."),
    )
    cost_annual_max = models.DecimalField(
        _("annual cost: to"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cost_currency = models.CharField(
        _("currency"),
        max_length=3,
        default="USD",
        validators=[validate_currency],
        help_text=_("Three letters of ISO 4217, such as USD."),
    )
    cost_price_year = models.PositiveSmallIntegerField(
        _("price year"),
        null=True,
        blank=True,
        validators=YEAR_VALIDATORS,
        help_text=_("The year of the prices. Needed as soon as there is an amount."),
    )
    cost_per_resident = models.BooleanField(
        _("costs are for each resident"),
        default=False,
        help_text=_("Then a city sees them for its own number of residents."),
    )
    funding_sources = models.TextField(
        _("funding sources"), max_length=1000, blank=True, help_text=_("Who paid for it: one to three sentences.")
    )
    staff_fte_min = models.DecimalField(
        _("staff (full-time equivalents): from"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    staff_fte_max = models.DecimalField(
        _("staff (full-time equivalents): to"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    months_to_launch_min = models.PositiveSmallIntegerField(_("months to launch: from"), null=True, blank=True)
    months_to_launch_max = models.PositiveSmallIntegerField(_("months to launch: to"), null=True, blank=True)

    effort_panels = [
        FieldRowPanel([FieldPanel("cost_band"), FieldPanel("cost_currency"), FieldPanel("cost_price_year")]),
        FieldRowPanel([FieldPanel("cost_one_off_min"), FieldPanel("cost_one_off_max")]),
        FieldRowPanel([FieldPanel("cost_annual_min"), FieldPanel("cost_annual_max")]),
        FieldPanel("cost_per_resident"),
        FieldPanel("funding_sources"),
        FieldRowPanel([FieldPanel("staff_fte_min"), FieldPanel("staff_fte_max")]),
        FieldRowPanel([FieldPanel("months_to_launch_min"), FieldPanel("months_to_launch_max")]),
    ]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        message = _("The maximum cannot be below the minimum.")
        for name in ("cost_one_off", "cost_annual", "staff_fte", "months_to_launch"):
            check_order(self, errors, f"{name}_min", f"{name}_max", message)
        amounts = (self.cost_one_off_min, self.cost_one_off_max, self.cost_annual_min, self.cost_annual_max)
        if any(amount is not None for amount in amounts) and not self.cost_price_year:
            errors["cost_price_year"] = _("Enter the year of the prices.")
        return errors


class BestPracticeMixin(EvidenceMixin, ReplicabilityMixin, EffortMixin):
    """The recipe: problem, approach and state, beside what the families above say."""

    summary = models.TextField(
        _("summary"), max_length=2000, help_text=_("What it is and what it does, in at most 250 words.")
    )
    problem = RichTextField(
        _("problem"), features=PROSE_FEATURES, help_text=_("What the practice is an answer to: 50 to 200 words.")
    )
    why_it_works = RichTextField(
        _("why it works"),
        features=PROSE_FEATURES,
        blank=True,
        help_text=_("The reasons that make it work, so that others can keep them: 50 to 200 words."),
    )
    approach = models.CharField(_("approach"), max_length=24, choices=Approach.choices, blank=True)
    origin_text = models.CharField(
        _("origin outside the network"),
        max_length=255,
        blank=True,
        help_text=_("Where it began, when that is not a member city."),
    )
    origin_year = models.PositiveSmallIntegerField(_("origin: year"), null=True, blank=True, validators=YEAR_VALIDATORS)
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=PracticeStatus.choices,
        default=PracticeStatus.OPERATING,
        help_text=_("Where the practice stands as a whole, not in one city."),
    )

    practice_search_fields = [
        index.SearchField("summary"),
        index.SearchField("problem"),
        index.SearchField("why_it_works"),
        index.FilterField("evidence_level"),
        index.FilterField("approach"),
    ]

    class Meta:
        abstract = True

    @property
    def replicability_score(self) -> int | None:
        """Mean of the marks that were given, 0 to 100; None when none was."""
        marks = [getattr(self, name) for name in self.replicability_fields]
        given = [mark for mark in marks if mark is not None]
        return round(100 * sum(given) / (3 * len(given))) if given else None

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        words = len(strip_tags(self.summary or "").split())
        if words > SUMMARY_WORDS:
            errors["summary"] = _("Shorten the summary: it has %(words)s words, and at most %(limit)s are allowed.") % {
                "words": words,
                "limit": SUMMARY_WORDS,
            }
        return errors
