"""
A map as SVG: areas, borders, names on them, and the key below.

Written by hand because the lines are already projected: nothing is left to compute.
Colors are variables of the page (``geometry/map.css``) with a value to fall back on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markupsafe import Markup, escape

from custodes.site.geometry import Line, atlas

FILLS = ("#e4eef8", "#b5d0ea", "#77a8d6", "#3a75b5", "#0b3a70")
ON_FILLS = ("#10202f", "#10202f", "#10202f", "#ffffff", "#ffffff")
_PLAIN, _LINE, _INK = "var(--ground,#fff)", "var(--soft,#545b64)", "var(--ink,#1b1f24)"
_LEFT, _TOP, _BOTTOM = -240, 40, 2440
_CHARACTER = 0.54
"""Width of a letter, in parts of its height, to lay out the key by."""

_FAINT = 1
"""Borders narrower than this many pixels have no dark line in them."""
HIDDEN, NOTHING = "hidden", "nothing"
Fill = int | str
"""The place of a class, `HIDDEN` or `NOTHING`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """
    Something to fill: its lines, what with, what a pointer is told, what is written on it.
    """

    lines: tuple[Line, ...]
    fill: Fill
    told: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """
    One of the two sizes a map is drawn at.
    """

    name: str
    pixels: int
    step: int
    """Units of the grid to one unit of the drawing."""
    least: float
    """Corners that add less area than this, on the grid, are not drawn."""
    named: bool
    """Whether there is room for names."""

    @property
    def unit(self) -> float:
        """
        Units of the drawing to one pixel of the page.
        """
        return (atlas().width - _LEFT) / self.step / self.pixels


SIZES = (Size("wide", 940, 2, 12, named=True), Size("narrow", 340, 8, 90, named=False))


def svg(
    size: Size,
    id: str,
    title: str,
    alternative: str,
    shapes: Sequence[Shape],
    borders: Sequence[tuple[Sequence[Line], float]],
    key: Sequence[tuple[Fill, str]],
    notes: Sequence[str],
) -> Markup:
    """
    One drawing. *borders* are lines with their width in pixels; *notes* go below the key.
    """
    unique = f"{id}-{size.name}"
    left, top = _LEFT // size.step, _TOP // size.step
    width, bottom = (atlas().width - _LEFT) // size.step, _BOTTOM // size.step
    below, end = _below(size, unique, key, notes, (left, bottom, width))
    used = {s.fill for s in shapes} | {fill for fill, _ in key}
    parts = [
        f'<svg class="drawing map" role="img" aria-labelledby="{unique}-t {unique}-d" ',
        f'width="{size.pixels}" viewBox="{left} {top} {width} {round(end) - top}">',
        f'<title id="{unique}-t">{escape(title)}</title>',
        f'<desc id="{unique}-d">{escape(alternative)}</desc>',
        _patterns(unique, size.unit, used),
        f'<g fill-rule="evenodd" stroke="{_LINE}" stroke-width="{0.5 * size.unit:.2g}">',
        *(_shape(s, unique, size) for s in shapes),
        "</g>",
        *(_border(f"{unique}-{i}", lines, w, size) for i, (lines, w) in enumerate(borders)),
        *(_names(shapes, size) if size.named else ()),
        below,
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704  drawn by us; its text is escaped


def path(lines: Iterable[Line], step: int) -> str:
    """
    Lines as path data: each begins where it must and goes on by steps.

    >>> path([((0, 0), (8, 0), (8, 4), (0, 0))], 4)
    'M0,0l2,0 0,1z'
    """
    return "".join(_line(line, step) for line in lines)


def _line(line: Line, step: int) -> str:
    points = [(round(x / step), round(y / step)) for x, y in line]
    closed = line[0] == line[-1]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if (x, y) != (a, b)]
    if len(steps) < 2 and closed:  # noqa: PLR2004
        return ""
    body = " ".join(f"{x},{y}" for x, y in (steps[:-1] if closed else steps))
    (x, y), end = points[0], "z" if closed else ""
    return f"M{x},{y}l{body.replace(' -', '-').replace(',-', '-')}{end}" if body else ""


def _border(id: str, lines: Sequence[Line], pixels: float, size: Size) -> str:
    """
    A pale line with a dark one in it, which shows on any fill; a faint one is pale only.
    """
    data = path(lines, size.step)
    drawn = (
        f'<path id="{id}" d="{data}" fill="none"/>'
        f'<use href="#{id}" stroke="{_PLAIN}" stroke-width="{pixels * size.unit:.2g}"/>'
    )
    if pixels < _FAINT:
        return drawn
    return (
        f'{drawn}<use href="#{id}" stroke="{_LINE}" stroke-width="{pixels * size.unit / 3:.2g}"/>'
    )


def _shape(shape: Shape, unique: str, size: Size) -> str:
    data = path(shape.lines, size.step)
    told = f"<title>{escape(shape.told)}</title>" if shape.told and size.named else ""
    fill = _paint(shape.fill, unique)
    return (
        f'<path d="{data}" fill="{fill}">{told}</path>'
        if told
        else f'<path d="{data}" fill="{fill}"/>'
    )


def _paint(fill: Fill, unique: str) -> str:
    if isinstance(fill, int):
        return f"var(--m{fill + 1},{FILLS[fill]})"
    return f"url(#{unique}-{fill})"


def _patterns(unique: str, unit: float, used: set[Fill]) -> str:
    """
    Stripes for what is hidden, dots for what has no number.
    """
    made = []
    side = 6 * unit
    open_tag = (
        '<pattern id="{id}" width="{side:.3g}" height="{side:.3g}" patternUnits="userSpaceOnUse"'
        '{more}><rect width="{side:.3g}" height="{side:.3g}" fill="{ground}"/>'
    )
    if HIDDEN in used:
        begin = open_tag.format(
            id=f"{unique}-{HIDDEN}",
            side=side,
            ground=_PLAIN,
            more=' patternTransform="rotate(45)"',
        )
        made.append(
            f'{begin}<rect width="{1.8 * unit:.3g}" height="{side:.3g}" fill="{_LINE}"/></pattern>'
        )
    if NOTHING in used:
        begin = open_tag.format(id=f"{unique}-{NOTHING}", side=side, ground=_PLAIN, more="")
        at, radius = side / 2, unit * 0.8
        made.append(
            f'{begin}<circle cx="{at:.3g}" cy="{at:.3g}" r="{radius:.2g}" fill="{_LINE}"/></pattern>'
        )
    return f"<defs>{''.join(made)}</defs>" if made else ""


def _names(shapes: Sequence[Shape], size: Size) -> Iterator[str]:
    """
    The names of the shapes that have room for theirs.
    """
    height = 12 * size.unit
    yield f'<g font-size="{height:.3g}" text-anchor="middle" font-family="sans-serif" font-weight="600" pointer-events="none">'
    for shape in shapes:
        if not shape.name:
            continue
        x, y, room = _middle(max(shape.lines, key=_extent))
        if room / size.step < len(shape.name) * height * 0.3:
            continue
        ink, halo = _on(shape.fill)
        around = (
            f' stroke="{halo}" stroke-width="{3 * size.unit:.2g}" paint-order="stroke"'
            if halo
            else ""
        )
        at = f'x="{x / size.step:.0f}" y="{y / size.step + height * 0.36:.0f}"'
        yield f'<text {at} fill="{ink}"{around}>{escape(shape.name)}</text>'
    yield "</g>"


def _on(fill: Fill) -> tuple[str, str]:
    if isinstance(fill, int):
        return f"var(--on-m{fill + 1},{ON_FILLS[fill]})", ""
    return _INK, _PLAIN


def _extent(line: Line) -> int:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


@cache
def _middle(line: Line) -> tuple[float, float, float]:
    """
    The point inside a line that is farthest from it, of a few, and how far that is.
    """
    xs, ys = [x for x, _ in line], [y for _, y in line]
    parts = 12
    best = (0.0, 0.0, 0.0)
    for i in range(1, parts):
        y = min(ys) + (max(ys) - min(ys)) * i / parts + 0.5
        for k in range(1, parts):
            x = min(xs) + (max(xs) - min(xs)) * k / parts
            if _inside(x, y, line):
                room = _room(x, y, line, best[2])
                best = max(best, (x, y, room), key=lambda b: b[2])
    return best


def _room(x: float, y: float, line: Line, least: float) -> float:
    """
    How far a point is from a line; none as soon as that is no more than *least*.
    """
    room = float("inf")
    for a, b in pairwise(line):
        room = min(room, _away(x, y, a, b))
        if room <= least:
            return 0.0
    return room


def _away(x: float, y: float, a: tuple[int, int], b: tuple[int, int]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((x - a[0]) * dx + (y - a[1]) * dy) / ((dx * dx + dy * dy) or 1)
    along = min(1.0, max(0.0, along))
    return float(((x - a[0] - along * dx) ** 2 + (y - a[1] - along * dy) ** 2) ** 0.5)


def _inside(x: float, y: float, line: Line) -> bool:
    crossed = 0
    for (ax, ay), (bx, by) in pairwise(line):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossed += 1
    return crossed % 2 == 1


def _below(
    size: Size,
    unique: str,
    key: Sequence[tuple[Fill, str]],
    notes: Sequence[str],
    room: tuple[int, int, int],
) -> tuple[str, float]:
    """
    The key and the notes, laid out by the width of their words; and where they end.
    """
    left, top, width = room
    height, box = 13 * size.unit, 16 * size.unit
    left += round(size.unit)
    x, y = float(left), top + 8 * size.unit
    made = [f'<g font-size="{height:.3g}" font-family="sans-serif" fill="{_INK}">']
    for fill, words in key:
        wide = box * 1.5 + len(words) * height * _CHARACTER + box
        if x > left and x + wide > left + width:
            x, y = float(left), y + box * 1.5
        made.append(
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{box * 1.3:.0f}" height="{box:.0f}"'
            f' fill="{_paint(fill, unique)}" stroke="{_LINE}" stroke-width="{size.unit:.2g}"/>'
            f'<text x="{x + box * 1.6:.0f}" y="{y + box * 0.8:.0f}">{escape(words)}</text>'
        )
        x += wide
    y += box * 1.5
    for note in notes:
        for row in _wrapped(note, int(width / (height * _CHARACTER))):
            y += height * 1.3
            made.append(f'<text x="{left}" y="{y:.0f}">{escape(row)}</text>')
    made.append("</g>")
    return "".join(made), y + height * 0.6


def _wrapped(text: str, letters: int) -> Iterator[str]:
    row = ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > letters:
            yield row
            row = word
        else:
            row = f"{row} {word}".strip()
    if row:
        yield row
