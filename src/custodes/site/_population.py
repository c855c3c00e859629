"""
The page of people held.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from custodes.disclosure import Key, Publication, cell
from custodes.measures import Findings, catalog
from custodes.site import _charts as charts
from custodes.site._common import change, declare, fiscal_year, page, source_line
from custodes.site._draft import Draft, Draw
from custodes.site._population_places import say_places, sections
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
)
from custodes.site._words import day_words, say, words

FACILITIES_ON_PAGE = 25
_YEARS = 3
_FLOWS = ("book_ins", "book_outs", "any_part")


def build(draft: Draft) -> Draw:
    """
    Say the national days and the facilities' years.
    """
    measure = catalog()["population"]
    daily = measure.compute(draft.view, by=["day"])
    places = measure.compute(draft.view, by=["facility", "fiscal_year"])
    days: list[dict[str, Any]] = daily.table.to_pylist()
    over = _say_days(draft.publication, days)
    facilities = _say_facilities(draft.publication, places)
    splits = say_places(draft, measure, facilities.years)
    declare(draft.publication, daily)

    def draw(judged: Judged) -> MeasurePage:
        if not days:
            return page(measure, daily, judged, lead=say("population", "lead_none"), sections=[])
        last = _last_whole_day(days, daily)
        held = judged.number(_key("midnight", "day", last))
        return page(
            measure,
            daily,
            judged,
            lead=say("population", "lead", held=held.text, day=day_words(last)),
            sections=[
                _daily(days, judged, last),
                _months(judged, over),
                *sections(splits, judged),
                _facilities(judged, facilities),
            ],
            headlines=[_headline(judged, last, daily)] if held.value else [],
            sentences=_sentences(days, judged),
        )

    return draw


def _key(fact: str, kind: str, period: Any) -> Key:
    return cell(f"population.{fact}", **{kind: period})


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
    seen = [
        (n, r["day"])
        for r in days
        if (n := judged.seen(_key("midnight", "day", r["day"]))) is not None
    ]
    if not seen:
        return []
    most, day = max(seen)
    return [say("population", "sentence", most=f"{most:,.0f}", day=day_words(day))]


def _say_days(publication: Publication, days: list[dict[str, Any]]) -> dict[Any, int]:
    """
    Midnights by day, month and fiscal year; what came and went by month and year.

    Returns:
        The days of each month and fiscal year.
    """
    values: dict[Key, float] = defaultdict(float)
    over: dict[Any, int] = defaultdict(int)
    parts: dict[Key, dict[Key, None]] = defaultdict(dict)
    for r in days:
        day = r["day"]
        month, year = ("month", day.replace(day=1)), ("fiscal_year", fiscal_year(day))
        values[_key("midnight", "day", day)] = r["midnight"]
        parts[_key("midnight", *month)][_key("midnight", "day", day)] = None
        for period in (month, year):
            over[period] += 1
            for fact in ("midnight", *_FLOWS):
                values[_key(fact, *period)] += r[fact]
        for fact in ("midnight", *_FLOWS):
            parts[_key(fact, *year)][_key(fact, *month)] = None
    nightly = {
        _key(fact, *period): n for period, n in over.items() for fact in ("midnight", "any_part")
    }
    for key, value in values.items():
        publication.add(
            key, value, limit=publication.limit * nightly[key] if key in nightly else None
        )
    for total, each in parts.items():
        publication.total(total, each)
    # Any part = midnight + book-outs, and midnights differ by book-ins - book-outs:
    # with the midnights shown, each of the three gives the others.
    for period in over:
        publication.link([_key(fact, *period) for fact in _FLOWS])
    return over


def _daily(days: list[dict[str, Any]], judged: Judged, last: dt.date) -> Section:
    w = words()["population"]
    whole = [r for r in days if r["day"] <= last]
    table = Table(
        "days",
        w["days_caption"],
        (Heading(w["day"], "day", number=False), Heading(w["held"], "held_overnight")),
        tuple(
            (r["day"].isoformat(), judged.number(_key("midnight", "day", r["day"])))
            for r in reversed(days)
        ),
        folded=True,
        download="people-held-by-day.csv",
        page_rows=31,
    )
    drawing = charts.line(
        [charts.point(judged.number(_key("midnight", "day", r["day"])), r["day"]) for r in whole]
    )
    # No figure with a sentence in it: the first figure here is that of the front page.
    drawn = None if drawing.instead else _chart(whole, judged, drawing)
    text = (w["daily_text"], *filter(None, (drawing.instead,)))
    return Section("by-day", w["daily"], text, drawn, (table,))


def _chart(days: list[dict[str, Any]], judged: Judged, drawing: charts.Drawing) -> Chart:
    """
    The national line, its gaps where a day is hidden.
    """
    seen = [
        (r["day"], n)
        for r in days
        if (n := judged.seen(_key("midnight", "day", r["day"]))) is not None
    ]
    title = str(words()["population"]["daily_chart"])
    (a, n), (b, k) = seen[0], seen[-1]
    high, low = max(seen, key=lambda s: s[1]), min(seen, key=lambda s: s[1])
    said = say(
        "population",
        "span",
        first=f"{n:,.0f}",
        first_day=day_words(a),
        last=f"{k:,.0f}",
        last_day=day_words(b),
        most=f"{high[1]:,.0f}",
        most_day=day_words(high[0]),
        least=f"{low[1]:,.0f}",
        least_day=day_words(low[0]),
    )
    return charts.chart("daily-chart", title, said, drawing)


def _months(judged: Judged, over: dict[Any, int]) -> Section:
    w = words()["population"]
    tables = []
    for kind, caption, name in (
        ("fiscal_year", w["years_caption"], "people-held-by-fiscal-year.csv"),
        ("month", w["months_caption"], "people-held-by-month.csv"),
    ):
        periods = sorted((p for k, p in over if k == kind), reverse=True)
        rows = tuple(_period(judged, kind, p, over[kind, p]) for p in periods)
        heads = (
            Heading(w[kind], kind, number=False),
            Heading(w["days"], "days", number=False),
            Heading(w["mean_midnight"], "mean_midnight"),
            Heading(w["mean_any"], "mean_any_part"),
            Heading(w["ins"], "book_ins"),
            Heading(w["outs"], "book_outs"),
        )
        tables.append(Table(f"by-{kind}-table", caption, heads, rows, download=name, page_rows=24))
    return Section("by-month", w["months"], (w["months_text"],), None, tuple(tables))


def _period(judged: Judged, kind: str, period: Any, n: int) -> tuple[Cell, ...]:
    w = words()["population"]
    whole = {"month": 28, "fiscal_year": 365}[kind]
    return (
        period.isoformat()[:7] if kind == "month" else str(period),
        w["whole"] if n >= whole else w["part"],
        judged.number(_key("midnight", kind, period), "mean", per=n),
        judged.number(_key("any_part", kind, period), "mean", per=n),
        judged.number(_key("book_ins", kind, period)),
        judged.number(_key("book_outs", kind, period)),
    )


@dataclass(frozen=True)
class _Places:
    """
    The facilities' names by code, the years shown, and the days of each year.
    """

    names: dict[str, str]
    years: list[int]
    over: dict[tuple[str, int], int]

    def mean(self, judged: Judged, place: str, year: int) -> Number:
        return judged.number(_at(place, year), "mean", per=self.over.get((place, year), 1))


def _at(place: str, year: int) -> Key:
    return cell("population.facility_midnight", facility=place, fiscal_year=year)


def _say_facilities(publication: Publication, findings: Findings) -> _Places:
    rows: list[dict[str, Any]] = findings.table.to_pylist()
    years = sorted({r["fiscal_year"] for r in rows})[-_YEARS:]
    rows = [r for r in rows if r["fiscal_year"] in years]
    names: dict[str, str] = {}
    over: dict[tuple[str, int], int] = {}
    for r in rows:
        place, year = r["facility"] or "", r["fiscal_year"]
        names[place] = r["facility_name"] or place
        over[place, year] = r["days"]
        publication.add(_at(place, year), r["midnight"], limit=publication.limit * r["days"])
    for year in years:
        told = [r for r in rows if r["fiscal_year"] == year]
        total = cell("population.facility_midnight", fiscal_year=year)
        days = max(r["days"] for r in told)
        # Not printed, but the nation's midnights are, and are nearly the same.
        publication.add(total, sum(r["midnight"] for r in told), limit=publication.limit * days)
        publication.total(total, [_at(r["facility"] or "", year) for r in told])
    return _Places(names, years, over)


def _facilities(judged: Judged, places: _Places) -> Section:
    w = words()["population"]
    names = {p: n or w["not_stated"] for p, n in places.names.items()}
    years = places.years

    def seen(place: str, year: int) -> float:
        return judged.seen(_at(place, year)) or 0

    order = sorted(names, key=lambda p: (*(-seen(p, y) for y in years[::-1]), names[p], p))
    shown: list[tuple[Cell, ...]] = [
        (names[p], p, *(places.mean(judged, p, y) for y in years)) for p in order
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
        page_rows=min(FACILITIES_ON_PAGE, sum(any(seen(p, y) for y in years) for p in order)),
    )
    return Section("by-facility", w["facilities"], (w["facilities_text"],), None, (table,))


def _headline(judged: Judged, last: dt.date, findings: Findings) -> Headline:
    number = judged.number(_key("midnight", "day", last))
    try:
        before_day = last.replace(year=last.year - 1)
    except ValueError:  # 29 February
        before_day = last - dt.timedelta(days=366)
    before = judged.number(_key("midnight", "day", before_day))
    told = change(number.value, before.value)
    return Headline(
        label=words()["front"]["held"],
        figure=number.text,
        when=say("front", "held_when", day=day_words(last)),
        source=source_line(findings, "stints"),
        page="population.html",
        more=say("front", "held_more", change=told, before=before.text) if told else "",
    )
