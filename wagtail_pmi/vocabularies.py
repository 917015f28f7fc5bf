"""Coded choices. A code, once released, never changes; its label may, and is translated."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Visibility(TextChoices):
    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members of the network")
    ANONYMISED = "anonymised", _("Everyone, without naming the city")


class JurisdictionKind(TextChoices):
    CITY = "city", _("City")
    CONSOLIDATED = "consolidated", _("Consolidated city-county")
    COUNTY = "county", _("County")
    OTHER = "other", _("Other jurisdiction")


class FormOfGovernment(TextChoices):
    MAYOR_COUNCIL_STRONG = "mayor_council_strong", _("Mayor–council (strong mayor)")
    MAYOR_COUNCIL_WEAK = "mayor_council_weak", _("Mayor–council (weak mayor)")
    COUNCIL_MANAGER = "council_manager", _("Council–manager")
    COMMISSION = "commission", _("Commission")
    OTHER = "other", pgettext_lazy("form of government", "Other")
    UNKNOWN = "unknown", pgettext_lazy("form of government", "Not known")


class HomeRule(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", pgettext_lazy("home rule", "Not known")


class MembershipStatus(TextChoices):
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active member")
    OBSERVER = "observer", _("Observer")
    PAUSED = "paused", _("Membership paused")
    FORMER = "former", _("Former member")


class MembershipKind(TextChoices):
    REPRESENTATIVE = "representative", _("City representative")
    CITY_STAFF = "city_staff", _("City staff")
    EXPERT = "expert", _("Expert")
    EDITOR = "editor", _("Editor")


class PopulationBand(TextChoices):
    UNDER_100K = "under_100k", _("Under 100,000")
    FROM_100K = "100k_250k", _("100,000 to 250,000")
    FROM_250K = "250k_500k", _("250,000 to 500,000")
    FROM_500K = "500k_1m", _("500,000 to 1 million")
    OVER_1M = "over_1m", _("Over 1 million")

    @property
    def limits(self) -> tuple[int, int | None]:
        """Residents: the lowest number in the band, and the lowest number above it (None: no upper end)."""
        return _BAND_LIMITS[self]

    @classmethod
    def of(cls, population: int) -> "PopulationBand":
        return next(band for band in reversed(cls) if population >= band.limits[0])


_BAND_LIMITS: Mapping[PopulationBand, tuple[int, int | None]] = MappingProxyType(
    {
        PopulationBand.UNDER_100K: (0, 100_000),
        PopulationBand.FROM_100K: (100_000, 250_000),
        PopulationBand.FROM_250K: (250_000, 500_000),
        PopulationBand.FROM_500K: (500_000, 1_000_000),
        PopulationBand.OVER_1M: (1_000_000, None),
    }
)


class Approach(TextChoices):
    POLICY_ORDINANCE = "policy_ordinance", _("Policy or ordinance")
    PROGRAM = "program", _("Program")
    PROCESS = "process", _("Process")
    TECHNOLOGY = "technology", _("Technology")
    FINANCING = "financing", _("Financing")
    ORGANISATION = "organisation", _("Organization")


class PracticeStatus(TextChoices):
    IDEA = "idea", _("Idea")
    PILOTED = "piloted", _("Piloted")
    OPERATING = "operating", _("Operating")
    SCALED = "scaled", _("Scaled")
    RETIRED = "retired", _("Retired")


class EvidenceLevel(IntegerChoices):
    NOT_ASSESSED = 0, _("Not assessed")
    DESCRIBED = 1, _("Described")
    CHANGE = 2, _("Data show change")
    COMPARISON = 3, _("Comparison group")
    VALIDATED = 4, _("Independently validated, cost known")
    AT_SCALE = 5, _("Works at several sites and at scale")


class EvidenceDirection(TextChoices):
    POSITIVE = "positive", _("Positive")
    MIXED = "mixed", _("Mixed")
    NONE = "none", _("No effect found")
    NEGATIVE = "negative", _("Negative")


class EvidenceBasis(TextChoices):
    SELF_REPORTED = "self_reported", _("Reported by the city itself")
    INTERNAL_EVALUATION = "internal_evaluation", _("Internal evaluation")
    INDEPENDENT = "independent", _("Independent evaluation")
    EXTERNAL_CLEARINGHOUSE = "external_clearinghouse", _("Rated by an external clearinghouse")


class DisparityEffect(TextChoices):
    LIKELY_DECREASE = "likely_decrease", _("Likely to decrease disparities")
    NO_EFFECT = "no_effect", _("No effect on disparities expected")
    INCREASE = "increase", _("May increase disparities")
    UNKNOWN = "unknown", pgettext_lazy("disparity effect", "Not known")


class Replicability(IntegerChoices):
    HARD = 0, _("0: stands in the way")
    DEMANDING = 1, _("1: demanding")
    MANAGEABLE = 2, _("2: manageable")
    EASY = 3, _("3: easy")


class CostBand(TextChoices):
    NONE = "none", _("Staff time only")
    XS = "xs", _("Under $50,000")
    S = "s", _("$50,000 to $250,000")
    M = "m", _("$250,000 to $1 million")
    L = "l", _("$1 million to $10 million")
    XL = "xl", _("Over $10 million")
    UNKNOWN = "unknown", pgettext_lazy("cost", "Not known")


class ComponentRole(TextChoices):
    CORE = "core", _("Core: keep it")
    ADAPTABLE = "adaptable", _("Adaptable: fit it to your city")
    OPTIONAL = "optional", _("Optional")


class StepPhase(TextChoices):
    EXPLORATION = "exploration", _("Exploration")
    PREPARATION = "preparation", _("Preparation")
    IMPLEMENTATION = "implementation", _("Implementation")
    SUSTAINMENT = "sustainment", _("Sustainment")


class PrerequisiteKind(TextChoices):
    LEGAL_AUTHORITY = "legal_authority", _("Legal authority")
    FORM_OF_GOVERNMENT = "form_of_government", _("Form of government")
    DEPARTMENT_ASSET = "department_asset", _("Department or asset")
    DATA_SYSTEM = "data_system", _("Data or system")
    PARTNER = "partner", _("Partner")
    BUDGET = "budget", _("Budget")
    POLITICAL = "political", _("Political support")


class LessonKind(TextChoices):
    FINANCING = "financing", _("Financing")
    POLICY_DEVELOPMENT = "policy_development", _("Policy development")
    IMPLEMENTATION = "implementation", _("Implementation")
    STRATEGIC_ADVANCEMENT = "strategic_advancement", _("Strategic advancement")


class MetricDirection(TextChoices):
    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")


class ExpertKind(TextChoices):
    ACADEMIC = "academic", _("Academic")
    PRACTITIONER = "practitioner", _("Practitioner")
    FORMER_OFFICIAL = "former_official", _("Former official")
    FUNDER = "funder", _("Funder")
    TECHNOLOGIST = "technologist", _("Technologist")


class Availability(TextChoices):
    OPEN = "open", _("Open to requests")
    BY_INTRODUCTION = "by_introduction", _("By introduction")
    CLOSED = "closed", _("Not available now")


class PartnerRole(TextChoices):
    HOST = "host", _("Host")
    PARTNER = "partner", _("Partner")
    FUNDER = "funder", _("Funder")


class OrganisationKind(TextChoices):
    UNIVERSITY = "university", _("University")
    NONPROFIT = "nonprofit", _("Nonprofit")
    FOUNDATION = "foundation", _("Foundation")
    GOVERNMENT = "government", _("Government")
    COMPANY = "company", _("Company")
    MEDIA = "media", _("Media")
    OTHER = "other", pgettext_lazy("organization", "Other")


class ResourceKind(TextChoices):
    ORDINANCE = "ordinance", _("Ordinance")
    EXECUTIVE_ORDER = "executive_order", _("Executive order")
    RFP_CONTRACT = "rfp_contract", _("RFP or contract")
    JOB_DESCRIPTION = "job_description", _("Job description")
    MOU = "mou", _("Memorandum of understanding")
    BUDGET_TEMPLATE = "budget_template", _("Budget template")
    EVALUATION = "evaluation", _("Evaluation")
    TOOLKIT = "toolkit", _("Toolkit")
    DATASET = "dataset", _("Dataset")
    SLIDE_DECK = "slide_deck", _("Slide deck")
    PRESS = "press", _("Press")
    VIDEO = "video", _("Video")
    ARTICLE = "article", _("Article")


class Licence(TextChoices):
    """Open licenses by their SPDX identifiers, and the two ways of not giving one."""

    CC_BY = "CC-BY-4.0", _("CC BY 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0")
    CC0 = "CC0-1.0", _("CC0 1.0 (no rights reserved)")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    ALL_RIGHTS = "all_rights_reserved", _("All rights reserved")

    @property
    def url(self) -> str:
        """Address of the deed, empty where there is none."""
        return {
            Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
            Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
            Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
        }.get(self, "")


class AdoptionRole(TextChoices):
    ORIGINATOR = "originator", _("It began here")
    ADOPTER = "adopter", _("Adopted from elsewhere")


class AdoptionDegree(TextChoices):
    COPY = "copy", _("Copied as it is")
    ADAPTATION = "adaptation", _("Adapted")
    HYBRID = "hybrid", _("Combined with something else")
    INSPIRATION = "inspiration", _("Inspired by it")


class StageGroup(TextChoices):
    EXPLORATION = "exploration", _("Exploring")
    PREPARATION = "preparation", _("Preparing")
    IMPLEMENTATION = "implementation", _("Putting in place")
    SUSTAINMENT = "sustainment", _("In operation")
    STOPPED = "stopped", _("Stopped")


class AdoptionStage(TextChoices):
    """How far a city is. Those that end an adoption come last."""

    WATCHING = "watching", _("Watching")
    EXPLORING = "exploring", _("Exploring")
    ASSESSING = "assessing", _("Assessing")
    PLANNING = "planning", _("Planning")
    PILOTING = "piloting", _("Piloting")
    IMPLEMENTING = "implementing", _("Implementing")
    OPERATING = "operating", _("Operating")
    SCALED = "scaled", _("Scaled")
    PAUSED = "paused", _("Paused")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")

    @property
    def group(self) -> StageGroup:
        return _STAGE_GROUPS[self]

    @property
    def is_open(self) -> bool:
        """Whether the adoption may still become something."""
        return self not in (AdoptionStage.DECLINED, AdoptionStage.ENDED)


_STAGE_GROUPS: Mapping[AdoptionStage, StageGroup] = MappingProxyType(
    {
        AdoptionStage.WATCHING: StageGroup.EXPLORATION,
        AdoptionStage.EXPLORING: StageGroup.EXPLORATION,
        AdoptionStage.ASSESSING: StageGroup.EXPLORATION,
        AdoptionStage.PLANNING: StageGroup.PREPARATION,
        AdoptionStage.PILOTING: StageGroup.IMPLEMENTATION,
        AdoptionStage.IMPLEMENTING: StageGroup.IMPLEMENTATION,
        AdoptionStage.OPERATING: StageGroup.SUSTAINMENT,
        AdoptionStage.SCALED: StageGroup.SUSTAINMENT,
        AdoptionStage.PAUSED: StageGroup.STOPPED,
        AdoptionStage.DECLINED: StageGroup.STOPPED,
        AdoptionStage.ENDED: StageGroup.STOPPED,
    }
)


class EndReason(TextChoices):
    COST = "cost", _("Cost")
    LEGAL_PREEMPTION = "legal_preemption", _("Legal preemption")
    POLITICS = "politics", _("Politics")
    LEADERSHIP_CHANGE = "leadership_change", _("Change of leadership")
    CAPACITY = "capacity", _("Capacity")
    POOR_RESULTS = "poor_results", _("Poor results")
    SUPERSEDED = "superseded", _("Superseded by something else")
    NO_LONGER_NEEDED = "no_longer_needed", _("No longer needed")
    OTHER = "other", pgettext_lazy("end reason", "Other")


class AdoptionScale(TextChoices):
    PILOT_AREA = "pilot_area", _("Pilot area")
    DEPARTMENT = "department", _("One department")
    CITYWIDE = "citywide", _("Citywide")
    REGIONAL = "regional", _("Regional")


class WillingToTalk(TextChoices):
    YES = "yes", pgettext_lazy("willing to talk", "Yes")
    STAFF_ONLY = "staff_only", _("With staff of other cities only")
    NO = "no", pgettext_lazy("willing to talk", "No")


class SourceKind(TextChoices):
    CITY = "city", _("The city itself")
    STAFF = "staff", _("Staff of the network")
    PRESS = "press", _("Press or publication")


class AdaptationTiming(TextChoices):
    PLANNED = "planned", _("Planned")
    REACTIVE = "reactive", _("In reaction to something")


class EventKind(TextChoices):
    STAGE = "stage", _("Change of stage")
    CONFIRMATION = "confirmation", _("Confirmation")
