"""
A screen over a whole release: bounds, never a finding.

A release gives the day of the final order and the stays in custody. It does not
give when the order became final, a court's stay, a failure to comply or time in
prison. Each of these only moves a mark later or takes it away, so that the days
here are the most that can count and the marks the earliest that can be. The least
that can count is none.

A table of cases has one row a stay: ``order_on``, ``as_of`` (the last day that the
release covers), ``stay_on``, ``stay_ended_on`` (null: it lasts) and the person's
stays as stretches ``ice_custody`` (`custodes.law.interpret.widened` makes them).

>>> from custodes.law.interpret import Shape, to_sql
>>> from custodes.law.us.screen import SCREEN
>>> columns = {"order_on", "as_of", "stay_on", "stay_ended_on"}
>>> query = to_sql(SCREEN, "stays", Shape(columns, {"ice_custody": 3}), keep=["stay_key"])
>>> query.calendars
()
"""

from __future__ import annotations

from typing import Any

from custodes.law.expression import (
    Expr,
    all_of,
    constant,
    date_fact,
    day_reached,
    days_between,
    days_counted,
    earliest,
    either,
    known,
    latest,
    period,
    plus_days,
    plus_months,
    when,
)
from custodes.law.us import facts

STAY_ON = date_fact("stay_on", "this stay began", "comenzó esta estancia")
STAY_ENDED_ON = date_fact("stay_ended_on", "this stay ended", "terminó esta estancia")

_NONE = constant(0)
_held = period(180, "days", counting=facts.ICE_CUSTODY)
_until = either(earliest(STAY_ENDED_ON, facts.AS_OF), facts.AS_OF)
_since = latest(facts.ORDER_ON, STAY_ON)
_days_this_stay = when(_since <= _until, days_between(_until, _since), _NONE)
_days_all_stays = days_counted(facts.ORDER_ON, _held, facts.AS_OF)
_held_at_the_end = when(known(STAY_ENDED_ON), STAY_ENDED_ON > facts.AS_OF, STAY_ON <= facts.AS_OF)
_mark = day_reached(facts.ORDER_ON, _held)


def _state(over: Expr[bool]) -> Expr[str]:
    return when(
        all_of(_held_at_the_end, facts.ORDER_ON <= facts.AS_OF),
        when(over, constant("MAY_BE_OVER_SIX_MONTHS"), constant("NOT_OVER_SIX_MONTHS")),
        constant("NOT_HELD_AFTER_ORDER"),
    )


SCREEN: dict[str, Expr[Any]] = {
    "day_90_earliest": plus_days(facts.ORDER_ON, 90),
    "day_180_earliest": plus_days(facts.ORDER_ON, 180),
    "six_months_earliest": plus_months(facts.ORDER_ON, 6),
    "held_180_days_earliest": _mark,
    "days_this_stay_most": _days_this_stay,
    "days_all_stays_most": _days_all_stays,
    "days_least": when(known(facts.ORDER_ON), _NONE, _days_all_stays),
    "screen_this_stay": _state(constant(180) < _days_this_stay),
    "screen_all_stays": _state(constant(180) < _days_all_stays),
}
"""
Column to expression. ``screen_*`` is the state at `as_of` at the most; at the least nobody is over.
"""

NOT_KNOWN = ("finality", "court stays", "failure to comply", "custody outside ICE")
"""
What no release says, and each bound leaves open.
"""
