"""
The facts of a travel document.

The last request counts, and what came on or after its day from the same country
or from none that is named.
"""

from __future__ import annotations

from typing import Any

from custodes.law.case._case import Case, Event

_FOLLOWING = (
    "consular_interview",
    "travel_document_answered",
    "travel_document_issued",
    "travel_document_refused",
    "travel_document_no_response",
)


def document_facts(case: Case) -> dict[str, Any]:
    """
    From the name of a fact to its value; a day that an event does not state is to be found.
    """
    request, travel = case.last("travel_document_requested"), case.last("travel_scheduled")
    facts: dict[str, Any] = {
        "travel_document_requested": request is not None,
        "travel_document_requested_on": request.begins if request else None,
        "travel_document_expired": False,
        "travel_document_expires_on": None,
        "travel_scheduled": travel is not None,
        "travel_on": travel.fields.get("travel_on") if travel else None,
        "departure": case.last("departure") is not None,
    }
    if travel and facts["travel_on"] is None:
        del facts["travel_on"]
    for what in _FOLLOWING:
        event = _last_of(case, what, request)
        facts[what] = event is not None
        facts[f"{what}_on"] = event.begins if event else None
    issued = _last_of(case, "travel_document_issued", request)
    if issued:
        facts |= _validity(case, issued)
        if facts["travel_document_expires_on"] is None:
            del facts["travel_document_expires_on"]
    return facts


def _validity(case: Case, issued: Event) -> dict[str, Any]:
    expired = _last_of(case, "travel_document_expired", issued)
    return {
        "travel_document_expired": expired is not None,
        "travel_document_expires_on": expired.begins
        if expired
        else issued.fields.get("expires_on"),
    }


def _last_of(case: Case, what: str, since: Event | None) -> Event | None:
    found = [e for e in case.of(what) if since is None or _belongs(e, since)]
    return found[-1] if found else None


def _belongs(event: Event, to: Event) -> bool:
    one, two = event.fields.get("country"), to.fields.get("country")
    return event.begins >= to.begins and (one is None or two is None or one == two)
