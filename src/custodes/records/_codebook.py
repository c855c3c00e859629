"""
The codebook: every table and column in words, made from the tables themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from custodes.records._codes import code_lists
from custodes.records._tables import tables


@dataclass(frozen=True, slots=True)
class CodebookLine:
    """
    One column of one table.
    """

    table: str
    column: str
    type: str
    unit: str
    text: str
    codes: str
    """Codes as ``agency's text = ours``, separated by '; '; empty where the column has none."""


def codebook(table: str | None = None) -> tuple[CodebookLine, ...]:
    """
    The codebook of one table, or of all.
    """
    chosen = [t for t in tables().values() if table in (None, t.name)]
    return tuple(
        CodebookLine(
            t.name, c.name, c.type.value, _UNITS.get(c.type.value, ""), c.text, _codes(c.codes)
        )
        for t in chosen
        for c in (*t.stored(), *t.added)
    )


_UNITS = {"date": "day, local", "timestamp": "local time of the place, no zone", "text": ""}


def _codes(name: str | None) -> str:
    if name is None or name not in code_lists():
        return ""
    return "; ".join(f"{a} = {c.code}" for c in code_lists()[name].codes for a in c.agency)
