"""
Delimited lines into records: a fast way for regular blocks, a careful one for the rest.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pv

from custodes.errors import LimitError, Place
from custodes.releases.raw._dialect import Dialect, split_line

_LONGEST = 500
"""Lines that a quoted value may span before its quote is taken for a stray one."""

MOST_COLUMNS = 16_384
"""Values a line may have: as many as a spreadsheet has columns."""

csv.field_size_limit(sys.maxsize)


@dataclass(slots=True)
class Met:
    """
    What was met among the records.

    Attributes:
        stray: lines with a quote that nothing closes.
        first_stray: the first of them.
        spanning: records with a value that spans lines.
        narrow: records with fewer values than most, blank lines apart.
        wide: records with more.
        first_ragged: the first line of either.
    """

    stray: int = 0
    first_stray: int = 0
    spanning: int = 0
    narrow: int = 0
    wide: int = 0
    first_ragged: int = 0

    def notes(self) -> list[str]:
        said = []
        if self.narrow or self.wide:
            said.append(
                f"{self.narrow:,} lines have fewer values than most and {self.wide:,} have more, "
                f"the first of them line {self.first_ragged:,}."
            )
        if self.spanning:
            said.append(
                f"{self.spanning:,} records have a value that spans lines; blank rows keep the "
                "count of lines."
            )
        if self.stray:
            said.append(
                f"{self.stray:,} lines have a quotation mark that nothing closes, the first of "
                f"them line {self.first_stray:,}; it was taken as text."
            )
        return said


class Parser:
    """
    Turns blocks of whole lines into columns of text, a record for each line.
    """

    def __init__(self, file: str, how: Dialect) -> None:
        self._file = file
        self._how = how
        self._line = 0
        self._rest = b""
        names = [f"c{i}" for i in range(1, how.width + 1)]
        self._read: dict[str, Any] = {"column_names": names, "use_threads": False}
        self._convert = pv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            check_utf8=False,
        )
        self.met = Met()

    def columns(self, block: bytes, *, last: bool = False) -> tuple[list[Any], int]:
        """
        The columns of a block and its number of lines.

        A quoted value that the block's end cuts is kept for the next block.
        """
        block, self._rest = self._rest + block, b""
        if not block:
            return [], 0
        table = self._fast(block)
        if table is None:
            records = self._careful(block.decode("utf-8", "replace"), last=last)
            return _transposed(records), len(records)
        self._line += table.num_rows
        return [c.combine_chunks() for c in table.columns], table.num_rows

    def _fast(self, block: bytes) -> Any:
        lines = block.count(b"\n")
        if b"\r" in block or _odd_quotes(block):
            return None
        irregular = False

        def refuse(_: Any) -> str:
            nonlocal irregular
            irregular = True
            return "skip"

        try:
            table = pv.read_csv(
                pa.py_buffer(block),
                pv.ReadOptions(block_size=len(block) + 1, **self._read),
                pv.ParseOptions(
                    delimiter=self._how.delimiter,
                    ignore_empty_lines=False,
                    newlines_in_values=True,
                    invalid_row_handler=refuse,
                ),
                self._convert,
            )
        except pa.ArrowInvalid:
            return None
        return None if irregular or table.num_rows != lines else table

    def _careful(self, text: str, *, last: bool) -> list[list[str]]:
        lines = text.split("\n")
        lines.pop()
        records: list[list[str]] = []
        at = 0
        while at < len(lines):
            values, span = self._record(lines, at, last=last)
            if not span:
                self._rest = "\n".join([*lines[at:], ""]).encode()
                break
            self._note(values, span, self._line + at + 1)
            records.append(values)
            records += [[]] * (span - 1)
            at += span
        self._line += at
        return records

    def _record(self, lines: list[str], at: int, *, last: bool) -> tuple[list[str], int]:
        """
        The values that begin on a line and the lines they take; no lines: more are needed.
        """
        line, delimiter = lines[at], self._how.delimiter
        if '"' not in line:
            return line.split(delimiter), 1
        supply = lines[at : at + _LONGEST]
        reader = csv.reader((f"{text}\n" for text in supply), delimiter=delimiter, strict=True)
        try:
            values = next(reader)
        except csv.Error:
            ran_out = reader.line_num == len(supply) < _LONGEST
            closed = _closed(line, delimiter)
            if closed is not None:
                return closed, 1
            if ran_out and not last:
                return [], 0
            return self._stray(line, at)
        span = reader.line_num
        if span > 1 and len(values) != self._how.width:
            return self._stray(line, at)
        return values, span

    def _stray(self, line: str, at: int) -> tuple[list[str], int]:
        self.met.stray += 1
        self.met.first_stray = self.met.first_stray or self._line + at + 1
        return split_line(line, self._how.delimiter), 1

    def _note(self, values: list[str], span: int, line: int) -> None:
        if len(values) > MOST_COLUMNS:
            raise LimitError(
                Place(self._file, row=line),
                f"has more than {MOST_COLUMNS:,} values",
                "check that the file is a table",
            )
        self.met.spanning += span > 1
        if len(values) == self._how.width or values in ([], [""]):
            return
        if len(values) < self._how.width:
            self.met.narrow += 1
        else:
            self.met.wide += 1
        self.met.first_ragged = self.met.first_ragged or line


def _closed(line: str, delimiter: str) -> list[str] | None:
    """
    The values of a line whose quotes all close, if not where they should; else None.
    """
    reader = csv.reader([f"{line}\n", "\n"], delimiter=delimiter)
    try:
        values = next(reader)
    except csv.Error:
        return line.split(delimiter)
    return values if reader.line_num == 1 else None


def _odd_quotes(block: bytes) -> bool:
    """
    Whether any line has an odd number of quotation marks.
    """
    if b'"' not in block:
        return False
    content = np.frombuffer(block, dtype=np.uint8)
    quotes = np.flatnonzero(content == ord('"'))
    ends = np.flatnonzero(content == ord("\n"))
    return bool((np.searchsorted(quotes, ends) & 1).any())


def _transposed(records: list[list[str]]) -> list[Any]:
    columns = zip_longest(*records)
    return [pa.array([v or None for v in column], pa.string()) for column in columns]
