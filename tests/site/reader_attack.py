"""
How narrowly a reader works out what is hidden: linear programming over what is printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

NEAR = 1e-4
FAR = 1e7


@dataclass
class Facts:
    """
    Unknown numbers, what each can be by itself, and what they are together.
    """

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    """Coefficients, and the least and the most that they come to."""

    def unknown(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1


class ContradictionError(AssertionError):
    """
    No table agrees with what is printed.
    """


def ranges(
    facts: Facts, asked: Mapping[int, float], wrong: set[int] | None = None
) -> dict[int, tuple[float, float]]:
    """
    The range of each number asked for that was not seen to be as wide as it must be.

    Args:
        facts: What is known.
        asked: Number to how wide its range must be.
        wrong: Filled with the numbers that facts contradict one another about; null: that
            is an error.
    """
    n = len(facts.low)
    rows = [(c, a, b) for c, a, b in facts.rows if c]
    at = [i for i, (c, _, _) in enumerate(rows) for _ in c]
    columns = [j for c, _, _ in rows for j in c]
    values = [v for c, _, _ in rows for v in c.values()]
    matrix = csr_array((values, (at, columns)), (len(rows), n))
    least, most = np.array([a for _, a, _ in rows]), np.array([b for _, _, b in rows])
    _, piece = connected_components(abs(matrix).T @ abs(matrix), directed=False)
    found: dict[int, tuple[float, float]] = {}
    by_piece: dict[int, list[int]] = {}
    for i in asked:
        by_piece.setdefault(int(piece[i]), []).append(i)
    order = np.argsort(piece, kind="stable")
    starts = np.searchsorted(piece[order], np.arange(piece.max(initial=0) + 2))
    by_column = matrix.tocsc()
    for p, wanted in by_piece.items():
        members = order[starts[p] : starts[p + 1]]
        cut = by_column[:, members].tocsr()
        kept = np.flatnonzero(np.diff(cut.indptr))
        one = _Piece(
            np.array([facts.low[i] for i in members]),
            np.array([facts.high[i] for i in members]),
            (cut[kept], least[kept], most[kept]),
        )
        place = {int(i): k for k, i in enumerate(members)}
        width = {place[i]: asked[i] for i in wanted}
        try:
            found |= {int(members[k]): ends for k, ends in one.narrow(width).items()}
        except ContradictionError:
            if wrong is None:
                raise
            wrong |= set(wanted)
    return found


class _Piece:
    """
    Numbers that equations tie together.
    """

    def __init__(
        self,
        low: np.ndarray,
        high: np.ndarray,
        rows: tuple[csr_array, np.ndarray, np.ndarray],
    ) -> None:
        matrix, least, most = rows
        same = least == most
        self.bounds = np.column_stack([low, high])
        self.equal, self.equals = matrix[same], least[same]
        at_most, at_least = np.isfinite(most) & ~same, np.isfinite(least) & ~same
        self.above = vstack([matrix[at_most], -matrix[at_least]]).tocsr()
        self.tops = np.concatenate([most[at_most], -least[at_least]])
        self.seen: tuple[np.ndarray, np.ndarray] | None = None

    def narrow(self, width: Mapping[int, float]) -> dict[int, tuple[float, float]]:
        """
        Those that were not seen to move by their width, moved together, then one by one.
        """
        random = np.random.default_rng(11)
        left, vain, turn = sorted(width), 0, 0
        while left and vain < 2:
            before, turn = len(left), turn + 1
            goal = np.zeros(len(self.bounds))
            goal[left] = random.choice([-1.0, 1.0], len(left)) if turn > 2 else 1.5 - turn
            self._go(goal)
            left = self._left(left, width)
            vain = vain + 1 if len(left) == before and turn > 2 else 0
        for i in left:
            for sign in (-1.0, 1.0):
                goal = np.zeros(len(self.bounds))
                goal[i] = sign
                if self._left([i], width):
                    self._go(goal)
        left = self._left(left, width)
        return {i: self._range(i) for i in left}

    def _range(self, i: int) -> tuple[float, float]:
        assert self.seen
        return float(self.seen[0][i]), float(self.seen[1][i])

    def _left(self, asked: Sequence[int], width: Mapping[int, float]) -> list[int]:
        assert self.seen
        low, high = self.seen
        return [i for i in asked if high[i] - low[i] < width[i] - NEAR]

    def _go(self, goal: np.ndarray) -> None:
        solved = linprog(
            -goal,
            A_eq=self.equal if self.equal.shape[0] else None,
            b_eq=self.equals if self.equal.shape[0] else None,
            A_ub=self.above if self.above.shape[0] else None,
            b_ub=self.tops if self.above.shape[0] else None,
            bounds=self.bounds,
            method="highs",
        )
        if solved.status == 2:
            raise ContradictionError("no table agrees with what is printed")
        if solved.status:
            return
        x = solved.x
        low, high = self.seen or (x, x)
        self.seen = np.minimum(low, x), np.maximum(high, x)
