"""The blog: posts, their authors, and their list with its feeds."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable
from wagtail.search import index

from ..fields import BodyField, TermsField
from ..forms import TermTree
from ..library.filters import PostListingForm
from ..library.text import reading_minutes
from ..mixins import BlogPostMixin, IllustratedMixin, LicensedMixin
from ..outputs.feeds import AtomFeed, RssFeed
from ..panels import CompletenessPanel, Group, Tab
from ..visibility import Viewer, load_visible, visible_to
from .base import RELATED_NAME, DetailPage, IndexPage, Page
from .experts import ExpertPage

FEED_POSTS = 20


class BlogIndexPage(IndexPage, RoutablePageMixin, Page):
    listed_model = "wagtail_pmi.BlogPostPage"
    listing_form = PostListingForm

    content_panels = [*Page.content_panels, *IndexPage.index_panels]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types = ["wagtail_pmi.NetworkPage"]
    subpage_types = ["wagtail_pmi.BlogPostPage"]
    show_in_menus_default = True
    schema_type = "Blog"

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")

    def get_feed_posts(self, request: HttpRequest) -> list[Any]:
        """The newest posts that the public may see, whoever asks."""
        rows = self.get_rows(Viewer.public_of(request)).prefetch_related("topics", "authors")
        return list(rows.order_by("-date", "-id").defer_streamfields()[:FEED_POSTS])  # type: ignore[attr-defined]

    def get_feed(self, feed: type[RssFeed], request: HttpRequest) -> HttpResponse:
        posts = self.get_feed_posts(request)
        return feed(self, posts, bylines_of(posts, Viewer.public_of(request)))(request)

    @path("rss/", name="rss")
    def rss_route(self, request: HttpRequest) -> HttpResponse:
        return self.get_feed(RssFeed, request)

    @path("atom/", name="atom")
    def atom_route(self, request: HttpRequest) -> HttpResponse:
        return self.get_feed(AtomFeed, request)


class BlogPostPage(BlogPostMixin, LicensedMixin, IllustratedMixin, DetailPage, Page):
    """What a member city is up to."""

    body = BodyField(
        verbose_name=_("body"), help_text=_("The story: 300 to 1,000 words, with a heading every few paragraphs.")
    )
    topics = TermsField("wagtail_pmi.Topic", blank=True, related_name="posts", verbose_name=_("topics"))
    keywords = ClusterTaggableManager(
        through="wagtail_pmi.PostKeyword", blank=True, related_name="posts", verbose_name=_("keywords")
    )
    cities = ParentalManyToManyField(
        "wagtail_pmi.MemberCityPage",
        blank=True,
        related_name="posts",
        verbose_name=_("cities"),
        help_text=_("Member cities that the post is about."),
    )
    practices = ParentalManyToManyField(
        "wagtail_pmi.BestPracticePage",
        blank=True,
        related_name="posts",
        verbose_name=_("practices"),
        help_text=_("Practices that the post is about."),
    )

    content_panels = [
        CompletenessPanel(),
        *Page.content_panels,
        *BlogPostMixin.post_panels,
        InlinePanel(
            "authors",
            heading=_("Authors"),
            label=_("Author"),
            help_text=_("An expert of the network, or a guest by name."),
        ),
        Group("image_panels", heading=_("Image")),
        FieldPanel("body"),
    ]
    subject_panels = [
        FieldPanel("topics"),
        FieldPanel("keywords"),
        FieldPanel("cities", widget=TermTree),
        FieldPanel("practices", widget=TermTree),
    ]
    subject_tab_panels = [
        Group("subject_panels", heading=_("What it is about")),
        Group("source_panels", heading=_("Published elsewhere"), classname="collapsed"),
        Group("license_panels", heading=_("License"), classname="collapsed"),
    ]
    edit_tabs = [
        Tab("content_panels", heading=_("Content")),
        Tab("subject_tab_panels", heading=_("Subject")),
        *DetailPage.edit_tabs[1:],
    ]
    search_fields = [*Page.search_fields, *BlogPostMixin.post_search_fields, index.SearchField("body")]
    parent_page_types = ["wagtail_pmi.BlogIndexPage"]
    subpage_types: list[str] = []

    card_template = "wagtail_pmi/cards/post.html"
    schema_type = "BlogPosting"
    reading_order = ("-date", "-id")
    reserved_slugs = frozenset({"rss", "atom"})
    completeness_fields = ("image", "authors", "topics", "keywords")

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("blog post")
        verbose_name_plural = _("blog posts")

    @property
    def reading_minutes(self) -> int:
        return reading_minutes(" ".join(self.body.stream_block.get_searchable_content(self.body)))

    def get_description(self) -> str:
        return self.teaser

    def get_bylines(self, viewer: Viewer) -> list[dict[str, Any]]:
        """Name, affiliation and, where the viewer may see it, page of each author."""
        return bylines_of([self], viewer)[self.pk]

    def get_json_ld(self, request: HttpRequest | None = None) -> dict[str, Any]:
        bylines = self.get_bylines(Viewer.public_of(request))
        found: dict[str, Any] = {
            "headline": self.title,
            "datePublished": self.date.isoformat(),
            "dateModified": self.last_published_at.isoformat() if self.last_published_at else None,
            "author": [{"@type": "Person", "name": byline["name"]} for byline in bylines],
        }
        return {name: value for name, value in found.items() if value}

    def get_related(self, viewer: Viewer) -> dict[str, Any]:
        def chosen(relation: Any) -> Any:
            rows = relation.model._default_manager.filter(pk__in=[row.pk for row in relation.all()])
            return visible_to(viewer, rows).order_by("title", "id")

        return {"practices": chosen(self.practices), "cities": chosen(self.cities)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"bylines": self.get_bylines(context["viewer"])}


def bylines_of(posts: list[BlogPostPage], viewer: Viewer) -> dict[int, list[dict[str, Any]]]:
    """The bylines of posts by their keys; the experts of all of them loaded in one query."""
    authors = {post.pk: list(post.authors.all()) for post in posts}
    known = load_visible(viewer, [author for named in authors.values() for author in named], "expert")
    bylines = {
        key: [author.get_byline(author.expert if author in known else None) for author in named]
        for key, named in authors.items()
    }
    return {key: [byline for byline in named if byline["name"]] for key, named in bylines.items()}


class PostAuthor(Orderable):
    """An expert of the network, or a guest by name."""

    page = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="authors")
    expert = models.ForeignKey(
        "wagtail_pmi.ExpertPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="authorships",
        verbose_name=_("expert"),
    )
    name = models.CharField(
        _("name"), max_length=255, blank=True, help_text=_("Of a guest. An expert has a page of their own.")
    )
    affiliation = models.CharField(
        _("affiliation"), max_length=255, blank=True, help_text=_("Of a guest: office or firm, in a few words.")
    )

    panels = [
        PageChooserPanel("expert", "wagtail_pmi.ExpertPage"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("affiliation")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def clean(self) -> None:
        super().clean()
        if bool(self.expert_id) == bool(self.name.strip()):
            raise ValidationError(_("Choose an expert, or enter the name of a guest."))

    def get_byline(self, expert: ExpertPage | None) -> dict[str, Any]:
        """Named by the page of the expert where that may be seen, else by the guest fields alone."""
        if expert:
            return {"name": expert.title, "affiliation": expert.affiliation, "page": expert}
        return {"name": self.name, "affiliation": self.affiliation, "page": None}


@receiver(pre_delete, sender=ExpertPage)
def keep_the_name_of_an_author(instance: ExpertPage, **kwargs: Any) -> None:
    """A post keeps the name of its author when the page of the expert goes, if it was one that readers saw."""
    if instance.live:
        authorships = PostAuthor.objects.filter(expert=instance.pk, name="")
        authorships.update(name=instance.title, affiliation=instance.affiliation)
