"""
The page of people held.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from custodes.measures import Findings, View, catalog
from custodes.site import _charts as charts
from custodes.site._common import Values, change, fiscal_year, page, source_line
from custodes.site._shown import (
    Cell,
    Chart,
    Heading,
    Headline,
    Judged,
    MeasurePage,
    Number,
    Section,
    Table,
    day_text,
)
from custodes.site._words import say, words
from custodes.site.hiding import Sum, hidden

FACILITIES_ON_PAGE = 25
_YEARS = 3
_FLOWS = ("in", "out", "any")


def build(view: View) -> MeasurePage:
    """
    The page, from the national days and the facilities' years.
    """
    measure = catalog()["population"]
    daily = measure.compute(view, by=["day"])
    places = measure.compute(view, by=["facility", "fiscal_year"])
    days: list[dict[str, Any]] = daily.table.to_pylist()
    if not days:
        return page(measure, [daily], lead=say("population", "lead_none"), sections=[])
    judged = _judge(days)
    last = _last_whole_day(days, daily)
    return page(
        measure,
        [daily],
        lead=say(
            "population",
            "lead",
            held=judged.number(("d", last)).text,
            day=day_text(last),
        ),
        sections=[_daily(days, judged, last), _months(judged), _facilities(places)],
        headlines=[_headline(judged, last, daily)] if judged.seen(("d", last)) else [],
        sentences=_sentences(days, judged),
    )


def _last_whole_day(days: list[dict[str, Any]], findings: Findings) -> dt.date:
    """
    The day before the last extract: its own day was not over when it was drawn.
    """
    extracts = [s.extract for s in findings.sources if s.extract]
    found: dt.date = days[-1]["day"]
    if extracts and found == max(extracts) and len(days) > 1:
        return found - dt.timedelta(days=1)
    return found


def _sentences(days: list[dict[str, Any]], judged: Judged) -> list[str]:
    seen = [(n, r["day"]) for r in days if (n := judged.seen(("d", r["day"]))) is not None]
    if not seen:
        return []
    most, day = max(seen)
    return [say("population", "sentence", most=f"{most:,.0f}", day=day_text(day))]


def _judge(days: list[dict[str, Any]]) -> Judged:
    """
    Midnights by day, month and fiscal year; what came and went by month and year.
    """
    values: Values = defaultdict(float)
    over: dict[Any, int] = defaultdict(int)
    parts: dict[Any, dict[Any, None]] = defaultdict(dict)
    for r in days:
        day, night = r["day"], r["midnight"]
        month, year = day.replace(day=1), fiscal_year(day)
        values["d", day] = night
        parts["m", month]["d", day] = None
        parts["y", year]["m", month] = None
        for kind, period in (("m", month), ("y", year)):
            values[kind, period] += night
            over[kind, period] += 1
            values[f"{kind}-any", period] += r["any_part"]
            values[f"{kind}-in", period] += r["book_ins"]
            values[f"{kind}-out", period] += r["book_outs"]
            over[f"{kind}-any", period] += 1
        for flow in _FLOWS:
            parts[f"y-{flow}", year][f"m-{flow}", month] = None
    sums = [Sum(total, tuple(p)) for total, p in parts.items()]
    # Any part = midnight + book-outs, and midnights differ by book-ins - book-outs:
    # with the midnights shown, each of the three gives the others.
    linked = [tuple((f"{k}-{flow}", p) for flow in _FLOWS) for k, p in over if k in ("m", "y")]
    hides = hidden(values, sums, days=over, linked=linked)
    return Judged({**values, **{("days", k): n for k, n in over.items()}}, hides)


def _daily(days: list[dict[str, Any]], judged: Judged, last: dt.date) -> Section:
    w = words()["population"]
    whole = [r for r in days if r["day"] <= last]
    table = Table(
        "days",
        w["days_caption"],
        (Heading(w["day"], "day", number=False), Heading(w["held"], "held_overnight")),
        tuple((r["day"].isoformat(), judged.number(("d", r["day"]))) for r in reversed(days)),
        folded=True,
        download="people-held-by-day.csv",
        page_rows=31,
    )
    drawing = _chart(whole, judged)
    text = (w["daily_text"],) if drawing else (w["daily_text"], w["all_hidden"])
    return Section("by-day", w["daily"], text, drawing, (table,))


def _chart(days: list[dict[str, Any]], judged: Judged) -> Chart | None:
    """
    The national line, its gaps where a day is hidden.
    """
    rows = [{"day": r["day"].isoformat(), "value": judged.seen(("d", r["day"]))} for r in days]
    seen = [(r["day"], n) for r in days if (n := judged.seen(("d", r["day"]))) is not None]
    if not seen:
        return None
    title = str(words()["population"]["daily_chart"])
    (a, n), (b, k) = seen[0], seen[-1]
    high, low = max(seen, key=lambda s: s[1]), min(seen, key=lambda s: s[1])
    said = say(
        "population",
        "span",
        first=f"{n:,.0f}",
        first_day=day_text(a),
        last=f"{k:,.0f}",
        last_day=day_text(b),
        most=f"{high[1]:,.0f}",
        most_day=day_text(high[0]),
        least=f"{low[1]:,.0f}",
        least_day=day_text(low[0]),
    )
    return charts.chart("daily-chart", title, said, charts.line(rows, y=""))


def _months(judged: Judged) -> Section:
    w = words()["population"]
    tables = []
    for kind, caption, name, head in (
        ("m", w["months_caption"], "people-held-by-month.csv", "month"),
        ("y", w["years_caption"], "people-held-by-fiscal-year.csv", "fiscal_year"),
    ):
        periods = sorted({k[1] for k in judged.values if k[0] == kind}, reverse=True)
        rows = tuple(_period(judged, kind, p) for p in periods)
        heads = (
            Heading(w[head], head, number=False),
            Heading(w["days"], "days", number=False),
            Heading(w["mean_midnight"], "mean_midnight"),
            Heading(w["mean_any"], "mean_any_part"),
            Heading(w["ins"], "book_ins"),
            Heading(w["outs"], "book_outs"),
        )
        tables.append(Table(f"by-{head}-table", caption, heads, rows, download=name, page_rows=24))
    tables.reverse()
    return Section("by-month", w["months"], (w["months_text"],), None, tuple(tables))


def _period(judged: Judged, kind: str, period: Any) -> tuple[Cell, ...]:
    w = words()["population"]
    n = int(judged.values["days", (kind, period)])
    whole = {"m": 28, "y": 365}[kind]
    return (
        period.isoformat()[:7] if kind == "m" else str(period),
        w["whole"] if n >= whole else w["part"],
        judged.number((kind, period), "mean", per=n),
        judged.number((f"{kind}-any", period), "mean", per=n),
        judged.number((f"{kind}-in", period)),
        judged.number((f"{kind}-out", period)),
    )


def _facilities(findings: Findings) -> Section:
    w = words()["population"]
    rows: list[dict[str, Any]] = findings.table.to_pylist()
    years = sorted({r["fiscal_year"] for r in rows})[-_YEARS:]
    values: Values = defaultdict(float)
    over: dict[Any, int] = {}
    names: dict[str, str] = {}
    for r in rows:
        if r["fiscal_year"] not in years:
            continue
        place = r["facility"] or ""
        names[place] = r["facility_name"] or place or w["not_stated"]
        values[place, r["fiscal_year"]] = r["midnight"]
        values["all", r["fiscal_year"], ""] += r["midnight"]
        over[place, r["fiscal_year"]] = over["all", r["fiscal_year"], ""] = r["days"]
    sums = [Sum(("all", y, ""), tuple((p, y) for p in names)) for y in years]
    judged = Judged(values, hidden(values, sums, days=over))
    order = sorted(
        names, key=lambda p: (*(-(judged.seen((p, y)) or 0) for y in years[::-1]), names[p], p)
    )
    shown: list[tuple[Cell, ...]] = [
        (names[p], p, *(_mean(judged, p, y, over) for y in years)) for p in order
    ]
    table = Table(
        "facilities",
        w["facilities_caption"],
        (
            Heading(w["facility"], "facility", number=False),
            Heading(w["code"], "code", number=False),
            *(Heading(f"FY{y}", f"fy{y}") for y in years),
        ),
        tuple(shown),
        download="people-held-by-facility.csv",
        page_rows=min(
            FACILITIES_ON_PAGE, sum(any(judged.seen((p, y)) for y in years) for p in order)
        ),
    )
    return Section("by-facility", w["facilities"], (w["facilities_text"],), None, (table,))


def _mean(judged: Judged, place: str, year: int, over: dict[Any, int]) -> Number:
    return judged.number((place, year), "mean", per=over.get((place, year), 1))


def _headline(judged: Judged, last: dt.date, findings: Findings) -> Headline:
    number = judged.number(("d", last))
    try:
        before_day = last.replace(year=last.year - 1)
    except ValueError:  # 29 February
        before_day = last - dt.timedelta(days=366)
    before = judged.number(("d", before_day))
    told = change(number.value, before.value)
    return Headline(
        label=words()["front"]["held"],
        figure=number.text,
        when=say("front", "held_when", day=day_text(last)),
        source=source_line(findings, "stints"),
        page="population.html",
        more=say("front", "held_more", change=told, before=before.text) if told else "",
    )
