"""
Five hundred random tables: what a reader with linear programming finds in them.

Each has the ways in which published tables give people away: totals each way, places
that overlap (an office cuts through States), and an earlier report to subtract.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from custodes.disclosure import Key, Publication, name_of, protect, said_before

TABLES = 500
NARROW = 5
"""A hidden count under 11 must be unknown by so much."""
SPLITS = (("office", "year"), ("state", "year"), ("office", "state"))


def publication(people: np.ndarray) -> Publication:
    """
    Three splits of the same people, with all totals: columns office, state, year.
    """
    said = Publication()
    columns = dict(zip(("office", "state", "year"), people.T.tolist(), strict=True))
    for dims in SPLITS:
        counted = Counter(zip(*(columns[d] for d in dims), strict=True))
        rows = [{**dict(zip(dims, k, strict=True)), "n": n} for k, n in counted.items()]
        said.cube("n", rows, dims, "n")
    return said


def drawn(random: np.random.Generator) -> np.ndarray:
    """
    People of three offices in four States over three years; some groups are rare.
    """
    several = int(random.integers(20, 500))
    office = random.choice(3, several, p=(0.7, 0.2, 0.1))
    state = (office + random.choice(3, several, p=(0.8, 0.15, 0.05))) % 4
    return np.column_stack([office, state, random.choice(3, several, p=(0.5, 0.4, 0.1))])


class Reader:
    """
    Somebody who knows what is printed, what adds up, and that a hidden count is not none.
    """

    def __init__(self, said: Publication, hidden: set[Key]) -> None:
        self.unknown = [k for k in said.values if k in hidden or k in said.unprinted]
        place = {k: i for i, k in enumerate(self.unknown)}
        self.low = [float(k not in said.unprinted) for k in self.unknown]
        rows, columns, signs, self.rest = [], [], [], []
        for at, each in enumerate(said.sums):
            rest = 0.0
            for sign, keys in ((1, {each.total}), (-1, each.parts)):
                for key in keys & said.values.keys():
                    if key in place:
                        rows.append(at)
                        columns.append(place[key])
                        signs.append(float(sign))
                    else:
                        rest -= sign * said.values[key]
            self.rest.append(rest)
        shape = (len(said.sums), len(self.unknown))
        self.sums = csr_array((signs, (rows, columns)), shape)

    def width(self, key: Key) -> float:
        """
        How far apart the least and the most are that a number can be.
        """
        goal = np.array([float(k == key) for k in self.unknown])
        bounds = [(low, None) for low in self.low]
        ends = []
        for sign in (1, -1):
            found = linprog(sign * goal, A_eq=self.sums, b_eq=self.rest, bounds=bounds)
            if found.status == 3:
                return np.inf
            assert found.status == 0
            ends.append(sign * found.fun)
        return float(ends[1] - ends[0])


def assert_unknown(said: Publication, hidden: set[Key]) -> None:
    small = {k for k, n in said.values.items() if 0 < n < 11 and k not in said.passed}
    assert small <= hidden | said.unprinted
    reader = Reader(said, hidden)
    for key in small:
        assert reader.width(key) >= NARROW - 1e-6, key


@pytest.mark.slow
def test_no_small_count_is_known_to_within_five() -> None:
    random = np.random.default_rng(11)
    found_small = 0
    for _ in range(TABLES // 2):
        said = publication(drawn(random))
        hidden = protect(said).hidden
        found_small += len(hidden)
        assert_unknown(said, set(hidden))

    # Or the tables would have tried nothing.
    assert found_small > TABLES


@pytest.mark.slow
def test_no_small_count_is_known_from_two_reports() -> None:
    random = np.random.default_rng(22)
    guarded = 0
    for _ in range(TABLES // 2):
        people = drawn(random)
        first = publication(people[: -int(random.integers(1, 15))])
        kept = protect(first)
        shown = {name_of(k): n for k, n in first.values.items() if kept.shows(k)}
        second = publication(people)
        guarded += said_before(second, shown, "first").small
        assert_unknown(second, set(protect(second).hidden))

    assert guarded > TABLES
