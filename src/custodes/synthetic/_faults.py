"""
What the agency's records get wrong about a block: drawn once, whatever the extract.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from custodes.synthetic._cases import CLOSED, Cases
from custodes.synthetic._random import Bools, Ints, Streams
from custodes.synthetic._shapes import share, world
from custodes.synthetic._stays import Stays
from custodes.synthetic._stints import Stints

REPEATS = ("", "bond", "identical", "same day")
"""Why a row repeats a stint; the first is the row that does not."""
BOND, IDENTICAL, SAME_DAY = 1, 2, 3

LOST = ("", "departed", "last stint closed", "later stay", "case closed")
"""What still tells that a stay has ended whose end was not recorded."""
BY_DEPARTURE, BY_LAST_STINT, BY_LATER_STAY, BY_CASE = 1, 2, 3, 4


@dataclass(frozen=True)
class Faults:
    """
    Faults of stints and stays.
    """

    listed: Bools
    """Stints that the release lists at all."""
    repeat: Ints
    """Why a second row stands for the stint: position in `REPEATS`."""
    later_minutes: Ints
    """How much later the second row of a same-day repeat begins."""
    null_id: Bools
    overlap_minutes: Ints
    """How much too early the stint is said to have begun."""
    program_blank: Bools
    lost: Ints
    """For each stay: position in `LOST`."""


def faults(streams: Streams, stays: Stays, case: Cases, stints: Stints) -> Faults:
    """
    The faults of a block.
    """
    rng = streams.of("faults")
    rates = world("custody")["faults"]
    n = stints.size
    alone = (stints.turn == 0) & stints.last
    first_gone = (rng.random(stays.size) < rates["first_missing"])[stints.stay]
    last_gone = (rng.random(stays.size) < rates["last_missing"])[stints.stay] & ~first_gone
    missing = ((stints.turn == 0) & first_gone) | (stints.last & last_gone)
    listed = ~missing | alone
    later = rng.integers(1, 181, n)
    repeat = _repeats(rng, case, stints, later)
    overlaps = (rng.random(n) < rates["overlap"]) & (stints.turn > 0)
    return Faults(
        listed=listed,
        repeat=repeat,
        later_minutes=later,
        null_id=(rng.random(n) < rates["null_id"]) & (repeat == 0),
        overlap_minutes=np.where(overlaps, rng.integers(200, 600, n), 0),
        program_blank=rng.random(n) < rates["program_blank"],
        lost=_lost(rng, stays, case),
    )


def _repeats(rng: np.random.Generator, case: Cases, stints: Stints, later: Ints) -> Ints:
    rates = world("custody")["faults"]
    n = stints.size
    bonded = ~np.isnan(case.bond_set)[stints.stay]
    second = stints.start + later
    fits = (second < stints.end) & (
        second.astype("datetime64[D]") == stints.start.astype("datetime64[D]")
    )
    u = rng.random(n)
    bond = bonded & (u < rates["bond_rows"] / max(bonded.sum() / max(n, 1), rates["bond_rows"]))
    same_day = (
        fits & ~bond & (rng.random(n) < rates["same_day_rows"] / max(fits.sum() / max(n, 1), 0.1))
    )
    identical = ~bond & ~same_day & (rng.random(n) < rates["identical_rows"])
    return np.select([bond, identical, same_day], [BOND, IDENTICAL, SAME_DAY], 0)


def _lost(rng: np.random.Generator, stays: Stays, case: Cases) -> Ints:
    chosen = rng.random(stays.size) < share("faults", "end_lost")
    closed = rng.random(stays.size) < share("faults", "lost_last_closed")
    departs = ~np.isnat(stays.departed)
    kind = np.select(
        [closed, ~np.isnat(stays.next_start), departs, case.status >= CLOSED],
        [BY_LAST_STINT, BY_LATER_STAY, BY_DEPARTURE, BY_CASE],
        BY_LAST_STINT,
    )
    return np.where(chosen, kind, 0)
