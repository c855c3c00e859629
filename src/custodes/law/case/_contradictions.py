"""
What cannot be: two facts that contradict each other are refused, naming both.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

from custodes.errors import CaseError
from custodes.law.case._case import Case, Event

_FOLLOWS = {
    "appeal_filed": ("order_entered",),
    "appeal_waived": ("order_entered",),
    "board_decision": ("order_entered",),
    "reinstatement": ("order_entered",),
    "court_decision": ("petition_filed", "habeas_filed"),
    "mandate": ("court_decision",),
    "compliance": ("failure_to_comply", "notice_of_failure_to_comply"),
    "likelihood_acknowledged": ("likelihood_request",),
    "likelihood_denied": ("likelihood_request",),
    "travel_document_expired": ("travel_document_issued",),
    "revocation_interview": ("revocation",),
    "danger_hearing_held": ("danger_referred",),
    "officer_revoked": ("officer_authorized",),
    "complaint_reported": ("complaint_received",),
    "complaint_resolved": ("complaint_received",),
    "complaint_result_given": ("complaint_resolved",),
    "travel_document_no_response": ("travel_document_requested",),
    "foia_question": ("foia_received", "foia_misrouted"),
    "foia_question_answered": ("foia_question",),
    "foia_determination": ("foia_received", "foia_misrouted"),
    "foia_appeal": ("foia_determination", "foia_received"),
    "foia_appeal_decision": ("foia_appeal",),
}
"""
Each cannot come before the first of what it follows.
"""
_NOT_AFTER_DEPARTURE = {"order_entered", "ice_custody", "detainer_lodged", "review_held"}


def check(case: Case) -> None:
    """
    Refuse a case that cannot be so.

    Raises:
        CaseError: Two facts contradict each other.
    """
    for event in case.events:
        _check_span(event, case.as_of)
        _check_order(event, case)
    _check_custodies(case)
    _check_appeal(case)
    _check_departure(case)
    for what in case.unknown:
        found = case.last(what)
        if found:
            raise CaseError(f"{what} is listed as unknown, and there is {found}; drop one of them.")


def _check_span(event: Event, as_of: date) -> None:
    if event.ends and event.ends < event.begins:
        raise CaseError(
            f"{event.kind.english} ends on {event.ends} before it begins on {event.begins}; correct one."
        )
    last = event.ends or event.begins
    if last > as_of:
        raise CaseError(
            f"{event} lies beyond the day of the reading, as_of {as_of}; correct one of the two."
        )


def _check_order(event: Event, case: Case) -> None:
    before = _FOLLOWS.get(event.what)
    if before is None:
        return
    first = next((e for e in case.events if e.what in before), None)
    if first is None:
        raise CaseError(f"{event} follows no {' or '.join(before)}; add it or drop the event.")
    if event.begins < first.begins:
        raise CaseError(f"{event} comes before {first}; correct one of the two.")


def _check_custodies(case: Case) -> None:
    held = case.of("ice_custody", "criminal_custody")
    for one, two in combinations(held, 2):
        ended = case.ended(one)
        if ended is None or two.begins < ended:
            if one.begins == one.ends or two.begins == two.ends:
                continue
            raise CaseError(f"{one} and {two} are two custodies at once; correct one of the two.")
    for release in case.of("release"):
        for stretch in case.of("ice_custody"):
            if stretch.begins < release.begins and stretch.ends and stretch.ends > release.begins:
                raise CaseError(f"{release} lies within {stretch}; correct one of the two.")


def _check_appeal(case: Case) -> None:
    waived, filed = case.last("appeal_waived"), case.last("appeal_filed")
    orders = case.of("order_entered")
    if (
        waived
        and filed
        and not any(
            min(waived.begins, filed.begins) < o.begins <= max(waived.begins, filed.begins)
            for o in orders
        )
    ):
        raise CaseError(f"{waived} and {filed} contradict each other; drop one of the two.")
    for one, two in pairwise(orders):
        if one.begins == two.begins:
            raise CaseError(
                f"{one} and {two} are two orders on one day; keep the one that governs."
            )
    if case.of("reinstatement") and not orders:
        raise CaseError("An order is reinstated and none was entered; add the order.")


def _check_departure(case: Case) -> None:
    left = case.last("departure")
    if left is None:
        return
    for event in case.events:
        if event.what in _NOT_AFTER_DEPARTURE and event.begins > left.begins:
            raise CaseError(f"{event} comes after {left}; correct one of the two.")
        ended = case.ended(event)
        lasts = event.kind.shape == "span" and (ended is None or ended > left.begins)
        if lasts and event.begins <= left.begins:
            raise CaseError(f"{event} lasts beyond {left}; correct one of the two.")
