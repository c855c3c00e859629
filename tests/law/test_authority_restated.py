"""
On what ground a person is held: the text restated, one case, a column.
"""

from __future__ import annotations

from datetime import date, timedelta

import restated_period as restated
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from law_columns import column, plain
from test_period_restated import facts

from custodes.law.interpret import Program
from custodes.law.us import detention_authority

OUTPUTS = detention_authority.RULE.expressions
CHOICES = detention_authority.RULE.choices


def in_removal_period(f, r):
    """
    8 USC 1231(a)(2), (a)(1)(A) to (C): begun, and neither its ninety days nor their extension over.
    """
    start = restated.removal_start(f, r)
    if start is None:
        raise restated.Missing
    return start <= f["as_of"] and not_over(f, r)


def not_over(f, r):
    try:
        last = restated.day_90(f, r)
    except restated.Missing:
        last = None
    if last is not None:
        return f["as_of"] <= last
    start = restated.removal_start(f, r)
    if start is None:
        raise restated.Missing
    return start <= f["as_of"] and bool(restated.broken(f, r))


def release_barred(f, r):
    return restated.all3(
        lambda: f["no_release_ground"],
        lambda: not restated.pending(f, r),
        lambda: in_removal_period(f, r),
    )


def after_day_90(f, _r):
    return "8 USC 1231(a)(6)" if f["beyond_ground"] else "none_found"


RESTATED = {
    "release_barred": release_barred,
    "detention_ground_after_day_90": after_day_90,
    "charge_by": lambda f, _: f["certified_on"] + timedelta(days=7),
    "certification_review": lambda f, _: f["certified_on"] + relativedelta(months=6),
}


def by_hand(row, read):
    answers = {}
    for name, use in RESTATED.items():
        try:
            answers[name] = use(restated.Facts(row), read)
        except restated.Missing:
            answers[name] = None
    return answers


grounds = st.fixed_dictionaries(
    {},
    optional={
        "no_release_ground": st.booleans() | st.just(value=True),
        "beyond_ground": st.booleans(),
        "certified_on": st.dates(date(2001, 10, 26), date(2030, 1, 1)),
    },
)
rows = st.builds(lambda a, b: a | b, facts(), grounds)
readings = st.fixed_dictionaries({c.id: st.sampled_from(sorted(c.readings)) for c in CHOICES})


def test_every_answer_is_restated():
    assert set(OUTPUTS) == set(RESTATED)


@settings(max_examples=60)
@given(st.lists(rows, min_size=4, max_size=25), readings)
def test_the_text_one_case_and_a_column_agree_on_authority(cases, read):
    program = Program(OUTPUTS, read)

    answers = column(OUTPUTS, cases, read)

    for row, answer in zip(cases, answers, strict=True):
        assert by_hand(row, read) == plain(program.run(row))
        assert by_hand(row, read) == answer
