"""
The screen over a release: hand counts, one case and a column.
"""

from __future__ import annotations

from datetime import date

import pytest
from law_columns import column, plain

from custodes.law.interpret import evaluate
from custodes.law.us.screen import SCREEN

END = date(2025, 8, 1)
TWICE = {
    # 154 days in 2019 and 60 in 2025.
    "order_on": date(2019, 2, 4),
    "as_of": END,
    "stay_on": date(2025, 6, 2),
    "ice_custody": ((date(2019, 1, 4), date(2019, 7, 8)), (date(2025, 6, 2), None)),
}
RELEASED = {
    "order_on": date(2025, 1, 1),
    "as_of": END,
    "stay_on": date(2025, 1, 1),
    "stay_ended_on": date(2025, 7, 20),
    "ice_custody": ((date(2025, 1, 1), date(2025, 7, 20)),),
}
HELD = RELEASED | {"stay_ended_on": None, "ice_custody": ((date(2025, 1, 1), None),)}
NO_ORDER = {"as_of": END, "stay_on": date(2025, 1, 1), "ice_custody": ((date(2025, 1, 1), None),)}

EXPECTED = [
    (
        TWICE,
        {
            "days_this_stay_most": 60,
            "days_all_stays_most": 214,
            "held_180_days_earliest": date(2025, 6, 28),
            "screen_this_stay": "NOT_OVER_SIX_MONTHS",
            "screen_all_stays": "MAY_BE_OVER_SIX_MONTHS",
        },
    ),
    (
        RELEASED,
        {
            "days_this_stay_most": 200,
            "days_all_stays_most": 200,
            "screen_this_stay": "NOT_HELD_AFTER_ORDER",
        },
    ),
    (
        HELD,
        {
            "days_this_stay_most": 212,
            "day_90_earliest": date(2025, 4, 1),
            "six_months_earliest": date(2025, 7, 1),
            "days_least": 0,
            "screen_this_stay": "MAY_BE_OVER_SIX_MONTHS",
        },
    ),
    (NO_ORDER, {"days_all_stays_most": None, "screen_this_stay": None}),
]


@pytest.mark.parametrize(("row", "expected"), EXPECTED)
def test_a_stay_is_screened_as_counted_by_hand(row, expected):
    facts = {"stay_ended_on": None} | row

    answers = plain(evaluate(SCREEN, facts))

    assert expected == {k: answers[k] for k in expected}


def test_a_column_screens_as_one_case_does():
    rows = [{"stay_ended_on": None} | row for row, _ in EXPECTED]

    assert [plain(evaluate(SCREEN, row)) for row in rows] == column(SCREEN, rows)
