"""
The headers of a release, in the order of its files, and the field behind each.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from custodes.errors import CallError
from custodes.synthetic._window import Window

TABLES = ("arrests", "detainers", "detentions", "encounters", "removals")
"""The tables of a release, by the agency's names."""

EVENT = {
    "arrests": "apprehension_date",
    "detainers": "detainer_prepare_date",
    "detentions": "book_in_date_time",
    "encounters": "event_date",
    "removals": "departed_date",
}
"""Field whose fiscal year says in which file a row stands."""

WITHHELD = ("birth_date", "alien_file_number", "eid_case_id", "eid_subject_id", "eid_dta_id")
"""Fields that hold the mark of redaction and nothing else."""


@dataclass(frozen=True)
class Layout:
    """
    One published layout.
    """

    id: str
    window: Window
    mark: str
    foia: str
    headers: dict[str, tuple[str, ...]]
    shown: dict[str, dict[str, str]]
    """Headers that the workbook spells otherwise than Parquet can, by table."""
    absent: dict[str, dict[str, list[str]]]
    """Headers that the workbook of a year lacks, by table and year."""
    file: str
    names: dict[str, str]

    def fields(self, table: str) -> tuple[str, ...]:
        """
        The field behind each header of a table.
        """
        return tuple(_field(table, header) for header in self.headers[table])

    def stem(self, table: str, year: str) -> str:
        """
        Name of a file, without its ending.
        """
        drawn = str(self.window.end + 1).replace("-", "")
        return self.file.format(table=self.names[table], year=year, drawn=drawn)

    def sheet_headers(self, table: str, year: str) -> dict[int, str]:
        """
        The headers as the workbook of a year has them, by position; one may stand twice.
        """
        spelt = self.shown.get(table, {})
        lacks = self.absent.get(table, {}).get(year, [])
        return {i: spelt.get(h, h) for i, h in enumerate(self.headers[table]) if h not in lacks}


@cache
def layouts() -> tuple[str, ...]:
    """
    Ids of the layouts that can be made.
    """
    folder = files("custodes.synthetic") / "layouts"
    names = (p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))
    return tuple(sorted(n for n in names if n != "fields"))


def layout(name: str) -> Layout:
    """
    One layout.

    Raises:
        CallError: No such layout.
    """
    if name not in layouts():
        raise CallError(f"There is no layout {name!r}; choose one of {', '.join(layouts())}.")
    facts = _read(name)
    return Layout(
        id=name,
        window=Window(np.datetime64(facts["start"], "D"), np.datetime64(facts["end"], "D")),
        mark=facts["mark"],
        foia=facts["foia"],
        headers={t: tuple(facts["headers"][t]) for t in TABLES},
        shown=facts.get("shown", {}),
        absent=facts.get("absent", {}),
        file=facts["file"],
        names=facts["names"],
    )


def _field(table: str, header: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")
    name = re.sub(r"_y_n$", "_yes_no", name)
    aliases = _read("fields")
    return str(aliases[table].get(name) or aliases["all"].get(name, name))


@cache
def _read(name: str) -> dict[str, Any]:
    path = files("custodes.synthetic") / "layouts" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))
