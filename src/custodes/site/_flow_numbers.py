"""
Every number of the page of flows, judged at once because they share sums.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from custodes.measures import Findings
from custodes.site._common import Values, fiscal_year
from custodes.site._shown import Judged
from custodes.site._words import words
from custodes.site.hiding import Sum, hidden

TOP = 6
OTHER = "\uffff other"
"""The offices that are not among the largest, together; sorts last."""


@dataclass(frozen=True)
class Flows:
    """
    The numbers, by key:

    ``fy, event, year`` rows and ``fye`` events; ``m, event, month`` rows;
    ``fo, event, year, office`` and ``fm, event, year, method`` rows; of arrests,
    ``mo, month, office`` rows of the largest offices and `OTHER`, and
    ``rest, year`` of `OTHER`.
    """

    judged: Judged
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

    def office_key(self, office: str, time: int | dt.date) -> Any:
        """
        The key of arrests by an office in a month or a fiscal year.
        """
        if isinstance(time, dt.date):
            return ("mo", time, office)
        return ("rest", time) if office == OTHER else ("fo", "arrests", time, office)


@dataclass
class _Tally:
    values: Values = field(default_factory=lambda: defaultdict(float))
    parts: dict[Any, dict[Any, None]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, key: Any, n: float) -> Any:
        self.values[key] += n
        return key

    def part(self, total: Any, way: str, *keys: Any) -> None:
        self.parts[total, way] |= dict.fromkeys(keys)

    def judged(self) -> Judged:
        sums = [Sum(total, tuple(keys)) for (total, _), keys in self.parts.items()]
        return Judged(self.values, hidden(self.values, sums))


def flow_numbers(by_office: Findings, by_method: Findings) -> Flows:
    """
    Every number from the measure by month and office, and by year and method.
    """
    rows: list[dict[str, Any]] = by_office.table.to_pylist()
    top = _top(rows)
    tally = _Tally()
    for r in rows:
        _add(tally, r)
        if r["event"] == "arrests" and top:
            _add_office(tally, r, top)
    for r in by_method.table.to_pylist():
        key = ("fm", r["event"], r["fiscal_year"], r["method"] or "")
        tally.part(("fy", *key[1:3]), "methods", tally.add(key, _count(r)))
    extracts: dict[str, dt.date] = {}
    for source in by_office.sources:
        if source.extract:
            known = extracts.get(source.about, source.extract)
            extracts[source.about] = max(known, source.extract)
    present = {r["event"] for r in rows}
    months = {e: [r["month"] for r in rows if r["event"] == e] for e in present}
    return Flows(
        judged=tally.judged(),
        events=tuple(e for e in words()["events"] if e in present),
        years=tuple(sorted({fiscal_year(r["month"]) for r in rows})),
        months=tuple(sorted({r["month"] for r in rows})),
        offices=_named(tally.values, "fo"),
        methods=_named(tally.values, "fm"),
        top=top,
        extracts=extracts,
        first={e: min(m) for e, m in months.items()},
        last={e: max(m) for e, m in months.items()},
    )


def _count(r: dict[str, Any]) -> int:
    """
    Rows; of book-ins the events, since their other rows are transfers and repeats.
    """
    return int(r["events"] if r["event"] == "book_ins" else r["row_count"])


def _add(tally: _Tally, r: dict[str, Any]) -> None:
    event, month, n = r["event"], r["month"], _count(r)
    year = fiscal_year(month)
    total = tally.add(("fy", event, year), n)
    tally.part(total, "months", tally.add(("m", event, month), n))
    tally.part(total, "offices", tally.add(("fo", event, year, r["office"] or ""), n))
    if r["events"] is not None:
        # What is repeated can be worked out from the two counts side by side.
        events = tally.add(("fye", event, year), r["events"])
        tally.part(total, "events", events, tally.add(("fyd", event, year), n - r["events"]))


def _add_office(tally: _Tally, r: dict[str, Any], top: tuple[str, ...]) -> None:
    month, n, place = r["month"], r["row_count"], r["office"] or ""
    year = fiscal_year(month)
    shown = place if place in top else OTHER
    key = tally.add(("mo", month, shown), n)
    tally.part(("m", "arrests", month), "offices", key)
    whole: tuple[Any, ...] = ("fo", "arrests", year, place)
    if shown == OTHER:
        tally.part(tally.add(("rest", year), n), "offices", whole)
        whole = ("rest", year)
    tally.part(whole, "months", key)


def _top(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    totals: dict[str, int] = defaultdict(int)
    for r in rows:
        if r["event"] == "arrests" and r["office"]:
            totals[r["office"]] += r["row_count"]
    return tuple(sorted(totals, key=lambda o: (-totals[o], o))[:TOP])


def _named(values: Values, kind: str) -> dict[str, tuple[str, ...]]:
    """
    The offices or methods of each event that gives any, most rows first, unnamed last.
    """
    sizes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for key, n in values.items():
        if key[0] == kind:
            sizes[key[1]][key[3]] += n
    return {
        event: tuple(sorted(found, key=lambda o: (o == "", -found[o], o)))
        for event, found in sizes.items()
        if any(found)
    }
