"""
Counting days over stretches with pauses, for one case.

A day is a point and a stretch from one point to another measures the days
between them. Points are ordinals; an open end is `FAR`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from custodes.law.interpret._values import Spans

FAR = date.max.toordinal()
Run = tuple[int, int]


def merged(spans: Spans, since: int = 1) -> list[Run]:
    """
    Disjoint runs in order, none before a point; what touches is one run.
    """
    if not spans:
        return []
    runs: list[Run] = []
    for begin, end in sorted((a.toordinal(), b.toordinal() if b else FAR) for a, b in spans):
        start = max(begin, since)
        if end < start:
            continue
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


def without(runs: Sequence[Run], pauses: Sequence[Run]) -> list[Run]:
    """
    What pauses leave of runs, without what measures nothing.
    """
    left: list[Run] = []
    for begin, end in runs:
        place = begin
        for stop, go in pauses:
            if stop >= end or go <= place:
                continue
            if stop > place:
                left.append((place, stop))
            place = go
        if place < end:
            left.append((place, end))
    return left


def reached(pieces: Sequence[Run], days: int, pauses: Sequence[Run]) -> int | None:
    """
    The point at which so many days are complete; a pause that begins there moves it.
    """
    for begin, end in pieces:
        if days <= end - begin:
            mark = begin + days
            mark = next((go for stop, go in pauses if stop == mark), mark)
            return mark if mark < FAR else None
        days -= end - begin
    return None


def measured(pieces: Sequence[Run], until: int) -> int:
    """
    How many days lie in the pieces up to a point.
    """
    return sum(max(0, min(end, until) - begin) for begin, end in pieces)
