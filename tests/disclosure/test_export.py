"""
What leaves holds what is there, and nothing that a spreadsheet runs.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pyreadstat
import pytest

from custodes.disclosure import FORMATS, RISKY, export
from custodes.errors import CallError, MissingTableError
from custodes.provenance import Dataset, hash_file
from datasets import dataset, table_of

ROWS = [
    {
        "unique_identifier": "a" * 40,
        "book_in_date_time": dt.datetime(2024, 2, 29, 23, 59),
        "departed_date": dt.date(2025, 1, 31),
        "birth_year": 1990,
        "bond_posted_amount": 1500.5,
        "detention_facility": "=HYPERLINK(1)",
        "redacted": "final_charge",
    },
    {"detention_facility": "@SUM(A1)", "entry_date": dt.date(1899, 12, 31)},
    {"detention_facility": "-1+1|cmd"},
    {"detention_facility": "CENTRE Ñ, “quoted”"},
]


@pytest.fixture
def stints(tmp_path: Path) -> Dataset:
    return dataset(tmp_path / "set", {"stints": table_of("stints", ROWS)})


def test_csv_and_xlsx_put_an_apostrophe_before_what_a_spreadsheet_runs(
    stints: Dataset, tmp_path: Path
) -> None:
    export(stints, tmp_path / "out", "csv")
    export(stints, tmp_path / "out", "xlsx")

    with (tmp_path / "out/stints.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    book = openpyxl.load_workbook(tmp_path / "out/stints.xlsx")
    column = [c.value for c in book["stints"][1]].index("detention_facility") + 1
    cells = [book["stints"].cell(n, column) for n in range(2, 6)]
    expected = ["'=HYPERLINK(1)", "'@SUM(A1)", "'-1+1|cmd", "CENTRE Ñ, “quoted”"]
    assert expected == [r["detention_facility"] for r in rows]
    assert expected == [c.value for c in cells]
    assert {"s"} == {c.data_type for c in cells}


def test_no_cell_of_a_csv_starts_as_a_formula_whatever_the_text(tmp_path: Path) -> None:
    hostile = [
        {"detention_facility": f"{start}{end}"} for start in RISKY for end in ("", "x", "=1")
    ]
    made = dataset(tmp_path / "set", {"stints": table_of("stints", hostile)})

    export(made, tmp_path / "out", "csv")

    with (tmp_path / "out/stints.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(hostile) + 1 == len(rows)
    assert not [c for r in rows for c in r if c.startswith(RISKY)]


def test_parquet_holds_the_table_as_it_is(stints: Dataset, tmp_path: Path) -> None:
    export(stints, tmp_path / "out", "parquet")

    assert table_of("stints", ROWS) == pq.read_table(tmp_path / "out/stints.parquet")


@pytest.mark.parametrize("form", ["dta", "sav"])
def test_stata_and_spss_hold_text_days_instants_and_numbers(
    stints: Dataset, tmp_path: Path, form: str
) -> None:
    export(stints, tmp_path / "out", form)

    read = {"dta": pyreadstat.read_dta, "sav": pyreadstat.read_sav}[form]
    frame, meta = read(str(tmp_path / f"out/stints.{form}"), output_format="polars")
    assert isinstance(frame, pl.DataFrame)
    first = frame.row(0, named=True)
    assert "=HYPERLINK(1)" == first["detention_facility"]
    assert dt.datetime(2024, 2, 29, 23, 59) == first["book_in_date_time"]
    assert dt.date(2025, 1, 31) == first["departed_date"]
    assert 1990 == first["birth_year"]
    assert 1500.5 == first["bond_posted_amount"]
    assert frame.row(3, named=True)["birth_year"] is None
    assert "Facility." == meta.column_names_to_labels["detention_facility"]


def test_the_package_names_each_file_with_its_hash(stints: Dataset, tmp_path: Path) -> None:
    written = export(stints, tmp_path / "out", "csv")

    package = json.loads((tmp_path / "out/datapackage.json").read_text())
    assert {f"sha256:{hash_file(p)}" for p in written[:-1]} == {
        r["hash"] for r in package["resources"]
    }
    assert package["not_for_publication"] is True


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_the_same_rows_give_the_same_bytes(stints: Dataset, tmp_path: Path, form: str) -> None:
    export(stints, tmp_path / "one", form)
    export(stints, tmp_path / "two", form)

    assert hash_file(tmp_path / f"one/stints.{form}") == hash_file(tmp_path / f"two/stints.{form}")


def test_an_empty_table_is_exported_with_its_columns(tmp_path: Path) -> None:
    made = dataset(tmp_path / "set", {"arrests": table_of("arrests", [])})

    for form in FORMATS:
        export(made, tmp_path / "out", form)

    assert "unique_identifier" in (tmp_path / "out/arrests.csv").read_text()


def test_what_cannot_be_exported_is_said(stints: Dataset, tmp_path: Path) -> None:
    with pytest.raises(CallError, match="cannot export as 'pdf'; it can be csv, xlsx"):
        export(stints, tmp_path / "out", "pdf")
    with pytest.raises(MissingTableError, match="no table 'arrests'; it has: stints"):
        export(stints, tmp_path / "out", "csv", ["arrests"])


@pytest.mark.parametrize("package", [None, "not json", "[]", '{"name": "another program\'s"}'])
def test_files_that_no_export_made_are_not_replaced(
    package: str | None, stints: Dataset, tmp_path: Path
) -> None:
    (tmp_path / "stints.csv").write_text("mine")
    if package is not None:
        (tmp_path / "datapackage.json").write_text(package)

    with pytest.raises(CallError, match="holds files that no export made"):
        export(stints, tmp_path, "csv")

    assert "mine" == (tmp_path / "stints.csv").read_text()
