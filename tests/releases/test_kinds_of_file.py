"""
One table gives the same rows from every kind of file that it is published as.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from sheets import rows_of, sheet

from custodes.records import PROVENANCE
from custodes.releases import read_file

NAMES = {
    "unique_identifier": pa.string(),
    "departed_date": pa.date32(),
    "latest_apprehension_date": pa.timestamp("us"),
    "latest_apprehension_final_program": pa.string(),
    "birth_year": pa.int32(),
    "case_threat_level": pa.string(),
    "duplicate_likely": pa.bool_(),
    "file_original": pa.string(),
    "row_original": pa.int32(),
}
FROM = "2026-ICLI-00005_Removals_FY25_20260311_Redacted.xlsx"
ROWS: list[tuple[Any, ...]] = [
    ("a", dt.date(2025, 3, 1), dt.datetime(2025, 2, 1, 13, 5), "ERO", 1980, "1", False, FROM, 8),
    ("b", dt.date(2025, 3, 31), None, None, None, None, True, FROM, 9),
]
PUBLISHED = pa.table(
    [pa.array(c, t) for c, t in zip(zip(*ROWS, strict=True), NAMES.values(), strict=True)],
    names=list(NAMES),
)


def parquet(path: Path) -> None:
    pq.write_table(PUBLISHED, path)


def stata(path: Path) -> None:
    # As R's abbreviate() shortens it, which is how the Project makes its Stata files.
    short = {"latest_apprehension_final_program": "latest_apprehension_final_prgrm"}
    pyreadstat.write_dta(pl.from_arrow(PUBLISHED).rename(short), str(path))


def spss(path: Path) -> None:
    pyreadstat.write_sav(pl.from_arrow(PUBLISHED), str(path))


def text(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow(NAMES)
        lines.writerows([["NA" if v is None else v for v in row] for row in ROWS])


def packed(path: Path) -> None:
    plain = path.with_suffix("")
    text(plain)
    path.write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(NAMES))
    for row in ROWS:
        book.active.append(list(row))
    book.save(path)


KINDS: list[tuple[str, Callable[[Path], None]]] = [
    ("removals.parquet", parquet),
    ("removals.dta", stata),
    ("removals.sav", spss),
    ("removals.csv", text),
    ("removals.csv.gz", packed),
    ("removals.xlsx", workbook),
]


@pytest.mark.parametrize(("name", "write"), KINDS, ids=[n for n, _ in KINDS])
def test_the_projects_removals_are_the_same_rows_in_every_kind_of_file(
    name: str, write: Callable[[Path], None], tmp_path: Path
) -> None:
    write(tmp_path / name)
    found = read_file(tmp_path / name, tmp_path / "work")
    assert [(t.release, t.layout, t.table, t.rows) for t in found] == [
        ("2026-03", "ddp", "removals", 2)
    ]
    own = {c.name for c in PROVENANCE}
    kept = [{k: v for k, v in r.items() if k not in own and v} for r in rows_of(found.tables[0])]
    assert kept == [
        {
            "unique_identifier": "a",
            "departed_date": dt.date(2025, 3, 1),
            "latest_apprehension_date": dt.datetime(2025, 2, 1, 13, 5),
            "latest_apprehension_final_program": "ERO",
            "birth_year": 1980,
            "case_threat_level": "1",
        },
        {"unique_identifier": "b", "departed_date": dt.date(2025, 3, 31)},
    ]
    assert found.tables[0].rejected == {}


def test_a_raw_workbook_of_several_sheets_is_read_from_its_seventh_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Summary"
    book.active.append(["Fiscal Year", "Total"])
    for title, days in (("FY2025", [1, 2, 3]), ("FY2026", [4])):
        records = [
            {
                "Book In Date Time": dt.datetime(2025, 3, d, 22, 30),
                "Birth Year": 1980,
                "Birth Date": "b(6), b(7)c",
                "Bond Posted Amount": 1500.5,
                "Case Threat Level": "NA",
                "MSC Charge Code": "0399",
            }
            for d in days
        ]
        page = book.create_sheet(title)
        for row in sheet("2026-03", "stints", *records):
            page.append(row)
    name = "2026-ICLI-00005_Detentions_FY25_20260311_Redacted.xlsx"
    book.save(tmp_path / name)
    found = read_file(tmp_path / name, tmp_path / "work")
    assert [(t.sheet, t.header_row, t.rows, str(t.extracted)) for t in found] == [
        ("FY2025", 7, 3, "2026-03-10"),
        ("FY2026", 7, 1, "2026-03-10"),
    ]
    row = rows_of(found.tables[0])[2]
    assert (row["row"], row["book_in_date_time"]) == (10, dt.datetime(2025, 3, 3, 22, 30))
    assert (row["birth_year"], row["bond_posted_amount"]) == (1980, 1500.5)
    assert (row["case_threat_level"], row["most_serious_conviction_code"]) == ("NA", "0399")
    assert [f.redacted for f in found.tables[0].fields if f.header == "Birth Date"] == [3]
    assert list((tmp_path / "work").glob("*.arrow")) == []
