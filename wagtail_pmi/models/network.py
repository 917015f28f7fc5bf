"""The landing page of a network, and the pages of its terms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Prefetch, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.models import Orderable
from wagtail.search import index

from ..fields import BodyField
from ..library.cards import with_card_data, with_renditions
from ..library.terms import TermCount, term_counts, with_term
from ..library.text import plain_text
from ..mixins.page import NetworkContentMixin
from ..mixins.practice import PROSE_FEATURES
from ..mixins.shared import Errors, ValidatedMixin, check_order
from ..outputs.seo import Seo
from ..panels import CompletenessPanel, Group, Tab
from ..validators import validate_web_url
from ..visibility import Viewer, visible_to
from ..vocabularies import MembershipStatus, PartnerRole
from .base import PAGE_MODEL, RELATED_NAME, IndexPage, Page, rows_of, with_rows
from .network_confirm import ConfirmMixin
from .network_diffusion import NetworkDiffusionMixin
from .network_ledger import LedgerMixin
from .network_ledger_list import LedgerListMixin
from .network_oembed import OembedMixin
from .network_record import RecordMixin
from .taxonomies import Beneficiary, Keyword, TaxonomyTerm, Topic

VOCABULARIES: dict[str, type[TaxonomyTerm]] = {model.route_prefix: model for model in (Topic, Beneficiary, Keyword)}
PREFIXES = "|".join(VOCABULARIES)
LISTED_MODELS = ("BestPracticePage", "MemberCityPage", "ExpertPage", "BlogPostPage")
CARDS_OF_A_TERM = 12


@dataclass(frozen=True)
class TermSection:
    """The rows of one type on a term's page: the first cards, how many there are, and where the others are."""

    heading: str
    cards: list[Any]
    count: int
    more_url: str


class NetworkPage(
    RecordMixin,
    LedgerListMixin,
    NetworkDiffusionMixin,
    LedgerMixin,
    OembedMixin,
    ConfirmMixin,
    NetworkContentMixin,
    RoutablePageMixin,
    Page,
):
    """A network: everything below it belongs to it, and nothing else does."""

    tagline = models.CharField(
        _("tagline"), max_length=255, blank=True, help_text=_("What the network does, in one short sentence.")
    )
    introduction = RichTextField(
        _("introduction"),
        features=PROSE_FEATURES,
        blank=True,
        help_text=_("Who is in the network and what it is for: 30 to 100 words."),
    )
    body = BodyField(
        blank=True,
        verbose_name=_("body"),
        help_text=_("What else a visitor should know; shown below the featured pages: up to 500 words."),
    )
    contact_email = models.EmailField(
        _("contact address"), blank=True, help_text=_("Shown to everybody. Leave it empty to show none.")
    )
    contact_url = models.URLField(
        _("contact form"),
        max_length=500,
        blank=True,
        validators=[validate_web_url],
        help_text=_("Full address of a form, beginning with https://."),
    )

    content_panels = [
        CompletenessPanel(),
        *Page.content_panels,
        FieldPanel("tagline"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        InlinePanel("features", heading=_("Featured"), label=_("Featured page"), max_num=6),
    ]
    contact_panels = [FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_url")])]
    partners_tab_panels = [
        Group("contact_panels", heading=_("Contact")),
        InlinePanel("partners", heading=_("Partner organizations"), label=_("Partner")),
        InlinePanel("links", heading=_("Other resources"), label=_("Resource")),
    ]
    edit_tabs = [
        Tab("content_panels", heading=_("Content")),
        Tab("partners_tab_panels", heading=_("Contact and partners")),
        *NetworkContentMixin.edit_tabs[1:],
    ]
    search_fields = [*Page.search_fields, index.SearchField("tagline"), index.SearchField("introduction")]
    subpage_types = [
        "wagtail_pmi.MemberCityIndexPage",
        "wagtail_pmi.BestPracticeIndexPage",
        "wagtail_pmi.ExpertIndexPage",
        "wagtail_pmi.BlogIndexPage",
    ]
    completeness_fields = ("tagline", "introduction", "features", "partners")
    schema_type = "Organization"

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def get_description(self) -> str:
        return self.tagline or plain_text(self.introduction)

    def get_network(self) -> NetworkPage:
        return self

    def get_rows(self, viewer: Viewer, model: str) -> QuerySet[Any]:
        """Everything of one type in this network that the viewer may see; `model` is a name such as "ExpertPage"."""
        return visible_to(viewer, rows_of(self, apps.get_model("wagtail_pmi", model)))

    def get_menu(self, viewer: Viewer) -> list[Any]:
        """The sections of the network that the viewer may see, in the order of the tree."""
        if "_sections" not in self.__dict__:
            sections = Page.objects.filter(path__startswith=self.path, depth=self.depth + 1)
            self._sections = [page for page in sections.order_by("path") if getattr(page, "show_in_menus", True)]
        return [page for page in self._sections if viewer.sees(page)]

    def get_figures(self, viewer: Viewer) -> dict[str, int]:
        """How large the network is, in what the viewer may see; "adoptions" are those in operation."""
        cities = self.get_rows(viewer, "MemberCityPage").filter(membership_status=MembershipStatus.ACTIVE)
        sums = cities.aggregate(cities=Count("pk"), residents=Sum("population"))
        return {
            "cities": sums["cities"],
            "residents": sums["residents"] or 0,
            "practices": self.get_rows(viewer, "BestPracticePage").count(),
            "experts": self.get_rows(viewer, "ExpertPage").count(),
            **self.get_ledger_figures(viewer),
        }

    def get_features(self, viewer: Viewer) -> list[Any]:
        """The featured pages that the viewer may see, in their order, with what their cards show."""
        wanted = [feature.page_id for feature in self.features.all()]
        pages: dict[int, Any] = {}
        for name in ("BestPracticePage", "BlogPostPage"):
            rows = visible_to(viewer, apps.get_model("wagtail_pmi", name)._default_manager.filter(pk__in=wanted))
            pages |= {page.pk: page for page in with_card_data(rows)}
        return [pages[pk] for pk in wanted if pk in pages]

    def get_term_counts(self, viewer: Viewer, vocabulary: type[TaxonomyTerm]) -> list[TermCount]:
        """The terms of one vocabulary that something visible has, each with how much."""
        return term_counts(vocabulary, [self.get_rows(viewer, name) for name in LISTED_MODELS])

    def get_term_url(self, term: TaxonomyTerm, request: HttpRequest | None = None) -> str:
        return f"{self.get_url(request) or ''}{term.route_prefix}/{quote(term.slug)}/"

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        viewer = Viewer.of(request)
        posts = self.get_rows(viewer, "BlogPostPage").order_by("-date", "-id")
        logos = Prefetch("organisation__logo", with_renditions(get_image_model()._default_manager.all()))
        context = {
            "figures": self.get_figures(viewer),
            "features": self.get_features(viewer),
            "posts": with_card_data(posts)[:3],
            "topics": self.get_term_counts(viewer, Topic),
            "partners": with_rows(self.partners.all(), "organisation", logos),
            "links": with_rows(self.links.all(), "resource__file"),
        }
        return self.render(request, context_overrides=context)

    @re_path(rf"^(?P<prefix>{PREFIXES})/$", name="terms")
    def terms_route(self, request: HttpRequest, prefix: str) -> HttpResponse:
        """All terms of one vocabulary that something visible has."""
        vocabulary = VOCABULARIES[prefix]
        heading = capfirst(str(vocabulary._meta.verbose_name_plural))
        context = {
            "heading": heading,
            "terms": self.get_term_counts(Viewer.of(request), vocabulary),
            "seo": self._get_term_seo(request, heading, f"{prefix}/"),
            "breadcrumbs": [self],
        }
        return self.render(request, template="wagtail_pmi/term_index.html", context_overrides=context)

    @re_path(rf"^(?P<prefix>{PREFIXES})/(?P<slug>[^/]+)/$", name="term")
    def term_route(self, request: HttpRequest, prefix: str, slug: str) -> HttpResponse:
        """Everything of one term that the viewer may see, across types. A merged term leads to what it became."""
        terms = VOCABULARIES[prefix].objects.select_related("merged_into", "parent")
        term = get_object_or_404(terms, slug=slug.replace("\x00", ""))
        sections = self._get_sections(request, term.merged_into or term)
        if not sections:
            raise Http404
        if term.merged_into:
            return HttpResponsePermanentRedirect(self.get_term_url(term.merged_into, request))
        context = {
            "term": term,
            "heading": term.name,
            "sections": sections,
            "seo": self._get_term_seo(request, term.name, f"{prefix}/{quote(term.slug)}/", term.description),
            "breadcrumbs": [self],
        }
        return self.render(request, template="wagtail_pmi/term.html", context_overrides=context)

    def _get_sections(self, request: HttpRequest, term: TaxonomyTerm) -> list[TermSection]:
        viewer = Viewer.of(request)
        menu = {page.specific_class: page for page in self.get_menu(viewer)}
        indexes = {kind.listed_model: page for kind, page in menu.items() if kind and issubclass(kind, IndexPage)}
        sections = []
        for name in LISTED_MODELS:
            rows = with_term(self.get_rows(viewer, name), term)
            if count := rows.count():
                listed = indexes.get(f"wagtail_pmi.{name}")
                sections.append(
                    TermSection(
                        heading=capfirst(str(rows.model._meta.verbose_name_plural)),
                        cards=list(with_card_data(rows.order_by("title", "id"))[:CARDS_OF_A_TERM]),
                        count=count,
                        more_url=_filtered_url(listed, term, request) if listed else "",
                    )
                )
        return sections

    def _get_term_seo(self, request: HttpRequest, title: str, below: str, description: str = "") -> Seo:
        """The network's own, with the title and address of a page of terms."""
        own = self.get_seo(request)
        address = f"{self.get_full_url(request) or ''}{below}"
        item = {"@context": "https://schema.org", "@type": "CollectionPage", "name": title, "url": address}
        return replace(own, title=title, description=description or own.description, canonical=address, json_ld=item)


def _filtered_url(listed: Any, term: TaxonomyTerm, request: HttpRequest) -> str:
    """Address of an index page narrowed to a term."""
    name = term._meta.model_name or ""
    if name not in listed.specific_class.listing_form.base_fields:
        return ""
    value = term.slug if isinstance(term, Keyword) else term.code
    return f"{listed.get_url(request) or ''}?{urlencode({name: value})}"


class NetworkFeature(Orderable):
    """A practice or a post that the landing page shows first."""

    network = ParentalKey(NetworkPage, on_delete=models.CASCADE, related_name="features")
    page = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [PageChooserPanel("page", ["wagtail_pmi.BestPracticePage", "wagtail_pmi.BlogPostPage"])]

    class Meta(Orderable.Meta):
        verbose_name = _("featured page")
        verbose_name_plural = _("featured pages")


class NetworkPartner(ValidatedMixin, Orderable):
    """An organization's part in the network, for a time."""

    network = ParentalKey(NetworkPage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "wagtail_pmi.Organisation",
        on_delete=models.CASCADE,
        related_name="partnerships",
        verbose_name=_("organization"),
    )
    role = models.CharField(_("role"), max_length=16, choices=PartnerRole.choices, default=PartnerRole.PARTNER)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("partner organization")
        verbose_name_plural = _("partner organizations")

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        check_order(self, errors, "starts_on", "ends_on", _("The partnership cannot end before it begins."))
        return errors


class NetworkLink(Orderable):
    """Another resource: one of the register, or a title and an address."""

    network = ParentalKey(NetworkPage, on_delete=models.CASCADE, related_name="links")
    resource = models.ForeignKey(
        "wagtail_pmi.Resource",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="network_links",
        verbose_name=_("resource"),
    )
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("A few words. Needed when no resource is chosen.")
    )
    url = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        validators=[validate_web_url],
        help_text=_("Full address, beginning with https://. Needed when no resource is chosen."),
    )

    panels = [FieldPanel("resource"), FieldRowPanel([FieldPanel("title"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = _("other resource")
        verbose_name_plural = _("other resources")

    def clean(self) -> None:
        super().clean()
        if not self.resource_id and not (self.title and self.url):
            raise ValidationError(_("Choose a resource, or enter a title and an address."))
