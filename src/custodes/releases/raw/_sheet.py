"""
One sheet: read as text, compared with what was counted in it, written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import fastexcel
import pyarrow as pa

from custodes.errors import FileError, Place, UnreadableFileError
from custodes.releases.raw._cells import ExactText
from custodes.releases.raw._columns import column_letters
from custodes.releases.raw._directory import DAMAGED, REFUSED, Part
from custodes.releases.raw._inflate import part_pieces
from custodes.releases.raw._model import RawSheet
from custodes.releases.raw._scan import SheetFacts
from custodes.releases.raw._second import Blanks, Cell, booleans, count_blanks, has_fractions
from custodes.releases.raw._store import TextWriter

_OUT_OF_RANGE = re.compile(r"DateTime\(ExcelDateTime \{ value: ([-+0-9.eE]+)")


@dataclass(slots=True)
class SheetReader:
    """
    Reads one sheet of an open workbook.

    Attributes:
        fractions: the shared texts hold one like a time with thousandths of a second.
        notes: what a careful reader should know, after `read`.
    """

    path: Path
    name: str
    index: int
    part: Part
    facts: SheetFacts
    fractions: bool
    notes: list[str] = field(default_factory=list)

    def read(self, book: fastexcel.ExcelReader, work: Path) -> RawSheet:
        """
        The sheet as a file in `work`.

        Raises:
            UnreadableFileError: the reader gives not what was counted.
        """
        batch = self._load(partial(book.load_sheet, eager=True))
        strays = self._balance(book, batch)
        columns = self._exact(batch, strays)
        rows = last_filled(columns)
        if self.facts.formulas:
            least = "" if self.facts.searched else "at least "
            self.notes.append(
                f"Sheet {self.name!r}: {least}{self.facts.formulas:,} cells hold formulas; the "
                "values saved with them were read."
            )
        with TextWriter(work / f"sheet-{self.index + 1}.arrow") as writer:
            blank = [pa.nulls(rows, pa.string())] * (max(self.facts.first_column, 1) - 1)
            if rows:
                writer.add([*blank, *(c.slice(0, rows) for c in columns)], rows)
            return writer.finish(self.name, 1)

    def _load(self, load: Callable[..., Any]) -> Any:
        """
        The sheet by the reader, from row 1 on whatever its first rows hold.
        """
        try:
            return load(self.index, header_row=None, skip_rows=0, dtypes="string")
        except (fastexcel.FastExcelError, pa.ArrowException, ValueError):
            raise self._wrong("is damaged: it cannot be parsed", DAMAGED) from None

    def _balance(self, book: fastexcel.ExcelReader, batch: Any) -> list[tuple[int, int, str]]:
        """
        Compare cells and rows read with those counted.

        Returns:
            Row, column (both from 0) and text of numbers shown as dates no calendar has.
        """
        facts = self.facts
        held = batch.num_rows * batch.num_columns - sum(c.null_count for c in batch.columns)
        if batch.num_rows > facts.last_row:
            raise self._lost("rows", facts.last_row, batch.num_rows)
        if held == facts.cells and batch.num_columns == _width(facts):
            return []
        blanks = count_blanks(self._pieces(), facts.prefix, self._place())
        self._say(blanks)
        facts.first_column, facts.last_column = blanks.first_column, blanks.last_column
        if not facts.last_column and batch.num_columns:  # no cell says where it is
            facts.first_column, facts.last_column = 1, batch.num_columns
        most = facts.cells - blanks.errors - blanks.empty + blanks.empty_text
        least = most - blanks.empty_text
        strays: list[tuple[int, int, str]] = []
        if held < least:
            strays = self._strays(book)
            held += len(strays)
        if not least <= held <= most:
            raise self._lost("cells", least, held)
        if batch.num_columns != _width(facts):
            raise self._lost("columns", _width(facts), batch.num_columns)
        return strays

    def _strays(self, book: fastexcel.ExcelReader) -> list[tuple[int, int, str]]:
        errors = self._load(lambda *a, **how: book.load_sheet(*a, **how).to_arrow_with_errors()[1])
        found = [
            (*error.position, f"{float(match[1]):.15g}")
            for error in (errors.errors if errors else ())
            if (match := _OUT_OF_RANGE.search(error.detail))
        ]
        if found:
            self.notes.append(
                f"Sheet {self.name!r}: {len(found):,} cells are shown as dates but hold a number "
                "that is none; the number was read."
            )
        return found

    def _exact(self, batch: Any, strays: list[tuple[int, int, str]]) -> list[Any]:
        facts, place = self.facts, self._place()
        exact = ExactText(
            lambda: booleans(self._pieces(), facts.prefix, place),
            lambda: self.fractions or has_fractions(self._pieces(), facts.prefix, place),
            facts.first_column,
        )
        columns = [exact.column(i, c) for i, c in enumerate(batch.columns)]
        if exact.kept_fractions:
            self.notes.append(
                f"Sheet {self.name!r}: times with thousandths of a second were left as they are."
            )
        for row, column, text in strays:
            values = columns[column].to_pylist()
            values[row] = text
            columns[column] = pa.array(values, pa.string())
        return columns

    def _say(self, blanks: Blanks) -> None:
        if blanks.errors:
            self.notes.append(
                f"Sheet {self.name!r}: {blanks.errors:,} cells hold an error such as #N/A, "
                f"{_at(blanks.first_error)}; they were read as blank."
            )
        if blanks.formulas:
            self.notes.append(
                f"Sheet {self.name!r}: {blanks.formulas:,} formulas were saved without a value, "
                f"{_at(blanks.first_formula)}; they were read as blank."
            )

    def _pieces(self) -> Iterator[bytes]:
        return part_pieces(self.path, self.part)

    def _place(self) -> Place:
        return Place(self.path.name, sheet=self.name)

    def _wrong(self, wrong: str, do: str) -> FileError:
        return UnreadableFileError(self._place(), wrong, do)

    def _lost(self, what: str, counted: int, read: int) -> FileError:
        return self._wrong(
            f"holds {counted:,} {what} by one count and {read:,} by another (cells that claim one "
            "place, perhaps)",
            REFUSED,
        )


def _width(facts: SheetFacts) -> int:
    return facts.last_column - facts.first_column + 1 if facts.last_column else 0


def _at(cell: Cell | None) -> str:
    if cell is None or not cell.row:
        return "somewhere in it"
    return f"the first in {column_letters(cell.column)}{cell.row}"


def last_filled(columns: list[Any]) -> int:
    """
    Rows up to the last that is not wholly blank.
    """
    rows = len(columns[0]) if columns else 0
    while rows and not any(c[rows - 1].is_valid for c in columns):
        step = 1
        while rows > step and all(c.slice(rows - step, step).null_count == step for c in columns):
            rows, step = rows - step, step * 2
        if step == 1:
            rows -= 1
    return rows
