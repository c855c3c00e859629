"""
The tables beside the records: what each field held, what could not be read, the code lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.records import Column, ColumnType, code_lists
from custodes.releases import FIELD_COLUMNS, REJECT_COLUMNS, ReadTable

if TYPE_CHECKING:
    import pyarrow as pa

CODE_COLUMNS = (
    Column("list", ColumnType.TEXT, "Name of the code list."),
    Column("agency", ColumnType.TEXT, "The agency's text, as one of its spellings."),
    Column("code", ColumnType.TEXT, "Our code."),
    Column("label", ColumnType.TEXT, "Our words for it."),
)
"""Columns of the table ``codes``: one row a spelling."""


def write_fields(parts: Sequence[ReadTable], path: Path) -> int:
    """
    Write `FIELD_COLUMNS` of every sheet that was read.
    """
    rows = [
        {
            "release": p.release,
            "file": p.file,
            "file_sha256": p.file_sha256,
            "sheet": p.sheet,
            "table_name": p.table,
            "position": f.position,
            "header": f.header,
            "column_name": f.column,
            "why_not_taken": f.why_not_taken,
            "filled": f.filled,
            "blank": f.blank,
            "redacted": f.redacted,
            "unreadable": f.unreadable,
        }
        for p in parts
        for f in p.fields
    ]
    return _write(rows, FIELD_COLUMNS, path)


def write_codes(path: Path) -> int:
    """
    Write `CODE_COLUMNS` of every list.
    """
    rows = [
        {"list": listed.name, "agency": agency, "code": c.code, "label": c.label}
        for listed in code_lists().values()
        for c in listed.codes
        for agency in c.agency
    ]
    return _write(rows, CODE_COLUMNS, path)


def write_rejects(parts: Sequence[ReadTable], path: Path) -> int:
    """
    Write `REJECT_COLUMNS` of every value that was there and did not convert.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(REJECT_COLUMNS)
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in parts:
            if part.rejects is not None:
                table = pq.read_table(part.rejects).select(schema.names).cast(schema)
                writer.write_table(table)
                rows += table.num_rows
        if not rows:
            writer.write_table(pa.Table.from_pylist([], schema=schema))
    return rows


def _write(rows: Sequence[Mapping[str, object]], columns: Sequence[Column], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(
        pa.Table.from_pylist(list(rows), schema=_schema(columns)), path, compression="zstd"
    )
    return len(rows)


def _schema(columns: Sequence[Column]) -> pa.Schema:
    import pyarrow as pa

    kinds = {ColumnType.TEXT: pa.string(), ColumnType.INTEGER: pa.int64()}
    return pa.schema([pa.field(c.name, kinds[c.type]) for c in columns])
