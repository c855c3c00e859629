"""
Who the made-up people are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from custodes.synthetic._places import places
from custodes.synthetic._random import Bools, Days, Floats, Ints, Streams
from custodes.synthetic._shapes import people_choice, share, world

CONVICTED, NO_RECORD = 0, 2
"""Positions of the convicted, and of those without conviction or charge, in ``criminality``."""
DETAINED, ARRESTED_ONLY, MET_ONLY, NAMED_ONLY, REMOVED_ONLY = range(5)
"""What is known of a person; all but the first have no stay."""


@dataclass(frozen=True)
class People:
    """
    One block of people; texts are positions in the lists of ``people.toml``, -1 for none.
    """

    number: Ints
    country: Ints
    birth_country: Ints
    slow_papers: Bools
    texts: dict[str, Ints]
    """gender, criminality, threat, felon, marital, ethnicity, religion, race, entry_status,
    programs, final_charge, classification, convictions"""
    birth_year: Ints
    office: Ints
    border: Bools
    """Arrested at the border and not by the removal office."""
    entry_day: Days
    charge_day: Days
    conviction_day: Days
    sentence: Floats
    """Length; its unit stands in ``sentence_unit``: years, months, days."""
    sentence_unit: Ints
    kind: Ints
    """`DETAINED` to `REMOVED_ONLY`."""

    @property
    def size(self) -> int:
        """
        How many people.
        """
        return len(self.number)


_PLAIN = (
    "gender", "criminality", "marital", "ethnicity", "religion", "race", "entry_status",
    "programs", "final_charge", "classification", "felon",
)  # fmt: skip


def people(streams: Streams, first: int, size: int) -> People:
    """
    The people numbered from ``first`` on.
    """
    rng = streams.of("people")
    countries = people_choice("countries")
    country = countries.draw(rng, size)
    birth = np.where(
        rng.random(size) < world("people")["born_elsewhere"], countries.draw(rng, size), country
    )
    slow = np.array([row[2] for row in world("people")["countries"]])[country]
    texts = {name: people_choice(name).draw(rng, size) for name in _PLAIN}
    convicted = texts["criminality"] == CONVICTED
    for name in ("convictions", "threat"):
        texts[name] = np.where(convicted, people_choice(name).draw(rng, size), -1)
    age_days = 365.25 * np.clip(rng.normal(34.0, 10.5, size), 1.0, 88.0)
    birth_day = np.datetime64("2024-06-01", "D") - age_days.astype(np.int64)
    office = places().office_choice.draw(rng, size)
    texts["programs"] = _programs(texts["programs"], office)
    border = np.isin(people_choice("programs").values, world("people")["border"])
    return People(
        number=np.arange(first, first + size),
        country=country,
        birth_country=birth,
        slow_papers=slow,
        texts=texts,
        birth_year=birth_day.astype("datetime64[Y]").astype(np.int64) + 1970,
        office=office,
        border=border[texts["programs"]],
        kind=_kinds(rng, size),
        **_past(rng, birth_day, convicted),
    )


def _programs(drawn: Ints, office: Ints) -> Ints:
    """
    The program credited with each; that of partners nowhere that no agreement is.
    """
    programs = people_choice("programs").values
    partner, otherwise = (programs.index(world("people")[p]) for p in ("partner", "not_partner"))
    return np.where((drawn == partner) & ~places().partnered[office], otherwise, drawn)


def _kinds(rng: np.random.Generator, size: int) -> Ints:
    detained = rng.random(size) < share("shares", "detained")
    other = rng.choice(4, size, p=world("people")["without_stay"]) + 1
    return np.where(detained, 0, other)


def _past(rng: np.random.Generator, birth: Days, convicted: Bools) -> dict[str, np.ndarray]:
    """
    Entry, charge and conviction, after the birth and before the first day of the world.
    """
    size = len(birth)
    span = (np.datetime64("2022-03-01", "D") - birth).astype(np.int64)
    span = np.maximum(span, 30)
    entry = birth + (span * (1 - rng.random(size) ** 2)).astype(np.int64)
    charge = birth + (span * (0.4 + 0.6 * np.sqrt(rng.random(size)))).astype(np.int64)
    conviction = charge + (rng.gamma(1.5, 90.0, size)).astype(np.int64)
    never = np.datetime64("NaT", "D")
    unit = rng.choice(3, size, p=world("people")["sentence"])
    most = np.array([20, 24, 364])[unit]
    return {
        "entry_day": entry,
        "charge_day": np.where(convicted, charge, never),
        "conviction_day": np.where(convicted, conviction, never),
        "sentence": np.where(convicted, np.ceil(most * rng.random(size) ** 2), np.nan),
        "sentence_unit": np.where(convicted, unit, -1),
    }
