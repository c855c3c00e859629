"""
Offices and invented facilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from custodes.synthetic._agreements import office_states
from custodes.synthetic._random import Bools, Floats, Ints
from custodes.synthetic._shapes import Choice, draw_by_row, world


@dataclass(frozen=True)
class Places:
    """
    Facilities: first the lasting ones, then those of staging, then a hold room an office.
    """

    offices: tuple[str, ...]
    office_choice: Choice
    office_state: tuple[str, ...]
    partnered: Bools
    """Offices in whose State there are 287(g) agreements."""
    codes: tuple[str, ...]
    names: tuple[str, ...]
    states: tuple[str, ...]
    office_of: Ints
    kinds: tuple[str, ...]
    weights: Floats
    n_lasting: int
    n_staging: int

    def hold_room(self, office: Ints) -> Ints:
        """
        The hold room of each office.
        """
        return office + self.n_lasting + self.n_staging

    def staging(self, rng: np.random.Generator, n: int) -> Ints:
        """
        A place of staging for each of ``n`` departures.
        """
        part = slice(self.n_lasting, self.n_lasting + self.n_staging)
        return Choice(self.codes[part], self.weights[part]).draw(rng, n) + self.n_lasting

    def anywhere(self, rng: np.random.Generator, n: int) -> Ints:
        """
        A lasting facility anywhere, by weight.
        """
        part = slice(0, self.n_lasting)
        return Choice(self.codes[part], self.weights[part]).draw(rng, n)

    def near(self, rng: np.random.Generator, office: Ints) -> Ints:
        """
        A lasting facility of the office, or anywhere where it has none.
        """
        weights = np.zeros((len(self.offices), self.n_lasting))
        lasting = self.office_of[: self.n_lasting]
        weights[lasting, np.arange(self.n_lasting)] = self.weights[: self.n_lasting]
        bare = weights.sum(axis=1) == 0
        weights[bare] = self.weights[: self.n_lasting]
        return draw_by_row(rng, weights, office)


@cache
def places() -> Places:
    """
    The places of ``facilities.toml``.
    """
    facts = world("facilities")
    offices = tuple(row[0] for row in facts["offices"])
    number = {name: i for i, name in enumerate(offices)}
    rows = [(*row[:4], row[4], "facility") for row in facts["facilities"]]
    rows += [(*row, "staging") for row in facts["staging"]]
    rows += [
        (f"SYNHL{i + 1:02d}", f"SYNTHETIC HOLD ROOM {name.upper()}", state, name, 0.0, "hold room")
        for i, (name, _, state) in enumerate(facts["offices"])
    ]
    return Places(
        offices=offices,
        office_choice=Choice.of(facts["offices"]),
        partnered=np.array([row[2] in office_states() for row in facts["offices"]]),
        office_state=tuple(facts["states"][row[2]] for row in facts["offices"]),
        codes=tuple(r[0] for r in rows),
        names=tuple(r[1] for r in rows),
        states=tuple(facts["states"][r[2]] for r in rows),
        office_of=np.array([number[r[3]] for r in rows]),
        kinds=tuple(r[5] for r in rows),
        weights=np.array([r[4] for r in rows], dtype=np.float64),
        n_lasting=len(facts["facilities"]),
        n_staging=len(facts["staging"]),
    )
