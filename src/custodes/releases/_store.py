"""
Storing what a layout's own reader made, with where each row came from.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custodes.records import arrow_schema, table
from custodes.releases._model import NATIONAL, SYNTHETIC, Context, FieldCount, ReadTable

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.releases.raw import RawFile


def store(
    raw: RawFile,
    context: Context,
    name: str,
    rows: Sequence[dict[str, Any]] | pa.Table,
    *,
    sheet: str | None,
    header_row: int | None,
    release: str | None = None,
    scope: str = NATIONAL,
    extracted: dt.date | None = None,
    fields: Sequence[FieldCount] = (),
    rejects: Sequence[dict[str, Any]] = (),
    notes: Sequence[str] = (),
) -> ReadTable:
    """
    Write rows of a canonical table and describe them.

    Args:
        raw: The file they came from.
        context: What the reader was handed.
        name: Canonical table.
        rows: Its own columns (those left out are null) and ``row``, the row in the sheet;
            ``redacted`` and ``unreadable`` where there is something to name.
        sheet: Sheet they came from.
        header_row: Row of that sheet that holds the headers.
        release: Release, where it is not the layout's id.
        scope: Area, where the rows are not of the whole country.
        extracted: Day the data were drawn.
        fields: What each header became.
        rejects: ``row``, ``column_name``, ``reason`` and ``text`` of each unreadable value.
        notes: What the user should know.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    release = release or context.layout
    if context.made_up:
        release = f"{SYNTHETIC}{release}"
    given = rows if isinstance(rows, pa.Table) else _table(name, rows)
    place = _place(raw, release, sheet)
    whole = _whole(name, given, place)
    target = _target(context.work, name, sheet)
    pq.write_table(whole, target, compression="zstd")
    rejected = store_rejects(
        target.with_suffix(".rejects.parquet"), [place | {"table_name": name} | r for r in rejects]
    )
    first, last = _span(name, whole)
    return ReadTable(
        table=name, release=release, layout=context.layout, file=raw.path.name,
        file_sha256=raw.sha256, sheet=sheet, header_row=header_row, rows=whole.num_rows,
        parquet=target, scope=scope, extracted=extracted, first=first, last=last,
        fields=tuple(fields), rejects=rejected,
        rejected=Counter(f"{r['column_name']}: {r['reason']}" for r in rejects),
        notes=tuple(notes),
    )  # fmt: skip


def store_rejects(target: Path, rejects: Sequence[dict[str, Any]]) -> Path | None:
    """
    Write rejected values, where there are any.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from custodes.releases._model import REJECT_COLUMNS

    if not rejects:
        return None
    names = [c.name for c in REJECT_COLUMNS]
    kinds = {"text": pa.string(), "integer": pa.int64()}
    schema = pa.schema([(c.name, kinds[c.type.value]) for c in REJECT_COLUMNS])
    listed = [{n: r.get(n) for n in names} for r in rejects]
    pq.write_table(pa.Table.from_pylist(listed, schema=schema), target, compression="zstd")
    return target


def _place(raw: RawFile, release: str, sheet: str | None) -> dict[str, Any]:
    return {
        "release": release,
        "file": raw.path.name,
        "file_sha256": raw.sha256,
        "sheet": sheet,
    }


def _table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(list(rows), schema=arrow_schema(name))


def _whole(name: str, rows: pa.Table, place: dict[str, Any]) -> pa.Table:
    import pyarrow as pa

    schema = arrow_schema(name)
    columns = []
    for wanted in schema:
        if wanted.name in place:
            columns.append(pa.array([place[wanted.name]] * rows.num_rows, wanted.type))
        elif wanted.name in rows.column_names:
            columns.append(rows.column(wanted.name).cast(wanted.type))
        else:
            columns.append(pa.nulls(rows.num_rows, wanted.type))
    return pa.table(columns, schema=schema)


def _target(work: Path, name: str, sheet: str | None) -> Path:
    work.mkdir(parents=True, exist_ok=True)
    taken = len(list(work.glob(f"{name}.*.parquet")))
    mark = hashlib.sha256((sheet or "").encode()).hexdigest()[:8]
    return work / f"{name}.{taken}.{mark}.parquet"


def _span(name: str, rows: pa.Table) -> tuple[dt.date | None, dt.date | None]:
    import pyarrow.compute as pc

    event = table(name).event
    if event is None:
        return None, None
    found = pc.min_max(rows.column(event)).as_py()
    days = [v.date() if isinstance(v, dt.datetime) else v for v in (found["min"], found["max"])]
    return days[0], days[1]
