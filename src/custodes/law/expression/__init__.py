"""
A small language for rules, about twenty kinds of node, three-valued throughout.

Every expression has a type that mypy checks (``Expr[date]``, ``Expr[datetime]``,
``Expr[bool]``, ``Expr[int]``, ``Expr[str]``, ``Expr[Stretches]``): adding days to
a boolean does not type-check. Unknown is a value: it propagates, and it carries
the names of the facts that are missing. No value with nothing missing means that
the law sets none.

>>> from datetime import date
>>> from custodes.law.expression import date_fact, plus_days, when, known
>>> from custodes.law.interpret import evaluate
>>> final_on = date_fact("final_on", "the order became final")
>>> day_90 = plus_days(final_on, 90)
>>> evaluate({"day_90": day_90}, {"final_on": date(2025, 3, 3)})["day_90"]
datetime.date(2025, 6, 1)
>>> evaluate({"day_90": day_90}, {})["day_90"]
Unknown(missing=frozenset({'final_on'}))
"""

from custodes.law.choice import Choice, Default
from custodes.law.expression._build import (
    all_of,
    any_of,
    bool_fact,
    business_days_between,
    constant,
    date_fact,
    day_of,
    day_reached,
    days_between,
    days_counted,
    earliest,
    either,
    every_day,
    has_any,
    instant_fact,
    int_fact,
    is_open,
    known,
    last_start,
    latest,
    less,
    named,
    next_of,
    no_date,
    no_days,
    no_instant,
    only_if,
    parameter,
    period,
    pick,
    plus_business_days,
    plus_days,
    plus_elapsed,
    plus_minutes,
    plus_months,
    put_back,
    rolled,
    same,
    stretches_fact,
    text_fact,
    total,
    union,
    when,
)
from custodes.law.expression._nodes import Expr, Fact, Kind, Period, Stretches

__all__ = [
    "Choice",
    "Default",
    "Expr",
    "Fact",
    "Kind",
    "Period",
    "Stretches",
    "all_of",
    "any_of",
    "bool_fact",
    "business_days_between",
    "constant",
    "date_fact",
    "day_of",
    "day_reached",
    "days_between",
    "days_counted",
    "earliest",
    "either",
    "every_day",
    "has_any",
    "instant_fact",
    "int_fact",
    "is_open",
    "known",
    "last_start",
    "latest",
    "less",
    "named",
    "next_of",
    "no_date",
    "no_days",
    "no_instant",
    "only_if",
    "parameter",
    "period",
    "pick",
    "plus_business_days",
    "plus_days",
    "plus_elapsed",
    "plus_minutes",
    "plus_months",
    "put_back",
    "rolled",
    "same",
    "stretches_fact",
    "text_fact",
    "total",
    "union",
    "when",
]
