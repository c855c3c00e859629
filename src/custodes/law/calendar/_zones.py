"""
Local time and the change to summer time and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from custodes.law.calendar._calendar import FIRST, LAST

ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "America/St_Thomas",
    "Pacific/Guam",
    "Pacific/Saipan",
    "Pacific/Pago_Pago",
)
"""
The zones that clocks know.
"""

_REACH = timedelta(7)


def add_elapsed(at: datetime, minutes: int, zone: str) -> datetime | None:
    """
    So many minutes that really pass; None in a zone that is not known.

    A local time that occurs twice is the first of the two.
    """
    if zone not in ZONES:
        return None
    place = ZoneInfo(zone)
    utc = at.replace(tzinfo=place).astimezone(UTC)
    return (utc + timedelta(minutes=minutes)).astimezone(place).replace(tzinfo=None)


def exists(at: datetime, zone: str) -> bool:
    """
    Whether the clocks of a zone ever show a local time.
    """
    return add_elapsed(at, 0, zone) == at


def zone_rows(first: date = FIRST, last: date = LAST) -> Iterator[tuple[str, date, datetime, int]]:
    """
    For SQL: zone, day, local instant of a change within a week of it, minutes it adds.

    Columns ``zone, day, shift_at, shift_minutes`` of the table ``zone_days``. A
    change is named by what the clocks showed just before it.
    """
    for zone in ZONES:
        place = ZoneInfo(zone)
        day = first
        while day < last:
            minutes = _shift(day, place)
            if minutes:
                at = _instant(day, place)
                for before in range(_REACH.days + 1):
                    yield zone, day - timedelta(before), at, minutes
            day += timedelta(1)


def _offset(at: datetime, place: ZoneInfo) -> int:
    found = at.replace(tzinfo=UTC).astimezone(place).utcoffset()
    return round(found.total_seconds() / 60) if found else 0


def _shift(day: date, place: ZoneInfo) -> int:
    """
    By how many minutes the clocks change between noon of the day before and noon.
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=place)
    before = noon - timedelta(1)
    now, then = noon.utcoffset(), before.utcoffset()
    return round(((now or timedelta()) - (then or timedelta())).total_seconds() / 60)


def _instant(day: date, place: ZoneInfo) -> datetime:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=place).astimezone(UTC)
    low, high = noon.replace(tzinfo=None) - timedelta(1), noon.replace(tzinfo=None)
    old = _offset(low, place)
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        middle = middle.replace(second=0, microsecond=0)
        low, high = (middle, high) if _offset(middle, place) == old else (low, middle)
    return high + timedelta(minutes=old)
