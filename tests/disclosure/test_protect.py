"""
What is hidden of a report, and that nothing hidden can be worked out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from custodes.disclosure import Key, Publication, Why, attack, cell, protect


def reader_range(said: Publication, hidden: Mapping[Key, Why], key: Key) -> tuple[float, float]:
    """
    What a reader can say of one number: a restatement with dense matrices and no shortcut.
    """
    unknown = [k for k in said.values if k in hidden or k in said.unprinted]
    rows, rest = [], []
    for each in said.sums:
        row = [float(k == each.total) - float(k in each.parts) for k in unknown]
        seen = {k: v for k, v in said.values.items() if k not in unknown}
        rows.append(row)
        rest.append(sum(seen.get(p, 0) for p in each.parts) - seen.get(each.total, 0))
    goal = [float(k == key) for k in unknown]
    lows = [0 if k in said.unprinted or not said.values[k] else 1 for k in unknown]
    tops = [said.limit_of(k) - 1 if hidden.get(k) is Why.SMALL else None for k in unknown]
    ends = []
    for sign in (1, -1):
        found = linprog(
            [sign * g for g in goal],
            A_eq=rows or None,
            b_eq=rest or None,
            bounds=list(zip(lows, tops, strict=True)),
        )
        ends.append(np.inf * -sign if found.status == 3 else sign * found.fun)
    return ends[0], ends[1]


def assert_safe(said: Publication, hidden: Mapping[Key, Why], width: float = 5) -> None:
    for key in hidden:
        low, high = reader_range(said, hidden, key)
        assert high - low >= width - 1e-6, (key, low, high)


def squares(counts: list[list[int]]) -> Publication:
    said = Publication()
    rows = [{"r": i, "c": j, "n": n} for i, row in enumerate(counts) for j, n in enumerate(row)]
    said.cube("n", rows, ["r", "c"], "n")
    return said


def test_a_cube_says_its_cells_their_totals_and_how_they_add_up() -> None:
    said = squares([[1, 2], [30, 40]])

    assert said.values == {
        cell("n", r=0, c=0): 1,
        cell("n", r=0, c=1): 2,
        cell("n", r=1, c=0): 30,
        cell("n", r=1, c=1): 40,
        cell("n", r=0): 3,
        cell("n", r=1): 70,
        cell("n", c=0): 31,
        cell("n", c=1): 42,
        cell("n"): 73,
    }
    # Two rows, two columns, and the total by rows and by columns.
    assert len(said.sums) == 6


def test_a_number_that_differs_from_itself_elsewhere_is_our_fault() -> None:
    said = Publication()
    said.add(cell("arrests"), 12)

    with pytest.raises(AssertionError, match="said twice"):
        said.add(cell("arrests"), 13)


def test_numbers_from_1_to_10_are_hidden_and_none_and_11_are_not() -> None:
    said = Publication()
    for n in (0, 1, 10, 11):
        said.add(cell("alone", n=n), n)

    assert protect(said).hidden == {
        cell("alone", n=1): Why.SMALL,
        cell("alone", n=10): Why.SMALL,
    }


def test_one_small_number_takes_a_second_with_it_in_row_and_column() -> None:
    said = squares([[5, 60, 70], [80, 20, 90], [100, 110, 120]])
    hidden = protect(said).hidden

    # The 5, one more in its row, one more in its column, and where those meet: the
    # cheapest is 60 or 70 by 80 or 100, and 60, 80 and 20 are the smallest.
    assert set(hidden) == {
        cell("n", r=0, c=0),
        cell("n", r=0, c=1),
        cell("n", r=1, c=0),
        cell("n", r=1, c=1),
    }
    assert_safe(said, hidden)


def test_a_leak_planted_by_hand_is_found() -> None:
    said = squares([[5, 60, 70], [80, 20, 90], [100, 110, 120]])
    hidden = dict(protect(said).hidden)
    del hidden[cell("n", r=1, c=1)]

    found = attack(said, hidden)

    assert {(e.key, e.low, e.high) for e in found} >= {(cell("n", r=0, c=0), 5.0, 5.0)}


def test_one_shown_through_another_split_is_found_and_hidden() -> None:
    # 7 of an office in one year; another page gives the same office by level.
    said = Publication()
    said.cube("n", [{"o": 1, "y": 1, "n": 7}, {"o": 1, "y": 2, "n": 40}], ["o", "y"], "n")
    said.cube("n", [{"o": 1, "l": 1, "n": 27}, {"o": 1, "l": 2, "n": 20}], ["o", "l"], "n")
    only_small = {cell("n", o=1, y=1): Why.PROTECTS, cell("n", y=1): Why.PROTECTS}

    assert {e.key for e in attack(said, only_small)} == set(only_small)
    assert_safe(said, protect(said).hidden)


def test_ten_ones_that_add_up_to_ten_are_not_each_known() -> None:
    said = Publication()
    said.cube("n", [{"k": i, "n": 1} for i in range(10)], ["k"], "n")

    assert_safe(said, protect(said).hidden)


def test_what_the_agency_published_itself_is_never_hidden() -> None:
    said = Publication()
    said.cube("n", [{"s": "MN", "n": 3}, {"s": "IA", "n": 50}], ["s"], "n", passed=True)

    assert protect(said).hidden == {}


def test_a_small_difference_between_two_numbers_hides_one_of_them() -> None:
    # Printed nowhere, but a reader subtracts.
    said = Publication()
    said.add(cell("last month"), 100)
    said.add(cell("this month"), 103)
    said.add(cell("more"), 3, printed=False)
    said.total(cell("this month"), [cell("last month"), cell("more")])

    hidden = protect(said).hidden

    assert set(hidden) & {cell("last month"), cell("this month")}
    low, high = reader_range(said, hidden, cell("more"))
    assert high - low >= 5


def test_linked_numbers_are_hidden_together() -> None:
    said = Publication()
    for name, n in (("in", 5), ("out", 60), ("any", 500)):
        said.add(cell(name), n)
    said.link([cell("in"), cell("out"), cell("any")])

    assert protect(said).hidden == {
        cell("in"): Why.SMALL,
        # A count that said it is not small would say that it is more than 10.
        cell("out"): Why.PROTECTS,
        cell("any"): Why.PROTECTS,
    }


def test_nights_are_small_by_the_day() -> None:
    said = Publication()
    said.add(cell("nights", place="A"), 300, limit=11 * 30)
    said.add(cell("nights", place="B"), 330, limit=11 * 30)

    assert set(protect(said).hidden) == {cell("nights", place="A")}


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1), st.integers(20, 400))
def test_no_reader_works_out_a_hidden_number_of_pages_that_share_totals(
    seed: int, people: int
) -> None:
    random = np.random.default_rng(seed)
    office, year, country, level = (
        random.choice(n, people, p=np.arange(1, n + 1) ** 2 / sum(k * k for k in range(1, n + 1)))
        for n in (4, 3, 5, 3)
    )
    given_columns = {"office": office, "year": year, "country": country, "level": level}
    said = Publication()
    for dims in (["office", "year"], ["country", "year"], ["office", "level"]):
        counted = Counter(zip(*(given_columns[d].tolist() for d in dims), strict=True))
        rows = [{**dict(zip(dims, k, strict=True)), "n": n} for k, n in counted.items()]
        said.cube("n", rows, dims, "n")

    judged = protect(said)

    assert {k for k, v in said.values.items() if 0 < v < 11} <= set(judged.hidden)
    assert_safe(said, judged.hidden)
    assert attack(said, judged.hidden) == ()


def test_numbers_that_must_be_equal_can_move_only_together() -> None:
    # Nine pages print the same 33 under another name, and each hides a part of it.
    said = Publication()
    said.add(cell("all"), 33)
    for i in range(9):
        said.add(cell("all", page=i), 33)
        said.total(cell("all", page=i), [cell("all")])
        said.cube(
            "n", [{"p": i, "k": 0, "n": 2}, {"p": i, "k": 1, "n": 31}], ["p", "k"], "n", apart=["p"]
        )
        said.total(cell("all", page=i), [cell("n", p=i)])

    assert_safe(said, protect(said).hidden)


def test_what_the_agency_gave_away_itself_is_no_endless_search() -> None:
    said = Publication()
    said.add(cell("ours"), 5)
    said.add(cell("the agency's"), 5, passed=True)
    said.total(cell("the agency's"), [cell("ours")])

    assert protect(said).hidden == {cell("ours"): Why.PROTECTS}
