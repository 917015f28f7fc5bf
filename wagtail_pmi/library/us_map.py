"""Places on a flat map of the United States, Alaska and Hawaii drawn as insets.

Positions are pixels of the 975 by 610 view that the outlines in data/us_states.json share.
`project` is pure geometry and follows geoAlbersUsa of d3-geo, which also accepts the parts of
Canada and Mexico that fall inside the frame; `markers` keeps only what lies on the drawn land.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import cos, hypot, radians, sin, sqrt

WIDTH, HEIGHT = 975, 610
SCALE, CENTER_X, CENTER_Y = 1300.0, 487.5, 305.0
COAST = 2.0
"""How far off the drawn land, in pixels, a place may lie: small islands are not drawn."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class State:
    """`path` is an SVG path in the 975 by 610 view."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Place:
    """Something to show on the map; coordinates in degrees (WGS 84), west negative."""

    title: str
    url: str
    detail: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """A place with its position in pixels from the top left corner."""

    x: float
    y: float
    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One conic equal-area projection of the composite, cut to a rectangle.

    Angles are degrees. `shift` and `extent` (left, top, right, bottom) are counted from the
    middle of the view in units of the scale. `inset` is the only state drawn in the frame.
    """

    meridian: float
    center: Point
    parallels: Point
    shift: Point
    extent: tuple[float, float, float, float]
    zoom: float = 1.0
    margin: float = 1e-6
    inset: str = ""

    def project(self, latitude: float, longitude: float) -> Point | None:
        middle_x, middle_y = self._plane(*self.center)
        plane_x, plane_y = self._plane((longitude - self.meridian + 180) % 360 - 180, latitude)
        x = CENTER_X + SCALE * (self.shift[0] + self.zoom * (plane_x - middle_x))
        y = CENTER_Y + SCALE * (self.shift[1] + self.zoom * (plane_y - middle_y))
        return (x, y) if self.contains(x, y) else None

    def contains(self, x: float, y: float) -> bool:
        left, top, right, bottom = (SCALE * edge for edge in self.extent)
        across = CENTER_X + left + self.margin <= x <= CENTER_X + right - self.margin
        return across and CENTER_Y + top + self.margin <= y <= CENTER_Y + bottom - self.margin

    def _plane(self, longitude: float, latitude: float) -> Point:
        """The cone rolled flat, in radii of the sphere; longitude from the central meridian."""
        first, second = (sin(radians(parallel)) for parallel in self.parallels)
        n = (first + second) / 2
        radius = sqrt(1 + first * second - 2 * n * sin(radians(latitude))) / n
        angle = n * radians(longitude)
        return radius * sin(angle), radius * cos(angle)


FRAMES = (
    Frame(-96, (-0.6, 38.7), (29.5, 45.5), (0, 0), (-0.455, -0.238, 0.455, 0.238), margin=0),
    Frame(-154, (-2, 58.5), (55, 65), (-0.307, 0.201), (-0.425, 0.12, -0.214, 0.234), zoom=0.35, inset="AK"),
    Frame(-157, (-3, 19.9), (8, 18), (-0.205, 0.212), (-0.214, 0.166, -0.115, 0.234), inset="HI"),
)


def project(latitude: float, longitude: float) -> tuple[float, float] | None:
    """Pixels from the top left corner, or None for what the map does not show.

    Places in the far west of Alaska get an x below 0: they are on the sheet, left of the view.
    """
    located = _locate(latitude, longitude)
    return located[1] if located else None


def _locate(latitude: float, longitude: float) -> tuple[Frame, Point] | None:
    latitude, longitude = float(latitude), float(longitude)  # a DecimalField gives Decimal
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # also refuses NaN
        return None
    for frame in FRAMES:
        if point := frame.project(latitude, longitude):
            return frame, point
    return None


@cache
def states() -> list[State]:
    """The fifty states and the District of Columbia, by name."""
    source = files("wagtail_pmi.library").joinpath("data", "us_states.json")
    return [State(**state) for state in json.loads(source.read_text(encoding="utf-8"))["states"]]


def markers(places: Iterable[Place]) -> tuple[list[Marker], list[Place]]:
    """Split places, in their order, into markers on the map and places elsewhere."""
    shown: list[Marker] = []
    elsewhere: list[Place] = []
    for place in places:
        if point := _position(place):
            shown.append(Marker(round(point[0], 1), round(point[1], 1), place.title, place.url, place.detail))
        else:
            elsewhere.append(place)
    return shown, elsewhere


def _position(place: Place) -> Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    located = _locate(place.latitude, place.longitude)
    if located is None:
        return None
    frame, (x, y) = located
    in_view = 0 <= x <= WIDTH and 0 <= y <= HEIGHT
    return (x, y) if in_view and any(outline.near(x, y) for outline in _land(frame.inset)) else None


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed ring of a state, with the box around it: left, top, right, bottom."""

    points: list[Point]
    box: tuple[float, float, float, float]

    def near(self, x: float, y: float) -> bool:
        left, top, right, bottom = self.box
        if not (left - COAST <= x <= right + COAST and top - COAST <= y <= bottom + COAST):
            return False
        edges = list(pairwise(self.points))
        crossings = sum(_crosses(edge, x, y) for edge in edges)
        return crossings % 2 == 1 or any(_distance(edge, x, y) <= COAST for edge in edges)


def _crosses(edge: tuple[Point, Point], x: float, y: float) -> bool:
    """Whether a ray from the point to the right passes through the edge."""
    (x0, y0), (x1, y1) = edge
    return (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0)


def _distance(edge: tuple[Point, Point], x: float, y: float) -> float:
    (x0, y0), (x1, y1) = edge
    dx, dy = x1 - x0, y1 - y0
    along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy or 1)
    along = min(1.0, max(0.0, along))
    return hypot(x - x0 - along * dx, y - y0 - along * dy)


@cache
def _land(inset: str) -> list[Outline]:
    """The outlines drawn in a frame: of its state, or of all that have no inset of their own."""
    insets = {frame.inset for frame in FRAMES if frame.inset}
    drawn = (state for state in states() if state.code == inset or (not inset and state.code not in insets))
    return [outline for state in drawn for outline in _outlines(state.path)]


def _outlines(path: str) -> Iterable[Outline]:
    """Read back the paths of data/us_states.json: a start (M), relative steps (l), closed (Z)."""
    for ring in path.split("Z")[:-1]:
        numbers = [float(number) for number in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", ring)]
        points = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        xs, ys = zip(*points, strict=True)
        yield Outline([*points, points[0]], (min(xs), min(ys), max(xs), max(ys)))
