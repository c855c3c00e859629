"""
Cumulative incidence with competing risks, from counts by day.

The estimator is Aalen and Johansen's; with one cause it is one less Kaplan and Meier's.
The engine counts who begins to be followed and who ends on each day since day 0, and
how (`custodes.measures._followed`); nothing of a row leaves it. Whoever begins on a day and whoever ends on it are both
at risk on it, so an event on day 0 counts, and what ends unseen ends after the events
of its day. Whoever begins later than day 0 (left truncation) is at risk from then on.

The variance is Greenwood's for competing risks (Marubini and Valsecchi 1995; Collett
2014), exact for events on one day; the interval covers 95 percent and is symmetric
about log(-log share). Where the share is 0 or 1 that has no width: there the open end is
Wilson's for as many as were followed to their end or to the day asked for.

A share is NaN from the day on which nobody is left at risk though not all have ended
in an event, or though others begin later: nothing tells what went on there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from custodes.measures._intervals import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

Estimate = tuple[float, float, float]
"""Share, and the lower and upper end of its 95 percent interval; NaN where unknown."""

UNKNOWN: Estimate = (float("nan"), float("nan"), float("nan"))

_Z = 1.959963984540054
"""Of the normal curve, 95 percent lie within as many deviations."""

BEGUN = "begun"
UNSEEN = "unseen"
"""How it ended of whom the end is not known: followed no longer, and nothing happened."""


@dataclass(frozen=True, slots=True)
class Course:
    """
    One group by day: all days on which anybody began or ended, in order.
    """

    day: Ints
    begun: Ints
    ended: Mapping[str, Ints]
    """By cause; `UNSEEN` among them or not."""

    @classmethod
    def of(cls, day: Ints, what: Sequence[str], n: Ints) -> Course:
        """
        From rows of a day, what happened on it and to how many.
        """
        days, place = np.unique(day, return_inverse=True)
        names = np.asarray(what, dtype=object)

        def total(name: str) -> Ints:
            return np.bincount(place, np.where(names == name, n, 0), len(days)).astype(np.int64)

        return cls(days, total(BEGUN), {w: total(w) for w in sorted({*what} - {BEGUN})})

    def incidence(self, cause: str, horizons: Sequence[int]) -> list[Estimate]:
        """
        Share to whom the cause has happened by the end of each day asked for.
        """
        if not len(self.day):
            return [UNKNOWN for _ in horizons]
        none = np.zeros(len(self.day), np.int64)
        hits = self.ended.get(cause, none)
        events = sum((n for w, n in self.ended.items() if w != UNSEEN), none)
        out = events + self.ended.get(UNSEEN, none)
        at_risk = np.cumsum(self.begun) - np.cumsum(out) + out
        known_to = _known_to(self.day, self.begun, at_risk, events, out)
        risk = np.maximum(at_risk, 1).astype(np.float64)
        free = np.cumprod(1 - events / risk)
        before = np.concatenate(([1.0], free[:-1]))
        steps = _Steps(self.day, hits, events, out, at_risk, before)
        return [steps.by(h) if h <= known_to else UNKNOWN for h in horizons]


@dataclass(frozen=True, slots=True)
class _Steps:
    day: Ints
    hits: Ints
    events: Ints
    out: Ints
    at_risk: Ints
    before: Floats
    """Share to whom nothing had happened before the day."""

    def by(self, horizon: int) -> Estimate:
        past = self.day <= horizon
        n = np.maximum(self.at_risk[past], 1).astype(np.float64)
        d, every, s = self.hits[past], self.events[past], self.before[past]
        rising = np.cumsum(s * d / n)
        share = float(rising[-1])
        if not d.any() or share > 1 - 1e-12:
            of = float(self._followed(past, horizon))
            exact, low, high = wilson(of if d.any() else 0.0, of)
            return float(exact), float(low), float(high)
        to_come = share - rising
        left = n - every
        # Where all at risk end at once nothing is to come, so that term is none.
        spread = np.where(left > 0, every / (n * np.maximum(left, 1)), 0.0)
        variance = float(
            np.sum(to_come**2 * spread + s**2 * d * (n - d) / n**3 - 2 * to_come * s * d / n**2)
        )
        half = _Z * np.sqrt(max(variance, 0.0)) / (share * abs(np.log(share)))
        return share, float(share ** np.exp(half)), float(share ** np.exp(-half))

    def _followed(self, past: NDArray[np.bool_], horizon: int) -> int:
        """
        How many were followed to their event or through the day.
        """
        last = int(past.sum()) - 1
        gone = self.events if self.day[last] == horizon else self.out
        return int(self.events[past].sum() + self.at_risk[last] - gone[last])


def _known_to(day: Ints, begun: Ints, at_risk: Ints, events: Ints, out: Ints) -> float:
    """
    Last day of which a share can be told.
    """
    if day[0] > 0:
        return -1.0
    next_day = np.append(day[1:], np.iinfo(np.int64).max)
    nobody = at_risk == out
    over = nobody & (events == at_risk)
    begin_later = np.append(np.cumsum(begun[::-1])[::-1][1:], 0) > 0
    for i in np.flatnonzero(nobody):
        if over[i]:
            return float(next_day[i] - 1) if begin_later[i] else np.inf
        if next_day[i] > day[i] + 1:
            return float(day[i])
    return np.inf
