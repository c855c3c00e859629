"""
The judged tables of all pages, for files that may be published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from custodes.disclosure import LIMIT, PublicColumn, PublicTable, Why, protect
from custodes.measures import View
from custodes.site._beside import guard
from custodes.site._shown import Cell, Judged, Number, Table
from custodes.site._words import FIRST, hiding_under, speaking
from custodes.site._write import Progress, draft


def public_tables(
    view: View, *, after: Path | None = None, least: int = LIMIT, progress: Progress | None = None
) -> list[PublicTable]:
    """
    Every table that the report offers as a download, in its order.

    All numbers of the report are judged together, as the report's own are, so that the
    files give away no more than its pages.

    Args:
        view: The dataset.
        after: The report that was published before, if its differences are to be guarded.
        least: Numbers below it are hidden.
        progress: Told of every measure.

    Raises:
        CallError: *after* holds no report with its numbers.
    """
    drafted = draft(view, progress, least)
    if after is not None:
        guard(drafted.publication, after)
    judged = Judged(protect(drafted.publication))
    with speaking(FIRST), hiding_under(least):
        pages = [draw(judged) for draw in drafted.pages.values()]
    found: dict[str, PublicTable] = {}
    for page in pages:
        for table in page.downloads:
            made = _public(table, page.title)
            found.setdefault(made.name, made)
    return list(found.values())


def _public(table: Table, title: str) -> PublicTable:
    name = str(table.download).removesuffix(".csv")
    text = f"{title}: {table.caption}"
    held = table.file or table
    names = _names([h.name for h in held.headings])
    columns = tuple(
        PublicColumn(names[i], h.text, _kind([row[i] for row in held.rows]) if h.number else None)
        for i, h in enumerate(held.headings)
    )
    rows = [tuple(_value(c) for c in row) for row in held.rows]
    return PublicTable(name, text, columns, rows)


def _names(names: Sequence[str]) -> list[str]:
    """
    Names that every form takes: letters, digits and underscores, each its own.

    >>> _names(["New Orleans", "2025", "office"])
    ['new_orleans', 'v_2025', 'office']
    """
    found: list[str] = []
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        plain = plain if plain[:1].isalpha() else f"v_{plain}"
        same = sum(f == plain or f.startswith(f"{plain}_again") for f in found)
        found.append(f"{plain}_again{same}" if same else plain)
    return found


def _kind(cells: list[Cell]) -> str:
    return next((c.kind for c in cells if isinstance(c, Number)), "count")


def _value(cell: Cell) -> str | float | Why | None:
    if not isinstance(cell, Number):
        return str(cell)
    if cell.why is not None:
        return cell.why
    return float(cell.plain) if cell.plain else None
