"""
One case: a list of dated events, TOML or JSON.

    as_of = 2025-08-31
    circuit = "11"

    [[event]]
    what = "order_entered"
    on = 2025-01-15
    kind = "immigration_judge"

    [[event]]
    what = "ice_custody"
    from = 2025-01-02      # no `to`: it lasts

An event that is not there did not happen, unless `unknown` names its kind.
"""

from custodes.law.case._case import Case, Event, load_case, parse_case
from custodes.law.case._events import KINDS, EventKind
from custodes.law.case._facts import facts_of
from custodes.law.case._schema import case_schema

__all__ = [
    "KINDS",
    "Case",
    "Event",
    "EventKind",
    "case_schema",
    "facts_of",
    "load_case",
    "parse_case",
]
