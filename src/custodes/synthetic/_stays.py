"""
Stays: when each began, when and how it ended, when a final order came.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from custodes.synthetic._outcomes import outcomes
from custodes.synthetic._people import DETAINED, People
from custodes.synthetic._random import (
    MINUTES_A_DAY,
    Days,
    Floats,
    Ints,
    Minutes,
    Streams,
    lognormal,
)
from custodes.synthetic._shapes import share, world

BEGIN = np.datetime64("2022-04-01", "D")
"""First day on which anybody is booked in."""
FINISH = np.datetime64("2026-08-06", "D")
"""Last day on which anybody is booked in."""
MOST_DAYS = 1200.0
"""No part of a stay lasts longer."""
MOST_STAYS = 4
"""A person has no more stays than this."""

BEFORE, DURING, AFTER = range(3)
"""When a final order came; 3 is never."""

NEVER_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Stays:
    """
    One block of stays, as they truly were: the future of any extract included.
    """

    person: Ints
    """Position in the block of people."""
    turn: Ints
    """0 for the person's first stay."""
    start: Minutes
    end: Minutes
    outcome: Ints
    order_day: Days
    """Final order. NaT: none ever came."""
    departed: Days
    """Departure that the stay led to. NaT: none."""
    next_start: Minutes
    """When the same person's next stay began. NaT: there was none."""

    @property
    def size(self) -> int:
        """
        How many stays.
        """
        return len(self.person)

    def take(self, rows: Ints) -> Stays:
        """
        These stays, in this order.
        """
        return Stays(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def stays(streams: Streams, people: People, rare: float) -> Stays:
    """
    All stays of a block of people, by person and turn.
    """
    rng = streams.of("stays")
    who = np.flatnonzero(people.kind == DETAINED)
    start = arrivals(rng, len(who))
    turns: list[Stays] = []
    for turn in range(MOST_STAYS):
        now = _turn(rng, people, who, start, turn=turn, rare=rare)
        again, start = _again(rng, now)
        now.next_start[again] = start
        turns.append(now)
        who = now.person[again]
    whole = Stays(
        **{f.name: np.concatenate([getattr(t, f.name) for t in turns]) for f in fields(Stays)}
    )
    return whole.take(np.lexsort((whole.turn, whole.person)))


def arrivals(rng: np.random.Generator, n: int) -> Minutes:
    """
    Moments between `BEGIN` and `FINISH`, by the published book-ins a month.
    """
    months = np.arange(BEGIN.astype("datetime64[M]"), FINISH.astype("datetime64[M]") + 1)
    first = months.astype("datetime64[D]")
    last = np.minimum((months + 1).astype("datetime64[D]"), FINISH + 1)
    length = (last - first).astype(np.int64)
    whole = ((months + 1).astype("datetime64[D]") - first).astype(np.int64)
    steps = np.cumsum([_month_weight(m) for m in months] * length / whole)
    month = np.searchsorted(steps, rng.random(n) * steps[-1], side="right")
    day = first[month] + (rng.random(n) * length[month]).astype(np.int64)
    moment: Minutes = day.astype("datetime64[m]") + time_of_day(rng, n)
    return moment


def time_of_day(rng: np.random.Generator, n: int) -> Ints:
    """
    Minutes after midnight; three quarters between 07:00 and 21:00.
    """
    waking = 7 * 60 + rng.integers(0, 14 * 60, n)
    return np.where(
        rng.random(n) < share("shares", "by_day"), waking, rng.integers(0, MINUTES_A_DAY, n)
    )


def _month_weight(month: np.datetime64) -> float:
    number = int(month.astype(np.int64)) + 1970 * 12
    year, place = divmod(number + 3, 12)
    table = world("custody")["book_ins"]
    if str(year) not in table:
        return float(sum(table["2024"])) / 12
    return float(table[str(year)][place])


def _turn(
    rng: np.random.Generator, people: People, who: Ints, start: Minutes, *, turn: int, rare: float
) -> Stays:
    kinds = outcomes()
    n = len(who)
    outcome = kinds.draw(rng, people.slow_papers[who], rare)
    chances = np.cumsum(kinds.order[outcome], axis=1)
    u = rng.random(n)
    when = (u[:, None] >= chances).sum(axis=1)
    days = _lengths(rng, outcome, when)
    minutes = np.maximum((days.sum(axis=1) * MINUTES_A_DAY).astype(np.int64), 45)
    end = start + minutes
    order = _orders(rng, when, start, days[:, 0], end)
    late = rng.choice(4, n, p=[0.84, 0.12, 0.03, 0.01])
    departed = np.where(kinds.departs[outcome], end.astype("datetime64[D]") + late, NEVER_DAY)
    return Stays(
        person=who,
        turn=np.full(n, turn),
        start=start,
        end=end,
        outcome=outcome,
        order_day=order,
        departed=departed,
        next_start=np.full(n, np.datetime64("NaT", "m")),
    )


def _lengths(rng: np.random.Generator, outcome: Ints, when: Ints) -> Floats:
    """
    Days before the order (or all days, where none fell into the stay) and days after it.
    """
    kinds = outcomes()
    free = lognormal(rng, *kinds.free[outcome].T)
    before = lognormal(rng, *kinds.before[outcome].T)
    after = lognormal(rng, *kinds.after[outcome].T)
    first = np.select([when == BEFORE, when == DURING], [np.zeros(len(outcome)), before], free)
    days: Floats = np.stack([first, np.where(when <= DURING, after, 0.0)], axis=1)
    return np.minimum(days, MOST_DAYS)


def _orders(
    rng: np.random.Generator, when: Ints, start: Minutes, pre: Floats, end: Minutes
) -> Days:
    n = len(when)
    same_day = rng.random(n) < share("shares", "order_at_book_in")
    long_ago = lognormal(rng, np.full(n, 900.0), np.full(n, 1.1))
    ago = np.where(same_day, rng.integers(0, 2, n), np.minimum(long_ago, 9000).astype(np.int64))
    first = start.astype("datetime64[D]")
    during = (start + (pre * MINUTES_A_DAY).astype(np.int64)).astype("datetime64[D]")
    later = end.astype("datetime64[D]") + 20 + rng.gamma(1.5, 130.0, n).astype(np.int64)
    cases = [when == BEFORE, when == DURING, when == AFTER]
    found: Days = np.select(cases, [first - ago, during, later], NEVER_DAY)
    return found


def _again(rng: np.random.Generator, now: Stays) -> tuple[Ints, Minutes]:
    """
    Which of these people are detained again, and when.
    """
    shares = world("custody")["shares"]
    n = now.size
    median, sigma = shares["again_gap_days"]
    gap = lognormal(rng, np.full(n, median), np.full(n, sigma))
    quick = rng.random(n) < shares["again_quick"]
    gap = np.where(quick, rng.uniform(0.1, 7.0, n), np.maximum(gap, 3.0))
    start = now.end + (gap * MINUTES_A_DAY).astype(np.int64)
    dead = now.outcome == outcomes().number("Died")
    again = (rng.random(n) < shares["again"]) & ~dead & (start < FINISH.astype("datetime64[m]"))
    # a person sent away comes back later than a person let go
    gone = ~np.isnat(now.departed) & (gap < share("shares", "again_soonest_days"))
    rows = np.flatnonzero(again & ~gone)
    return rows, start[rows]
