"""
Population by day, as the rows say and as it truly was.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from custodes.synthetic._block import Block
from custodes.synthetic._detentions import Detentions
from custodes.synthetic._places import places
from custodes.synthetic._random import Bools, Ints
from custodes.synthetic._window import Window

SENSES = ("recorded_any_part", "recorded_midnight", "true_any_part", "true_midnight")
STAYS = ("stays_any_part", "stays_midnight", "stays_begun", "stays_ended")


@dataclass
class Population:
    """
    Counts of people by day, national and by facility, added up block by block.

    Any part of a day: from the day of the book-in to that of the book-out, both included.
    Midnight: booked in on the day or before, not booked out by its end.
    """

    window: Window
    national: dict[str, Ints] = field(default_factory=dict)
    facilities: dict[str, Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        days = len(self.window.days)
        for name in (*SENSES, *STAYS):
            self.national[name] = np.zeros(days, np.int64)
        for name in SENSES:
            self.facilities[name] = np.zeros((len(places().codes), days), np.int64)

    def add(self, block: Block, rows: Detentions) -> None:
        """
        Add one block.
        """
        person = block.stays.person[block.stints.stay]
        alone = np.where(rows.null_id, -1 - np.arange(len(rows.stint)), person[rows.stint])
        facility = block.stints.facility
        self._count("recorded", alone, facility[rows.stint], rows.book_in, rows.book_out)
        held = (block.stints.start < self.window.closes) & (block.stints.end >= self.window.opens)
        end = self.window.known(block.stints.end)
        self._count("true", person[held], facility[held], block.stints.start[held], end[held])
        self._add_stays(block)

    def _count(
        self, sense: str, who: Ints, facility: Ints, start: np.ndarray, end: np.ndarray
    ) -> None:
        first = np.maximum(self.window.place(start), 0)
        last = np.where(np.isnat(end), len(self.window.days) - 1, self.window.place(end))
        eve = np.where(np.isnat(end), last, last - 1)
        room = np.int64(len(places().codes))
        both = who * room + facility
        for name, final in ((f"{sense}_any_part", last), (f"{sense}_midnight", eve)):
            self.national[name] += _people_by_day(who, first, final, len(self.window.days))
            self.facilities[name] += _people_by_day_and_place(
                both, facility, first, final, self.facilities[name].shape
            )

    def _add_stays(self, block: Block) -> None:
        days = len(self.window.days)
        start, end = block.stays.start[: block.real], block.stays.end[: block.real]
        begun = self.window.place(start)
        ended = self.window.place(end)
        inside = (begun < days) & (ended >= 0)
        first, last = np.maximum(begun[inside], 0), ended[inside]
        for name, final in (("stays_any_part", last), ("stays_midnight", last - 1)):
            one_each = np.arange(len(first))
            self.national[name] += _people_by_day(
                one_each, first, np.minimum(final, days - 1), days
            )
        for name, day in (("stays_begun", begun), ("stays_ended", ended)):
            within = (day >= 0) & (day < days)
            self.national[name] += np.bincount(day[within], minlength=days)


def _apart(who: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints, Ints, Bools]:
    """
    Stretches of days made disjoint for each person, so that a day counts once.
    """
    order = np.lexsort((last, first, who))
    who, first, last = who[order], first[order], last[order]
    new = np.ones(len(who), bool)
    new[1:] = who[1:] != who[:-1]
    group = np.cumsum(new) - 1
    lift = group * np.int64(1 << 20)
    reached = np.maximum.accumulate(last + lift) - lift
    before = np.full(len(who), -2)
    before[1:] = np.where(new[1:], -2, reached[:-1])
    begin = np.maximum(first, before + 1)
    return order, begin, last, begin <= last


def _people_by_day(who: Ints, first: Ints, last: Ints, days: int) -> Ints:
    _, begin, final, keep = _apart(who, first, last)
    steps = np.bincount(begin[keep], minlength=days + 1)[: days + 1]
    steps = steps - np.bincount(final[keep] + 1, minlength=days + 1)[: days + 1]
    found: Ints = np.cumsum(steps)[:days]
    return found


def _people_by_day_and_place(
    both: Ints, facility: Ints, first: Ints, last: Ints, shape: tuple[int, ...]
) -> Ints:
    order, begin, final, keep = _apart(both, first, last)
    where = facility[order][keep] * (shape[1] + 1)
    size = shape[0] * (shape[1] + 1)
    steps = np.bincount(where + begin[keep], minlength=size)
    steps = steps - np.bincount(where + final[keep] + 1, minlength=size)
    found: Ints = np.cumsum(steps.reshape(shape[0], shape[1] + 1), axis=1)[:, : shape[1]]
    return found
