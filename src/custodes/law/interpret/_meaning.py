"""
What each kind of node means, on values: the Python interpreter's heart.

`meaning(node)` gives a function of the values of the node's parts, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import singledispatch
from typing import Any

from custodes.errors import LawError
from custodes.law.calendar import add_elapsed
from custodes.law.expression import _nodes as n
from custodes.law.interpret._minutes import add_counting_minutes
from custodes.law.interpret._period import Length, add_months, days_counted, mark, put_back
from custodes.law.interpret._stretches import FAR, merged
from custodes.law.interpret._values import NOTHING, Spans, Unknown, Value, first_unknown

Meaning = Callable[..., Any]


@singledispatch
def meaning(node: n.Expr[Any]) -> Meaning:
    """
    What a node makes of the values of its parts.
    """
    raise LawError(f"{type(node).__name__} has no meaning for one case.")


def _strict(use: Callable[..., Any]) -> Meaning:
    """
    Unknown as soon as a part is.
    """

    def strict(*values: Value) -> Value:
        found = first_unknown(values)
        if found is not None:
            return found
        result = use(*values)
        return NOTHING if result is None else result

    return strict


def _on_days(use: Callable[[int], int | None]) -> Callable[[date], date | None]:
    def on_days(day: date) -> date | None:
        found = use(day.toordinal())
        return None if found is None or not 0 < found < FAR else date.fromordinal(found)

    return on_days


@meaning.register(n.Parameter)
def _(node: n.Parameter) -> Meaning:
    return _strict(node.series.on)


@meaning.register(n.AddDays)
def _(_node: n.AddDays) -> Meaning:
    return _strict(lambda day, days: _on_days(lambda d: d + days)(day))


@meaning.register(n.AddMonths)
def _(_node: n.AddMonths) -> Meaning:
    return _strict(add_months)


@meaning.register(n.AddBusinessDays)
def _(node: n.AddBusinessDays) -> Meaning:
    return _strict(node.calendar.add)


@meaning.register(n.BusinessDaysBetween)
def _(node: n.BusinessDaysBetween) -> Meaning:
    return _strict(node.calendar.between)


@meaning.register(n.AddMinutes)
def _(node: n.AddMinutes) -> Meaning:
    if node.calendar is None:
        return _strict(lambda at, minutes: at + timedelta(minutes=minutes))
    calendar = node.calendar
    return _strict(lambda at, minutes: add_counting_minutes(at, minutes, calendar))


@meaning.register(n.AddElapsed)
def _(_node: n.AddElapsed) -> Meaning:
    return _strict(add_elapsed)


@meaning.register(n.DayOf)
def _(_node: n.DayOf) -> Meaning:
    return _strict(datetime.date)


@meaning.register(n.DaysBetween)
def _(_node: n.DaysBetween) -> Meaning:
    return _strict(lambda later, earlier: (later - earlier).days)


@meaning.register(n.Sum)
def _(node: n.Sum) -> Meaning:
    sign = node.sign
    return _strict(lambda first, second: first + sign * second)


@meaning.register(n.Extreme)
def _(node: n.Extreme[Any]) -> Meaning:
    which = max if node.which == "latest" else min
    return _strict(lambda *items: which(items))


_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
}


@meaning.register(n.Compare)
def _(node: n.Compare) -> Meaning:
    return _strict(_SIGNS[node.sign])


@meaning.register(n.Logic)
def _(node: n.Logic) -> Meaning:
    decides = node.word == "or"

    def logic(*items: bool | Unknown) -> bool | Unknown:
        if decides in items:
            return decides
        return first_unknown(items) or not decides

    return logic


@meaning.register(n.Not)
def _(_node: n.Not) -> Meaning:
    return _strict(lambda item: not item)


@meaning.register(n.Known)
def _(_node: n.Known) -> Meaning:
    return lambda item: not isinstance(item, Unknown)


@meaning.register(n.When)
def _(_node: n.When[Any]) -> Meaning:
    def when(condition: Value, then: Value, otherwise: Value) -> Value:
        if isinstance(condition, Unknown):
            return condition
        return then if condition else otherwise

    return when


@meaning.register(n.Named)
def _(_node: n.Named[Any]) -> Meaning:
    return lambda item: item


@meaning.register(n.NextOf)
def _(_node: n.NextOf) -> Meaning:
    return _strict(_next_of)


def _next_of(origin: date, months: int, not_before: date) -> date:
    between = 12 * (not_before.year - origin.year) + not_before.month - origin.month
    times = max(1, between // months)
    found = add_months(origin, times * months)
    return found if found >= not_before else add_months(origin, (times + 1) * months)


@meaning.register(n.Union)
def _(_node: n.Union) -> Meaning:
    return _strict(lambda first, second: first + second)


def _length(node: n.Period) -> Callable[..., Length]:
    unit = node.unit
    return lambda length, counting, pauses, restarts, ends, less: Length(
        length, unit, counting, pauses, restarts, ends, less
    )


@meaning.register(n.DayReached)
def _(node: n.DayReached) -> Meaning:
    length = _length(node.period)
    return _strict(lambda since, *rest: _on_days(lambda s: mark(s, length(*rest)))(since))


@meaning.register(n.DaysCounted)
def _(node: n.DaysCounted) -> Meaning:
    length = _length(node.period)
    return _strict(
        lambda since, *rest: days_counted(
            since.toordinal(), length(*rest[:-1]), rest[-1].toordinal()
        )
    )


@meaning.register(n.PutBack)
def _(node: n.PutBack) -> Meaning:
    length, always = _length(node.within), node.always

    def use(start: date, by: Spans, *rest: Any) -> date | None:
        within = length(*rest)
        mark_of = None if always else lambda s: mark(s, within)
        return _on_days(lambda s: put_back(s, by, mark_of))(start)

    return _strict(use)


@meaning.register(n.HasAny)
def _(node: n.HasAny) -> Meaning:
    if not node.only_open:
        return _strict(bool)
    return _strict(lambda spans: any(end is None for _, end in spans))


@meaning.register(n.LastStart)
def _(_node: n.LastStart) -> Meaning:
    return _strict(lambda spans: date.fromordinal(merged(spans)[-1][0]) if spans else None)
