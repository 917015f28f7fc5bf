"""Maps of cities: who is on them, and for whom."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError

from tests.blocks.reading import errors_of, raw, show, tell, words_of
from wagtail_pmi.models import BestPracticePage
from wagtail_pmi.testing import make_city, make_practice

pytestmark = pytest.mark.django_db


class TestCityMap:
    def at(self, network, title, latitude=42.36, longitude=-71.06, **fields):
        return make_city(network, title, latitude=latitude, longitude=longitude, **fields)

    def test_cities_are_on_the_map_and_in_a_list_and_those_abroad_in_the_list(self, network):
        boston, recife = self.at(network, "Boston"), self.at(network, "Recife", -8.05, -34.9, country="BR", state="")
        html = show(network, ("city_map", {"title": "Two cities", "cities": [boston.pk, recife.pk]}))
        assert html.count('class="pmi-map__city"') == 1
        items = [words_of(item) for item in re.findall(r"<li>.*?</li>", html, re.S)]
        assert items == ["Boston Massachusetts", "Recife BR (not on the map)"]

    def test_without_a_city_on_the_map_there_is_only_the_list(self, network):
        recife = self.at(network, "Recife", -8.05, -34.9, country="BR", state="")
        html = show(network, ("city_map", {"title": "Abroad", "cities": [recife.pk]}))
        assert "<svg" not in html and "Recife" in html and "not on the map" not in html

    def test_a_hidden_city_is_neither_shown_nor_told_and_a_doubled_one_once(self, network):
        boston, draft = self.at(network, "Boston"), self.at(network, "Unannounced", live=False)
        chosen = ("city_map", {"title": "Cities", "cities": [draft.pk, boston.pk, boston.pk, 10**9]})
        html = show(network, chosen)
        assert "Unannounced" not in html and html.count('class="pmi-map__city"') == 1
        [told] = tell(network, chosen)
        assert [city["title"] for city in told["cities"]] == ["Boston"]
        assert told["cities"][0].keys() == {"id", "type", "title", "url"}

    def test_where_no_city_may_be_seen_nothing_is_shown(self, network):
        draft = self.at(network, "Unannounced", live=False)
        assert show(network, ("city_map", {"title": "Nobody", "cities": [draft.pk]})).strip() == ""

    def test_two_maps_on_a_page_share_no_id(self, network):
        chosen = ("city_map", {"title": "Cities", "cities": [self.at(network, "Boston").pk]})
        ids = re.findall(r'\bid="([^"]+)"', show(network, chosen, chosen))
        assert len(ids) == len(set(ids)) >= 4

    def test_a_city_must_be_chosen(self, block):
        with pytest.raises(StructBlockValidationError) as caught:
            block["city_map"].clean(block["city_map"].to_python({"title": "", "cities": []}))
        assert errors_of(caught.value).keys() == {"title", "cities"}


def test_a_page_of_many_cities_costs_no_more_than_of_one(client, network):
    def cost(count):
        cities = [make_city(network, f"City {count} {n}").pk for n in range(count)]
        page = make_practice(network)
        chosen = json.dumps(raw(("city_map", {"title": "Cities", "cities": cities})))
        BestPracticePage.objects.filter(pk=page.pk).update(solution=chosen)
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.get_url()).status_code == 200
        return len(queries)

    assert cost(1) == cost(20)
