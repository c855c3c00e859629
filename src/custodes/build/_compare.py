"""
What changed between two datasets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from custodes.engine import DuckDBEngine
from custodes.records import tables

if TYPE_CHECKING:
    from custodes.provenance import Dataset

POINT = 0.01
"""A field is named when its share blank, redacted or unreadable moved by this much or more."""

STATES = ("filled", "blank", "redacted", "unreadable")

RECORDS = ("encounters", "detainers", "arrests", "stints", "removals", "agreements")


@dataclass(frozen=True, slots=True)
class Extent:
    """
    How much of one table a dataset has; nulls where it has none.
    """

    rows: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """
    One field whose cells are filled, blank, redacted or unreadable in other shares than before.
    """

    column: str
    state: str
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class YearCount:
    """
    Rows of one fiscal year; the same year in both is the same period read twice.
    """

    fiscal_year: int | None
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class TableChange:
    """
    One table, before and after.
    """

    table: str
    old: Extent
    new: Extent
    appeared: tuple[str, ...]
    """Columns that the new publishes and the old did not."""
    vanished: tuple[str, ...]
    """Columns that the old published and the new does not."""
    moved: tuple[Moved, ...]
    years: tuple[YearCount, ...]


def compare(old: Dataset, new: Dataset) -> tuple[TableChange, ...]:
    """
    Rows, periods, columns, redactions and yearly counts of two datasets, table by table.

    Rows that another release supersedes are left out of the yearly counts on
    both sides, since they are not counted anywhere.
    """
    engine = DuckDBEngine()
    try:
        return tuple(
            _change(engine, name, old, new)
            for name in RECORDS
            if name in old.tables or name in new.tables
        )
    finally:
        engine.close()


def _change(engine: DuckDBEngine, name: str, old: Dataset, new: Dataset) -> TableChange:
    before, after = _fields(engine, name, old), _fields(engine, name, new)
    return TableChange(
        table=name,
        old=_extent(engine, name, old),
        new=_extent(engine, name, new),
        appeared=tuple(sorted(set(after) - set(before))),
        vanished=tuple(sorted(set(before) - set(after))),
        moved=tuple(_moved(before, after)),
        years=_years(_by_year(engine, name, old), _by_year(engine, name, new)),
    )


def _extent(engine: DuckDBEngine, name: str, dataset: Dataset) -> Extent:
    if name not in dataset.tables:
        return Extent(0, None, None)
    event = tables()[name].event
    engine.read_parquet("side", dataset.paths(name))
    (row,) = engine.fetch(
        f"SELECT count(*) AS n, CAST(CAST(min({event}) AS DATE) AS VARCHAR) AS a,"
        f" CAST(CAST(max({event}) AS DATE) AS VARCHAR) AS z FROM side"
    ).to_pylist()
    return Extent(row["n"], row["a"], row["z"])


def _fields(engine: DuckDBEngine, name: str, dataset: Dataset) -> dict[str, dict[str, float]]:
    engine.read_parquet("fields", dataset.paths("fields"))
    # A sum of 64 bits has 128 in DuckDB, which come back as decimals that JSON has no word for.
    sums = ", ".join(f"CAST(sum({s}) AS BIGINT) AS {s}" for s in STATES)
    found = engine.fetch(
        f"SELECT column_name, {sums} FROM fields"
        " WHERE table_name = :table AND column_name IS NOT NULL GROUP BY column_name",
        {"table": name},
    ).to_pylist()
    shares = {}
    for row in found:
        total = sum(row[s] for s in STATES) or 1
        shares[row["column_name"]] = {s: row[s] / total for s in STATES}
    return shares


def _moved(
    before: Mapping[str, Mapping[str, float]], after: Mapping[str, Mapping[str, float]]
) -> list[Moved]:
    both = sorted(set(before) & set(after))
    return [
        Moved(c, s, before[c][s], after[c][s])
        for c in both
        for s in STATES[1:]
        if abs(after[c][s] - before[c][s]) >= POINT
    ]


def _by_year(engine: DuckDBEngine, name: str, dataset: Dataset) -> dict[int | None, int]:
    if name not in dataset.tables:
        return {}
    event = tables()[name].event
    engine.read_parquet("side", dataset.paths(name))
    found = engine.fetch(
        f"SELECT CAST(year({event}) + CASE WHEN month({event}) >= 10 THEN 1 ELSE 0 END AS INTEGER) AS y,"
        " count(*) AS n FROM side WHERE superseded_by IS NULL GROUP BY 1"
    ).to_pylist()
    return {row["y"]: row["n"] for row in found}


def _years(old: Mapping[int | None, int], new: Mapping[int | None, int]) -> tuple[YearCount, ...]:
    known = sorted(y for y in {*old, *new} if y is not None)
    unknown = [None] if None in old or None in new else []
    return tuple(YearCount(y, old.get(y, 0), new.get(y, 0)) for y in [*known, *unknown])
