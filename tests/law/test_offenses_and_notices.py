"""
Offenses and questions of notice told as events of a case.
"""

from datetime import date

import pytest

from custodes.errors import CaseError
from custodes.law import parse_case, read_case
from custodes.law.case import KINDS, facts_of
from custodes.law.case._notice_facts import _FOUND

READ = {"what": "threat_level_read", "on": date(2012, 3, 1), "scheme": "ICE2010"}
ASKED = {"what": "notice_asked", "on": date(2019, 6, 3), "recipient": "victim"}


def case(*events, **said):
    return parse_case({"as_of": date(2020, 1, 1), "event": list(events), **said})


def conviction(**said):
    return {"what": "conviction", "on": date(2010, 5, 5), **said}


def missing(found, rule, output):
    return next(a.missing for a in found.answers if a.rule.id == rule and a.output.id == output)


def test_what_a_file_does_not_say_of_a_conviction_is_named():
    found = read_case(case(conviction(punishable="over_one_year"), READ))
    assert missing(found, "us.severity", "threat_level") == ["aggravated_felony"]


def test_who_did_not_look_for_a_protected_application_is_told_to():
    found = read_case(case(ASKED))
    assert "protected_application" in missing(found, "us.notification", "disclosure")
    assert found.value("notification", "answer_outside") == "NO_INFORMATION"


def test_neither_rule_is_read_for_a_case_that_has_no_such_event():
    order = {"what": "order_entered", "on": date(2019, 1, 1), "kind": "final"}
    rules = {a.rule.id for a in read_case(case(order)).answers}
    assert not {"us.severity", "us.notification"} & rules


@pytest.mark.parametrize("code", ["901", "09011", "9O1A", "٠٩٠١"])
def test_a_code_that_is_not_four_digits_is_refused(code):
    with pytest.raises(CaseError, match="four digits"):
        facts_of(case(conviction(ncic_code=code)))


def test_of_two_codes_none_stands_for_the_case():
    two = case(conviction(ncic_code="0901"), conviction(ncic_code="1301"))
    assert "ncic_code" not in facts_of(two)
    same = case(conviction(ncic_code="0901"), conviction(ncic_code="0901"))
    assert facts_of(same)["ncic_code"] == "0901"


def test_every_finding_of_a_look_is_a_fact_and_no_other():
    words = {k.what: dict(k.words)["found"] for k in KINDS if k.what in _FOUND}
    assert {what: set(found) for what, found in _FOUND.items()} == {
        what: set(allowed) for what, allowed in words.items()
    }


@pytest.mark.parametrize(
    ("unknown", "gone"),
    [
        ("conviction", {"aggravated_felony", "crimes_over_one_year", "convicted"}),
        ("offense_charged", {"arrested", "convicted", "offense_type"}),
        ("priority_ground", {"gang", "recent_entrant"}),
        ("registration", {"registered"}),
    ],
)
def test_what_may_have_happened_is_a_fact_to_find(unknown, gone):
    known = facts_of(case(READ, ASKED))
    left = facts_of(case(READ, ASKED, unknown=[unknown]))
    assert gone <= {*known, "offense_type"}
    assert not gone & set(left)
