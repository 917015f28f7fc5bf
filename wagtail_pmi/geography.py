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
