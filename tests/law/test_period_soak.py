"""
A million random histories through the column, and the same one by one.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
import restated_period as restated
from law_columns import column, plain
from test_period_restated import CHOICES, OUTPUTS, RESTATED

from custodes.law.interpret import Program
from custodes.law.us.facts import ORDER_KINDS

FIRST = date(2024, 1, 1)
TRUTHS = (
    "appeal_waived",
    "appealed",
    "board_decided",
    "departure_bond_missed",
    "petitioned",
    "court_stayed",
    "court_decided",
    "mandate_issued",
    "executable",
)
DAYS = (
    "order_on",
    "board_decided_on",
    "departure_by",
    "reinstated_on",
    "court_decided_on",
    "mandate_on",
    "executable_on",
)
SPANS = {
    "ice_custody": (3, 300),
    "criminal_custody": (2, 100),
    "noncompliance": (2, 60),
    "noncompliance_noticed": (2, 60),
    "detainee_stay": (2, 60),
}


def one(draw):
    def day():
        return FIRST + timedelta(draw.randrange(300))

    def spans(most, longest):
        found = []
        for _ in range(draw.randrange(most + 1)):
            begin = day()
            found.append((begin, begin + timedelta(draw.randint(1, longest))))
        if found and not draw.randrange(3):
            found.sort()
            found[-1] = (found[-1][0], None)
        return tuple(found)

    facts = {
        "as_of": FIRST + timedelta(draw.randint(200, 700)),
        "order_kind": draw.choice(sorted(ORDER_KINDS)),
        **{name: draw.random() < 0.5 for name in TRUTHS},
        **{name: day() for name in DAYS},
        **{name: spans(*sizes) for name, sizes in SPANS.items()},
    }
    if not draw.randrange(4):
        facts.pop(draw.choice(sorted(facts.keys() - {"as_of"})))
    return facts


def agree(seed, rows, restate):
    draw = random.Random(seed)
    read = {c.id: draw.choice(sorted(c.readings)) for c in CHOICES.values()}
    cases = [one(draw) for _ in range(rows)]
    program = Program(OUTPUTS, read)
    answers = column(OUTPUTS, cases, read)
    for i, (row, answer) in enumerate(zip(cases, answers, strict=True)):
        assert plain(program.run(row)) == answer, (read, row)
        if i % restate == 0:
            assert by_hand(row, read) == answer, (read, row)


def by_hand(row, read):
    answers = {}
    for name, use in RESTATED.items():
        try:
            answers[name] = use(restated.Facts(row), read)
        except restated.Missing:
            answers[name] = None
    return answers


@pytest.mark.parametrize("seed", range(8))
def test_random_histories_agree(seed):
    agree(seed, 250, restate=5)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 200))
def test_a_million_random_histories_agree(seed):
    agree(seed, 10_000, restate=20)
