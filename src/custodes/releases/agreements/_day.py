"""
The day a list stood on the agency's site.

Lists bear no date inside. The name has one, now and then of the wrong year; the
dates of signature and the columns themselves say when it cannot be right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

GRACE = 31
"""Days by which a signature may be later than the list before one of the two is wrong."""

ENOUGH = 3
"""Signatures later than the name's date that make it the name which is wrong."""

_DIGITS = re.compile(r"(?<!\d)(\d{14}|\d{8})(?!\d)")
_DASHED = re.compile(r"(?<!\d)(20\d{2})[-_](\d{2})[-_](\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class ListDay:
    """
    The day of a list, and what was made of its name.
    """

    day: dt.date | None
    note: str | None


def day_of_list(
    name: str,
    signed: Sequence[dt.date],
    headers: Iterable[str],
    since: Mapping[str, dt.date],
) -> ListDay:
    """
    The day of a list from its name, checked against what it holds.

    Args:
        name: File name.
        signed: Dates of signature that could be read.
        headers: Its headers, as the layout spells them.
        since: First day on which a list could have a header.
    """
    named = day_in_name(name)
    oldest = max((since[h] for h in headers if h in since), default=dt.date.min)
    if named is None:
        return _from_content(signed, "its name has no date")
    if _can_be(named, signed, oldest):
        return ListDay(named, None)
    later = _next_year(named)
    if _can_be(later, signed, oldest):
        why = "signatures are later" if _signed_after(named, signed) else "its columns are newer"
        return ListDay(later, f"the name says {named}, but {why}: taken as {later}")
    if _signed_after(named, signed):
        return _from_content(signed, f"the name says {named}, but signatures are much later")
    return ListDay(named, None)


def day_in_name(name: str) -> dt.date | None:
    """
    The date in a file's name, in any of its forms.

    >>> day_in_name("ParticipatingEntities-20220104000430.xlsx")
    datetime.date(2022, 1, 4)
    >>> day_in_name("participatingAgencies05122025amB.xlsx")
    datetime.date(2025, 5, 12)
    """
    for digits in _DIGITS.findall(name):
        year_first = _date(digits[:4], digits[4:6], digits[6:8])
        year_last = _date(digits[4:8], digits[:2], digits[2:4]) if len(digits) == 8 else None  # noqa: PLR2004
        if year_first or year_last:
            return year_first or year_last
    dashed = _DASHED.search(name)
    return _date(*dashed.groups()) if dashed else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    if not year.startswith("20"):
        return None
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _can_be(day: dt.date, signed: Sequence[dt.date], oldest: dt.date) -> bool:
    return day >= oldest and not _signed_after(day, signed)


def _signed_after(day: dt.date, signed: Sequence[dt.date]) -> bool:
    return sum(s > day + dt.timedelta(GRACE) for s in signed) >= ENOUGH


def _next_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004


def _from_content(signed: Sequence[dt.date], why: str) -> ListDay:
    if not signed:
        return ListDay(None, f"{why} and it has no dates of signature: the day is not known")
    # One mistyped date must not date a list: the latest that others reach as well.
    ordered = sorted(signed)
    latest = ordered[max(len(ordered) - ENOUGH, 0)]
    return ListDay(latest, f"{why}: taken as {latest}, its latest signatures")
