"""
Periods for one case: the mark, the days so far, the start put back.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from custodes.law.interpret._stretches import FAR, Run, measured, merged, reached, without
from custodes.law.interpret._values import Spans


class Length(NamedTuple):
    """
    A period with its values filled in; see `custodes.law.expression.Period`.
    """

    length: int
    unit: str
    counting: Spans
    pauses: Spans
    restarted_by: Spans
    ended_by: Spans
    less: int


def add_months(day: date, months: int) -> date:
    """
    The same day-number so many months later, clamped to the month's end.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def mark_from(since: int, period: Length) -> int | None:
    """
    The mark of a period from a start that nothing restarts.
    """
    pauses, pieces = _pieces(since, period.counting, period.pauses)
    days = period.length
    if period.unit == "months":
        if not pieces:
            return None
        first = date.fromordinal(pieces[0][0])
        days = (add_months(first, period.length) - first).days
    return reached(pieces, days - period.less, pauses)


def mark(since: int, period: Length) -> int | None:
    """
    The mark of a period, restarts and what ends it minded.
    """
    start = put_back(since, period.restarted_by, lambda s: mark_from(s, period))
    if start is None:
        return None
    found = mark_from(start, period)
    for begin, end in period.ended_by:
        lasts = end is None or end.toordinal() > start
        if lasts and (found is None or begin.toordinal() <= found):
            return None
    return found


def put_back(start: int, by: Spans, mark_of: Callable[[int], int | None] | None) -> int | None:
    """
    The start put back to the end of each stretch in its way; None: an open one is.

    With `mark_of`, a stretch that begins after the mark is not in the way.
    """
    for begin, end in sorted((a.toordinal(), b.toordinal() if b else FAR) for a, b in by):
        if end <= start:
            continue
        passed = mark_of(start) if mark_of else None
        if passed is not None and begin > passed:
            continue
        if end == FAR:
            return None
        start = end
    return start


def days_counted(since: int, period: Length, until: int) -> int | None:
    """
    The days that count up to a point.
    """
    start = put_back(since, period.restarted_by, lambda s: mark_from(s, period))
    if start is None:
        return None
    _, pieces = _pieces(start, period.counting, period.pauses)
    begun = bool(pieces) and pieces[0][0] <= until
    return measured(pieces, until) + (period.less if begun else 0)


@lru_cache(maxsize=256)
def _pieces(since: int, counting: Spans, pauses: Spans) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """
    The pauses from a point on, and what they leave of the days that count.

    Readings of one case ask for the same again and again.
    """
    paused = merged(pauses, since)
    return tuple(paused), tuple(without(merged(counting, since), paused))
