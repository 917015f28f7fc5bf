"""Best practices: the recipe, with its parts, and their list. Who adopted one is another model."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.search import index

from ..conf import get_setting
from ..fields import BodyField, TermsField
from ..forms import TermTree
from ..library.filters import PracticeListingForm
from ..library.freshness import Freshness, freshness
from ..mixins import BestPracticeMixin, IllustratedMixin, LicensedMixin, VerifiedMixin
from ..mixins.shared import Errors
from ..panels import CompletenessPanel, Group, Tab
from ..visibility import Viewer, load_visible, visible_to
from ..vocabularies import Licence
from .base import RELATED_NAME, DetailPage, IndexPage, Page, with_rows
from .evidence import EvidenceHistoryMixin
from .practice_comparison import ComparisonMixin
from .practice_diffusion import PracticeDiffusionMixin
from .practice_for_city import PracticeForCityMixin
from .practice_outputs import PracticeOutputsMixin


class BestPracticeIndexPage(IndexPage, ComparisonMixin, Page):
    listed_model = "wagtail_pmi.BestPracticePage"
    listing_form = PracticeListingForm

    content_panels = [*Page.content_panels, *IndexPage.index_panels]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types = ["wagtail_pmi.NetworkPage"]
    subpage_types = ["wagtail_pmi.BestPracticePage"]
    show_in_menus_default = True

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("list of best practices")
        verbose_name_plural = _("lists of best practices")


class BestPracticePage(
    PracticeForCityMixin,
    PracticeOutputsMixin,
    BestPracticeMixin,
    VerifiedMixin,
    LicensedMixin,
    IllustratedMixin,
    EvidenceHistoryMixin,
    DetailPage,
    PracticeDiffusionMixin,
    RoutablePageMixin,
    Page,
):
    """What can be replicated: the problem, the solution, what is known of it and what it takes."""

    solution = BodyField(verbose_name=_("solution"), help_text=_("What is done, and how: 300 to 1,000 words."))
    topics = TermsField(
        "wagtail_pmi.Topic",
        related_name="practices",
        verbose_name=_("topics"),
        help_text=_("One to three; lists and searches find the practice by them."),
    )
    beneficiaries = TermsField(
        "wagtail_pmi.Beneficiary",
        blank=True,
        related_name="practices",
        verbose_name=_("for whom"),
        help_text=_("Who is better off for it, as far as it is for somebody in particular."),
    )
    keywords = ClusterTaggableManager(
        through="wagtail_pmi.PracticeKeyword", blank=True, related_name="practices", verbose_name=_("keywords")
    )
    origin_city = models.ForeignKey(
        "wagtail_pmi.MemberCityPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="originated_practices",
        verbose_name=_("origin: member city"),
        help_text=_("The member city where it began."),
    )
    experts = ParentalManyToManyField(
        "wagtail_pmi.ExpertPage",
        blank=True,
        related_name="practices",
        verbose_name=_("experts"),
        help_text=_("Experts who know this practice."),
    )
    related_practices = ParentalManyToManyField(
        "self",
        blank=True,
        symmetrical=False,
        related_name="related_from",
        verbose_name=_("related practices"),
        help_text=_("What a reader of this practice should look at, too."),
    )
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
        help_text=_("The older practice that this one replaces."),
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The larger practice that this one belongs to."),
    )

    content_panels = [
        CompletenessPanel(),
        *Page.content_panels,
        FieldPanel("summary"),
        Group("image_panels", heading=_("Image")),
        FieldPanel("problem"),
        FieldPanel("solution"),
        FieldPanel("why_it_works"),
        Group("subject_panels", heading=_("What it is about")),
    ]
    subject_panels = [
        FieldPanel("topics", required_on_save=False),
        FieldPanel("beneficiaries"),
        FieldPanel("keywords"),
        FieldPanel("approach"),
    ]
    evidence_tab_panels = [
        Group("evidence_panels", heading=_("Evidence")),
        InlinePanel(
            "metrics",
            heading=_("Metrics"),
            label=_("Metric"),
            help_text=_("How a city can tell whether it works: one to five."),
        ),
        InlinePanel(
            "lessons",
            heading=_("Lessons"),
            label=_("Lesson"),
            help_text=_("What those who did it learned; failures are as welcome as successes."),
        ),
        InlinePanel(
            "citations",
            heading=_("Sources"),
            label=_("Source"),
            help_text=_("Where a reader can check what this page says."),
        ),
        InlinePanel("ratings", heading=_("External ratings"), label=_("Rating"), classname="collapsed"),
        Group("verified_panels", heading=_("Verification")),
    ]
    replication_tab_panels = [
        Group("effort_panels", heading=_("What it takes")),
        Group("replicability_panels", heading=_("How easy it is to replicate"), classname="collapsed"),
        InlinePanel(
            "components",
            heading=_("Components"),
            label=_("Component"),
            help_text=_("The parts of the practice, and which of them another city may change."),
        ),
        InlinePanel(
            "steps", heading=_("Steps"), label=_("Step"), help_text=_("In the order in which a city takes them.")
        ),
        InlinePanel(
            "prerequisites",
            heading=_("Prerequisites"),
            label=_("Prerequisite"),
            help_text=_("What a city needs before it begins."),
        ),
        InlinePanel("risks", heading=_("Risks"), label=_("Risk")),
        InlinePanel(
            "kit",
            heading=_("Replication kit"),
            label=_("Resource"),
            help_text=_("Documents that another city can start from, of the register of resources."),
        ),
    ]
    origin_panels = [
        FieldPanel("status"),
        FieldPanel("origin_city"),
        FieldRowPanel([FieldPanel("origin_text"), FieldPanel("origin_year")]),
    ]
    relation_panels = [
        FieldPanel("related_practices", widget=TermTree),
        FieldPanel("part_of"),
        FieldPanel("supersedes"),
    ]
    people_tab_panels = [
        Group("origin_panels", heading=_("Origin and state")),
        InlinePanel(
            "contacts",
            heading=_("Contacts"),
            label=_("Contact"),
            help_text=_("Whom a city may ask; reached through the network."),
        ),
        FieldPanel("experts", widget=TermTree),
        Group("relation_panels", heading=_("Related practices"), classname="collapsed"),
        Group("license_panels", heading=_("License"), classname="collapsed"),
    ]
    edit_tabs = [
        Tab("content_panels", heading=_("Content")),
        Tab("evidence_tab_panels", heading=_("Evidence")),
        Tab("replication_tab_panels", heading=_("Replication")),
        Tab("people_tab_panels", heading=_("Origin and people")),
        *DetailPage.edit_tabs[1:],
    ]
    search_fields = [*Page.search_fields, *BestPracticeMixin.practice_search_fields, index.SearchField("solution")]
    parent_page_types = ["wagtail_pmi.BestPracticeIndexPage"]
    subpage_types: list[str] = []

    title_help_text = _("What cities call it, in at most ten words.")
    card_template = "wagtail_pmi/cards/practice.html"
    schema_type = "HowTo"
    reserved_slugs = frozenset({"compare"})
    completeness_fields = (
        "image",
        "why_it_works",
        "beneficiaries",
        "approach",
        "evidence_basis",
        "evidence_note",
        "cost_band",
        "components",
        "steps",
        "prerequisites",
        "metrics",
        "risks",
        "lessons",
        "kit",
        "contacts",
        "citations",
        "last_verified_on",
    )

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("best practice")
        verbose_name_plural = _("best practices")

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.origin_city_id and self.origin_text:
            errors["origin_text"] = _("Name the origin once: as a member city, or as text.")
        for name in ("supersedes", "part_of"):
            if self.pk and getattr(self, f"{name}_id") == self.pk:
                errors[name] = _("Choose another practice than this one.")
        return errors

    def get_freshness(self) -> Freshness:
        months = get_setting("VERIFY_AFTER_MONTHS")["practice"]
        return freshness(self.last_verified_on, months, timezone.localdate())

    def get_json_ld(self, request: HttpRequest | None = None) -> dict[str, Any]:
        found: dict[str, Any] = {
            "step": [{"@type": "HowToStep", "name": step.title, "text": step.text} for step in self.steps.all()],
            "license": Licence(self.licence).url,
            "dateModified": self.last_published_at.isoformat() if self.last_published_at else None,
        }
        return {name: value for name, value in found.items() if value}

    def get_related(self, viewer: Viewer) -> dict[str, Any]:
        network = self.get_network()
        if network is None:
            return {}
        practices = network.get_rows(viewer, "BestPracticePage").exclude(pk=self.pk)
        naming_this = practices.model._base_manager.filter(related_practices=self.pk)
        practices = practices.filter(Q(pk__in=_keys(self.related_practices)) | Q(pk__in=naming_this.values("pk")))
        return {
            "practices": practices.order_by("title", "id"),
            "experts": visible_to(viewer, self.experts.model._default_manager.filter(pk__in=_keys(self.experts))),
            "posts": network.get_rows(viewer, "BlogPostPage").filter(practices=self.pk).order_by("-date", "-id"),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        viewer, network, ledger = context["viewer"], context["network"], context["ledger"]
        return context | {
            "lessons": viewer.rows([*self.lessons.all(), *ledger.lessons], network),
            "contacts": load_visible(viewer, self.contacts.all(), "expert"),
            "origin": self.origin_city if viewer.sees(self.origin_city) else None,
            "kit": with_rows(self.kit.all(), "resource__file"),
            "freshness": self.get_freshness(),
            "evidence_ratings": self.get_evidence_history(),
            "succession": self.get_succession(viewer),
            "record_url": network.get_record_url(viewer, self, request) if network else "",
        }

    def get_succession(self, viewer: Viewer) -> dict[str, Any]:
        """What this practice supersedes, is part of, and is superseded by, as far as the viewer may see it."""
        network = self.get_network()
        later = network.get_rows(viewer, "BestPracticePage") if network else BestPracticePage.objects.none()
        return {
            "supersedes": self.supersedes if viewer.sees(self.supersedes) else None,
            "part_of": self.part_of if viewer.sees(self.part_of) else None,
            "superseded_by": later.filter(supersedes=self.pk or 0).order_by("-first_published_at", "id").first(),
        }


def _keys(relation: Any) -> list[Any]:
    return [row.pk for row in relation.all()]
