"""The illustrations themselves, one function each."""

from __future__ import annotations

import math
from collections.abc import Callable

from .canvas import SKINS, UNITS, Canvas, mix
from .houses import avenue, facade, house, skyline_row
from .people import HAIRCUTS, bicycle, bust, figure, looks
from .scenery import bench, hills, lamp, path, pond, sailboat, sky, still_water, tree, water


def skyline(c: Canvas) -> None:
    p, r = c.colors, c.random
    sun = sky(c)
    for share, reach, base in ((0.1, 470, 760), (0.75, 400, 780)):
        skyline_row(c, base, reach * r.uniform(0.85, 1.15), mix(p.far, p.mid, share), 0.25 * share)
        c.fade(base - 330, 330, mix(p.low, p.far, 0.25), 0.75)
    skyline_row(c, 830, 290, p.near, 0.5 if p.night else 0.28, 1.25)
    water(c, 815, sun)
    c.rect(0, 806, c.width, 16, p.ink)
    for x in range(0, int(c.width), 46):
        tree(c, x + r.uniform(-18, 18), 812, r.uniform(50, 92), mix(p.near, p.ink, r.uniform(0.25, 0.7)))


def streets(c: Canvas) -> None:
    p, r = c.colors, c.random
    sky(c, 620)
    skyline_row(c, 720, 560, mix(p.far, p.low, 0.15), 0.1)
    c.fade(330, 400, p.low, 0.7)
    fronts = [p.near, p.accent, mix(p.far, p.light, 0.35), p.mid, p.second, mix(p.near, p.ink, 0.35)]
    r.shuffle(fronts)
    x, index = r.uniform(-120, -20), 0
    while x < c.width:
        width = r.uniform(205, 290)
        facade(c, x, 770, width, r.choice((310, 430, 430, 550)), fronts[index % len(fronts)])
        x, index = x + width, index + 1
    road(c)
    for step in range(r.randint(60, 160), int(c.width), r.randint(250, 330)):
        tree(c, step, 800, r.uniform(200, 270), mix(p.near, p.mid, r.uniform(0.1, 0.5)))
    for _ in range(r.randint(4, 7)):
        figure(c, r.uniform(60, c.width - 60), r.uniform(806, 822), r.uniform(118, 134))
    for x in r.sample([c.width * share for share in (0.18, 0.42, 0.63, 0.84)], r.randint(1, 3)):
        bicycle(c, x, 893, 112)


def road(c: Canvas) -> None:
    p = c.colors
    c.rect(0, 768, c.width, 70, mix(p.far, p.light, 0.4))
    c.rect(0, 832, c.width, 10, mix(p.far, p.ink, 0.3))
    c.rect(0, 842, c.width, 70, mix(p.mid, p.near, 0.35))
    c.rect(0, 912, c.width, UNITS - 912, mix(p.ink, p.near, 0.2))
    c.rect(0, 909, c.width, 7, p.light)
    for x in range(-40, int(c.width), 190):
        c.rect(x, 958, 100, 9, mix(p.ink, p.light, 0.6), 4)


def river(c: Canvas) -> None:
    p, r = c.colors, c.random
    horizon = r.uniform(430, 480)
    sky(c, horizon + 60)
    hills(c, horizon - 40, 46, mix(p.far, p.low, 0.35))
    skyline_row(c, horizon + 60, 190, mix(p.far, p.mid, 0.35), 0.1, 0.5)
    c.fade(horizon - 110, 190, p.low, 0.6)
    meadow = hills(c, horizon + 40, 14, mix(p.mid, p.far, 0.35))
    c.fade(horizon + 60, 540, mix(p.near, p.mid, 0.2), 0.9)
    course = winding(c, horizon + 58, r.choice((-1, 1)))
    c.shape(banks(course, horizon + 58, 1.16), mix(p.far, p.light, 0.45))
    c.shape(banks(course, horizon + 58, 1), still_water(c))
    glints(c, course, horizon)
    sailboat(c, *course(horizon + 210), horizon + 210)
    grove(c, course, horizon, meadow)


Course = Callable[[float], tuple[float, float]]
"""Middle and half width of a river at a height of the picture."""


def banks(course: Course, start: float, share: float) -> list[tuple[float, float]]:
    levels = range(int(start), int(UNITS) + 24, 8)
    left = [(course(y)[0] - course(y)[1] * share, float(y)) for y in levels]
    return left + [(course(y)[0] + course(y)[1] * share, float(y)) for y in reversed(levels)]


def glints(c: Canvas, course: Course, horizon: float) -> None:
    r = c.random
    for _ in range(26):
        y = r.uniform(horizon + 80, UNITS)
        middle, half = course(y)
        length = half * r.uniform(0.15, 0.5)
        left = middle + half * r.uniform(-0.75, 0.5) - length / 2
        c.rect(left, y, length, 2 + (y - horizon) / 110, c.colors.light, 5)


def grove(c: Canvas, course: Course, horizon: float, meadow: Callable[[float], float]) -> None:
    p, r = c.colors, c.random
    for y in sorted(r.uniform(horizon + 60, 985) for _ in range(62)):
        middle, half = course(y)
        size, tone = 34 + (y - horizon) * 0.42, r.choice((p.mid, p.ink, p.second))
        x = middle + r.choice((-1, 1)) * (half * 1.25 + size * 0.35 + abs(r.gauss(0, 0.5)) * c.width * 0.42)
        if y > meadow(x):
            tree(c, x, y, size * r.uniform(0.8, 1.15), mix(p.near, tone, r.uniform(0.05, 0.5)))


def winding(c: Canvas, start: float, turn: int) -> Course:
    """Wider and slower toward the viewer."""
    origin = c.width * (0.5 + 0.12 * turn)

    def course(y: float) -> tuple[float, float]:
        near = max(0.0, (y - start) / (UNITS - start))
        swing = math.sin(near**0.62 * 7.4) * c.width * (0.03 + 0.15 * near)
        return origin + turn * swing, 7 + 215 * near**1.5

    return course


def homes(c: Canvas) -> None:
    p, r = c.colors, c.random
    sky(c, 640)
    hills(c, 560, 60, mix(p.far, p.low, 0.2))
    hills(c, 640, 50, mix(p.far, p.mid, 0.5))
    for step in range(-20, int(c.width) + 60, 70):
        tree(c, step + r.uniform(-25, 25), 770, r.uniform(190, 330), mix(p.mid, p.near, r.uniform(0.25, 0.7)))
    c.rect(0, 740, c.width, 120, mix(p.near, p.mid, 0.35))
    walls = [
        p.accent,
        mix(p.light, p.far, 0.25),
        p.second,
        mix(p.near, p.mid, 0.25),
        mix(p.accent, p.light, 0.45),
        mix(p.mid, p.light, 0.4),
    ]
    r.shuffle(walls)
    x, index = r.uniform(-60, 40), 0
    while x < c.width:
        width = r.uniform(215, 275)
        house(c, x, 800, width, r.uniform(210, 320), walls[index % len(walls)])
        x, index = x + width + r.choice((14, 26, 80)), index + 1
        if r.random() < 0.6:
            tree(c, x - 14, 812, r.uniform(120, 180), mix(p.near, p.ink, 0.15))
    c.rect(0, 800, c.width, UNITS - 800, mix(p.near, p.mid, 0.15))
    c.rect(0, 868, c.width, 36, mix(p.far, p.light, 0.45))
    c.rect(0, 926, c.width, 80, mix(p.ink, p.near, 0.2))
    for step in range(-10, int(c.width), 34):
        c.rect(step, 806, 13, 50, p.light, 5)
    c.rect(0, 820, c.width, 8, p.light)
    for _ in range(r.randint(2, 4)):
        figure(c, r.uniform(80, c.width - 80), 892, r.uniform(104, 122))


def park(c: Canvas) -> None:
    p, r = c.colors, c.random
    sky(c, 560)
    skyline_row(c, 620, 350, mix(p.far, p.low, 0.25), 0.08)
    c.fade(330, 260, p.low, 0.65)
    for step in range(-20, int(c.width) + 60, 64):
        tree(c, step + r.uniform(-20, 20), 620, r.uniform(110, 200), mix(p.mid, p.far, r.uniform(0, 0.5)))
    for level, tone in (
        (575, mix(p.mid, p.far, 0.25)),
        (680, mix(p.mid, p.near, 0.35)),
        (790, mix(p.mid, p.near, 0.8)),
    ):
        hills(c, level + 20, 26, tone)
        water_here = level == 680
        if water_here:
            pond(c, c.width * r.uniform(0.3, 0.7), 742)
        else:
            path(c, level + 30, r.choice((-1, 1)))
        for _ in range(4):
            shore = r.uniform(118, 128) if water_here else r.uniform(70, 100)
            figure(c, r.uniform(50, c.width - 50), level + shore, 60 + (level - 575) * 0.36)
    for x in (r.uniform(40, 240), c.width - r.uniform(40, 240)):
        tree(c, x, 930, r.uniform(520, 680), mix(p.near, p.ink, r.uniform(0.1, 0.4)))
    bench(c, c.width * r.uniform(0.36, 0.6), 905)


def people(c: Canvas) -> None:
    """A crowd in three rows, the nearer the larger."""
    p, r = c.colors, c.random
    c.image.paste(mix(p.top, p.low, 0.5), (0, 0, *c.image.size))
    c.disc(c.width * r.uniform(0.3, 0.7), 430, r.uniform(360, 470), mix(p.sun, p.low, 0.35))
    skyline_row(c, 780, 470, mix(p.far, p.low, 0.35))
    cuts, index = r.sample(HAIRCUTS, len(HAIRCUTS)), 0
    for row, (y, size, gap) in enumerate(((400, 120, 262), (560, 150, 330), (760, 186, 420))):
        x = r.uniform(-30, 60) + row * 90
        while x < c.width + 60:
            bust(c, x, y + r.uniform(-34, 34), size * r.uniform(0.92, 1.05), looks(c, cuts[index % len(cuts)]))
            x, index = x + gap * r.uniform(0.94, 1.1), index + 1
        if row < 2:
            c.fade(y - 60, UNITS - y + 60, mix(p.mid, p.near, 0.6), 0.5)


def lights(c: Canvas) -> None:
    """A promenade after dark."""
    p, r = c.colors, c.random
    far = c.width * r.uniform(0.38, 0.62)
    sky(c, 600, far + r.choice((-1, 1)) * r.uniform(150, 260))
    skyline_row(c, 600, 260, mix(p.far, p.mid, 0.4), 0.35, 0.6)
    c.fade(350, 250, mix(p.low, p.sun, 0.2), 0.5)
    c.rect(0, 596, c.width, UNITS - 596, mix(p.near, p.ink, 0.2))
    c.fade(596, 260, mix(p.near, p.sun, 0.35), 0.7, up=True)
    for side in (-1, 1):
        avenue(c, far, side)
    for depth in (0.1, 0.16, 0.25, 0.4, 0.64, 1.0):
        for side in (-1, 1):
            lamp(c, far + side * depth * 560, 596 + depth * 330, depth * 620)
        for _ in range(2):
            figure(c, far + r.uniform(-0.8, 0.8) * depth * 480, 600 + depth * 310, 22 + depth * 210)


def portrait(c: Canvas) -> None:
    p, r = c.colors, c.random
    ground = mix(p.top, p.low, r.uniform(0, 0.6))
    c.image.paste(ground, (0, 0, *c.image.size))
    c.disc(c.width / 2, 490, 410, mix(ground, r.choice((p.sun, p.light, p.second)), 0.55))
    cut, skin = HAIRCUTS[c.number % len(HAIRCUTS)], SKINS[(c.number * 5 + c.number // 6) % len(SKINS)]
    bust(c, c.width / 2, 430, 300, looks(c, cut, skin))
