"""
The attack: how narrowly can a reader work out what is hidden?
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from custodes.disclosure._publication import Key, Publication
from custodes.disclosure._system import NEAR, Room, System
from custodes.disclosure._why import Why

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]

WIDTH = 5
"""A hidden count must be unknown by at least so much."""
_SEED = 20_100_322


@dataclass(frozen=True, slots=True)
class Exposed:
    """
    A hidden number that a reader can work out to within less than the width.
    """

    key: Key
    low: float
    high: float


def attack(
    publication: Publication, hidden: Mapping[Key, Why], width: float = WIDTH
) -> tuple[Exposed, ...]:
    """
    Every hidden number that can be worked out too narrowly.

    Whole tables are moved first, as far as the published sums let them: what moves
    by the width is safe. What did not move is asked for by itself, both ways.

    Args:
        publication: All numbers and sums.
        hidden: What is hidden, and how it is shown.
        width: How wide the range of a count must be; of a sum over days, as much a day.
    """
    exposed: list[Exposed] = []
    for found in System(publication, width).pieces():
        room = found.room(hidden)
        asked = asked_of(found, room)
        search(found, room, asked)
        for i in np.flatnonzero(found.narrow(asked)):
            if not alone(found, room, int(i)):
                ends = found.values[i] + np.array([found.low[i], found.high[i]])
                exposed.append(Exposed(found.keys[i], *map(float, ends)))
    return tuple(exposed)


def asked_of(found: System, room: Room) -> Bools:
    """
    What must not be worked out: all that is hidden, and small numbers printed nowhere.
    """
    asked: Bools = room.unknown & (found.printed | found.small)
    return asked


def search(found: System, room: Room, asked: Bools, in_vain: int = 3) -> None:
    """
    Move all that has not moved yet, together, one way and the other.

    Ends when all moved by their width, or after rounds that brought none.
    """
    if not asked.any():
        return
    random = np.random.default_rng(_SEED)
    left, vain, turn = len(found.keys) + 1, 0, 0
    while vain < in_vain:
        narrow = found.narrow(asked)
        count = int(narrow.sum())
        if not count:
            break
        vain = 0 if count < left else vain + 1
        left, turn = count, turn + 1
        # Most can rise or fall together; what is left then is tried in mixed ways.
        signs = random.choice([-1.0, 1.0], len(narrow)) if turn > 2 else 1.5 - turn  # noqa: PLR2004
        found.farthest(np.where(narrow, signs, 0.0), room)


def alone(found: System, room: Room, i: int) -> bool:
    """
    Move one number as far as it goes, both ways; whether it moved by its width.
    """
    for sign in (-1.0, 1.0):
        objective = np.zeros(len(found.keys))
        objective[i] = sign
        found.farthest(objective, room)
    return bool(found.high[i] - found.low[i] >= found.wide[i] - NEAR)
