"""
One workbook read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from custodes.errors import NotRecognisedError, Place
from custodes.releases._layout import layouts
from custodes.releases._model import Context, ReadTable
from custodes.releases._sheet import cells as records_of
from custodes.releases._store import store
from custodes.releases.statistics._blocks import Grid, blocks, spec_of, squish
from custodes.releases.statistics._facilities import facilities, header_index, is_header
from custodes.releases.statistics._figures import Cells, figures, fiscal_year

if TYPE_CHECKING:
    from custodes.releases.raw import RawFile, RawSheet

_SOURCE = re.compile(r"\(IIDS\),? *(\d{1,2})/(\d{1,2})/(20\d{2})")
_RUN = re.compile(r"run (?:date|as of) *(\d{1,2})/(\d{1,2})/(20\d{2})", re.IGNORECASE)
_TITLE_ROWS = 8


@cache
def _facts() -> Mapping[str, Any]:
    return layouts()["detention-statistics"].facts


def matches(header: Sequence[str | None]) -> bool:
    """
    Whether a record holds a caption of the statistics, or the headers of their facilities.

    >>> matches(["ICE Removals: EOFY2024"]), matches(["ICE", "Removals"])
    (True, False)
    """
    facts = _facts()
    captions = any(spec_of(squish(c), facts["table"]) for c in header)
    return captions or is_header(header, facts["facilities"])


def read(raw: RawFile, context: Context) -> list[ReadTable]:
    """
    Read every table that the layout takes, and the list of facilities.

    Raises:
        NotRecognisedError: No sheet has any.
        HeaderMismatchError: The list of facilities has a header that is not foreseen.
    """
    grids = [(s, _grid(s)) for s in raw.sheets]
    stood = _as_of([g for _, g in grids])
    found: list[ReadTable] = []
    for sheet, grid in grids:
        found += _sheet(raw, sheet, grid, stood, context)
    if not found:
        wrong = "no sheet has a table of ICE's detention statistics"
        raise NotRecognisedError(Place(raw.path.name), wrong, "check that it is one")
    return found


def _grid(sheet: RawSheet) -> Grid:
    columns = [c.to_pylist() for c in records_of(sheet).columns]
    return list(zip(*columns, strict=True))


def _sheet(
    raw: RawFile, sheet: RawSheet, grid: Grid, stood: dt.date | None, context: Context
) -> Iterator[ReadTable]:
    facts = context.facts
    cells = Cells(frozenset(facts["na"]), sheet.first_row)
    year = _year_of(grid)
    rows: list[dict[str, Any]] = []
    notes: list[str] = []
    for block in blocks(grid, facts["table"]):
        if block.spec is None:
            notes.append(f"the table {block.caption!r} is not taken")
        else:
            rows += figures(grid, block, year, cells)
    head = header_index(grid, facts["facilities"])
    if head is not None:
        place = Place(raw.path.name, sheet.sheet, sheet.first_row + head)
        listed, more, fields = facilities(grid, head, facts["facilities"], year, cells, place)
        rows += more
        yield store(raw, context, "facilities", listed, sheet=sheet.sheet, header_row=place.row,
                    extracted=stood, fields=fields)  # fmt: skip
    if rows:
        made = [r | {"as_of": stood} for r in rows]
        row = None if head is None else sheet.first_row + head
        yield store(raw, context, "statistics", made, sheet=sheet.sheet, header_row=row,
                    extracted=stood, rejects=cells.rejects, notes=notes)  # fmt: skip


def _year_of(grid: Grid) -> int | None:
    """
    The fiscal year of a sheet: what its title says, else what most of its texts say.
    """
    titles = [squish(c) for r in grid[:_TITLE_ROWS] for c in r[:1] if c]
    for title in titles:
        if title.startswith("ICE ") and (year := fiscal_year(title)):
            return year
    counts = Counter(y for r in grid for c in r if c and (y := fiscal_year(c)))
    return counts.most_common(1)[0][0] if counts else None


def _as_of(grids: Sequence[Grid]) -> dt.date | None:
    """
    The day on which the workbook was drawn, by its line of source, else by its footnotes.
    """
    texts = [c for g in grids for r in g for c in r if c and "IIDS" in c]
    for pattern in (_SOURCE, _RUN):
        days = [_day(*found.groups()) for t in texts if (found := pattern.search(t))]
        if known := [d for d in days if d]:
            return max(known)
    return None


def _day(month: str, day: str, year: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
