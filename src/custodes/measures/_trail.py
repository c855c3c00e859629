"""
The way back from what a measure counted to the rows of the files it came from.

Every table of a view has a column ``origin``, the position of the row. A judged table
that carries it on needs no other key: the row's release, file, sheet and row are looked
up by it, and only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from custodes.measures._absent import check_values
from custodes.measures._by import check_periods
from custodes.measures._view import ORIGIN

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.measures._findings import Findings
    from custodes.measures._measure import Measure
    from custodes.measures._view import View

_PLACE = ("release", "file", "file_sha256", "sheet", "row")


@dataclass(frozen=True, slots=True)
class Trail:
    """
    The rows of one input that an answer was counted from.
    """

    about: str
    """The input, as the ledger names it."""
    table: str
    """The table of the dataset whose positions ``query`` gives."""
    query: str
    """Gives the columns of the split and ``origin``; a row for each row counted."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the query binds."""
    note: str = ""
    """Why the figure is not the number of these rows, where it is not."""
    stretches: bool = False
    """Whether rows that follow one another are given as one, from the first to the last."""


@dataclass(frozen=True, slots=True)
class Walked:
    """
    What a trail led to.
    """

    trail: Trail
    counted: int
    """Rows that were counted: of ``trail.table``."""
    found: int
    """Rows of the files behind them; more, where a counted row was made of several."""
    lines: int
    """Rows that ``rows`` has without a limit."""
    rows: pa.Table
    """
    ``counted`` (int64, running number of the row counted), the split, ``table_name``,
    ``release``, ``file``, ``file_sha256``, ``sheet`` (null: the file has none), ``row``.
    Of a trail of stretches without ``counted``, and with ``last_row`` and ``row_count``.
    """
    sql: str
    values: Mapping[str, object]
    """What ``sql`` binds."""


def walk(
    view: View,
    trail: Trail,
    where: Mapping[str, str] | None = None,
    limit: int | None = None,
) -> Walked:
    """
    The rows of the files behind an answer that the view gave last.

    Args:
        view: The dataset, as the measure left it.
        trail: One of the answer's.
        where: Columns of the split and the value each must have, whatever its capitals.
        limit: How many rows to give; null: all.
    """
    narrowed = [f"LOWER(CAST({n} AS STRING)) = LOWER(:only_{n})" for n in sorted(where or {})]
    holds = f" WHERE {' AND '.join(narrowed)}" if narrowed else ""
    values = {**trail.values, **{f"only_{n}": v for n, v in (where or {}).items()}}
    split = [
        c
        for c in view.engine.fetch(f"SELECT * FROM ({trail.query}) q LIMIT 0", values).column_names
        if c != ORIGIN
    ]
    chosen = f"SELECT * FROM ({trail.query}) q{holds}"
    sql = _source(view, trail.table, chosen, split)
    sizes = view.engine.fetch(
        f"SELECT COUNT(DISTINCT counted) AS counted, COUNT(*) AS found FROM ({sql}) r", values
    ).to_pylist()[0]
    lines, order = int(sizes["found"]), "counted, file, sheet, row"
    if trail.stretches:
        sql, order = _stretches(sql, split), ", ".join([*split, "release", "file", "sheet", "row"])
        lines = int(
            view.engine.fetch(f"SELECT COUNT(*) AS n FROM ({sql}) r", values)["n"][0].as_py()
        )
    tail = "" if limit is None else f"\nLIMIT {int(limit)}"
    ordered = f"{sql}\nORDER BY {order}{tail}"
    rows = view.engine.fetch(ordered, values)
    found = int(sizes["found"])
    return Walked(trail, int(sizes["counted"]), found, lines, rows, ordered, values)


def _stretches(sql: str, split: Sequence[str]) -> str:
    """
    The source rows as stretches: rows whose numbers follow one another in a sheet.
    """
    same = ", ".join([*(n for n in split if n not in _PLACE), "table_name", *_PLACE[:-1]])
    return (
        f"SELECT {same}, MIN(row) AS row, MAX(row) AS last_row, COUNT(*) AS row_count\n"
        f"FROM (SELECT r.*, row - ROW_NUMBER() OVER (PARTITION BY {same} ORDER BY row) AS apart\n"
        f"FROM ({sql}) r) s\nGROUP BY {same}, apart"
    )


def _source(view: View, table: str, chosen: str, split: Sequence[str]) -> str:
    """
    The query of the source rows: of a stay all its stints, else the row itself.
    """
    stay = table != "stints" and all(
        view.has(t) and "stay_id" in view.columns(t) for t in (table, "stints")
    )
    place = ", ".join(f"t.{c}" for c in _PLACE)
    columns = "".join(f"c.{n}, " for n in split if n not in _PLACE)
    order = ", ".join([*(f"q.{n}" for n in split), f"q.{ORIGIN}"])
    numbered = f"SELECT q.*, ROW_NUMBER() OVER (ORDER BY {order}) AS counted FROM ({chosen}) q"
    source, key, joined = table, ORIGIN, "c." + ORIGIN
    made_of = ""
    if stay:
        source, key, joined = "stints", "stay_id", "m.stay_id"
        made_of = f"JOIN {table} m ON m.{ORIGIN} = c.{ORIGIN}\n"
    return (
        f"SELECT c.counted, {columns}'{source}' AS table_name, {place}\n"
        f"FROM ({numbered}) c\n{made_of}JOIN {source} t ON t.{key} = {joined}"
    )


def groups_asked(
    measure: Measure, where: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """
    Part what a measure can be limited to from what it can only be split by.

    A share cannot be limited to one of the groups that it is a share of: that group is
    looked up in the answer instead.
    """
    rest = {n: v for n, v in where.items() if n in measure.filters or n not in measure.choices}
    only = {n: v for n, v in where.items() if n not in rest}
    check_periods(measure.name, only)
    if "month" in only:
        only["month"] = f"{only['month'][:7]}-01"
    return rest, only


def narrowed(measure: Measure, view: View, findings: Findings, only: Mapping[str, str]) -> Findings:
    """
    The answer's groups that have these values, whatever their capitals.

    Raises:
        CallError: no row has a value; says which there are.
    """
    import pyarrow as pa

    if not only:
        return findings
    keep = [
        all(str(row[n]).casefold() == v.casefold() for n, v in only.items())
        for row in findings.table.select(list(only)).to_pylist()
    ]
    if not any(keep):
        check_values(measure, view, only)
    table = findings.table.filter(pa.array(keep, pa.bool_()))
    return replace(findings, table=table, where={**findings.where, **only})
