"""
The travel document: the states restated, one case, a column; which request counts.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_columns import column, plain

from custodes.law import facts_of, parse_case, read_case
from custodes.law.interpret import Program, Unknown
from custodes.law.us.travel_document import RULE

OUTPUTS = RULE.expressions
PROGRAM = Program(OUTPUTS)

# What happened last decides; on one day the later stage does.
STAGES = {
    "travel_document_issued": "ISSUED",
    "travel_document_refused": "DENIED",
    "travel_document_no_response": "NO_RESPONSE",
    "consular_interview": "CONSULAR_INTERVIEW",
    "travel_document_requested": "REQUESTED",
}
ANSWERS = ("travel_document_answered", "travel_document_issued", "travel_document_refused")


class Missing(Exception):  # noqa: N818 - a fact that is missing is no error
    pass


class Facts(dict):
    def __missing__(self, name):
        raise Missing(name)


def one(*tests):
    missing = False
    for test in tests:
        try:
            if test():
                return True
        except Missing:
            missing = True
    if missing:
        raise Missing
    return False


def both(*tests):
    return not one(*(lambda test=test: not test() for test in tests))


def expired(f):
    return one(
        lambda: f["travel_document_expired"],
        lambda: f["travel_document_expires_on"] < f["as_of"],
    )


def state(f):
    if f["departure"]:
        return "REMOVED"
    if both(lambda: f["travel_scheduled"], lambda: f["as_of"] <= f["travel_on"]):
        return "TRAVEL_SCHEDULED"
    if not one(*(lambda stage=stage: f[stage] for stage in STAGES)):
        return "TD_NOT_REQUESTED"
    days = {stage: f[f"{stage}_on"] for stage in STAGES if f[stage]}
    last = max(days.values())
    stage = next(s for s in STAGES if days.get(s) == last)
    if stage == "travel_document_issued":
        return "EXPIRED" if expired(f) else "ISSUED"
    return STAGES[stage]


def since_answer(f):
    if not one(*(lambda a=a: f[a] for a in ANSWERS)):
        return None
    return (f["as_of"] - max(f[f"{a}_on"] for a in ANSWERS if f[a])).days


RESTATED = {
    "document_state": state,
    "days_since_request": lambda f: (f["as_of"] - f["travel_document_requested_on"]).days,
    "days_since_answer": since_answer,
    "expires_before_travel": lambda f: f["travel_document_expires_on"] < f["travel_on"],
}
days = st.dates(date(2025, 1, 1), date(2025, 1, 12))
maybe = st.booleans()
FACTS = {
    **dict.fromkeys(sorted({*STAGES, *ANSWERS}), maybe),
    **{f"{stage}_on": days for stage in sorted({*STAGES, *ANSWERS})},
    "travel_document_expired": st.sampled_from([False, False, True]),
    "travel_document_expires_on": days,
    "travel_scheduled": maybe,
    "travel_on": days,
    "departure": st.sampled_from([False, False, False, True]),
}


@st.composite
def cases(draw):
    left_out = draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=3))
    found = {name: draw(values) for name, values in FACTS.items() if name not in left_out}
    return {"as_of": draw(days), **found}


def by_hand(row):
    answers = {}
    for name, use in RESTATED.items():
        try:
            answers[name] = use(Facts(row))
        except Missing:
            answers[name] = None
    return answers


@given(st.lists(cases(), min_size=4, max_size=30))
def test_the_text_one_case_and_a_column_agree(rows):
    answers = column(OUTPUTS, rows)

    assert set(RESTATED) == set(OUTPUTS)
    for row, answer in zip(rows, answers, strict=True):
        assert by_hand(row) == plain(PROGRAM.run(row))
        assert by_hand(row) == answer


def case_of(*events, **top):
    return parse_case({"as_of": date(2025, 9, 20), "event": list(events), **top})


ASKED = {"what": "travel_document_requested", "on": date(2025, 3, 3)}


def test_a_refusal_of_which_nobody_knows_leaves_the_state_open_and_names_it():
    case = case_of(ASKED, unknown=["travel_document_refused"])

    answer = Program(OUTPUTS).run(facts_of(case))["document_state"]

    assert "travel_document_refused" in answer.missing


def test_a_document_without_its_last_day_names_the_day_to_find():
    case = case_of(ASKED, {"what": "travel_document_issued", "on": date(2025, 9, 1)})

    answer = Program(OUTPUTS).run(facts_of(case))["document_state"]

    assert Unknown(frozenset({"travel_document_expires_on"})) == answer


def test_a_journey_without_its_day_names_the_day_to_find():
    case = case_of(ASKED, {"what": "travel_scheduled", "on": date(2025, 9, 1)})

    answer = Program(OUTPUTS).run(facts_of(case))["document_state"]

    assert Unknown(frozenset({"travel_on"})) == answer


@pytest.mark.parametrize(
    ("country", "expected"), [("LA", "DENIED"), ("VN", "REQUESTED"), (None, "DENIED")]
)
def test_a_refusal_counts_for_its_own_country(country, expected):
    refused = {"what": "travel_document_refused", "on": date(2025, 5, 5)}
    case = case_of(ASKED | {"country": "LA"}, refused | ({"country": country} if country else {}))

    assert expected == read_case(case).value("travel_document", "document_state")
