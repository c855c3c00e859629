"""
Small datasets for tests: canonical tables from rows, with a manifest as build writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from custodes.provenance import Dataset, Manifest, StoredFile, StoredTable, hash_file
from custodes.records import arrow_schema


def table_of(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """
    Rows as a canonical table: what a row does not say is null, but where it came from.
    """
    schema = arrow_schema(name)
    known = set(schema.names)
    for row in rows:
        assert set(row) <= known, set(row) - known
    filled = [
        {
            "release": "r",
            "file": f"{name}.csv",
            "file_sha256": "0" * 64,
            "sheet": None,
            "row": n,
            **row,
        }
        for n, row in enumerate(rows, 1)
    ]
    return pa.Table.from_pylist(filled, schema=schema)


def dataset(folder: Path, tables: Mapping[str, pa.Table], **said: Any) -> Dataset:
    """
    A dataset of these tables.
    """
    data = folder / "data" / "b"
    data.mkdir(parents=True)
    stored = []
    for name, table in tables.items():
        path = data / f"{name}.parquet"
        pq.write_table(table, path)
        file = StoredFile(f"data/b/{name}.parquet", hash_file(path), path.stat().st_size)
        stored.append(StoredTable(name, table.num_rows, (file,)))
    empty: dict[str, Any] = {
        "version": "1",
        "build_id": "b",
        "mode": "custodes",
        "synthetic": False,
        "inputs": (),
        "set_aside": (),
        "problems": (),
        "releases": (),
        "coverage": (),
    }
    manifest = Manifest(**{**empty, **said, "tables": tuple(stored)})
    (folder / "manifest.json").write_bytes(manifest.to_json())
    return Dataset.open(folder)
