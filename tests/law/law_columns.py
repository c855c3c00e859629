"""
Cases as a table, and expressions over it on an engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa

from custodes.engine import DuckDBEngine
from custodes.law.calendar import Calendar, zone_rows
from custodes.law.interpret import Shape, Unknown, facts_in, to_sql

TYPES = {
    "date": pa.date32(),
    "instant": pa.timestamp("us"),
    "int": pa.int32(),
    "bool": pa.bool_(),
    "text": pa.string(),
}


def table_of(cases: Sequence[Mapping[str, Any]], facts: Sequence[Any]) -> tuple[pa.Table, Shape]:
    """
    One row a case, and what the table has; an absent or unknown fact is null.
    """
    columns: dict[str, pa.Array] = {"n": pa.array(range(len(cases)), pa.int32())}
    slots: dict[str, int] = {}
    for fact in facts:
        values = [None if isinstance(v, Unknown) else v for v in (c.get(fact.name) for c in cases)]
        if fact.kind != "stretches":
            columns[fact.name] = pa.array(values, TYPES[fact.kind])
            continue
        slots[fact.name] = max((len(v) for v in values if v is not None), default=0)
        columns[f"{fact.name}_known"] = pa.array([v is not None for v in values])
        ordered = [sorted(v or (), key=lambda s: (s[0], s[1] or date.max)) for v in values]
        for i in range(slots[fact.name]):
            for place, end in enumerate(("from", "to")):
                column = [v[i][place] if i < len(v) else None for v in ordered]
                columns[f"{fact.name}_{i + 1}_{end}"] = pa.array(column, pa.date32())
    return pa.table(columns), Shape(frozenset(columns), slots)


def load(engine: Any, query: Any) -> None:
    """
    Give an engine the calendar tables that a query needs.
    """
    for needed in query.calendars:
        engine.register(needed.name, _calendar(needed.calendar))
    if query.zones:
        engine.register("zone_days", _zones())


@cache
def _calendar(calendar: Calendar) -> pa.Table:
    days, counts, nth = zip(*calendar.rows(), strict=True)
    types = {"day": (days, pa.date32()), "counts": (counts, pa.bool_()), "nth": (nth, pa.int32())}
    return pa.table({name: pa.array(values, kind) for name, (values, kind) in types.items()})


@cache
def _zones() -> pa.Table:
    zone, day, at, minutes = zip(*zone_rows(date(2015, 1, 1), date(2030, 1, 1)), strict=True)
    types = {
        "zone": (zone, pa.string()),
        "day": (day, pa.date32()),
        "shift_at": (at, pa.timestamp("us")),
        "shift_minutes": (minutes, pa.int32()),
    }
    return pa.table({name: pa.array(values, kind) for name, (values, kind) in types.items()})


@cache
def _duckdb() -> DuckDBEngine:
    return DuckDBEngine(threads=1)


@cache
def spark() -> Any:
    """
    One local session for all tests.
    """
    from custodes.engine import SparkEngine

    return SparkEngine()


def column(
    outputs: Mapping[str, Any],
    cases: Sequence[Mapping[str, Any]],
    readings: Mapping[str, str] | None = None,
    engine: Any = None,
) -> list[dict[str, Any]]:
    """
    The answers for all cases from one query; no value is None.
    """
    facts = {f.name: f for f in facts_in(outputs.values())}
    table, shape = table_of(cases, list(facts.values()))
    query = to_sql(outputs, "cases", shape, readings=readings, keep=["n"])
    engine = engine or _duckdb()
    engine.register("cases", table)
    load(engine, query)
    rows = sorted(engine.fetch(query.sql).to_pylist(), key=lambda r: r["n"])
    return [{name: row[name] for name in outputs} for row in rows]


def plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """
    The answers of one case as a column has them.
    """
    return {k: None if isinstance(v, Unknown) else v for k, v in answers.items()}
