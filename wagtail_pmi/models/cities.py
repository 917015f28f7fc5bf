"""Member cities and their list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..fields import BodyField, TermsField
from ..library.filters import CityListingForm
from ..library.ledger import by_group
from ..library.offers import offers
from ..library.us_map import Place, markers, states
from ..mixins import IllustratedMixin, MemberCityMixin
from ..panels import CompletenessPanel, Group, Tab
from ..visibility import Viewer
from .base import RELATED_NAME, DetailPage, IndexPage, Page


class MemberCityIndexPage(IndexPage, Page):
    listed_model = "wagtail_pmi.MemberCityPage"
    listing_form = CityListingForm

    content_panels = [*Page.content_panels, *IndexPage.index_panels]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types = ["wagtail_pmi.NetworkPage"]
    subpage_types = ["wagtail_pmi.MemberCityPage"]
    show_in_menus_default = True

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("list of member cities")
        verbose_name_plural = _("lists of member cities")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"map": self.get_map(request, context["listing"].rows)}

    def get_map(self, request: HttpRequest, cities: Any) -> dict[str, Any]:
        """The cities of the listing, on all its pages, as a map, a list of those that lie outside it, and a table."""
        rows = cities.only(
            "title", "url_path", "latitude", "longitude", "population", "population_year", "state", "country", "locale"
        )
        table = [
            {
                "title": city.title,
                "url": city.get_url(request) or "",
                "place": city.place_label,
                "population": city.population,
                "population_year": city.population_year,
                "coordinates": (city.latitude, city.longitude),
            }
            for city in rows
        ]
        places = [Place(city["title"], city["url"], city["place"], *city["coordinates"]) for city in table]
        on_map, elsewhere = markers(places)
        return {
            "states": states(),
            "markers": on_map,
            "elsewhere": elsewhere,
            "cities": table,
            "description": gettext("Map of the United States with the member cities of the list."),
        }


class MemberCityPage(MemberCityMixin, IllustratedMixin, DetailPage, Page):
    """A city, consolidated city-county or county that belongs to the network."""

    priorities = TermsField(
        "wagtail_pmi.Topic",
        blank=True,
        related_name="cities",
        verbose_name=_("priorities"),
        help_text=_("What the city works on now: three to six topics."),
    )
    body = BodyField(
        blank=True, verbose_name=_("body"), help_text=_("What makes the city worth asking: 100 to 500 words.")
    )

    content_panels = [
        CompletenessPanel(),
        *Page.content_panels,
        FieldPanel("summary"),
        Group("place_panels", heading=_("Place")),
        Group("population_panels", heading=_("Population")),
        Group("image_panels", heading=_("Image")),
        FieldPanel("priorities"),
        FieldPanel("body"),
    ]
    facts_tab_panels = [
        Group("government_panels", heading=_("Government")),
        Group("location_panels", heading=_("On the map")),
        Group("membership_panels", heading=_("Membership")),
        Group("identifier_panels", heading=_("Identifiers"), classname="collapsed"),
    ]
    edit_tabs = [
        Tab("content_panels", heading=_("Content")),
        Tab("facts_tab_panels", heading=_("Facts")),
        *DetailPage.edit_tabs[1:],
    ]
    search_fields = [*Page.search_fields, *MemberCityMixin.city_search_fields, index.SearchField("body")]
    parent_page_types = ["wagtail_pmi.MemberCityIndexPage"]
    subpage_types: list[str] = []

    title_help_text = _("Name of the city or county, without the state, such as Boston.")
    card_template = "wagtail_pmi/cards/city.html"
    topics_field = "priorities"
    reading_order = ("title", "id")
    schema_type = "City"
    completeness_fields = (
        "image",
        "geoid",
        "latitude",
        "timezone",
        "form_of_government",
        "website",
        "priorities",
        "body",
    )

    class Meta:
        default_related_name = RELATED_NAME
        verbose_name = _("member city")
        verbose_name_plural = _("member cities")

    @property
    def place_label(self) -> str:
        """State and, abroad, country: "Massachusetts", "Porto Alegre, BR"."""
        return self.state_name if self.country == "US" else ", ".join(filter(None, [self.state, self.country]))

    def get_json_ld(self, request: HttpRequest | None = None) -> dict[str, Any]:
        ids = [f"https://www.wikidata.org/entity/{self.wikidata}" if self.wikidata else "", self.website]
        found: dict[str, Any] = {"sameAs": [address for address in ids if address]}
        if self.latitude is not None:
            found["geo"] = {"@type": "GeoCoordinates", "latitude": self.latitude, "longitude": self.longitude}
        if self.geoid:
            found["identifier"] = {"@type": "PropertyValue", "propertyID": "GEOID", "value": self.geoid}
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        network = context["network"]
        if network is None or not self.pk:
            return context | {"ledger": {}}
        adoptions: Any = network.get_adoptions(context["viewer"])
        plan = ("practice__topics", "documents__resource__file")
        entries = list(adoptions.of_city(self).prefetch_related(*plan))
        return context | {"ledger": by_group(entries), "offers": offers(entries, self.priorities.all())}

    def get_related(self, viewer: Viewer) -> dict[str, Any]:
        """What the network knows of this city: practices that began here, and posts about it."""
        network = self.get_network()
        if network is None:
            return {}
        return {
            "practices": network.get_rows(viewer, "BestPracticePage").filter(origin_city=self).order_by("title", "id"),
            "posts": network.get_rows(viewer, "BlogPostPage").filter(cities=self).order_by("-date", "-id"),
        }
