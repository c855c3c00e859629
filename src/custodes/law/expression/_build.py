"""
The functions that make expressions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from custodes.errors import LawError
from custodes.law.calendar import Calendar
from custodes.law.choice import Choice
from custodes.law.expression._nodes import (
    AddBusinessDays,
    AddDays,
    AddElapsed,
    AddMinutes,
    AddMonths,
    BusinessDaysBetween,
    Compare,
    Constant,
    DayOf,
    DayReached,
    DaysBetween,
    DaysCounted,
    Expr,
    Extreme,
    Fact,
    HasAny,
    Kind,
    Known,
    LastStart,
    Logic,
    Named,
    NextOf,
    Parameter,
    Period,
    Pick,
    PutBack,
    Stretches,
    Sum,
    Union,
    Unit,
    When,
    made,
)
from custodes.law.parameters import Series

T = TypeVar("T")
Number = Expr[int] | int


def date_fact(name: str, english: str, spanish: str = "") -> Expr[date]:
    """
    A day of the case, by its name; unknown where the case does not have it.
    """
    return made(Fact[date]("date", name, english, spanish))


def instant_fact(name: str, english: str, spanish: str = "") -> Expr[datetime]:
    """
    A minute of the case, in local time; unknown where the case does not have it.
    """
    return made(Fact[datetime]("instant", name, english, spanish))


def bool_fact(name: str, english: str, spanish: str = "") -> Expr[bool]:
    """
    Whether something is so in the case; unknown is neither yes nor no.
    """
    return made(Fact[bool]("bool", name, english, spanish))


def int_fact(name: str, english: str, spanish: str = "") -> Expr[int]:
    """
    A whole number of the case; unknown where the case does not have it.
    """
    return made(Fact[int]("int", name, english, spanish))


def text_fact(name: str, english: str, spanish: str = "") -> Expr[str]:
    """
    A word of the case, compared letter by letter; unknown where the case does not have it.
    """
    return made(Fact[str]("text", name, english, spanish))


def stretches_fact(name: str, english: str, spanish: str = "") -> Expr[Stretches]:
    """
    Stretches of days, such as one custody after another.
    """
    return made(Fact[Stretches]("stretches", name, english, spanish))


_KINDS: dict[type, Kind] = {
    datetime: "instant",
    date: "date",
    bool: "bool",
    int: "int",
    str: "text",
}


def constant(value: T) -> Expr[T]:
    """
    The same value for every case.
    """
    return made(Constant[T](_KINDS[type(value)], value))


def no_date() -> Expr[date]:
    """
    No day, and nothing missing: the law sets none.
    """
    return made(Constant[date]("date", None))


def no_instant() -> Expr[datetime]:
    """
    No instant, and nothing missing.
    """
    return made(Constant[datetime]("instant", None))


def every_day() -> Expr[Stretches]:
    """
    One stretch of all days.
    """
    return made(Constant[Stretches]("stretches", ((date.min, None),)))  # type: ignore[arg-type]


def no_days() -> Expr[Stretches]:
    """
    No stretch at all.
    """
    return made(Constant[Stretches]("stretches", ()))  # type: ignore[arg-type]


def parameter(series: Series, on: Expr[date]) -> Expr[int]:
    """
    The value a dated number had on a day.
    """
    return made(Parameter("int", series, on))


def plus_days(day: Expr[date], days: Number) -> Expr[date]:
    """
    So many days later, or earlier when negative; no value outside the calendar.
    """
    return made(AddDays("date", day, _number(days)))


def plus_months(day: Expr[date], months: Number) -> Expr[date]:
    """
    The same day-number so many months later, clamped to the month's end.
    """
    return made(AddMonths("date", day, _number(months)))


def plus_business_days(day: Expr[date], days: Number, calendar: Calendar) -> Expr[date]:
    """
    The n-th counting day after a day; the day itself is not counted.
    """
    return made(AddBusinessDays("date", day, _number(days), calendar))


def business_days_between(later: Expr[date], earlier: Expr[date], calendar: Calendar) -> Expr[int]:
    """
    How many counting days lie after one day, up to another and with it.
    """
    return made(BusinessDaysBetween("int", later, earlier, calendar))


def rolled(day: Expr[date], calendar: Calendar) -> Expr[date]:
    """
    The day itself if it counts, else the next one that does.
    """
    return plus_business_days(plus_days(day, -1), 1, calendar)


def plus_minutes(
    at: Expr[datetime], minutes: Number, calendar: Calendar | None = None
) -> Expr[datetime]:
    """
    So many minutes on the wall; with a calendar, other days stop the clock from 00:00 to 24:00.
    """
    return made(AddMinutes("instant", at, _number(minutes), calendar))


def plus_elapsed(at: Expr[datetime], minutes: Number, zone: Expr[str]) -> Expr[datetime]:
    """
    So many minutes that really pass, across the change to summer time and back.
    """
    return made(AddElapsed("instant", at, _number(minutes), zone))


def day_of(at: Expr[datetime]) -> Expr[date]:
    """
    The day on which an instant lies, in its own local time.
    """
    return made(DayOf("date", at))


def days_between(later: Expr[date], earlier: Expr[date]) -> Expr[int]:
    """
    How many midnights lie between two days; negative when the later is the earlier.
    """
    return made(DaysBetween("int", later, earlier))


def total(first: Expr[int], second: Number) -> Expr[int]:
    """
    Two numbers together; unknown when either is.
    """
    return made(Sum("int", first, _number(second), 1))


def less(first: Expr[int], second: Number) -> Expr[int]:
    """
    One number less another; unknown when either is.
    """
    return made(Sum("int", first, _number(second), -1))


def latest(*items: Expr[T]) -> Expr[T]:
    """
    The latest of all; a term that may not apply is `when(it_applies, term, another)`.
    """
    return made(Extreme(items[0].kind, "latest", items))


def earliest(*items: Expr[T]) -> Expr[T]:
    """
    The earliest of all; unknown when one of them is.
    """
    return made(Extreme(items[0].kind, "earliest", items))


def same(left: Expr[T], right: Expr[T] | T) -> Expr[bool]:
    """
    Whether two values are equal; unknown when either is.
    """
    other: Expr[Any] = right if isinstance(right, Expr) else constant(right)
    return made(Compare("bool", "=", left, other))


def all_of(*items: Expr[bool]) -> Expr[bool]:
    """
    Whether all are so: one that is not decides, whatever is unknown.
    """
    return made(Logic("bool", "and", items))


def any_of(*items: Expr[bool]) -> Expr[bool]:
    """
    Whether one is so: one that is decides, whatever is unknown.
    """
    return made(Logic("bool", "or", items))


def known(item: Expr[Any]) -> Expr[bool]:
    """
    Whether there is a value.
    """
    return made(Known("bool", item))


def when(condition: Expr[bool], then: Expr[T], otherwise: Expr[T]) -> Expr[T]:
    """
    One or the other; unknown when the condition is.
    """
    return made(When(then.kind, condition, then, otherwise))


def either(item: Expr[T], otherwise: Expr[T]) -> Expr[T]:
    """
    The first where it is known, else the second.
    """
    return when(known(item), item, otherwise)


def pick(choice: Choice, readings: Mapping[str, Expr[T]]) -> Expr[T]:
    """
    As one reads a divided question; every reading has its expression.

    Raises:
        LawError: A reading is left out or made up.
    """
    if set(readings) != set(choice.readings):
        raise LawError(f"{choice.id}: give an expression for each of its readings.")
    ordered = tuple((r, readings[r]) for r in choice.readings)
    return made(Pick(ordered[0][1].kind, choice, ordered))


def named(item: Expr[T], english: str, spanish: str = "") -> Expr[T]:
    """
    The same value, under a name that people read.
    """
    return made(Named(item.kind, item, english, spanish))


def next_of(origin: Expr[date], months: Number, not_before: Expr[date]) -> Expr[date]:
    """
    In a chain of periods from an origin, the first end that is not before a day.
    """
    return made(NextOf("date", origin, _number(months), not_before))


def only_if(condition: Expr[bool], stretches: Expr[Stretches]) -> Expr[Stretches]:
    """
    These stretches, or none of them.
    """
    return when(condition, stretches, no_days())


def union(first: Expr[Stretches], second: Expr[Stretches]) -> Expr[Stretches]:
    """
    The days in either; unknown when one of them is.
    """
    return made(Union("stretches", first, second))


def period(
    length: Number,
    unit: Unit,
    *,
    counting: Expr[Stretches] | None = None,
    pauses: Expr[Stretches] | None = None,
    restarted_by: Expr[Stretches] | None = None,
    ended_by: Expr[Stretches] | None = None,
    less: Number = 0,
) -> Period:
    """
    A length and which days count toward it; by default every day does.
    """
    return Period(
        _number(length),
        unit,
        counting or every_day(),
        pauses or no_days(),
        restarted_by or no_days(),
        ended_by or no_days(),
        _number(less),
    )


def day_reached(since: Expr[date], period: Period) -> Expr[date]:
    """
    The mark: the day on which a period is complete; no value where it never is.
    """
    return made(DayReached("date", since, period))


def days_counted(since: Expr[date], period: Period, until: Expr[date]) -> Expr[int]:
    """
    How many days count toward a period up to a day.
    """
    return made(DaysCounted("int", since, period, until))


def put_back(start: Expr[date], by: Expr[Stretches], within: Period | None = None) -> Expr[date]:
    """
    The start of a period, put back to the end of each stretch that stands in its way.

    With `within`, a stretch that begins after that period has run changes nothing.
    """
    return made(PutBack("date", start, by, within is None, within or period(0, "days")))


def is_open(stretches: Expr[Stretches]) -> Expr[bool]:
    """
    Whether one of the stretches has no end.
    """
    return made(HasAny("bool", stretches, only_open=True))


def has_any(stretches: Expr[Stretches]) -> Expr[bool]:
    """
    Whether there is a stretch at all.
    """
    return made(HasAny("bool", stretches, only_open=False))


def last_start(stretches: Expr[Stretches]) -> Expr[date]:
    """
    When the last unbroken run of stretches began; no value where there is none.
    """
    return made(LastStart("date", stretches))


def _number(value: Number) -> Expr[int]:
    return value if isinstance(value, Expr) else constant(value)
