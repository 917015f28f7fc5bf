"""Bridges of three kinds over the same river."""

from __future__ import annotations

import math

from .canvas import Canvas, Color, mix
from .houses import skyline_row
from .scenery import hills, sky, water


def bridge(c: Canvas) -> None:
    p, r = c.colors, c.random
    sun = sky(c, 660)
    hills(c, 560, 55, mix(p.far, p.low, 0.3))
    skyline_row(c, 700, r.uniform(200, 320), mix(p.far, p.mid, 0.3), 0.1, 0.7)
    c.fade(430, 270, p.low, 0.6)
    hills(c, 668, 16, mix(p.mid, p.far, 0.35))
    water(c, 690, sun)
    (suspension, stayed, arches)[c.number % 3](c, p.accent if r.random() < 0.6 else p.ink)
    hills(c, 975, 34, mix(p.near, p.ink, 0.75), 1.4 + r.random() * 3)


def deck(c: Canvas, y: float, color: Color) -> None:
    c.rect(0, y, c.width, 20, color)
    c.rect(0, y + 20, c.width, 9, mix(color, c.colors.ink, 0.45))
    c.rect(0, y - 16, c.width, 4, color)


def pylon(c: Canvas, x: float, top: float, color: Color) -> None:
    for shift in (-30, 16):
        c.rect(x + shift, top, 16, 800 - top, color)
    for level in (top + 24, top + 130, top + 250):
        c.rect(x - 30, level, 62, 14, color)
    c.rect(x - 50, 778, 102, 44, mix(color, c.colors.ink, 0.6), 8)


def suspension(c: Canvas, color: Color) -> None:
    y, top, shift = 640.0, c.random.uniform(180, 260), c.random.uniform(-0.06, 0.06)
    left, right = c.width * (0.24 + shift), c.width * (0.76 + shift)
    half = (right - left) / 2

    def height(x: float) -> float:
        nearest = left if x < (left + right) / 2 else right
        if left <= x <= right:
            return y - 26 - (y - 36 - top) * ((x - (left + right) / 2) / half) ** 2
        return min(y, top + 10 + (y - top) * math.pow(abs(x - nearest) / (half * 0.95), 0.86))

    for hanger in range(0, int(c.width), 30):
        c.line([(hanger, height(hanger)), (hanger, y)], 3, color)
    c.line([(x, height(x)) for x in range(-10, int(c.width) + 20, 8)], 10, color)
    for x in (left, right):
        pylon(c, x, top - 10, color)
    deck(c, y, color)


def stayed(c: Canvas, color: Color) -> None:
    top, y, twin = c.random.uniform(130, 200), 640.0, c.random.random() < 0.5
    cable = mix(color, c.colors.light, 0.45 if c.colors.night else 0.25)
    for share in (0.28, 0.72) if twin else (c.random.uniform(0.4, 0.6),):
        x = c.width * share
        for step in range(1, 9 if twin else 14):
            for side in (-1, 1):
                c.line([(x, top + 22 + step * 12), (x + side * step * 42, y)], 4, cable)
        c.shape([(x - 12, top), (x + 12, top), (x + 36, 800), (x - 36, 800)], color)
        c.rect(x - 62, 780, 124, 40, mix(color, c.colors.ink, 0.6), 8)
    deck(c, y, color)


def arches(c: Canvas, color: Color) -> None:
    count, y = c.random.choice((3, 4, 5)), 610.0
    span = c.width / count
    offset = c.random.uniform(-0.5, 0) * span
    stone = mix(color, c.colors.far, 0.2)
    for index in range(count + 2):
        x = offset + index * span
        c.ring(x + span / 2, y + 205, span * 0.46 + 24, 46, stone, (180, 360))
        for step in range(1, 12):
            px = x + span * step / 12
            rise = math.sqrt(max(0.0, 1 - ((px - x - span / 2) / (span * 0.48)) ** 2)) * span * 0.48
            c.line([(px, y), (px, y + 205 - rise)], 8, stone)
        c.rect(x - 32, y, 64, 225, stone)
        c.rect(x - 48, y + 190, 96, 40, mix(stone, c.colors.ink, 0.5), 6)
    deck(c, y, stone)
