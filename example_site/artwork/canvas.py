"""What the illustrations of this package are drawn with: palettes, a canvas in its own units, skies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from random import Random
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw

Color = tuple[int, int, int]
Point = tuple[float, float]
OVERSAMPLING = 2
UNITS = 1000.0
"""Every picture is this high in its own units; the width follows from the format asked for."""


class Palette(NamedTuple):
    top: Color
    low: Color
    sun: Color
    far: Color
    mid: Color
    near: Color
    ink: Color
    accent: Color
    second: Color
    light: Color
    night: bool


def tones(colors: str) -> list[Color]:
    return [ImageColor.getrgb(f"#{color}")[:3] for color in colors.split()]


def palette(colors: str, night: bool = False) -> Palette:
    return Palette._make([*tones(colors), night])


PALETTES = (
    palette("f4dfc0 fbeeda e76f51 dcc7a8 7fb0aa 21646b 12343b e2664a eab54d fff6e2"),  # sand morning
    palette("a8d5d3 e9f3e4 fdf3d0 a3cdc7 569f9c 17606a 0d3540 eb9f3a e5694d fdf6e3"),  # clear teal
    palette("39487a f5a582 ffdfa6 b9808e 75557c 3b3763 1f2145 f4bd4f ef8560 ffdf96", True),  # coral dusk
    palette("0e2141 33607c f6ead0 2f5674 214461 163150 0a1a31 f3b64a e5755b ffd682", True),  # night blue
    palette("d3e2cd f6f1de ebb44a bdd1b3 83a98b 3f7265 1d4540 d8653d f0c267 fdf8e6"),  # sage
    palette("efbd68 fae8c2 fff5da dcb26c 9aa477 3b6864 1e3a41 c8532f e9a23b fff3d6"),  # ochre afternoon
    palette("f3cbb9 fcebde ee7f5f e5bbab a288a0 4f5980 272f52 2c8f8a eab44f fff4e6"),  # rose
    palette("2c6274 a5cbbf f7ecd2 74a6a4 40808a 1f5764 0f3643 f2ab66 e8714f fdeec4"),  # rain teal
)
SKINS = tones("f5d0b1 e2ab84 c88d5f 9a6541 734a33 5b392a")
HAIRS = tones("1f1b24 33251f 6a4128 b67c3f c8c4bd 8b3d2b")


def mix(first: Color, second: Color, share: float) -> Color:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


@cache
def _ramp(radial: bool) -> Image.Image:
    """Opacity from the middle outwards, or from top (clear) to bottom (full)."""
    if radial:  # Pillow's gradient reaches 181 at the middle of an edge
        return Image.radial_gradient("L").point(lambda value: round(255 * max(0.0, 1 - value / 180) ** 1.6))
    return Image.linear_gradient("L")


class Canvas:
    """A picture measured in units (see UNITS), whatever its size in pixels."""

    def __init__(self, key: str, size: tuple[int, int], colors: Palette) -> None:
        self.random, self.colors = Random(key), colors  # noqa: S311 (the same picture for the same key)
        self.number = int(key.rpartition("-")[2])
        self.image = Image.new("RGB", (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING), colors.low)
        self.pen = ImageDraw.Draw(self.image)
        self.scale = self.image.height / UNITS
        self.width = self.image.width / self.scale

    def _px(self, *values: float) -> list[int]:
        return [round(value * self.scale) for value in values]

    def rect(self, x: float, y: float, width: float, height: float, color: Color, radius: float = 0) -> None:
        left, top, right, bottom = self._px(x, y, x + width, y + height)
        if right > left and bottom > top:
            self.pen.rounded_rectangle((left, top, right - 1, bottom - 1), self._px(radius)[0], color)

    def oval(self, x: float, y: float, across: float, down: float, color: Color) -> None:
        self.pen.ellipse(self._px(x - across, y - down, x + across, y + down), color)

    def disc(self, x: float, y: float, radius: float, color: Color) -> None:
        self.oval(x, y, radius, radius, color)

    def ring(self, x: float, y: float, radius: float, stroke: float, color: Color, span: Point = (0, 360)) -> None:
        box = self._px(x - radius, y - radius, x + radius, y + radius)
        self.pen.arc(box, span[0], span[1], color, self._px(stroke)[0])

    def chord(self, x: float, y: float, across: float, down: float, span: Point, color: Color) -> None:
        self.pen.chord(self._px(x - across, y - down, x + across, y + down), span[0], span[1], color)

    def shape(self, points: Sequence[Point], color: Color) -> None:
        self.pen.polygon([(x * self.scale, y * self.scale) for x, y in points], color)

    def line(self, points: Sequence[Point], stroke: float, color: Color) -> None:
        scaled = [(x * self.scale, y * self.scale) for x, y in points]
        self.pen.line(scaled, color, max(1, self._px(stroke)[0]), joint="curve")

    def glow(self, x: float, y: float, radius: float, color: Color, strength: float) -> None:
        side = self._px(radius * 2)[0]
        mask = _ramp(True).point(lambda value: round(value * strength)).resize((side, side))
        left, top = self._px(x - radius, y - radius)
        self.image.paste(color, (left, top), mask)

    def fade(self, y: float, height: float, color: Color, strength: float = 1.0, up: bool = False) -> None:
        """A veil over the whole width, clear at the top and dense at the bottom (or the reverse)."""
        mask = _ramp(False).point(lambda value: round((255 - value if up else value) * strength))
        self.image.paste(color, (0, self._px(y)[0]), mask.resize((self.image.width, self._px(height)[0])))

    def finish(self) -> bytes:
        target = BytesIO()
        self.image.reduce(OVERSAMPLING).save(target, "JPEG", quality=80, subsampling=0, optimize=True)
        return target.getvalue()
