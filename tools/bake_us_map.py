"""Bake the outlines of the states for the server-rendered map. Development time only.

The outlines come from the npm package us-atlas 3.0.1 (ISC), whose "albers" files are already
projected to a 975 by 610 pixel view:

    npm pack us-atlas@3.0.1
    tar xzf us-atlas-3.0.1.tgz
    python tools/bake_us_map.py package/states-albers-10m.json

The result is wagtail_pmi/library/data/us_states.json. Take the licence of the package along
when the version changes (wagtail_pmi/library/data/US_ATLAS_LICENSE.txt).
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "wagtail_pmi" / "library" / "data" / "us_states.json"
WIDTH, HEIGHT = 975, 610
MINIMUM_AREA = 0.25
"""Rings smaller than this, in square pixels, are dropped (a pixel is about five kilometers)."""

FIPS = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE", "11": "DC",
    "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA", "20": "KS", "21": "KY",
    "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT",
    "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND", "39": "OH",
    "40": "OK", "41": "OR", "42": "PA", "44": "RI", "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT",
    "50": "VT", "51": "VA", "53": "WA", "54": "WV", "55": "WI", "56": "WY",
}  # fmt: skip

Point = tuple[int, int]
"""Whole tenths of a pixel: borders shared by two states round alike, and relative steps never drift."""
Ring = list[Point]


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Undo the delta coding and quantization of TopoJSON, to tenths of a pixel."""
    (scale_x, scale_y), (left, top) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((round((x * scale_x + left) * 10), round((y * scale_y + top) * 10)))
        arcs.append(arc)
    return arcs


def stitch(indexes: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to one ring without its closing point; a negative index (~i) is arc i reversed."""
    points: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return tidy(points[:-1])


def tidy(points: Ring) -> Ring:
    """Drop points that rounding made equal to their neighbor, or that lie on a straight run."""
    kept: Ring = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def straight(first: Point, middle: Point, last: Point) -> bool:
    ax, ay, bx, by = middle[0] - first[0], middle[1] - first[1], last[0] - middle[0], last[1] - middle[1]
    return ax * by == ay * bx and ax * bx + ay * by >= 0


def area(ring: Ring) -> float:
    """Square pixels."""
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]))) / 200


def in_view(ring: Ring) -> bool:
    return any(0 <= x <= WIDTH * 10 and 0 <= y <= HEIGHT * 10 for x, y in ring)


def rings(geometry: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    """The rings worth drawing, largest first; a state always keeps its largest."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    drawn = [stitch(indexes, arcs) for polygon in polygons for indexes in polygon]
    drawn = sorted((ring for ring in drawn if len(ring) > 2), key=area, reverse=True)
    return drawn[:1] + [ring for ring in drawn[1:] if area(ring) >= MINIMUM_AREA and in_view(ring)]


def number(tenths: int) -> str:
    """The shortest spelling SVG allows: 0.5 is ".5", 3.0 is "3"."""
    whole, rest = divmod(abs(tenths), 10)
    text = (str(whole) if whole or not rest else "") + (f".{rest}" if rest else "")
    return f"-{text}" if tenths < 0 else text


def steps(ring: Ring) -> str:
    """The relative steps of a ring, separated only where a reader of SVG paths needs it."""
    text = previous = ""
    for (x0, y0), (x1, y1) in pairwise(ring):
        for token in (number(x1 - x0), number(y1 - y0)):
            apart = token.startswith("-") or (token.startswith(".") and "." in previous) or not text
            text += token if apart else f" {token}"
            previous = token
    return text


def path(outline: list[Ring]) -> str:
    return "".join(f"M{number(ring[0][0])} {number(ring[0][1])}l{steps(ring)}Z" for ring in outline)


def bake(topology: dict[str, Any]) -> dict[str, Any]:
    arcs = decode_arcs(topology)
    states = [
        {"code": FIPS[geometry["id"]], "name": geometry["properties"]["name"], "path": path(rings(geometry, arcs))}
        for geometry in topology["objects"]["states"]["geometries"]
        if geometry["id"] in FIPS
    ]
    return {"width": WIDTH, "height": HEIGHT, "states": sorted(states, key=lambda state: state["name"])}


def main() -> None:
    parser = argparse.ArgumentParser(description="Bake the outlines of the states for the map.")
    parser.add_argument("source", type=Path, help="states-albers-10m.json of us-atlas")
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    atlas = bake(json.loads(options.source.read_text(encoding="utf-8")))
    lines = ",\n".join(json.dumps(state, separators=(",", ":")) for state in atlas["states"])
    text = f'{{"width":{WIDTH},"height":{HEIGHT},"states":[\n{lines}\n]}}\n'
    options.target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
