"""
The page of any measure, from what it says of its figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from custodes.measures import Findings, Measure
from custodes.site import _charts as charts
from custodes.site import _labels as labels
from custodes.site._charts_rows import Row
from custodes.site._common import declare, only_of_the_nation, page, unfinished
from custodes.site._covered import PLACE, covered
from custodes.site._draft import Draft, Draw
from custodes.site._maps import area_map, state_map
from custodes.site._maps_drawn import drawn_places
from custodes.site._shown import Chart, Headline, Judged, MeasurePage, Number, Section
from custodes.site._spec import Asked, spec
from custodes.site._split import TIMES, Split, split
from custodes.site._tables import caption, table
from custodes.site._tops import headlines
from custodes.site._verdict import PLACES, verdict
from custodes.site._words import say, words
from custodes.site.geometry import state_code

_PANELS = 9
_DRAWN = 2
"""Points that a line needs."""


def build(draft: Draft, measure: Measure) -> Draw:
    """
    Say the numbers of every split that the page and the pages of places show.
    """
    told = spec(measure)
    asked = [(a, splitted(draft, measure, a)) for a in told.splits]
    found = [(a, s) for a, s in asked if s is not None]
    first = found[0][1]
    main = next((f for f in first.figures if f.additive), None)
    declare(draft.publication, first.findings, first.whole_of(main) if main else ())

    def draw(judged: Judged) -> MeasurePage:
        shown = [(a, s) for a, s in found if a.on_page]
        nation = only_of_the_nation(draft.view.manifest, first.findings)
        sections = [
            _section(s, judged, replace(a, zero=a.zero and nation), i)
            for i, (a, s) in enumerate(shown)
            if s.rows
        ]
        tops = headlines(told.tops, [s for _, s in found], judged)
        test = verdict(measure, [s for _, s in shown], judged)
        if test:
            sections.insert(0, test[1])
        return page(
            measure,
            first.findings,
            judged,
            lead=test[0] if test else _lead(tops, [s for _, s in found]),
            sections=sections,
            headlines=tops if nation else (),
        )

    return draw


def _lead(tops: Sequence[Headline], found: Sequence[Split]) -> str:
    if tops:
        return say("split", "lead", figure=tops[0].figure, label=tops[0].label, when=tops[0].when)
    return "" if any(s.rows for s in found) else say("split", "empty")


def splitted(draft: Draft, measure: Measure, asked: Asked) -> Split | None:
    """
    One split of a measure, said, and kept for the pages of places.

    Null where it contradicts another, or says no more than another: no row has a place.
    """
    findings = measure.compute(draft.view, by=list(asked.by))
    if _nowhere(findings):
        return None
    try:
        told = spec(measure)
        told = replace(told, figures=asked.figures or told.figures)
        made = split(draft.publication, measure, findings, told, asked.over)
    except AssertionError:
        # Its totals are not those of another split of the measure, so the two side by side
        # would say more than either: it is not published.
        draft.contradicted.append((measure.name, asked.by))
        return None
    if asked.mapped != PLACE:
        # Pages of States name the agencies of each county.
        draft.splits.append(made)
    return made


def _nowhere(findings: Findings) -> bool:
    names = findings.table.column_names
    there = [findings.table.column(p) for p in PLACES if p in findings.by and p in names]
    return findings.table.num_rows > 0 and any(c.null_count == len(c) for c in there)


def _section(found: Split, judged: Judged, asked: Asked, n: int) -> Section:
    if asked.mapped == PLACE:
        name = f"{found.measure.name}-by-county".replace("_", "-")
        return covered(found, judged, id=f"s{n}", name=name)
    name = f"{found.measure.name}-by-{'-'.join(found.by) or 'all'}".replace("_", "-")
    made = table(
        found,
        judged,
        {},
        id=f"{name}-table",
        figure=asked.figure,
        folded=asked.folded,
        download=f"{name}.csv",
    )
    drawing = _chart(found, judged, asked, f"{name}-chart") if asked.drawn else None
    maps = (mapped(found, judged, asked, f"{name}-map"),) if asked.mapped else ()
    return Section(f"s{n}", _title(found), (), drawing, (made,), tuple(m for m in maps if m))


def mapped(found: Split, judged: Judged, asked: Asked, id: str) -> Chart | None:
    """
    A figure of all times by office or State, on a map; null where nothing is shown.
    """
    place = str(asked.mapped)
    figure = next((f for f in found.figures if f.name == asked.figure), found.figures[0])
    values = {
        str(v or ""): found.number(judged, figure, {place: v}) for v in found.values(place, judged)
    }
    if all(n.value is None for n in values.values()):
        return None
    if asked.zero:
        known = {state_code(v) for v in values}
        values |= {s: Number(0, figure.kind) for s in drawn_places("states") if s not in known}
    what = labels.figure_title(figure)
    title = say("places", "map", figure=what, place=labels.dimension(place).lower())
    drawn = area_map if place == "office" else state_map
    return drawn(values, id=id, title=title, what=what)


def _title(found: Split) -> str:
    if not found.by:
        return str(words()["split"]["overall"])
    names = f" {words()['split']['and']} ".join(labels.dimension(b).lower() for b in found.by)
    return say("split", "title", split=names)


def _chart(found: Split, judged: Judged, asked: Asked, id: str) -> Chart | None:
    """
    Lines over years or months, a panel a group; nothing where too little is shown.
    """
    times = [b for b in found.by if b in TIMES]
    rest = [b for b in found.by if b not in TIMES]
    figures = [f for f in found.figures if f.name == asked.figure] or list(found.figures)
    if len(times) != 1 or len(rest) > 1 or not figures:
        return None
    figure, time = figures[0], times[0]
    moments = [t for t in found.values(time, judged) if t is not None]
    groups = found.values(rest[0], judged)[:_PANELS] if rest else [None]
    drawn: list[Row] = []
    told = []
    for g in groups:
        name = labels.group(rest[0], g) if rest else labels.figure_title(figure)
        points = []
        for t in moments:
            at = {time: t, **({rest[0]: g} if rest else {})}
            number = found.number(judged, figure, at)
            part = unfinished(found.findings, time, t)
            drawn.append(charts.point(number, t, name, part=part))
            points += [(t, number)] if number.value is not None else []
        told += [_span(name, time, points)] if points else []
    known = sum(d["value"] is not None or bool(d["hidden"]) for d in drawn)
    if min(known, len(moments)) < _DRAWN:
        return None
    title = caption(found, found.by, figure if rest else None)
    series = list(dict.fromkeys(str(d["series"]) for d in drawn))
    draw = charts.panels(
        drawn,
        series=series,
        shared=len(series) > 1,
        bars=time in ("fiscal_year", "year"),
        percent=figure.kind == "share",
    )
    return charts.chart(id, title, f"{title}. {'; '.join(told)}.", draw)


def _span(name: str, time: str, points: Sequence[tuple[object, object]]) -> str:
    (a, first), (b, last) = points[0], points[-1]
    return say(
        "split",
        "span",
        group=name,
        first=getattr(first, "text", ""),
        first_time=labels.group(time, a),
        last=getattr(last, "text", ""),
        last_time=labels.group(time, b),
    )
