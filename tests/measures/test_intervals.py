"""
Intervals against those that Newcombe printed in 1998, to the four places he gives.
"""

import pytest

from custodes.measures._intervals import difference, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_score_interval_is_the_one_in_print(hits, of, low, high):
    share, found_low, found_high = wilson([hits], [of])
    assert share[0] == hits / of
    assert (round(found_low[0], 4), round(found_high[0], 4)) == (low, high)


def test_the_interval_of_none_begins_at_0_and_that_of_all_ends_at_1():
    _, low, high = wilson([0, 7], [7, 7])
    assert (low[0], high[1]) == (0, 1)
    # The two mirror each other.
    assert high[0] == pytest.approx(1 - low[1], abs=1e-15)


def test_a_share_of_nothing_is_not_a_number_and_warns_nobody():
    assert all(v[0] != v[0] for v in wilson([0], [0]))


def test_the_difference_of_two_shares_is_the_one_in_print():
    apart, low, high = difference(wilson([56], [70]), wilson([48], [80]))
    assert (round(apart[0], 4), round(low[0], 4), round(high[0], 4)) == (0.2, 0.0524, 0.3339)
