"""
The figures that the front page gives of a measure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from custodes.measures._ratings import ratings
from custodes.site._shown import Headline, Judged, Number
from custodes.site._spec import Top
from custodes.site._split import TIMES, Split
from custodes.site._words import day_words, month_words, say, words

_TRIED = 3
"""So many times are looked at, the latest first: a figure of long ago is no headline."""


def headlines(tops: Sequence[Top], splits: Sequence[Split], judged: Judged) -> list[Headline]:
    """
    Each figure at the latest time that the releases know whole; none where nothing is shown.
    """
    return [h for t in tops if (h := _headline(t, splits, judged))]


def blocked() -> Headline | None:
    """
    How many countries are on the latest list of those that do not take people back.
    """
    listed = [r for found in ratings().values() for r in found if r.rating == "uncooperative"]
    if not listed:
        return None
    last = max(r.as_of for r in listed)
    named = [r for r in listed if r.as_of == last]
    w = words()["tops"]
    return Headline(
        label=w["blocked"],
        figure=str(len(named)),
        when=say("tops", "on", time=day_words(last)),
        source=say("front", "source", title=named[0].source),
        page="repatriation.html",
        more=w["blocked_more"] if all(r.whole for r in named) else w["blocked_part"],
    )


def _headline(top: Top, splits: Sequence[Split], judged: Judged) -> Headline | None:
    found = _split_of(top, splits)
    if found is None:
        return None
    figures = {f.name: f for f in found.figures}
    time = next((b for b in found.by if b in TIMES), None)
    moments: list[Any] = [r[time] for r in found.rows if r[time] is not None] if time else [None]
    at = dict(top.at)
    over = [m for m in moments if not time or top.stock or _whole(found, time, m)]
    for moment in sorted(set(over), reverse=True)[:_TRIED]:
        here = {**at, time: moment} if time else at
        number = found.number(judged, figures[top.figure], here)
        if number.value is None:
            continue
        ends = [
            found.number(judged, figures[n], here).value
            for n in (top.low, top.high)
            if n in figures
        ]
        made = _made(top, found, number, time, moment)
        return replace(made, more=_told(top, number, ends))
    return None


def label(top: Top) -> str:
    """
    What a figure is called.
    """
    return str(words()["tops"][top.label]).format(year=top.at.get("fiscal_year", ""))


def of_place(top: Top, found: Split, number: Number, kind: str, value: object) -> Headline:
    """
    A figure of one place over all that the releases know, or of one year.
    """
    year = value if kind == "fiscal_year" else top.at.get("fiscal_year")
    when = _when(found, "fiscal_year" if year else None, year)
    if year and not _whole(found, "fiscal_year", year):
        when = say("tops", "fiscal_year_part", year=year, day=day_words(_last(found)))
    return Headline(
        label=label(top),
        figure=replace(number, ends=None).text,
        when=when,
        source="",
        page=f"{found.measure.name}.html",
        more=_range(top, number),
    )


def _made(
    top: Top,
    found: Split,
    number: Number,
    time: str | None,
    moment: object,
) -> Headline:
    return Headline(
        label=label(top),
        figure=replace(number, ends=None).text,
        when=_when(found, time, moment),
        source=_source(found),
        page=f"{found.measure.name}.html",
    )


def _told(top: Top, number: Number, ends: Sequence[float | None]) -> str:
    """
    Both ends of a figure in words; of bounds the upper alone, where the lower is hidden.
    """
    low, high = ends or (None, None)
    if low is not None and high is not None:
        return _range(top, replace(number, ends=(low, high)))
    if high is not None and top.bounds:
        return say("tops", "at_most", high=replace(number, value=high, ends=None).text)
    return ""


def _range(top: Top, number: Number) -> str:
    """
    The interval or the bounds of a figure, in words.
    """
    if number.ends is None:
        return ""
    low, high = (replace(number, value=e, ends=None).text for e in number.ends)
    return say("tops", "bounds" if top.bounds else "interval", low=low, high=high)


def _split_of(top: Top, splits: Sequence[Split]) -> Split | None:
    """
    The split that a figure comes from.
    """
    for each in splits:
        names = {f.name for f in each.figures}
        known = all(any(r[k] == v for r in each.rows) for k, v in top.at.items() if k in each.by)
        fits = set(top.by) == set(each.by) if top.by else _fits(top, each)
        if top.figure in names and fits and known and set(top.at) <= set(each.by):
            return each
    return None


def _fits(top: Top, each: Split) -> bool:
    rest = set(each.by) - set(top.at)
    if top.all:
        return not rest
    return len(rest) <= 1 and rest <= set(TIMES)


def _whole(found: Split, time: str, moment: object) -> bool:
    """
    Whether a release knows of every day of the time.
    """
    ends = [s.extract for s in found.findings.sources if s.extract]
    if not ends:
        return True
    if isinstance(moment, dt.date):
        after = (moment.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        return (after - dt.timedelta(days=1) if time == "month" else moment) <= max(ends)
    year = int(str(moment))
    return dt.date(year, 9, 30) <= max(ends) if time == "fiscal_year" else year < max(ends).year


def _when(found: Split, time: str | None, moment: object) -> str:
    if isinstance(moment, dt.date):
        told = month_words(moment) if time == "month" else day_words(moment)
        return say("tops", "on" if time == "day" else "in", time=told)
    if time:
        return say("tops", time, year=moment)
    ends = [s.extract for s in found.findings.sources if s.extract]
    return say("tops", "until", day=day_words(max(ends))) if ends else say("tops", "ever")


def _last(found: Split) -> dt.date:
    """
    The last day that any release of a split knows of.
    """
    return max(s.extract for s in found.findings.sources if s.extract)


def _source(found: Split) -> str:
    ordered = sorted(found.findings.sources, key=lambda s: -s.rows)
    titles = list(dict.fromkeys(s.title for s in ordered))
    name = "source_more" if titles[2:] else "source"
    return say("front", name, title="; ".join(titles[:2])) if titles else ""
