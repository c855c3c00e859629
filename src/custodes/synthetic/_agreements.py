"""
287(g) agreements that nobody signed: who, where, when, and on which lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from custodes.synthetic._random import Streams
from custodes.synthetic._shapes import Choice, world

COUNTY, CITY, STATE = "County", "Municipality", "State Agency"
"""Kinds of agency, in the lists' words."""
STAYS, DROPPED, INTERRUPTED = "stays", "dropped", "interrupted"
_KEPT_SINCE = dt.date(2020, 1, 1), dt.date(2021, 12, 31)
_EARLY = dt.date(2022, 1, 1)


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    One agency's agreement of one model, whether signed or only applied for.
    """

    state: str
    """Postal code."""
    agency: str
    kind: str
    county: str | None
    model: str
    """As the lists print it."""
    signed: dt.date | None
    """Null: applied for and never signed."""
    listed: tuple[bool, ...]
    """Whether each of the participating lists has it."""
    pending: tuple[bool, ...]
    """Whether each of the pending lists has it."""


def agreements(seed: int) -> list[Agreement]:
    """
    Every agreement of a world, by State and agency.
    """
    rng = Streams(seed, 0).of("agreements")
    asked = [_Asked(*a) for state in world("agreements")["states"] for a in _agencies(state, rng)]
    free = [n for n, a in enumerate(asked) if a.signed is None and not a.applies]
    fates = dict.fromkeys(range(len(asked)), STAYS)
    order = rng.permutation(free).tolist()
    facts = world("agreements")
    off, away = (round(facts[s] * len(order)) for s in (INTERRUPTED, DROPPED))
    fates |= dict.fromkeys(order[:off], INTERRUPTED)
    fates |= dict.fromkeys(order[off : off + away], DROPPED)
    made = [_agreement(a, fates[n], rng) for n, a in enumerate(asked)]
    return sorted(
        (a for a in made if any(a.listed) or any(a.pending)),
        key=lambda a: (a.state, a.agency, a.model),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """
    An agreement before its fate is drawn.
    """

    state: str
    agency: str
    kind: str
    county: str | None
    model: str
    signed: dt.date | None
    """Null: to be drawn, unless it only applies."""
    applies: bool


def _agencies(state: str, rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    facts = world("agreements")
    counties = world("places")["counties"][state]
    models = Choice.of(facts["models"])
    first, last = counties[0], counties[-1]
    for county in counties:
        # The mark stands last: the county is told by how a name begins.
        sheriff = f"{county} Sheriff's Office (SYNTHETIC)"
        model, other = (models.values[i] for i in _two(models, rng))
        signed = _day(rng, *_KEPT_SINCE) if county == first else facts["signed"].get(county)
        yield state, sheriff, COUNTY, county, model, signed, county == last
        again = rng.random() < facts["second_model"]
        if again and county != last and county not in facts["signed"]:
            yield state, sheriff, COUNTY, county, other, None, False
    city = f"Synthetic City of {state} Police Department"
    yield state, city, CITY, first, models.values[0], None, False
    agency = f"Synthetic Department of Public Safety of {state}"
    yield state, agency, STATE, None, models.values[0], None, False


def _two(models: Choice, rng: np.random.Generator) -> Sequence[int]:
    found = rng.choice(len(models.values), 2, replace=False, p=models.weights / sum(models.weights))
    listed: list[int] = found.tolist()
    return listed


def _day(rng: np.random.Generator, first: dt.date, last: dt.date) -> dt.date:
    return first + dt.timedelta(int(rng.integers(0, (last - first).days + 1)))


def _agreement(asked: _Asked, fate: str, rng: np.random.Generator) -> Agreement:
    facts = world("agreements")
    days, pending = facts["participating"], facts["pending"]
    early = rng.random() < facts["early"]
    # An end needs lists after the first; none is drawn for what comes too late for one.
    until = days[0] if early else days[-1] if fate == STAYS else days[-3]
    drawn = _day(rng, _EARLY if early else days[0], until - dt.timedelta(facts["posted_after"]))
    signed = None if asked.applies else asked.signed or drawn
    on = [_can_have(day, signed) for day in days]
    _end(on, fate, rng)
    applied = (signed - dt.timedelta(facts["applied_before"])) if signed else days[0]
    waits = tuple(applied <= day and (signed is None or day < signed) for day in pending)
    return Agreement(
        asked.state, asked.agency, asked.kind, asked.county, asked.model, signed, tuple(on), waits
    )


def _can_have(day: dt.date, signed: dt.date | None) -> bool:
    after = dt.timedelta(world("agreements")["posted_after"])
    return signed is not None and signed + after <= day


def _end(on: list[bool], fate: str, rng: np.random.Generator) -> None:
    """
    Take it off the lists as its fate has it.
    """
    first = on.index(True) if True in on else len(on)
    if fate == INTERRUPTED:
        on[int(rng.integers(first + 1, len(on) - 1))] = False
    elif fate == DROPPED:
        gone = int(rng.integers(first + 1, len(on)))
        on[gone:] = [False] * (len(on) - gone)


def office_states() -> frozenset[str]:
    """
    Postal codes of the States in whose offices partners make arrests.
    """
    return frozenset(world("agreements")["states"])
