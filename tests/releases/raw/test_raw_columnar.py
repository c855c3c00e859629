"""
Typed columns as text.
"""

from __future__ import annotations

import datetime as dt
import decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest
from raw_forge import table

from custodes.releases.raw._as_text import as_text

FILES = Path(__file__).parent / "files"
MOMENT = dt.datetime(2025, 1, 31, 13, 5, 9)


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ([1, None, -3], pa.int64(), ["1", None, "-3"]),
        ([12.0, 0.5, None], pa.float64(), ["12", "0.5", None]),
        ([1e15, 1e21, 1e-7], pa.float64(), ["1000000000000000", "1" + "0" * 21, "0.0000001"]),
        ([float("nan"), 2.0], pa.float64(), [None, "2"]),
        ([1.5, 2.0], pa.float32(), ["1.5", "2"]),
        ([True, False, None], pa.bool_(), ["TRUE", "FALSE", None]),
        (["", "NA", " x "], pa.string(), [None, "NA", " x "]),
        (["a", "b"], pa.large_string(), ["a", "b"]),
        ([dt.date(2025, 1, 31), None], pa.date32(), ["2025-01-31", None]),
        ([MOMENT], pa.timestamp("us"), ["2025-01-31 13:05:09"]),
        ([MOMENT], pa.timestamp("s"), ["2025-01-31 13:05:09"]),
        ([MOMENT], pa.timestamp("ms", "UTC"), ["2025-01-31 13:05:09"]),
        ([MOMENT], pa.timestamp("ms", "America/Denver"), ["2025-01-31 06:05:09"]),
        ([MOMENT.replace(microsecond=999_999)], pa.timestamp("us"), ["2025-01-31 13:05:10"]),
        ([dt.time(7, 5)], pa.time64("us"), ["07:05:00"]),
        ([decimal.Decimal("1.50")], pa.decimal128(5, 2), ["1.50"]),
        ([b"a\xe9"], pa.binary(), ["a\u00e9"]),
        ([["a", "b"]], pa.list_(pa.string()), ['["a", "b"]']),
        ([None, None], pa.null(), [None, None]),
    ],
)
def test_a_typed_value_reads_as_plain_text(values, kind, expected):
    read = as_text(pa.array(values, kind))
    assert pa.string() == read.type
    assert expected == read.to_pylist()


def test_a_factor_reads_as_its_labels():
    assert ["x", "y", "x"] == as_text(pa.array(["x", "y", "x"]).dictionary_encode()).to_pylist()


@pytest.mark.parametrize(
    ("suffix", "kind", "write"),
    [
        ("parquet", "parquet", pyarrow.parquet.write_table),
        ("feather", "arrow", pyarrow.feather.write_feather),
    ],
)
def test_the_names_of_the_columns_are_record_nought(tmp_path, read, suffix, kind, write):
    path = tmp_path / f"a.{suffix}"
    write(pa.table({"id": ["a", None], "when": [MOMENT, None]}), path)
    found = read(path)
    (sheet,) = found.sheets
    assert (kind, 0, 3, 2) == (found.kind, sheet.first_row, sheet.rows, sheet.columns)
    assert [["id", "when"], ["a", "2025-01-31 13:05:09"], [None, None]] == table(sheet)


def test_more_rows_than_a_batch_keep_their_order(tmp_path, rows):
    path = tmp_path / "a.parquet"
    pyarrow.parquet.write_table(pa.table({"n": range(150_000)}), path, row_group_size=40_000)
    assert [["n"], *([str(i)] for i in range(150_000))] == rows(path)


@pytest.mark.parametrize("name", ["labelled.dta", "labelled.sav"])
def test_stata_and_spss_give_dates_labels_and_blanks(read, name):
    found = read(FILES / name)
    (sheet,) = found.sheets
    assert [
        ["number", "day", "moment", "text", "labelled", "long_number"],
        ["1", "2025-01-02", "2025-01-02 03:04:05", "x", "one", "1000000000000000"],
        ["2.5", None, None, "\u00e9", "two", "123456789012"],
        [None, "1960-01-01", "2025-01-02 00:00:00", None, None, "0.1"],
    ] == table(sheet)
    assert ("1 columns hold numbers with labels; the labels were read.",) == found.notes
