"""A dashboard without words, one of the illustrations."""

from __future__ import annotations

from collections.abc import Callable

from .canvas import UNITS, Canvas, mix


def charts(c: Canvas) -> None:
    """A dashboard without words."""
    p, r = c.colors, c.random
    c.image.paste(mix(p.low, p.top, 0.4), (0, 0, *c.image.size))
    c.disc(c.width * r.uniform(0.1, 0.9), r.uniform(100, 900), r.uniform(380, 520), mix(p.low, p.far, 0.5))
    kinds = [bars, area, donut, dots, strips, bars, area]
    r.shuffle(kinds)
    gap, cut, split = 34, r.choice((0.38, 0.5, 0.6)), r.choice((0.42, 0.5, 0.58))
    left, inner, high = 70.0, c.width - 140 - 2 * gap, UNITS - 140 - gap
    for column, share in enumerate(r.choice(((0.3, 0.42, 0.28), (0.44, 0.28, 0.28), (0.28, 0.28, 0.44)))):
        width, top = inner * share, 70.0
        level = (cut, split, 1 - cut)[column]
        for height in (high * level, high * (1 - level)):
            card(c, left, top, width, height, kinds.pop())
            top += height + gap
        left += width + gap


Chart = Callable[[Canvas, float, float, float, float, bool], None]


def card(c: Canvas, x: float, y: float, width: float, height: float, chart: Chart) -> None:
    p = c.colors
    dark = c.random.random() < 0.4
    c.rect(x + 5, y + 12, width, height, mix(p.low, p.ink, 0.22), 30)
    c.rect(x, y, width, height, p.ink if dark else p.light, 30)
    chart(c, x + 44, y + 44, width - 88, height - 88, dark)


def bars(c: Canvas, x: float, y: float, width: float, height: float, dark: bool) -> None:
    p, count = c.colors, max(4, int(width // 62))
    peak = c.random.randrange(count)
    for index in range(count):
        rise = height * (0.25 + 0.5 * index / count + c.random.uniform(0, 0.24))
        tone = p.accent if index == peak else mix(p.mid, p.light if dark else p.near, 0.25)
        c.rect(x + index * width / count, y + height - rise, width / count * 0.62, rise, tone, 9)


def area(c: Canvas, x: float, y: float, width: float, height: float, dark: bool) -> None:
    p, count = c.colors, 8
    for level, tone in ((0.45, mix(p.mid, p.ink if dark else p.light, 0.35)), (0.85, p.accent)):
        run = [
            (
                x + width * i / (count - 1),
                y + height * (1 - level * (0.3 + 0.55 * i / count + c.random.uniform(0, 0.22))),
            )
            for i in range(count)
        ]
        if tone != p.accent:
            c.shape([(x, y + height), *run, (x + width, y + height)], tone)
        else:
            c.line(run, 9, tone)
            for px, py in run:
                c.disc(px, py, 13, tone)
                c.disc(px, py, 6, p.ink if dark else p.light)
    c.rect(x, y + height, width, 4, mix(p.mid, p.light, 0.3))


def donut(c: Canvas, x: float, y: float, width: float, height: float, dark: bool) -> None:
    p, radius = c.colors, min(width, height) / 2
    turn, tones = c.random.uniform(-120, 0), (p.accent, p.second, p.mid, mix(p.far, p.near, 0.5 if not dark else 0.1))
    for tone, span in zip(tones, (140, 95, 75, 50), strict=True):
        c.ring(x + width / 2, y + height / 2, radius, radius * 0.42, tone, (turn + 2, turn + span - 2))
        turn += span


def dots(c: Canvas, x: float, y: float, width: float, height: float, dark: bool) -> None:
    p, step = c.colors, 44
    columns, rows = max(3, int(width // step)), max(3, int(height // step))
    share = c.random.uniform(0.35, 0.7) * columns * rows
    for index in range(columns * rows):
        px, py = x + (index % columns + 0.5) * width / columns, y + (index // columns + 0.5) * height / rows
        c.disc(px, py, 15, p.second if index < share else mix(p.mid, p.ink if dark else p.light, 0.6))


def strips(c: Canvas, x: float, y: float, width: float, height: float, dark: bool) -> None:
    p, count = c.colors, max(3, int(height // 64))
    for index in range(count):
        top, thick = y + index * height / count, height / count * 0.5
        share = c.random.uniform(0.3, 0.95) * width
        c.rect(x, top, width, thick, mix(p.mid, p.ink if dark else p.light, 0.75), thick / 2)
        c.rect(x, top, share, thick, (p.accent, p.near if not dark else p.far, p.second)[index % 3], thick / 2)
