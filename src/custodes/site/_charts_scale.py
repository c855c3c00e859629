"""
Scales of drawings: where a number and a day lie, and what is written at the axes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from custodes.site._words import words

_STEPS = (1, 2, 2.5, 5, 10)
_EACH_MONTH = (1, 3, 6)
_EACH_YEAR = (1, 2, 5, 10, 20, 50)
_YEARS_ONLY = 3
"""A span of so many years is marked by years alone."""
_YEAR_ROOM, _MONTH_ROOM = 40, 66
"""Pixels that a year, and a month with its year, need for themselves."""
_WIDE, _THIN = frozenset("MWmw%@"), frozenset("iljtfrI.,:;'|!()[] ")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """
    About how wide a text is in pixels, in a wide font without serifs.

    >>> round(text_width("60,000", 12))
    42
    """
    ems = (
        0.92 if c in _WIDE else 0.35 if c in _THIN else 0.7 if c.isupper() else 0.62 for c in text
    )
    return size * sum(ems) * (1.1 if bold else 1)


def wrapped(
    text: str, width: float, size: float, most: int = 2, *, bold: bool = False
) -> list[str]:
    """
    A text in lines of at most a width; what is left after the last line is cut.
    """

    def fits(line: str) -> bool:
        return text_width(line, size, bold=bold) <= width

    lines = [""] if text else []
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and not fits(longer):
            lines.append(word)
        else:
            lines[-1] = longer
    kept = lines[:most]
    if lines[most:]:
        kept[-1] = " ".join(lines[most - 1 :])
    return [_cut(line, fits) for line in kept]


def _cut(text: str, fits: Callable[[str], bool]) -> str:
    if fits(text):
        return text
    kept = text
    while kept and not fits(f"{kept}…"):
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


@dataclass(frozen=True)
class Scale:
    """
    Numbers on a line of pixels, with none always on it and whole steps marked.
    """

    values: Sequence[float]
    start: float
    end: float
    percent: bool = False
    count: int = 4

    @cached_property
    def step(self) -> float:
        """
        The distance of two marks: a round number, and a whole one where all numbers are.
        """
        whole = not self.percent and all(v == round(v) for v in self.values)
        span = max((0, *self.values)) - min((0, *self.values))
        raw = (span or 1) / self.count
        raw = max(raw, 1) if whole else raw
        size = 10.0 ** math.floor(math.log10(raw))
        steps = (s * size for s in _STEPS)
        return next(s for s in steps if s >= raw * 0.999 and not (whole and s % 1))

    @cached_property
    def marks(self) -> tuple[float, ...]:
        """
        The numbers that are marked; the first and the last are the ends.
        """
        low = math.floor(min((0, *self.values)) / self.step + 1e-9)
        high = math.ceil(max((0, *self.values)) / self.step - 1e-9)
        return tuple(i * self.step for i in range(low, max(high, low + 1) + 1))

    def at(self, value: float) -> float:
        """
        The pixel of a number.
        """
        low, high = self.marks[0], self.marks[-1]
        return self.start + (self.end - self.start) * (value - low) / (high - low)

    def label(self, mark: float) -> str:
        """
        A mark as written at the axis.
        """
        if self.percent:
            whole = round(100 * self.step, 6) % 1 == 0
            return f"{mark:.0%}" if whole else f"{mark:.1%}"
        digits = next(d for d in range(9) if math.isclose(n := self.step * 10**d, round(n)))
        return f"{mark:,.{digits}f}"


@dataclass(frozen=True)
class Days:
    """
    Days on a line of pixels, from the first to the last.
    """

    first: dt.date
    last: dt.date
    start: float
    end: float

    def at(self, day: dt.date) -> float:
        """
        The pixel of a day; the middle, where there is one day only.
        """
        span = (self.last - self.first).days
        if not span:
            return (self.start + self.end) / 2
        return self.start + (self.end - self.start) * (day - self.first).days / span

    @cached_property
    def marks(self) -> tuple[tuple[dt.date, str], ...]:
        """
        The days that are marked, and what is written there: years or months.
        """
        for each in _EACH_MONTH if self._years < _YEARS_ONLY else ():
            found = list(self._months(each))
            if self._apart(found, _MONTH_ROOM):
                return tuple((d, short_month(d)) for d in found)
        for years in _EACH_YEAR:
            found = [d for d in self._months(12) if d.year % years == 0]
            if self._apart(found, _YEAR_ROOM):
                return tuple((d, str(d.year)) for d in found)
        return ((self.first, short_month(self.first)),)

    @property
    def _years(self) -> float:
        return (self.last - self.first).days / 365

    def _apart(self, found: Sequence[dt.date], room: float) -> bool:
        return bool(found) and all(self.at(b) - self.at(a) >= room for a, b in pairwise(found))

    def _months(self, each: int) -> Iterator[dt.date]:
        for year in range(self.first.year, self.last.year + 1):
            for month in range(1, 13, each):
                if self.first <= (day := dt.date(year, month, 1)) <= self.last:
                    yield day


def short_month(day: dt.date) -> str:
    """
    A month as an axis has room for it: ``Mar 2026``, ``mar 2026``.
    """
    return f"{words()['charts']['months'][day.month - 1]} {day.year}"
