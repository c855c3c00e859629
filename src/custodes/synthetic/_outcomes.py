"""
How stays end, as arrays over the outcomes of ``custody.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from custodes.synthetic._random import Bools, Floats, Ints
from custodes.synthetic._shapes import Choice, world


@dataclass(frozen=True)
class Outcomes:
    """
    The outcomes and, for each, what follows from it.
    """

    reasons: tuple[str, ...]
    count: Floats
    hard: Floats
    order: Floats
    """Chance of a final order before, during, after the stay: one row an outcome."""
    free: Floats
    before: Floats
    after: Floats
    """Median and sigma, days: one row an outcome."""
    departs: Bools
    bond: Floats
    rare: Bools

    def number(self, reason: str) -> int:
        """
        Position of a release reason.
        """
        return self.reasons.index(reason)

    def draw(self, rng: np.random.Generator, slow: Bools, rare: float) -> Ints:
        """
        An outcome each; over all people the published shares, but for ``rare``.
        """
        count = np.where(self.rare, self.count * rare, self.count)
        share = float(world_share_of_slow())
        mean = 1 - share + share * self.hard
        ordinary = Choice(self.reasons, count / mean).draw(rng, len(slow))
        hard = Choice(self.reasons, count / mean * self.hard).draw(rng, len(slow))
        return np.where(slow, hard, ordinary)


@cache
def outcomes() -> Outcomes:
    """
    The outcomes of ``custody.toml``.
    """
    rows: list[dict[str, Any]] = world("custody")["outcome"]
    unused = [1.0, 0.1]

    def column(name: str, default: Any) -> np.ndarray:
        return np.array([row.get(name, default) for row in rows])

    return Outcomes(
        reasons=tuple(row["reason"] for row in rows),
        count=column("count", 0).astype(np.float64),
        hard=column("hard", 1.0),
        order=column("order", None),
        free=column("free", unused),
        before=column("before", unused),
        after=column("after", unused),
        departs=column("departs", False),
        bond=column("bond", 0.0),
        rare=column("rare", False),
    )


@cache
def world_share_of_slow() -> float:
    """
    Share of people whose country is slow to give travel papers.
    """
    rows = world("people")["countries"]
    return float(sum(r[1] for r in rows if r[2]) / sum(r[1] for r in rows))
