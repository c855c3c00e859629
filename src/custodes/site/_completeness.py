"""
The page of what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from custodes.measures import View, catalog
from custodes.measures.completeness import WHOLE_ROW
from custodes.site import _charts as charts
from custodes.site._common import Values, label, page
from custodes.site._shown import Cell, Heading, Judged, MeasurePage, Number, Section, Table
from custodes.site._words import say, words
from custodes.site.hiding import Sum, hidden

PARTS = ("filled", "blank", "redacted", "unreadable")
_FEW = 30
"""Where so few cells of a field are anything else, a hidden number filled is said in words."""


def build(view: View) -> MeasurePage:
    """
    The page: a drawing and a table for each table of the dataset.
    """
    measure = catalog()["completeness"]
    found = measure.compute(view)
    rows: list[dict[str, Any]] = found.table.to_pylist()
    fields = [r for r in rows if r["field"] != WHOLE_ROW]
    if not fields:
        return page(measure, [found], lead=say("completeness", "lead_none"), sections=[])
    judged = _judge(rows)
    names = list(dict.fromkeys(r["table"] for r in fields))
    sections = [_section(n, [r for r in fields if r["table"] == n], judged) for n in names]
    repeats = [r for r in rows if r["field"] == WHOLE_ROW]
    if repeats:
        sections.append(_repeats(repeats, judged))
    cells, filled = (sum(r[k] for r in fields) for k in ("cells", "filled"))
    lead = say("completeness", "lead", filled=f"{filled / cells:.0%}") if cells else ""
    return page(measure, [found], lead=lead, sections=sections)


def _judge(rows: list[dict[str, Any]]) -> Judged:
    """
    Each field of each release, and each field over all releases.
    """
    values: Values = defaultdict(float)
    sums: list[Sum] = []
    over: dict[Any, dict[Any, None]] = defaultdict(dict)
    for r in rows:
        key = (r["release"], r["table"], r["field"])
        both = ("all", r["table"], r["field"])
        for part in ("cells", *PARTS):
            values[*key, part] = r[part]
            values[*both, part] += r[part]
            over[*both, part][*key, part] = None
        sums.append(Sum((*key, "cells"), tuple((*key, p) for p in PARTS)))
        over[*both, "cells", "parts"] |= {(*both, p): None for p in PARTS}
        if r["repeated"] is not None:
            values[*key, "repeated"] = r["repeated"]
    sums += [Sum(k[:4], tuple(p)) for k, p in over.items()]
    return Judged(values, hidden(values, sums))


def _section(name: str, rows: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["completeness"]
    fields = list(dict.fromkeys(r["field"] for r in rows))
    order = sorted(fields, key=lambda f: (-_share(judged, name, f, "filled"), f))
    drawn = [
        {"name": f, "part": w[p], "value": _share(judged, name, f, p)} for f in order for p in PARTS
    ]
    least = ", ".join(f"{f} {_share(judged, name, f, 'filled'):.0%}" for f in order[-3:])
    title = say("completeness", "table_chart", table=label(name))
    drawing = charts.chart(
        f"{name}-chart",
        title,
        f"{title}. {len(order)} fields; least filled: {least}.",
        charts.stacked(drawn, parts=[w[p] for p in PARTS], order=order),
    )
    heads = (
        Heading(w["field"], "field", number=False),
        Heading(w["release"], "release", number=False),
        Heading(w["cells"], "rows"),
        *(Heading(w[p], p) for p in PARTS),
        Heading(w["share"], "share_filled"),
    )
    table = Table(
        f"{name}-fields",
        say("completeness", "caption", table=label(name)),
        heads,
        tuple(_row(r, judged) for r in rows),
        folded=True,
        download=f"completeness-of-{name}.csv",
    )
    return Section(
        name, say("completeness", "table", table=label(name)), (w["table_text"],), drawing, (table,)
    )


def _share(judged: Judged, table: str, field: str, part: str) -> float:
    """
    The share of a part over all releases; nothing where it is hidden.
    """
    cells = judged.seen(("all", table, field, "cells"))
    n = judged.seen(("all", table, field, part))
    if not cells:
        return 0.0
    if n is None and part == "filled" and _nearly(judged, ("all", table, field)):
        return 1.0
    return (n or 0.0) / cells


def _nearly(judged: Judged, key: tuple[Any, ...]) -> bool:
    """
    Whether all but a few cells are filled: readers see as much from the parts.
    """
    return judged.values[*key, "cells"] - judged.values[*key, "filled"] <= _FEW


def _row(row: dict[str, Any], judged: Judged) -> tuple[Cell, ...]:
    w = words()["completeness"]
    key = (row["release"], row["table"], row["field"])
    cells: list[Cell] = [judged.number((*key, p)) for p in ("cells", *PARTS)]
    filled = judged.number((*key, "filled"))
    total = judged.seen((*key, "cells"))
    share: Cell = (
        Number(filled.value / total, "share") if filled.value is not None and total else ""
    )
    if filled.why is not None:
        share = Number(None, "share", filled.why)
        if total and _nearly(judged, key):
            cells[1] = share = w["nearly"]
    return (row["field"], row["release"], *cells, share)


def _repeats(rows: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["completeness"]
    shown: list[tuple[Cell, ...]] = [
        (
            label(r["table"]),
            r["release"],
            judged.number((r["release"], r["table"], WHOLE_ROW, "cells")),
            judged.number((r["release"], r["table"], WHOLE_ROW, "repeated")),
        )
        for r in rows
    ]
    table = Table(
        "repeats",
        w["repeats_caption"],
        (
            Heading(w["repeats_table"], "table", number=False),
            Heading(w["release"], "release", number=False),
            Heading(w["cells"], "rows"),
            Heading(w["repeated"], "repeated_rows"),
        ),
        tuple(shown),
        download="repeated-rows.csv",
    )
    return Section("repeated", w["repeats"], (w["repeats_text"],), None, (table,))
