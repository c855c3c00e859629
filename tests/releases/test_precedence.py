"""
No event counts twice: copies of a sheet, and releases of one period.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sheets import read, sheet

from custodes.engine import DuckDBEngine
from custodes.releases import ReadTable, Superseding, copies, supersede


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    opened = DuckDBEngine()
    yield opened
    opened.close()


def arrests(folder: Path, layout: str, *days: str, name: str | None = None) -> ReadTable:
    header = "Arrest Date" if layout == "seattle-productions" else "Apprehension Date"
    records = [{header: d} for d in days]
    found = read({"FY": sheet(layout, "arrests", *records)}, folder, name=name or f"{layout}.xlsx")
    return found.tables[0]


def counted(engine: DuckDBEngine, parts: list[ReadTable], over: Superseding) -> dict[str, int]:
    """
    Rows that count, by release, as the SQL that goes into a dataset has it.
    """
    engine.read_parquet("parts", [p.parquet for p in parts])
    name = parts[0].table
    found = engine.fetch(
        f"SELECT release, count(*) AS n FROM parts WHERE {over.sql(name)} IS NULL"
        " GROUP BY release ORDER BY release"
    )
    return {r["release"]: r["n"] for r in found.to_pylist()}


def test_one_release_alone_counts_whatever_its_dates(tmp_path: Path) -> None:
    assert supersede([arrests(tmp_path, "2026-03", "2019-01-01", "2025-01-01")]).covered == ()


def test_the_newer_release_counts_where_both_have_the_month(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    old = arrests(tmp_path, "2012-2023", "2022-09-30", "2022-10-01", "2023-01-05")
    new = arrests(tmp_path, "2026-03", "2022-10-01", "2023-01-05", "2025-01-01")
    over = supersede([old, new])
    assert [
        (c.release, c.superseded_by, str(c.first), str(c.until), c.rows) for c in over.covered
    ] == [("2012-2023", "2026-03", "2022-10-01", "2023-02-01", 2)]
    assert counted(engine, [old, new], over) == {"2012-2023": 1, "2026-03": 3}


def test_the_older_release_counts_before_the_newer_ones_period(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    old = arrests(tmp_path, "2012-2023", *["2022-08-01"] * 4)
    new = arrests(tmp_path, "2026-03", *["2022-08-01"] * 3)
    assert counted(engine, [old, new], supersede([old, new])) == {"2012-2023": 4}


def test_one_file_of_a_new_release_does_not_hide_the_years_that_it_lacks(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    old = arrests(tmp_path, "2025-07", *["2023-10-01"] * 10, *["2025-06-01"] * 10)
    new = arrests(tmp_path, "2026-03", "2023-10-02", *["2025-06-01"] * 11)
    over = supersede([old, new])
    assert counted(engine, [old, new], over) == {"2025-07": 10, "2026-03": 11}


def test_no_month_counts_from_two_national_releases(tmp_path: Path, engine: DuckDBEngine) -> None:
    days = [f"20{y}-{m:02}-15" for y in range(12, 27) for m in range(1, 13)]
    parts = [
        arrests(tmp_path, layout, *days)
        for layout in ("2026-08", "2026-03", "2025-07", "2012-2023", "2019-icfo-53623")
    ]
    over = supersede(parts)
    assert sum(counted(engine, parts, over).values()) == len(days)
    assert counted(engine, parts, over) == {"2012-2023": 129, "2026-08": 51}


def test_a_release_of_one_area_gives_way_within_a_national_ones_period_only(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    area = arrests(tmp_path, "seattle-productions", "2013-05-01", "2016-05-01", "2019-05-01")
    whole = arrests(tmp_path, "2019-icfo-53623", "2013-05-02", *["2016-05-01"] * 5)
    over = supersede([area, whole])
    assert counted(engine, [area, whole], over) == {"2019-icfo-53623": 6, "seattle-productions": 2}


def test_a_release_of_one_area_never_counts_in_place_of_a_national_one(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    area = arrests(tmp_path, "seattle-productions", *["2016-05-01"] * 50)
    whole = arrests(tmp_path, "2019-icfo-53623", "2016-05-01")
    over = supersede([area, whole])
    assert counted(engine, [area, whole], over)["2019-icfo-53623"] == 1


def test_the_user_can_say_which_release_counts(tmp_path: Path, engine: DuckDBEngine) -> None:
    old = arrests(tmp_path, "2025-07", "2024-01-01")
    new = arrests(tmp_path, "2026-03", "2024-01-01", "2025-12-01")
    over = supersede([old, new], {"arrests": "2025-07"})
    assert counted(engine, [old, new], over) == {"2025-07": 1, "2026-03": 1}


def test_made_up_releases_give_way_among_themselves_only(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    own = arrests(tmp_path, "2025-07", "2024-01-01")
    old = arrests(tmp_path, "2025-07", *["2024-01-01"] * 9, name="SYNTHETIC_a.xlsx")
    new = arrests(tmp_path, "2026-03", *["2024-01-01"] * 8, name="SYNTHETIC_b.xlsx")
    over = supersede([own, old, new])
    assert counted(engine, [own, old, new], over) == {"2025-07": 1, "synthetic-2026-03": 8}


def test_a_row_without_a_date_is_never_superseded(tmp_path: Path, engine: DuckDBEngine) -> None:
    old = read({"F": sheet("2025-07", "arrests", {"Gender": "Male"})}, tmp_path).tables[0]
    new = arrests(tmp_path, "2026-03", "2024-01-01")
    assert counted(engine, [old, new], supersede([old, new]))["2025-07"] == 1


def stints(folder: Path, layout: str, *bounds: tuple[str, str | None, str | None]) -> ReadTable:
    out = "Detention Book Out Date Time" if layout == "2022-icfo-09022" else "Book Out Date Time"
    start = (
        "Detention Book In Date And Time" if layout == "2022-icfo-09022" else "Book In Date Time"
    )
    records: list[dict[str, Any]] = [
        {start: i, out: o, "Stay Book Out Date Time": s} for i, o, s in bounds
    ]
    found = read({"FY": sheet(layout, "stints", *records)}, folder, name=f"{layout}.xlsx")
    return found.tables[0]


def test_a_stay_is_never_cut_in_two_and_an_open_one_is_the_newest_releases(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    over_the_line = [
        ("2022-08-01", "2022-08-20", "2022-11-01"),
        ("2022-08-20", "2022-11-01", "2022-11-01"),
    ]
    ended = [("2022-01-01", "2022-02-01", "2022-02-01")]
    held = [("2022-07-01", None, None)]
    old = stints(tmp_path, "2022-icfo-09022", *ended, *over_the_line, *held)
    new = stints(tmp_path, "2026-03", *over_the_line, *held)
    over = supersede([old, new])
    assert counted(engine, [old, new], over) == {"2022-icfo-09022": 1, "2026-03": 3}


def test_sheets_with_the_same_rows_are_copies_in_whatever_order_and_print(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    book = arrests(tmp_path, "2026-08", "2023-01-01 00:00:00", "2023-01-02", name="FY2023.xlsx")
    again = arrests(tmp_path, "2026-08", "1/2/2023", "1/1/2023", name="FY2024.xlsx")
    other = arrests(tmp_path, "2026-08", "1/2/2023", "1/3/2023", name="FY2025.xlsx")
    found = copies([again, other, book], engine)
    assert [(c.part.file, c.copy_of) for c in found] == [("FY2024.xlsx", "FY2023.xlsx, sheet 'FY'")]


def test_of_a_workbook_and_its_sheet_as_text_the_workbook_counts(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    rows = sheet("seattle-productions", "arrests", {"Arrest Date": "1/1/2012"})
    text = read({None: rows}, tmp_path, name="a.csv", kind="csv").tables[0]
    book = read({"Arrests": rows}, tmp_path, name="b.xlsx").tables[0]
    found = copies([text, book], engine)
    assert [(c.part.file, c.copy_of) for c in found] == [("a.csv", "b.xlsx, sheet 'Arrests'")]


def test_a_row_more_or_twice_makes_no_copy(tmp_path: Path, engine: DuckDBEngine) -> None:
    one = arrests(tmp_path, "2026-08", "1/1/2023", "1/2/2023", "1/2/2023", name="a.xlsx")
    two = arrests(tmp_path, "2026-08", "1/1/2023", "1/1/2023", "1/2/2023", name="b.xlsx")
    assert copies([one, two], engine) == ()


def test_the_projects_table_is_set_aside_beside_the_agencys_own(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    rows = [
        ["apprehension_date", "gender", "file_original"],
        ["2025-03-01", "Male", "2026-ICLI-00005_Arrests"],
    ]
    processed = read({None: rows}, tmp_path, name="arrests.parquet", kind="parquet").tables[0]
    own = arrests(tmp_path, "2026-03", "2025-03-01", "2025-04-01")
    found = copies([processed, own], engine)
    assert [(c.part.file, c.copy_of) for c in found] == [
        ("arrests.parquet", "the agency's own arrests of 2026-03")
    ]
    assert copies([processed], engine) == ()


def test_rows_without_a_date_give_way_with_a_release_that_counts_for_no_month(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    old = arrests(tmp_path, "2025-07", "2024-01-01", "07/02/0999", "unknown")
    new = arrests(tmp_path, "2026-03", "2024-01-01", "unknown")
    over = supersede([old, new])
    assert [c.rows for c in over.covered] == [3]
    assert counted(engine, [old, new], over) == {"2026-03": 2}


def test_rows_without_a_date_stay_with_a_release_that_counts_for_some_month(
    tmp_path: Path, engine: DuckDBEngine
) -> None:
    old = arrests(tmp_path, "2012-2023", "2015-01-01", "2023-01-01", "unknown")
    new = arrests(tmp_path, "2026-03", "2023-01-01", "unknown")
    over = supersede([old, new])
    assert counted(engine, [old, new], over) == {"2012-2023": 2, "2026-03": 2}
