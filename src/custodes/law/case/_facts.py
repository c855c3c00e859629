"""
The facts of a case, as rules read them.

An event that is not in the file did not happen; one listed under `unknown` may
have: its facts are left out, and whatever turns on them is unknown.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from custodes.law.case._agreement_facts import agreement_facts
from custodes.law.case._case import Case, Event
from custodes.law.case._later_facts import later_facts
from custodes.law.case._notice_facts import notice_facts
from custodes.law.case._offense_events import PRIORITY_GROUNDS
from custodes.law.case._offense_facts import offense_facts


def facts_of(case: Case) -> dict[str, Any]:
    """
    From the name of a fact to its value; None is no value, absent is unknown.
    """
    facts: dict[str, Any] = {
        "as_of": case.as_of,
        "circuit": case.circuit,
        "withholding_pending": case.withholding_only_pending,
    }
    if case.circuit is None:
        del facts["circuit"]
    facts |= _order(case)
    facts |= _court(case)
    facts |= _custody(case)
    facts |= _compliance(case)
    facts |= later_facts(case)
    facts |= agreement_facts(case)
    facts |= offense_facts(case)
    facts |= notice_facts(case)
    for what in case.unknown:
        for name in _UNKNOWN.get(what, (what, f"{what}_on")):
            facts.pop(name, None)
    return facts


_OFFENSE = ("offense_type", "convicted", "arrested")
_CONVICTIONS = (
    "aggravated_felony",
    "felony",
    "significant_misdemeanor",
    "misdemeanors",
    "crimes_over_one_year",
    "crimes_exactly_one_year",
    "crimes_under_one_year",
    "ncic_code",
    "ncic_level",
)
_UNKNOWN = {
    "appeal_filed": ("appealed",),
    "appeal_waived": ("appeal_waived",),
    "board_decision": ("board_decided", "board_decided_on"),
    "petition_filed": ("petitioned",),
    "court_stay": ("court_stayed",),
    "court_decision": ("court_decided", "court_decided_on"),
    "mandate": ("mandate_issued", "mandate_on"),
    "order_executable": ("executable", "executable_on"),
    "order_entered": ("order_kind", "order_on"),
    "failure_to_comply": ("noncompliance",),
    "notice_of_failure_to_comply": ("noncompliance", "noncompliance_noticed"),
    "compliance": ("noncompliance", "noncompliance_noticed"),
    "habeas_filed": ("habeas_on",),
    "detainer_served": ("detainer_served",),
    "revocation": ("revoked", "revoked_on"),
    "conviction": (*_OFFENSE, *_CONVICTIONS),
    "offense_charged": _OFFENSE,
    "priority_ground": PRIORITY_GROUNDS,
    "registration": ("registered",),
}


def _order(case: Case) -> dict[str, Any]:
    order = case.last("order_entered")
    if order is None:
        return {}  # an order that nobody entered is a fact to find
    reinstated = _of_order(case, "reinstatement")
    board = _of_order(case, "board_decision")
    return {
        "order_kind": "reinstated" if reinstated else order.fields["kind"],
        "order_on": order.begins,
        "departure_by": order.fields.get("departure_by"),
        "departure_bond_missed": _of_order(case, "departure_bond_missed") is not None,
        "appeal_waived": _of_order(case, "appeal_waived") is not None,
        "appealed": _of_order(case, "appeal_filed") is not None,
        "board_decided": board is not None,
        "board_decided_on": _on(board),
        "reinstated_on": _on(reinstated),
    }


def _of_order(case: Case, *what: str) -> Event | None:
    """
    The last such event of the last order; an earlier order's events are its own.
    """
    order = case.last("order_entered")
    found = case.last(*what)
    if found and order and found.begins < order.begins:
        return None
    return found


def _court(case: Case) -> dict[str, Any]:
    decision, mandate = _of_order(case, "court_decision"), _of_order(case, "mandate")
    executable = _of_order(case, "order_executable") or mandate
    return {
        "petitioned": _of_order(case, "petition_filed", "habeas_filed") is not None,
        "court_stayed": _of_order(case, "court_stay") is not None,
        "court_decided": decision is not None,
        "court_decided_on": _on(decision),
        "mandate_issued": mandate is not None,
        "mandate_on": _on(mandate),
        "executable": executable is not None,
        "executable_on": _on(executable),
        "habeas_on": _on(case.last("habeas_filed")),
    }


def _custody(case: Case) -> dict[str, Any]:
    return {
        "ice_custody": tuple((e.begins, case.ended(e)) for e in case.of("ice_custody")),
        "criminal_custody": tuple((e.begins, e.ends) for e in case.of("criminal_custody")),
        "detainee_stay": tuple((e.begins, e.ends) for e in case.of("detainee_stay")),
    }


def _compliance(case: Case) -> dict[str, Any]:
    """
    From each failure to the compliance after it: from the conduct, and from the notice.

    Conduct that nobody dated began by its notice.
    """
    conduct: list[tuple[date, date | None]] = []
    noticed: list[tuple[date, date | None]] = []
    began: date | None = None
    told: date | None = None
    for event in case.of("failure_to_comply", "notice_of_failure_to_comply", "compliance"):
        if event.what == "compliance":
            _close(conduct, began, event.begins)
            _close(noticed, told, event.begins)
            began = told = None
            continue
        since = event.fields.get("conduct_from", event.begins)
        began = min(began, since) if began else since
        if event.what == "notice_of_failure_to_comply":
            told = told or event.begins
    _close(conduct, began, None)
    _close(noticed, told, None)
    return {"noncompliance": tuple(conduct), "noncompliance_noticed": tuple(noticed)}


def _close(spans: list[tuple[date, date | None]], began: date | None, ended: date | None) -> None:
    if began is not None:
        spans.append((began, ended))


def _on(event: Event | None) -> date | None:
    return event.begins if event else None
