"""
What reading a file gives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all, as far as is known."""

FROM_1904 = (
    "The workbook counts its days from 1904, so a number without a date's format says no day."
)
"""A note on a file; whoever turns numbers into days must look for it."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """
    One sheet, every cell as text.

    Attributes:
        sheet: the sheet's name; None for a file that has no sheets.
        data: Arrow IPC file of text columns ``c1`` to ``cN``, a record for each row in
            order; ``c1`` is the spreadsheet's column A. Null: the cell is blank or an error.
        first_row: row of the sheet, or line of the text, of the first record. A value that
            spans lines is followed by as many blank records, so that record ``i`` is always
            row ``first_row + i``. 0 where the first record is the names of the columns.
        rows: records.
        columns: columns.
    """

    sheet: str | None
    data: Path
    first_row: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class RawFile:
    """
    One file: what it was, what it held, and what a careful reader should know of it.

    Attributes:
        path: the file.
        sha256: of the file's bytes as they came.
        kind: xlsx, csv, parquet, arrow, dta or sav.
        sheets: in the order of the file.
        notes: sentences; never a value from a person's row.
    """

    path: Path
    sha256: str
    kind: str
    sheets: tuple[RawSheet, ...]
    notes: tuple[str, ...]
