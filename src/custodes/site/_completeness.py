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
from custodes.site.hiding import Sum, Why, hidden

PARTS = ("filled", "blank", "redacted", "unreadable")
_ENOUGH = 1100
"""With so many rows, the nearest percent is 11 rows wide: any number from 1 to 10 fits."""
_TELLING = (
    ("arrests", "final_order_date"),
    ("arrests", "apprehension_aor"),
    ("stints", "final_order_date"),
    ("stints", "case_threat_level"),
    ("removals", "case_threat_level"),
)
"""Fields that answers rest on; the front page speaks of the least filled."""


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
    return page(measure, [found], lead=lead, sections=sections, sentences=_sentences(judged))


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
    shares = {f: {p: _share(judged, ("all", name, f), p) or 0.0 for p in PARTS} for f in fields}
    order = sorted(fields, key=lambda f: (-shares[f]["filled"], f))
    drawn = [{"name": f, "part": w[p], "value": shares[f][p]} for f in order for p in PARTS]
    least = ", ".join(f"{f} {shares[f]['filled']:.0%}" for f in order[-3:])
    title = say("completeness", "table_chart", table=label(name).lower())
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
        say("completeness", "caption", table=label(name).lower()),
        heads,
        tuple(_row(r, judged) for r in rows),
        folded=True,
        download=f"completeness-of-{name}.csv",
    )
    return Section(
        name,
        say("completeness", "table", table=label(name).lower()),
        (w["table_text"],),
        drawing,
        (table,),
    )


def _share(judged: Judged, key: tuple[Any, ...], part: str) -> float | None:
    """
    The share of a part; to the nearest percent where it only protects another.
    """
    cells = judged.seen((*key, "cells"))
    number = judged.number((*key, part))
    if not cells:
        return None
    if number.value is not None:
        return number.value / cells
    if number.why is Why.PROTECTS and cells >= _ENOUGH:
        return round(judged.values[*key, part] / cells, 2)
    return None


def _row(row: dict[str, Any], judged: Judged) -> tuple[Cell, ...]:
    key = (row["release"], row["table"], row["field"])
    filled = judged.number((*key, "filled"))
    found = _share(judged, key, "filled")
    share: Cell = Number(found, "share", None if found is not None else filled.why)
    if filled.why is not None and found is not None:
        share = say("completeness", "about", share=f"{found:.0%}")
    counts = (judged.number((*key, p)) for p in ("cells", *PARTS))
    return (row["field"], row["release"], *counts, share)


def _sentences(judged: Judged) -> list[str]:
    found = [
        (share, field, table)
        for table, field in _TELLING
        if (share := _share(judged, ("all", table, field), "filled")) is not None
    ]
    if not found:
        return []
    share, field, table = min(found)
    told = {"field": field, "table": label(table).lower(), "share": f"{share:.0%}"}
    return [say("completeness", "sentence", **told)]


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
