"""
One expression, one meaning: day by day, in Python, under all readings, as a column.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_columns import column, plain

from custodes.law.calendar import Calendar
from custodes.law.expression import (
    Choice,
    all_of,
    any_of,
    bool_fact,
    business_days_between,
    constant,
    date_fact,
    day_of,
    day_reached,
    days_between,
    days_counted,
    earliest,
    either,
    has_any,
    instant_fact,
    is_open,
    known,
    last_start,
    latest,
    less,
    next_of,
    no_date,
    only_if,
    period,
    pick,
    plus_business_days,
    plus_days,
    plus_elapsed,
    plus_minutes,
    plus_months,
    put_back,
    same,
    stretches_fact,
    text_fact,
    total,
    union,
    when,
)
from custodes.law.interpret import Program, Unknown, evaluate, every_reading

A, B = date_fact("a", "A"), date_fact("b", "B")
P, Q = bool_fact("p", "P"), bool_fact("q", "Q")
AT = instant_fact("happened_at", "at")
ZONE = text_fact("zone", "zone")
HELD, PAUSED, BROKEN = (stretches_fact(n, n) for n in ("held", "paused", "broken"))
WEEK = Calendar("week")
FIRST = date(2024, 1, 1)

days = st.integers(0, 80).map(lambda n: FIRST + timedelta(n))
maybe_days = st.none() | st.integers(-800, 2000).map(lambda n: FIRST + timedelta(n))
instants = st.none() | st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1)).map(
    lambda t: t.replace(second=0, microsecond=0)
)


@st.composite
def stretches(draw, most=3):
    spans = []
    for _ in range(draw(st.integers(0, most))):
        begin = draw(days)
        length = draw(st.integers(0, 40))
        spans.append((begin, begin + timedelta(length)))
    if spans and draw(st.booleans()):
        spans.sort()
        spans[-1] = (spans[-1][0], None)
    return tuple(spans)


cases = st.fixed_dictionaries(
    {
        "a": maybe_days,
        "b": maybe_days,
        "p": st.none() | st.booleans(),
        "q": st.none() | st.booleans(),
        "happened_at": instants,
        "zone": st.sampled_from([None, "America/Chicago", "America/Phoenix", "Elsewhere"]),
        "held": stretches(),
        "paused": stretches(2),
        "broken": stretches(2),
        "since": days,
        "until": days,
    }
)

SINCE, UNTIL = date_fact("since", "since"), date_fact("until", "until")
PERIODS = {
    "plain": period(30, "days"),
    "held": period(30, "days", counting=HELD),
    "paused": period(20, "days", counting=HELD, pauses=PAUSED),
    "both": period(20, "days", counting=HELD, pauses=union(PAUSED, BROKEN), less=1),
    "months": period(1, "months", counting=HELD, pauses=PAUSED),
    "months_all": period(1, "months", pauses=PAUSED, less=1),
    "months_plain": period(1, "months", less=1),
    "restarted": period(20, "days", counting=HELD, pauses=PAUSED, restarted_by=BROKEN),
    "ended": period(20, "days", counting=HELD, ended_by=BROKEN),
    "never": period(20, "days", counting=only_if(P, HELD)),
}
OUTPUTS = {
    **{f"reached_{n}": day_reached(SINCE, p) for n, p in PERIODS.items()},
    **{f"counted_{n}": days_counted(SINCE, p, UNTIL) for n, p in PERIODS.items()},
    "put_back": put_back(SINCE, BROKEN),
    "put_back_within": put_back(SINCE, BROKEN, PERIODS["paused"]),
    "put_back_twice": put_back(SINCE, BROKEN, PERIODS["restarted"]),
    "last_start": last_start(HELD),
    "last_of_both": last_start(union(HELD, BROKEN)),
    "is_open": is_open(HELD),
    "has_any": has_any(only_if(P, HELD)),
    "plus_months": plus_months(A, 6),
    "plus_days": plus_days(A, days_between(B, A)),
    "business": plus_business_days(A, 10, WEEK),
    "business_between": business_days_between(A, B, WEEK),
    "latest": latest(A, B, SINCE),
    "earliest": earliest(A, B),
    "next": next_of(A, 12, B),
    "and": all_of(P, Q, ~P),
    "or": any_of(P, Q & ~P),
    "when": when(P, A, B),
    "either": either(A, B),
    "compare": A <= B,
    "later": A > B,
    "known": known(A) & ~known(B),
    "nothing": when(P, no_date(), A),
    "status": either(when(A < B, constant("early"), constant("late")), constant("unknown")),
    "same": same(ZONE, "America/Phoenix"),
    "sum": total(days_between(A, B), less(days_between(B, A), 3)),
    "minutes": plus_minutes(AT, 2880),
    "counting_minutes": plus_minutes(AT, 2880, WEEK),
    "elapsed": plus_elapsed(AT, 2880, ZONE),
    "day_of": day_of(AT),
}
PROGRAM = Program(OUTPUTS)


@given(st.lists(cases, min_size=1, max_size=60))
def test_a_column_says_what_one_case_says(rows):
    answers = column(OUTPUTS, rows)

    for row, answer in zip(rows, answers, strict=True):
        assert plain(PROGRAM.run(row)) == answer


def walk(since, length, held, paused, off=0):
    """
    The mark, one day after another; written from part K and not from the code.
    """
    counted, day = 0, since
    while counted < length - off:
        day += timedelta(1)
        if day > date(2030, 1, 1):
            return None
        inside = any(a < day and (b is None or day <= b) for a, b in held)
        outside = any(a < day and (b is None or day <= b) for a, b in paused)
        counted += inside and not outside
    while starting := [b for a, b in paused if a <= day and (b is None or b > day)]:
        if None in starting:
            return None
        day = max(starting)
    return day


@given(days, stretches(), stretches(2), st.integers(2, 60), st.integers(0, 1))
def test_a_mark_is_where_a_walk_day_by_day_ends(since, held, paused, length, off):
    mark = day_reached(SINCE, period(length, "days", counting=HELD, pauses=PAUSED, less=off))

    answer = evaluate({"mark": mark}, {"since": since, "held": held, "paused": paused})

    assert walk(since, length, held, paused, off) == plain(answer)["mark"]


UNIT = Choice("unit", "Days or months?", {"days": "one", "months": "two"}, "days")
SIDE = Choice("side", "Which?", {"a": "one", "b": "two"}, "a")
DIVIDED = {
    "unit": pick(UNIT, {"days": plus_days(A, 30), "months": plus_months(A, 1)}),
    "side": pick(
        SIDE,
        {
            "a": pick(UNIT, {"days": plus_days(A, 30), "months": plus_months(B, 1)}),
            "b": latest(A, B),
        },
    ),
}


@given(cases)
def test_all_readings_at_once_say_what_each_says(row):
    spreads = every_reading(DIVIDED, row)

    for unit in UNIT.readings:
        for side in SIDE.readings:
            asked = {"unit": unit, "side": side}
            expected = Program(DIVIDED, asked).run(row)
            assert expected == {n: s.under(asked) for n, s in spreads.items()}


def test_a_question_that_makes_no_difference_is_not_engaged():
    spread = every_reading(DIVIDED, {"a": date(2025, 4, 1), "b": date(2025, 4, 1)})

    # Thirty days of April are one month.
    assert spread["unit"].engaged == ()
    assert spread["side"].engaged == (SIDE,)


def test_unknown_names_every_fact_that_is_missing():
    answer = evaluate({"latest": latest(A, B)}, {})["latest"]

    assert Unknown(frozenset({"a", "b"})) == answer


def test_no_value_of_which_nothing_is_missing_names_no_fact():
    answer = evaluate({"none": latest(no_date(), no_date())}, {})["none"]

    assert Unknown() == answer


@pytest.mark.parametrize(
    ("p", "q", "both", "one"),
    [
        (True, None, None, True),
        (False, None, False, None),
        (None, None, None, None),
        (True, False, False, True),
    ],
)
def test_and_or_have_three_values(p, q, both, one):
    answer = plain(evaluate({"and": P & Q, "or": P | Q}, {"p": p, "q": q}))

    assert answer == {"and": both, "or": one}


MARK = FIRST + timedelta(20)
EDGES = {
    "paused": period(20, "days", counting=HELD, pauses=BROKEN),
    "restarted": period(20, "days", counting=HELD, restarted_by=BROKEN),
    "ended": period(20, "days", counting=HELD, ended_by=BROKEN),
}


@pytest.mark.parametrize(
    ("begins", "marks"),
    [
        # On the mark the period still runs, so what begins there moves it.
        (0, {"paused": MARK + timedelta(5), "restarted": MARK + timedelta(25), "ended": None}),
        # From the day after it is over.
        (1, {"paused": MARK, "restarted": MARK, "ended": MARK}),
        (-1, {"paused": MARK + timedelta(5), "restarted": MARK + timedelta(24), "ended": None}),
    ],
)
def test_what_begins_on_the_mark_moves_it_and_the_day_after_does_not(begins, marks):
    begin = MARK + timedelta(begins)
    row = {
        "since": FIRST,
        "held": ((FIRST, None),),
        "broken": ((begin, begin + timedelta(5)),),
    }
    outputs = {name: day_reached(SINCE, p) for name, p in EDGES.items()}

    assert marks == plain(evaluate(outputs, row))
    assert [marks] == column(outputs, [row])


def test_a_pause_without_end_that_begins_on_the_mark_leaves_none():
    row = {"since": FIRST, "held": ((FIRST, None),), "broken": ((MARK, None),)}
    outputs = {"paused": day_reached(SINCE, EDGES["paused"])}

    assert [{"paused": None}] == column(outputs, [row])
    assert plain(evaluate(outputs, row)) == {"paused": None}


def test_a_mark_on_the_day_of_release_is_reached():
    row = {"since": FIRST, "held": ((FIRST, MARK), (MARK + timedelta(9), None)), "broken": ()}
    outputs = {"paused": day_reached(SINCE, EDGES["paused"])}

    assert [{"paused": MARK}] == column(outputs, [row])
    assert plain(evaluate(outputs, row)) == {"paused": MARK}


def test_overlapping_pauses_and_custodies_count_each_day_once():
    def after(days):
        return FIRST + timedelta(days)

    row = {
        "since": FIRST,
        "held": ((FIRST, after(12)), (after(6), after(15)), (after(15), None)),
        "broken": ((after(3), after(8)), (after(5), after(9))),
    }
    outputs = {"paused": day_reached(SINCE, EDGES["paused"])}

    # Twenty days of custody and six of pauses.
    assert [{"paused": after(26)}] == column(outputs, [row])
    assert plain(evaluate(outputs, row)) == {"paused": after(26)}
