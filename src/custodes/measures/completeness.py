"""
What is blank, withheld, unreadable or repeated, by field and release?

What is counted:
    Cells: one for each row and column of every sheet that was read, whether or not
    another release is trusted for the row's period. A cell is exactly one of
    filled, blank (nothing there), withheld (a redaction mark) or unreadable
    (something that is no value of the column's type).

Columns:
    What it was split by; ``cells`` (int64), ``filled``, ``blank``, ``redacted``,
    ``unreadable`` (int64, cells, adding up to ``cells``); ``share_filled`` (float64, 0
    to 1; null where there are no cells); ``repeated`` (int64: rows that have
    person and moment of an earlier row of the same release and table; null but on
    the field ``(whole row)``, which stands once for each table when split by field, or
    limited to one, and not by file).

What is left out:
    Columns of the sheets that no canonical column takes; the ledger counts their
    cells, and the layout says why for each.

Rows:
    Traced for one field, the cells that are not filled are given by file and sheet, rows
    that follow one another as one stretch; ``(whole row)`` gives the repeated rows.

Sources:
    The table ``fields``, which every build makes from the headers it read.
"""

from __future__ import annotations

from typing import Any

from custodes.engine import read_steps
from custodes.measures._by import bound, condition, group_order, script, select_list
from custodes.measures._cells import NAME_A_FIELD, NO_FILE, cell_trails, repeat_trail
from custodes.measures._findings import Findings, Ledger, LedgerPart, Loss
from custodes.measures._measure import Figure, Measure
from custodes.measures._sources import sources_of
from custodes.measures._trail import Trail
from custodes.measures._view import View
from custodes.records import tables

_DEFAULT = ("release", "table", "field")
_CHOICES = (*_DEFAULT, "file")
_NAMES = {"release": "release", "table": "table_name", "field": "field", "file": "file"}
WHOLE_ROW = "(whole row)"

_COUNTS = """CAST(SUM(filled + blank + redacted + unreadable) AS BIGINT) AS cells,
       CAST(SUM(filled) AS BIGINT) AS filled, CAST(SUM(blank) AS BIGINT) AS blank,
       CAST(SUM(redacted) AS BIGINT) AS redacted, CAST(SUM(unreadable) AS BIGINT) AS unreadable,
       SUM(filled) / NULLIF(CAST(SUM(filled + blank + redacted + unreadable) AS DOUBLE), 0)
           AS share_filled"""

# Split by field, a row of whole rows stands beside the fields, so the groups do not add up.
FIGURES = (
    Figure("cells", "Cells", parts=("filled", "blank", "redacted", "unreadable")),
    Figure("filled", "Filled"),
    Figure("blank", "Blank"),
    Figure("redacted", "Withheld"),
    Figure("unreadable", "Unreadable"),
    Figure("share_filled", "Share filled", "share", rests_on=("filled", "cells")),
    Figure("repeated", "Repeated rows"),
)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    steps = read_steps("custodes.measures", "completeness.sql")
    view.once(steps)
    holds = condition(where, _NAMES)
    values = bound(where)
    none = "" if by else " HAVING COUNT(*) > 0"
    query = (
        f"SELECT {select_list(by, _NAMES)}{_COUNTS}\n"
        f"FROM completeness_fields WHERE taken = 'yes' AND {holds}{group_order(by)}{none}"
    )
    # A repeat is one of a release, whatever files its rows stand in.
    asked = {*by, *where}
    repeats = _repeats_query(view) if "field" in asked and "file" not in asked else None
    table = _with_repeats(view, view.engine.fetch(query, values), by, where, repeats)
    rows = _cells(view, holds, values)
    trails = _trails(view, where)
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=by,
        where=where,
        unit="cells",
        table=table,
        ledger=_ledger(rows),
        caveats=_caveats(where, empty=table.num_rows == 0),
        definition=MEASURE.definition,
        sql=script(
            steps, ("the figures", query), *([("repeated rows", repeats)] if repeats else [])
        ),
        sources=sources_of(
            view, [("fields", r["release"], r["n"]) for r in rows if r["why"] is None]
        ),
        trails=trails,
        untraced=NAME_A_FIELD if "field" not in where else "" if trails else NO_FILE,
    )


def _trails(view: View, where: dict[str, str]) -> tuple[Trail, ...]:
    """
    The way back to the cells of the field that is asked for.
    """
    if "field" not in where:
        return ()
    limits = {n: v for n, v in where.items() if n in {"table", "field"}}
    asked = view.engine.fetch(
        "SELECT DISTINCT table_name, field FROM completeness_fields "
        f"WHERE taken = 'yes' AND {condition(limits, _NAMES)} ORDER BY 1, 2",
        bound(limits),
    ).to_pylist()
    found = cell_trails(view, [(r["table_name"], r["field"]) for r in asked], where)
    if where["field"].casefold() != WHOLE_ROW or "file" in where:
        return found
    return tuple(
        repeat_trail(name, event, where)
        for name, event in _moments(view)
        if where.get("table", name).casefold() == name
    )


def _repeats_query(view: View) -> str | None:
    parts = [
        f"SELECT t.release, '{name}' AS table_name, COUNT(*) AS filled, 0 AS blank, "
        "COUNT(*) - COUNT(CASE WHEN t.unique_identifier IS NULL "
        f"OR t.{event} IS NULL THEN 1 END) "
        "- COUNT(DISTINCT CASE WHEN t.unique_identifier IS NOT NULL "
        f"AND t.{event} IS NOT NULL THEN "
        f"CONCAT(t.unique_identifier, '|', CAST(t.{event} AS STRING)) END) AS repeated\n"
        f"FROM {name} t GROUP BY t.release"
        for name, event in _moments(view)
    ]
    return "\nUNION ALL\n".join(parts) or None


def _moments(view: View) -> list[tuple[str, str]]:
    """
    Tables whose rows tell a person and a moment, each with the column of the moment.
    """
    return [
        (name, known.event)
        for name, known in tables().items()
        if view.has(name)
        and known.event is not None
        and any(c.name == "unique_identifier" for c in known.columns)
    ]


def _with_repeats(
    view: View, table: Any, by: tuple[str, ...], where: dict[str, str], query: str | None
) -> Any:
    """
    Add the column ``repeated``, and a row for each table where fields are asked for.
    """
    import pyarrow as pa

    table = table.append_column("repeated", pa.nulls(table.num_rows, pa.int64()))
    if query is None:
        return table
    limits = {k: v.lower() for k, v in where.items()}
    sums: dict[tuple[str, ...], list[int]] = {}
    for row in view.engine.fetch(query).to_pylist():
        named = {"release": row["release"], "table": row["table_name"], "field": WHOLE_ROW}
        if all(named[k].lower() == v for k, v in limits.items()):
            total = sums.setdefault(tuple(named[b] for b in by), [0, 0])
            total[0] += row["filled"]
            total[1] += row["repeated"]
    extra = [
        {
            **dict(zip(by, key, strict=True)),
            **dict.fromkeys(("blank", "redacted", "unreadable"), 0),
            "cells": n,
            "filled": n,
            "share_filled": 1.0 if n else None,
            "repeated": repeated,
        }
        for key, (n, repeated) in sums.items()
    ]
    joined = pa.concat_tables([table, pa.Table.from_pylist(extra, schema=table.schema)])
    return joined.sort_by([(b, "ascending") for b in by]) if by else joined


def _cells(view: View, holds: str, values: dict[str, object]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = view.engine.fetch(
        f"SELECT release, CASE WHEN taken = 'no' THEN 'no' WHEN NOT {holds} THEN 'out' END AS why, "
        "CAST(SUM(filled + blank + redacted + unreadable) AS BIGINT) AS n "
        "FROM completeness_fields GROUP BY 1, 2",
        values,
    ).to_pylist()
    return found


def _ledger(rows: list[dict[str, Any]]) -> Ledger:
    texts = {"no": "their column is not taken into any table", "out": "outside what was asked for"}
    losses = tuple(
        Loss(text, n)
        for why, text in texts.items()
        if (n := sum(r["n"] for r in rows if r["why"] == why))
    )
    counted = sum(r["n"] for r in rows if r["why"] is None)
    part = LedgerPart("fields", "cells", sum(r["n"] for r in rows), losses, counted)
    return Ledger((part,))


def _caveats(where: dict[str, str], *, empty: bool) -> tuple[str, ...]:
    said = [
        "Filled is not the same as right: whether a value is true cannot be told from a release.",
        (
            "A blank can mean that nothing happened (no departure yet) as well as that nothing was "
            "written down."
        ),
        (
            "A release that drops a column altogether shows no row for it here; compare the lists of "
            "fields of two releases."
        ),
        (
            "A repeated row can be a second event of the same moment: it is counted here and nowhere "
            "removed."
        ),
    ]
    if empty:
        said.append(
            "Nothing is left to count after the filter."
            if where
            else "No file with columns that are taken was read."
        )
    return tuple(said)


MEASURE = Measure(
    name="completeness",
    title="What is missing",
    question="What is blank, withheld, unreadable or repeated in each release?",
    needs=("fields",),
    choices=_CHOICES,
    filters=_CHOICES,
    default=_DEFAULT,
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
