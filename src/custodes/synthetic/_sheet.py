"""
A small made-up list as a workbook: a notice, headers, rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from custodes.synthetic._sinks import NOTICE
from custodes.synthetic._workbook import CREATED

Cell = str | int | float | dt.date | None


def write_sheet(
    path: Path,
    sheet: str,
    facts: Mapping[str, str],
    remarks: Iterable[str],
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> int:
    """
    Write it.

    Args:
        path: The workbook.
        sheet: Name of its only sheet.
        facts: What it was made from, told above the headers.
        remarks: What else stands above the headers.
        headers: One for each column.
        rows: Their cells; None is no cell at all.

    Returns:
        Row of the sheet, from 1, that holds the first of the rows.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    told = {"title": NOTICE, "author": "Custodes", "keywords": "SYNTHETIC", "comments": NOTICE}
    book.set_properties({**told, "created": CREATED})
    date = book.add_format({"num_format": "m/d/yyyy"})
    page = book.add_worksheet(sheet)
    made_from = "; ".join(f"{k.rpartition('.')[2]} {v}" for k, v in sorted(facts.items()))
    above = (NOTICE, *remarks, made_from)
    for line, text in enumerate(above):
        page.write_string(line, 0, text)
    for column, header in enumerate(headers):
        page.write_string(len(above), column, header)
    for line, row in enumerate(rows, len(above) + 1):
        for column, value in enumerate(row):
            _write(page, line, column, value, date)
    book.close()
    return len(above) + 2


def _write(page: Any, line: int, column: int, value: Cell, date: Any) -> None:
    if isinstance(value, dt.date):
        page.write_datetime(line, column, dt.datetime.combine(value, dt.time()), date)
    elif isinstance(value, str):
        page.write_string(line, column, value)
    elif value is not None:
        page.write_number(line, column, value)
