"""States of the United States as the Census Bureau orders them: FIPS codes, regions and divisions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(NamedTuple):
    code: str  # USPS
    name: str
    fips: str  # two digits, as text
    division: str  # empty for the territories, which the Census Bureau puts in none


class Division(NamedTuple):
    name: "str | Promise"
    region: "str | Promise"


DIVISIONS: Mapping[str, Division] = MappingProxyType(
    {
        "new_england": Division(_("New England"), _("Northeast")),
        "middle_atlantic": Division(_("Middle Atlantic"), _("Northeast")),
        "east_north_central": Division(_("East North Central"), _("Midwest")),
        "west_north_central": Division(_("West North Central"), _("Midwest")),
        "south_atlantic": Division(_("South Atlantic"), _("South")),
        "east_south_central": Division(_("East South Central"), _("South")),
        "west_south_central": Division(_("West South Central"), _("South")),
        "mountain": Division(_("Mountain"), _("West")),
        "pacific": Division(_("Pacific"), _("West")),
    }
)

_STATES = """
AL Alabama 01 east_south_central|AK Alaska 02 pacific|AZ Arizona 04 mountain|AR Arkansas 05 west_south_central
CA California 06 pacific|CO Colorado 08 mountain|CT Connecticut 09 new_england|DE Delaware 10 south_atlantic
DC District_of_Columbia 11 south_atlantic|FL Florida 12 south_atlantic|GA Georgia 13 south_atlantic
HI Hawaii 15 pacific|ID Idaho 16 mountain|IL Illinois 17 east_north_central|IN Indiana 18 east_north_central
IA Iowa 19 west_north_central|KS Kansas 20 west_north_central|KY Kentucky 21 east_south_central
LA Louisiana 22 west_south_central|ME Maine 23 new_england|MD Maryland 24 south_atlantic
MA Massachusetts 25 new_england|MI Michigan 26 east_north_central|MN Minnesota 27 west_north_central
MS Mississippi 28 east_south_central|MO Missouri 29 west_north_central|MT Montana 30 mountain
NE Nebraska 31 west_north_central|NV Nevada 32 mountain|NH New_Hampshire 33 new_england
NJ New_Jersey 34 middle_atlantic|NM New_Mexico 35 mountain|NY New_York 36 middle_atlantic
NC North_Carolina 37 south_atlantic|ND North_Dakota 38 west_north_central|OH Ohio 39 east_north_central
OK Oklahoma 40 west_south_central|OR Oregon 41 pacific|PA Pennsylvania 42 middle_atlantic
RI Rhode_Island 44 new_england|SC South_Carolina 45 south_atlantic|SD South_Dakota 46 west_north_central
TN Tennessee 47 east_south_central|TX Texas 48 west_south_central|UT Utah 49 mountain|VT Vermont 50 new_england
VA Virginia 51 south_atlantic|WA Washington 53 pacific|WV West_Virginia 54 south_atlantic
WI Wisconsin 55 east_north_central|WY Wyoming 56 mountain|AS American_Samoa 60 -|GU Guam 66 -
MP Northern_Mariana_Islands 69 -|PR Puerto_Rico 72 -|VI U.S._Virgin_Islands 78 -
"""


def _state(entry: str) -> State:
    code, name, fips, division = entry.split()
    return State(code, name.replace("_", " "), fips, "" if division == "-" else division)


STATES: Mapping[str, State] = MappingProxyType(
    {entry.split()[0]: _state(entry) for line in _STATES.split("\n") if line for entry in line.split("|")}
)
STATE_CHOICES = [(state.code, state.name) for state in sorted(STATES.values(), key=lambda state: state.name)]

# What maps and tables of the whole ledger divide places into; the codes are ours, the regions the Census Bureau's.
REGIONS: Mapping[str, "str | Promise"] = MappingProxyType(
    {
        "northeast": _("Northeast"),
        "midwest": _("Midwest"),
        "south": _("South"),
        "west": _("West"),
        "territories": _("Territories"),
        "abroad": _("Abroad"),
    }
)
_REGION_OF_DIVISION: Mapping[str, str] = MappingProxyType(
    {
        "new_england": "northeast",
        "middle_atlantic": "northeast",
        "east_north_central": "midwest",
        "west_north_central": "midwest",
        "south_atlantic": "south",
        "east_south_central": "south",
        "west_south_central": "south",
        "mountain": "west",
        "pacific": "west",
    }
)


def region_code(country: str, state: str) -> str:
    """Code of `REGIONS` for a place. A state that is not known has no region of its own: it counts as a territory."""
    if country != "US":
        return "abroad"
    found = STATES.get(state)
    return _REGION_OF_DIVISION.get(found.division, "territories") if found else "territories"


def states_of(region: str) -> list[str]:
    """Codes of the states of a region of the United States; none for what is abroad."""
    return [state.code for state in STATES.values() if region_code("US", state.code) == region]
