"""
Sunset and the end of civil dusk by the clocks of a place, and which zone its clocks keep.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

_PER_DEGREE = 4
_CIVIL = 6.0
"""Degrees of the sun below the horizon at which civil dusk ends."""

_EASTERN, _CENTRAL, _MOUNTAIN, _PACIFIC = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
)
_INDIANA = "America/Indiana/Indianapolis"

_ONE_ZONE = {
    _EASTERN: "CT DE DC GA ME MD MA NH NJ NY NC OH PA RI SC VT VA WV",
    _CENTRAL: "AL AR IL IA LA MN MS MO OK WI",
    _MOUNTAIN: "CO MT NM UT WY",
    _PACIFIC: "CA WA",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR",
    "America/St_Thomas": "VI",
    "Pacific/Guam": "GU",
    "Pacific/Saipan": "MP",
    "Pacific/Pago_Pago": "AS",
}
"""States and territories whose clocks are all alike."""

# West, east, south and north ends. Where a border between zones winds, the strip
# it winds through is in no box: a guess there may be an hour off.
_BOXES = {
    "AK": ((-168.0, -129.0, 50.0, 72.0, "America/Anchorage"),),
    "AZ": ((-115.0, -109.0, 31.0, 34.9, "America/Phoenix"),
           (-115.0, -112.0, 31.0, 37.1, "America/Phoenix")),
    "FL": ((-88.0, -85.5, 29.0, 31.1, _CENTRAL), (-84.8, -79.0, 24.0, 31.1, _EASTERN)),
    "ID": ((-117.3, -111.0, 41.9, 44.9, _MOUNTAIN), (-117.3, -114.0, 46.8, 49.1, _PACIFIC)),
    "IN": ((-86.4, -84.7, 37.7, 41.8, _INDIANA),),
    "KS": ((-101.3, -94.5, 36.9, 40.1, _CENTRAL),),
    "KY": ((-89.6, -86.7, 36.4, 38.1, _CENTRAL), (-84.7, -81.9, 36.5, 39.2, _EASTERN)),
    "MI": ((-86.9, -82.0, 41.6, 48.0, "America/Detroit"),),
    "ND": ((-100.9, -96.5, 45.9, 49.1, _CENTRAL),),
    "NE": ((-100.6, -95.3, 39.9, 43.1, _CENTRAL), (-104.1, -102.2, 40.9, 43.1, _MOUNTAIN)),
    "NV": ((-120.1, -114.3, 35.0, 42.1, _PACIFIC),),
    "OR": ((-124.6, -118.4, 41.9, 46.3, _PACIFIC),),
    "SD": ((-100.1, -96.4, 42.4, 46.0, _CENTRAL), (-104.1, -102.0, 42.9, 46.0, _MOUNTAIN)),
    "TN": ((-90.4, -85.6, 34.9, 36.7, _CENTRAL), (-84.5, -81.6, 34.9, 36.7, _EASTERN)),
    "TX": ((-106.7, -105.2, 30.6, 32.1, _MOUNTAIN), (-104.7, -93.5, 25.8, 36.6, _CENTRAL)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evening:
    """
    One evening of one place; minutes of its clocks after midnight.
    """

    sunset: int | None
    """Null: the sun does not set."""
    dusk: int | None
    """End of civil dusk; past 1,440 where it is after midnight. Null: it does not end."""


def zone_of(state: str | None, lat: float | None, lng: float | None) -> str | None:
    """
    The zone of a place; null where the State has several and the place is near their border.

    >>> zone_of("MN", None, None), zone_of("TN", 36.16, -86.78), zone_of("TN", 35.05, -85.31)
    ('America/Chicago', 'America/Chicago', None)
    """
    for zone, states in _ONE_ZONE.items():
        if state in states.split():
            return zone
    if lat is None or lng is None:
        return None
    boxes = _BOXES.get(state or "", ())
    inside = (z for w, e, s, n, z in boxes if w <= lng <= e and s <= lat <= n)
    return next(inside, None)


def is_zone(name: str) -> bool:
    """
    Whether the IANA database has a zone of this name.
    """
    return name in _zones()


@cache
def _zones() -> set[str]:
    """
    Every zone there is: the database is read anew at each asking.
    """
    from zoneinfo import available_timezones

    return available_timezones()


def middle(cell: int) -> float:
    """
    Degrees at the middle of a cell of a quarter of a degree, numbered ``floor(4 * degrees)``.

    Sunset is at most half a minute earlier or later in the cell's corners at the equator,
    and less than a minute at the latitude of the contiguous States.
    """
    return (cell + 0.5) / _PER_DEGREE


@cache
def evenings(lat: int, lng: int, zone: str, year: int) -> dict[dt.date, Evening]:
    """
    Every evening of a year in a cell of a quarter of a degree.
    """
    from astral import Observer

    at = Observer(latitude=middle(lat), longitude=middle(lng))
    first = dt.date(year, 1, 1)
    days = (dt.date(year + 1, 1, 1) - first).days
    return {
        day: evening(at.latitude, at.longitude, zone, day)
        for day in (first + dt.timedelta(n) for n in range(days))
    }


def evening(lat: float, lng: float, zone: str, day: dt.date) -> Evening:
    """
    Sunset and the end of civil dusk on a day, to the minute.
    """
    from astral import Observer
    from astral.sun import dusk, sunset

    at, clocks = Observer(latitude=lat, longitude=lng), ZoneInfo(zone)
    noon = dt.datetime.combine(day, dt.time(12), clocks)
    set_at = _first_after(noon, lambda d: sunset(at, date=d, tzinfo=clocks))
    if set_at is None:
        return Evening(None, None)
    dusk_at = _first_after(set_at, lambda d: dusk(at, date=d, depression=_CIVIL, tzinfo=clocks))
    return Evening(_minute(set_at, day), None if dusk_at is None else _minute(dusk_at, day))


def _first_after(start: dt.datetime, ask: Callable[[dt.date], dt.datetime]) -> dt.datetime | None:
    """
    The first event after a moment, within 18 hours of it.

    Far north an evening ends after midnight, and what bears a day's date is of the evening
    before.
    """
    # Beyond half a day no evening reaches, nor is the next one so near.
    end = start.astimezone(dt.UTC) + dt.timedelta(hours=18)
    for later in range(2):
        try:
            found = ask(start.date() + dt.timedelta(later))
        except ValueError:
            continue
        if start <= found < end:
            return found
    return None


def _minute(found: dt.datetime, day: dt.date) -> int:
    """
    Minutes of the clock after midnight of a day, to the nearest.
    """
    whole = (found.date() - day).days * 1440 + found.hour * 60 + found.minute
    return whole + (1 if found.second >= 30 else 0)  # noqa: PLR2004 - half a minute


@cache
def offsets(zone: str, first: int, last: int) -> tuple[tuple[int, int, int], ...]:
    """
    What a zone's clocks are ahead of universal time: from, to (microseconds since 1970), minutes.

    Args:
        zone: Its name in the IANA database.
        first: First year.
        last: Last year.
    """
    clocks = ZoneInfo(zone)
    at = dt.datetime(first, 1, 1, tzinfo=dt.UTC) - dt.timedelta(1)
    end = dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC) + dt.timedelta(1)
    found: list[tuple[int, int, int]] = []
    began, ahead = at, _ahead(at, clocks)
    while at < end:
        at += dt.timedelta(days=1)
        if _ahead(at, clocks) == ahead:
            continue
        change = next(
            t
            for t in (at + dt.timedelta(minutes=m) for m in range(-1439, 1))
            if _ahead(t, clocks) != ahead
        )
        found.append((_micros(began), _micros(change), ahead))
        began, ahead = change, _ahead(at, clocks)
    return (*found, (_micros(began), _micros(end), ahead))


def _ahead(at: dt.datetime, clocks: ZoneInfo) -> int:
    ahead = at.astimezone(clocks).utcoffset() or dt.timedelta()
    return round(ahead.total_seconds() / 60)


def _micros(at: dt.datetime) -> int:
    return round(at.timestamp() * 1_000_000)
