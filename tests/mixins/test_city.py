"""What a city may and may not say of itself, and what is computed of it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_pmi.geography import STATES
from wagtail_pmi.vocabularies import JurisdictionKind, PopulationBand

from .examples import city, errors_of

pytestmark = pytest.mark.django_db


def test_a_valid_city_has_no_errors():
    assert errors_of(city(geoid="2507000", latitude=42.36, longitude=-71.06, timezone="America/New_York")) == {}


class TestGeoid:
    @pytest.mark.parametrize(
        "kind, geoid",
        [
            ("city", "2507000"),
            ("county", "25017"),
            ("consolidated", "2507000"),
            ("consolidated", "25025"),
            ("other", "2507000"),
            ("other", "25017"),
            ("city", ""),
        ],
    )
    def test_length_that_the_kind_has(self, kind, geoid):
        assert errors_of(city(kind=kind, geoid=geoid)) == {}

    @pytest.mark.parametrize(
        "kind, geoid", [("city", "25017"), ("city", "250700"), ("county", "2507000"), ("other", "2507"), ("city", "25")]
    )
    def test_length_that_the_kind_has_not(self, kind, geoid):
        errors = errors_of(city(kind=kind, geoid=geoid))
        assert list(errors) == ["geoid"]
        assert str(len(geoid)) in errors["geoid"][0]

    def test_of_another_state_names_the_state(self):
        [message] = errors_of(city(state="MA", geoid="3651000"))["geoid"]
        assert "Massachusetts" in message and "25" in message

    def test_leading_zeros_count(self):
        assert errors_of(city(state="AL", geoid="0107000")) == {}
        assert "geoid" in errors_of(city(state="AL", geoid="107000"))

    @pytest.mark.parametrize("geoid", ["25A7000", "25 7000", "-250700", "25٠٧٠٠٠", "250700\n"])
    def test_is_of_digits(self, geoid):
        assert "geoid" in errors_of(city(geoid=geoid))

    def test_does_not_exist_abroad(self):
        assert list(errors_of(city(country="BR", state="RS", geoid="2507000"))) == ["geoid"]

    @pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.code)
    def test_every_state_has_its_own_two_digits(self, state):
        assert errors_of(city(state=state.code, geoid=f"{state.fips}00001")) == {}
        assert [other.code for other in STATES.values() if other.fips == state.fips] == [state.code]


class TestPlace:
    @pytest.mark.parametrize("state", ["", "ma", "Massachusetts", "XX", "M"])
    def test_state_is_one_of_the_postal_service(self, state):
        assert list(errors_of(city(state=state))) == ["state"]

    def test_abroad_the_state_is_free(self):
        assert errors_of(city(country="BR", state="Rio Grande do Sul")) == {}
        assert errors_of(city(country="BR", state="")) == {}

    @pytest.mark.parametrize("country", ["us", "USA", "U1", "ÄÖ"])
    def test_country_is_two_capitals(self, country):
        assert "country" in errors_of(city(country=country))

    def test_coordinates_go_together(self):
        assert list(errors_of(city(latitude=42.0))) == ["longitude"]
        assert list(errors_of(city(longitude=-71.0))) == ["latitude"]
        assert errors_of(city(latitude=0.0, longitude=0.0)) == {}

    @pytest.mark.parametrize("latitude, longitude", [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1)])
    def test_coordinates_are_on_the_globe(self, latitude, longitude):
        wrong = "latitude" if latitude else "longitude"
        assert list(errors_of(city(latitude=latitude, longitude=longitude))) == [wrong]

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
    def test_coordinates_are_numbers(self, value):
        assert "latitude" in errors_of(city(latitude=value, longitude=0.0))

    @pytest.mark.parametrize("timezone", ["America/Boston", "EDT", "+05:00", "../UTC", "america/new_york"])
    def test_time_zone_is_known(self, timezone):
        assert list(errors_of(city(timezone=timezone))) == ["timezone"]

    @pytest.mark.parametrize("value", ["100", "Q0", "q100", "Q1 ", "Q12a", "Q1٢"])
    def test_wikidata_item_has_its_form(self, value):
        assert "wikidata" in errors_of(city(wikidata=value))
        assert errors_of(city(wikidata="Q100")) == {}

    @pytest.mark.parametrize(
        "value", ["ocd-division", "ocd-division/country:US", "country:us/state:ma", "ocd-division/country:us/state"]
    )
    def test_open_civic_data_id_has_its_form(self, value):
        assert list(errors_of(city(ocd_id=value))) == ["ocd_id"]
        assert errors_of(city(ocd_id="ocd-division/country:us/state:ma/place:boston")) == {}

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org", "//example.org", "example"])
    def test_addresses_are_of_the_web(self, url):
        assert set(errors_of(city(website=url, open_data_url=url))) == {"website", "open_data_url"}


class TestFigures:
    def test_population_needs_year_and_source(self):
        assert set(errors_of(city(population_year=None, population_source=""))) == {
            "population_year",
            "population_source",
        }

    @pytest.mark.parametrize("year", [1599, 2201])
    def test_years_are_of_this_era(self, year):
        assert list(errors_of(city(population_year=year))) == ["population_year"]

    def test_budget_needs_its_year(self):
        assert list(errors_of(city(budget_total=1_000_000))) == ["budget_year"]
        assert list(errors_of(city(budget_total=0))) == ["budget_year"]
        assert errors_of(city(budget_total=1_000_000, budget_year=2025)) == {}

    def test_nothing_is_negative(self):
        assert set(errors_of(city(population=-1, budget_total=-1, budget_year=2020, employees=-1))) == {
            "population",
            "budget_total",
            "employees",
        }


class TestMembership:
    def test_no_city_leaves_before_it_joined(self):
        dates = {"joined_on": datetime.date(2020, 2, 1), "left_on": datetime.date(2020, 1, 31)}
        assert list(errors_of(city(membership_status="former", **dates))) == ["left_on"]

    def test_leaving_on_the_day_of_joining_is_possible(self):
        day = datetime.date(2020, 2, 1)
        assert errors_of(city(membership_status="former", joined_on=day, left_on=day)) == {}

    def test_an_active_member_has_not_left(self):
        left = datetime.date(2020, 2, 1)
        assert list(errors_of(city(membership_status="active", left_on=left))) == ["left_on"]
        assert errors_of(city(membership_status="former", left_on=left)) == {}


def test_all_errors_come_in_one_go():
    wrong = city(
        state="XX",
        country="US",
        latitude=1.0,
        wikidata="x",
        timezone="Mars/Olympus",
        population_source="",
        budget_total=1,
        image_alt="",
        image_id=1,
        left_on=datetime.date(2020, 1, 1),
    )
    wrong.title = ""
    expected = {"state", "longitude", "wikidata", "timezone", "population_source", "budget_year", "image_alt"}
    assert expected | {"left_on", "title"} <= set(errors_of(wrong))


def test_every_message_is_a_sentence():
    wrong = city(state="XX", latitude=1.0, budget_total=1, population_source="", left_on=datetime.date(2020, 1, 1))
    messages = [message for messages in errors_of(wrong).values() for message in messages]
    assert len(messages) >= 5
    assert all(message[0].isupper() and message.endswith(".") for message in messages)


def test_control_characters_go_and_line_breaks_stay():
    page = city(summary="One\x00\x07\ntwo\u2028\x85", population_source="Census\x1f", website="")
    assert errors_of(page) == {}
    assert page.summary == "One\ntwo"
    assert page.population_source == "Census"


@pytest.mark.parametrize("name", ["title", "summary", "population_source"])
def test_control_characters_alone_fill_no_required_field(name):
    page = city()
    setattr(page, name, "\x01\x02")
    assert name in errors_of(page)


class TestComputed:
    @pytest.mark.parametrize(
        "population, band",
        [
            (0, "under_100k"),
            (99_999, "under_100k"),
            (100_000, "100k_250k"),
            (249_999, "100k_250k"),
            (250_000, "250k_500k"),
            (499_999, "250k_500k"),
            (500_000, "500k_1m"),
            (999_999, "500k_1m"),
            (1_000_000, "over_1m"),
        ],
    )
    def test_population_band(self, population, band):
        assert city(population=population).population_band == band

    @given(st.integers(0, 2**31 - 1))
    def test_every_population_is_within_its_band_and_no_other(self, population):
        def holds(band):
            low, above = band.limits
            return low <= population and (above is None or population < above)

        assert [band for band in PopulationBand if holds(band)] == [city(population=population).population_band]

    def test_no_population_has_no_band(self):
        assert city(population=None).population_band is None

    @pytest.mark.parametrize(
        "country, state, name, division, region",
        [
            ("US", "MA", "Massachusetts", "New England", "Northeast"),
            ("US", "DC", "District of Columbia", "South Atlantic", "South"),
            ("US", "HI", "Hawaii", "Pacific", "West"),
            ("US", "PR", "Puerto Rico", "", ""),
            ("BR", "MA", "MA", "", ""),
            ("BR", "", "", "", ""),
            ("US", "XX", "XX", "", ""),
        ],
    )
    def test_region(self, country, state, name, division, region):
        page = city(country=country, state=state)
        assert (page.state_name, str(page.division), str(page.region)) == (name, division, region)

    def test_only_territories_have_no_region(self):
        without = {code for code in STATES if not city(state=code).region}
        assert without == {"AS", "GU", "MP", "PR", "VI"}

    @pytest.mark.parametrize(
        "country, state, label", [("US", "MA", "Massachusetts"), ("BR", "RS", "RS, BR"), ("BR", "", "BR")]
    )
    def test_place_label(self, country, state, label):
        assert city(country=country, state=state).place_label == label


def test_every_kind_is_named():
    assert all(errors_of(city(kind=kind)) == {} for kind in JurisdictionKind.values)
    assert "kind" in errors_of(city(kind="village"))
