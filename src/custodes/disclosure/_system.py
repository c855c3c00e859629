"""
What a reader can work out: published sums as equations, hidden numbers as unknowns.

A reader knows every number that is shown, that the printed sums add up, that
nothing hidden is none, and that a number shown as small is less than the limit.
Whatever table agrees with all that may be the true one. The range of a hidden
number over all such tables is what is left unknown of it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.disclosure._publication import Key, Publication, Sum
from custodes.disclosure._why import Why

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.intp]

NEAR = 1e-6
_DEAR = (100.0, 20.0, 3.0, 1.0)
"""A number of everything, limited to one thing, to two, to more: the broader, the dearer."""
_REACH = 1000.0
"""How far a number is moved at most, in widths: farther is not asked."""


class System:
    """
    The numbers of a publication, and the equations between them.

    A printed number that is none is shown, so it is no unknown.

    A move is a difference from the true table, a number for each key; it keeps
    every printed sum if the equations times it are none.
    """

    def __init__(self, publication: Publication, width: float) -> None:
        said = publication.values
        self.keys = [k for k, v in said.items() if v or k in publication.slacks]
        self.values = np.array([said[k] for k in self.keys], dtype=np.float64)
        self.scale = np.array([publication.limit_of(k) for k in self.keys]) / publication.limit
        self.wide = width * self.scale
        """How wide the range of each must be."""
        self.limits = self.scale * publication.limit
        self.printed = np.array([k not in publication.unprinted for k in self.keys], dtype=bool)
        self.known = np.array([k in publication.known for k in self.keys], dtype=bool)
        passed = np.array([k in publication.passed for k in self.keys], dtype=bool)
        self.fixed = passed | self.known
        self.small = np.array([publication.is_small(k) for k in self.keys], dtype=bool)
        self.low = np.zeros(len(self.keys))
        """How far down each was seen to move, in some table that agrees."""
        self.high = np.zeros(len(self.keys))
        self.dear = np.array([_DEAR[min(len(at), len(_DEAR) - 1)] for _, at in self.keys])
        """How much readers miss each, were it hidden."""
        self.place = {k: i for i, k in enumerate(self.keys)}
        self.equations = _equations(publication.sums, self.place)

    def pieces(self) -> list[System]:
        """
        The parts between which there is no equation: each can be judged by itself.
        """
        from scipy.sparse.csgraph import connected_components

        n = len(self.keys)
        if not n:
            return []
        together = abs(self.equations).T @ abs(self.equations)
        count, piece = connected_components(together, directed=False)
        order = np.argsort(piece, kind="stable")
        ends = np.cumsum(np.bincount(piece, minlength=count))[:-1]
        by_column = self.equations.tocsc()
        return [self._cut(at, by_column) for at in np.split(order, ends)]

    def _cut(self, at: Ints, by_column: Any) -> System:
        part = System.__new__(System)
        part.keys = [self.keys[i] for i in at]
        part.place = {k: i for i, k in enumerate(part.keys)}
        for name in ("values", "scale", "wide", "limits", "printed", "known", "fixed"):
            setattr(part, name, getattr(self, name)[at])
        for name in ("small", "dear"):
            setattr(part, name, getattr(self, name)[at])
        part.low, part.high = self.low[at], self.high[at]
        columns = by_column[:, at].tocsr()
        part.equations = columns[np.diff(columns.indptr) > 0]
        return part

    def hides(self, hidden: Container[Key]) -> Bools:
        """
        Which numbers are among these.
        """
        return np.array([k in hidden for k in self.keys], dtype=bool)

    def unknown(self, hidden: Container[Key]) -> Bools:
        """
        Which numbers a reader does not know: hidden, or printed nowhere.
        """
        found: Bools = (self.hides(hidden) | ~self.printed) & ~self.known
        return found

    def bounds(self, hidden: Mapping[Key, Why]) -> tuple[Floats, Floats]:
        """
        How far each number could move at most, were it unknown.
        """
        reach = _REACH * self.wide
        least = self.printed * (self.values > 0)
        low = np.maximum(least - self.values, -reach)
        marked = np.array([hidden.get(k) is Why.SMALL for k in self.keys], dtype=bool)
        high = np.where(marked, self.limits - 1 - self.values, reach)
        return np.minimum(low, 0), np.maximum(high, 0)

    def saw(self, move: Floats) -> None:
        """
        Keep what a move shows of the ranges.
        """
        self.low, self.high = np.minimum(self.low, move), np.maximum(self.high, move)

    def narrow(self, asked: Bools) -> Bools:
        """
        Which of those asked for were not seen to move by their width.
        """
        return asked & (self.high - self.low < self.wide - NEAR)

    def farthest(self, objective: Floats, unknown: Bools, low: Floats, high: Floats) -> Floats:
        """
        The move of the unknown that goes farthest along an objective; seen, and kept.
        """
        from scipy.optimize import linprog

        at = np.flatnonzero(unknown)
        moves = self.equations[:, at]
        moves = moves[np.diff(moves.indptr) > 0]
        rows = moves.shape[0]
        solved = linprog(
            -objective[at],
            A_eq=moves if rows else None,
            b_eq=np.zeros(rows) if rows else None,
            bounds=np.column_stack([low[at], high[at]]),
            method="highs",
        )
        move = np.zeros(len(self.keys))
        if solved.status == 0:
            move[at] = solved.x
        self.saw(move)
        return move


def _equations(sums: Iterable[Sum], place: Mapping[Key, int]) -> Any:
    from scipy.sparse import csr_array

    rows, columns, signs = [], [], []
    n = 0
    for each in sums:
        terms = [(place[p], -1.0) for p in each.parts if p in place]
        if each.total in place:
            terms.append((place[each.total], 1.0))
        rows += [n] * len(terms)
        columns += [i for i, _ in terms]
        signs += [s for _, s in terms]
        n += 1
    return csr_array((signs, (rows, columns)), shape=(n, len(place)), dtype=np.float64)
