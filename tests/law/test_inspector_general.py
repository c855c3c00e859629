"""
The Inspector General's recommendations, against the counts that the reports give.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from custodes.errors import LawError
from custodes.law import RULES
from custodes.law.us.inspector_general import CLOSED, RECOMMENDATIONS, REPORTS, THEMES, slots


def test_the_first_report_made_33_and_not_the_23_of_the_newspaper():
    assert [r.number for r in RECOMMENDATIONS] == list(range(1, 34))
    assert REPORTS[0].number == "OIG-10-63"
    assert REPORTS[0].on == date(2010, 3, 4)
    assert REPORTS[0].all_closed is True


def test_the_reports_made_as_many_as_they_say():
    assert [(r.number, r.recommendations) for r in REPORTS] == [
        ("OIG-10-63", 33),
        ("OIG-10-124", 16),
        ("OIG-11-119", 13),
        ("OIG-12-130", 2),
    ]
    assert [r.agreed for r in REPORTS] == [None, None, 12, None]


def test_of_the_62_of_three_reports_60_were_closed_by_september_2012():
    assert sum(r.recommendations for r in REPORTS[:3]) == 62
    assert CLOSED[:2] == (date(2012, 9, 25), 60)


def test_no_text_is_made_up_and_what_has_none_says_so():
    assert [r.text for r in RECOMMENDATIONS] == [None] * 33
    assert {r.known_from for r in RECOMMENDATIONS} == {None}
    assert not any(r.citation.verified for r in RECOMMENDATIONS)
    assert len(THEMES) == len(set(THEMES)) == 10


def test_a_text_that_someone_copied_fills_its_slot():
    row = {"number": 7, "text": "…", "cite": "OIG-10-63, page 12", "known_from": "primary"}

    found = slots({"recommendation": [row]})

    assert [r.number for r in found if r.text is not None] == [7]
    assert found[6].citation.text == "OIG-10-63, page 12"
    assert found[6].known_from == "primary"


@pytest.mark.parametrize("numbers", [[0], [34], [3, 3]])
def test_a_text_without_a_number_of_the_report_is_refused(numbers):
    row = {"text": "…", "cite": "OIG-10-63", "known_from": "primary"}

    with pytest.raises(LawError, match=re.escape("none of the 33")):
        slots({"recommendation": [{**row, "number": i} for i in numbers]})


def test_a_text_must_say_where_it_was_read_and_how_far():
    with pytest.raises(LawError, match="cites nothing"):
        slots({"recommendation": [{"number": 1, "text": "…", "known_from": "primary"}]})
    with pytest.raises(LawError, match="how far it was checked"):
        slots({"recommendation": [{"number": 1, "text": "…", "cite": "OIG-10-63"}]})


def test_it_is_a_checklist_and_no_rule():
    assert not [r for r in RULES if "inspector" in r.id]
