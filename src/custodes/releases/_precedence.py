"""
Which release counts for which period, so that no event counts twice.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from custodes.errors import CallError
from custodes.records import table
from custodes.releases._model import NATIONAL, SYNTHETIC, ReadTable

OPEN = dt.date(9999, 12, 1)
"""Month of what has not ended."""

Months = dict[dt.date, int]
"""First day of a month, to rows."""


@dataclass(frozen=True, slots=True)
class Covered:
    """
    A release that gives way to another for a period.
    """

    table: str
    release: str
    superseded_by: str
    first: dt.date
    """First day of the period."""
    until: dt.date | None
    """Day after its last. Null: it has no end."""
    rows: int
    undated: bool = False
    """Whether the rows without a date give way too: those of a release that counts for no month."""


@dataclass(frozen=True, slots=True)
class Superseding:
    """
    Every release that gives way, and the SQL that says so of a row.
    """

    covered: tuple[Covered, ...]

    def sql(self, name: str) -> str:
        """
        An expression over a canonical table: the release that counts for a row, or null.
        """
        own = [c for c in self.covered if c.table == name]
        if not own:
            return "CAST(NULL AS VARCHAR)"
        whens = " ".join(_when(c, _date_sql(name)) for c in own)
        return f"CASE {whens} END"


@dataclass(frozen=True, slots=True)
class _Place:
    release: str
    first: dt.date
    until: dt.date

    def holds(self, month: dt.date) -> bool:
        return self.first <= month < self.until


def supersede(parts: Iterable[ReadTable], wins: Mapping[str, str] | None = None) -> Superseding:
    """
    Decide which release counts for each month of each table.

    Args:
        parts: The sheets that a dataset is made of, copies left out.
        wins: Table to the release that counts in it wherever it reaches, in place of
            the shipped order.

    Raises:
        CallError: *wins* names a table or a release that there is none of.
    """
    parts = list(parts)
    _check(parts, wins or {})
    by_table: dict[tuple[str, bool], list[ReadTable]] = defaultdict(list)
    for part in parts:
        # What is made up neither hides nor is hidden by what happened.
        by_table[part.table, part.release.startswith(SYNTHETIC)].append(part)
    covered: list[Covered] = []
    for (name, _), own in sorted(by_table.items(), key=lambda t: t[0]):
        if name in _facts()["tables"] and len({p.release for p in own}) > 1:
            covered += _of_table(name, own, (wins or {}).get(name))
    return Superseding(tuple(covered))


def _check(parts: Sequence[ReadTable], wins: Mapping[str, str]) -> None:
    for name, release in sorted(wins.items()):
        if name not in _facts()["tables"]:
            have = ", ".join(_facts()["tables"])
            raise CallError(f"no release gives way in a table {name!r}; the tables are: {have}.")
        have = ", ".join(sorted({p.release for p in parts if p.table == name})) or "none"
        if release not in have.split(", "):
            raise CallError(f"no {name} of a release {release!r} were read; of these were: {have}.")


def _of_table(name: str, parts: Sequence[ReadTable], wins: str | None) -> list[Covered]:
    months: dict[str, Counter[dt.date]] = defaultdict(Counter)
    undated: Counter[str] = Counter()
    for part in parts:
        counted = _months(part)
        months[part.release].update(counted)
        undated[part.release] += part.rows - sum(counted.values())
    national = {p.release for p in parts if p.scope == NATIONAL}
    winners = {
        month: _winner(name, month, {r: months[r][month] for r in national}, wins, months)
        for month in {m for counted in months.values() for m in counted}
    }
    found = []
    for release, counted in sorted(months.items()):
        over = winners if release in national else _within(name, winners)
        own = _periods(name, release, counted, over)
        if own and sum(c.rows for c in own) == sum(counted.values()):
            own[-1] = replace(own[-1], rows=own[-1].rows + undated[release], undated=True)
        found += own
    return found


def _within(name: str, winners: Mapping[dt.date, str | None]) -> dict[dt.date, str | None]:
    """
    Winners of months of their own period, the only ones that a release of one area gives way to.

    A handful of rows outside a national release's period says nothing of the area.
    """
    return {
        month: winner
        if any(
            p.release == (winner or "").removeprefix(SYNTHETIC) and p.holds(month)
            for p in _order(name)
        )
        else None
        for month, winner in winners.items()
    }


def _winner(
    name: str,
    month: dt.date,
    rows: Mapping[str, int],
    wins: str | None,
    months: Mapping[str, Months],
) -> str | None:
    if wins and months.get(wins, {}).get(month):
        return wins
    order = _order(name)
    rank = {p.release: i for i, p in reversed(list(enumerate(order)))}
    inside = {p.release for p in order if p.holds(month)}
    fullest = max(rows.values(), default=0)
    able = [r for r, n in rows.items() if n and n >= _facts()["enough"] * fullest]
    return min(able, key=lambda r: _place_of(r, inside, rank), default=None)


def _place_of(release: str, inside: set[str], rank: Mapping[str, int]) -> tuple[bool, int, str]:
    published = release.removeprefix(SYNTHETIC)
    return published not in inside, rank.get(published, len(rank)), release


def _periods(
    name: str, release: str, counted: Months, winners: Mapping[dt.date, str | None]
) -> list[Covered]:
    """
    Runs of a release's months that one other release counts for.
    """
    found: list[Covered] = []
    running = None
    for month in sorted(counted):
        winner = winners[month]
        if winner is None or winner == release:
            running = None
            continue
        until = None if month == OPEN else _next(month)
        if running == winner:
            last = found.pop()
            found.append(
                Covered(name, release, winner, last.first, until, last.rows + counted[month])
            )
        else:
            found.append(Covered(name, release, winner, month, until, counted[month]))
        running = winner
    return found


def _months(part: ReadTable) -> Months:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    names = _dates(part.table, part.release)
    read = pq.read_table(part.parquet, columns=names)
    dates = pc.coalesce(*(pc.cast(read[n], "date32") for n in names))
    if _is_open(part.table, part.release):
        dates = pc.fill_null(dates, OPEN)
    counted: Months = Counter()
    floored = pc.cast(pc.floor_temporal(dates.drop_null(), unit="month"), "date32")
    for found in pc.value_counts(floored).to_pylist():
        counted[found["values"]] += found["counts"]
    return counted


def _dates(name: str, release: str) -> list[str]:
    unless = _facts()["undated"].get(name, {}).get("unless", {})
    if release in unless:
        return [unless[release]]
    return list(_facts()["dated_by"].get(name, [table(name).event]))


def _is_open(name: str, release: str) -> bool:
    undated: Mapping[str, Any] = _facts()["undated"].get(name, {})
    return bool(undated.get("open")) and release not in undated.get("unless", {})


def _date_sql(name: str) -> str:
    columns = _facts()["dated_by"].get(name, [table(name).event])
    dates = ", ".join(f"CAST({c} AS DATE)" for c in columns)
    undated: Mapping[str, Any] = _facts()["undated"].get(name, {})
    if not undated:
        return f"coalesce({dates})"
    unless = " ".join(
        f"WHEN release = {_quoted(r)} THEN CAST({c} AS DATE)"
        for r, c in sorted(undated["unless"].items())
    )
    return f"CASE {unless} ELSE coalesce({dates}, DATE '{OPEN}') END"


def _when(covered: Covered, date: str) -> str:
    until = f" AND {date} < DATE '{covered.until}'" if covered.until else ""
    undated = f" OR {date} IS NULL" if covered.undated else ""
    return (
        f"WHEN release = {_quoted(covered.release)}"
        f" AND ({date} >= DATE '{covered.first}'{until}{undated})"
        f" THEN {_quoted(covered.superseded_by)}"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _next(month: dt.date) -> dt.date:
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)


@cache
def _facts() -> dict[str, Any]:
    text = (files("custodes.releases") / "precedence.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _order(name: str) -> tuple[_Place, ...]:
    return tuple(
        _Place(o["release"], o.get("from", dt.date.min), o.get("to", dt.date.max))
        for o in _facts()["order"]
        if name in o.get("tables", [name])
    )
