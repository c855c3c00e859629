"""
What each version of the 287(g) template requires, as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from custodes.errors import LawError
from custodes.law.citation import Citation
from custodes.law.us._data import KnownFrom, cited, known_from, read_table

_FILES = (
    "agreement_moa_2009.toml",
    "agreement_wso_2019.toml",
    "agreement_jem_2020.toml",
    "agreement_tfm_2025.toml",
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """
    What a template says of one matter.

    Attributes:
        field: The matter, such as ``authority_length``.
        says: What it says, in our words.
        number: The number in it; None: it names none.
        unit: Of the number.
        required: Whether the thing is required, where that is the question.
        citation: What the statement rests on.
        known_from: How far it was checked.
    """

    field: str
    says: str
    number: int | None
    unit: str | None
    required: bool | None
    citation: Citation
    known_from: KnownFrom


@dataclass(frozen=True, slots=True)
class Template:
    """
    One version of the template.

    Attributes:
        id: Such as ``JEM2020``.
        title: Its name.
        models: What it is for.
        since: From when it was used.
        until: Until when; None: still.
        exact: Whether those days are exact; otherwise they only enclose the truth.
        requirements: What it says, by matter. A matter that is not there was not
            found in the template; that is not the same as "no".
    """

    id: str
    title: str
    models: tuple[str, ...]
    since: date
    until: date | None
    exact: bool
    requirements: Mapping[str, Requirement]

    def number(self, field: str, unit: str) -> int | None:
        """
        The number a template names for a matter; None: it names none.

        Raises:
            LawError: The number has another unit.
        """
        found = self.requirements.get(field)
        if found is None or found.number is None:
            return None
        if found.unit != unit:
            raise LawError(f"{self.id}.{field} is in {found.unit}; ask for that.")
        return found.number


def _read(file: str) -> Template:
    raw = read_table(file)
    requirements = {
        row["field"]: Requirement(
            row["field"],
            row["says"],
            row.get("number"),
            row.get("unit"),
            row.get("required"),
            cited(file, row, raw["cite"]),
            known_from(file, row),
        )
        for row in raw["requirement"]
    }
    return Template(
        raw["id"],
        raw["title"],
        tuple(raw["models"]),
        raw["since"],
        raw.get("until"),
        raw["exact"],
        MappingProxyType(requirements),
    )


TEMPLATES: Mapping[str, Template] = MappingProxyType({t.id: t for t in map(_read, _FILES)})


def across(field: str) -> dict[str, Requirement | None]:
    """
    What every template says of one matter, the oldest first; None: it was not found there.

    >>> {t: r and r.number for t, r in across("authority_length").items()}
    {'MOA2009': 12, 'WSO2019': None, 'JEM2020': None, 'TFM2025': 24}
    """
    return {t.id: t.requirements.get(field) for t in TEMPLATES.values()}
