"""
The columns of a table in the order of a layout, as Arrow arrays or as cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.synthetic._frame import Column, Frame, Moment, Number, Text
from custodes.synthetic._layouts import WITHHELD, Layout
from custodes.synthetic._random import Ints

if TYPE_CHECKING:
    import pyarrow as pa

EXCEL_DAY = np.datetime64("1899-12-30", "m")
"""Day 0 of a workbook."""
MONEY = ("bond_posted_amount", "initial_bond_set_amount")


def ordered(frame: Frame, layout: Layout, table: str, ids: list[str]) -> list[Column]:
    """
    The columns of a frame as the layout has them, pseudonyms and marks filled in.
    """
    columns: list[Column] = []
    for name in layout.fields(table):
        if name in WITHHELD:
            columns.append(Text(np.zeros(frame.size, np.int64), (layout.mark,)))
        elif name == "unique_identifier":
            known = frame.columns[name]
            assert isinstance(known, Text)  # noqa: S101
            columns.append(Text(known.at, ids))
        else:
            columns.append(frame.columns[name])
    return columns


def arrow_type(field: str, column: Column) -> pa.DataType:
    """
    Type of a column in Parquet.
    """
    import pyarrow as pa

    if isinstance(column, Text):
        return pa.string()
    if isinstance(column, Number):
        return pa.float64() if field in MONEY else pa.int64()
    return pa.date32() if column.values.dtype == np.dtype("<M8[D]") else pa.timestamp("us")


def arrow_array(field: str, column: Column) -> pa.Array:
    """
    A column for Parquet; text stays a dictionary, which is written as it is.
    """
    import pyarrow as pa

    if isinstance(column, Text):
        return dictionary(column.at, column.values)
    kind = arrow_type(field, column)
    if isinstance(column, Number):
        blank = np.isnan(column.values)
        return pa.array(np.where(blank, 0, column.values), mask=blank).cast(kind)
    values = column.values
    if kind == pa.timestamp("us"):
        values = values.astype("datetime64[us]")
    return pa.array(values, kind)


def dictionary(at: Ints, values: Sequence[str]) -> pa.Array:
    """
    Text by position, a negative one null.

    Each value stands once: with a value twice, Arrow writes Parquet by another way, which
    leaves stray bytes of memory in the file.
    """
    import pyarrow as pa

    once = {value: place for place, value in enumerate(dict.fromkeys(values))}
    if len(once) < len(values):
        at = np.where(at < 0, -1, np.array([once[v] for v in values])[np.maximum(at, 0)])
    blank = at < 0
    indices = pa.array(np.where(blank, 0, at).astype(np.int32), mask=blank)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(once), pa.string()))


def cells(column: Column) -> list[Any]:
    """
    A column for a workbook: text, numbers (days since `EXCEL_DAY` for moments) or None.

    Moments before 1900, which a workbook cannot hold, are text, as in the agency's files.
    """
    if isinstance(column, Text):
        listed = np.array([*column.values, None], dtype=object)
        return list(listed[column.at])
    if isinstance(column, Number):
        return [None if np.isnan(v) else v for v in column.values.tolist()]
    return _serials(column)


def _serials(column: Moment) -> list[Any]:
    minutes = column.values.astype("datetime64[m]")
    blank = np.isnat(minutes)
    serial = (np.where(blank, EXCEL_DAY, minutes) - EXCEL_DAY).astype(np.int64) / 1440.0
    found: list[Any] = serial.tolist()
    for row in np.flatnonzero(blank).tolist():
        found[row] = None
    for row in np.flatnonzero(serial < 0).tolist():
        day = column.values[row].astype("datetime64[D]").item()
        found[row] = f"{day.month:02d}/{day.day:02d}/{day.year:04d}"
    return found
