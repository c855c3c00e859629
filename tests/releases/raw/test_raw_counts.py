"""
What the reader of workbooks gives is compared with what was counted: a reader that loses something is caught.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import fastexcel
import pyarrow as pa
import pytest
import xlsxwriter

from custodes.errors import UnreadableFileError
from custodes.releases.raw import Limits, _workbook

Batch = pa.RecordBatch
ROWS = 40


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("FY2024")
        for row in range(ROWS):
            sheet.write_row(row, 0, ["text", row, row / 7])
    return path


def without_a_value(batch: Batch) -> Batch:
    values = batch.column(1).to_pylist()
    values[7] = None
    return batch.set_column(1, batch.schema.field(1), pa.array(values, pa.string()))


def with_a_blank_row(batch: Batch) -> Batch:
    blank = pa.table([pa.nulls(1, f.type) for f in batch.schema], schema=batch.schema)
    both = pa.concat_tables([pa.Table.from_batches([batch]), blank])
    return both.combine_chunks().to_batches()[0]


def with_a_blank_column(batch: Batch) -> Batch:
    return batch.append_column("more", pa.nulls(batch.num_rows, pa.string()))


def read(book: Path, work: Path, spoil: Callable[[Batch], Batch], monkeypatch) -> int:
    """
    Rows of the sheet as read by a reader that is spoiled.
    """

    class Spoiled:
        def __init__(self, path: Path) -> None:
            self.true = fastexcel.read_excel(path)
            self.sheet_names = self.true.sheet_names

        def load_sheet(self, *given: object, **how: object) -> object:
            got = self.true.load_sheet(*given, **how)
            return spoil(got) if how.get("eager") else got

    class Reader:
        FastExcelError = fastexcel.FastExcelError
        read_excel = Spoiled

    work.mkdir()
    monkeypatch.setattr(_workbook, "fastexcel", Reader)
    (sheet,), _ = _workbook.read_workbook(book, work, Limits(), lambda _done, _total: None)
    return sheet.rows


def test_a_reader_that_loses_nothing_is_believed(tmp_path, book, monkeypatch):
    assert read(book, tmp_path / "work", lambda b: b, monkeypatch) == ROWS


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda b: b.slice(0, ROWS - 1), "cells"),
        (lambda b: b.slice(1), "cells"),
        (lambda b: b.select([0, 1]), "cells"),
        (without_a_value, "cells"),
        (with_a_blank_row, "rows"),
        (with_a_blank_column, "columns"),
    ],
)
def test_a_reader_that_loses_or_adds_something_is_caught(tmp_path, book, monkeypatch, spoil, what):
    sentence = rf"^a\.xlsx, sheet 'FY2024': holds [\d,]+ {what} by one count and [\d,]+ by another"
    with pytest.raises(UnreadableFileError, match=sentence):
        read(book, tmp_path / "work", spoil, monkeypatch)
