"""Experts and their list."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from ..conf import get_setting
from ..fields import TermsField
from ..library.filters import ExpertListingForm
from ..library.freshness import Freshness, freshness
from ..mixins import ExpertMixin, IllustratedMixin, VerifiedMixin
from ..panels import CompletenessPanel, Group, Tab
from ..validators import validate_web_url
from ..visibility import Viewer
from .base import RELATED_NAME, DetailPage, IndexPage, Page


class ExpertIndexPage(IndexPage, Page):
    listed_model = "wagtail_pmi.ExpertPage"
    listing_form = ExpertListingForm

    content_panels = [*Page.content_panels, *IndexPage.index_panels]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types = ["wagtail_pmi.NetworkPage"]
    subpage_types = ["wagtail_pmi.ExpertPage"]
    show_in_menus_default = True

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("list of experts")
        verbose_name_plural = _("lists of experts")


class ExpertPage(ExpertMixin, VerifiedMixin, IllustratedMixin, DetailPage, Page):
    """Somebody who knows. No address stands on this page: messages go through the network."""

    topics = TermsField(
        "wagtail_pmi.Topic",
        related_name="experts",
        verbose_name=_("topics"),
        help_text=_("What the expert can be asked about: one to five topics."),
    )

    content_panels = [
        CompletenessPanel(),
        *Page.content_panels,
        Group("person_panels", heading=_("Person")),
        Group("image_panels", heading=_("Image")),
        FieldPanel("topics", required_on_save=False),
        FieldPanel("bio"),
    ]
    expertise_tab_panels = [
        Group("expertise_panels", heading=_("Expertise")),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
        Group("identifier_panels", heading=_("Identifiers"), classname="collapsed"),
        Group("verified_panels", heading=_("Verification")),
    ]
    edit_tabs = [
        Tab("content_panels", heading=_("Content")),
        Tab("expertise_tab_panels", heading=_("Expertise")),
        *DetailPage.edit_tabs[1:],
    ]
    search_fields = [*Page.search_fields, *ExpertMixin.expert_search_fields]
    parent_page_types = ["wagtail_pmi.ExpertIndexPage"]
    subpage_types: list[str] = []

    title_help_text = _("First and last name, such as Ann Other.")
    card_template = "wagtail_pmi/cards/expert.html"
    schema_type = "Person"
    completeness_fields = ("image", "affiliation", "role", "bio", "kinds", "languages", "links", "last_verified_on")

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("expert")
        verbose_name_plural = _("experts")

    def get_freshness(self) -> Freshness:
        months = get_setting("VERIFY_AFTER_MONTHS")["expert"]
        return freshness(self.last_verified_on, months, timezone.localdate())

    def get_json_ld(self, request: HttpRequest | None = None) -> dict[str, Any]:
        ids = {
            "https://orcid.org/": self.orcid,
            "https://www.wikidata.org/entity/": self.wikidata,
        }
        found: dict[str, Any] = {
            "jobTitle": self.role,
            "honorificPrefix": self.honorific,
            "sameAs": [f"{base}{value}" for base, value in ids.items() if value],
            "affiliation": {"@type": "Organization", "name": self.affiliation} if self.affiliation else None,
        }
        return {name: value for name, value in found.items() if value}

    def get_related(self, viewer: Viewer) -> dict[str, Any]:
        network = self.get_network()
        if network is None:
            return {}
        practices = network.get_rows(viewer, "BestPracticePage")
        named = models.Q(experts=self.pk) | models.Q(contacts__expert=self.pk)
        posts = network.get_rows(viewer, "BlogPostPage").filter(authors__expert=self.pk)
        return {
            "practices": practices.filter(pk__in=practices.model._base_manager.filter(named).values("pk")).order_by(
                "title", "id"
            ),
            "posts": posts.order_by("-date", "-id").distinct(),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"freshness": self.get_freshness()}


class ExpertLink(Orderable):
    page = ParentalKey(ExpertPage, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=255, help_text=_("What is there, in a few words."))
    url = models.URLField(
        _("address"),
        max_length=500,
        validators=[validate_web_url],
        help_text=_("Full address, beginning with https://."),
    )

    panels = [FieldRowPanel([FieldPanel("title"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
