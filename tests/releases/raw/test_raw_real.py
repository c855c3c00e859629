"""
The real files: none refused, no row lost.
"""

from __future__ import annotations

import gzip

import openpyxl
import pytest
from raw_forge import table

pytestmark = pytest.mark.real

FOLDERS = ["287g-participating", "287g-pending", "detention-statistics", "seattle-productions"]


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_workbook_has_the_filled_cells_another_reader_finds(real_data, read, folder):
    paths = sorted((real_data / folder).glob("*.xlsx"))
    assert paths
    for path in paths:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        found = {s.sheet: table(s) for s in read(path).sheets}
        for sheet in book:
            sheet.reset_dimensions()
            expected = {
                (cell.row, cell.column)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value not in (None, "") and cell.data_type != "e"
            }
            filled = {
                (i, j)
                for i, row in enumerate(found.get(sheet.title, []), 1)
                for j, value in enumerate(row, 1)
                if value is not None
            }
            assert expected == filled, (path.name, sheet.title)


@pytest.mark.parametrize(
    ("name", "records", "preamble"),
    [
        ("EROArrests_FY2016", 110_104, 6),
        ("EROArrests_FY2017", 143_470, 6),
        ("EROArrests_FY2018", 158_581, 6),
        ("ICERemovals_FY2016", 240_255, 6),
        ("ICERemovals_FY2017", 226_119, 6),
        ("ICERemovals_FY2018", 256_085, 6),
        ("EROEncounters_FY2016", 368_645, 6),
    ],
)
def test_the_national_texts_have_the_rows_they_are_said_to_have(
    real_data, read, name, records, preamble
):
    (sheet,) = read(real_data / "enforcement-fy16-19" / f"{name}.csv.gz").sheets
    assert records + preamble == sheet.rows


def test_a_line_of_a_real_text_keeps_its_number(real_data, rows):
    path = real_data / "seattle-productions" / "arrests.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        expected = [next(file).rstrip("\n") for _ in range(40)]
    found = rows(path)
    for line, record in zip(expected, found, strict=False):
        assert [v.strip('"') or None for v in line.split("|")] == record
