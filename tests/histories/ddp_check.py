"""
Running the rules on an engine, and telling where two answers differ.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import ddp_by_hand
import ddp_made
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ddp_made import EXTRACTS

from custodes.engine import Engine
from custodes.histories import ddp

KEYS = {
    "ddp_stints": ["release", "file", "row"],
    "ddp_stays": ["release", "unique_identifier", "stay_book_in_date_time"],
    "ddp_arrests": ["release", "file", "row"],
    "ddp_arrest_stays": ["release", "file", "row"],
    "ddp_detainers": ["release", "file", "row"],
    "ddp_encounters": ["release", "file", "row"],
    "ddp_removals": ["release", "file", "row"],
}
"""What names a row of each table."""


def written(
    engine: Engine,
    inputs: dict[str, list[Path]],
    out: Path,
    *,
    extracts: dict[str, datetime] = EXTRACTS,
    facilities: list[Path] | None = None,
    removals_rule: str = "plain",
) -> dict[str, list[Path]]:
    out.mkdir(exist_ok=True)
    return ddp.run(
        engine,
        inputs,
        out,
        extracts=extracts,
        facilities=facilities,
        removals_rule=removals_rule,
    )


def compared(
    engine: Engine,
    folder: Path,
    sizes: ddp_made.Sizes,
    seed: int,
    rule: str = "plain",
    *,
    in_order: bool = True,
) -> dict[str, int]:
    """
    Where an engine's tables of a made-up world differ from those made by hand.
    """
    tables = ddp_made.make(sizes, seed)
    places = ddp_made.facilities(sizes)
    pq.write_table(places, folder / "facilities.parquet")
    actual = written(
        engine,
        ddp_made.write(tables, folder),
        folder / "out",
        facilities=[folder / "facilities.parquet"],
        removals_rule=rule,
    )
    expected = ddp_by_hand.everything(tables, EXTRACTS, places, rule)
    return differences(expected, actual, in_order=in_order)


def differences(
    expected: dict[str, pa.Table],
    actual: dict[str, list[Path]] | dict[str, pa.Table],
    *,
    in_order: bool = True,
) -> dict[str, int]:
    """
    Rows that differ, by table and column; empty where every cell is the same.

    A column that only one side has, or that is of another type, counts as all rows.

    Args:
        expected: Tables in memory.
        actual: Tables in memory, or their files, which are read a column at a time.
        in_order: The rows must lie in the same order; otherwise they are matched by `KEYS`.
    """
    found: dict[str, int] = {}
    for table in expected.keys() | actual.keys():
        if table not in actual or table not in expected:
            found[table] = -1
            continue
        ours, theirs = expected[table], _Columns(actual[table])
        if theirs.rows != ours.num_rows:
            found[f"{table} rows"] = theirs.rows - ours.num_rows
            continue
        order = None
        if not in_order:
            ours = ours.take(_order(ours, table))
            order = _order(pa.table({k: theirs.read(k) for k in KEYS[table]}), table)
        for name in {*theirs.names, *ours.column_names}:
            if name not in theirs.names or name not in ours.column_names:
                found[f"{table}.{name}"] = ours.num_rows or 1
                continue
            read = theirs.read(name)
            count = _differing(ours[name], read if order is None else read.take(order))
            if count:
                found[f"{table}.{name}"] = count
    return found


class _Columns:
    """
    A table by columns, in memory or in a file.
    """

    def __init__(self, table: pa.Table | list[Path]) -> None:
        self._table = table if isinstance(table, pa.Table) else pq.ParquetFile(table[0])
        schema = table.schema if isinstance(table, pa.Table) else self._table.schema_arrow
        self.names = schema.names
        self.rows = table.num_rows if isinstance(table, pa.Table) else self._table.metadata.num_rows

    def read(self, name: str) -> pa.ChunkedArray:
        if isinstance(self._table, pa.Table):
            return self._table[name]
        return self._table.read([name])[name]


def _order(table: pa.Table, name: str) -> pa.Array:
    return pc.sort_indices(table, [(k, "ascending") for k in KEYS[name]])


def _differing(ours: pa.ChunkedArray, theirs: pa.ChunkedArray) -> int:
    if ours.type != theirs.type:
        return len(ours) or 1
    if ours.equals(theirs):
        return 0
    same = pc.equal(ours, theirs).fill_null(False)
    both_null = pc.and_(pc.is_null(ours), pc.is_null(theirs))
    return len(ours) - int(pc.sum(pc.or_(same, both_null)).as_py() or 0)
