"""
Our own figures day by day, under the names that published series are read with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from custodes.errors import CustodesError
from custodes.measures._findings import Findings, LedgerPart, Source
from custodes.measures._view import View

POPULATION = ("any_part", "midnight", "book_ins", "book_outs")
FACILITIES = {"facility_any_part": "any_part", "facility_midnight": "midnight"}
FLOWS = {
    "stay_book_ins": ("book_ins", "events"),
    "removals": ("removals", "row_count"),
    "removals_to_date": ("removals", "row_count"),
    "removals_deduplicated": ("removals", "events"),
}
"""Measure of a series, and the event and column of flows that is ours."""

KNOWN = frozenset({*POPULATION, *FACILITIES, *FLOWS})

_BY_DAY = (
    "SELECT day_of, CAST(SUM(any_part) AS BIGINT) AS any_part, "
    "CAST(SUM(midnight) AS BIGINT) AS midnight FROM population_daily GROUP BY 1"
)


@dataclass
class Daily:
    """
    One measure of ours: its days, and the running sum of them.
    """

    first: dt.date
    last: dt.date
    sums: list[float]
    """The sum up to the end of each day, from the first to the last."""

    def between(self, first: dt.date, last: dt.date) -> float | None:
        """
        The sum of some days; null where not all of them are known.
        """
        if first < self.first or last > self.last:
            return None
        start, end = (first - self.first).days, (last - self.first).days
        return self.sums[end] - (self.sums[start - 1] if start else 0)


@dataclass
class Ours:
    """
    Each measure of ours by name, and what it rests on.
    """

    daily: dict[str, Daily] = field(default_factory=dict)
    parts: list[LedgerPart] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    sql: list[str] = field(default_factory=list)

    def rests_on(self, findings: Findings) -> None:
        """
        Take over the ledger, the releases and the SQL of an answer.
        """
        self.parts += findings.ledger.parts
        self.sources += findings.sources
        self.sql.append(findings.sql)


def ours(view: View, wanted: Collection[str]) -> Ours:
    """
    The measures that are wanted, as far as the dataset has them.
    """
    found = Ours()
    if view.has("stints") and {*POPULATION, *FACILITIES} & set(wanted):
        _population(view, wanted, found)
    if {*FLOWS} & set(wanted):
        _flows(view, wanted, found)
    return found


def _population(view: View, wanted: Collection[str], found: Ours) -> None:
    from custodes.measures.population import MEASURE

    answer = MEASURE.compute(view, ["day"])
    found.rests_on(answer)
    rows = answer.table.to_pylist()
    for name in set(POPULATION) & set(wanted):
        _take(found, name, {r["day"]: r[name] for r in rows})
    placed = set(FACILITIES) & set(wanted)
    if placed:
        MEASURE.compute(view, ["facility"])
        rows = view.engine.fetch(_BY_DAY).to_pylist()
        for name in placed:
            _take(found, name, {r["day_of"]: r[FACILITIES[name]] for r in rows})


def _flows(view: View, wanted: Collection[str], found: Ours) -> None:
    from custodes.measures.flows import MEASURE

    try:
        answer = MEASURE.compute(view, ["event", "day"])
    except CustodesError:
        # No table of events is there; what is said of no period that meets is enough.
        return
    events = {FLOWS[n][0] for n in wanted if n in FLOWS}
    kept = [p for p in answer.ledger.parts if p.about in events]
    found.parts += kept
    found.sources += [s for s in answer.sources if s.about in events]
    found.sql.append(answer.sql)
    rows = answer.table.to_pylist()
    for name in set(FLOWS) & set(wanted):
        event, column = FLOWS[name]
        _take(found, name, {r["day"]: r[column] for r in rows if r["event"] == event})


def _take(found: Ours, name: str, days: dict[dt.date, Any]) -> None:
    if not days:
        return
    first, last = min(days), max(days)
    total, sums = 0.0, []
    for n in range((last - first).days + 1):
        total += days.get(first + dt.timedelta(n)) or 0
        sums.append(total)
    found.daily[name] = Daily(first, last, sums)
