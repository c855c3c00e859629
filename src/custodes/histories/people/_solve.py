"""
One-to-one matching of two kinds of event on one line of time.

Two events may be paired where their difference lies in a window; a pair costs
the absolute difference. Wanted is, person by person, the most pairs, then the
least cost. Because the cost is convex in the difference and the window is an
interval, two crossing pairs can always be uncrossed: both new pairs lie in the
window and cost no more. So some best matching keeps the order of both kinds,
and a table over "from this left event and that right event on" finds it
exactly, as an edit distance does. Of equal matchings the one is taken that
serves the earliest right event, with the earliest left event, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A left and a right event of one person that the window lets be paired.
    """

    person: int
    left: int
    right: int
    left_at: int
    right_at: int

    @property
    def cost(self) -> int:
        """
        How far apart the two are, in the unit of their times.
        """
        return abs(self.right_at - self.left_at)


def best_pairs(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """
    The pairs of the best matching of every person.
    """
    ordered = sorted(pairs, key=lambda p: (p.person, p.left_at, p.left, p.right_at, p.right))
    for _, of_person in groupby(ordered, key=lambda p: p.person):
        for part in _parts(list(of_person)):
            yield from _best(part)


def _parts(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """
    Runs of pairs that share no event with another run.

    Pairs come by left event. A left event whose earliest partner lies beyond
    all partners before it begins a run: so do all after it.
    """
    part: list[Pair] = []
    reached: tuple[int, int] | None = None
    for _, of_left in groupby(pairs, key=lambda p: p.left):
        choices = list(of_left)
        if reached is not None and min(_right(p) for p in choices) > reached:
            yield part
            part, reached = [], None
        part += choices
        furthest = max(_right(p) for p in choices)
        reached = furthest if reached is None else max(reached, furthest)
    if part:
        yield part


def _right(pair: Pair) -> tuple[int, int]:
    return pair.right_at, pair.right


def _left(pair: Pair) -> tuple[int, int]:
    return pair.left_at, pair.left


def _best(pairs: Sequence[Pair]) -> Iterator[Pair]:
    lefts = sorted({_left(p) for p in pairs})
    rights = sorted({_right(p) for p in pairs})
    allowed = {(_left(p), _right(p)): p for p in pairs}
    # table[i][j]: most pairs (negative) and least cost, from left i and right j on.
    table = [[(0, 0)] * (len(rights) + 1) for _ in range(len(lefts) + 1)]
    for i in range(len(lefts) - 1, -1, -1):
        for j in range(len(rights) - 1, -1, -1):
            found = min(table[i + 1][j], table[i][j + 1])
            pair = allowed.get((lefts[i], rights[j]))
            if pair is not None:
                count, cost = table[i + 1][j + 1]
                found = min(found, (count - 1, cost + pair.cost))
            table[i][j] = found
    i = 0
    for j, right in enumerate(rights):
        for k in range(i, len(lefts)):
            pair = allowed.get((lefts[k], right))
            count, cost = table[k + 1][j + 1]
            if pair is not None and (count - 1, cost + pair.cost) == table[i][j]:
                yield pair
                i = k + 1
                break
