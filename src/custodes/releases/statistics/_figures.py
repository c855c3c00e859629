"""
Figures out of a table: one row for each cell, with what its row and column say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from custodes.releases.statistics._blocks import Block, Grid, squish

_MONTHS = {
    m: n
    for n, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_FIRST_MONTH = 10
_YEAR = re.compile(r"FY ?(?:20)?(\d{2})(?!\d)")
_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?([eE][-+]?\d+)?")
_TAIL = re.compile(r"[: ]+((EO)?Y?FY ?\d+.*)?$")


@dataclass(slots=True)
class Cells:
    """
    What turning cells into numbers needs, and what could not be turned.
    """

    na: frozenset[str]
    first_row: int
    rejects: list[dict[str, Any]] = field(default_factory=list)

    def number(self, text: str, at: int) -> tuple[float | None, str | None] | None:
        """
        The figure and what is unreadable; null where the cell holds none.
        """
        if not text or text in self.na:
            return None
        if _NUMBER.fullmatch(text):
            return float(text.replace(",", "")), None
        place = {"row": self.first_row + at, "column_name": "value"}
        self.rejects.append(place | {"reason": "not a number", "text": text})
        return None, "value"


def fiscal_year(text: str) -> int | None:
    """
    The fiscal year that a caption or title names.

    >>> fiscal_year("ICE DETENTION DATA, EOFY2020"), fiscal_year("FY24 ALOS")
    (2020, 2024)
    """
    found = _YEAR.search(text)
    return 2000 + int(found[1]) if found else None


def figures(grid: Grid, block: Block, year: int | None, cells: Cells) -> Iterator[dict[str, Any]]:
    """
    Every figure of a table that the layout takes.
    """
    assert block.spec is not None  # noqa: S101 - the caller has looked
    spec = block.spec
    year = fiscal_year(block.caption) or year
    leading = len(spec["rows"])
    labels = [c for c, _ in block.headers[:leading]]
    held: dict[str, str] = {}
    for at in block.rows:
        said = [squish(grid[at][c]) for c in labels]
        held = _row_says(spec["rows"], said, held)
        for column, header in block.headers[leading:]:
            across = _column_says(spec["across"], header, year)
            read = cells.number(squish(grid[at][column]), at)
            if across is None or read is None:
                continue
            base = {
                "row": cells.first_row + at,
                "fiscal_year": year,
                "topic": spec["topic"],
                "measure": _TAIL.sub("", block.caption),
                "period": f"FY{year}" if year else None,
                "value": read[0],
                "unreadable": read[1],
            }
            yield base | dict(spec.get("set", {})) | held | across


def _row_says(kinds: list[str], said: list[str], held: Mapping[str, str]) -> dict[str, str]:
    if kinds == ["agency, then criminality"]:
        label = said[0]
        if label.endswith("Average"):
            agency = label.removesuffix("Average").strip() or "Total"
            return {"agency": agency, "criminality": "Total"}
        return {"agency": held.get("agency", "Total"), "criminality": label}
    if len(kinds) == 1:
        return {kinds[0]: said[0]}
    first, second = kinds
    return {first: said[0] or held.get(first, ""), second: said[1] or "Total"}


def _column_says(kind: str, header: str, year: int | None) -> dict[str, str] | None:
    """
    What a header says of the figures under it; null where they are not taken.
    """
    if kind == "total":
        return {}
    if kind == "period":
        month = _MONTHS.get(header[:3].casefold())
        if month is None:
            return {}
        if year is None:
            return {"period": header}
        return {"period": f"{year - (month >= _FIRST_MONTH)}-{month:02}"}
    # A share of two figures that are there is no figure of its own.
    return None if header.startswith("Percent") else {kind: header}
