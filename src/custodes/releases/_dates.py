"""
Dates as agencies, Excel, R and Stata write them.

Times are local to where the event was and stay so: no zone is added, and no
hour is missing or doubled in spring and autumn.
"""

from __future__ import annotations

import datetime as dt
import re

FIRST_YEAR = 1900
_FORWARD = 100
_SERIALS = range(20_000, 60_001)
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - naive by design

_CLOCK = (
    r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?: ?([AaPp])\.?[Mm]\.?)?(?:Z|\+00:00)?)?"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})" + _CLOCK)
_AMERICAN = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})" + _CLOCK)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")


class BadDateError(ValueError):
    """
    The text is no date that can be.
    """


def read_date(text: str, last_year: int) -> dt.datetime:
    """
    The date and time that a text says.

    Args:
        text: White space squished.
        last_year: Last year the release covers. A year of two digits is the latest that
            is not more than one year after it; a year more than a hundred years after
            it cannot be.

    >>> read_date("2/29/16 1:05 PM", 2026)
    datetime.datetime(2016, 2, 29, 13, 5)
    """
    if found := _ISO.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _AMERICAN.fullmatch(text):
        month, day, year = int(found[1]), int(found[2]), _year(found[3], last_year)
    elif _SERIAL.fullmatch(text) and int(float(text)) in _SERIALS:
        return _EPOCH + dt.timedelta(seconds=round(float(text) * 86_400))
    else:
        raise BadDateError("not a date")
    try:
        read = dt.datetime(year, month, day, *_clock(found))  # noqa: DTZ001 - naive by design
    except ValueError:
        raise BadDateError("no such day or hour") from None
    if not FIRST_YEAR <= year <= last_year + _FORWARD:
        raise BadDateError("impossible year")
    return _to_second(read, found[7])


def _year(text: str, last_year: int) -> int:
    if len(text) == 4:  # noqa: PLR2004 - digits of a year
        return int(text)
    near = last_year - last_year % 100 + int(text)
    return near if near <= last_year + 1 else near - 100


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    if found[4] is None:
        return 0, 0, 0
    hour, half = int(found[4]), (found[8] or "").casefold()
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of half a day
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(found[5]), int(found[6] or 0)


def _to_second(read: dt.datetime, fraction: str | None) -> dt.datetime:
    # 17:47:59.999 is what a spreadsheet makes of 17:48.
    return read + dt.timedelta(seconds=round(float(f"0.{fraction}"))) if fraction else read
