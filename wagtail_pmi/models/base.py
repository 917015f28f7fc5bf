"""The site's base page, and what an index page does."""

from typing import Any

import swapper
from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import get_page_models

from ..library.cards import attach_images, attach_topics, with_card_data
from ..library.listings import Listing, ListingForm
from ..library.text import plain_text
from ..mixins.page import NetworkContentMixin
from ..mixins.practice import PROSE_FEATURES
from ..visibility import Viewer, visible_to

swapper.set_app_prefix("wagtailcore", "wagtail")
Page: Any = swapper.load_model("wagtailcore", "Page", require_ready=False)
# What a foreign key to any page points at.
PAGE_MODEL: str = swapper.get_model_name("wagtailcore", "Page")


RELATED_CARDS = 6
# How a base page leads to a page of ours; a site may have a BlogIndexPage of its own.
RELATED_NAME = "%(app_label)s_%(class)s"


def rows_of(network: Any, model: Any) -> QuerySet[Any]:
    """Pages of a type (and its subclasses) that stand under a network page.

    Without aliases of pages of the same network, which would be counted twice; an alias that brings in a page of
    another network or language stays.
    """
    pages = model._default_manager.filter(path__startswith=network.path, depth__gt=network.depth)
    return pages.filter(Q(alias_of__isnull=True) | ~Q(alias_of__path__startswith=network.path))


def network_page_models() -> list[Any]:
    """The page types of the package, and those that a site made of them."""
    return [model for model in get_page_models() if any(_is_ours(base) for base in model.__mro__)]


def _is_ours(klass: Any) -> bool:
    meta = getattr(klass, "_meta", None)
    return meta is not None and meta.app_label == "wagtail_pmi" and not meta.abstract


def with_rows(children: Any, *lookups: str | Prefetch) -> list[Any]:
    """A page's own rows, a draft's in its preview, with what they point at loaded in a constant number of queries."""
    rows = list(children)
    prefetch_related_objects(rows, *lookups)
    return rows


class IndexPage(NetworkContentMixin):
    """Lists the pages of one type below the network, filtered, sorted and in pages."""

    introduction = RichTextField(
        _("introduction"),
        features=PROSE_FEATURES,
        blank=True,
        help_text=_("What is in this section, and for whom: two or three sentences."),
    )

    reserved_slugs = frozenset({"topics", "beneficiaries", "keywords", "adoptions", "confirm"})

    # The type of page that is listed, as "app_label.Model", and the form that filters it.
    listed_model = ""
    listing_form: type[ListingForm] = ListingForm
    schema_type = "CollectionPage"

    index_panels = [FieldPanel("introduction")]

    class Meta:
        abstract = True

    def get_description(self) -> str:
        return plain_text(self.introduction)

    def get_rows(self, viewer: Viewer) -> QuerySet[Any]:
        """Everything listed here that the viewer may see, before any filter."""
        rows = rows_of(self.get_network() or self, apps.get_model(self.listed_model))
        return visible_to(viewer, rows.filter(path__startswith=self.path))

    def get_listing(self, request: HttpRequest) -> Listing:
        return Listing(self.listing_form, self.get_rows(Viewer.of(request)), request.GET, plan=with_card_data)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"listing": self.get_listing(request)}


class DetailPage(NetworkContentMixin):
    """One thing of a network: with what is related to it, and what stands before and after it in its list."""

    # Order of the pages of this type, as a reader turns them.
    reading_order: tuple[str, ...] = ("title", "id")

    class Meta:
        abstract = True

    def get_related(self, viewer: Viewer) -> dict[str, QuerySet[Any]]:
        """Name → rows to show as cards, gated, in order. The page shows the first of each."""
        return {}

    @classmethod
    def get_family(cls) -> Any:
        """The concrete type that this one is, or is a subclass of: what the list above shows."""
        concrete = [klass for klass in cls.__mro__ if issubclass(klass, DetailPage) and issubclass(klass, Page)]
        return next(klass for klass in reversed(concrete) if not klass._meta.abstract)

    def get_neighbors(self, viewer: Viewer) -> dict[str, Any]:
        """The pages before and after this one in the reading order, of its type and list."""
        siblings = self.get_family()._default_manager.filter(path__startswith=self.path[: -self.steplen])
        siblings = visible_to(viewer, siblings)
        return {
            "previous": siblings.filter(_beside(self, after=False)).order_by(*_reversed(self.reading_order)).first(),
            "next": siblings.filter(_beside(self, after=True)).order_by(*self.reading_order).first(),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        viewer = Viewer.of(request)
        # A page that is previewed before it is first saved has no relations and no place among others.
        related = self.get_related(viewer) if self.pk else {}
        cards = {name: list(rows.defer_streamfields()[:RELATED_CARDS]) for name, rows in related.items()}  # type: ignore[attr-defined]
        pages = [page for group in cards.values() for page in group]
        attach_images([self, *pages])
        attach_topics(pages)
        context = super().get_context(request, *args, **kwargs)
        return context | {"related": cards, "neighbors": self.get_neighbors(viewer) if self.pk else {}}


def _reversed(ordering: tuple[str, ...]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in ordering]


def _beside(page: Any, *, after: bool) -> Q:
    """Rows after (or before) a page in its reading order: later in the first field that differs."""
    condition, equal = Q(), Q()
    for name in page.reading_order:
        field = name.removeprefix("-")
        lookup = "gt" if after != name.startswith("-") else "lt"
        value = getattr(page, field)
        condition |= equal & Q(**{f"{field}__{lookup}": value})
        equal &= Q(**{field: value})
    return condition
