"""
The facts of offenses, of those up to the day for which a level is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from custodes.errors import CaseError, LawError
from custodes.law.case._case import Case, Event
from custodes.law.case._offense_events import OFFENSE_TYPES, PRIORITY_GROUNDS
from custodes.law.us.severity_offenses import group_of
from custodes.law.us.severity_schemes import SCHEMES

_MISDEMEANORS = {"misdemeanor", "significant_misdemeanor"}


def offense_facts(case: Case) -> dict[str, Any]:
    """
    From the name of a fact to its value; what an event does not say is a fact to find.

    Raises:
        CaseError: An offense code is not four digits.
    """
    read = case.last("threat_level_read")
    convictions = _up_to(read, case.of("conviction"))
    facts = _codes(convictions)
    if read is None:
        return facts
    scheme = read.fields["scheme"]
    facts |= {"threat_on": read.begins, "threat_scheme": scheme}
    facts |= _convictions(convictions)
    facts |= _types(scheme, convictions, _up_to(read, case.of("offense_charged")))
    grounds = {e.fields["ground"] for e in _up_to(read, case.of("priority_ground"))}
    facts |= {g: g in grounds for g in PRIORITY_GROUNDS}
    orders = [e for e in _up_to(read, case.of("order_entered")) if e.fields["kind"] == "final"]
    if orders:
        facts |= {"final_order": True, "final_order_on": orders[-1].begins}
    return facts


def _up_to(read: Event | None, events: Sequence[Event]) -> list[Event]:
    return [e for e in events if read is None or e.begins <= read.begins]


def _codes(convictions: Sequence[Event]) -> dict[str, Any]:
    """
    The code and its level of the one conviction that has either; of several, none stands out.
    """
    facts: dict[str, Any] = {}
    for name in ("ncic_code", "ncic_level"):
        found = {e.fields[name] for e in convictions if name in e.fields}
        if len(found) == 1:
            facts[name] = found.pop()
    for event in convictions:
        if "ncic_code" in event.fields:
            try:
                group_of(event.fields["ncic_code"])
            except LawError as error:
                raise CaseError(str(error)) from error
    return facts


def _convictions(events: Sequence[Event]) -> dict[str, Any]:
    kinds, terms = _said(events, "kind"), _said(events, "punishable")
    facts = {
        "aggravated_felony": _any(kinds, "aggravated_felony"),
        "felony": _any(kinds, "felony"),
        "significant_misdemeanor": _any(kinds, "significant_misdemeanor"),
        "misdemeanors": _count(kinds, lambda k: k in _MISDEMEANORS),
        "crimes_over_one_year": _count(terms, lambda t: t == "over_one_year"),
        "crimes_exactly_one_year": _count(terms, lambda t: t == "exactly_one_year"),
        "crimes_under_one_year": _count(terms, lambda t: t == "under_one_year"),
    }
    return {name: value for name, value in facts.items() if value is not None}


def _said(events: Sequence[Event], field: str) -> list[str | None]:
    return [e.fields.get(field) for e in events]


def _any(said: Sequence[str | None], word: str) -> bool | None:
    """
    Whether one is; null where one that does not say so could be.
    """
    if word in said:
        return True
    return None if None in said else False


def _count(said: Sequence[str | None], counts: Callable[[str], bool]) -> int | None:
    return None if None in said else sum(counts(s) for s in said if s is not None)


def _types(scheme: str, convictions: list[Event], charges: list[Event]) -> dict[str, Any]:
    """
    The gravest type under the scheme, and whether it was a conviction or an arrest.
    """
    offenses = [*convictions, *charges]
    if not offenses:
        return {"convicted": False, "arrested": False}
    types = _said(offenses, "offense_type")
    if None in types:
        return {}
    # A type that the scheme does not name is on none of its levels.
    named = [t for listed in SCHEMES[scheme].levels.values() for t in listed]
    order = [*named, *(t for t in OFFENSE_TYPES if t not in named)]
    gravest = min((t for t in types if t), key=order.index)
    return {
        "offense_type": gravest,
        "convicted": gravest in _said(convictions, "offense_type"),
        "arrested": gravest in _said(charges, "offense_type"),
    }
