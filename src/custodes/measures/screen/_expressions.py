"""
What is asked of the law's rules, and under which readings.

The same rules read three sets of facts: an order that was final on its recorded
day, with this stay alone; an order of the kind that the case's category tells,
which may become final later or on no day that is known; and all stays of the
person together.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from custodes.law.expression import (
    Expr,
    Stretches,
    date_fact,
    day_reached,
    days_counted,
    period,
    stretches_fact,
)
from custodes.law.interpret import resolved
from custodes.law.us import facts
from custodes.law.us.presumptive_period import (
    CLOCK_COUNTS,
    RULE,
    SINCE,
    SIX_MONTH_UNIT,
    SIX_MONTHS,
)
from custodes.law.us.removal_period import DAY_90, FINAL_ON, LESS, ninety_days
from custodes.measures.screen._words import READINGS

LOW, HIGH = "ice_custody_low", "ice_custody_high"
"""All stays, each with the first or the last day on which it can have ended."""

_NOW = "current_detention_only"
_CALENDAR = "calendar_from_rp_start"
_ALL = "detained_days_cumulative"


def _read(expression: Expr[Any], counts: str, unit: str = "180_days") -> Expr[Any]:
    return resolved(expression, {**READINGS, CLOCK_COUNTS.id: counts, SIX_MONTH_UNIT.id: unit})


def _marks(counts: str, day_90: Expr[date]) -> dict[str, Expr[Any]]:
    return {
        "day_90": _read(day_90, counts),
        "day_180": _read(SIX_MONTHS, counts, "180_days"),
        "six_months": _read(SIX_MONTHS, counts, "six_calendar_months"),
    }


def _held(since: Expr[date], custody: Expr[Stretches], until: Expr[date]) -> Expr[int]:
    return _read(days_counted(since, period(0, "days", counting=custody), until), _NOW)


_day_90_here = day_reached(SINCE, ninety_days(LESS))
_here = _marks(_NOW, _day_90_here)
_whatever = _marks(_CALENDAR, DAY_90)

BY_DATE: dict[str, Expr[Any]] = {
    "counted_from": _read(SINCE, _NOW),
    **_here,
    **{f"{name}_earliest": e for name, e in _whatever.items()},
    "days_held": _read(RULE.expressions["days_current"], _NOW),
    "days_held_low": _held(SINCE, facts.ICE_CUSTODY, date_fact("held_to_low", "low", "mín.")),
    "days_held_high": _held(SINCE, facts.ICE_CUSTODY, date_fact("held_to_high", "high", "máx.")),
}
"""The recorded day is that on which the order became final; one stay, that goes on."""

BY_KIND: dict[str, Expr[Any]] = {f"{name}_latest": e for name, e in _here.items()}
"""The order is of the kind that the category tells; one stay, that goes on."""

_all = _marks(_ALL, DAY_90)

ALL_STAYS: dict[str, Expr[Any]] = {
    "day_180_all_stays": _all["day_180"],
    "six_months_all_stays": _all["six_months"],
    "days_held_all_stays": _read(RULE.expressions["days_held_since_final"], _ALL),
    "days_held_all_stays_low": _held(FINAL_ON, stretches_fact(LOW, "low", "mín."), facts.AS_OF),
    "days_held_all_stays_high": _held(FINAL_ON, stretches_fact(HIGH, "high", "máx."), facts.AS_OF),
}
"""The recorded day again, and every stay of the person in the release."""
