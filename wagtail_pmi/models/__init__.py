"""The models of the package, one file for each family. Import them from here.

Pages follow the site's base page (`WAGTAIL_PAGE_MODEL`). A site that wants more fields on a type subclasses the
concrete page; one that wants a type of its own takes the mixin from `wagtail_pmi.mixins`.
"""

from .adoption_rows import AdoptionAdaptation, AdoptionDocument, AdoptionLesson, AdoptionOutcome
from .adoptions import Adoption, AdoptionEvent
from .blog import BlogIndexPage, BlogPostPage, PostAuthor
from .cities import MemberCityIndexPage, MemberCityPage
from .evidence import EvidenceRating
from .experts import ExpertIndexPage, ExpertLink, ExpertPage
from .memberships import Membership
from .moderation import CityGroup, PublisherApprovalTask
from .network import NetworkFeature, NetworkLink, NetworkPage, NetworkPartner
from .practice_parts import (
    ExternalRating,
    PracticeCitation,
    PracticeComponent,
    PracticeContact,
    PracticeLesson,
    PracticeMetric,
    PracticePrerequisite,
    PracticeResource,
    PracticeRisk,
    PracticeStep,
)
from .practices import BestPracticeIndexPage, BestPracticePage
from .records import Organisation, Resource
from .taxonomies import Beneficiary, Keyword, PostKeyword, PracticeKeyword, TaxonomyTerm, Topic

__all__ = [
    "Adoption",
    "AdoptionAdaptation",
    "AdoptionDocument",
    "AdoptionEvent",
    "AdoptionLesson",
    "AdoptionOutcome",
    "Beneficiary",
    "BestPracticeIndexPage",
    "BestPracticePage",
    "BlogIndexPage",
    "BlogPostPage",
    "CityGroup",
    "EvidenceRating",
    "ExpertIndexPage",
    "ExpertLink",
    "ExpertPage",
    "ExternalRating",
    "Keyword",
    "MemberCityIndexPage",
    "MemberCityPage",
    "Membership",
    "NetworkFeature",
    "NetworkLink",
    "NetworkPage",
    "NetworkPartner",
    "Organisation",
    "PostAuthor",
    "PostKeyword",
    "PracticeCitation",
    "PracticeComponent",
    "PracticeContact",
    "PracticeKeyword",
    "PracticeLesson",
    "PracticeMetric",
    "PracticePrerequisite",
    "PracticeResource",
    "PracticeRisk",
    "PracticeStep",
    "PublisherApprovalTask",
    "Resource",
    "TaxonomyTerm",
    "Topic",
]
