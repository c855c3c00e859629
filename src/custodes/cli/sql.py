"""
custodes sql
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli._stamp import STAMP, deliver

if TYPE_CHECKING:
    import pyarrow as pa


@click.command("sql")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("query", metavar="SELECT")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
    help="The form of the answer.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; else the terminal.",
)
def command(folder: Path, query: str, form: str, target: Path | None) -> None:
    """
    Answer one SELECT over the tables of a dataset.

    Reads nothing but the dataset and changes nothing. The answer is for the
    owner of the data and not for publication.
    """
    from custodes.cli._paths import check_target
    from custodes.engine import query as answer
    from custodes.errors import CallError, QueryError
    from custodes.provenance import Dataset

    if form == "parquet" and target is None and sys.stdout.isatty():
        raise CallError("parquet is not for a terminal; name a file with --to.")
    if target is not None:
        check_target(target, folder)
    tables = Dataset.open(folder).tables
    try:
        table = answer(tables, query)
    except QueryError:
        _check_whole(folder, tables)
        raise
    deliver(WRITERS[form](table), form, target)


def _check_whole(folder: Path, tables: Mapping[str, Sequence[Path]]) -> None:
    """
    Raise where a query failed since a table's file is damaged, and not for what it asks.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from custodes.errors import DatasetDamagedError

    for path in (p for paths in tables.values() for p in paths):
        try:
            pq.read_metadata(path)
        except (pa.ArrowException, OSError) as e:
            raise DatasetDamagedError(
                f"{folder}: {path.name} cannot be read; build the dataset again."
            ) from e


def _text(table: pa.Table) -> bytes:
    from custodes.cli._show import lines

    rows = [[_plain(v) for v in r.values()] for r in table.to_pylist()]
    return (lines(rows, table.column_names) + "\n").encode() if rows else b"no rows\n"


def _csv(table: pa.Table) -> bytes:
    import io

    import pyarrow.csv

    sink = io.BytesIO()
    pyarrow.csv.write_csv(_flat(table), sink)
    return sink.getvalue()


def _json(table: pa.Table) -> bytes:
    import json

    columns = [c.to_pylist() for c in _flat(table).columns]
    rows = [
        dict(zip(table.column_names, map(_finite, row), strict=True))
        for row in zip(*columns, strict=True)
    ]
    return (json.dumps(rows, indent=1, default=str, ensure_ascii=False) + "\n").encode()


def _parquet(table: pa.Table) -> bytes:
    import io

    import pyarrow.parquet

    sink = io.BytesIO()
    marked = _flat(table).replace_schema_metadata({"custodes": STAMP})
    pyarrow.parquet.write_table(marked, sink, compression="zstd")
    return sink.getvalue()


def _flat(table: pa.Table) -> pa.Table:
    """
    The table with lists, maps, intervals and what else no file of cells holds as text.
    """
    import pyarrow as pa

    kept = (
        pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_string,
        pa.types.is_date, pa.types.is_timestamp, pa.types.is_time, pa.types.is_decimal,
        pa.types.is_null,
    )  # fmt: skip
    columns = [
        c
        if any(is_kept(c.type) for is_kept in kept)
        else pa.array([None if v is None else str(v) for v in c.to_pylist()], pa.string())
        for c in table.columns
    ]
    return pa.table(columns, names=table.column_names)


def _finite(value: object) -> object:
    # JSON has no word for what is not a number.
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | None) else str(value)


WRITERS = {"table": _text, "csv": _csv, "json": _json, "parquet": _parquet}
