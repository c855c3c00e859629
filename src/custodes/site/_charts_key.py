"""
The keys of drawings: what a fill or a dash stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from custodes.site._charts_rows import Dot, all_hidden
from custodes.site._charts_scale import text_width, wrapped
from custodes.site._charts_svg import PALE, SERIES, SIZE, SOFT, Pen
from custodes.site._words import words

_LINE = 20
_SWATCH = 22
_NOTE, _NOTES = 16, 4
"""Height of a line of notes, and how many there may be."""

Swatch = Callable[[float, float], None]
"""Draws the sample of an entry, at the left of its base line."""


def foot(pen: Pen, points: Sequence[Dot]) -> None:
    """
    Below all else: what stripes and pale bars mean, where there are any, and what series
    are hidden all over.
    """
    w = words()["charts"]
    shown = {p.series for p in points if p.value is not None}
    entries: list[tuple[Swatch, str]] = []
    if any(p.hidden and p.series in shown for p in points):
        entries.append((lambda x, y: stripes(pen, x, y), str(w["hidden"])))
    if any(p.part and p.value is not None for p in points):
        entries.append((lambda x, y: pen.box((x, y - 10, 16, 11), PALE, SERIES[0]), str(w["part"])))
    if entries:
        key(pen, entries)
    for text in wrapped(all_hidden(points), pen.width, SIZE, most=_NOTES):
        pen.bottom += _NOTE
        pen.text((0, pen.bottom - 4), text, color=SOFT)


def stripes(pen: Pen, x: float, y: float) -> None:
    """
    The sample of what is hidden.
    """
    pen.box((x, y - 10, 16, 11), pen.stripes, SOFT)


def key(pen: Pen, entries: Sequence[tuple[Swatch, str]]) -> None:
    """
    Entries in lines as wide as the drawing, from where it ends so far.
    """
    x, y = 0.0, pen.bottom + _LINE - 4
    for swatch, name in entries:
        wide = _SWATCH + text_width(name, SIZE)
        if x and x + wide > pen.width:
            x, y = 0.0, y + _LINE
        swatch(x, y)
        pen.text((x + _SWATCH, y), name)
        x += wide + 18
    pen.bottom = y + 8
