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

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NAMED = {name: n for n, full in enumerate(_MONTHS, 1) for name in (full, full[:3])} | {"sept": 9}

# A zone after the hour is what a program added: the hour before it is the local one.
_CLOCK = (
    r"(?:,?[ T:]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:\.(?P<fraction>\d+))?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?"
)
_FORMS = tuple(
    re.compile(form + _CLOCK)
    for form in (
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})",
        r"(?P<month>\d{1,2})[-/](?P<day>\d{1,2})[-/](?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})[- ]?(?P<month>[A-Za-z]{3,9})[-, ]*(?P<year>\d{4}|\d{2})",
        r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})",
    )
)
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
    found = next((f for form in _FORMS if (f := form.fullmatch(text))), None)
    if found is None:
        if _SERIAL.fullmatch(text) and int(float(text)) in _SERIALS:
            return _EPOCH + dt.timedelta(seconds=round(float(text) * 86_400))
        raise BadDateError("not a date")
    year, month = _year(found["year"], last_year), _month(found["month"])
    try:
        read = dt.datetime(year, month, int(found["day"]), *_clock(found))  # noqa: DTZ001 - naive by design
    except ValueError:
        raise BadDateError("no such day or hour") from None
    if not FIRST_YEAR <= year <= last_year + _FORWARD:
        raise BadDateError("impossible year")
    return _to_second(read, found["fraction"])


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text.casefold() not in _NAMED:
        raise BadDateError("not a date")
    return _NAMED[text.casefold()]


def _year(text: str, last_year: int) -> int:
    if len(text) == 4:  # noqa: PLR2004 - digits of a year
        return int(text)
    near = last_year - last_year % 100 + int(text)
    return near if near <= last_year + 1 else near - 100


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    if found["hour"] is None:
        return 0, 0, 0
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of half a day
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(found["minute"]), int(found["second"] or 0)


def _to_second(read: dt.datetime, fraction: str | None) -> dt.datetime:
    # 17:47:59.999 is what a spreadsheet makes of 17:48.
    return read + dt.timedelta(seconds=round(float(f"0.{fraction}"))) if fraction else read
