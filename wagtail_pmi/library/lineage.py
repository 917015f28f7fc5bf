"""Who adopted from whom: a forest over entries of the ledger, and a drawing of it as geometry.

From left to right, one column for each step from the origin. The first child stands beside its parent and the others
below it, so each box has a row of its own in its column and nothing overlaps.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ..vocabularies import AdoptionStage
from .diffusion import adoption_year, group_of

BOX, BOX_HEIGHT, COLUMN, ROW = 220, 46, 272, 58
"""Pixels: a box across and down, and from one to the next."""
MARGIN, TREE_GAP, HEADING, CORNER = 1, 14, 30, 8
LETTERS = 22
"""Letters of a title that fit into a box."""
LONE_COLUMNS = 3
NEVER = 9999


@dataclass(frozen=True, slots=True)
class Node:
    """An entry with its place. `parent` is the entry that it was adopted from, where that is in the forest."""

    entry: Any
    parent: Any
    depth: int
    year: int | None
    is_linked: bool  # has a parent or children
    x: int = 0
    y: int = 0

    @property
    def label(self) -> str:
        return shortened(self.entry.city.title, LETTERS)

    @property
    def stage(self) -> Any:
        return AdoptionStage(self.entry.stage).label if self.entry.stage in AdoptionStage.values else self.entry.stage

    @property
    def group(self) -> str:
        return group_of(self.entry) or ""


@dataclass(frozen=True, slots=True)
class Lineage:
    nodes: tuple[Node, ...]  # parents before children; trees before entries without a link
    edges: tuple[str, ...]  # SVG paths
    width: int
    height: int
    lone_y: int | None  # where the entries without a link begin, if there are trees above them

    @property
    def linked(self) -> int:
        """How many entries name another that they were adopted from."""
        return sum(node.parent is not None for node in self.nodes)

    @property
    def trees(self) -> int:
        return sum(node.depth == 0 and node.is_linked for node in self.nodes)

    @property
    def generations(self) -> int:
        """The most steps from an origin."""
        return max((node.depth for node in self.nodes), default=0)


def lineage(entries: Iterable[Any]) -> Lineage:
    """Each entry once. An origin that is not among the entries is as if there were none, and a circle is cut."""
    ordered = sorted(entries, key=_order)
    parents = _parents(ordered)
    children: dict[Any, list[Any]] = defaultdict(list)
    for entry in ordered:
        if parents[entry.pk] is not None:
            children[parents[entry.pk].pk].append(entry)
    roots = [entry for entry in ordered if parents[entry.pk] is None]
    trees = [_walk(root, children, parents) for root in roots if children[root.pk]]
    lone = [Node(root, None, 0, adoption_year(root), False) for root in roots if not children[root.pk]]
    return _laid_out(trees, lone)


def _order(entry: Any) -> tuple[int, str, str]:
    return adoption_year(entry) or NEVER, entry.city.title, str(entry.uid)


def _parents(ordered: list[Any]) -> dict[Any, Any]:
    """The parent of each entry; in a circle, the first entry of the order has none."""
    by_pk = {entry.pk: entry for entry in ordered}
    parents = {entry.pk: by_pk.get(entry.adopted_from_id) for entry in ordered}
    done: set[Any] = set()
    for entry in ordered:
        line: list[Any] = []
        met: set[Any] = set()
        current: Any = entry
        while current is not None and current.pk not in done and current.pk not in met:
            line.append(current)
            met.add(current.pk)
            current = parents[current.pk]
        if current is not None and current.pk in met:
            circle = line[[one.pk for one in line].index(current.pk) :]
            parents[min(circle, key=_order).pk] = None
        done |= met
    return parents


def _walk(root: Any, children: dict[Any, list[Any]], parents: dict[Any, Any]) -> list[Node]:
    """A tree, parents before children, however deep."""
    nodes: list[Node] = []
    todo = [(root, 0)]
    while todo:
        entry, depth = todo.pop()
        nodes.append(Node(entry, parents[entry.pk], depth, adoption_year(entry), True))
        todo += [(child, depth + 1) for child in reversed(children[entry.pk])]
    return nodes


def _laid_out(trees: list[list[Node]], lone: list[Node]) -> Lineage:
    nodes: list[Node] = []
    edges: list[str] = []
    y = MARGIN
    for tree in trees:
        placed = _placed(tree, y)
        nodes += placed
        edges += _edges(placed)
        y = max(node.y for node in placed) + ROW + TREE_GAP
    lone_y = None
    if lone and trees:
        lone_y = y + HEADING // 2
        y += HEADING
    across = max([LONE_COLUMNS, *(node.depth + 1 for node in nodes)])
    for number, node in enumerate(lone):
        row, column = divmod(number, across)
        nodes.append(replace(node, x=MARGIN + column * COLUMN, y=y + row * ROW))
    width = max((node.x for node in nodes), default=0) + BOX + MARGIN
    height = max((node.y for node in nodes), default=0) + BOX_HEIGHT + MARGIN
    return Lineage(tuple(nodes), tuple(edges), width, height, lone_y)


def _placed(tree: list[Node], top: int) -> list[Node]:
    placed: list[Node] = []
    y = top
    for node in tree:
        # The first child follows its parent at once; whatever comes after another line begins a row.
        if placed and placed[-1].depth + 1 != node.depth:
            y += ROW
        placed.append(replace(node, x=MARGIN + node.depth * COLUMN, y=y))
    return placed


def _edges(nodes: list[Node]) -> list[str]:
    places = {node.entry.pk: node for node in nodes}
    return [_edge(places[node.parent.pk], node) for node in nodes if node.parent is not None]


def _edge(start: Node, end: Node) -> str:
    """Across, down a trunk that the siblings share, and across again."""
    left, right, trunk = start.x + BOX, end.x, end.x - (COLUMN - BOX) // 2
    top, bottom = start.y + BOX_HEIGHT // 2, end.y + BOX_HEIGHT // 2
    if top == bottom:
        return f"M{left} {top}H{right}"
    turns = f"Q{trunk} {top} {trunk} {top + CORNER}V{bottom - CORNER}Q{trunk} {bottom} {trunk + CORNER} {bottom}"
    return f"M{left} {top}H{trunk - CORNER}{turns}H{right}"


def shortened(text: str, letters: int) -> str:
    """What fits into so many letters; those of East Asia are twice as wide."""
    widths = [2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text]
    if sum(widths) <= letters:
        return text
    room, kept = letters - 1, 0
    for width in widths:
        room -= width
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"
