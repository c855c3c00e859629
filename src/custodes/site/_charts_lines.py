"""
Some lines in one area, told apart by color, dash and the name at their end.
"""

from __future__ import annotations

from collections.abc import Sequence

from custodes.site._charts_key import Swatch, foot, key
from custodes.site._charts_rows import Dot, bands, days_of, runs
from custodes.site._charts_scale import Scale, text_width
from custodes.site._charts_svg import FAINT, SERIES, SIZE, SOFT, Pen, thinned

_DASHES = ("", "7 3", "2 2", "9 3 2 3")
_TALL = 260
_LINE = 15


def draw_lines(pen: Pen, points: Sequence[Dot], series: Sequence[str], *, narrow: bool) -> None:
    """
    The area, its lines, and their names: at their ends, or on a telephone in a key above.
    """
    groups = {s: [p for p in points if p.series == s] for s in series}
    if narrow:
        key(pen, [(_sample(pen, i), s) for i, s in enumerate(series)])
    values = tuple(p.value for p in points if p.value is not None)
    top = pen.bottom + 14
    scale = Scale(values, top + _TALL, top)
    left = 8 + max(text_width(scale.label(m), SIZE) for m in scale.marks)
    names = {s: _at_end(s, g, narrow=narrow) for s, g in groups.items()}
    room = 12 + max(text_width(n, SIZE, bold=True) for n in names.values())
    right = pen.width - room
    for mark in scale.marks:
        y = scale.at(mark)
        pen.line((left, y, right, y), SOFT if mark == 0 else FAINT)
        pen.text((left - 6, y + 4), scale.label(mark), anchor="end")
    days = days_of(points, left, right)
    for day, text in days.marks:
        x = days.at(day)
        pen.line((x, top + _TALL, x, top + _TALL + 4), SOFT)
        half = text_width(text, SIZE) / 2
        x = min(max(x, half), pen.width - half)
        pen.text((x, top + _TALL + 17), text, anchor="middle")
    for group in groups.values():
        for start, end in bands(group, days):
            pen.box((start, top, end - start, _TALL), pen.stripes)
    ends = {}
    for i, (name, group) in enumerate(groups.items()):
        for run in runs(group):
            found = [(days.at(p.day), scale.at(p.value or 0)) for p in run]
            pen.curve(thinned(found), SERIES[i], 2, _DASHES[i])
            pen.dot(found[-1], SERIES[i], 3)
            ends[name] = found[-1]
    for name, y in _apart({n: y for n, (_, y) in ends.items()}, top, top + _TALL).items():
        color = SERIES[list(groups).index(name)]
        pen.text((ends[name][0] + 8, y + 4), names[name], color=color, bold=True)
    pen.bottom = top + _TALL + 24
    foot(pen, points)


def _at_end(name: str, group: Sequence[Dot], *, narrow: bool) -> str:
    last = next((p.text for p in reversed(group) if p.value is not None), "")
    return last if narrow else f"{name} {last}".rstrip()


def _sample(pen: Pen, i: int) -> Swatch:
    def draw(x: float, y: float) -> None:
        pen.curve([(x, y - 4), (x + 16, y - 4)], SERIES[i], 2.5, _DASHES[i])

    return draw


def _apart(wanted: dict[str, float], top: float, bottom: float) -> dict[str, float]:
    """
    Heights of names near those wanted, a line apart and within the area.
    """
    order = sorted(wanted, key=lambda n: wanted[n])
    placed: dict[str, float] = {}
    below = top
    for name in order:
        placed[name] = max(wanted[name], below)
        below = placed[name] + _LINE
    above = bottom
    for name in reversed(order):
        placed[name] = min(placed[name], above)
        above = placed[name] - _LINE
    return placed
