"""
Workbooks look as the agency's do, and say what they are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from custodes.synthetic import make


@pytest.fixture(scope="module")
def books(workbook_release):
    return {p.name: openpyxl.load_workbook(p, read_only=True) for p in workbook_release.paths}


def _detentions(books):
    return {n: b for n, b in books.items() if "Detentions" in n}


def test_files_are_named_as_the_agency_names_them_and_say_synthetic(books):
    assert sorted(_detentions(books)) == [
        f"SYNTHETIC_2026-ICLI-00005_Detentions_{year}_20260311_Redacted.xlsx"
        for year in ("FY23", "FY24", "FY25", "FY26", "PriorFY23")
    ]


def test_six_rows_stand_above_the_headers_and_the_first_says_synthetic(books):
    for book in books.values():
        for sheet in book.worksheets:
            top = list(sheet.iter_rows(max_row=7, max_col=2, values_only=True))
            assert top[0][0].startswith("SYNTHETIC DATA")
            assert all(row[1] is None for row in top[:6])
            assert None not in top[6]


def test_the_properties_of_a_workbook_say_synthetic(books):
    for book in books.values():
        assert (book.properties.keywords, book.properties.title[:9]) == ("SYNTHETIC", "SYNTHETIC")


def test_a_year_goes_on_in_further_sheets_when_one_is_full(books):
    book = _detentions(books)["SYNTHETIC_2026-ICLI-00005_Detentions_FY24_20260311_Redacted.xlsx"]
    filled = [sum(1 for _ in s.iter_rows(min_row=8, values_only=True)) for s in book.worksheets]
    assert book.sheetnames == ["FY2024", *(f"FY2024 ({n})" for n in range(2, len(filled) + 1))]
    assert len(filled) >= 3
    assert set(filled[:-1]) == {60}
    assert 1 <= filled[-1] <= 60


def test_five_years_stand_in_five_sheets_of_one_workbook_when_asked(tmp_path):
    made = make(80, 5, tmp_path, raw_workbooks={"detentions"}, one_workbook=True)
    book = openpyxl.load_workbook(next(p for p in made.paths if "Detentions" in p.name))
    assert set(book.sheetnames) == {"Prior FY2023", "FY2023", "FY2024", "FY2025", "FY2026"}
    assert [p.suffix for p in made.paths if "Detentions" not in p.name] == [".parquet"] * 4


def test_birth_dates_are_withheld_in_every_row(books):
    for book in _detentions(books).values():
        for sheet in book.worksheets:
            rows = sheet.iter_rows(min_row=7, values_only=True)
            place = next(rows).index("Birth Date")
            assert {row[place] for row in rows} == {"b(6), b(7)c"}


def test_moments_are_dates_to_a_spreadsheet(books):
    for book in _detentions(books).values():
        for row in book.worksheets[0].iter_rows(min_row=8, max_col=2, values_only=True):
            assert {type(v) for v in row} == {dt.datetime}


def test_workbooks_say_what_parquet_says_of_the_same_world(books, tmp_path):
    made = make(400, 11, tmp_path)
    path = next(p for p in made.paths if "Detentions" in p.name)
    wanted = ("Anonymized Identifier", "Book In Date Time", "Stay Release Reason", "Birth Year",
              "Bond Posted Amount", "Final Order Date", "Detention Facility Code")  # fmt: skip
    table = pq.read_table(path, columns=list(wanted)).to_pylist()
    expected = Counter(tuple(_day(row[w]) for w in wanted) for row in table)
    actual: Counter[tuple[object, ...]] = Counter()
    for book in _detentions(books).values():
        for sheet in book.worksheets:
            rows = sheet.iter_rows(min_row=7, values_only=True)
            headers = next(rows)
            at = [headers.index(w) for w in wanted]
            actual.update(tuple(_day(row[i]) for i in at) for row in rows)
    assert expected == actual


def test_the_truth_names_file_sheet_and_row_of_every_row(books, workbook_release):
    path = Path(workbook_release.truth) / "truth_stints.parquet"
    people = pq.read_table(Path(workbook_release.truth) / "truth_people.parquet").to_pylist()
    id_of = {row["person"]: row["unique_identifier"] for row in people}
    cells: dict[tuple[str, str], list[tuple[object, ...]]] = {
        (name, sheet.title): list(sheet.iter_rows(values_only=True))
        for name, book in _detentions(books).items()
        for sheet in book.worksheets
    }
    checked = 0
    for truth in pq.read_table(path).to_pylist():
        if truth["row"] is None:
            continue
        row = cells[truth["file"], truth["sheet"]][truth["row"] - 1]
        assert row[1] == truth["recorded_start"]
        assert row[-1] == (None if truth["null_id"] else id_of[truth["person"]])
        checked += 1
    assert checked == workbook_release.rows["detentions"]


def _day(value: object) -> object:
    """
    A day as the moment it begins: workbooks know no other.
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    return value
