"""
Rows of the detentions table: what the agency recorded of the stints.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from custodes.synthetic._block import Block
from custodes.synthetic._cases import CLOSED
from custodes.synthetic._faults import (
    BOND,
    BY_CASE,
    BY_DEPARTURE,
    BY_LAST_STINT,
    BY_LATER_STAY,
    SAME_DAY,
)
from custodes.synthetic._random import Bools, Ints, Minutes
from custodes.synthetic._window import Window

NEVER = np.datetime64("NaT", "m")


@dataclass(frozen=True)
class Detentions:
    """
    The rows of one block in a window; positions of stints and stays are those of the block.
    """

    stint: Ints
    repeat: Ints
    """Why the row repeats its stint: position in ``REPEATS``; 0 is the row itself."""
    book_in: Minutes
    book_out: Minutes
    stay_out: Minutes
    """For each stay of the block: its end as recorded."""
    lost: Ints
    """For each stay: position in ``LOST``, as far as this window shows it."""
    seen: Bools
    """For each stay: whether the release lists any stint of it."""
    null_id: Bools


def detentions(world: Block, window: Window) -> Detentions:
    """
    The rows that a release of this window lists, by stint.
    """
    stints, faults = world.stints, world.faults
    shown = faults.listed & (stints.start < window.closes) & (stints.end >= window.opens)
    lost = _lost(world, window)
    stint, repeat = _rows(world, window, shown)
    early = stints.start - faults.overlap_minutes
    book_in = np.maximum(early, world.stays.start[stints.stay])[stint]
    book_in = book_in + np.where(repeat == SAME_DAY, faults.later_minutes[stint], 0)
    book_out = window.known(stints.end)
    open_last = np.isin(lost, (BY_DEPARTURE, BY_LATER_STAY, BY_CASE))[stints.stay] & stints.last
    book_out[open_last] = NEVER
    stay_out = window.known(world.stays.end)
    stay_out[lost > 0] = NEVER
    seen = np.zeros(world.stays.size, bool)
    seen[stints.stay[shown]] = True
    return Detentions(
        stint, repeat, book_in, book_out[stint], stay_out, lost, seen, faults.null_id[stint]
    )


def _lost(world: Block, window: Window) -> Ints:
    """
    Ends that were not recorded: only where the stay has ended and something still tells so.
    """
    stays, stints = world.stays, world.stints
    told = np.select(
        [world.faults.lost == k for k in (BY_DEPARTURE, BY_LAST_STINT, BY_LATER_STAY, BY_CASE)],
        [
            stays.departed <= window.end,
            np.ones(stays.size, bool),
            stays.next_start < window.closes,
            world.cases.status >= CLOSED,
        ],
        default=False,
    )
    last_listed = np.zeros(stays.size, bool)
    last_listed[stints.stay[stints.last & world.faults.listed]] = True
    ended = (stays.end < window.closes) & (stays.end >= window.opens)
    return np.where(told & last_listed & ended, world.faults.lost, 0)


def _rows(world: Block, window: Window, shown: Bools) -> tuple[Ints, Ints]:
    repeat = world.faults.repeat
    bond_known = (world.cases.bond_set_day <= window.end)[world.stints.stay]
    second_known = (world.stints.start + world.faults.later_minutes) < window.closes
    again = (repeat > 0) & np.where(repeat == BOND, bond_known, True)
    again &= np.where(repeat == SAME_DAY, second_known, True)
    rows = np.flatnonzero(shown)
    more = np.flatnonzero(shown & again)
    stint = np.concatenate([rows, more])
    why = np.concatenate([np.zeros(len(rows), np.int64), repeat[more]])
    order = np.lexsort((why, stint))
    return stint[order], why[order]
