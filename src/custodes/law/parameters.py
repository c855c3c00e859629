"""
Numbers with a history: dated TOML, a citation for each value.

    id = "bia_appeal_days"
    label = "Days to appeal to the Board"
    unit = "days"

    [[value]]
    since = 1997-04-01
    is = 30            # leave out for a number that was repealed
    cite = "8 CFR 1003.38(b)"
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import pairwise

from custodes.errors import LawError, ReadingError


@dataclass(frozen=True, slots=True)
class Value:
    """
    A number and the first day it was law; null: repealed.
    """

    since: date
    number: int | None
    cite: str
    verified: bool


@dataclass(frozen=True, eq=False)
class Series:
    """
    A number with its history, oldest first.
    """

    id: str
    label: str
    unit: str
    values: tuple[Value, ...]

    def on(self, day: date) -> int | None:
        """
        The number in force on a day; None before the first and while repealed.
        """
        entry = self.entry(day)
        return entry.number if entry else None

    def check(self, text: str) -> int:
        """
        A value given in place of those of the law.

        Raises:
            ReadingError: It is not a whole number.
        """
        try:
            return int(text)
        except ValueError:
            raise ReadingError(
                f"{self.id} is a number of {self.unit}; give a whole number."
            ) from None

    def entry(self, day: date) -> Value | None:
        """
        The entry in force on a day, with its citation.
        """
        place = bisect_right([v.since for v in self.values], day)
        return self.values[place - 1] if place else None


def read_series(package: str, file: str) -> Series:
    """
    A series from a TOML file that lies in a package.

    Raises:
        LawError: The file lacks a citation or its days do not ascend.
    """
    raw = tomllib.loads((files(package) / file).read_text("utf-8"))
    values = tuple(
        Value(v["since"], v.get("is"), v.get("cite", ""), bool(v.get("verified", False)))
        for v in raw["value"]
    )
    if not all(v.cite for v in values):
        raise LawError(f"{file}: a value has no citation; say what it rests on.")
    if any(a.since >= b.since for a, b in pairwise(values)):
        raise LawError(f"{file}: the days do not ascend; put the oldest value first.")
    return Series(raw["id"], raw["label"], raw["unit"], values)
