"""
Stints: the facilities that a stay went through.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from custodes.synthetic._outcomes import outcomes
from custodes.synthetic._people import People
from custodes.synthetic._places import places
from custodes.synthetic._random import MINUTES_A_DAY, Bools, Floats, Ints, Minutes, Streams
from custodes.synthetic._shapes import share, world
from custodes.synthetic._stays import Stays

MOST_HOLD_ALONE = 1.5 * MINUTES_A_DAY
"""A stay in a hold room alone is shorter than this."""
MOST_STINTS = 14
"""A stay has no more stints than this."""


@dataclass(frozen=True)
class Stints:
    """
    One block of stints as they truly were, by stay and turn.
    """

    stay: Ints
    """Position in the block of stays."""
    turn: Ints
    """0 for the first of the stay."""
    last: Bools
    start: Minutes
    end: Minutes
    facility: Ints
    """Position in `custodes.synthetic._places.places`."""

    @property
    def size(self) -> int:
        """
        How many stints.
        """
        return len(self.stay)


def stints(streams: Streams, people: People, stays: Stays) -> Stints:
    """
    The stints of a block of stays: they begin and end with it, and never overlap.
    """
    rng = streams.of("stints")
    minutes = (stays.end - stays.start).astype(np.int64)
    count = _counts(rng, minutes)
    stay = np.repeat(np.arange(stays.size), count)
    begins = np.cumsum(count) - count
    turn = np.arange(len(stay)) - begins[stay]
    last = turn == count[stay] - 1
    # who is held there and nowhere else is not held there for weeks
    brief = (count > 1) | (minutes < MOST_HOLD_ALONE)
    hold = (
        (turn == 0) & brief[stay] & (rng.random(stays.size) < share("shares", "hold_first"))[stay]
    )
    start, end = _spans(rng, stays, count, hold)
    return Stints(
        stay=stay,
        turn=turn,
        last=last,
        start=start,
        end=end,
        facility=_facilities(rng, people, stays, stay=stay, turn=turn, last=last, hold=hold),
    )


def _counts(rng: np.random.Generator, minutes: Ints) -> Ints:
    base, slope = world("custody")["shares"]["extra_stints"]
    mean = base + slope * np.log1p(minutes / MINUTES_A_DAY)
    room = np.minimum(minutes // 45, MOST_STINTS)
    drawn: Ints = np.clip(1 + rng.poisson(mean), 1, np.maximum(room, 1))
    return drawn


def _spans(
    rng: np.random.Generator, stays: Stays, count: Ints, hold: Bools
) -> tuple[Minutes, Minutes]:
    """
    The stay cut into stints with the road between them.
    """
    minutes: Ints = (stays.end - stays.start).astype(np.int64)
    begins = np.cumsum(count) - count
    stay = np.repeat(np.arange(stays.size), count)
    only = count[stay] == 1
    part = rng.gamma(0.7, 1.0, len(stay)) + 1e-3
    held = np.where(hold & ~only, _hold_minutes(rng, len(stay)), 0.0)
    held = np.minimum(held, 0.5 * minutes[stay])
    road = np.minimum(rng.exponential(170.0, len(stay)), 0.25 * minutes[stay] / count[stay])
    road[begins] = 0.0
    fixed = np.add.reduceat(held + road, begins)
    part = np.where(held > 0, 0.0, part)
    total = np.add.reduceat(part, begins)
    length = held + part / np.maximum(total, 1e-12)[stay] * (minutes - fixed)[stay]
    passed = np.cumsum(length + road)
    passed -= (passed[begins] - length[begins])[stay]
    out = np.rint(passed).astype(np.int64)
    into = np.rint(passed - length).astype(np.int64)
    final = begins + count - 1
    out[final] = minutes
    origin = stays.start[stay]
    return origin + np.minimum(into, out), origin + out


def _hold_minutes(rng: np.random.Generator, n: int) -> Floats:
    lengths = world("custody")["lengths"]
    days = np.interp(rng.random(n), lengths["hold_probability"], lengths["hold_days"])
    minutes: Floats = days * MINUTES_A_DAY
    return minutes


def _facilities(
    rng: np.random.Generator,
    people: People,
    stays: Stays,
    *,
    stay: Ints,
    turn: Ints,
    last: Bools,
    hold: Bools,
) -> Ints:
    all_places = places()
    n = len(stay)
    office = people.office[stays.person][stay]
    near = rng.random(n) < share("shares", "same_office")
    near |= turn == 0
    chosen = np.where(near, all_places.near(rng, office), all_places.anywhere(rng, n))
    removed = stays.outcome[stay] == outcomes().number("Removed")
    staged = last & (turn > 0) & removed
    staged &= rng.random(n) < share("shares", "staging_last")
    chosen = np.where(staged, all_places.staging(rng, n), chosen)
    chosen = np.where(hold, all_places.hold_room(office), chosen)
    # nobody is moved to where they are; a second draw leaves the few that others' data show too
    same = np.zeros(n, dtype=bool)
    same[1:] = (chosen[1:] == chosen[:-1]) & (turn[1:] > 0)
    return np.where(same, all_places.anywhere(rng, n), chosen)
