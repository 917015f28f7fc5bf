"""A jurisdiction: where it is, how large it is, how it is governed, and its place in the network."""

from math import isnan

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from ..geography import DIVISIONS, STATES
from ..validators import validate_country, validate_ocd_id, validate_timezone, validate_web_url, validate_wikidata
from ..vocabularies import FormOfGovernment, HomeRule, JurisdictionKind, MembershipStatus, PopulationBand
from .shared import YEAR_VALIDATORS, Errors, ValidatedMixin, check_order

# Digits of a GEOID. A consolidated government is known by its place or by its county, as Honolulu is.
GEOID_LENGTHS: dict[str, tuple[int, ...]] = {
    JurisdictionKind.CITY: (7,),
    JurisdictionKind.COUNTY: (5,),
    JurisdictionKind.CONSOLIDATED: (7, 5),
}


class JurisdictionMixin(ValidatedMixin):
    """Identity and place."""

    kind = models.CharField(_("kind"), max_length=16, choices=JurisdictionKind.choices, default=JurisdictionKind.CITY)
    country = models.CharField(
        _("country"), max_length=2, default="US", validators=[validate_country], help_text=_("ISO 3166-1, such as US.")
    )
    state = models.CharField(
        _("state or region"),
        max_length=100,
        blank=True,
        help_text=_("In the United States the two letters of the Postal Service, such as MA."),
    )
    geoid = models.CharField(
        _("Census GEOID"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]+\Z", _("Enter digits only."))],
        help_text=_("Seven digits for a place, five for a county; leading zeros count."),
    )
    ocd_id = models.CharField(
        _("Open Civic Data id"),
        max_length=255,
        blank=True,
        validators=[validate_ocd_id],
        help_text=_("Such as ocd-division/country:us/state:ma/place:boston."),
    )
    wikidata = models.CharField(
        _("Wikidata item"),
        max_length=16,
        blank=True,
        validators=[validate_wikidata],
        help_text=_("The letter Q and a number, such as Q100."),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, such as 42.36. The map shows the city once both are there."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, negative in the Americas, such as -71.06."),
    )
    timezone = models.CharField(
        _("time zone"), max_length=64, blank=True, validators=[validate_timezone], help_text=_("America/Chicago")
    )

    place_panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("state"), FieldPanel("country")])]
    location_panels = [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("timezone")])]
    identifier_panels = [FieldPanel("geoid"), FieldPanel("ocd_id"), FieldPanel("wikidata")]

    class Meta:
        abstract = True

    @property
    def state_name(self) -> str:
        state = STATES.get(self.state) if self.country == "US" else None
        return state.name if state else self.state

    @property
    def division(self) -> "str | Promise":
        """Census division of a place in the United States, else empty."""
        state = STATES.get(self.state) if self.country == "US" else None
        return DIVISIONS[state.division].name if state and state.division else ""

    @property
    def region(self) -> "str | Promise":
        """Census region of a place in the United States, else empty."""
        state = STATES.get(self.state) if self.country == "US" else None
        return DIVISIONS[state.division].region if state and state.division else ""

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = _("Latitude and longitude go together: enter both or neither.")
        for name in ("latitude", "longitude"):
            if isnan(getattr(self, name) or 0):  # which is neither below the minimum nor above the maximum
                errors[name] = _("Enter a number of degrees.")
        if self.country == "US":
            errors |= self._get_us_errors()
        elif self.geoid:
            errors["geoid"] = _("Only places in the United States have a GEOID.")
        return errors

    def _get_us_errors(self) -> Errors:
        errors: Errors = {}
        state = STATES.get(self.state)
        if not state:
            errors["state"] = _("Choose the state by its two letters, such as MA.")
        lengths = GEOID_LENGTHS.get(self.kind, (5, 7))
        if self.geoid and len(self.geoid) not in lengths:
            errors["geoid"] = _("This GEOID has %(found)s digits; a %(kind)s has %(digits)s.") % {
                "found": len(self.geoid),
                "kind": self.get_kind_display().lower(),
                "digits": _(" or ").join(map(str, lengths)),
            }
        elif self.geoid and state and not self.geoid.startswith(state.fips):
            errors["geoid"] = _("This GEOID is not in %(state)s, whose GEOIDs begin with %(fips)s.") % {
                "state": state.name,
                "fips": state.fips,
            }
        return errors


class PopulationMixin(ValidatedMixin):
    """A population never stands without its year and source."""

    population = models.PositiveIntegerField(_("population"), help_text=_("Residents, as a whole number."))
    population_year = models.PositiveSmallIntegerField(
        _("population: year"), validators=YEAR_VALIDATORS, help_text=_("The year that the figure is of.")
    )
    population_source = models.CharField(
        _("population: source"), max_length=255, help_text=_("Such as U.S. Census Bureau, 2020 Census.")
    )

    population_panels = [
        FieldRowPanel([FieldPanel("population"), FieldPanel("population_year"), FieldPanel("population_source")])
    ]

    class Meta:
        abstract = True

    @property
    def population_band(self) -> PopulationBand | None:
        return None if self.population is None else PopulationBand.of(self.population)

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.population is not None:
            if not self.population_year:
                errors["population_year"] = _("Enter the year that the population is of.")
            if not self.population_source:
                errors["population_source"] = _("Enter who counted or estimated the population.")
        return errors


class GovernmentMixin(ValidatedMixin):
    """How the jurisdiction is governed, and with what means."""

    form_of_government = models.CharField(
        _("form of government"),
        max_length=24,
        choices=FormOfGovernment.choices,
        default=FormOfGovernment.UNKNOWN,
    )
    home_rule = models.CharField(_("home rule"), max_length=8, choices=HomeRule.choices, default=HomeRule.UNKNOWN)
    budget_total = models.DecimalField(
        _("total budget (US dollars)"),
        max_digits=14,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("In whole dollars, with its fiscal year."),
    )
    budget_year = models.PositiveSmallIntegerField(
        _("budget: fiscal year"), null=True, blank=True, validators=YEAR_VALIDATORS
    )
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    website = models.URLField(
        _("website"),
        max_length=500,
        blank=True,
        validators=[validate_web_url],
        help_text=_("Full address, beginning with https://."),
    )
    open_data_url = models.URLField(
        _("open data portal"),
        max_length=500,
        blank=True,
        validators=[validate_web_url],
        help_text=_("Full address, beginning with https://."),
    )

    government_panels = [
        FieldRowPanel([FieldPanel("form_of_government"), FieldPanel("home_rule")]),
        FieldRowPanel([FieldPanel("budget_total"), FieldPanel("budget_year"), FieldPanel("employees")]),
        FieldRowPanel([FieldPanel("website"), FieldPanel("open_data_url")]),
    ]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.budget_total is not None and not self.budget_year:
            errors["budget_year"] = _("Enter the fiscal year that the budget is of.")
        return errors


class MemberCityMixin(JurisdictionMixin, PopulationMixin, GovernmentMixin):
    """A jurisdiction as a member of the network."""

    summary = models.TextField(
        _("summary"), max_length=600, help_text=_("One or two sentences. Cards and search results show them.")
    )
    membership_status = models.CharField(
        _("membership"), max_length=16, choices=MembershipStatus.choices, default=MembershipStatus.ACTIVE
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    membership_panels = [
        FieldRowPanel([FieldPanel("membership_status"), FieldPanel("joined_on"), FieldPanel("left_on")])
    ]
    city_search_fields = [
        index.SearchField("summary"),
        index.SearchField("state_name"),
        index.FilterField("state"),
        index.FilterField("population"),
    ]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        check_order(self, errors, "joined_on", "left_on", _("The city cannot leave before it joined."))
        if self.left_on and self.membership_status == MembershipStatus.ACTIVE:
            errors.setdefault("left_on", _("An active member has not left: change the membership or clear the date."))
        return errors
