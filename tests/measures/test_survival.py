"""
Cumulative incidence: by hand, by the textbook's formula, and by another package.
"""

import math
import warnings
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter

from custodes.measures._intervals import wilson
from custodes.measures._survival import Course

GONE, FREED, UNSEEN = "removed", "released", "unseen"

# (begins, ends, how). At risk before the events of each day:
#   day  2: 8, one removed                  F = 1/8                        S = 7/8
#   day  3: 7, one released                 F = 1/8                        S = 7/8*6/7 = 3/4
#   day  5: 6, two removed                  F = 1/8 + 3/4*2/6 = 3/8        S = 3/4*4/6 = 1/2
#   day  5: one ends unseen, after those events
#   day  8: 3, one released                 F = 3/8                        S = 1/2*2/3 = 1/3
#   day  9: 2, one removed                  F = 3/8 + 1/3*1/2 = 13/24      S = 1/6
#   day 12: 1, unseen
EIGHT = [
    (0, 2, GONE),
    (0, 3, FREED),
    (0, 5, GONE),
    (0, 5, GONE),
    (0, 5, UNSEEN),
    (0, 8, FREED),
    (0, 9, GONE),
    (0, 12, UNSEEN),
]


def course(rows):
    begun = [(b, "begun", 1) for b, _, _ in rows]
    ended = [(e, how, 1) for _, e, how in rows]
    days, what, n = zip(*begun, *ended, strict=True)
    return Course.of(np.array(days), what, np.array(n))


def share(rows, day, cause=GONE):
    return course(rows).incidence(cause, [day])[0]


def by_the_textbook(rows, horizon, cause):
    """
    Share and variance in exact fractions, as Collett (2014) writes them, day by day.
    """
    free, risen, terms = Fraction(1), Fraction(0), []
    for day in sorted({e for _, e, how in rows if how != UNSEEN and e <= horizon}):
        n = sum(1 for b, e, _ in rows if b <= day <= e)
        d = sum(1 for _, e, how in rows if e == day and how == cause)
        every = sum(1 for _, e, how in rows if e == day and how != UNSEEN)
        risen += free * Fraction(d, n)
        terms.append((risen, free, n, d, every))
        free *= 1 - Fraction(every, n)
    variance = Fraction(0)
    for at, before, n, d, every in terms:
        if n > every:
            variance += (risen - at) ** 2 * Fraction(every, n * (n - every))
        variance += before**2 * Fraction(d * (n - d), n**3)
        variance -= 2 * (risen - at) * before * Fraction(d, n**2)
    return risen, variance


def interval(share_, variance):
    deviation = math.sqrt(variance) / (share_ * abs(math.log(share_)))
    middle = math.log(-math.log(share_))
    return tuple(math.exp(-math.exp(middle + s * 1.959963984540054 * deviation)) for s in (1, -1))


@pytest.mark.parametrize(
    ("day", "expected"), [(0, 0), (2, 1 / 8), (4, 1 / 8), (5, 3 / 8), (8, 3 / 8), (12, 13 / 24)]
)
def test_the_share_of_eight_rows_is_that_worked_by_hand(day, expected):
    assert share(EIGHT, day)[0] == pytest.approx(expected)


def test_causes_and_those_to_whom_nothing_happened_make_up_all():
    # S after day 9 is 1/6, as worked above.
    assert share(EIGHT, 12)[0] + share(EIGHT, 12, FREED)[0] == pytest.approx(5 / 6)


def test_the_interval_of_eight_rows_is_that_of_the_formula_written_out():
    # Day 2 alone: F = 1/8, variance = 1*7/8^3; log(-log) of 1/8 +- 1.96 deviations.
    deviation = math.sqrt(7 / 512) / (1 / 8 * math.log(8))
    low = math.exp(-math.log(8) * math.exp(1.959963984540054 * deviation))
    high = math.exp(-math.log(8) * math.exp(-1.959963984540054 * deviation))
    assert share(EIGHT, 2) == pytest.approx((1 / 8, low, high))


def test_nothing_can_be_said_of_days_that_nobody_was_followed_to():
    assert all(map(math.isnan, share(EIGHT, 13)))
    nobody = Course.of(np.array([], int), [], np.array([], int))
    assert all(map(math.isnan, nobody.incidence(GONE, [1])[0]))


def test_once_all_have_ended_every_later_day_is_known():
    assert share([(0, 2, GONE), (0, 3, FREED)], 1000)[0] == pytest.approx(1 / 2)


def test_an_event_on_day_nought_counts():
    assert share([(0, 0, GONE), (0, 9, UNSEEN)], 0)[0] == pytest.approx(1 / 2)


def test_who_begins_late_is_at_risk_only_from_then():
    # Day 2: 2 at risk, one removed: 1/2. Day 6: 1 + 2 late at risk, one removed: + 1/2*1/3.
    rows = [(0, 2, GONE), (0, 9, UNSEEN), (4, 6, GONE), (4, 9, UNSEEN)]
    assert share(rows, 9)[0] == pytest.approx(1 / 2 + 1 / 2 * 1 / 3)


def test_a_day_before_anybody_was_followed_leaves_all_unknown():
    assert math.isnan(share([(1, 5, GONE), (1, 9, FREED)], 9)[0])


def test_a_day_between_on_which_nobody_was_followed_leaves_the_rest_unknown():
    rows = [(0, 2, GONE), (0, 3, UNSEEN), (5, 6, GONE), (5, 9, UNSEEN)]
    assert share(rows, 3)[0] == pytest.approx(1 / 2)
    assert math.isnan(share(rows, 4)[0])
    # With someone beginning on the very next day no day is missed.
    assert not math.isnan(share([(0, 3, UNSEEN), (4, 9, UNSEEN)], 9)[0])


def test_all_having_ended_before_others_begin_leaves_the_rest_unknown():
    rows = [(0, 2, GONE), (6, 9, UNSEEN)]
    assert share(rows, 5)[0] == 1
    assert math.isnan(share(rows, 6)[0])


def test_none_and_all_have_wilsons_open_end():
    none, all_ = [(0, 4, FREED), (0, 9, UNSEEN), (0, 2, UNSEEN)], [(0, 4, GONE)] * 5
    # Of the two that were followed past day 5 or to their end, none was removed.
    assert share(none, 5) == pytest.approx([float(x) for x in wilson(0, 2)])
    assert share(all_, 5) == pytest.approx([float(x) for x in wilson(5, 5)])


ROWS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from([GONE, FREED, UNSEEN])).map(
        lambda r: (min(r[:2]), max(r[:2]), r[2])
    ),
    min_size=1,
    max_size=30,
)


@given(ROWS, st.integers(0, 12), st.sampled_from([GONE, FREED]))
def test_share_and_interval_are_those_of_the_textbook_ties_and_late_begins_too(rows, day, cause):
    rows = [(0, 12, UNSEEN), *rows]  # someone is always followed
    expected, variance = by_the_textbook(rows, day, cause)
    found = share(rows, day, cause)
    assert found[0] == pytest.approx(float(expected))
    if 0 < expected < 1:
        assert found[1:] == pytest.approx(interval(float(expected), variance))


@given(ROWS, st.integers(0, 12))
def test_the_interval_holds_the_share_and_lies_between_none_and_all(rows, day):
    found, low, high = share([(0, 12, UNSEEN), *rows], day)
    assert 0 <= low <= found <= high <= 1


@given(ROWS)
def test_the_share_never_falls(rows):
    rows = [(0, 12, UNSEEN), *rows]
    shares = [s for s, _, _ in course(rows).incidence(GONE, range(13))]
    assert all(later >= earlier for earlier, later in pairwise(shares))


def untied(seed, n=300, late=0.3):
    rng = np.random.default_rng(seed)
    ends = rng.permutation(np.arange(n)) * 2 + 3
    begins = np.where(rng.random(n) < late, (ends * rng.random(n) * 0.5).astype(int), 0)
    begins[ends > 2 * n - 40] = 0
    how = rng.choice([GONE, FREED, UNSEEN], n, p=[0.4, 0.4, 0.2])
    return list(zip(begins.tolist(), ends.tolist(), how.tolist(), strict=True))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_another_package_gives_the_same_share_and_interval(seed):
    # No two end on one day, for it would move ties apart at random. It takes a begin for
    # at risk only after its day, so it is told of half a day earlier.
    rows = untied(seed)
    begins, ends, how = zip(*rows, strict=True)
    code = [{GONE: 1, FREED: 2, UNSEEN: 0}[h] for h in how]
    fitter = AalenJohansenFitter()
    entry = np.array([b - 0.5 for b in begins])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's own making
        fitter.fit(np.array(ends, float), np.array(code), event_of_interest=1, entry=entry)
    for day in (50, 200, 400, 590):
        at = fitter.cumulative_density_.index[fitter.cumulative_density_.index <= day][-1]
        found = share(rows, day)
        assert found[0] == pytest.approx(float(fitter.cumulative_density_.loc[at].iloc[0]))
        ends_of = sorted(map(float, fitter.confidence_interval_.loc[at]))
        assert found[1:] == pytest.approx(ends_of, rel=1e-6)


def test_one_cause_alone_is_one_less_kaplan_and_meier_ties_and_all():
    rng = np.random.default_rng(4)
    ends, gone = rng.integers(1, 40, 400), rng.random(400) < 0.6
    rows = [(0, int(e), GONE if g else UNSEEN) for e, g in zip(ends, gone, strict=True)]
    fitter = KaplanMeierFitter().fit(ends, gone)
    for day in (3, 10, 25, 38):
        assert 1 - share(rows, day)[0] == pytest.approx(float(fitter.predict(day)))


def test_nine_intervals_of_ten_and_more_hold_the_truth_that_made_the_rows():
    # Two causes of constant hazard a and b a day: F(t) = a/(a+b)*(1-exp(-(a+b)t)).
    a, b, t, n = 0.010, 0.005, 90, 150
    truth = a / (a + b) * (1 - math.exp(-(a + b) * (t + 1)))
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        end, seen = np.floor(rng.exponential(1 / (a + b), n)), rng.integers(30, 300, n)
        cause = np.where(rng.random(n) < a / (a + b), GONE, FREED)
        how = np.where(end <= seen, cause, UNSEEN)
        rows = [(0, int(min(e, s)), h) for e, s, h in zip(end, seen, how, strict=True)]
        _, low, high = share(rows, t)
        held += low <= truth <= high
    assert 0.92 <= held / 400 <= 0.98
