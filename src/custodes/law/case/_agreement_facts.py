"""
The facts of a 287(g) agreement, of an officer under it and of a complaint.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from custodes.errors import CaseError
from custodes.law.case._case import Case, Event
from custodes.law.us.agreement_lifecycle import AgreementState, may_follow


def agreement_facts(case: Case) -> dict[str, Any]:
    """
    From the name of a fact to its value; a template that no event names is a fact to find.

    Raises:
        CaseError: The agreement took a state that cannot follow the one before.
    """
    states, notice = case.of("agreement_became"), case.last("agreement_notice_given")
    template = _template(*states, notice)
    _check(states, template)
    signed = [e for e in states if e.fields["state"] == "SIGNED"]
    facts = {
        "agreement_template": template,
        "agreement_state": states[-1].fields["state"] if states else None,
        "agreement_signed_on": _on(signed[-1] if signed else None),
        "agreement_notice_given_on": _on(notice),
    }
    facts |= _officer(case, template)
    facts |= _complaint(case, template)
    for name in ("agreement_template", "agreement_state", "officer_template", "complaint_template"):
        if facts[name] is None:
            del facts[name]
    if states and not signed:
        del facts["agreement_signed_on"]
    return facts


def _officer(case: Case, template: str | None) -> dict[str, Any]:
    authorized, revoked = case.last("officer_authorized"), case.last("officer_revoked")
    return {
        "officer_template": _template(authorized) or template,
        "officer_authorized_on": _on(authorized),
        "officer_revoked": revoked is not None,
        "officer_revoked_on": _on(revoked),
    }


def _complaint(case: Case, template: str | None) -> dict[str, Any]:
    received = case.last("complaint_received")
    after = {
        e.what: e
        for e in case.of("complaint_reported", "complaint_resolved", "complaint_result_given")
        if received and e.begins >= received.begins
    }
    return {
        "complaint_template": _template(received) or template,
        "complaint_received_at": received.at if received else None,
        **{f"{what}_on": _on(after.get(what)) for what in _COMPLAINT},
    }


_COMPLAINT = ("complaint_reported", "complaint_resolved", "complaint_result_given")


def _template(*events: Event | None) -> str | None:
    named = [e.fields["template"] for e in events if e and "template" in e.fields]
    return named[-1] if named else None


def _check(states: list[Event], template: str | None) -> None:
    for one, two in pairwise(states):
        before, after = (AgreementState(e.fields["state"]) for e in (one, two))
        if not may_follow(before, after, template):
            raise CaseError(
                f"An agreement that was {before} on {one.begins} cannot be {after} on"
                f" {two.begins}; correct one of the two."
            )


def _on(event: Event | None) -> Any:
    return event.begins if event else None
