"""
One block of the world: people and all that happens to them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from custodes.synthetic._cases import Cases, cases
from custodes.synthetic._faults import Faults, faults
from custodes.synthetic._outcomes import outcomes
from custodes.synthetic._people import DETAINED, REMOVED_ONLY, People, people
from custodes.synthetic._random import MINUTES_A_DAY, Streams
from custodes.synthetic._shapes import share
from custodes.synthetic._stays import NEVER_DAY, Stays, arrivals, stays
from custodes.synthetic._stints import Stints, stints

BLOCK = 50_000
"""People a block: part of what a seed means, so not for tuning."""


@dataclass(frozen=True)
class Block:
    """
    A block. ``stays`` holds ``real`` stays and then cases without one, which have no stints.
    """

    streams: Streams
    people: People
    stays: Stays
    real: int
    cases: Cases
    stints: Stints
    faults: Faults


def block(seed: int, number: int, size: int, rare: float) -> Block:
    """
    Block ``number`` with ``size`` people.
    """
    streams = Streams(seed, number)
    who = people(streams, number * BLOCK, size)
    real = stays(streams, who, rare)
    whole = _join(real, _without_custody(streams, who, real))
    case = cases(streams, who, whole)
    stint = stints(streams, who, real)
    return Block(streams, who, whole, real.size, case, stint, faults(streams, whole, case, stint))


def _join(one: Stays, other: Stays) -> Stays:
    return Stays(
        **{
            f.name: np.concatenate([getattr(one, f.name), getattr(other, f.name)])
            for f in fields(Stays)
        }
    )


def _without_custody(streams: Streams, who: People, real: Stays) -> Stays:
    """
    Cases of people who are never detained, and earlier cases of some who are later.
    """
    rng = streams.of("cases without custody")
    free = np.flatnonzero(who.kind != DETAINED)
    first = np.flatnonzero(real.turn == 0)
    early = first[rng.random(len(first)) < share("shares", "arrested_before")]
    before = real.start[early] - (rng.uniform(20, 500, len(early)) * MINUTES_A_DAY).astype(np.int64)
    person = np.concatenate([free, real.person[early]])
    start = np.concatenate([arrivals(rng, len(free)), before])
    removed = np.concatenate([who.kind[free] == REMOVED_ONLY, np.zeros(len(early), bool)])
    day = start.astype("datetime64[D]")
    kinds = outcomes()
    return Stays(
        person=person,
        turn=np.full(len(person), -1),
        start=start,
        end=start,
        outcome=np.where(removed, kinds.number("Removed"), kinds.number("Order of recognizance")),
        order_day=np.where(removed, day, NEVER_DAY),
        departed=np.where(removed, day + rng.integers(0, 3, len(person)), NEVER_DAY),
        next_start=np.full(len(person), np.datetime64("NaT", "m")),
    )
