"""
Sheets put together into tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from custodes.engine import Engine
from custodes.records import ColumnType, table
from custodes.releases import ReadTable


def merge(
    engine: Engine,
    name: str,
    parts: Sequence[ReadTable],
    superseded: str,
    path: Path,
) -> int:
    """
    Write one canonical table from the sheets that hold it.

    Args:
        engine: Where it runs.
        name: The table.
        parts: The sheets, in the order their rows are to have.
        superseded: SQL that gives, for a row, the release that counts in its
            place, or null.
        path: The file to write.

    Returns:
        Rows written.
    """
    engine.read_parquet("parts", [p.parquet for p in parts])
    columns = ", ".join(
        _typed(c.name, c.type, superseded if c.name == "superseded_by" else c.name)
        for c in table(name).stored()
    )
    rows = engine.write_parquet(f"SELECT {columns} FROM parts", path)
    engine.drop("parts")
    return rows


def _typed(name: str, kind: ColumnType, sql: str) -> str:
    return f"CAST({sql} AS {kind.sql}) AS {name}"


def in_order(parts: Sequence[ReadTable]) -> list[ReadTable]:
    """
    Sheets by release and file name, the sheets of a file in its own order.
    """
    return sorted(parts, key=lambda p: (p.release, p.file, p.file_sha256))
