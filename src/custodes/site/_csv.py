"""
Downloads that no spreadsheet runs.
"""

from __future__ import annotations

import csv
import io

from custodes.site._shown import Number, Table

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    r"""
    Text that a spreadsheet takes for text.

    >>> safe('=HYPERLINK("x")')
    '\\'=HYPERLINK("x")'
    """
    return f"'{text}" if text.startswith(_STARTS) else text


def csv_bytes(table: Table, *, synthetic: bool) -> bytes:
    """
    A table as CSV: UTF-8, comma, a header row; marked row by row when made up.
    """
    table = table.file or table
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    mark = ("synthetic",) if synthetic else ()
    writer.writerow((*(safe(h.name) for h in table.headings), *mark))
    for row in table.rows:
        cells = (c.plain if isinstance(c, Number) else safe(str(c)) for c in row)
        writer.writerow((*cells, *(("yes",) if synthetic else ())))
    return out.getvalue().encode("utf-8")
