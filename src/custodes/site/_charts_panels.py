"""
Small multiples: lines over days or bars over years, a panel a series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from custodes.site._charts_key import foot
from custodes.site._charts_rows import Dot, bands, days_of, runs
from custodes.site._charts_scale import Days, Scale, text_width, wrapped
from custodes.site._charts_svg import FAINT, PALE, SERIES, SIZE, SOFT, Pen, thinned

_GAP = 26
_LINE = 15
_TALL, _LOW = 230, 96
_ABOVE = 16
"""Pixels above a panel's area, for the number at its highest point."""
_AT_END = 100
"""Narrower areas than this have no room for the last number beside the line."""
_SMALL = 11


@dataclass(frozen=True, slots=True)
class Look:
    """
    How panels look.
    """

    shared: bool
    """One scale for all, side by side; else each its own, one below the other."""
    bars: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    top: float
    bottom: float
    beside: float
    """Pixels at its right for a number."""

    @property
    def width(self) -> float:
        return self.right - self.left


def draw_panels(
    pen: Pen, points: Sequence[Dot], series: Sequence[str], look: Look, *, narrow: bool
) -> None:
    """
    All panels and the key below them.
    """
    every = {s: [p for p in points if p.series == s] for s in series}
    groups = {s: g for s, g in every.items() if any(p.value is not None for p in g)}
    series = list(groups)
    scales = _scales(groups, look)
    columns = _columns(len(series), narrow=narrow) if look.shared else 1
    left = 8 + max(text_width(s.label(m), SIZE) for s in scales.values() for m in s.marks)
    cell = (pen.width - left - _GAP * (columns - 1)) / columns
    room = _room(points, look, cell)
    tall = _TALL if len(series) == 1 else _LOW
    top = 4.0
    for start in range(0, len(series), columns):
        names = series[start : start + columns]
        heads = [
            wrapped(n, cell if i else cell + left, SIZE + 1, bold=True) for i, n in enumerate(names)
        ]
        deep = max(len(h) for h in heads)
        plot = top + _LINE * deep + (_ABOVE if any(names) else 4)
        for i, (name, head) in enumerate(zip(names, heads, strict=True)):
            x = left + i * (cell + _GAP)
            for n, text in enumerate(head):
                y = top + _LINE * (deep - len(head) + n + 0.8)
                pen.text((x if i else 0, y), text, size=SIZE + 1, bold=True)
            box = _Box(x, x + cell - room, plot, plot + tall, room)
            _grid(pen, box, scales[name], labels=i == 0)
            draw = _bars if look.bars else _lines
            draw(pen, box, scales[name], groups[name], points)
        top = plot + tall + 2 * _LINE + 8
    pen.bottom = top - 4
    foot(pen, points)


def _columns(panels: int, *, narrow: bool) -> int:
    most = 2 if narrow or panels in (2, 4) else 3
    return min(most, panels)


def _scales(groups: Mapping[str, Sequence[Dot]], look: Look) -> dict[str, Scale]:
    """
    Scales whose pixels are set when the panel is.
    """
    values = {s: tuple(p.value for p in g if p.value is not None) for s, g in groups.items()}
    if look.shared:
        every = tuple(v for found in values.values() for v in found)
        values = dict.fromkeys(values, every)
    count = 4 if len(groups) == 1 else 3
    return {s: Scale(v, 0, 0, percent=look.percent, count=count) for s, v in values.items()}


def _room(points: Sequence[Dot], look: Look, cell: float) -> float:
    """
    Pixels at the right for the last number of a line, and none beside bars.
    """
    wide = max((text_width(p.text, SIZE, bold=True) for p in points), default=0) + 8
    if look.bars:
        return 4
    return wide if cell - wide >= _AT_END else 6


def _grid(pen: Pen, box: _Box, scale: Scale, *, labels: bool) -> None:
    placed = replace(scale, start=box.bottom, end=box.top)
    for mark in scale.marks:
        y = placed.at(mark)
        pen.line((box.left, y, box.right, y), SOFT if mark == 0 else FAINT)
        if labels:
            pen.text((box.left - 6, y + 4), scale.label(mark), anchor="end")


def _lines(pen: Pen, box: _Box, scale: Scale, group: Sequence[Dot], every: Sequence[Dot]) -> None:
    days = days_of(every, box.left, box.right)
    placed = replace(scale, start=box.bottom, end=box.top)
    for start, end in bands(group, days):
        pen.box((start, box.top, end - start, box.bottom - box.top), pen.stripes)
    for run in runs(group):
        found = [(days.at(p.day), placed.at(p.value or 0)) for p in run]
        if len(found) > 1:
            pen.curve(thinned(found), SERIES[0])
        else:
            pen.dot(found[0], SERIES[0])
    _time(pen, box, days)
    last = next((p for p in reversed(group) if p.value is not None), None)
    if last is None or last.value is None:
        return
    x, y = days.at(last.day), placed.at(last.value)
    pen.dot((x, y), SERIES[0])
    if x >= box.right - 1 and box.beside > text_width(last.text, SIZE, bold=True):
        pen.text((x + 6, y + 4), last.text, bold=True)
    else:
        pen.text((x, y - 7), last.text, anchor="end", bold=True, halo=True)


def _time(pen: Pen, box: _Box, days: Days) -> None:
    """
    Marks and words below the area; none reaches over its ends by more than there is room.
    """
    for day, text in days.marks:
        x, half = days.at(day), text_width(text, SIZE) / 2
        pen.line((x, box.bottom, x, box.bottom + 4), SOFT)
        x = min(max(x, half), pen.width - half)
        pen.text((x, box.bottom + 17), text, anchor="middle")


def _bars(pen: Pen, box: _Box, scale: Scale, group: Sequence[Dot], every: Sequence[Dot]) -> None:
    slots = sorted({p.at for p in every})
    slot = box.width / len(slots)
    bar = min(slot * 0.74, 56)
    placed = replace(scale, start=box.bottom, end=box.top)
    base = placed.at(0)
    told = [p for p in group if p.value is not None and p.text]
    if told and max(text_width(p.text, _SMALL) for p in told) > slot:
        told = told[-1:]
    for p in group:
        middle = box.left + slot * (slots.index(p.at) + 0.5)
        if p.hidden:
            pen.box((middle - bar / 2, box.top, bar, box.bottom - box.top), pen.stripes)
        if p.value is None:
            continue
        y = placed.at(p.value)
        # None is a line: a bar of no height would look like a number that is not there.
        area = (middle - bar / 2, min(y, base) - 1, bar, abs(base - y) + 1)
        pen.box(area, *((PALE, SERIES[0]) if p.part else (SERIES[0],)))
        if p in told:
            x = min(middle, pen.width - text_width(p.text, _SMALL) / 2)
            pen.text((x, min(y, base) - 5), p.text, anchor="middle", size=_SMALL, halo=True)
    each = -(-max(text_width(s, SIZE) + 8 for s in slots) // slot)
    for i, name in enumerate(slots):
        if (len(slots) - 1 - i) % each == 0:
            middle = box.left + slot * (i + 0.5)
            pen.text((middle, box.bottom + 16), name, anchor="middle")
