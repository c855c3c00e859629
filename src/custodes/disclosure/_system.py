"""
What a reader can work out: published sums as equations, hidden numbers as unknowns.

A reader knows every number that is shown, that the printed sums add up, that
nothing hidden is none, and that a number shown as small is less than the limit.
Whatever table agrees with all that may be the true one. The range of a hidden
number over all such tables is what is left unknown of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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

_ROUNDS = 10
"""How often what a sum says of its parts is asked again."""


@dataclass(frozen=True, slots=True)
class Room:
    """
    Which numbers may be moved, and how far down and up.
    """

    unknown: Bools
    low: Floats
    high: Floats


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
        if not self.keys:
            return []
        count, piece = _tied(self.equations)
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

    def room(self, hidden: Mapping[Key, Why]) -> Room:
        """
        Which numbers a reader does not know, and how far each could move were it unknown.
        """
        reach = _REACH * self.wide
        least = self.printed * (self.values > 0)
        low = np.maximum(least - self.values, -reach)
        why = [hidden.get(k) for k in self.keys]
        marked = np.array([w is Why.SMALL for w in why], dtype=bool)
        high = np.where(marked, self.limits - 1 - self.values, reach)
        hides = np.array([w is not None for w in why], dtype=bool)
        return Room((hides | ~self.printed) & ~self.known, np.minimum(low, 0), np.maximum(high, 0))

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

    def shut(self, room: Room) -> Bools:
        """
        Which unknown numbers cannot move by their width, as the sums tell one by one.

        What the rest of a sum can be bounds each part of it, and with the new bounds that
        is asked again. It finds most that cannot move, for a fraction of a solve.
        """
        low = np.where(room.unknown, room.low, 0.0)
        high = np.where(room.unknown, room.high, 0.0)
        terms = self.equations.tocoo()
        sums, parts, plus = terms.row, terms.col, terms.data > 0
        for _ in range(_ROUNDS):
            least = np.where(plus, low[parts], -high[parts])
            most = np.where(plus, high[parts], -low[parts])
            # All terms of a sum come to none: each is what the others are, turned.
            top = least - np.bincount(sums, least)[sums]
            bottom = most - np.bincount(sums, most)[sums]
            np.maximum.at(low, parts, np.where(plus, bottom, -top))
            np.minimum.at(high, parts, np.where(plus, top, -bottom))
        return room.unknown & (high - low < self.wide - NEAR)

    def farthest(self, objective: Floats, room: Room) -> None:
        """
        See the move of the unknown that goes farthest along an objective.
        """
        from scipy.optimize import linprog

        at = np.flatnonzero(room.unknown)
        moves = self.equations[:, at]
        # What no sum ties to anything that is asked for stays where it is.
        _, piece = _tied(moves)
        asked = np.flatnonzero(np.isin(piece, piece[objective[at] != 0]))
        at, moves = at[asked], moves[:, asked]
        moves = moves[np.diff(moves.indptr) > 0]
        rows = moves.shape[0]
        solved = linprog(
            -objective[at],
            A_eq=moves if rows else None,
            b_eq=np.zeros(rows) if rows else None,
            bounds=np.column_stack([room.low[at], room.high[at]]),
            method="highs",
        )
        if solved.status == 0:
            move = np.zeros(len(self.keys))
            move[at] = solved.x
            self.saw(move)


def _tied(equations: Any) -> tuple[int, Ints]:
    """
    How many pieces there are with no equation between them, and which each number is in.
    """
    from scipy.sparse.csgraph import connected_components

    count, piece = connected_components(abs(equations).T @ abs(equations), directed=False)
    return int(count), piece


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
