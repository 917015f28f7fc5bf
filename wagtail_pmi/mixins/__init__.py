"""Abstract models that a host site may build types of its own from.

None inherits `Page` and none names a concrete model of this package. Each exposes its panels and search
fields as lists (`…_panels`, `…_search_fields`) for the class that uses it to compose.
"""

from .adoption import AdoptionMixin, ReachMixin, SourceMixin, StageMixin
from .city import GovernmentMixin, JurisdictionMixin, MemberCityMixin, PopulationMixin
from .expert import ExpertMixin
from .post import BlogPostMixin
from .practice import BestPracticeMixin, EffortMixin, EvidenceMixin, ReplicabilityMixin
from .shared import IllustratedMixin, LicensedMixin, ValidatedMixin, VerifiedMixin

__all__ = [
    "AdoptionMixin",
    "BestPracticeMixin",
    "BlogPostMixin",
    "EffortMixin",
    "EvidenceMixin",
    "ExpertMixin",
    "GovernmentMixin",
    "IllustratedMixin",
    "JurisdictionMixin",
    "LicensedMixin",
    "MemberCityMixin",
    "PopulationMixin",
    "ReachMixin",
    "ReplicabilityMixin",
    "SourceMixin",
    "StageMixin",
    "ValidatedMixin",
    "VerifiedMixin",
]
