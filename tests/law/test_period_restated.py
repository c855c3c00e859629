"""
The removal period and the six months: the text restated, one case, a column.
"""

from __future__ import annotations

from datetime import date, timedelta

import restated_period as restated
from hypothesis import given, settings
from hypothesis import strategies as st
from law_columns import column, plain

from custodes.law.interpret import Program
from custodes.law.us import presumptive_period, removal_period
from custodes.law.us.facts import ORDER_KINDS

RULES = (removal_period.RULE, presumptive_period.RULE)
CHOICES = {c.id: c for rule in RULES for c in rule.choices}
OUTPUTS = {
    "final_on": removal_period.FINAL_ON,
    "start": removal_period.START,
    "day_90": removal_period.DAY_90,
    "six_months": presumptive_period.SIX_MONTHS,
    "status": presumptive_period.STATUS,
    "days": presumptive_period._days_by(presumptive_period.facts.AS_OF),
}
RESTATED = {
    "final_on": restated.final_on,
    "start": restated.removal_start,
    "day_90": restated.day_90,
    "six_months": restated.six_months,
    "status": restated.status,
    "days": restated.held_so_far,
}

FIRST = date(2024, 1, 1)
days = st.integers(0, 300).map(lambda n: FIRST + timedelta(n))


@st.composite
def stretches(draw, most, longest=150):
    spans = []
    for _ in range(draw(st.integers(0, most))):
        begin = draw(days)
        spans.append((begin, begin + timedelta(draw(st.integers(1, longest)))))
    if spans and draw(st.integers(0, 2)) == 0:
        spans.sort()
        spans[-1] = (spans[-1][0], None)
    return tuple(spans)


FACTS = {
    "as_of": st.integers(200, 700).map(lambda n: FIRST + timedelta(n)),
    "order_kind": st.sampled_from(sorted(ORDER_KINDS)) | st.just("immigration_judge"),
    "order_on": days,
    "appeal_waived": st.booleans(),
    "appealed": st.booleans(),
    "board_decided": st.booleans(),
    "board_decided_on": days,
    "departure_by": days,
    "departure_bond_missed": st.booleans(),
    "reinstated_on": days,
    "petitioned": st.booleans(),
    "court_stayed": st.booleans(),
    "court_decided": st.booleans(),
    "court_decided_on": days,
    "mandate_issued": st.booleans(),
    "mandate_on": days,
    "executable": st.booleans(),
    "executable_on": days,
    "ice_custody": stretches(3, 300),
    "criminal_custody": stretches(2, 100),
    "noncompliance": stretches(2, 60),
    "noncompliance_noticed": stretches(2, 60),
    "detainee_stay": stretches(2, 60),
}


@st.composite
def facts(draw):
    left_out = draw(st.sets(st.sampled_from(sorted(set(FACTS) - {"as_of"})), max_size=2))
    if draw(st.booleans()):
        left_out = set()
    return {name: draw(values) for name, values in FACTS.items() if name not in left_out}


readings = st.fixed_dictionaries(
    {c.id: st.sampled_from(sorted(c.readings)) for c in CHOICES.values()}
)


def by_hand(row, read):
    answers = {}
    for name, use in RESTATED.items():
        try:
            answers[name] = use(restated.Facts(row), read)
        except restated.Missing:
            answers[name] = None
    return answers


@settings(max_examples=60)
@given(st.lists(facts(), min_size=4, max_size=25), readings)
def test_the_text_one_case_and_a_column_agree(rows, read):
    program = Program(OUTPUTS, read)

    answers = column(OUTPUTS, rows, read)

    for row, answer in zip(rows, answers, strict=True):
        assert by_hand(row, read) == plain(program.run(row))
        assert by_hand(row, read) == answer
