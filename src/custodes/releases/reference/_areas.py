"""
Areas of responsibility: their codes, and the States they cover.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from custodes.records import code_lists


@dataclass(frozen=True, slots=True)
class Area:
    """
    One State in one area of responsibility, as one source has it.
    """

    aor_code: str
    name: str
    state_code: str
    whole: bool
    """Whether the whole State is in the area."""
    as_of: str | None
    """Year of the map. Null: today's, its day not stated."""
    source: str


@cache
def areas() -> tuple[Area, ...]:
    """
    The States of every area; a State stands in several where maps of several years differ.
    """
    text = (files("custodes.records") / "reference/areas_of_responsibility.csv").read_text("utf-8")
    return tuple(
        Area(
            r["aor_code"],
            r["name"],
            r["state_code"],
            r["extent"] == "whole",
            r["as_of"] or None,
            r["source"],
        )
        for r in csv.DictReader(text.splitlines())
    )


def area_code(printed: str | None) -> str | None:
    """
    Code of an area in any of its spellings; null where it is none that we know.

    >>> area_code("ST PAUL"), area_code("St. Paul Area of Responsibility"), area_code("SPM")
    ('SPM', 'SPM', 'SPM')
    """
    if not printed:
        return None
    spelled = code_lists()["area_of_responsibility"].spellings()
    return spelled.get(" ".join(printed.split()).casefold())
