"""
Datasets of a few rows, written as Parquet of the canonical tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from custodes.measures import View
from custodes.provenance import InputFile, Manifest, ReleaseEntry, SetAside, TablePart
from custodes.records import arrow_schema, tables

RELEASE = "ice-2026-03"
EXTRACT = "2026-03-10"

FIELDS = pa.schema(
    [
        *(pa.field(n, pa.string()) for n in ("release", "file", "file_sha256", "sheet")),
        pa.field("table_name", pa.string()),
        pa.field("position", pa.int64()),
        *(pa.field(n, pa.string()) for n in ("header", "column_name", "why_not_taken")),
        *(pa.field(n, pa.int64()) for n in ("filled", "blank", "redacted", "unreadable")),
    ]
)


def moment(text: str | None) -> dt.datetime | None:
    """
    A moment from ISO text, null for null.
    """
    return dt.datetime.fromisoformat(text) if text else None


def rows(table: str, given: Sequence[Mapping[str, Any]], extra: Sequence[str] = ()) -> pa.Table:
    """
    Rows of a canonical table, with provenance where it is not given.
    """
    schema = FIELDS if table == "fields" else arrow_schema(table)
    for name in extra:
        schema = schema.append(pa.field(name, pa.int64()))
    made = {"release": RELEASE, "file": f"{table}.xlsx", "file_sha256": "0" * 64, "sheet": "1"}
    return pa.Table.from_pylist(
        [{**made, "row": i, **r} for i, r in enumerate(given, start=8)], schema=schema
    )


def manifest(
    releases: Mapping[str, str | None] | None = None,
    *,
    synthetic: bool = False,
    scopes: Mapping[str, str] | None = None,
) -> Manifest:
    """
    A manifest of these releases and the days of their extracts.
    """
    known = {RELEASE: EXTRACT} if releases is None else releases
    return Manifest(
        version="2026.11.0",
        build_id="b1",
        mode="custodes",
        synthetic=synthetic,
        inputs=(
            InputFile(
                "arrests.xlsx",
                "0" * 64,
                1234,
                "xlsx",
                parts=(TablePart("arrests", RELEASE, "1", 7, 1200),),
            ),
        ),
        set_aside=(SetAside("arrests.xlsx", "2", 1200, "arrests.xlsx, sheet '1'"),),
        problems=(),
        releases=tuple(
            ReleaseEntry(
                r,
                f"Release {r}",
                synthetic,
                f"{d}T00:00:00" if d else None,
                "the test",
                (scopes or {}).get(r, "national"),
            )
            for r, d in known.items()
        ),
        coverage=(),
        tables=(),
    )


def view(
    folder: Path,
    given: Mapping[str, pa.Table],
    made: Manifest | None = None,
) -> View:
    """
    A view over tables, each written to one Parquet file.
    """
    paths = {}
    for name, table in given.items():
        path = folder / f"{name}.parquet"
        pq.write_table(table, path)
        paths[name] = [path]
    return View.over(paths, made or manifest())


def every_table_empty(folder: Path) -> View:
    """
    A view in which each canonical table is there and holds nothing.
    """
    given = {name: rows(name, []) for name in (*tables(), "fields")}
    return view(folder, given)
