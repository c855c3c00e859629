"""
Removal to a third country: what policy and courts said, by day. A timeline, not a rule.

Nothing here is counted in any clock. It is shown beside an answer, so that a
person knows under which policy a removal would have been made that day.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from custodes.law.citation import Citation
from custodes.law.us._data import KnownFrom, cited, known_from, read_table

_FILE = "third_country.toml"
_RAW = read_table(_FILE)

STATUTE = Citation(_RAW["statute"], "https://www.law.cornell.edu/uscode/text/8/1231")
CHECKED_UNTIL: date = _RAW["checked_until"]
"""
The last day on which anyone looked; later days are unknown.
"""
TERMS: dict[str, int] = {t["name"]: t["is"] for t in _RAW["term"]}
"""
The hours that the memorandum of 9 July 2025 names.
"""


class ThirdCountryStatus(StrEnum):
    """
    How the policy stood.
    """

    NOT_RECORDED = "NOT_RECORDED"
    ENJOINED = "ENJOINED"
    INJUNCTION_STAYED = "INJUNCTION_STAYED"
    POLICY_IN_FORCE = "POLICY_IN_FORCE"
    SET_ASIDE_AND_STAYED = "SET_ASIDE_AND_STAYED"
    UNCERTAIN = "UNCERTAIN"
    POLICY_IN_FORCE_PENDING_APPEAL = "POLICY_IN_FORCE_PENDING_APPEAL"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class PolicyEvent:
    """
    What held from a day on.

    Attributes:
        on: The day.
        exact: Whether the day is known, and not merely about right.
        status: How the policy stood from then.
        says: What happened.
        citation: What this rests on.
        known_from: How far it was checked.
    """

    on: date
    exact: bool
    status: ThirdCountryStatus
    says: str
    citation: Citation
    known_from: KnownFrom


TIMELINE: tuple[PolicyEvent, ...] = tuple(
    PolicyEvent(
        e["on"],
        e.get("exact", True),
        ThirdCountryStatus(e["status"]),
        e["says"],
        cited(_FILE, e),
        known_from(_FILE, e),
    )
    for e in _RAW["event"]
)
"""
Everything that is recorded, the oldest first.
"""


@dataclass(frozen=True, slots=True)
class PolicyOnDay:
    """
    How the policy stood on a day.

    Attributes:
        status: In one word.
        since: What it follows from; None: nothing is recorded for that day.
    """

    status: ThirdCountryStatus
    since: PolicyEvent | None


def status_on(day: date) -> PolicyOnDay:
    """
    How the policy stood on a day.

    Says nothing of any one removal, or whether a country would take anyone.

    >>> status_on(date(2025, 5, 1)).status.value
    'ENJOINED'
    >>> status_on(date(2026, 9, 1)).status.value
    'UNKNOWN'
    """
    place = bisect_right([e.on for e in TIMELINE], day)
    last = TIMELINE[place - 1] if place else None
    if day > CHECKED_UNTIL:
        return PolicyOnDay(ThirdCountryStatus.UNKNOWN, last)
    if last is None:
        return PolicyOnDay(ThirdCountryStatus.NOT_RECORDED, None)
    return PolicyOnDay(last.status, last)
