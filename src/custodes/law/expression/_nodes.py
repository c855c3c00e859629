"""
The kinds of node, about twenty; nothing here knows custody.

A node is made once: two calls that say the same give the same object, so an
expression is a graph without repeats and identity is equality. Make nodes with
the functions of `custodes.law.expression`, never from these classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from custodes.law.calendar import Calendar
from custodes.law.choice import Choice
from custodes.law.parameters import Series

T = TypeVar("T")
"""
Invariant, so that a boolean is not a number and an instant is not a day.
"""

Kind = Literal["date", "instant", "int", "bool", "text", "stretches"]
Unit = Literal["days", "months"]


class Stretches:
    """
    The type of a set of stretches of days; its values are tuples of (from, to or None).

    A stretch from the 1st to the 4th measures three days. A stretch without an
    end is still open. Days that two stretches share count once.
    """


@dataclass(frozen=True, eq=False)
class Expr(Generic[T]):
    """
    Something that has a value for each case, or is unknown.
    """

    kind: Kind

    @cached_property
    def parts(self) -> tuple[Expr[Any], ...]:
        """
        The expressions this one is made of, in the order of its fields.
        """
        return tuple(_parts(self))

    def __and__(self: Expr[bool], other: Expr[bool]) -> Expr[bool]:
        return made(Logic("bool", "and", (self, other)))

    def __or__(self: Expr[bool], other: Expr[bool]) -> Expr[bool]:
        return made(Logic("bool", "or", (self, other)))

    def __invert__(self: Expr[bool]) -> Expr[bool]:
        # What may be unknown is compared and never negated: engines and layers
        # above them differ on the null of a negation.
        if isinstance(self, Known):
            return made(Not("bool", self))
        return made(Compare("bool", "=", self, made(Constant[bool]("bool", value=False))))

    def __lt__(self, other: Expr[T]) -> Expr[bool]:
        return made(Compare("bool", "<", self, other))

    def __le__(self, other: Expr[T]) -> Expr[bool]:
        return made(Compare("bool", "<=", self, other))

    def __gt__(self, other: Expr[T]) -> Expr[bool]:
        return made(Compare("bool", "<", other, self))

    def __ge__(self, other: Expr[T]) -> Expr[bool]:
        return made(Compare("bool", "<=", other, self))


def _parts(node: Expr[Any]) -> Iterator[Expr[Any]]:
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Expr):
            yield value
        elif isinstance(value, Period):
            yield from value.parts
        elif isinstance(value, tuple):
            for item in value:
                each = item[1] if isinstance(item, tuple) and len(item) == 2 else item  # noqa: PLR2004
                if isinstance(each, Expr):
                    yield each


N = TypeVar("N", bound="Expr[Any]")
_NODES: dict[tuple[object, ...], Expr[Any]] = {}


def made(node: N) -> N:
    """
    The one object that stands for this node.
    """
    key = (type(node), *(_key(getattr(node, f.name)) for f in fields(node)))
    return _NODES.setdefault(key, node)  # type: ignore[return-value]


def _key(value: object) -> object:
    return (type(value), value)  # True is 1 to a dict


@dataclass(frozen=True, eq=False)
class Fact(Expr[T]):
    """
    What is known of the case; unknown where it is not.
    """

    name: str
    english: str
    spanish: str


@dataclass(frozen=True, eq=False)
class Constant(Expr[T]):
    """
    The same for every case; None is no value at all, of which nothing is missing.
    """

    value: T | None


@dataclass(frozen=True, eq=False)
class Parameter(Expr[int]):
    """
    The value a dated number had on a day.
    """

    series: Series
    on: Expr[date]


@dataclass(frozen=True, eq=False)
class AddDays(Expr[date]):
    """
    So many days later, or earlier; unknown when a part is.
    """

    day: Expr[date]
    days: Expr[int]


@dataclass(frozen=True, eq=False)
class AddMonths(Expr[date]):
    """
    The same day-number so many months later, clamped to the month's end.
    """

    day: Expr[date]
    months: Expr[int]


@dataclass(frozen=True, eq=False)
class AddBusinessDays(Expr[date]):
    """
    The n-th counting day of a calendar after a day.
    """

    day: Expr[date]
    days: Expr[int]
    calendar: Calendar


@dataclass(frozen=True, eq=False)
class BusinessDaysBetween(Expr[int]):
    """
    How many counting days lie after one day, up to another and with it.
    """

    later: Expr[date]
    earlier: Expr[date]
    calendar: Calendar


@dataclass(frozen=True, eq=False)
class AddMinutes(Expr[datetime]):
    """
    So many minutes on the clock on the wall; with a calendar, only those of counting days.
    """

    at: Expr[datetime]
    minutes: Expr[int]
    calendar: Calendar | None


@dataclass(frozen=True, eq=False)
class AddElapsed(Expr[datetime]):
    """
    So many minutes that really pass, in local time of a zone, its summer time minded.
    """

    at: Expr[datetime]
    minutes: Expr[int]
    zone: Expr[str]


@dataclass(frozen=True, eq=False)
class DayOf(Expr[date]):
    """
    The day on which an instant lies.
    """

    at: Expr[datetime]


@dataclass(frozen=True, eq=False)
class DaysBetween(Expr[int]):
    """
    How many days lie from one day to another; negative when they are reversed.
    """

    later: Expr[date]
    earlier: Expr[date]


@dataclass(frozen=True, eq=False)
class Sum(Expr[int]):
    """
    Two numbers added, or the second taken from the first.
    """

    first: Expr[int]
    second: Expr[int]
    sign: Literal[1, -1]


@dataclass(frozen=True, eq=False)
class Extreme(Expr[T]):
    """
    The latest or the earliest of several; unknown when one of them is.
    """

    which: Literal["latest", "earliest"]
    items: tuple[Expr[T], ...]


@dataclass(frozen=True, eq=False)
class Compare(Expr[bool]):
    """
    Before, not after, or equal; unknown when a side is.
    """

    sign: Literal["<", "<=", "="]
    left: Expr[Any]
    right: Expr[Any]


@dataclass(frozen=True, eq=False)
class Logic(Expr[bool]):
    """
    And, or: with three values, as SQL has them.
    """

    word: Literal["and", "or"]
    items: tuple[Expr[bool], ...]


@dataclass(frozen=True, eq=False)
class Not(Expr[bool]):
    """
    The contrary of what is always known.
    """

    item: Expr[bool]


@dataclass(frozen=True, eq=False)
class Known(Expr[bool]):
    """
    Whether there is a value; itself always known.
    """

    item: Expr[Any]


@dataclass(frozen=True, eq=False)
class When(Expr[T]):
    """
    One or the other; unknown when the condition is.
    """

    condition: Expr[bool]
    then: Expr[T]
    otherwise: Expr[T]


@dataclass(frozen=True, eq=False)
class Pick(Expr[T]):
    """
    As one reads a divided question.
    """

    choice: Choice
    readings: tuple[tuple[str, Expr[T]], ...]


@dataclass(frozen=True, eq=False)
class Named(Expr[T]):
    """
    The same value, under a name for people and a column of its own.
    """

    item: Expr[T]
    english: str
    spanish: str


@dataclass(frozen=True, eq=False)
class NextOf(Expr[date]):
    """
    In a chain of periods from an origin, the first end that is not before a day.

    Ends are counted from the origin, so a clamped one does not clamp the next.
    """

    origin: Expr[date]
    months: Expr[int]
    not_before: Expr[date]


@dataclass(frozen=True, eq=False)
class Union(Expr[Stretches]):
    """
    The days in either of two sets of stretches.
    """

    first: Expr[Stretches]
    second: Expr[Stretches]


@dataclass(frozen=True)
class Period:
    """
    A length, and which days count toward it.

    Attributes:
        length: How many days or months. Months are turned into as many days as
            lie between the first day counted and the same day-number so many
            months later.
        unit: Days or months.
        counting: Only days in these stretches count.
        pauses: Days in these do not. One that begins after the mark does not
            move it; one that begins on the mark does, for the period still runs.
        restarted_by: One of these that begins before the mark has passed starts
            the count again at its end.
        ended_by: One of these that begins before the mark has passed leaves no mark.
        less: Days taken off once, for the convention that counts the first day.
    """

    length: Expr[int]
    unit: Unit
    counting: Expr[Stretches]
    pauses: Expr[Stretches]
    restarted_by: Expr[Stretches]
    ended_by: Expr[Stretches]
    less: Expr[int]

    @property
    def parts(self) -> tuple[Expr[Any], ...]:
        return (
            self.length,
            self.counting,
            self.pauses,
            self.restarted_by,
            self.ended_by,
            self.less,
        )


@dataclass(frozen=True, eq=False)
class DayReached(Expr[date]):
    """
    The mark: the day on which a period that began on a day is complete.
    """

    since: Expr[date]
    period: Period


@dataclass(frozen=True, eq=False)
class DaysCounted(Expr[int]):
    """
    How many days count toward a period up to a day.
    """

    since: Expr[date]
    period: Period
    until: Expr[date]


@dataclass(frozen=True, eq=False)
class PutBack(Expr[date]):
    """
    The start of a period, put back to the end of each stretch that stands in its way.

    A stretch that ended by the start does nothing. With `within`, one that
    begins after that period has run does nothing either. An open one leaves no
    start.
    """

    start: Expr[date]
    by: Expr[Stretches]
    always: bool
    within: Period


@dataclass(frozen=True, eq=False)
class HasAny(Expr[bool]):
    """
    Whether there is a stretch at all, or one without an end.
    """

    stretches: Expr[Stretches]
    only_open: bool


@dataclass(frozen=True, eq=False)
class LastStart(Expr[date]):
    """
    When the last unbroken run of stretches began; no value where there is none.
    """

    stretches: Expr[Stretches]
