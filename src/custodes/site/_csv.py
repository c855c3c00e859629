"""
Downloads that no spreadsheet runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from custodes.disclosure import safe_text
from custodes.site._shown import Number, Table

# Where a comma stands in numbers, spreadsheets part cells at semicolons.
_PARTS = re.compile(r'[",;\t\r\n]')


def csv_bytes(table: Table, *, synthetic: bool) -> bytes:
    """
    A table as CSV: UTF-8, comma, a header row; marked row by row when made up.
    """
    table = table.file or table
    mark = ("synthetic",) if synthetic else ()
    lines = [_line((*(safe_text(h.name) for h in table.headings), *mark))]
    for row in table.rows:
        cells = (c.plain if isinstance(c, Number) else safe_text(str(c)) for c in row)
        lines.append(_line((*cells, *(("yes",) if synthetic else ()))))
    return "".join(lines).encode("utf-8")


def _line(cells: Iterable[str]) -> str:
    """
    One record; quoted where a cell could be taken for two.
    """
    quoted = (f'"{c.replace(chr(34), chr(34) * 2)}"' if _PARTS.search(c) else c for c in cells)
    return ",".join(quoted) + "\n"
