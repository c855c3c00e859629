"""
The calendars that clocks count on.

The federal list with its days in lieu is the default. Others leave the days in
lieu out, add what Minnesota keeps, or add days on which offices were closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from custodes.law.calendar import Calendar, read_closures, read_holidays
from custodes.law.choice import Choice
from custodes.law.expression import Expr, pick

_PACKAGE = "custodes.law.us.calendars"
_FEDERAL = read_holidays(_PACKAGE, "federal.toml")
_MINNESOTA = read_holidays(_PACKAGE, "minnesota.toml")
_CLOSURES = read_closures(_PACKAGE, "closures.toml")

FEDERAL = Calendar("federal", _FEDERAL)
WEEKENDS = Calendar("weekends")

OBSERVED_HOLIDAYS = Choice(
    id="observed_holidays",
    asks="When a holiday falls on a weekend, is the weekday kept in its place a holiday too?",
    asks_spanish="Cuando un día feriado cae en fin de semana, ¿es también feriado el día laborable que "
    "se guarda en su lugar?",
    readings={
        "true": "the days in lieu of 5 USC 6103(b)(1), which speaks of pay and leave, and E.O. 11582",
        "false": "only the days that 5 USC 6103(a) names",
    },
    default="true",
)
STATE_HOLIDAYS = Choice(
    id="state_holidays",
    asks="Do the holidays of a State stop the clock as well?",
    asks_spanish="¿Detienen también el reloj los días feriados de un estado?",
    readings={
        "none": "the federal list alone",
        "minnesota": "Minn. Stat. 645.44, subd. 5: the Friday after Thanksgiving",
    },
    default="none",
)
DECLARED_CLOSURES = Choice(
    id="declared_closures",
    asks="Do days on which federal offices were closed by order stop the clock?",
    asks_spanish="¿Detienen el reloj los días en que las oficinas federales cerraron por orden?",
    readings={
        "none": "an order that closes offices makes no holiday",
        "executive_orders": "24 and 26 December 2025",
    },
    default="none",
)

_OBSERVED = {"true": True, "false": False}
_STATES = {"none": (), "minnesota": _MINNESOTA}
_CLOSED = {"none": {}, "executive_orders": _CLOSURES}
_ALL = {
    (o, s, c): Calendar(
        f"federal{'' if _OBSERVED[o] else '_actual'}{'_' + s if _STATES[s] else ''}"
        f"{'_closures' if _CLOSED[c] else ''}",
        (*_FEDERAL, *_STATES[s]),
        observed=_OBSERVED[o],
        closures=_CLOSED[c],
    )
    for o in OBSERVED_HOLIDAYS.readings
    for s in STATE_HOLIDAYS.readings
    for c in DECLARED_CLOSURES.readings
}

T = TypeVar("T")


def on_federal(use: Callable[[Calendar], Expr[T]]) -> Expr[T]:
    """
    An expression on the federal calendar, as one reads days in lieu.
    """
    return pick(
        OBSERVED_HOLIDAYS, {o: use(_ALL[o, "none", "none"]) for o in OBSERVED_HOLIDAYS.readings}
    )


def on_offices(use: Callable[[Calendar], Expr[T]]) -> Expr[T]:
    """
    The same, as one reads closures declared by order.
    """
    return pick(
        DECLARED_CLOSURES,
        {
            c: pick(
                OBSERVED_HOLIDAYS, {o: use(_ALL[o, "none", c]) for o in OBSERVED_HOLIDAYS.readings}
            )
            for c in DECLARED_CLOSURES.readings
        },
    )


def on_jails(use: Callable[[Calendar], Expr[T]]) -> Expr[T]:
    """
    The same, as one reads the holidays of a State too.
    """
    return pick(
        STATE_HOLIDAYS,
        {
            s: pick(
                DECLARED_CLOSURES,
                {
                    c: pick(
                        OBSERVED_HOLIDAYS,
                        {o: use(_ALL[o, s, c]) for o in OBSERVED_HOLIDAYS.readings},
                    )
                    for c in DECLARED_CLOSURES.readings
                },
            )
            for s in STATE_HOLIDAYS.readings
        },
    )
