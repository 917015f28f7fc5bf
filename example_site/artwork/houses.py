"""Buildings, alone and in rows."""

from __future__ import annotations

import math

from .canvas import Canvas, Color, mix


def tower(c: Canvas, x: float, base: float, width: float, height: float, color: Color, lit: float = 0) -> None:
    top = base - height
    kind = c.random.choice(("flat", "flat", "step", "slant", "spire", "dome", "mast"))
    shade = mix(color, c.colors.ink, 0.16)
    if kind == "step":
        c.rect(x + width * 0.2, top - width * 0.22, width * 0.6, width * 0.3, color)
    elif kind == "slant":
        c.shape([(x, top + 1), (x + width, top + 1), (x + width, top - width * 0.4)], color)
    elif kind == "spire":
        c.shape([(x, top + 1), (x + width, top + 1), (x + width / 2, top - width * 0.9)], color)
    elif kind == "dome":
        c.disc(x + width / 2, top, width * 0.42, color)
    elif kind == "mast":
        c.rect(x + width * 0.47, top - width * 0.8, max(3, width * 0.05), width * 0.8, color)
    c.rect(x, top, width, height, color)
    c.rect(x + width * 0.74, top, width * 0.26, height, shade)
    if lit:
        windows(c, x + width * 0.1, top + 22, width * 0.54, height - 40, lit)


def windows(c: Canvas, x: float, y: float, width: float, height: float, lit: float) -> None:
    step, rise = c.random.choice(((17, 24), (21, 21), (26, 34)))
    columns, rows = max(1, int(width // step)), int(height // rise)
    inset = (width - columns * step) / 2
    for row in range(rows):
        for column in range(columns):
            if c.random.random() < lit:
                c.rect(x + inset + column * step, y + row * rise, step * 0.55, rise * 0.52, c.colors.light)


def skyline_row(c: Canvas, base: float, reach: float, color: Color, lit: float = 0, wide: float = 1) -> None:
    """Buildings side by side, tallest around a point of the row's own."""
    focus, x = c.width * c.random.uniform(0.25, 0.75), -30.0
    while x < c.width:
        width = c.random.uniform(58, 120) * wide
        crest = math.exp(-(((x - focus) / (c.width * 0.24)) ** 2))
        tower(
            c,
            x,
            base,
            width,
            reach * (0.3 + 0.75 * crest * c.random.uniform(0.55, 1) + c.random.uniform(0, 0.16)),
            color,
            lit,
        )
        x += width + c.random.choice((0, 0, 6, 26))


def facade(c: Canvas, x: float, ground: float, width: float, height: float, color: Color) -> None:
    """A house front with a shop on the ground floor."""
    p, r, top = c.colors, c.random, ground - height
    glass = mix(p.ink, p.mid, 0.35)
    color = mix(color, p.ink, 0.3) if p.night else color
    c.rect(x, top, width, height, color)
    c.rect(x - 7, top - 12, width + 14, 24, mix(color, p.ink, 0.3), 3)
    columns, floors = r.choice((2, 3, 3)), int((height - 190) // 118)
    for floor in range(floors):
        for column in range(columns):
            left, upper = x + width * (column + 0.5) / columns - 26, top + 44 + floor * 118
            c.rect(left - 5, upper - 5, 62, 86, mix(color, p.light, 0.55), 4)
            c.rect(left, upper, 52, 74, p.light if r.random() < (0.6 if p.night else 0.12) else glass, 2)
            c.rect(left - 9, upper + 76, 70, 8, mix(color, p.ink, 0.25))
    c.rect(x + 16, ground - 130, width - 32, 130, mix(color, p.ink, 0.45))
    c.rect(x + 26, ground - 118, width * 0.52, 92, mix(p.light, p.second, 0.15 if not p.night else 0.3), 3)
    c.rect(x + width * 0.72, ground - 118, width * 0.17, 118, glass, 3)
    awning(c, x + 6, ground - 152, width - 12, r.choice((p.accent, p.second, p.near)))


def awning(c: Canvas, x: float, y: float, width: float, color: Color) -> None:
    stripes = max(5, int(width // 26) | 1)
    for stripe in range(stripes):
        left, tone = x + stripe * width / stripes, color if stripe % 2 == 0 else c.colors.light
        c.rect(left, y, width / stripes + 1, 40, tone)
        c.disc(left + width / stripes / 2, y + 40, width / stripes / 2, tone)


def house(c: Canvas, x: float, ground: float, width: float, height: float, wall: Color) -> None:
    p, r, top = c.colors, c.random, ground - height
    roof = r.choice((p.ink, mix(p.ink, p.near, 0.6), mix(wall, p.ink, 0.6)))
    peak = width * r.uniform(0.38, 0.55)
    wall = mix(wall, p.ink, 0.3) if p.night else wall
    c.rect(x + width * 0.68, top - peak * 0.85, 30, peak * 0.7, mix(roof, p.accent, 0.25))
    if r.random() < 0.6:
        c.shape([(x, top + 1), (x + width, top + 1), (x + width / 2, top - peak + 16)], wall)
        c.line([(x - 16, top + 10), (x + width / 2, top - peak), (x + width + 16, top + 10)], 24, roof)
        c.disc(x + width / 2, top - peak * 0.38, 17, p.light)
    else:
        c.shape(
            [
                (x - 18, top + 8),
                (x + width + 18, top + 8),
                (x + width - 34, top - peak * 0.8),
                (x + 34, top - peak * 0.8),
            ],
            roof,
        )
    c.rect(x, top, width, height, wall)
    c.rect(x + width * 0.8, top, width * 0.2, height, mix(wall, p.ink, 0.12))
    door = x + width * r.choice((0.14, 0.62))
    c.rect(door - 8, ground - 120, 66, 120, p.light, 4)
    c.rect(door, ground - 112, 50, 112, r.choice((p.near, p.ink, p.accent if wall != p.accent else p.second)), 3)
    pane = p.light if p.night else mix(p.ink, p.mid, 0.45)
    for across in (0.14, 0.44, 0.7):
        for level in range(1 if height < 250 else 2):
            left, upper = x + width * across, top + 28 + level * 108
            if upper < ground - 190 or (abs(left - door) > 62 and upper < ground - 80):
                c.rect(left - 5, upper - 5, 54, 72, mix(wall, p.light, 0.75), 3)
                c.rect(left, upper, 44, 62, pane)
                c.rect(left, upper + 29, 44, 4, mix(wall, p.light, 0.75))


def avenue(c: Canvas, far: float, side: int) -> None:
    """House fronts that run toward the vanishing point."""
    p, r = c.colors, c.random
    depth = 0.14
    while depth < 2.2:
        after = depth * r.uniform(1.28, 1.5)
        tall = r.uniform(0.75, 1.25) * 560
        near_x, far_x = far + side * after * 760, far + side * depth * 760
        tone = mix(p.mid, p.ink, min(0.75, 0.2 + depth * 0.55))
        c.shape(
            [
                (far_x, 590 - depth * tall),
                (near_x, 590 - after * tall),
                (near_x, 600 + after * 190),
                (far_x, 600 + depth * 190),
            ],
            tone,
        )
        for row in range(5):
            for column in range(4):
                if r.random() < 0.5:
                    pane(c, far, side, (depth, after), (row, column), tall)
        depth = after


def pane(c: Canvas, far: float, side: int, span: tuple[float, float], cell: tuple[int, int], tall: float) -> None:
    row, column = cell
    edges = [span[0] + (span[1] - span[0]) * (column + share) / 4 for share in (0.28, 0.72)]
    levels = [tall * (0.9 - (row + share) * 0.19) for share in (0.0, 0.55)]
    corners = ((edges[0], levels[0]), (edges[1], levels[0]), (edges[1], levels[1]), (edges[0], levels[1]))
    color = mix(c.colors.light, c.colors.second, c.random.uniform(0, 0.5))
    c.shape([(far + side * depth * 760, 590 - depth * level) for depth, level in corners], color)
