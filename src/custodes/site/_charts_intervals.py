"""
Estimates with their intervals, one below the other, against what no difference would be.
"""

from __future__ import annotations

from collections.abc import Sequence

from custodes.site._charts import NARROW, WIDE
from custodes.site._charts_scale import Scale, text_width, wrapped
from custodes.site._charts_svg import FAINT, SERIES, SIZE, SOFT, Pen
from custodes.site._shown import Chart, Number

_ROW, _HEAD, _FOOT = 26, 24, 26
_MOST, _GAP = 290, 14
"""Pixels that a name may take, and those between words and drawing."""
_NARROW_ROW, _MARGIN = 42, 14
_FAR = 3
"""An interval that ends farther out than so many times the farthest estimate runs off."""


def intervals(
    rows: Sequence[tuple[str, Number]],
    *,
    id: str,
    title: str,
    alternative: str,
    none: float,
    axis: str,
) -> Chart:
    """
    A line an estimate, from one end of its interval to the other, with a dot for itself.

    Args:
        rows: Names and numbers that are shown, each with its interval; the first on top.
        id: Of the drawing; unlike any other on its page.
        title: Its caption.
        alternative: All of it in words.
        none: What an estimate is where there is no difference: a line through all rows.
        axis: What is measured.
    """
    drawn = []
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        pen = Pen(f"{id}-{name}", width)
        _draw(pen, rows, none, axis, narrow=width == NARROW)
        drawn.append(pen.svg(title, alternative))
    return Chart(id, title, alternative, *drawn)


def _draw(
    pen: Pen, rows: Sequence[tuple[str, Number]], none: float, axis: str, *, narrow: bool
) -> None:
    start, end = (_MARGIN, pen.width - _MARGIN) if narrow else _between(rows, pen.width)
    scale = _scale(rows, none, start, end)
    high = _NARROW_ROW if narrow else _ROW
    bottom = _HEAD + high * len(rows)
    pen.text((start if narrow else 0, SIZE), axis, color=SOFT)
    for mark in scale.marks:
        x = scale.at(mark)
        pen.line((x, _HEAD, x, bottom), FAINT)
        pen.text((x, bottom + SIZE + 4), scale.label(mark), anchor="middle", color=SOFT)
    pen.curve([(scale.at(none), _HEAD), (scale.at(none), bottom)], SOFT, 1.5, "4 3")
    for i, (name, number) in enumerate(rows):
        top = _HEAD + high * i
        y = top + (high - 10 if narrow else high / 2)
        _estimate(pen, number, scale, y)
        if narrow:
            room = pen.width - 2 * _MARGIN - text_width(number.text, SIZE) - 8
            pen.text((start, top + SIZE + 4), _short(name, room), halo=True)
            pen.text((end, top + SIZE + 4), number.text, anchor="end", halo=True)
        else:
            pen.text((start - _GAP, y + 4), _short(name, _MOST), anchor="end")
            pen.text((end + _GAP, y + 4), number.text)
    pen.bottom = bottom + _FOOT


def _between(rows: Sequence[tuple[str, Number]], width: float) -> tuple[float, float]:
    """
    Where the drawing begins and ends, beside the names and the numbers.
    """
    names = min(_MOST, max(text_width(name, SIZE) for name, _ in rows))
    numbers = max(text_width(n.text, SIZE) for _, n in rows)
    return names + 2 * _GAP, width - numbers - 2 * _GAP


def _short(name: str, room: float) -> str:
    return next(iter(wrapped(name, room, SIZE, 1)), name)


def _scale(rows: Sequence[tuple[str, Number]], none: float, start: float, end: float) -> Scale:
    """
    Wide enough for every estimate, and for its interval unless that is very wide.
    """
    far = max(abs((n.value or 0) - none) for _, n in rows) * _FAR
    ends = [e for _, n in rows for e in (n.ends or ())]
    kept = [min(max(e, none - far), none + far) for e in ends]
    values = [n.value or 0 for _, n in rows]
    percent = rows[0][1].kind == "share"
    return Scale((*kept, *values, none), start, end, percent=percent)


def _estimate(pen: Pen, number: Number, scale: Scale, y: float) -> None:
    low, high = number.ends or (number.value or 0, number.value or 0)
    least, most = scale.marks[0], scale.marks[-1]
    left, right = (scale.at(min(max(e, least), most)) for e in (low, high))
    pen.line((left, y, right, y), SERIES[0], 2.5)
    for end, inside in ((left, low >= least), (right, high <= most)):
        if inside:
            pen.line((end, y - 5, end, y + 5), SERIES[0], 1.5)
    pen.dot((scale.at(number.value or 0), y), SERIES[0], 4.5)
