"""
The rows that a trace names are, when read again from the files, those of the figure.

The expected rows are picked here by hand from the workbooks with openpyxl.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from custodes.build import build
from custodes.errors import MissingTableError
from custodes.measures import View, catalog, walk
from custodes.provenance import Dataset
from custodes.synthetic import make
from datasets import dataset, table_of

HEADS = 7
Place = tuple[str, str, int]
"""File, sheet, row."""
Rows = dict[Place, dict[str, Any]]


UNFILLED = {
    "agreements",
    "partners",
    "partners_population",
    "without_agreement",
    "disparity_benchmark",
    "disparity_outcome",
    "disparity_veil",
    "disparity_before_after",
    "against_published",
}
"""Measures of lists, stops and series, of which the release made here has none."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("traced")
    made = make(400, 8, to / "made", raw_workbooks=True, rows_per_sheet=60, rare=20)
    build([made.folder], to / "set")
    return to


def sheets(folder: Path, table: str) -> Rows:
    found: Rows = {}
    for path in sorted((folder / "made" / "release").glob(f"*_{table}_*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            heads, *rest = list(sheet.iter_rows(min_row=HEADS, values_only=True))
            for n, cells in enumerate(rest, HEADS + 1):
                found[path.name, sheet.title, n] = dict(zip(heads, cells, strict=False))
        book.close()
    return found


def trace(folder: Path, *call: str) -> Result:
    command = import_module("custodes.cli.trace").command
    given = [str(folder / "set"), *call]
    return CliRunner().invoke(command, given, catch_exceptions=False)


def told(folder: Path, *call: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(trace(folder, *call, "--format", "json").stdout)
    return found


def places(told: dict[str, Any], about: str) -> list[Place]:
    part = next(p for p in told["rows"] if p["about"] == about)
    return [(r["file"], r["sheet"], r["row"]) for r in part["rows"]]


def test_the_rows_of_arrests_of_a_month_are_those_the_workbooks_date_in_it(folder: Path) -> None:
    found = told(folder, "flows", "--where", "event=arrests", "--where", "month=2023-06")
    by_hand = {
        place
        for place, row in sheets(folder, "Arrests").items()
        if isinstance(day := row["Apprehension Date"], dt.datetime)
        and (day.year, day.month) == (2023, 6)
    }

    assert len(by_hand) > 3
    assert sorted(by_hand) == sorted(places(found, "arrests"))
    assert [f["row_count"] for f in found["figures"]] == [len(by_hand)]


def test_the_rows_of_a_release_are_all_stints_of_its_stay(folder: Path) -> None:
    words = "Order of Supervision - No SLRRFF"
    found = told(folder, "releases", "--where", "kind=supervision_no_slrrff")
    stays = defaultdict(list)
    for place, row in sheets(folder, "Detentions").items():
        if row["Anonymized Identifier"] is not None:
            stays[row["Anonymized Identifier"], row["Stay Book In Date Time"]].append((place, row))
    by_hand = {
        key: stints
        for key, stints in stays.items()
        if any(
            row["Stay Release Reason"] == words
            and row["Final Order Date"] is not None
            and row["Final Order Date"].date() <= row["Stay Book Out Date Time"].date()
            for _, row in stints
        )
    }

    assert len(by_hand) > 3
    assert sum(f["releases"] for f in found["figures"]) == len(by_hand)
    assert found["rows"][0]["counted"] == len(by_hand)
    assert sorted(p for s in by_hand.values() for p, _ in s) == sorted(places(found, "stays"))


def test_the_rows_of_a_day_of_custody_are_the_stints_that_cover_it(folder: Path) -> None:
    asked = dt.date(2025, 3, 10)
    found = told(folder, "population", "--where", f"day={asked}")
    by_hand = {
        place: row["Anonymized Identifier"]
        for place, row in sheets(folder, "Detentions").items()
        if row["Book In Date Time"].date() <= asked
        and (row["Book Out Date Time"] is None or row["Book Out Date Time"].date() >= asked)
    }

    assert len(by_hand) > 3
    assert sorted(by_hand) == sorted(places(found, "stints"))
    assert [f["any_part"] for f in found["figures"]] == [len(set(by_hand.values()))]


def test_the_rows_of_detainers_are_those_with_the_words_of_the_reason(folder: Path) -> None:
    found = told(folder, "detainers", "--where", "lift_reason=booked_into_detention")
    every = sheets(folder, "Detainers")
    words = {every[p]["Detainer Lift Reason"] for p in places(found, "detainers")}
    by_hand = {p for p, row in every.items() if row["Detainer Lift Reason"] in words}

    assert len(by_hand) > 3
    assert [w for w in words if "Booked into Detention" not in str(w)] == []
    assert sorted(by_hand) == sorted(places(found, "detainers"))
    assert [f["detainers"] for f in found["figures"]] == [len(by_hand)]


def test_the_rows_of_hold_rooms_are_in_hold_rooms(folder: Path) -> None:
    found = told(folder, "hold_rooms", "--where", "fiscal_year=2025")
    every = sheets(folder, "Detentions")
    rows = [every[p] for p in places(found, "stints")]
    begun = {r["Book In Date Time"].date() for r in rows}

    assert [f["stints"] for f in found["figures"]] == [len(rows)]
    assert min(begun) >= dt.date(2024, 10, 1)
    assert max(begun) <= dt.date(2025, 9, 30)
    assert [r for r in rows if "HOLD ROOM" not in r["Detention Facility"]] == []


def test_a_group_that_a_share_is_of_is_traced_too(folder: Path) -> None:
    found = told(folder, "priorities", "--where", "criminality=convicted")
    every = sheets(folder, "Arrests")
    said = {every[p]["Apprehension Criminality"] for p in places(found, "arrests")}
    (figure,) = found["figures"]

    assert said == {"1 Convicted Criminal"}
    assert len(places(found, "arrests")) == figure["partner_arrests"] + figure["other_arrests"]


@pytest.mark.parametrize("name", list(catalog()))
def test_as_many_rows_are_walked_to_as_the_ledger_counts(folder: Path, name: str) -> None:
    view = View.of(Dataset.open(folder / "set"))
    if name in UNFILLED:
        with pytest.raises(MissingTableError):
            catalog()[name].compute(view, [])
        return
    findings = catalog()[name].compute(view, [])
    counted = {p.about: p.counted for p in findings.ledger.parts}
    # A note says why the figure is not the number of the rows.
    plain = [walk(view, t) for t in findings.trails if not t.note]
    walked = dict.fromkeys(sorted({w.trail.about for w in plain}), 0)
    for each in plain:
        walked[each.trail.about] += each.counted

    assert walked == {about: counted[about] for about in walked}


def test_what_is_traced_is_stamped_in_every_form(folder: Path) -> None:
    stamp = "not for publication: rows of persons, no disclosure control"
    call = ("releases", "--where", "kind=supervision", "--by", "year")
    text = trace(folder, *call, "--limit", "2")
    cells = list(csv.DictReader(io.StringIO(trace(folder, *call, "--format", "csv").stdout)))

    assert text.stdout.splitlines()[0] == stamp
    assert "Who was released after a final order of removal" in text.stdout
    assert "-- table release_judged" not in text.stdout
    assert "FROM release_judged" in text.stdout
    assert "left out: no date of a final order" in text.stdout
    assert "more; --limit" in text.stdout
    assert told(folder, *call)["stamp"] == stamp
    assert {c["stamp"] for c in cells} == {stamp}
    assert len(cells) > 2
    assert set(cells[0]) >= {"year", "kind", "release", "file", "sheet", "row", "table_name"}


def test_no_id_of_a_person_is_traced(folder: Path) -> None:
    ids = {r["Anonymized Identifier"] for r in sheets(folder, "Detentions").values()}
    text = trace(folder, "releases", "--where", "kind=supervision", "--format", "json").stdout

    assert len(ids) > 100
    assert [i for i in ids if i is not None and i in text] == []


def test_a_sheet_whose_name_is_a_formula_is_not_run(tmp_path: Path) -> None:
    sheet = "=HYPERLINK(1)"
    arrest = {"apprehension_date": dt.datetime(2025, 1, 5), "sheet": sheet}
    dataset(tmp_path / "set", {"arrests": table_of("arrests", [arrest])})
    (row,) = csv.DictReader(io.StringIO(trace(tmp_path, "flows", "--format", "csv").stdout))

    assert row["sheet"] == "'=HYPERLINK(1)"
