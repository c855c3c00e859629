"""
Every number of the page of flows, and how they add up.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from custodes.disclosure import Judgement, Key, Publication, cell
from custodes.measures import Findings
from custodes.site._common import fiscal_year
from custodes.site._shown import Judged
from custodes.site._words import words

TOP = 6
OTHER = "\uffff other"
"""The offices that are not among the largest, together; sorts last."""


def counted(event: str, **at: object) -> Key:
    """
    The key of a count: rows; of book-ins the events, as their other rows are transfers.
    """
    return cell("flows.events" if event == "book_ins" else "flows.row_count", event=event, **at)


@dataclass(frozen=True)
class Flows:
    """
    What there is to show of which events, years, months, offices and methods.
    """

    events: tuple[str, ...]
    years: tuple[int, ...]
    months: tuple[dt.date, ...]
    offices: dict[str, tuple[str, ...]]
    methods: dict[str, tuple[str, ...]]
    top: tuple[str, ...]
    extracts: dict[str, dt.date]
    """The last day known of each event, where it is known."""
    first: dict[str, dt.date]
    last: dict[str, dt.date]
    """The first and the last month with a row of each event."""
    judged: Judged = field(default_factory=lambda: Judged(Judgement(Publication())))
    """What may be shown; nothing, before it is judged."""

    def has(self, event: str, time: int | dt.date) -> bool:
        """
        Whether anything of the event was counted in the month or fiscal year.
        """
        name = "month" if isinstance(time, dt.date) else "fiscal_year"
        return counted(event, **{name: time}) in self.judged.judgement.publication.values

    def covers(self, event: str, time: int | dt.date) -> bool:
        """
        Whether the month or fiscal year holds anything of the event, or lies between such.
        """
        if isinstance(time, dt.date):
            return self.first[event] <= time <= self.last[event]
        return fiscal_year(self.first[event]) <= time <= fiscal_year(self.last[event])

    def whole(self, event: str, time: int | dt.date) -> bool:
        """
        Whether the releases know of every day of the month or fiscal year.

        The first month of an event never counts as whole: when in it the release
        begins is not known.
        """
        end = self.extracts.get(event, self.last[event] - dt.timedelta(days=1))
        if isinstance(time, dt.date):
            after = (time.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
            return self.first[event] < time and after <= end + dt.timedelta(days=1)
        return self.first[event] <= dt.date(time - 1, 10, 1) and dt.date(time, 9, 30) <= end

    def office_key(self, office: str, time: int | dt.date) -> Key:
        """
        The key of arrests by an office in a month or a fiscal year.
        """
        name = "month" if isinstance(time, dt.date) else "fiscal_year"
        place = OTHER if office == OTHER else (office or None)
        return counted("arrests", office=place, **{name: time})


@dataclass
class _Tally:
    values: dict[Key, float] = field(default_factory=lambda: defaultdict(float))
    parts: dict[tuple[Key, str], dict[Key, None]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, key: Key, n: float) -> Key:
        self.values[key] += n
        return key

    def part(self, total: Key, way: str, *keys: Key) -> None:
        self.parts[total, way] |= dict.fromkeys(keys)

    def say(self, publication: Publication) -> None:
        for key, value in self.values.items():
            publication.add(key, value)
        for (total, _), keys in self.parts.items():
            publication.total(total, keys)


def flow_numbers(publication: Publication, by_office: Findings, by_method: Findings) -> Flows:
    """
    Say every number, from the measure by month and office, and by year and method.
    """
    rows: list[dict[str, Any]] = by_office.table.to_pylist()
    methods: list[dict[str, Any]] = by_method.table.to_pylist()
    top = _top(rows)
    tally = _Tally()
    for r in rows:
        _add(tally, r)
        if r["event"] == "arrests" and top:
            _add_office(tally, r, top)
    for r in methods:
        event, year = r["event"], r["fiscal_year"]
        key = counted(event, fiscal_year=year, method=r["method"])
        tally.part(counted(event, fiscal_year=year), "methods", tally.add(key, _count(r)))
    tally.say(publication)
    extracts: dict[str, dt.date] = {}
    for source in by_office.sources:
        if source.extract:
            known = extracts.get(source.about, source.extract)
            extracts[source.about] = max(known, source.extract)
    present = {r["event"] for r in rows}
    months = {e: [r["month"] for r in rows if r["event"] == e] for e in present}
    return Flows(
        events=tuple(e for e in words()["events"] if e in present),
        years=tuple(sorted({fiscal_year(r["month"]) for r in rows})),
        months=tuple(sorted({r["month"] for r in rows})),
        offices=_named(rows, "office"),
        methods=_named(methods, "method"),
        top=top,
        extracts=extracts,
        first={e: min(m) for e, m in months.items()},
        last={e: max(m) for e, m in months.items()},
    )


def _count(r: dict[str, Any]) -> int:
    return int(r["events"] if r["event"] == "book_ins" else r["row_count"])


def _add(tally: _Tally, r: dict[str, Any]) -> None:
    event, month, n, place = r["event"], r["month"], _count(r), r["office"]
    year = fiscal_year(month)
    whole = tally.add(counted(event), n)
    total = tally.add(counted(event, fiscal_year=year), n)
    tally.part(whole, "years", total)
    tally.part(total, "months", tally.add(counted(event, month=month), n))
    tally.part(total, "offices", tally.add(counted(event, fiscal_year=year, office=place), n))
    by_place = tally.add(counted(event, office=place), n)
    tally.part(by_place, "years", counted(event, fiscal_year=year, office=place))
    tally.part(whole, "offices", by_place)
    if r["events"] is not None and event != "book_ins":
        # What is repeated can be worked out from the two counts side by side.
        events = tally.add(cell("flows.events", event=event, fiscal_year=year), r["events"])
        twice = cell("flows.repeated", event=event, fiscal_year=year)
        tally.part(total, "events", events, tally.add(twice, n - r["events"]))


def _add_office(tally: _Tally, r: dict[str, Any], top: tuple[str, ...]) -> None:
    month, n, place = r["month"], r["row_count"], r["office"]
    year = fiscal_year(month)
    shown = place if place in top else OTHER
    key = tally.add(counted("arrests", month=month, office=shown), n)
    tally.part(counted("arrests", month=month), "offices", key)
    whole = counted("arrests", fiscal_year=year, office=place)
    if shown == OTHER:
        rest = tally.add(counted("arrests", fiscal_year=year, office=OTHER), n)
        tally.part(rest, "offices", whole)
        whole = rest
    tally.part(whole, "months", key)


def _top(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    totals: dict[str, int] = defaultdict(int)
    for r in rows:
        if r["event"] == "arrests" and r["office"]:
            totals[r["office"]] += r["row_count"]
    return tuple(sorted(totals, key=lambda o: (-totals[o], o))[:TOP])


def _named(rows: list[dict[str, Any]], kind: str) -> dict[str, tuple[str, ...]]:
    """
    The offices or methods of each event that gives any, most rows first, unnamed last.
    """
    sizes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for r in rows:
        sizes[r["event"]][r[kind] or ""] += _count(r)
    return {
        event: tuple(sorted(found, key=lambda o: (o == "", -found[o], o)))
        for event, found in sizes.items()
        if any(found)
    }
