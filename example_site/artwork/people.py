"""Figures and busts for the illustrations: simple shapes, many kinds of people, no faces."""

from __future__ import annotations

from typing import NamedTuple

from .canvas import HAIRS, SKINS, Canvas, Color, mix

HAIRCUTS = ("short", "afro", "bob", "long", "bun", "bald", "scarf", "curls", "quiff", "fade")
UMBER: Color = (112, 42, 34)


class Looks(NamedTuple):
    skin: Color
    hair: Color
    cloth: Color
    cut: str
    glasses: bool
    beard: bool


def looks(c: Canvas, cut: str | None = None, skin: Color | None = None) -> Looks:
    r, p = c.random, c.colors
    cut, skin = cut or r.choice(HAIRCUTS), skin or r.choice(SKINS)
    cloth = r.choice((p.accent, p.second, p.near, p.mid, mix(p.light, p.far, 0.3)))
    beard = cut in ("short", "bald", "quiff", "fade") and r.random() < 0.5
    hair = r.choice(HAIRS) if SKINS.index(skin) < 3 else r.choice((HAIRS[0], HAIRS[0], HAIRS[1], HAIRS[4]))
    return Looks(skin, hair, cloth, cut, r.random() < 0.3, beard)


def bust(c: Canvas, x: float, y: float, s: float, who: Looks) -> None:
    """Head and shoulders; the head is centered at x, y and about s wide, the body runs 2.6 s down."""
    shade = mix(who.skin, UMBER, 0.24)
    hair_behind(c, x, y, s, who)
    body(c, x, y, s, who, shade)
    for side in (-1, 1):
        c.oval(x + side * 0.5 * s, y + 0.06 * s, 0.09 * s, 0.13 * s, shade if side > 0 else who.skin)
    c.oval(x, y, 0.5 * s, 0.62 * s, who.skin)
    c.chord(x, y, 0.5 * s, 0.62 * s, (-62, 62), mix(who.skin, shade, 0.35))
    if who.beard:
        c.chord(x, y, 0.505 * s, 0.63 * s, (8, 172), who.hair)
        c.oval(x, y + 0.1 * s, 0.34 * s, 0.16 * s, who.skin)
    hair_in_front(c, x, y, s, who)
    if who.glasses:
        frame = c.colors.light if SKINS.index(who.skin) > 3 else c.colors.ink
        for side in (-1, 1):
            c.ring(x + side * 0.21 * s, y + 0.04 * s, 0.165 * s, 0.035 * s, frame)
        c.rect(x - 0.06 * s, y + 0.02 * s, 0.12 * s, 0.035 * s, frame)


def body(c: Canvas, x: float, y: float, s: float, who: Looks, shade: Color) -> None:
    dark = mix(who.cloth, c.colors.ink, 0.22)
    c.rect(x - 1.12 * s, y + 0.88 * s, 2.24 * s, 2.6 * s, who.cloth, 0.62 * s)
    slope = [(-0.24, 0.66), (0.24, 0.66), (0.95, 1.1), (-0.95, 1.1)]
    c.shape([(x + a * s, y + b * s) for a, b in slope], who.cloth)
    c.rect(x - 0.24 * s, y + 0.3 * s, 0.48 * s, 0.72 * s, shade, 0.2 * s)
    style = c.random.choice(("crew", "jacket", "vee"))
    if style == "crew":
        c.oval(x, y + 0.86 * s, 0.36 * s, 0.2 * s, dark)
        c.oval(x, y + 0.83 * s, 0.28 * s, 0.17 * s, shade)
    else:
        depth = 1.75 if style == "jacket" else 1.3
        inner = mix(c.colors.light, who.cloth, 0.12) if style == "jacket" else shade
        c.shape([(x - 0.34 * s, y + 0.78 * s), (x + 0.34 * s, y + 0.78 * s), (x, y + depth * s)], inner)
        c.chord(x, y + 0.78 * s, 0.24 * s, 0.26 * s, (0, 180), shade)
        for side in (-1, 1):
            lapel = [(0.24, 0.74), (0.46, 0.86), (0.38, depth - 0.45), (0, depth + 0.1)]
            c.shape([(x + side * a * s, y + b * s) for a, b in lapel], dark)
    c.rect(x - 0.24 * s, y + 0.3 * s, 0.48 * s, 0.5 * s, shade)


def hair_behind(c: Canvas, x: float, y: float, s: float, who: Looks) -> None:
    if who.cut == "afro":
        c.disc(x, y - 0.28 * s, 0.84 * s, who.hair)
    elif who.cut == "bob":
        c.rect(x - 0.66 * s, y - 0.78 * s, 1.32 * s, 1.45 * s, who.hair, 0.6 * s)
    elif who.cut == "long":
        c.rect(x - 0.68 * s, y - 0.78 * s, 1.36 * s, 2.3 * s, who.hair, 0.6 * s)
    elif who.cut == "bun":
        c.disc(x, y - 0.84 * s, 0.27 * s, who.hair)
    elif who.cut == "scarf":
        c.rect(x - 0.68 * s, y - 0.82 * s, 1.36 * s, 2.0 * s, scarf_color(c, who), 0.64 * s)


def scarf_color(c: Canvas, who: Looks) -> Color:
    return c.colors.second if who.cloth != c.colors.second else c.colors.accent


def hair_in_front(c: Canvas, x: float, y: float, s: float, who: Looks) -> None:
    if who.cut == "scarf":
        scarf(c, x, y, s, scarf_color(c, who), who.skin)
    elif who.cut in ("bob", "long"):
        c.chord(x, y - 0.02 * s, 0.54 * s, 0.68 * s, (195, 300), who.hair)
        c.chord(x, y - 0.02 * s, 0.54 * s, 0.68 * s, (262, 352), who.hair)
    elif who.cut == "curls":
        for step in range(9):
            across = -0.5 + step * 0.125
            c.disc(x + across * s, y - (0.62 - 1.1 * across * across) * s, (0.2 + 0.04 * (step % 2)) * s, who.hair)
    elif who.cut == "quiff":
        c.chord(x, y - 0.05 * s, 0.53 * s, 0.63 * s, (198, 346), who.hair)
        c.chord(x + 0.03 * s, y - 0.36 * s, 0.49 * s, 0.42 * s, (172, 372), who.hair)
    elif who.cut == "fade":
        c.chord(x, y - 0.02 * s, 0.515 * s, 0.63 * s, (206, 334), who.hair)
        c.rect(x - 0.46 * s, y - 0.76 * s, 0.92 * s, 0.48 * s, who.hair, 0.19 * s)
    elif who.cut != "bald":
        c.chord(x, y - 0.04 * s, 0.54 * s, 0.64 * s, (202, 338), who.hair)


def scarf(c: Canvas, x: float, y: float, s: float, cloth: Color, skin: Color) -> None:
    c.oval(x, y, 0.62 * s, 0.78 * s, cloth)
    c.rect(x - 0.62 * s, y + 0.3 * s, 1.24 * s, 0.95 * s, cloth, 0.45 * s)
    c.oval(x, y + 0.04 * s, 0.43 * s, 0.55 * s, skin)
    c.chord(x, y + 0.04 * s, 0.43 * s, 0.55 * s, (-62, 62), mix(skin, UMBER, 0.08))
    c.ring(x, y + 0.2 * s, 0.66 * s, 0.04 * s, mix(cloth, c.colors.ink, 0.2), (35, 120))


def figure(c: Canvas, x: float, y: float, height: float) -> None:
    """Somebody walking; `y` is the ground."""
    p, r = c.colors, c.random
    skin, top = r.choice(SKINS), r.choice((p.accent, p.second, p.light, p.mid))
    legs = mix(p.ink, p.near, r.uniform(0, 0.5))
    stride = height * r.choice((-0.1, 0.06, 0.1))
    c.line([(x, y - height * 0.45), (x - stride, y)], height * 0.085, legs)
    c.line([(x, y - height * 0.45), (x + stride, y)], height * 0.085, legs)
    if r.random() < 0.35:
        dress = [(x - 0.08 * height, y - 0.7 * height), (x + 0.08 * height, y - 0.7 * height)]
        c.shape([*dress, (x + height * 0.17, y - height * 0.28), (x - height * 0.17, y - height * 0.28)], top)
    c.rect(x - height * 0.115, y - height * 0.8, height * 0.23, height * 0.42, top, height * 0.1)
    c.disc(x, y - height * 0.9, height * 0.09, skin)
    c.chord(x, y - height * 0.915, height * 0.095, height * 0.09, (170, 360), r.choice(HAIRS))


def bicycle(c: Canvas, x: float, y: float, size: float) -> None:
    p, wheel = c.colors, size * 0.27
    hip, back, front = (x - size * 0.1, y - size * 0.72), (x - size * 0.4, y - wheel), (x + size * 0.4, y - wheel)
    for axle in (back, front):
        c.ring(axle[0], axle[1], wheel, size * 0.035, p.ink)
    c.line([back, (x - size * 0.04, y - wheel), (x + size * 0.3, y - size * 0.62), hip, back], size * 0.04, p.accent)
    c.line([front, (x + size * 0.3, y - size * 0.78)], size * 0.04, p.accent)
    c.line([hip, (x + size * 0.14, y - size * 0.5), (x, y - wheel)], size * 0.1, p.near)
    c.line([hip, (x + size * 0.1, y - size * 1.2)], size * 0.2, p.second)
    c.line([(x + size * 0.08, y - size * 1.15), (x + size * 0.3, y - size * 0.8)], size * 0.07, p.second)
    c.disc(x + size * 0.17, y - size * 1.42, size * 0.13, c.random.choice(SKINS))
    c.chord(x + size * 0.17, y - size * 1.44, size * 0.14, size * 0.14, (180, 360), p.ink)
