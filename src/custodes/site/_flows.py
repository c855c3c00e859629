"""
The page of arrests, removals, encounters, detainers and book-ins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from custodes.disclosure import Key, cell
from custodes.measures import Findings, catalog
from custodes.site import _charts as charts
from custodes.site._common import change, declare, label, office, page, source_line
from custodes.site._draft import Draft, Draw
from custodes.site._flow_numbers import OTHER, Flows, counted, flow_numbers
from custodes.site._shown import (
    Cell,
    Chart,
    Heading,
    Headline,
    Judged,
    MeasurePage,
    Section,
    Table,
)
from custodes.site._words import day_words, month_words, say, words

_YEARS = 8
"""Fiscal years that a table of offices or methods has room for."""


def build(draft: Draft) -> Draw:
    """
    Say the numbers of two askings of the measure.
    """
    measure = catalog()["flows"]
    by_office = measure.compute(draft.view, by=["month", "office"])
    by_method = measure.compute(draft.view, by=["fiscal_year", "method"])
    numbers = flow_numbers(draft.publication, by_office, by_method)
    declare(draft.publication, by_office)

    def draw(judged: Judged) -> MeasurePage:
        if not numbers.events:
            return page(measure, by_office, judged, lead=say("flows", "lead_none"), sections=[])
        found = replace(numbers, judged=judged)
        sections = [_years(found), _months(found)]
        if found.top:
            sections.append(_offices(found))
        splits = _splits(found)
        if splits:
            sections.append(Section("more", say("flows", "more"), (), None, tuple(splits)))
        return page(
            measure,
            by_office,
            judged,
            lead=_lead(found),
            sections=sections,
            headlines=_headlines(found, by_office),
            sentences=_sentences(found),
        )

    return draw


def _lead(found: Flows) -> str:
    main = "arrests" if "arrests" in found.events else found.events[0]
    years = [y for y in found.years if found.has(main, y)]
    year = next((y for y in reversed(years) if found.whole(main, y)), years[-1])
    known = found.extracts.get(main)
    until = say("flows", "until", day=day_words(known)) if known else ""
    return say(
        "flows",
        "lead",
        count=found.judged.number(counted(main, fiscal_year=year)).text,
        events=label(main).lower(),
        year=year,
        partial="" if found.whole(main, year) else until,
    )


def _events(event: str, **at: object) -> Key:
    return cell("flows.events", event=event, **at)


def _years(found: Flows) -> Section:
    w = words()["flows"]
    heads = (
        Heading(w["fiscal_year_head"], "fiscal_year", number=False),
        *(Heading(label(e), e) for e in found.events),
    )
    tables = []
    for key, caption, name in (
        (counted, "years_caption", "rows"),
        (_events, "events_caption", "events"),
    ):
        rows: list[tuple[Cell, ...]] = [
            (
                _time(found, year),
                *(found.judged.number(key(e, fiscal_year=year)) for e in found.events),
            )
            for year in reversed(found.years)
        ]
        tables.append(
            Table(
                f"years-{name}",
                w[caption],
                heads,
                tuple(rows),
                download=f"{name}-by-fiscal-year.csv",
            )
        )
    return Section("by-year", w["years"], (w["years_text"],), tables=tuple(tables))


def _sentences(found: Flows) -> list[str]:
    said = []
    for event in ("arrests", "removals"):
        years = [y for y in found.years if found.has(event, y) and found.whole(event, y)]
        if not years:
            continue
        year = years[-1]
        now, then = (found.judged.number(counted(event, fiscal_year=y)) for y in (year, year - 1))
        told = change(now.value, then.value)
        more = (
            say("flows", "sentence_more", change=told, before_year=year - 1, before=then.text)
            if told
            else ""
        )
        said.append(
            say(
                "flows",
                "sentence",
                year=year,
                count=now.text,
                events=label(event).lower(),
                more=more,
            )
        )
    return said


def _time(found: Flows, time: int | dt.date, *events: str) -> str:
    """
    A month or fiscal year in words; marked where an event is not covered whole.
    """
    text = time.isoformat()[:7] if isinstance(time, dt.date) else str(time)
    told = [e for e in events or found.events if found.covers(e, time)]
    whole = all(found.whole(e, time) for e in told)
    return text if whole else say("flows", "part", label=text)


def _cell(found: Flows, event: str, time: int | dt.date, key: Key) -> Cell:
    """
    A count; nothing where no release covers the time.
    """
    return found.judged.count(key) if found.covers(event, time) else ""


def _months(found: Flows) -> Section:
    w = words()["flows"]
    rows: list[tuple[Cell, ...]] = [
        (_time(found, m), *(_cell(found, e, m, counted(e, month=m)) for e in found.events))
        for m in reversed(found.months)
    ]
    heads = (
        Heading(w["month_head"], "month", number=False),
        *(Heading(label(e), e) for e in found.events),
    )
    told = {e: span for e in found.events if (span := _span(found, e))}
    drawn = [
        charts.point(found.judged.number(counted(e, month=m)), m, label(e))
        for e in told
        for m in found.months
        if found.whole(e, m)
    ]
    drawing = told and charts.chart(
        "months-chart",
        w["months_chart"],
        " ".join(told.values()),
        charts.panels(drawn, series=[label(e) for e in told], shared=False),
    )
    table = Table(
        "months",
        w["months_caption"],
        heads,
        tuple(rows),
        download="flows-by-month.csv",
        page_rows=24,
    )
    return Section("by-month", w["months"], (w["months_text"],), drawing or None, (table,))


def _span(found: Flows, event: str) -> str:
    seen = [
        (m, n)
        for m in found.months
        if found.whole(event, m) and (n := found.judged.seen(counted(event, month=m))) is not None
    ]
    if not seen:
        return ""
    top, most = max(seen, key=lambda s: s[1])
    return say(
        "flows",
        "span",
        event=label(event),
        first=f"{seen[0][1]:,.0f}",
        first_month=month_words(seen[0][0]),
        last=f"{seen[-1][1]:,.0f}",
        last_month=month_words(seen[-1][0]),
        most=f"{most:,.0f}",
        most_month=month_words(top),
    )


def _offices(found: Flows) -> Section:
    """
    The offices with the most arrests, by month where months are not mostly hidden.
    """
    w = words()["flows"]
    cells = [found.judged.seen(found.office_key(o, m)) for m in found.months for o in found.top]
    monthly = sum(c is not None for c in cells) * 2 > len(cells)
    times: Sequence[Any] = found.months if monthly else found.years
    name = "month" if monthly else "fiscal_year"
    period = w[name]
    caption = say("flows", "offices_caption", period=period)
    places = (*found.top, OTHER)
    heads = (
        Heading(w[f"{name}_head"], name, number=False),
        *(Heading(_place(o), _place(o)) for o in places),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            _time(found, t, "arrests"),
            *(_cell(found, "arrests", t, found.office_key(o, t)) for o in places),
        )
        for t in reversed(times)
        if found.covers("arrests", t)
    ]
    table = Table(
        "offices", caption, heads, tuple(rows), download="arrests-by-office.csv", page_rows=24
    )
    drawing = _office_chart(found, times, caption, monthly=monthly)
    return Section("by-office", w["offices"], (w["offices_text"],), drawing, (table,))


def _office_chart(found: Flows, times: Sequence[Any], caption: str, *, monthly: bool) -> Chart:
    known = [t for t in times if found.covers("arrests", t)]
    whole = [t for t in known if not monthly or found.whole("arrests", t)]
    drawn = [
        charts.point(
            found.judged.count(found.office_key(o, t)),
            t,
            office(o),
            part=not found.whole("arrests", t),
        )
        for o in found.top
        for t in whole
    ]
    told = "; ".join(_office_words(found, o, whole) for o in found.top)
    return charts.chart(
        "offices-chart",
        caption,
        f"{caption}. {told}.",
        charts.panels(drawn, series=[office(o) for o in found.top], shared=True, bars=not monthly),
    )


def _place(name: str) -> str:
    return str(words()["flows"]["other"]) if name == OTHER else office(name)


def _office_words(found: Flows, name: str, times: Sequence[Any]) -> str:
    values = [(t, found.judged.seen(found.office_key(name, t))) for t in times]
    seen = [(t, v) for t, v in values if v is not None]
    if not seen:
        return say("flows", "all_hidden", office=office(name))
    (a, n), (b, k) = seen[0], seen[-1]
    when = month_words if isinstance(a, dt.date) else str
    return say(
        "flows",
        "office_span",
        office=office(name),
        first=f"{n:,.0f}",
        first_time=when(a),
        last=f"{k:,.0f}",
        last_time=when(b),
    )


def _splits(found: Flows) -> list[Table]:
    kinds = (("office", found.offices), ("method", found.methods))
    return [
        _split(found, event, column, names[event])
        for event in found.events
        for column, names in kinds
        if event in names
    ]


def _split(found: Flows, event: str, column: str, names: Sequence[str]) -> Table:
    w = words()["flows"]
    years = [y for y in found.years if found.covers(event, y)][-_YEARS:]
    heads = (
        Heading(w[column], column, number=False),
        *(Heading(_time(found, y, event), str(y)) for y in years),
    )

    def size(name: str) -> float:
        keys = [counted(event, fiscal_year=y, **{column: name or None}) for y in years]
        # What is hidden counts for nothing: the order would tell its size.
        return sum(found.judged.seen(k) or 0 for k in keys)

    rows: list[tuple[Cell, ...]] = [
        (
            office(n),
            *(
                found.judged.count(counted(event, fiscal_year=y, **{column: n or None}))
                for y in years
            ),
        )
        for n in sorted(names, key=lambda n: (n == "", -size(n), n))
    ]
    total: tuple[Cell, ...] = (
        w["all"],
        *(found.judged.count(counted(event, fiscal_year=y)) for y in years),
    )
    return Table(
        f"{event}-{column}",
        say("flows", f"{column}_years", event=label(event)),
        heads,
        (*rows, total),
        folded=True,
        download=f"{event.replace('_', '-')}-by-{column}-and-year.csv",
    )


def _headlines(found: Flows, findings: Findings) -> list[Headline]:
    made = []
    for event in ("arrests", "removals"):
        months = [m for m in found.months if found.has(event, m) and found.whole(event, m)]
        shown = [m for m in months if found.judged.seen(counted(event, month=m)) is not None]
        if shown:
            source = source_line(findings, event)
            made.append(_headline(found, event, shown[-1], source, last=shown[-1] == months[-1]))
    return made


def _headline(found: Flows, event: str, month: dt.date, source: str, *, last: bool) -> Headline:
    before = month.replace(year=month.year - 1)
    now, then = (found.judged.number(counted(event, month=m)) for m in (month, before))
    told = change(now.value, then.value)
    more = (
        say("front", "month_more", change=told, before_month=month_words(before), before=then.text)
        if told
        else ""
    )
    return Headline(
        label=words()["front"][event],
        figure=now.text,
        when=say("front", "month_when", month=month_words(month))
        if last
        else say("tops", "in", time=month_words(month)),
        source=source,
        page="flows.html",
        more=more,
    )
