"""Sky, land, water, trees and what stands in a park."""

from __future__ import annotations

import math
from collections.abc import Callable

from .canvas import UNITS, Canvas, Color, mix

BLUE: Color = (132, 184, 192)


def sky(c: Canvas, horizon: float = 700, x: float | None = None) -> float:
    """Gradient, stars, sun or moon and clouds; returns where the sun stands."""
    r, p = c.random, c.colors
    c.image.paste(p.top, (0, 0, *c.image.size))
    c.fade(0, horizon, p.low)
    c.rect(0, horizon, c.width, UNITS - horizon, p.low)
    for _ in range(70 if p.night else 0):
        c.disc(r.uniform(0, c.width), r.uniform(0, horizon * 0.6), r.choice((1.2, 1.6, 2.4)), mix(p.top, p.light, 0.7))
    x = x if x is not None else c.width * r.choice((0.22, 0.34, 0.66, 0.78))
    y, radius = r.uniform(200, 400), r.uniform(75, 130)
    c.glow(x, y, radius * 3.4, p.sun, 0.45)
    c.disc(x, y, radius, p.sun)
    for _ in range(r.randint(2, 4)):
        cloud(c, r.uniform(0, c.width), r.uniform(110, horizon * 0.55), r.uniform(0.6, 1.2))
    return x


def cloud(c: Canvas, x: float, y: float, size: float) -> None:
    color = mix(c.colors.low, c.colors.light, 0.2 if c.colors.night else 0.55)
    for row, (shift, width) in enumerate(((-60, 170), (-130, 300), (-40, 240))):
        c.rect(
            x + (shift + c.random.uniform(-25, 25)) * size,
            y + row * 21 * size,
            width * size,
            22 * size,
            color,
            11 * size,
        )


def hills(c: Canvas, y: float, swing: float, color: Color, phase: float | None = None) -> Callable[[float], float]:
    """A rolling ridge filled to the bottom; returns its height at x."""
    a = c.random.uniform(0, 6.3) if phase is None else phase
    b, stretch = c.random.uniform(0, 6.3), c.random.uniform(0.8, 1.25)

    def ridge(x: float) -> float:
        return y + swing * (0.7 * math.sin(a + x * 0.0046 * stretch) + 0.3 * math.sin(b + x * 0.011))

    edge = [(x, ridge(x)) for x in range(-20, int(c.width) + 40, 20)]
    c.shape([*edge, (c.width + 40, UNITS), (-20, UNITS)], color)
    return ridge


def water(c: Canvas, y: float, sun: float) -> None:
    p = c.colors
    tone = mix(p.mid, p.near, 0.45)
    c.rect(0, y, c.width, UNITS - y, tone)
    c.fade(y, 160, mix(tone, p.low, 0.6), 0.8, up=True)
    c.fade(UNITS - 200, 200, p.ink, 0.35)
    for _ in range(46):
        depth = c.random.random() ** 1.4
        x, size = c.random.uniform(0, c.width), 40 + 150 * depth
        near_sun = c.random.random() < 0.5
        x = sun + c.random.gauss(0, 46 + 70 * depth) if near_sun else x
        glint = mix(tone, p.sun if near_sun else p.low, 0.75 if near_sun else 0.28)
        c.rect(x - size / 2, y + 18 + depth * (UNITS - y - 50), size, 4 + 7 * depth, glint, 6)


def tree(c: Canvas, x: float, y: float, size: float, color: Color) -> None:
    """`y` is the ground, `size` the height."""
    kind = c.random.choice(("round", "round", "tall", "cone", "cluster"))
    bright = mix(color, c.colors.light, 0.16)
    c.rect(x - size * 0.025, y - size * 0.45, size * 0.05, size * 0.45, mix(c.colors.ink, color, 0.25))
    if kind == "round":
        c.disc(x, y - size * 0.64, size * 0.34, color)
        c.chord(x, y - size * 0.64, size * 0.34, size * 0.34, (110, 290), bright)
    elif kind == "tall":
        c.oval(x, y - size * 0.58, size * 0.19, size * 0.44, color)
        c.chord(x, y - size * 0.58, size * 0.19, size * 0.44, (90, 270), bright)
    elif kind == "cone":
        c.shape([(x - size * 0.27, y - size * 0.14), (x + size * 0.27, y - size * 0.14), (x, y - size)], color)
        c.shape([(x - size * 0.27, y - size * 0.14), (x, y - size * 0.14), (x, y - size)], bright)
    else:
        for dx, dy, radius in ((-0.2, 0.52, 0.21), (0.2, 0.54, 0.22), (0, 0.74, 0.26)):
            c.disc(x + dx * size, y - dy * size, radius * size, color)
        c.disc(x - 0.07 * size, y - 0.78 * size, 0.16 * size, bright)


def still_water(c: Canvas) -> Color:
    """Sky and land mirrored, and blue enough not to pass for a path in a warm palette."""
    mirrored = mix(c.colors.top, c.colors.mid, 0.35)
    return mirrored if c.colors.night else mix(mirrored, BLUE, 0.6)


def pond(c: Canvas, x: float, y: float) -> None:
    surface = still_water(c)
    c.oval(x, y, 340, 50, mix(c.colors.mid, c.colors.ink, 0.2))
    c.oval(x, y + 4, 334, 45, surface)
    for shift, level, length in ((-180, -12, 110), (-60, 10, 180), (120, -4, 90), (60, 26, 120)):
        c.rect(x + shift, y + level, length, 4, mix(surface, c.colors.light, 0.5), 2)


def path(c: Canvas, y: float, turn: int) -> None:
    x, tone = c.width * c.random.uniform(0.3, 0.7), mix(c.colors.far, c.colors.light, 0.6)
    bend = [(x + turn * math.sin(step / 9) * 250, y + step * 6, 6 + step * 1.9) for step in range(40)]
    c.shape([(a - w, b) for a, b, w in bend] + [(a + w, b) for a, b, w in reversed(bend)], tone)


def bench(c: Canvas, x: float, y: float) -> None:
    wood, iron = c.colors.accent, c.colors.ink
    for shift in (0, 190):
        c.rect(x + shift, y - 96, 9, 96, iron, 3)
    for level in (98, 76, 44):
        c.rect(x - 18, y - level, 235, 14, wood, 6)


def sailboat(c: Canvas, x: float, half: float, y: float) -> None:
    size, p = half * 0.75, c.colors
    c.shape(
        [
            (x - size * 0.5, y),
            (x + size * 0.5, y),
            (x + size * 0.3, y + size * 0.22),
            (x - size * 0.35, y + size * 0.22),
        ],
        p.ink,
    )
    c.shape([(x, y - size * 0.06), (x, y - size * 1.2), (x + size * 0.48, y - size * 0.06)], p.light)
    c.shape(
        [(x - size * 0.06, y - size * 0.06), (x - size * 0.06, y - size), (x - size * 0.4, y - size * 0.06)], p.accent
    )


def lamp(c: Canvas, x: float, y: float, size: float) -> None:
    p = c.colors
    top = y - size
    c.glow(x, y + size * 0.04, size * 0.42, p.sun, 0.22)
    c.rect(x - size * 0.011, top, size * 0.022, size, p.ink)
    c.rect(x - size * 0.03, y - size * 0.06, size * 0.06, size * 0.06, p.ink, size * 0.015)
    c.glow(x, top, size * 0.5, p.light, 0.6)
    c.disc(x, top, size * 0.06, p.light)
