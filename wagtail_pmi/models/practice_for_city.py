"""What a practice says to one city: who of the adopters is like it, what it meets, and what it would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from ..library.costs import cost_for
from ..library.fit import assess
from ..library.ledger import PracticeLedger, practice_ledger
from ..visibility import Viewer
from .practice_comparison import ComparisonMixin, compare_url

if TYPE_CHECKING:
    from .network import NetworkPage


class PracticeForCityMixin:
    """Part of a practice page. The city is one of the network that the viewer may see, chosen by `?like=<slug>`."""

    if TYPE_CHECKING:  # what the page class brings
        pk: Any
        slug: str
        prerequisites: Any

        def get_network(self) -> NetworkPage | None: ...

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        ledger = self.get_ledger(context["viewer"], request.GET.get("like", ""))
        address = self._get_compare_url(context["breadcrumbs"], ledger.like)
        return context | self.get_for_city(ledger.like) | {"ledger": ledger, "compare_url": address}

    def get_ledger(self, viewer: Viewer, like: str = "") -> PracticeLedger:
        """Who adopted this practice and what happened; `like` is the slug of the city that a reader compares with."""
        network = self.get_network()
        if network is None or not self.pk:
            return practice_ledger([], [], like)
        entries: Any = network.get_adoptions(viewer)
        cities: Any = network.get_rows(viewer, "MemberCityPage")
        cities = cities.defer_streamfields().order_by("title", "id")
        plan = ("adaptations__component", "lessons", "outcomes__metric", *(["city__priorities"] if like else []))
        everybody = self._get_everybody(viewer)
        return practice_ledger(entries.of_practice(self).prefetch_related(*plan), cities, like, everybody)

    def _get_everybody(self, viewer: Viewer) -> Viewer:
        """Who sees least of those who see this page: the public, but of a page that the public does not see."""
        public = viewer if viewer.is_public else Viewer()
        return public if public.sees(self) else viewer  # type: ignore[arg-type]

    def get_for_city(self, city: Any = None) -> dict[str, Any]:
        """The prerequisites, what the city meets of them, and the cost; without a city as they were entered."""
        prerequisites = list(self.prerequisites.all())
        return {
            "prerequisites": prerequisites,
            "assessment": assess(prerequisites, city) if city and prerequisites else None,
            "cost": cost_for(self, city),
            "general_cost": cost_for(self),
        }

    def _get_compare_url(self, breadcrumbs: list[Any], city: Any) -> str:
        """Where this practice is compared with others, for the city that was chosen; empty outside of a list."""
        listed = breadcrumbs[-1] if breadcrumbs else None
        if listed is None or not issubclass(listed.specific_class or type(listed), ComparisonMixin):
            return ""
        return compare_url(listed.get_url(), [self.slug], city.slug if city else "")
