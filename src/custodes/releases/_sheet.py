"""
A sheet as it came: text columns in a memory-mapped Arrow file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.releases.raw import RawSheet

CHUNK = 122_880
"""Rows worked on at a time, and rows in a Parquet row group."""

DEEPEST = 5_000
"""Records looked at for headers, blank ones included."""

Record = list[str | None]


def cells(sheet: RawSheet) -> pa.Table:
    """
    Its records; nothing is read until it is used.
    """
    import pyarrow as pa

    with pa.memory_map(str(sheet.data)) as mapped:
        return pa.ipc.open_file(mapped).read_all()


def first_records(table: pa.Table, wanted: int) -> Iterator[tuple[int, Record]]:
    """
    Index and cells of the first records that are not blank.
    """
    found = 0
    for start in range(0, min(table.num_rows, DEEPEST), wanted):
        columns = [c.to_pylist() for c in table.slice(start, wanted).columns]
        for offset, record in enumerate(zip(*columns, strict=True)):
            if any(cell and cell.strip() for cell in record):
                yield start + offset, list(record)
                found += 1
                if found == wanted:
                    return


def chunks(table: pa.Table, after: int) -> Iterator[pa.Table]:
    """
    The records after an index, some at a time.
    """
    for start in range(after, table.num_rows, CHUNK):
        yield table.slice(start, CHUNK).combine_chunks()
