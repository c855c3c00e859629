"""
Workbooks, written row by row, with the codebook as their last sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custodes.disclosure._safe import safe_text
from custodes.records import CodebookLine

if TYPE_CHECKING:
    import pyarrow.dataset

ROWS = 1_048_575
"""Rows of a sheet, its header not counted; a longer table goes on in a next sheet."""

_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  so that the same rows give the same bytes


def write_xlsx(
    source: pyarrow.dataset.Dataset,
    path: Path,
    lines: Sequence[CodebookLine],
    tell: Callable[[int], None],
) -> None:
    """
    One table over as many sheets as it needs, and its codebook.
    """
    import xlsxwriter

    name = path.stem
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": f"Custodes: {name}", "created": _MADE})
        forms: dict[type, Any] = {
            dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            dt.date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        heads = list(source.schema.names)
        rows = _rows(source, tell)
        number = 0
        more = True
        while more:
            number += 1
            sheet = book.add_worksheet(name[:28] if number == 1 else f"{name[:25]} {number}")
            sheet.write_row(0, 0, heads)
            more = _fill(sheet, rows, forms)
        _codebook(book, lines)


def _rows(source: pyarrow.dataset.Dataset, tell: Callable[[int], None]) -> Iterator[list[Any]]:
    done = 0
    for batch in source.to_batches(batch_size=10_000):
        for row in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            yield list(row)
        done += batch.num_rows
        tell(done)


def _fill(sheet: Any, rows: Iterator[list[Any]], forms: dict[type, Any]) -> bool:
    """
    Fill a sheet; true when it is full and rows may be left.
    """
    for at in range(1, ROWS + 1):
        row = next(rows, None)
        if row is None:
            return False
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(at, column, safe_text(value))
            elif isinstance(value, dt.date) and value.year >= 1900:  # noqa: PLR2004  Excel's first year
                sheet.write_datetime(at, column, value, forms[type(value)])
            elif isinstance(value, dt.date):
                sheet.write_string(at, column, value.isoformat())
            elif isinstance(value, bool):
                sheet.write_boolean(at, column, value)
            else:
                sheet.write_number(at, column, value)
    return True


def _codebook(book: Any, lines: Sequence[CodebookLine]) -> None:
    sheet = book.add_worksheet("codebook")
    sheet.write_row(0, 0, ["column", "type", "unit", "text", "codes"])
    for at, line in enumerate(lines, 1):
        for column, text in enumerate([line.column, line.type, line.unit, line.text, line.codes]):
            sheet.write_string(at, column, safe_text(text)[:32_000])
