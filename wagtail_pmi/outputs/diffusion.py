"""What machines are told of how practices spread. See docs/reference/diffusion-json.md; the keys are stable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from ..library.diffusion import Curve, HeatMap, PracticeCount, Residents, TimeToAdopt, adopted_on
from ..library.lineage import Lineage, Node


def reference(page: Any, request: HttpRequest | None) -> dict[str, Any]:
    return {"uid": page.translation_key, "title": page.title, "url": page.get_full_url(request)}


def curve_data(curve: Curve) -> dict[str, Any]:
    points = [{"year": point.year, "adopted": point.adopted, "active": point.active} for point in curve.points]
    return {"points": points, "unknown_year": curve.unknown, "not_adopted": curve.not_adopted}


def residents_data(residents: Residents) -> dict[str, Any]:
    return {
        "covered": residents.covered,
        "cities": residents.cities,
        "cities_with_own_count": residents.counted,
        "population_years": {"first": residents.first_year, "last": residents.last_year},
    }


def time_data(time: TimeToAdopt) -> dict[str, Any]:
    return {
        "origin_year": time.origin_year,
        "median_years": time.median,
        "shortest_years": time.shortest,
        "longest_years": time.longest,
        "counted": len(time.years),
        "unknown": time.unknown,
    }


def lineage_data(found: Lineage, base: str, request: HttpRequest | None) -> dict[str, Any]:
    """Nodes and edges; an edge stands only between two nodes that are there. `base` is the network's address."""
    links = [node for node in found.nodes if node.parent is not None]
    return {
        "nodes": [_node(node, base, request) for node in found.nodes],
        "edges": [{"from": node.parent.uid, "to": node.entry.uid} for node in links],
    }


def _node(node: Node, base: str, request: HttpRequest | None) -> dict[str, Any]:
    entry = node.entry
    return {
        "uid": entry.uid,
        "url": f"{base}adoptions/{entry.slug}/",
        "city": reference(entry.city, request),
        "role": entry.role,
        "stage": entry.stage,
        "stage_since": entry.stage_since,
        "adopted_on": adopted_on(entry),
        "ended_on": entry.ended_on,
        "year": node.year,
        "generation": node.depth,
    }


def heat_data(heat: HeatMap) -> dict[str, Any]:
    codes = [code for code, _name in heat.columns]
    rows = [
        {"topic": row.code, "title": row.title, "counts": dict(zip(codes, row.counts, strict=True))}
        for row in heat.rows
    ]
    return {"regions": codes, "rows": rows}


def most_adopted_data(counts: Iterable[PracticeCount], request: HttpRequest | None) -> list[dict[str, Any]]:
    return [
        {"practice": reference(one.practice, request), "adopted": one.adopted, "operating": one.operating}
        for one in counts
    ]
