"""
The points of a drawing: what is shown, what is hidden, and what nobody counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from custodes.site._charts_scale import Days
from custodes.site._charts_svg import Pen
from custodes.site._words import say

Row = Mapping[str, object]

_LEAST = 3
_PART = 5
"""Of a drawing one point in five is shown, or there is none."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    What is drawn, and how it is drawn with a pen; *narrow* is for a telephone.
    """

    points: Sequence[Dot]
    draw: Callable[[Pen, bool], None]

    @property
    def hidden(self) -> int:
        """
        How many points are hidden.
        """
        return sum(p.hidden for p in self.points)

    @property
    def shown(self) -> int:
        """
        How many points have a number.
        """
        return sum(p.value is not None for p in self.points)

    @property
    def instead(self) -> str:
        """
        The sentence that stands for it where too much is hidden. Empty: it is drawn.
        """
        every = self.hidden + self.shown
        if self.hidden and (self.shown < _LEAST or self.shown * _PART < every):
            return say("charts", "too_little", hidden=f"{self.hidden:,}", all=f"{every:,}")
        return ""

    @property
    def told(self) -> str:
        """
        How many points are hidden, in words. Empty: none.
        """
        every = self.hidden + self.shown
        if not self.hidden:
            return ""
        said = say("charts", "hidden_points", hidden=f"{self.hidden:,}", all=f"{every:,}")
        return " ".join(filter(None, (said, all_hidden(self.points))))


@dataclass(frozen=True, slots=True)
class Dot:
    """
    One point: a group of a series.
    """

    series: str
    at: str
    """A day (ISO text), a year or a name."""
    value: float | None
    hidden: bool
    text: str
    """The value as its table prints it. Empty: it stands nowhere in the drawing."""
    part: bool = False
    """Whether only part of its time was counted."""

    @property
    def day(self) -> dt.date:
        """
        Its day; of a month or a year the first.
        """
        return dt.date.fromisoformat(f"{self.at}-01-01"[:10])


def dots(rows: Sequence[Row], *, percent: bool = False) -> list[Dot]:
    """
    Rows with ``day``, ``value`` (null: not shown), and what else is known of them.

    ``hidden`` says whether a value that is not shown is hidden (left out: it is), ``text``
    how a table prints it, ``series`` whose it is, ``part`` whether only part of
    its time was counted.
    """
    found = []
    for r in rows:
        value = r["value"]
        number = float(value) if isinstance(value, int | float) else None
        hidden = number is None and bool(r.get("hidden", True))
        text = "" if number is None else str(r.get("text") or _text(number, percent=percent))
        series, day, part = str(r.get("series", "")), str(r["day"]), bool(r.get("part"))
        found.append(Dot(series, day, number, hidden, text, part))
    return found


def _text(value: float, *, percent: bool) -> str:
    if percent:
        return f"{value:.1%}"
    return f"{value:,.0f}" if value == round(value) else ""


def all_hidden(points: Sequence[Dot]) -> str:
    """
    The series of which nothing is shown, in words. Empty: none, or there is one series only.
    """
    shown = {p.series for p in points if p.value is not None}
    hidden = dict.fromkeys(p.series for p in points if p.hidden and p.series not in shown)
    if not hidden or not shown:
        return ""
    return say("charts", "all_hidden", series="; ".join(hidden))


def runs(points: Sequence[Dot]) -> Iterator[list[Dot]]:
    """
    Points that stand side by side with a number: what one line goes through.
    """
    for shown, found in groupby(points, key=lambda p: p.value is not None):
        if shown:
            yield list(found)


def days_of(points: Sequence[Dot], start: float, end: float) -> Days:
    """
    The scale of all days of some points.
    """
    found = [p.day for p in points]
    return Days(min(found), max(found), start, end)


def bands(points: Sequence[Dot], days: Days) -> Iterator[tuple[float, float]]:
    """
    From and to of each stretch of hidden days: half a step to each side, 2 pixels at least.
    """
    found = sorted({p.day for p in points})
    steps = [(b - a).days for a, b in pairwise(found)]
    half = dt.timedelta(days=median(steps) / 2 if steps else 1)
    for hidden, stretch in groupby(points, key=lambda p: p.hidden):
        kept = list(stretch)
        if not hidden:
            continue
        start, end = (days.at(d) for d in (kept[0].day - half, kept[-1].day + half))
        start, end = max(start, days.start), min(end, days.end)
        room = max(0, 2 - (end - start)) / 2
        yield start - room, end + room
