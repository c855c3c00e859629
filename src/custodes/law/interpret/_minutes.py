"""
Minutes that only counting days have.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from custodes.law.calendar import FIRST, LAST, Calendar

_DAY = timedelta(1)


def add_counting_minutes(at: datetime, minutes: int, calendar: Calendar) -> datetime | None:
    """
    So many minutes after an instant; days that do not count stop the clock from 00:00 to 24:00.
    """
    if at.date() < FIRST:
        return None
    left = timedelta(minutes=minutes)
    while left:
        if at.date() >= LAST:
            return None
        midnight = datetime.combine(at.date() + _DAY, time())
        if calendar.counts(at.date()):
            step = min(left, midnight - at)
            at, left = at + step, left - step
        else:
            at = midnight
    return at
