"""The comparison of practices: a page below their list, whose address holds the choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from ..library.comparison import MOST, Choice, Column, choose, column, comparison_query, wanted_slugs
from ..outputs.seo import Seo
from ..visibility import Viewer

if TYPE_CHECKING:
    from .network import NetworkPage


def compare_url(list_url: str | None, slugs: Iterable[str] = (), like: str = "") -> str:
    """Address of the comparison of practices of a list; empty where the list has none."""
    return f"{list_url}compare/{comparison_query(slugs, like)}" if list_url else ""


class ComparisonMixin(RoutablePageMixin):
    """Part of a list of practices."""

    if TYPE_CHECKING:  # what the page class brings

        def get_network(self) -> NetworkPage | None: ...
        def get_rows(self, viewer: Viewer) -> QuerySet[Any]: ...
        def get_seo(self, request: HttpRequest | None = None) -> Seo: ...
        def get_breadcrumbs(self, viewer: Viewer) -> list[Any]: ...
        def get_url(self, request: HttpRequest | None = None) -> str | None: ...
        def get_full_url(self, request: HttpRequest | None = None) -> str | None: ...

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"compare_url": compare_url(self.get_url(request))}

    @path("compare/", name="compare")
    def compare_route(self, request: HttpRequest) -> HttpResponse:
        viewer = Viewer.of(request)
        choice = self._get_choice(viewer, wanted_slugs(request.GET.getlist("practice")))
        like = request.GET.get("like", "")
        cities = self._get_cities(viewer)
        city = next((city for city in cities if city.slug == like), None) if like else None
        if city:
            prefetch_related_objects([city], "priorities")
        heading = _("Compare practices")
        context = {
            "listing": None,
            "heading": heading,
            "address": compare_url(self.get_url(request)),
            "choice": choice,
            "most": MOST,
            "columns": self._get_columns(viewer, choice, city) if choice.is_enough else [],
            "others": self._get_others(viewer, choice),
            "cities": cities,
            "city": city,
            "wanted": like,
            "seo": self._get_comparison_seo(request, heading, choice),
            "breadcrumbs": [*self.get_breadcrumbs(viewer), self],
        }
        return self.render(request, template="wagtail_pmi/compare.html", context_overrides=context)

    def _get_choice(self, viewer: Viewer, slugs: list[str]) -> Choice:
        rows: Any = self.get_rows(viewer).filter(slug__in=slugs)
        rows = rows.prefetch_related("topics", "components", "prerequisites", "lessons")
        return choose(slugs, rows.defer_streamfields() if slugs else [])

    def _get_cities(self, viewer: Viewer) -> list[Any]:
        network = self.get_network()
        if network is None:
            return []
        cities: Any = network.get_rows(viewer, "MemberCityPage")
        return list(cities.defer_streamfields().order_by("title", "id"))

    def _get_others(self, viewer: Viewer, choice: Choice) -> list[tuple[str, str]]:
        """Slug and title of the practices that can be added."""
        rows = self.get_rows(viewer).exclude(slug__in=choice.slugs)
        return list(rows.order_by("title", "id").values_list("slug", "title"))

    def _get_columns(self, viewer: Viewer, choice: Choice, city: Any) -> list[Column]:
        network = self.get_network()
        entries = self._get_entries(viewer, choice, with_priorities=city is not None)
        columns = []
        for practice in choice.practices:
            its_entries = entries[practice.translation_key]
            lessons = [*practice.lessons.all(), *(lesson for entry in its_entries for lesson in entry.lessons.all())]
            query = comparison_query(choice.without(practice), city.slug if city else "")
            columns.append(column(practice, its_entries, viewer.rows(lessons, network), city, query))
        return columns

    def _get_entries(self, viewer: Viewer, choice: Choice, with_priorities: bool) -> dict[Any, list[Any]]:
        """The entries of the ledger by the key of their practice."""
        network = self.get_network()
        found: dict[Any, list[Any]] = defaultdict(list)
        if network is None:
            return found
        keys = [practice.translation_key for practice in choice.practices]
        plan = ["lessons", *(["city__priorities"] if with_priorities else [])]
        for entry in network.get_adoptions(viewer).filter(practice_key__in=keys).prefetch_related(*plan):
            found[entry.practice_key].append(entry)
        return found

    def _get_comparison_seo(self, request: HttpRequest, title: str, choice: Choice) -> Seo:
        """For people, not for search engines: there are as many comparisons as pairs."""
        address = compare_url(self.get_full_url(request), choice.slugs)
        item = {"@context": "https://schema.org", "@type": "WebPage", "name": title, "url": address}
        return replace(self.get_seo(request), title=title, canonical=address, json_ld=item, robots="noindex")
