"""The map of the United States shows American places where they are, and only those."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import pytest

from wagtail_pmi.library import us_map
from wagtail_pmi.library.us_map import HEIGHT, WIDTH, Place, markers, project, states

# Computed by d3-geo 3.1.2: geoAlbersUsa().scale(1300).translate([487.5, 305]).
EXPECTED = [
    ("Boston", 42.3601, -71.0589, 908.675293694, 167.084570579),
    ("New York", 40.7128, -74.006, 869.718765020, 215.740521873),
    ("Miami", 25.7617, -80.1918, 822.738315830, 572.540779113),
    ("Key West", 24.5551, -81.78, 794.405886603, 604.452493226),
    ("Chicago", 41.8781, -87.6298, 638.219615565, 226.112264832),
    ("Houston", 29.7604, -95.3698, 510.427678860, 509.231111138),
    ("Brownsville", 25.9017, -97.4975, 467.170327203, 596.218419405),
    ("Minneapolis", 44.9778, -93.265, 541.852119529, 161.001986937),
    ("Denver", 39.7392, -104.9903, 342.845361273, 273.884583738),
    ("Phoenix", 33.4484, -112.074, 197.243463724, 399.763335897),
    ("Los Angeles", 34.0522, -118.2437, 86.812130823, 363.118879869),
    ("San Francisco", 37.7749, -122.4194, 34.841093254, 261.435540263),
    ("Seattle", 47.6062, -122.3321, 97.624966947, 46.318659230),
    ("Anchorage", 61.2181, -149.9003, 112.277427570, 544.277916220),
    ("Juneau", 58.3019, -134.4197, 176.937022744, 556.083786163),
    ("Utqiagvik", 71.2906, -156.7886, 89.390444282, 465.034004218),
    ("Adak", 51.88, -176.6581, -12.815544398, 600.129000097),
    ("Shemya, past the antimeridian", 52.7243, 174.103, -51.432246914, 576.047215476),
    ("Honolulu", 21.3069, -157.8583, 266.959946769, 549.190372940),
    ("Hilo", 19.7216, -155.0849, 326.262913075, 584.857331409),
    ("Lihue", 21.9811, -159.3711, 234.899531434, 533.810842034),
    ("Toronto, inside the frame", 43.6532, -79.3832, 768.242277572, 168.092861531),
]

CAPITALS = [
    ("AL", "Montgomery", 32.3777, -86.3006), ("AK", "Juneau", 58.3019, -134.4197),
    ("AZ", "Phoenix", 33.4484, -112.074), ("AR", "Little Rock", 34.7465, -92.2896),
    ("CA", "Sacramento", 38.5816, -121.4944), ("CO", "Denver", 39.7392, -104.9903),
    ("CT", "Hartford", 41.7658, -72.6734), ("DE", "Dover", 39.1582, -75.5244),
    ("DC", "Washington", 38.9072, -77.0369), ("FL", "Tallahassee", 30.4383, -84.2807),
    ("GA", "Atlanta", 33.749, -84.388), ("HI", "Honolulu", 21.3069, -157.8583),
    ("ID", "Boise", 43.615, -116.2023), ("IL", "Springfield", 39.7817, -89.6501),
    ("IN", "Indianapolis", 39.7684, -86.1581), ("IA", "Des Moines", 41.5868, -93.625),
    ("KS", "Topeka", 39.0473, -95.6752), ("KY", "Frankfort", 38.2009, -84.8733),
    ("LA", "Baton Rouge", 30.4515, -91.1871), ("ME", "Augusta", 44.3106, -69.7795),
    ("MD", "Annapolis", 38.9784, -76.4922), ("MA", "Boston", 42.3601, -71.0589),
    ("MI", "Lansing", 42.7325, -84.5555), ("MN", "St. Paul", 44.9537, -93.09),
    ("MS", "Jackson", 32.2988, -90.1848), ("MO", "Jefferson City", 38.5767, -92.1735),
    ("MT", "Helena", 46.5891, -112.0391), ("NE", "Lincoln", 40.8136, -96.7026),
    ("NV", "Carson City", 39.1638, -119.7674), ("NH", "Concord", 43.2081, -71.5376),
    ("NJ", "Trenton", 40.2206, -74.7597), ("NM", "Santa Fe", 35.687, -105.9378),
    ("NY", "Albany", 42.6526, -73.7562), ("NC", "Raleigh", 35.7796, -78.6382),
    ("ND", "Bismarck", 46.8083, -100.7837), ("OH", "Columbus", 39.9612, -82.9988),
    ("OK", "Oklahoma City", 35.4676, -97.5164), ("OR", "Salem", 44.9429, -123.0351),
    ("PA", "Harrisburg", 40.2732, -76.8867), ("RI", "Providence", 41.824, -71.4128),
    ("SC", "Columbia", 34.0007, -81.0348), ("SD", "Pierre", 44.3683, -100.351),
    ("TN", "Nashville", 36.1627, -86.7816), ("TX", "Austin", 30.2672, -97.7431),
    ("UT", "Salt Lake City", 40.7608, -111.891), ("VT", "Montpelier", 44.2601, -72.5754),
    ("VA", "Richmond", 37.5407, -77.436), ("WA", "Olympia", 47.0379, -122.9007),
    ("WV", "Charleston", 38.3498, -81.6326), ("WI", "Madison", 43.0731, -89.4012),
    ("WY", "Cheyenne", 41.14, -104.8202),
]  # fmt: skip

ABROAD = [
    ("San Juan", 18.4655, -66.1057),
    ("Charlotte Amalie", 18.3419, -64.9307),
    ("Hagatna", 13.4443, 144.7937),
    ("Pago Pago", -14.2756, -170.702),
    ("Havana", 23.1136, -82.3666),
    ("Mexico City", 19.4326, -99.1332),
    ("London", 51.5072, -0.1276),
    ("Tokyo", 35.6762, 139.65),
    ("Sydney", -33.8688, 151.2093),
    ("North Pole", 90, 0),
    ("South Pole", -90, 0),
]

# Inside the rectangle of the projection, but on no state; the last three fall on or near an inset.
NEIGHBORS = [
    ("Toronto", 43.6532, -79.3832),
    ("Montreal", 45.5017, -73.5673),
    ("Vancouver", 49.2827, -123.1207),
    ("Nassau", 25.0443, -77.3504),
    ("Monterrey", 25.6866, -100.3161),
    ("La Paz, Mexico", 24.1426, -110.3128),
    ("Hermosillo", 29.0729, -110.9559),
    ("Whitehorse", 60.7212, -135.0568),
]


def place(title: str, latitude: float | None, longitude: float | None) -> Place:
    return Place(title, f"/{title}/", "3 practices", latitude, longitude)


@pytest.mark.parametrize(("name", "latitude", "longitude", "x", "y"), EXPECTED)
def test_positions_are_those_of_d3_geo(name: str, latitude: float, longitude: float, x: float, y: float) -> None:
    assert project(latitude, longitude) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize(("name", "latitude", "longitude"), ABROAD)
def test_places_abroad_have_no_position(name: str, latitude: float, longitude: float) -> None:
    assert project(latitude, longitude) is None


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (math.nan, -71.0),
        (42.0, math.nan),
        (math.inf, -71.0),
        (42.0, -math.inf),
        (90.5, -71.0),
        (-91.0, -71.0),
        (42.0, -431.0),
        (42.0, 289.0),
    ],
)
def test_coordinates_that_are_not_on_earth_have_no_position(latitude: float, longitude: float) -> None:
    assert project(latitude, longitude) is None


def test_fifty_states_and_the_district_are_drawn() -> None:
    assert sorted(state.code for state in states()) == sorted(code for code, *_ in CAPITALS)
    assert [state.name for state in states()] == sorted(state.name for state in states())


def test_outlines_are_closed_paths_of_plain_svg() -> None:
    for state in states():
        assert re.fullmatch(r"(M[\d. -]+l[\d. -]+Z)+", state.path), state.code


@pytest.mark.parametrize(("code", "name", "latitude", "longitude"), CAPITALS)
def test_a_capital_lies_in_the_view_and_in_its_state(code: str, name: str, latitude: float, longitude: float) -> None:
    position = project(latitude, longitude)
    assert position is not None
    x, y = position
    assert 0 < x < WIDTH and 0 < y < HEIGHT
    [state] = [state for state in states() if state.code == code]
    assert any(outline.near(x, y) for outline in us_map._outlines(state.path))


def test_a_point_in_another_state_is_not_near() -> None:
    [nebraska] = [state for state in states() if state.code == "NE"]
    boston = project(42.3601, -71.0589)
    assert boston is not None
    assert not any(outline.near(*boston) for outline in us_map._outlines(nebraska.path))


def test_markers_and_places_elsewhere_keep_their_order() -> None:
    names = ["Seattle", "San Juan", "Boston", "Nowhere", "Boston", "London"]
    coordinates: dict[str, tuple[float | None, float | None]] = {
        "Seattle": (47.6062, -122.3321),
        "San Juan": (18.4655, -66.1057),
        "Boston": (42.3601, -71.0589),
        "Nowhere": (None, None),
        "London": (51.5072, -0.1276),
    }
    shown, elsewhere = markers(place(name, *coordinates[name]) for name in names)
    assert [marker.title for marker in shown] == ["Seattle", "Boston", "Boston"]
    assert [marker.title for marker in elsewhere] == ["San Juan", "Nowhere", "London"]


def test_a_marker_carries_what_its_link_needs() -> None:
    [marker], elsewhere = markers([place("Boston", 42.3601, -71.0589)])
    assert (marker.title, marker.url, marker.detail) == ("Boston", "/Boston/", "3 practices")
    assert (marker.x, marker.y) == (908.7, 167.1)
    assert elsewhere == []


@pytest.mark.parametrize(("latitude", "longitude"), [(None, -71.0), (42.0, None), (math.nan, -71.0), (420.0, -71.0)])
def test_incomplete_or_impossible_coordinates_go_elsewhere(latitude: float | None, longitude: float | None) -> None:
    somewhere = place("Somewhere", latitude, longitude)
    assert markers([somewhere]) == ([], [somewhere])


@pytest.mark.parametrize(("name", "latitude", "longitude"), NEIGHBORS)
def test_a_city_of_a_neighboring_country_is_not_put_on_the_map(name: str, latitude: float, longitude: float) -> None:
    assert project(latitude, longitude) is not None
    assert markers([place(name, latitude, longitude)])[0] == []


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("Key West", 24.5551, -81.78),
        ("Nantucket", 41.2835, -70.0995),
        ("Block Island", 41.1726, -71.5578),
        ("Avalon", 33.3428, -118.3278),
        ("Galveston", 29.3013, -94.7977),
        ("Ketchikan", 55.3422, -131.6461),
        ("Nome", 64.5011, -165.4064),
        ("Lanai City", 20.8275, -156.9202),
    ],
)
def test_towns_on_coasts_and_islands_are_on_the_map(name: str, latitude: float, longitude: float) -> None:
    assert len(markers([place(name, latitude, longitude)])[0]) == 1


def test_coordinates_may_be_decimals() -> None:
    boston = Place("Boston", "/boston/", "", Decimal("42.3601"), Decimal("-71.0589"))  # type: ignore[arg-type]
    nowhere = Place("Nowhere", "/nowhere/", "", Decimal("NaN"), Decimal("-71.0589"))  # type: ignore[arg-type]
    assert [len(part) for part in markers([boston, nowhere])] == [1, 1]


def test_a_place_left_of_the_view_goes_elsewhere() -> None:
    assert [item.title for item in markers([place("Adak", 51.88, -176.6581)])[1]] == ["Adak"]


def test_nothing_to_show_is_not_an_error() -> None:
    assert markers([]) == ([], [])
