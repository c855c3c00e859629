"""
A column: the text of one query, the same for DuckDB and Spark.

A table has one row a case. A fact is a column of its name; a fact whose column
is absent is unknown. Stretches are columns ``NAME_1_from``, ``NAME_1_to``,
``NAME_2_from`` ... in the order of their beginnings, an open one without an
end, an empty slot without a beginning; with a column ``NAME_known`` they are
known only where it is true. `widened` makes such columns of a table
``(case_id, kind, from_on, to_on)``. Days are added as whole numbers; there is no
interval literal. The query needs the calendar tables it names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from custodes.law.calendar import Calendar
from custodes.law.expression import _nodes as n
from custodes.law.interpret._order import in_order, resolved
from custodes.law.interpret._sql_nodes import Writer
from custodes.law.interpret._stages import Sql, Stages


@dataclass(frozen=True)
class Shape:
    """
    What a table of cases has.

    Attributes:
        columns: Names of its columns.
        slots: For each kind of stretch, how many a row can hold.
    """

    columns: Collection[str]
    slots: Mapping[str, int]


@dataclass(frozen=True)
class CalendarTable:
    """
    A table ``(day, counts, nth)`` that a query joins.
    """

    name: str
    calendar: Calendar

    def rows(self) -> Iterator[tuple[date, bool, int]]:
        return self.calendar.rows()


@dataclass(frozen=True)
class Query:
    """
    SQL for a column, and the tables it needs beside the cases.

    Attributes:
        zones: Whether it joins `custodes.law.calendar.zone_rows` as ``zone_days``.
    """

    sql: str
    calendars: tuple[CalendarTable, ...]
    zones: bool


def to_sql(
    outputs: Mapping[str, n.Expr[Any]],
    source: str,
    shape: Shape,
    *,
    readings: Mapping[str, str] | None = None,
    keep: Collection[str] = (),
) -> Query:
    """
    Expressions as one query over a table of cases.

    Args:
        outputs: Expressions by the name of their columns. For several readings
            give each its own name, with `resolved` applied; what they share is
            computed once.
        source: Name of the table.
        shape: What the table has.
        readings: From question to reading; the rest are read by default.
        keep: Columns of the table that the answer keeps.

    Raises:
        ReadingError: A question has no such reading.
    """
    plain = {name: resolved(e, readings or {}) for name, e in outputs.items()}
    order = in_order(plain.values())
    used = Counter(p for node in order for p in node.parts)
    used.update(plain.values())
    stages = Stages()
    writer = Writer(stages, shape.columns, shape.slots)
    for node in order:
        writer.write(node, shared=used[node] > 1)
    written: dict[str, Sql] = {name: writer.values[e] for name, e in plain.items()}
    return Query(
        stages.query(source, keep, written),
        tuple(CalendarTable(f"calendar_{c.id}", c) for c in stages.calendars.values()),
        stages.zones,
    )


def widened(source: str, slots: Mapping[str, int], key: str = "case_id") -> str:
    """
    SQL that makes one row a case of a table ``(case_id, kind, from_on, to_on)``.

    Slots must be as many as the case with the most stretches has: what is
    beyond them is lost, so count first.
    """
    columns = ",\n  ".join(
        f"max(CASE WHEN kind = '{kind}' AND nth = {i} THEN {end}_on END) AS {kind}_{i}_{end}"
        for kind, many in slots.items()
        for i in range(1, many + 1)
        for end in ("from", "to")
    )
    return (
        f"SELECT {key},\n  {columns}\nFROM (\n  SELECT {key}, kind, from_on, to_on,\n"
        f"    row_number() OVER (PARTITION BY {key}, kind"
        " ORDER BY from_on, to_on NULLS LAST) AS nth\n"
        f"  FROM {source}\n) AS numbered\nGROUP BY {key}"
    )
