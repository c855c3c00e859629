"""
What else must be hidden so that a number can be another than it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from custodes.disclosure._publication import Key
from custodes.disclosure._system import NEAR, Room, System
from custodes.disclosure._why import Why

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

_MISSED = 1e6
"""What a move costs that does not reach the width: more than any hiding."""


def together(
    found: System,
    room: Room,
    targets: Ints,
    random: np.random.Generator,
) -> dict[Key, Why]:
    """
    What the cheapest move changes that moves all targets by their width, or most.

    Args:
        found: The numbers and equations; it keeps what the move shows.
        room: What is hidden already, so that moving it costs nothing, and how far each goes.
        targets: Places of the numbers that must move.
        random: Which way they move, where both would do.
    """
    dear = np.log2(2 + np.abs(found.values)) * found.dear / found.scale
    prices = np.where(room.unknown, 0.0, dear)
    move = _cheapest(found, prices, (room.low, room.high), targets, random)
    found.saw(move)
    changed = np.flatnonzero(~room.unknown & (np.abs(move) > NEAR))
    return {found.keys[i]: Why.PROTECTS for i in changed}


def _cheapest(
    found: System,
    prices: Floats,
    bounds: tuple[Floats, Floats],
    targets: Ints,
    random: np.random.Generator,
) -> Floats:
    """
    The move that costs least and reaches what is wanted, as far as that goes.

    Each unknown is its rise less its fall, each paid for; what is wanted has a
    slack, dearer than anything, so that one that cannot move stops no other.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack

    low, high = bounds
    n, m = len(found.keys), len(targets)
    far = found.wide[targets]
    up, down = high[targets] >= far, -low[targets] >= far
    either = random.choice([-1.0, 1.0], m)
    sign = np.where(up & down, either, np.where(down, -1.0, 1.0))
    at = np.arange(m)
    equations = found.equations
    rows = np.concatenate([at, at, at])
    columns = np.concatenate([targets, targets + n, 2 * n + at])
    reach = csr_array((np.concatenate([-sign, sign, -np.ones(m)]), (rows, columns)), (m, 2 * n + m))
    no_slack = csr_array((equations.shape[0], m))
    solved = linprog(
        # A little for every move, so that none is made for nothing.
        np.concatenate([prices, prices, np.full(m, _MISSED)]) + 1e-4,
        A_ub=reach,
        b_ub=-far,
        A_eq=hstack([equations, -equations, no_slack]).tocsr(),
        b_eq=np.zeros(equations.shape[0]),
        bounds=np.column_stack(
            [np.zeros(2 * n + m), np.concatenate([high, -low, np.full(m, np.inf)])]
        ),
        method="highs",
        # What does nothing costs nothing, so the start is all but the end.
        options={"presolve": False},
    )
    if solved.status:
        return np.zeros(n)
    move: Floats = solved.x[:n] - solved.x[n : 2 * n]
    return move
