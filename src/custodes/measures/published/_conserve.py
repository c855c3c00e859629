"""
What holds of any correct build, whatever its files.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from custodes.measures._catalog import catalog
from custodes.measures._needs import RECORDS
from custodes.measures._view import View


@dataclass(frozen=True, slots=True)
class Property:
    """
    One property, and how often it does not hold.
    """

    id: str
    what: str
    checked: int
    """Days or rows that were looked at; 0: the dataset has none, and nothing was checked."""
    broken: int
    """Of those, where it does not hold; for rows, how many are missing or too many."""


_DAYS = "each day, any part of it = midnight + book-outs"
_CHANGES = "the change of midnight from day to day = book-ins - book-outs"
_PLACES = "each day, the facilities' midnights add up to the national or more"
_ROWS = "rows of the files = rows of the tables + rows of copies set aside"
_STINTS = "the stints of all stays = the stints with a person that repeat no other"
_STINTS_DDP = "the same of the Project's histories"


def properties(view: View) -> tuple[Property, ...]:
    """
    Each property that can be seen in a built dataset.

    That the order of rows changes nothing, and that doubled rows change nothing but
    marks, takes a second build and is seen only in tests.
    """
    found = [_rows(view)]
    if view.has("stints"):
        found += _days(view)
    found.append(_own_stays(view))
    found.append(_project_stays(view))
    return tuple(found)


def _rows(view: View) -> Property:
    read = sum(p.rows for i in view.manifest.inputs for p in i.parts if p.table in RECORDS)
    aside = _aside(view)
    kept = sum(t.rows for t in view.manifest.tables if t.name in RECORDS)
    return Property("rows", _ROWS, read, abs(read - aside - kept))


def _aside(view: View) -> int:
    """
    Rows of the sheets set aside that are of persons.
    """
    return sum(
        p.rows
        for s in view.manifest.set_aside
        for i in view.manifest.inputs
        if i.name == s.name
        for p in i.parts
        if p.table in RECORDS and p.sheet == s.sheet
    )


def _days(view: View) -> list[Property]:
    days = catalog()["population"].compute(view, ["day"]).table.to_pylist()
    apart = sum(r["any_part"] != r["midnight"] + r["book_outs"] for r in days)
    moved = sum(
        now["midnight"] - before["midnight"] != now["book_ins"] - now["book_outs"]
        for before, now in pairwise(days)
    )
    query = (
        "SELECT day_of, CAST(SUM(midnight) AS BIGINT) AS midnight FROM population_daily GROUP BY 1"
    )
    catalog()["population"].compute(view, ["facility"])
    placed = {r["day_of"]: r["midnight"] for r in view.engine.fetch(query).to_pylist()}
    short = sum(placed.get(r["day"], 0) < r["midnight"] for r in days)
    return [
        Property("days", _DAYS, len(days), apart),
        Property("changes", _CHANGES, max(len(days) - 1, 0), moved),
        Property("places", _PLACES, len(days), short),
    ]


def _own_stays(view: View) -> Property:
    if not (view.has("stays") and "duplicate_kind" in view.columns("stints")):
        return Property("stints", _STINTS, 0, 0)
    return _sums(
        view,
        "stints",
        _STINTS,
        "SELECT COUNT(*) AS n FROM stints WHERE stay_id IS NOT NULL AND duplicate_kind IS NULL",
        "SELECT CAST(SUM(n_stints) AS BIGINT) AS n FROM stays",
    )


def _project_stays(view: View) -> Property:
    if not (view.has("ddp_stays") and view.has("ddp_stints")):
        return Property("stints of the Project", _STINTS_DDP, 0, 0)
    return _sums(
        view,
        "stints of the Project",
        _STINTS_DDP,
        "SELECT COUNT(*) AS n FROM ddp_stints WHERE unique_identifier IS NOT NULL "
        "AND NOT COALESCE(duplicate_drop_row, FALSE)",
        "SELECT CAST(SUM(n_stints) AS BIGINT) AS n FROM ddp_stays",
    )


def _sums(view: View, name: str, what: str, of_rows: str, of_stays: str) -> Property:
    rows, stays = (int(view.engine.fetch(q).to_pylist()[0]["n"] or 0) for q in (of_rows, of_stays))
    return Property(name, what, rows, abs(rows - stays))
