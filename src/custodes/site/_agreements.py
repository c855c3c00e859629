"""
The page of 287(g) agreements.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from custodes.measures import View, catalog
from custodes.site import _charts as charts
from custodes.site._common import Values, count_or_zero, page
from custodes.site._shown import (
    Cell,
    Heading,
    Headline,
    Judged,
    MeasurePage,
    Section,
    Table,
    day_text,
    month_text,
)
from custodes.site._words import say, words
from custodes.site.hiding import Sum, hidden

MODELS = ("Jail Enforcement", "Warrant Service Officer", "Task Force", "Other", "Not stated")
KINDS = ("participating", "pending")


def build(view: View) -> MeasurePage:
    """
    The page, from every list by model and the latest lists by State.
    """
    measure = catalog()["agreements"]
    lists = measure.compute(view, by=["day", "model"])
    states = measure.compute(view, by=["state"])
    rows: list[dict[str, Any]] = lists.table.to_pylist()
    if not rows:
        return page(measure, [lists], lead=say("agreements", "lead_none"), sections=[])
    latest = {k: max(r["day"] for r in rows if r["kind"] == k) for k in {r["kind"] for r in rows}}
    judged = _judge(rows, states.table.to_pylist(), latest)
    sections = [_time(rows, judged), _states(judged)]
    lead = ""
    if "participating" in latest:
        day = latest["participating"]
        lead = say(
            "agreements",
            "lead",
            count=judged.number(("d", "participating", day)).text,
            day=day_text(day),
        )
    return page(
        measure,
        [lists],
        lead=lead,
        sections=sections,
        headlines=_headlines(judged, latest),
        sentences=_sentences(judged, latest),
    )


def _sentences(judged: Judged, latest: dict[str, dt.date]) -> list[str]:
    total = ("d", "participating", latest.get("participating"))
    seen = [(n, m) for m in MODELS if (n := judged.seen((*total, m))) is not None]
    if not seen:
        return []
    some, model = max(seen)
    return [
        say(
            "agreements",
            "sentence",
            count=judged.number(total).text,
            some=f"{some:,.0f}",
            model=model,
        )
    ]


def _judge(
    rows: list[dict[str, Any]], states: list[dict[str, Any]], latest: dict[str, dt.date]
) -> Judged:
    """
    Each list by model, and the latest by State.
    """
    values: Values = defaultdict(float)
    parts: dict[Any, list[Any]] = defaultdict(list)
    key: tuple[Any, ...]
    for r in rows:
        total = ("d", r["kind"], r["day"])
        key = (*total, r["model"])
        values[key] = r["agreements"]
        values[total] += r["agreements"]
        parts[total, "models"].append(key)
    for r in states:
        key = ("s", r["kind"], r["state"] or "")
        values[key] = r["agreements"]
        parts[("d", r["kind"], latest[r["kind"]]), "states"].append(key)
    sums = [Sum(total, tuple(keys)) for (total, _), keys in parts.items()]
    return Judged(values, hidden(values, sums))


def _time(rows: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["agreements"]
    days = sorted({r["day"] for r in rows if r["kind"] == "participating"})
    models = [m for m in MODELS if any(r["model"] == m for r in rows)]
    drawn = [
        {"day": d.isoformat(), "series": m, "value": judged.seen(("d", "participating", d, m))}
        for m in models[:4]
        for d in days
    ]
    said = ". ".join(s for m in models[:4] if (s := _span(judged, days, m)))
    drawing = charts.chart(
        "models-chart",
        w["time_chart"],
        said or w["time_chart"],
        charts.lines(drawn, y="", series=models[:4]),
    )
    shown: list[tuple[Cell, ...]] = [
        (
            day.isoformat(),
            w[kind],
            *(count_or_zero(judged, ("d", kind, day, m)) for m in models),
            judged.number(("d", kind, day)),
        )
        for kind in KINDS
        for day in _last_of_months({r["day"] for r in rows if r["kind"] == kind})
    ]
    heads = (
        Heading(w["day"], "list_of", number=False),
        Heading(w["kind"], "list", number=False),
        *(Heading(m, m.lower().replace(" ", "_")) for m in models),
        Heading(w["all"], "all"),
    )
    name = "agreements-by-month.csv"
    table = Table("lists", w["time_caption"], heads, tuple(shown), download=name, page_rows=24)
    return Section("over-time", w["time"], (w["time_text"],), drawing, (table,))


def _last_of_months(days: set[dt.date]) -> list[dt.date]:
    """
    The last list of each month, the latest first.
    """
    return sorted({(d.year, d.month): d for d in sorted(days)}.values(), reverse=True)


def _span(judged: Judged, days: list[dt.date], model: str) -> str:
    seen = [
        (d, n) for d in days if (n := judged.seen(("d", "participating", d, model))) is not None
    ]
    if not seen:
        return ""
    (a, n), (b, k) = seen[0], seen[-1]
    return say(
        "agreements",
        "span",
        model=model,
        first=f"{n:,.0f}",
        first_month=month_text(a),
        last=f"{k:,.0f}",
        last_month=month_text(b),
    )


def _states(judged: Judged) -> Section:
    w = words()["agreements"]
    keys = [k for k in judged.values if isinstance(k, tuple) and k[0] == "s"]
    states = sorted({k[2] for k in keys})
    rows: list[tuple[Cell, ...]] = [
        (s.title() or w["not_stated"], *(count_or_zero(judged, ("s", kind, s)) for kind in KINDS))
        for s in sorted(states, key=lambda s: (-(judged.seen(("s", "participating", s)) or 0), s))
    ]
    heads = (
        Heading(w["state"], "state", number=False),
        Heading(w["participating"], "participating"),
        Heading(w["pending"], "pending"),
    )
    table = Table(
        "states", w["states_caption"], heads, tuple(rows), download="agreements-by-state.csv"
    )
    return Section("by-state", w["states"], (w["states_text"],), None, (table,))


def _headlines(judged: Judged, latest: dict[str, dt.date]) -> list[Headline]:
    if "participating" not in latest:
        return []
    day = latest["participating"]
    more = ""
    if "pending" in latest:
        more = say(
            "front",
            "agreements_more",
            pending=judged.number(("d", "pending", latest["pending"])).text,
            day=day_text(latest["pending"]),
        )
    return [
        Headline(
            label=words()["front"]["agreements"],
            figure=judged.number(("d", "participating", day)).text,
            when=say("front", "agreements_when", day=day_text(day)),
            source=words()["front"]["source_list"],
            page="agreements.html",
            more=more,
        )
    ]
