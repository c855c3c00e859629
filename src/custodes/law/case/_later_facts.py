"""
The facts of reviews, grounds, jails and requests for records.
"""

from __future__ import annotations

from typing import Any

from custodes.law.case._case import Case, Event
from custodes.law.case._document_facts import document_facts

_NO_RELEASE = frozenset({"1182(a)(2)", "1182(a)(3)(B)", "1227(a)(2)", "1227(a)(4)(B)"})
"""
8 USC 1231(a)(2).
"""
_BEYOND = frozenset(
    {
        "1182",
        "1182(a)(2)",
        "1182(a)(3)(B)",
        "1227(a)(1)(C)",
        "1227(a)(2)",
        "1227(a)(4)",
        "1227(a)(4)(B)",
        "risk",
    }
)
"""
8 USC 1231(a)(6).
"""


def later_facts(case: Case) -> dict[str, Any]:
    """
    From the name of a fact to its value.
    """
    return {
        **_reviews(case),
        **_requests(case),
        **_grounds(case),
        **document_facts(case),
        **_jail(case),
        **_records(case),
    }


def _on(event: Event | None) -> Any:
    return event.begins if event else None


def _of_kind(case: Case, what: str, *kinds: str) -> list[Event]:
    return [e for e in case.of(what) if e.fields["kind"] in kinds]


def _first(events: list[Event]) -> Any:
    return events[0].begins if events else None


def _reviews(case: Case) -> dict[str, Any]:
    headquarters = _of_kind(case, "review_held", "headquarters", "annual")
    interim = case.last("interim_review_requested")
    held = [
        e
        for e in _of_kind(case, "review_held", "interim")
        if interim and e.begins >= interim.begins
    ]
    return {
        "warned_on": _on(case.last("warning_served")),
        "review_90_on": _first(_of_kind(case, "review_held", "90_day")),
        "review_90_notice_on": _first(_of_kind(case, "review_notice", "90_day")),
        "review_hq_on": _first(_of_kind(case, "review_held", "headquarters")),
        "review_hq_notice_on": _first(_of_kind(case, "review_notice", "headquarters")),
        "review_last_on": headquarters[-1].begins if headquarters else None,
        "interim_asked_on": _on(interim),
        "interim_held_on": _first(held),
    }


def _requests(case: Case) -> dict[str, Any]:
    revoked = case.last("revocation")
    since = revoked.begins if revoked else case.as_of
    reviewed = [e for e in _of_kind(case, "review_held", "after_revocation") if e.begins >= since]
    return {
        "likelihood_on": _on(case.last("likelihood_request")),
        "likelihood_acknowledged_on": _on(case.last("likelihood_acknowledged")),
        "likelihood_denied_on": _on(case.last("likelihood_denied")),
        "revoked": revoked is not None,
        "revoked_on": _on(revoked),
        "revoked_for_violation": bool(revoked and revoked.fields.get("reason") == "violation"),
        "revocation_interview_on": _on(case.last("revocation_interview")),
        "revocation_review_on": _first(reviewed),
        "danger_referred_on": _on(case.last("danger_referred")),
        "danger_hearing_on": _on(case.last("danger_hearing_held")),
    }


def _grounds(case: Case) -> dict[str, Any]:
    facts: dict[str, Any] = {"certified_on": _on(case.last("terrorist_certification"))}
    if case.grounds is not None:
        facts["no_release_ground"] = bool(case.grounds & _NO_RELEASE)
        facts["beyond_ground"] = bool(case.grounds & _BEYOND)
    return facts


def _jail(case: Case) -> dict[str, Any]:
    release = case.last("would_be_release")
    facts: dict[str, Any] = {
        "would_be_release_at": release.at if release else None,
        "detainer_served": case.last("detainer_served") is not None,
    }
    if case.state is not None:
        facts["state"] = case.state
    if case.zone is not None:
        facts["zone"] = case.zone
    return facts


def _records(case: Case) -> dict[str, Any]:
    right, other = case.last("foia_received"), case.last("foia_misrouted")
    asked, answered = case.last("foia_question"), case.last("foia_question_answered")
    return {
        "foia_received_on": _on(other or right),
        "foia_right_on": _on(right),
        "foia_extended": case.last("foia_extended") is not None,
        "foia_asked": asked is not None,
        "foia_asked_on": _on(asked),
        "foia_answered_on": _on(answered),
        "foia_determined_on": _on(case.last("foia_determination")),
        "foia_appealed_on": _on(case.last("foia_appeal")),
        "foia_appeal_decided_on": _on(case.last("foia_appeal_decision")),
    }
