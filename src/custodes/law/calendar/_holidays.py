"""
Holidays as dated data.

    [[holiday]]
    name = "Labor Day"
    spanish = "Día del Trabajo"
    since = 1971-01-01      # the first day it was law
    until = 2020-12-31      # optional, the last
    month = 9
    weekday = "monday"      # with nth: 1 the first, -1 the last; or else day = 25
    nth = 1
    plus = 1                # optional, so many days after that
    in_lieu = true          # on a Saturday the Friday, on a Sunday the Monday
    cite = "5 USC 6103(a)"
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from custodes.errors import LawError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Holiday:
    """
    One holiday under one text; a text that moved it is another.
    """

    name: str
    spanish: str
    since: date
    until: date
    month: int
    day: int | None
    weekday: int | None
    nth: int
    plus: int
    in_lieu: bool
    cite: str

    def in_year(self, year: int) -> date:
        """
        Its day in a year, in force or not.
        """
        return self._named_day(year) + timedelta(self.plus)

    def _named_day(self, year: int) -> date:
        if self.day is not None:
            return date(year, self.month, self.day)
        assert self.weekday is not None  # noqa: S101 - the reader saw to it
        if self.nth > 0:
            first = date(year, self.month, 1)
            ahead = (self.weekday - first.weekday()) % 7
            return first + timedelta(ahead + 7 * (self.nth - 1))
        last = date(year, self.month, monthrange(year, self.month)[1])
        return last - timedelta((last.weekday() - self.weekday) % 7)

    def observed(self, day: date) -> date:
        """
        The weekday kept in lieu of one that falls on a weekend.
        """
        if not self.in_lieu:
            return day
        return day + timedelta({_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0))


def read_holidays(package: str, file: str) -> tuple[Holiday, ...]:
    """
    Holidays from a TOML file that lies in a package.

    Raises:
        LawError: An entry has no citation, or neither a day nor a weekday.
    """
    raw = tomllib.loads((files(package) / file).read_text("utf-8"))
    return tuple(_holiday(file, entry) for entry in raw["holiday"])


def _holiday(file: str, entry: dict[str, Any]) -> Holiday:
    if not entry.get("cite") or ("day" in entry) == ("weekday" in entry):
        raise LawError(
            f"{file}: {entry.get('name')} needs a citation and either a day or a weekday."
        )
    return Holiday(
        entry["name"],
        entry.get("spanish", entry["name"]),
        entry["since"],
        entry.get("until", date.max),
        entry["month"],
        entry.get("day"),
        WEEKDAYS.index(entry["weekday"]) if "weekday" in entry else None,
        entry.get("nth", 1),
        entry.get("plus", 0),
        entry.get("in_lieu", True),
        entry["cite"],
    )


def read_closures(package: str, file: str) -> dict[date, tuple[str, str]]:
    """
    Single days on which offices were closed by order: names in English and Spanish.
    """
    raw = tomllib.loads((files(package) / file).read_text("utf-8"))
    return {c["day"]: (c["name"], c.get("spanish", c["name"])) for c in raw["closure"] if c["cite"]}
