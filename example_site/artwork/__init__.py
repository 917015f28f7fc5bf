"""Illustrations for the example site, drawn from plain shapes: no stock, no rights of others.

`draw("river-3")` is always the same picture; the number varies palette, hour and composition.
"""

from __future__ import annotations

from collections.abc import Callable

from . import views
from .bridges import bridge
from .canvas import PALETTES, Canvas, Palette
from .charts import charts

__all__ = ["MOTIFS", "draw"]

MOTIFS: dict[str, Callable[[Canvas], None]] = {
    "skyline": views.skyline,
    "streets": views.streets,
    "river": views.river,
    "homes": views.homes,
    "park": views.park,
    "charts": charts,
    "people": views.people,
    "bridge": bridge,
    "lights": views.lights,
    "portrait": views.portrait,
}
"""A new motif goes last: the palette of the others depends on the order."""


def draw(key: str, size: tuple[int, int] | None = None) -> bytes:
    """A JPEG of 1600 by 1000 pixels (portraits 1000 by 1000) for a key such as "skyline-1"."""
    motif, _, number = key.partition("-")
    if motif not in MOTIFS or number not in {str(allowed) for allowed in range(1, 13)}:
        raise ValueError(f"No artwork “{key}”: take one of {', '.join(MOTIFS)}, a hyphen and a number from 1 to 12.")
    if size is None:
        size = (1000, 1000) if motif == "portrait" else (1600, 1000)
    canvas = Canvas(key, size, choose_palette(motif, int(number)))
    MOTIFS[motif](canvas)
    return canvas.finish()


def choose_palette(motif: str, number: int) -> Palette:
    """Neighbors in a list of one motif, or of one number, look different."""
    if motif == "lights":  # after dark only
        return (PALETTES[2], PALETTES[3], PALETTES[7])[number % 3]
    return PALETTES[(number * 3 + list(MOTIFS).index(motif)) % len(PALETTES)]
