"""
A calendar of counting days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from custodes.law.calendar._holidays import Holiday

FIRST = date(1971, 1, 1)
"""
The first day that calendars know; the Uniform Monday Holiday Act began then.
"""

LAST = date(2099, 12, 31)

_SATURDAY = 5
_WEEKEND = {5: ("Saturday", "sábado"), 6: ("Sunday", "domingo")}
_DAY = timedelta(1)


@dataclass(frozen=True, eq=False)
class Calendar:
    """
    Days that count and days that do not.

    Attributes:
        id: Name of the calendar, and of its table in SQL.
        holidays: The holidays it leaves out.
        observed: Whether the day kept in lieu of a weekend is left out too.
        closures: Other single days it leaves out, with their names.
        weekends: Whether Saturdays and Sundays are left out.
    """

    id: str
    holidays: tuple[Holiday, ...] = ()
    observed: bool = True
    closures: Mapping[date, tuple[str, str]] = field(default_factory=dict)
    weekends: bool = True
    _years: dict[int, dict[date, tuple[str, str]]] = field(default_factory=dict, repr=False)

    def why_not(self, day: date) -> tuple[str, str] | None:
        """
        Why a day does not count, in English and Spanish; None: it counts.
        """
        named = self._year(day.year).get(day) or self.closures.get(day)
        if named is None and self.weekends:
            return _WEEKEND.get(day.weekday())
        return named

    def counts(self, day: date) -> bool:
        return (
            not (self.weekends and day.weekday() >= _SATURDAY)
            and day not in self._year(day.year)
            and day not in self.closures
        )

    def add(self, day: date, days: int) -> date | None:
        """
        The n-th counting day after a day (n at least 1); None beyond what it knows.
        """
        if day < FIRST or days < 1:
            return None
        while days:
            if day >= LAST:
                return None
            day += _DAY
            days -= self.counts(day)
        return day

    def between(self, later: date, earlier: date) -> int | None:
        """
        The counting days after one day up to another, fewer than none if it lies before.
        """
        if later < earlier:
            found = self.between(earlier, later)
            return None if found is None else -found
        if earlier < FIRST or later > LAST:
            return None
        return sum(
            self.counts(earlier + timedelta(i)) for i in range(1, (later - earlier).days + 1)
        )

    def skipped(self, after: date, until: date) -> list[tuple[date, str, str]]:
        """
        The weekdays between two days that do not count, and why.
        """
        found = []
        day = after + _DAY
        while day <= until:
            why = self.why_not(day)
            if why and not (self.weekends and day.weekday() >= _SATURDAY):
                found.append((day, *why))
            day += _DAY
        return found

    def rows(self) -> Iterator[tuple[date, bool, int]]:
        """
        Day, whether it counts, and the running number of counting days: a table for SQL.
        """
        day, nth = FIRST, 0
        while day <= LAST:
            counts = self.counts(day)
            nth += counts
            yield day, counts, nth
            day += _DAY

    def _year(self, year: int) -> dict[date, tuple[str, str]]:
        found = self._years.get(year)
        if found is None:
            found = {}
            # New Year's Day on a Saturday is kept in the year before.
            for y in (year, year + 1) if year < date.max.year else (year,):
                for holiday in self.holidays:
                    self._put(found, holiday, holiday.in_year(y))
            self._years[year] = found
        return found

    def _put(self, found: dict[date, tuple[str, str]], holiday: Holiday, day: date) -> None:
        if not holiday.since <= day <= holiday.until:
            return
        kept = holiday.observed(day) if self.observed else day
        found.setdefault(day, (holiday.name, holiday.spanish))
        if kept != day and kept >= holiday.since:
            found.setdefault(kept, (f"{holiday.name} (observed)", f"{holiday.spanish} (observado)"))
