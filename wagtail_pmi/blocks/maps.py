"""A map of chosen cities."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..library.us_map import Place, markers, states
from ..visibility import Viewer
from .base import BodyBlock, PublicPageBlock, request_of
from .examples import example_page


class CityMapBlock(BodyBlock):
    """Cities on the map of the United States, and all of them, those elsewhere too, in a list beside it."""

    title = blocks.CharBlock(
        label=_("Title"), max_length=160, help_text=_("What the cities have in common: “Cities that run CitiStat”.")
    )
    cities = blocks.ListBlock(
        PublicPageBlock(page_type=["wagtail_pmi.MemberCityPage"], label=_("City")),
        label=_("Cities"),
        min_num=1,
        max_num=100,
    )

    class Meta:
        icon = "globe"
        label = _("Map of cities")
        description = _("Member cities that you choose, on a map and in a list.")
        template = "wagtail_pmi/blocks/city_map.html"

    def get_preview_value(self) -> Any:
        city = example_page("MemberCityPage")
        city.latitude, city.longitude = 42.36, -71.06
        return self.normalize({"title": "Cities that walk every block (fictional)", "cities": [city]})

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        request = request_of(parent_context)
        cities = _seen(Viewer.of(request), value["cities"])
        places = [
            Place(city.title, city.get_url(request) or "", city.place_label, city.latitude, city.longitude)
            for city in cities
        ]
        shown, elsewhere = markers(places)
        description = gettext("The cities are listed below it.")
        drawing = {"states": states(), "markers": shown, "description": description} if shown else {}
        return context | {"places": places, "map": drawing, "elsewhere": elsewhere}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        cities = _seen(Viewer.public_of(request_of(context)), value["cities"])
        child = self.child_blocks["cities"].child_block
        return {
            "title": value["title"],
            "cities": [child.get_api_representation(city, context=context) for city in cities],
        }


def _seen(viewer: Viewer, cities: Any) -> list[Any]:
    """Each of the cities once that the viewer may see, in their order."""
    chosen = {city.pk: city for city in cities if city is not None}
    return [city for city in chosen.values() if viewer.sees(city)]
