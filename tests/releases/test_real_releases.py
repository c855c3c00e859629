"""
The real files give the counts that were published or counted by hand.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from custodes.releases import ReadFile, inspect, read_file

pytestmark = pytest.mark.real

ENFORCEMENT = [
    ("EROArrests_FY2016", "arrests", 110_104),
    ("EROArrests_FY2017", "arrests", 143_470),
    ("EROArrests_FY2018", "arrests", 158_581),
    ("ICERemovals_FY2016", "removals", 240_255),
    ("ICERemovals_FY2017", "removals", 226_119),
    ("ICERemovals_FY2018", "removals", 256_085),
    ("EROEncounters_FY2016", "encounters", 368_645),
]
PARTNERS = [("2016", 3_149), ("2017", 7_164), ("2018", 10_338)]


@pytest.mark.parametrize(("name", "table", "rows"), ENFORCEMENT)
def test_the_files_of_2016_to_2018_have_their_published_rows(
    name: str, table: str, rows: int, real_data: Path, tmp_path: Path
) -> None:
    found = read_file(real_data / "enforcement-fy16-19" / f"{name}.csv.gz", tmp_path)
    assert [(t.release, t.table, t.header_row, t.rows) for t in found] == [
        ("2019-icfo-53623", table, 6, rows)
    ]
    assert (found.tables[0].rejected, found.tables[0].notes) == ({}, ())


@pytest.mark.parametrize(("year", "rows"), PARTNERS)
def test_arrests_by_287g_partners_are_those_published(
    year: str, rows: int, real_data: Path, tmp_path: Path
) -> None:
    found = read_file(real_data / "enforcement-fy16-19" / f"EROArrests_FY{year}.csv.gz", tmp_path)
    methods = pq.read_table(found.tables[0].parquet, columns=["apprehension_method"])
    assert methods["apprehension_method"].to_pylist().count("287(g) Program") == rows


def seattle(real_data: Path) -> Path:
    (book,) = (real_data / "seattle-productions").glob("*.xlsx")
    return book


def counts(found: ReadFile) -> dict[str, int]:
    return {f"{t.table} {t.sheet or ''}".strip(): t.rows for t in found}


def test_the_seattle_workbook_has_its_four_sheets_whole(real_data: Path, tmp_path: Path) -> None:
    found = read_file(seattle(real_data), tmp_path)
    assert counts(found) == {
        "arrests Arrests": 32_549,
        "stints Book Ins": 36_811,
        "removals Expedited Removals": 6_529,
        "removals Other Removals": 20_384,
    }
    kinds = [
        set(pq.read_table(t.parquet)["removal_kind"].to_pylist())
        for t in found
        if t.table == "removals"
    ]
    assert kinds == [{"expedited"}, {"other"}]
    aside = [n for n in found.notes if "set aside" in n]
    assert [n.split(" has")[0] for n in aside] == ["sheet 'Summary'", "sheet 'Footnotes'"]


def test_the_seattle_sheets_as_text_are_copies_of_the_workbooks(real_data: Path) -> None:
    reports = inspect([real_data / "seattle-productions"])
    copies = {r.path.name: [n for n in r.notes if "is a copy of" in n] for r in reports}
    assert {name: len(found) for name, found in copies.items() if name.endswith(".gz")} == {
        "arrests.csv.gz": 1,
        "bookins.csv.gz": 1,
        "expedited-removals.csv.gz": 1,
        "other-removals.csv.gz": 1,
    }
    assert copies[seattle(real_data).name] == []


def test_pennsylvanias_detainers_are_all_there(real_data: Path, tmp_path: Path) -> None:
    found = read_file(real_data / "detainers-pennsylvania" / "pa_detainers.csv", tmp_path).tables[0]
    assert (found.rows, str(found.first), str(found.last)) == (32_757, "2007-10-02", "2015-07-18")
    lifted = next(f for f in found.fields if f.column == "detainer_lift_reason")
    assert round(lifted.blank / found.rows, 2) == 0.34


def test_the_washington_join_is_of_thirty_people(real_data: Path, tmp_path: Path) -> None:
    found = read_file(real_data / "release-2025-samples" / "washington-joined.csv", tmp_path)
    people: set[str] = set()
    for table in found:
        people |= set(pq.read_table(table.parquet)["unique_identifier"].to_pylist())
    assert len(people) == 30
    assert {t.table for t in found} == {"arrests", "detainers", "encounters", "stints"}
    assert all(t.rows < 178 for t in found)


def test_the_sample_of_detainers_is_of_march_2026(real_data: Path, tmp_path: Path) -> None:
    found = read_file(real_data / "release-2026-samples" / "st_cloud_denied.csv", tmp_path)
    assert [(t.release, t.layout, t.table, t.rows) for t in found] == [
        ("2026-03", "ddp", "detainers", 22)
    ]
    assert len(found.tables[0].fields) == 65
