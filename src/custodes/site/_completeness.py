"""
The page of what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from custodes.disclosure import Key, Publication, Why, cell
from custodes.measures import catalog
from custodes.measures.completeness import WHOLE_ROW
from custodes.site import _charts as charts
from custodes.site._common import declare, label, page
from custodes.site._draft import Draft, Draw
from custodes.site._shown import Cell, Heading, Judged, MeasurePage, Number, Section, Table
from custodes.site._words import say, words

PARTS = ("filled", "blank", "redacted", "unreadable")
_ENOUGH = 200
"""With so many rows to one of the limit, half a percent is the limit: any less rounds to none."""
_TELLING = (
    ("arrests", "final_order_date"),
    ("arrests", "apprehension_aor"),
    ("stints", "final_order_date"),
    ("stints", "case_threat_level"),
    ("removals", "case_threat_level"),
)
"""Fields that answers rest on; the front page speaks of the least filled."""


def build(draft: Draft) -> Draw:
    """
    Say each field of each release, and each field over all releases.
    """
    measure = catalog()["completeness"]
    found = measure.compute(draft.view)
    rows: list[dict[str, Any]] = found.table.to_pylist()
    fields = [r for r in rows if r["field"] != WHOLE_ROW]
    _say(draft.publication, rows)
    declare(draft.publication, found)

    def draw(judged: Judged) -> MeasurePage:
        if not fields:
            return page(measure, found, judged, lead=say("completeness", "lead_none"), sections=[])
        names = list(dict.fromkeys(r["table"] for r in fields))
        sections = [_section(n, [r for r in fields if r["table"] == n], judged) for n in names]
        repeats = [r for r in rows if r["field"] == WHOLE_ROW]
        if repeats:
            sections.append(_repeats(repeats, judged))
        cells, filled = (sum(r[k] for r in fields) for k in ("cells", "filled"))
        told = cells >= _ENOUGH * draft.publication.limit
        lead = say("completeness", "lead", filled=f"{filled / cells:.0%}") if told else ""
        return page(
            measure, found, judged, lead=lead, sections=sections, sentences=_sentences(judged)
        )

    return draw


def _key(part: str, r: Mapping[str, Any], *, over_all: bool = False) -> Key:
    at = {} if over_all else {"release": r["release"]}
    return cell(f"completeness.{part}", table=r["table"], field=r["field"], **at)


def _say(publication: Publication, rows: list[dict[str, Any]]) -> None:
    values: dict[Key, float] = defaultdict(float)
    parts: dict[Key, dict[Key, None]] = defaultdict(dict)
    for r in rows:
        for part in ("cells", *PARTS):
            one, whole = _key(part, r), _key(part, r, over_all=True)
            values[one] += r[part]
            values[whole] += r[part]
            parts[whole][one] = None
        if r["repeated"] is not None:
            values[_key("repeated", r)] += r["repeated"]
        for over_all in (False, True):
            publication.total(
                _key("cells", r, over_all=over_all),
                [_key(p, r, over_all=over_all) for p in PARTS],
            )
    for key, value in values.items():
        publication.add(key, value)
    for whole, each in parts.items():
        publication.total(whole, each)


def _section(name: str, rows: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["completeness"]
    fields = list(dict.fromkeys(r["field"] for r in rows))
    shares = {f: {p: _share(judged, {"table": name, "field": f}, p) for p in PARTS} for f in fields}
    order = sorted(fields, key=lambda f: (-(shares[f]["filled"] or 0), f))
    drawn = [{"name": f, "part": w[p], "value": shares[f][p]} for f in order for p in PARTS]
    known = [(f, share) for f in order if (share := shares[f]["filled"]) is not None]
    title = say("completeness", "table_chart", table=label(name).lower())
    drawing = charts.chart(
        f"{name}-chart",
        title,
        say(
            "completeness",
            "chart_alt",
            title=title,
            fields=len(order),
            least=", ".join(f"{f} {share:.0%}" for f, share in known[-3:]),
        ),
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


def _share(judged: Judged, r: Mapping[str, Any], part: str) -> float | None:
    """
    The share of a part, over all releases where *r* has none.

    To the nearest percent where it only protects another; null where it is small.
    """
    over_all = "release" not in r
    cells = judged.seen(_key("cells", r, over_all=over_all))
    key = _key(part, r, over_all=over_all)
    if not cells:
        return None
    number = judged.number(key)
    if number.value is not None:
        return number.value / cells
    said = judged.judgement.publication
    if number.why is Why.PROTECTS and cells >= _ENOUGH * said.limit:
        return round(said.values.get(key, 0) / cells, 2)
    return None


def _row(row: dict[str, Any], judged: Judged) -> tuple[Cell, ...]:
    keys = [_key(p, row) for p in ("cells", *PARTS)]
    filled, found = judged.number(keys[1]), _share(judged, row, "filled")
    share: Cell = Number(found, "share", None if found is not None else filled.why)
    if filled.why is not None and found is not None:
        share = say("completeness", "about", share=f"{found:.0%}")
    counts = (judged.number(k) for k in keys)
    return (row["field"], row["release"], *counts, share)


def _sentences(judged: Judged) -> list[str]:
    found = [
        (share, field, table)
        for table, field in _TELLING
        if (share := _share(judged, {"table": table, "field": field}, "filled")) is not None
    ]
    if not found:
        return []
    share, field, table = min(found)
    told = {
        "field": words()["completeness"][field],
        "table": label(table).lower(),
        "share": f"{share:.0%}",
    }
    return [say("completeness", "sentence", **told)]


def _repeats(rows: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["completeness"]
    shown: list[tuple[Cell, ...]] = [
        (
            label(r["table"]),
            r["release"],
            judged.number(_key("cells", r)),
            judged.number(_key("repeated", r)),
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
