"""
The list of facilities: who they are, and their figures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from custodes.errors import HeaderMismatchError, Place
from custodes.releases._headers import fold
from custodes.releases._model import FieldCount
from custodes.releases.statistics._blocks import Grid, squish
from custodes.releases.statistics._figures import Cells, fiscal_year


def header_index(grid: Grid, facts: Mapping[str, Any]) -> int | None:
    """
    Index of the record that holds the list's headers; null where there is no list.
    """
    return next((i for i, r in enumerate(grid) if is_header(r, facts)), None)


def is_header(record: Sequence[str | None], facts: Mapping[str, Any]) -> bool:
    """
    Whether a record holds the headers of the list and some figure of it.
    """
    cells = {fold(c) for c in record}
    named = {fold(h) for h in facts["required"]} <= cells
    return named and any(_topic(squish(c), facts) for c in record)


def facilities(
    grid: Grid, head: int, facts: Mapping[str, Any], year: int | None, cells: Cells, place: Place
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[FieldCount]]:
    """
    The facilities, their figures, and what each header became.

    Raises:
        HeaderMismatchError: A header is not foreseen.
    """
    names = {c: squish(h) for c, h in enumerate(grid[head]) if squish(h)}
    taken = {fold(h): column for h, column in facts["columns"].items()}
    own = {c: taken[fold(h)] for c, h in names.items() if fold(h) in taken}
    topics = {c: t for c, h in names.items() if (t := _topic(h, facts))}
    for column, header in names.items():
        if column not in own and column not in topics and not re.search(facts["not_taken"], header):
            raise HeaderMismatchError(
                place,
                f"the header {header!r} is not foreseen",
                "map it in layouts/detention-statistics/release.toml",
            )
    listed, figures = [], []
    for at in range(head + 1, len(grid)):
        said = {column: squish(grid[at][c]) or None for c, column in own.items()}
        if sum(v is not None for v in said.values()) <= 1:
            continue
        listed.append({"row": cells.first_row + at} | said)
        figures += _figures(grid[at], at, said, names, topics, year, cells)
    return listed, figures, _fields(names, own, topics, listed)


def _figures(
    record: Sequence[str | None],
    at: int,
    said: Mapping[str, str | None],
    names: Mapping[int, str],
    topics: Mapping[int, str],
    year: int | None,
    cells: Cells,
) -> list[dict[str, Any]]:
    found = []
    for column, topic in topics.items():
        read = cells.number(squish(record[column]), at)
        if read is None:
            continue
        of_year = fiscal_year(names[column]) or year
        found.append(
            {
                "row": cells.first_row + at,
                "fiscal_year": of_year,
                "topic": topic,
                "period": f"FY{of_year}" if of_year else None,
                "facility": said.get("detention_facility"),
                "facility_type": said.get("facility_type"),
                "measure": names[column],
                "value": read[0],
                "unreadable": read[1],
            }
        )
    return found


def _topic(header: str, facts: Mapping[str, Any]) -> str | None:
    return next((t for p, t in facts["figures"].items() if re.fullmatch(p, header)), None)


def _fields(
    names: Mapping[int, str],
    own: Mapping[int, str],
    topics: Mapping[int, str],
    listed: list[dict[str, Any]],
) -> list[FieldCount]:
    found = []
    for c, header in names.items():
        column = own.get(c)
        filled = sum(r[column] is not None for r in listed) if column else 0
        blank = len(listed) - filled if column else 0
        why = None if column else "its figures are in statistics" if c in topics else "inspections"
        found.append(FieldCount(c + 1, header, column, why, filled, blank, 0, 0))
    return found
