"""
A bar a name, made of shares of all.
"""

from __future__ import annotations

from collections.abc import Sequence

from custodes.site._charts_key import Swatch, key, stripes
from custodes.site._charts_rows import Dot
from custodes.site._charts_scale import text_width
from custodes.site._charts_svg import GROUND, PALE, SERIES, SIZE, SOFT, Pen
from custodes.site._words import words

_FILLS = (SERIES[0], PALE, SERIES[1], SERIES[3])
_BAR, _STEP = 11, 19
_WHOLE = 0.995
"""Shares that are shown to the nearest percent leave this much of all."""


def draw_stacked(
    pen: Pen, points: Sequence[Dot], parts: Sequence[str], order: Sequence[str], *, narrow: bool
) -> None:
    """
    The key, then a bar a name with the first part's share as a number.

    On a telephone the name stands above its bar.
    """
    shares = {(p.at, p.series): p for p in points}
    entries = [(_sample(pen, fill), part) for part, fill in zip(parts, _FILLS, strict=False)]
    hidden = any(p.hidden for p in points)
    if hidden:
        entries.append((lambda x, y: stripes(pen, x, y), str(words()["charts"]["hidden"])))
    key(pen, entries)
    left = 0 if narrow else 10 + max((text_width(n, SIZE) for n in order), default=0)
    right = pen.width - 54
    y = pen.bottom + 8
    for name in order:
        pen.text((0, y + 10), name) if narrow else pen.text((left - 8, y + 10), name, anchor="end")
        y += 14 if narrow else 0
        first = shares[name, parts[0]]
        _bar(pen, [shares[name, p] for p in parts], left, right, y)
        told = str(words()["numbers"]["hidden"]) if first.hidden else first.text
        pen.text((right + 6, y + 10), told)
        y += _STEP
    pen.bottom = y + 4


def _bar(pen: Pen, parts: Sequence[Dot], left: float, right: float, y: float) -> None:
    x = left
    for part, fill in zip(parts, _FILLS, strict=False):
        wide = (right - left) * (part.value or 0)
        if wide:
            pen.box((x, y, wide, _BAR), fill, GROUND)
        x += wide
    shown = sum(p.value or 0 for p in parts)
    if any(p.hidden for p in parts) and shown < _WHOLE:
        pen.box((x, y, right - x, _BAR), pen.stripes, SOFT)


def _sample(pen: Pen, fill: str) -> Swatch:
    return lambda x, y: pen.box((x, y - 10, 16, 11), fill, SOFT)
