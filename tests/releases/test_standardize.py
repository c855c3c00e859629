"""
Records become rows: none lost, each with where it stood and what was withheld.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from sheets import PREAMBLE, headers, read, rows_of, sheet

from custodes.records import arrow_schema
from custodes.releases import ReadTable
from custodes.releases import _sheet as sheet_module

MARK = "(B)(6);(B)(7)(C) "


def arrests(folder: Path, *records: dict[str, Any], kind: str = "xlsx") -> ReadTable:
    return read({"FY": sheet("2026-03", "arrests", *records)}, folder, kind=kind).tables[0]


def field(found: ReadTable, header: str) -> tuple[int, int, int, int]:
    one = next(f for f in found.fields if f.header == header)
    return one.filled, one.blank, one.redacted, one.unreadable


def test_a_row_keeps_its_place_in_the_sheet(tmp_path: Path) -> None:
    day = {"Apprehension Date": "2025-03-01"}
    found = arrests(tmp_path, day, {}, {"Gender": "  "}, day)
    assert [r["row"] for r in rows_of(found)] == [8, 11]
    assert found.notes == ("blank rows left out: 2",)


@pytest.mark.parametrize(
    ("layout", "first", "event"),
    [
        ("2026-03", "Apprehension Date", "Apprehension Date"),
        ("2026-08", "AOR", "Apprehension Date"),
    ],
)
def test_a_total_and_a_source_below_the_rows_are_no_events(
    layout: str, first: str, event: str, tmp_path: Path
) -> None:
    day = {event: "2025-03-01", "Gender": "Male"}
    rows = sheet(layout, "arrests", day, {}, {first: "Total: 1"}, {}, {first: "Source: the agency"})
    (found,) = read({"FY": rows}, tmp_path).tables
    assert (found.rows, found.rejected) == (1, {})
    assert "remarks below the last row left out: 2" in found.notes


def test_a_last_row_that_says_only_when_is_an_event(tmp_path: Path) -> None:
    day = {"Apprehension Date": "2025-03-01"}
    assert arrests(tmp_path, day, day).rows == 2


def test_a_remark_among_the_rows_is_kept_apart_as_what_it_is(tmp_path: Path) -> None:
    day = {"Apprehension Date": "2025-03-01"}
    found = arrests(tmp_path, day, {"Apprehension Date": "as of today"}, day)
    assert (found.rows, found.rejected) == (3, {"apprehension_date: not a date": 1})


def test_rows_keep_their_order_and_places_over_many_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_module, "CHUNK", 7)
    records = [{"Operation": f"number {n}"} for n in range(50)]
    found = rows_of(arrests(tmp_path, *records))
    assert [(r["row"], r["operation"]) for r in found] == [
        (len(PREAMBLE) + 2 + n, f"number {n}") for n in range(50)
    ]


def test_a_table_has_the_canonical_columns_whatever_the_sheet_holds(tmp_path: Path) -> None:
    found = arrests(tmp_path, {"Gender": "Male"})
    assert pq.read_schema(found.parquet).equals(arrow_schema("arrests"))


def test_every_row_says_what_file_and_sheet_it_is_from(tmp_path: Path) -> None:
    found = arrests(tmp_path, {"Gender": "Male"})
    (row,) = rows_of(found)
    assert (row["release"], row["file"], row["sheet"]) == ("2026-03", "made.xlsx", "FY")
    assert row["file_sha256"] == found.file_sha256
    assert row["superseded_by"] is None


def test_blank_withheld_and_unreadable_are_three_things(tmp_path: Path) -> None:
    found = arrests(
        tmp_path,
        {"Gender": "Male", "Final Order Date": "2024-05-06"},
        {"Gender": MARK, "Operation": MARK, "Final Order Date": "07/02/0999"},
        {"Operation": "x", "Final Order Date": None},
    )
    assert [(r["gender"], r["final_order_date"]) for r in rows_of(found)][1:] == [
        (None, None),
        (None, None),
    ]
    assert [r["redacted"] for r in rows_of(found)] == [None, "gender;operation", None]
    assert [r["unreadable"] for r in rows_of(found)] == [None, "final_order_date", None]
    assert field(found, "Gender") == (1, 1, 1, 0)
    assert field(found, "Final Order Date") == (1, 1, 0, 1)
    assert found.rejected == {"final_order_date: impossible year": 1}


def test_a_rejected_value_is_kept_with_its_place_and_the_reason(tmp_path: Path) -> None:
    found = arrests(
        tmp_path, {"Gender": "Male"}, {"Final Order Date": "07/02/0999", "Birth Year": "x"}
    )
    assert found.rejects is not None
    kept = pq.read_table(found.rejects).to_pylist()
    assert sorted((r["row"], r["column_name"], r["reason"], r["text"]) for r in kept) == [
        (9, "birth_year", "not a number", "x"),
        (9, "final_order_date", "impossible year", "07/02/0999"),
    ]
    assert {(r["release"], r["file"], r["sheet"], r["table_name"]) for r in kept} == {
        ("2026-03", "made.xlsx", "FY", "arrests")
    }


def test_nothing_rejected_leaves_no_file(tmp_path: Path) -> None:
    found = arrests(tmp_path, {"Gender": "Male"})
    assert (found.rejects, list(found.parquet.parent.glob("*rejects*"))) == (None, [])


def test_a_column_not_taken_is_counted_and_its_values_are_nowhere(tmp_path: Path) -> None:
    found = arrests(tmp_path, {"Birth Date": MARK}, {"Birth Date": "1980-01-02"}, {"Gender": "F"})
    one = next(f for f in found.fields if f.header == "Birth Date")
    assert (one.column, one.why_not_taken) == (None, "withheld in every row")
    assert (one.filled, one.blank, one.redacted) == (1, 1, 1)
    assert b"1980" not in found.parquet.read_bytes()


def test_na_is_a_value_in_a_workbook_and_a_blank_in_text_written_by_r(tmp_path: Path) -> None:
    rows = [
        ["detainer_prepare_date", "detainer_prep_threat_level", "gender"],
        ["1/2/2026", "NA", "F"],
    ]
    book = read({"S": rows}, tmp_path).tables[0]
    text = read({None: rows}, tmp_path, kind="csv").tables[0]
    told = [rows_of(t)[0]["detainer_prep_threat_level"] for t in (book, text)]
    assert told == ["NA", None]


def test_a_value_outside_the_code_list_is_kept_and_shown_from_eleven_rows_on(
    tmp_path: Path,
) -> None:
    records = [{"Gender": "X"}] * 11 + [{"Gender": "Jane Doe"}] * 10 + [{"Gender": "male"}]
    found = arrests(tmp_path, *records)
    assert [(u.column, u.value, u.rows) for u in found.unmapped] == [("gender", "X", 11)]
    assert [r["gender"] for r in rows_of(found)].count("Jane Doe") == 10


def test_first_and_last_are_the_events_days(tmp_path: Path) -> None:
    days = ["2025-03-01 23:00:00", None, "2024-01-02 00:10:00", "07/02/0999"]
    found = arrests(tmp_path, *({"Apprehension Date": d, "Gender": "Male"} for d in days))
    assert (str(found.first), str(found.last)) == ("2024-01-02", "2025-03-01")


def test_reading_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    records = [{"Apprehension Date": "2025-03-01", "Gender": MARK, "Birth Year": "x"}] * 20
    one, two = arrests(tmp_path / "a", *records), arrests(tmp_path / "b", *records)
    assert one.parquet.read_bytes() == two.parquet.read_bytes()
    assert one.rejects is not None
    assert two.rejects is not None
    assert one.rejects.read_bytes() == two.rejects.read_bytes()


JOINED = [
    ("unique_identifier", "a", "a", "a", "b"),
    ("detainer_prepare_date.detainer", "2024-01-01", "2024-01-01", "2024-05-01", "2024-02-01"),
    ("event_date.encounter", "2023-12-31", "2023-12-31", "2023-12-31", "NA"),
    ("apprehension_date.arrest", "2024-01-02", "2024-01-02", "2024-01-02", "NA"),
    ("book_in_date_time.detention", "2024-01-02 10:00:00", "2024-01-03 10:00:00", "NA", "NA"),
]


def joined_names() -> list[str]:
    from custodes.releases._layout import layouts

    tables = layouts()["2025-02-washington"].tables
    return list(dict.fromkeys(h for t in tables for h in [*t.columns, *t.not_taken]))


def test_a_join_of_four_tables_is_taken_apart_and_each_event_made_once(tmp_path: Path) -> None:
    given = {name: values for name, *values in JOINED}
    names = joined_names()
    rows = [names, *([given[n][i] if n in given else "NA" for n in names] for i in range(4))]
    found = read({None: rows}, tmp_path, kind="csv")
    assert {t.table: t.rows for t in found} == {
        "arrests": 1,
        "detainers": 3,
        "encounters": 1,
        "stints": 2,
    }
    stints = next(t for t in found if t.table == "stints")
    assert [(r["unique_identifier"], r["row"]) for r in rows_of(stints)] == [("a", 2), ("a", 3)]
    assert {t.table: t.notes for t in found} == {
        "arrests": ("records that repeat an event made once: 2",),
        "detainers": ("records that repeat an event made once: 1",),
        "encounters": ("records that repeat an event made once: 2",),
        "stints": (),
    }


def test_headers_that_stand_again_among_the_rows_are_no_event(tmp_path: Path) -> None:
    day = {"Apprehension Date": "2025-03-01"}
    again = {h: h for h in headers("2026-03", "arrests")}
    found = arrests(tmp_path, day, again, {"Gender": "Gender"})
    assert [r["row"] for r in rows_of(found)] == [8, 10]
    assert found.notes == ("rows that repeat the headers left out: 1",)
