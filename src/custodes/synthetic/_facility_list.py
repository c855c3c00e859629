"""
A list of the invented facilities, with the headers of one that is in use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from custodes.synthetic._places import Places, places
from custodes.synthetic._shapes import world
from custodes.synthetic._sheet import Cell, write_sheet

HEADERS = (
    "detloc", "name", "address", "city", "county", "state", "zip", "aor", "type",
    "type_detailed", "lat", "long",
)  # fmt: skip
"""Those of the list of the University of Washington Center for Human Rights."""
NAME = "SYNTHETIC_facilities.xlsx"
_REMARK = "Facilities are invented; they stand around the middle of their State"
_STEP = 0.04
"""Degrees from one facility of a State to the next."""


def write_facilities(folder: Path, facts: Mapping[str, str]) -> tuple[Path, int]:
    """
    Write it; gives the file and how many facilities it has.
    """
    rows = _rows(places())
    path = folder / NAME
    write_sheet(path, "facilities", facts, [_REMARK], HEADERS, rows)
    return path, len(rows)


def _rows(known: Places) -> list[list[Cell]]:
    facts = world("places")
    codes = {name: code for code, name in world("facilities")["states"].items()}
    turn: dict[str, int] = defaultdict(int)
    rows: list[list[Cell]] = []
    for code, name, state, office in zip(
        known.codes, known.names, known.states, known.office_of.tolist(), strict=True
    ):
        short = codes[state]
        n = turn[short]
        turn[short] += 1
        detailed, kind = next(v for k, v in facts["types"].items() if k in name)
        counties, (lat, lng) = facts["counties"][short], facts["middle"][short]
        rows.append(
            [
                code, name, "1 Synthetic Road", "Synthetic City", counties[n % len(counties)],
                short, None, f"{known.offices[office]} Area of Responsibility", kind, detailed,
                round(lat + _STEP * (n % 5), 4), round(lng + _STEP * (n // 5), 4),
            ]
        )  # fmt: skip
    return rows
