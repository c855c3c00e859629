"""
The timeline of third-country removal, against days copied by hand.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from custodes.law import RULES
from custodes.law.us.third_country import CHECKED_UNTIL, TERMS, TIMELINE, status_on


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2025, 4, 17), "NOT_RECORDED"),
        (date(2025, 4, 18), "ENJOINED"),
        (date(2025, 6, 22), "ENJOINED"),
        (date(2025, 6, 23), "INJUNCTION_STAYED"),
        (date(2025, 7, 9), "POLICY_IN_FORCE"),
        (date(2026, 2, 26), "SET_ASIDE_AND_STAYED"),
        (date(2026, 3, 20), "UNCERTAIN"),
        (date(2026, 5, 13), "POLICY_IN_FORCE_PENDING_APPEAL"),
        (date(2026, 5, 14), "UNKNOWN"),
    ],
)
def test_the_policy_stood_that_day_as_the_record_says(day, status):
    assert status == status_on(day).status


def test_nothing_is_said_beyond_the_last_day_anyone_looked():
    assert date(2026, 5, 13) == CHECKED_UNTIL
    assert status_on(date.max).status == "UNKNOWN"


def test_days_ascend_and_none_was_read_in_a_primary_text():
    assert all(a.on < b.on for a, b in pairwise(TIMELINE))
    assert "primary" not in {e.known_from for e in TIMELINE}
    assert not any(e.citation.verified for e in TIMELINE)


def test_days_that_are_only_about_right_say_so():
    assert [e.on for e in TIMELINE if not e.exact] == [
        date(2026, 2, 25),
        date(2026, 3, 12),
        date(2026, 3, 31),
    ]


def test_the_memorandum_names_these_hours():
    assert TERMS == {
        "notice_hours": 24,
        "notice_hours_urgent": 6,
        "notice_hours_assured": 0,
        "screening_hours": 24,
    }


def test_it_is_a_timeline_and_no_rule():
    assert not [r for r in RULES if "third_country" in r.id]
