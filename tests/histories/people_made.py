"""
Small canonical tables written out by hand, and what the histories make of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from custodes.engine import DuckDBEngine
from custodes.histories import people
from custodes.records import ColumnType, arrow_schema, table

EXTRACT = "2025-06-30 14:00"
Row = dict[str, Any]
SHORT = {
    "id": "unique_identifier",
    "in": "book_in_date_time",
    "out": "book_out_date_time",
    "stay": "stay_book_in_date_time",
    "stay_out": "stay_book_out_date_time",
    "at": "detention_facility_code",
    "why": "detention_release_reason",
    "stay_why": "stay_release_reason",
    "left": "departed_date",
    "case": "case_status",
    "bond": "initial_bond_set_amount",
    "arrested": "apprehension_date",
    "prepared": "detainer_prepare_date",
}
OTHER = {"id": "someone else", "in": "2025-01-01 08:00", "out": "2025-01-02 08:00", "at": "Z"}
"""A stint that ended, so that the release is one that publishes ends."""


def stint(begins: str, ends: str | None = None, **more: Any) -> Row:
    """
    A stint of person p at facility A, in a stay that began with it unless said.
    """
    return {"id": "p", "in": begins, "out": ends, "at": "A", "stay": begins, **more}


def arrow(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """
    Rows, under short or full names, as a canonical table; row 8 on of one sheet.
    """
    columns = table(name).stored()
    kinds = {c.name: c.type for c in columns}
    filled = []
    for place, row in enumerate(rows):
        known = {SHORT.get(k, k): v for k, v in row.items()}
        if name == "stints":
            known.setdefault("stay_book_in_date_time", known["book_in_date_time"])
        start = {
            "release": "r",
            "file": f"{name}.xlsx",
            "file_sha256": name[0] * 64,
            "sheet": "S",
            "row": place + 8,
        }
        filled.append({n: _typed(kinds[n], {**start, **known}.get(n)) for n in kinds})
    return pa.Table.from_pylist(filled, arrow_schema(name))


def _typed(kind: ColumnType, value: Any) -> Any:
    if isinstance(value, str) and kind is ColumnType.TIMESTAMP:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and kind is ColumnType.DATE:
        return date.fromisoformat(value)
    return value


def histories(
    folder: Path,
    tables: Mapping[str, pa.Table | Sequence[Mapping[str, Any]]],
    *,
    extracts: Mapping[str, str] | None = None,
    facilities: Sequence[Mapping[str, Any]] = (),
    optimizers_off: str = "common_subexpressions",
    **limits: int,
) -> dict[str, list[Row]]:
    """
    Every table that the histories make, as rows; stays by person and book-in.
    """
    paths = {}
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in {**tables, "facilities": facilities}.items():
        made = rows if isinstance(rows, pa.Table) else arrow(name, rows)
        paths[name] = [folder / f"in-{name}.parquet"]
        pq.write_table(made, paths[name][0])
    known = {"r": EXTRACT} if extracts is None else extracts
    engine = DuckDBEngine(disabled_optimizers=optimizers_off)
    written = people.run(
        engine,
        paths,
        folder,
        extracts={r: datetime.fromisoformat(e) for r, e in known.items()},
        facilities=paths["facilities"],
        limits=people.Limits(**limits),
    )
    engine.close()
    found = {
        name: [row for path in files for row in pq.read_table(path).to_pylist()]
        for name, files in written.items()
    }
    found["stays"].sort(key=itemgetter("release", "unique_identifier", "stay_book_in_date_time"))
    return found


def values(rows: Iterable[Row], *names: str) -> list[Any]:
    """
    One column as a list, or several as a list of tuples.
    """
    if len(names) == 1:
        return [row[names[0]] for row in rows]
    return [tuple(row[n] for n in names) for row in rows]


def ledger(made: Mapping[str, list[Row]], table_name: str, step: str) -> dict[str, int]:
    """
    Rows by reason of one step of the ledger, over all releases.
    """
    found: dict[str, int] = {}
    for row in made["ledger"]:
        if (row["table_name"], row["step"]) == (table_name, step):
            found[row["reason"]] = found.get(row["reason"], 0) + row["n_rows"]
    return found
