"""
Made-up sheets in a layout's own headers, read without a file.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from raw_made import Rows, raw_from

from custodes.releases import ReadFile, ReadTable
from custodes.releases._layout import TableLayout, layouts
from custodes.releases._read import _read

PREAMBLE: Rows = [
    ["ERO-LESA Statistical Tracking Unit"],
    ["For Official Use Only (FOUO)/Pre-decisional"],
    [None],
    ["A made-up request"],
    [None],
    ["A made-up title"],
]

_numbers = itertools.count()


def layout_table(layout: str, stem: str) -> TableLayout:
    return next(t for t in layouts()[layout].tables if t.stem == stem)


def headers(layout: str, stem: str) -> list[str]:
    """
    The headers of a sheet in file order, withheld ones last; foreseen repeats repeated.
    """
    found = layout_table(layout, stem)
    taken = [h for h, to in found.columns.items() for _ in to if h not in found.also.values()]
    also = [h for h in found.columns if h in found.also.values()]
    return taken + also + list(found.not_taken)


def sheet(layout: str, stem: str, *records: dict[str, Any], above: Rows = PREAMBLE) -> Rows:
    """
    A sheet of a layout with records by header.
    """
    names = headers(layout, stem)
    return [*above, names, *([r.get(n) for n in names] for r in records)]


def read(
    sheets: dict[str | None, Rows], folder: Path, name: str = "made.xlsx", kind: str = "xlsx"
) -> ReadFile:
    work = folder / str(next(_numbers))
    return _read(raw_from(name, sheets, work, kind), work)


def rows_of(read: ReadTable) -> list[dict[str, Any]]:
    return pq.read_table(read.parquet).to_pylist()
