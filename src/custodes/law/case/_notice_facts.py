"""
The facts on which it turns who may be told, as they stood on the day of the question.
"""

from __future__ import annotations

from typing import Any

from custodes.law.case._case import Case, Event
from custodes.law.case._notice_events import ASKED

_FOUND: dict[str, dict[str, dict[str, bool]]] = {
    "protected_application_checked": {
        "none": {"protected_application": False},
        "pending": {
            "protected_application": True,
            "protected_application_denied_for_good": False,
            "protected_exception_recorded": False,
        },
        "denied_for_good": {
            "protected_application": True,
            "protected_application_denied_for_good": True,
        },
        "exception_recorded": {
            "protected_application": True,
            "protected_exception_recorded": True,
        },
    },
    "fear_claim_checked": {
        "none": {"fear_claim": False},
        "shown": {"fear_claim": True, "fear_claim_consent": False},
        "consented": {"fear_claim": True, "fear_claim_consent": True},
    },
    "privacy_checked": {
        "covered": {"privacy_cleared": True},
        "not_covered": {"privacy_cleared": False},
    },
    "sealed_record_checked": {
        "none": {"sealed_or_juvenile": False},
        "sealed": {"sealed_or_juvenile": True},
    },
}
"""
What a look at the record found, as facts; a look that nobody took leaves them to be found.
"""


def notice_facts(case: Case) -> dict[str, Any]:
    """
    From the name of a fact to its value, of the last question of notice; none without one.
    """
    asked = case.last("notice_asked")
    if asked is None:
        return {}
    facts: dict[str, Any] = {"tell_on": asked.begins, "recipient": asked.fields["recipient"]}
    facts |= {
        fact: asked.fields[word] == "yes" for word, fact in ASKED.items() if word in asked.fields
    }
    facts["registered"] = _before(case, asked, "registration") is not None
    for what, found in _FOUND.items():
        look = _before(case, asked, what)
        if look is not None:
            facts |= found[look.fields["found"]]
    return facts


def _before(case: Case, asked: Event, what: str) -> Event | None:
    """
    The last of a kind up to the day of the question.
    """
    return next((e for e in reversed(case.of(what)) if e.begins <= asked.begins), None)
