"""
The page of 287(g) agreements.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from custodes.disclosure import Key, Publication, cell
from custodes.measures import catalog
from custodes.site import _charts as charts
from custodes.site._common import declare, page
from custodes.site._draft import Draft, Draw
from custodes.site._shown import (
    Cell,
    Heading,
    Headline,
    Judged,
    MeasurePage,
    Section,
    Table,
)
from custodes.site._words import day_words, month_words, say, words

MODELS = ("Jail Enforcement", "Warrant Service Officer", "Task Force", "Other", "Not stated")
KINDS = ("participating", "pending")


def build(draft: Draft) -> Draw:
    """
    Say every list by model and the latest lists by State.
    """
    measure = catalog()["agreements"]
    lists = measure.compute(draft.view, by=["day", "model"])
    states: list[dict[str, Any]] = measure.compute(draft.view, by=["state"]).table.to_pylist()
    rows: list[dict[str, Any]] = lists.table.to_pylist()
    latest = {k: max(r["day"] for r in rows if r["kind"] == k) for k in {r["kind"] for r in rows}}
    _say(draft.publication, rows, states, latest)
    declare(draft.publication, lists)

    def draw(judged: Judged) -> MeasurePage:
        if not rows:
            return page(measure, lists, judged, lead=say("agreements", "lead_none"), sections=[])
        lead = ""
        if "participating" in latest:
            day = latest["participating"]
            count = judged.number(_key("participating", day)).text
            lead = say("agreements", "lead", count=count, day=day_words(day))
        return page(
            measure,
            lists,
            judged,
            lead=lead,
            sections=[_time(rows, judged), _states(states, judged)],
            headlines=_headlines(judged, latest),
            sentences=_sentences(judged, latest),
        )

    return draw


def _key(kind: str, day: dt.date, **at: object) -> Key:
    return cell("agreements.agreements", kind=kind, day=day, **at)


def _state(kind: str, state: str) -> Key:
    """
    The key of a State's agreements on the latest list of a kind.
    """
    return cell("agreements.agreements", kind=kind, state=state)


def _sentences(judged: Judged, latest: dict[str, dt.date]) -> list[str]:
    if "participating" not in latest:
        return []
    day = latest["participating"]
    total = _key("participating", day)
    seen = [
        (n, m)
        for m in MODELS
        if (n := judged.seen(_key("participating", day, model=m))) is not None
    ]
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


def _say(
    publication: Publication,
    rows: list[dict[str, Any]],
    states: list[dict[str, Any]],
    latest: dict[str, dt.date],
) -> None:
    """
    Each list by model, and the latest by State: all of it the agency's own.
    """
    values: dict[Key, float] = defaultdict(float)
    parts: dict[tuple[Key, str], dict[Key, None]] = defaultdict(dict)
    for r in rows:
        total, key = (_key(r["kind"], r["day"], **at) for at in ({}, {"model": r["model"]}))
        values[key] += r["agreements"]
        values[total] += r["agreements"]
        parts[total, "models"][key] = None
    for r in states:
        key = _state(r["kind"], r["state"] or "")
        values[key] += r["agreements"]
        parts[_key(r["kind"], latest[r["kind"]]), "states"][key] = None
    for key, value in values.items():
        publication.add(key, value, passed=True)
    for (total, _), keys in parts.items():
        publication.total(total, keys)


def _time(rows: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["agreements"]
    days = sorted({r["day"] for r in rows if r["kind"] == "participating"})
    models = [m for m in MODELS if any(r["model"] == m for r in rows)]
    drawn = [
        charts.point(judged.number(_key("participating", d, model=m)), d, m)
        for m in models[:4]
        for d in days
    ]
    said = ". ".join(s for m in models[:4] if (s := _span(judged, days, m)))
    # Lists of pending agreements alone have no day in force to draw.
    drawing = None
    if drawn:
        lines = charts.lines(drawn, series=models[:4])
        drawing = charts.chart("models-chart", w["time_chart"], said or w["time_chart"], lines)
    shown: list[tuple[Cell, ...]] = [
        (
            day.isoformat(),
            w[kind],
            *(judged.count(_key(kind, day, model=m)) for m in models),
            judged.number(_key(kind, day)),
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
        (d, n)
        for d in days
        if (n := judged.seen(_key("participating", d, model=model))) is not None
    ]
    if not seen:
        return ""
    (a, n), (b, k) = seen[0], seen[-1]
    return say(
        "agreements",
        "span",
        model=model,
        first=f"{n:,.0f}",
        first_month=month_words(a),
        last=f"{k:,.0f}",
        last_month=month_words(b),
    )


def _states(found: list[dict[str, Any]], judged: Judged) -> Section:
    w = words()["agreements"]
    states = sorted({r["state"] or "" for r in found})
    rows: list[tuple[Cell, ...]] = [
        (s.title() or w["not_stated"], *(judged.count(_state(kind, s)) for kind in KINDS))
        for s in sorted(states, key=lambda s: (-(judged.seen(_state("participating", s)) or 0), s))
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
            pending=judged.number(_key("pending", latest["pending"])).text,
            day=day_words(latest["pending"]),
        )
    return [
        Headline(
            label=words()["front"]["agreements"],
            figure=judged.number(_key("participating", day)).text,
            when=say("front", "agreements_when", day=day_words(day)),
            source=words()["front"]["source_list"],
            page="agreements.html",
            more=more,
        )
    ]
