"""
What changed between two datasets, counted by hand.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from custodes.build import compare
from custodes.build._compare import RECORDS
from custodes.cli.compare import command
from custodes.provenance import Dataset
from custodes.records import tables
from custodes.synthetic import make
from datasets import dataset, table_of
from small_datasets import rows

Cells = tuple[int, int, int, int]
"""Filled, blank, redacted, unreadable."""


def made(folder: Path, days: list[str | None], fields: Mapping[str | None, Cells]) -> Dataset:
    """
    Arrests of these days; a day that starts with ``-`` is of a release that gives way.
    """
    arrests: list[dict[str, Any]] = [
        {
            "apprehension_date": dt.datetime.fromisoformat(d.lstrip("-")) if d else None,
            "superseded_by": "newer" if d and d.startswith("-") else None,
        }
        for d in days
    ]
    names = ("filled", "blank", "redacted", "unreadable")
    counts = [
        {"table_name": "arrests", "column_name": c, **dict(zip(names, cells, strict=True))}
        for c, cells in fields.items()
    ]
    given = {"arrests": table_of("arrests", arrests), "fields": rows("fields", counts)}
    return dataset(folder, given)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Dataset, Dataset]:
    old = made(
        tmp_path / "old",
        ["2024-09-30", "2024-10-01", "2024-10-02", "-2024-10-03", None],
        {"gender": (100, 0, 0, 0), "operation": (90, 10, 0, 0), "religion": (5, 95, 0, 0)},
    )
    new = made(
        tmp_path / "new",
        ["2024-10-01", "2024-10-02", "2024-10-03", "2025-12-31"],
        {
            "gender": (995, 5, 0, 0),
            "operation": (400, 100, 500, 0),
            "criminality": (1000, 0, 0, 0),
            None: (1000, 0, 0, 0),
        },
    )
    return old, new


def test_rows_and_periods_of_each_side(pair: tuple[Dataset, Dataset]) -> None:
    (change,) = compare(*pair)
    sides = [(e.rows, e.first, e.last) for e in (change.old, change.new)]

    assert change.table == "arrests"
    assert sides == [(5, "2024-09-30", "2024-10-03"), (4, "2024-10-01", "2025-12-31")]


def test_columns_that_came_and_went(pair: tuple[Dataset, Dataset]) -> None:
    (change,) = compare(*pair)

    assert (change.appeared, change.vanished) == (("criminality",), ("religion",))


def test_shares_that_moved_by_a_point_or_more(pair: tuple[Dataset, Dataset]) -> None:
    # Half a point of gender is no news; a tenth of operation was blank before as after.
    (change,) = compare(*pair)
    moved = [(m.column, m.state, m.old, m.new) for m in change.moved]

    assert moved == [("operation", "redacted", 0.0, 0.5)]


def test_years_hold_only_the_rows_that_count(pair: tuple[Dataset, Dataset]) -> None:
    # Fiscal years begin on 1 October and bear the later year.
    (change,) = compare(*pair)

    assert [(y.fiscal_year, y.old, y.new) for y in change.years] == [
        (2024, 1, 0),
        (2025, 2, 3),
        (2026, 0, 1),
        (None, 1, 0),
    ]


def test_a_dataset_has_not_changed_from_itself(pair: tuple[Dataset, Dataset]) -> None:
    (change,) = compare(pair[0], pair[0])

    assert change.old == change.new
    assert (change.appeared, change.vanished, change.moved) == ((), (), ())
    assert all(y.old == y.new for y in change.years)


def test_a_table_that_only_one_side_has_is_compared_with_nothing(
    pair: tuple[Dataset, Dataset], tmp_path: Path
) -> None:
    bare = dataset(tmp_path / "bare", {"fields": rows("fields", [])})
    (change,) = compare(pair[0], bare)

    assert (change.old.rows, change.new.rows, change.new.first) == (5, 0, None)
    assert change.vanished == ("gender", "operation", "religion")


def test_every_table_that_is_compared_has_a_date_to_compare_by() -> None:
    assert [name for name in RECORDS if tables()[name].event is None] == []


def test_two_folders_of_releases_are_read_and_compared(tmp_path: Path) -> None:
    old, new = (make(60, seed, tmp_path / str(seed)) for seed in (1, 2))
    call = [str(old.folder), str(new.folder), "--quiet"]
    done = CliRunner().invoke(command, [*call, "--json"], catch_exceptions=False)
    told = {c["table"]: (c["old"]["rows"], c["new"]["rows"]) for c in json.loads(done.output)}
    names = {("stints" if t == "detentions" else t): t for t in old.rows}

    assert told == {n: (old.rows[t], new.rows[t]) for n, t in names.items()}
    text = CliRunner().invoke(command, call, catch_exceptions=False).output
    change = new.rows["arrests"] - old.rows["arrests"]
    assert any(
        line.split() == ["rows", str(old.rows["arrests"]), str(new.rows["arrests"]), f"{change:+}"]
        for line in text.splitlines()
    )


def test_a_file_that_cannot_be_read_is_named_and_costs_the_status(tmp_path: Path) -> None:
    release = make(50, 1, tmp_path).folder
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    next(release.glob("*Arrests*")).rename(broken / "arrests.parquet")
    done = CliRunner().invoke(command, [str(release), str(broken)], catch_exceptions=False)

    assert done.exit_code == 1
    assert done.stderr.startswith("broken.xlsx: ")
    assert "arrests" in done.stdout
