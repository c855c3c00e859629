"""
The 287(g) lists of the made-up world, and what is true of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from custodes.synthetic._agreements import CITY, COUNTY, Agreement, agreements
from custodes.synthetic._shapes import world
from custodes.synthetic._sheet import Cell, write_sheet

_TYPE_SINCE = dt.date(2025, 2, 20)
_COUNTY_SINCE = dt.date(2025, 3, 7)
_ADDENDUM_SINCE = dt.date(2025, 6, 24)
"""First days on which the true lists had these columns."""
_REMARK = "Agencies and agreements are made up; only States and counties are real"
_KINDS = {COUNTY: "county", CITY: "municipality"}

Row = dict[str, Any]


def write_lists(
    folder: Path, seed: int, until: dt.date, facts: Mapping[str, str]
) -> tuple[list[Path], list[Row], list[Row]]:
    """
    Write every list up to a day.

    Returns:
        The files; the rows of all lists, with file and row; the agreements on any of them.
    """
    known = agreements(seed)
    given = world("agreements")
    paths: list[Path] = []
    listed: list[Row] = []
    for kind in ("participating", "pending"):
        for n, day in enumerate(d for d in given[kind] if d <= until):
            on = [a for a in known if (a.listed if kind == "participating" else a.pending)[n]]
            path, first = _write(folder, kind, day, on, facts)
            paths.append(path)
            listed += [
                {"list_day": day, "list_kind": kind, "file": path.name, "row": first + i,
                 "state": a.state, "agency": a.agency, "model": a.model}
                for i, a in enumerate(on)
            ]  # fmt: skip
    return paths, listed, [r for a in known if (r := _history(a, until))]


def _write(
    folder: Path, kind: str, day: dt.date, on: Sequence[Agreement], facts: Mapping[str, str]
) -> tuple[Path, int]:
    path = folder / f"SYNTHETIC_{kind}Agencies{day:%m%d%Y}am.xlsx"
    headers = _headers(kind, day)
    rows = [[_cells(a, kind)[h] for h in headers] for a in on]
    return path, write_sheet(path, "Sheet1", facts, [_REMARK], headers, rows)


def _headers(kind: str, day: dt.date) -> list[str]:
    """
    The headers that a true list of the kind had on that day.
    """
    found = ["STATE", "LAW ENFORCEMENT AGENCY"]
    found += ["TYPE"] if day >= _TYPE_SINCE else []
    found += ["COUNTY"] if day >= _COUNTY_SINCE else []
    found += ["SUPPORT TYPE"]
    if kind == "participating":
        found += ["SIGNED", "MOA"]
        found += ["ADDENDUM"] if day >= _ADDENDUM_SINCE else []
    return found


def _cells(one: Agreement, kind: str) -> dict[str, Cell]:
    return {
        "STATE": world("facilities")["states"][one.state],
        "LAW ENFORCEMENT AGENCY": one.agency,
        "TYPE": one.kind,
        "COUNTY": one.county or "#N/A",
        "SUPPORT TYPE": one.model,
        "SIGNED": one.signed,
        "MOA": "link" if kind == "participating" else None,
        "ADDENDUM": None,
    }


def _history(one: Agreement, until: dt.date) -> Row | None:
    """
    What the lists up to a day can tell of an agreement; null where none of them has it.
    """
    facts = world("agreements")
    days = [d for d in facts["participating"] if d <= until]
    on = one.listed[: len(days)]
    waits = one.pending[: sum(d <= until for d in facts["pending"])]
    if not any((*on, *waits)):
        return None
    off = next((i for i in range(1, len(on)) if on[i - 1] and not on[i]), None)
    back = off is not None and any(on[off:])
    codes = {label: code for label, _, code in facts["models"]}
    return {
        "state": one.state,
        "agency": one.agency,
        "kind": _KINDS.get(one.kind, "state"),
        "county": one.county,
        "model": codes[one.model],
        "signed": one.signed if any(on) else None,
        "interrupted_on": days[off] if off is not None and back else None,
        "dropped_on": days[off] if off is not None and not back else None,
        "active": bool(on) and on[-1],
        "pending": bool(waits) and waits[-1],
    }
