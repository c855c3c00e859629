"""
What must be hidden, so that no hidden number can be worked out.

Small numbers are hidden first. Then the report is attacked (`_attack`): where a
hidden number could be worked out, the cheapest move of the whole table that keeps
every printed sum and changes that number by the width is looked for by linear
programming, and whatever else it changes is hidden too. That is repeated until the
attack finds nothing, so the end of the work is its own proof. The idea is that of
complementary cell suppression as statistical offices do it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from custodes.disclosure._attack import WIDTH, alone, asked_of
from custodes.disclosure._publication import Key, Publication
from custodes.disclosure._repair import together
from custodes.disclosure._system import Room, System
from custodes.disclosure._why import Why

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.disclosure._attack import Bools
    from custodes.disclosure._system import Ints

_SEED = 2010
_MANY = 0.8
"""A move that leaves more of the exposed than this share is the last."""
_PAID = 8
"""So many at a time are given room by hiding more: together they need more than each."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    What may be shown of a publication.
    """

    publication: Publication
    hidden: Mapping[Key, Why] = field(default_factory=dict)

    def why(self, key: Key) -> Why | None:
        """
        Why a number is hidden. Null: it is shown, or there is none.
        """
        return self.hidden.get(key)

    def value(self, key: Key) -> float | None:
        """
        The number. Null: hidden, or there is none.
        """
        return None if key in self.hidden else self.publication.values.get(key)

    def shows(self, *keys: Key) -> bool:
        """
        Whether all of these are shown: then so may be what is worked out from them.
        """
        return not any(k in self.hidden for k in keys)


def protect(publication: Publication, width: float = WIDTH) -> Judgement:
    """
    Judge every number of a report.

    Args:
        publication: All its numbers, and how they add up.
        width: How wide the range of a hidden count must stay for a reader; of a sum
            over days, as much a day.
    """
    hidden = _small(publication)
    pieces = System(publication, width).pieces()
    random = np.random.default_rng(_SEED)
    before = -1
    while before != len(hidden):
        _link(publication, hidden)
        before = len(hidden)
        for piece in pieces:
            _settle(publication, piece, hidden, random)
    return Judgement(publication, hidden)


def _settle(
    publication: Publication,
    found: System,
    hidden: dict[Key, Why],
    random: np.random.Generator,
) -> None:
    """
    Hide more of one piece until nothing hidden of it can be worked out.
    """
    while True:
        room = found.room(hidden)
        room = replace(room, low=room.low * ~found.fixed, high=room.high * ~found.fixed)
        asked = asked_of(found, room) & ~found.fixed
        exposed = _exposed(found, room, asked, random)
        if not len(exposed):
            return
        before = len(hidden)
        few = random.permutation(exposed)[:_PAID]
        hidden |= together(found, room, few, random)
        if found.narrow(asked)[few].all() and len(hidden) == before:
            _one_by_one(publication, found, hidden, few)


def _one_by_one(
    publication: Publication, found: System, hidden: dict[Key, Why], exposed: Ints
) -> None:
    """
    Look at what does not move together each for itself, and hide more where none moves.

    What stays known whatever is hidden follows from what the agency itself published. A
    large number of that kind is shown; a small one stays hidden, for what that is worth.
    """
    room = found.room(hidden)
    stuck = [int(i) for i in exposed if not alone(found, room, int(i))]
    before = len(hidden)
    _coarsen(publication, found, hidden, {found.keys[i] for i in stuck})
    if len(hidden) > before or len(stuck) < len(exposed):
        return
    for i in stuck:
        found.fixed[i] = True
        if not found.small[i]:
            del hidden[found.keys[i]]
    # What moved with them has to be seen to move without them.
    found.low[:] = found.high[:] = 0


def _exposed(found: System, room: Room, asked: Bools, random: np.random.Generator) -> Ints:
    """
    What was not seen to move with nothing more hidden.

    Where some surely cannot move nothing is tried: what is hidden for them moves others.
    """
    narrow = found.narrow(asked)
    shut = found.shut(room) & narrow if narrow.any() else narrow
    if shut.any():
        return np.flatnonzero(shut)
    left, before = int(narrow.sum()), np.inf
    while left and left < _MANY * before:
        _move(found, room, narrow, random)
        narrow = found.narrow(asked)
        before, left = left, int(narrow.sum())
    return np.flatnonzero(narrow)


def _move(found: System, room: Room, targets: Bools, random: np.random.Generator) -> None:
    """
    Move all targets at once, each up or down and no farther than it must.

    Small numbers stand in each other's way: few reach their width, and the next time others.
    """
    up, down = found.low + found.wide, found.high - found.wide
    either = random.choice([-1.0, 1.0], len(targets))
    signs = np.where(room.high < up, -1.0, np.where(room.low > down, 1.0, either)) * targets
    enough = replace(
        room,
        low=np.where(signs < 0, np.maximum(room.low, down), room.low),
        high=np.where(signs > 0, np.minimum(room.high, up), room.high),
    )
    found.farthest(signs, enough)


def _small(publication: Publication) -> dict[Key, Why]:
    """
    The small numbers. Only one that is in no sum is shown as small.

    Ten numbers that are shown as small, and add up to one that is, are all 1.
    """
    added = {key for each in publication.sums for key in (each.total, *each.parts)}
    return {
        k: Why.PROTECTS if k in added else Why.SMALL
        for k in publication.values
        if publication.is_small(k) and k not in publication.unprinted
    }


def _link(publication: Publication, hidden: dict[Key, Why]) -> None:
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for group in publication.links:
            if any(k in hidden for k in group):
                hidden |= {
                    k: Why.PROTECTS
                    for k in group
                    if k in publication.values
                    and k not in hidden
                    and k not in publication.passed | publication.unprinted
                }


def _coarsen(
    publication: Publication, found: System, hidden: dict[Key, Why], exposed: set[Key]
) -> None:
    """
    Hide all of every sum that an exposed number is in.
    """
    for each in publication.sums:
        group = {each.total, *each.parts}
        if group & exposed:
            for key in group & found.place.keys():
                i = found.place[key]
                if found.printed[i] and not found.fixed[i]:
                    hidden[key] = Why.PROTECTS
