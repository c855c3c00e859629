"""
Sheets are recognised by their headers, wherever these stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from raw_made import Rows
from sheets import PREAMBLE, headers, read, rows_of, sheet

from custodes.errors import HeaderMismatchError, NotRecognisedError
from custodes.releases._headers import lengthened, nearest
from custodes.releases._layout import layouts

ARREST = {"Apprehension Date": "2025-03-01 08:30:00", "Gender": "Female"}
DETAINER = {"Detainer Prepare Date": "2025-03-01 08:30:00"}


@pytest.mark.parametrize("lines", [0, 1, 5, 6, 21, 59])
def test_headers_are_found_below_any_preamble(lines: int, tmp_path: Path) -> None:
    above: Rows = [[f"line {n}"] for n in range(lines)]
    found = read({"FY": sheet("2026-03", "arrests", ARREST, above=above)}, tmp_path)
    assert [(t.release, t.table, t.header_row, t.rows) for t in found] == [
        ("2026-03", "arrests", lines + 1, 1)
    ]


def test_headers_are_found_below_any_number_of_blank_rows(tmp_path: Path) -> None:
    found = read({"FY": sheet("2026-03", "arrests", ARREST, above=[[None]] * 400)}, tmp_path)
    assert [(t.header_row, t.rows) for t in found] == [(401, 1)]


def test_case_and_blanks_in_headers_do_not_count(tmp_path: Path) -> None:
    rows = sheet("2026-03", "arrests", ARREST)
    rows[6] = [f" {h.upper().replace(' ', '  ')} " for h in rows[6]]
    assert read({"FY": rows}, tmp_path).tables[0].rows == 1


def _underscored(header: str) -> str:
    return header.replace(" ", "_")


def _cleaned(header: str) -> str:
    return re.sub("[^a-z0-9]+", "_", header.lower()).strip("_")


def _run_together(header: str) -> str:
    return re.sub("[^A-Za-z0-9]+", "", header)


@pytest.mark.parametrize(
    ("layout", "stem"),
    [(x, t.stem) for x in ("2012-2023", "2025-07", "2026-03", "2026-08") for t in layouts()[x].tables if not t.set_aside],
)  # fmt: skip
@pytest.mark.parametrize("spelled", [_underscored, _cleaned, _run_together])
def test_headers_as_programs_write_them_are_those_of_the_release(
    spelled: Callable[[str], str], layout: str, stem: str, tmp_path: Path
) -> None:
    *above, published = sheet(layout, stem)
    filled = ["2025-03-01"] * len(published)
    (plain,) = read({None: [*above, published, filled]}, tmp_path).tables
    (found,) = read({None: [*above, [spelled(h) for h in published], filled]}, tmp_path).tables
    # Some headers, written so, are those of the Deportation Data Project's own tables.
    assert found.layout in {plain.layout, "ddp"}
    not_said = {"file_sha256": "", "release": ""}
    ours, theirs = ([r | not_said for r in rows_of(t)] for t in (found, plain))
    assert ours == theirs


@pytest.mark.parametrize("header", ["", "Unnamed: 0", "__index_level_0__", "...1"])
def test_row_numbers_that_a_program_added_are_no_new_column(header: str, tmp_path: Path) -> None:
    rows = sheet("2026-03", "arrests", ARREST)
    rows[6:] = [[header, *rows[6]], ["1", *rows[7]]]
    (found,) = read({None: rows}, tmp_path).tables
    assert (found.rows, found.fields[0].column) == (1, None)


def test_neither_the_files_name_nor_the_sheets_decides(tmp_path: Path) -> None:
    rows = sheet("2026-03", "arrests", ARREST)
    found = read({"Detentions": rows}, tmp_path, name="2025-ICLI-00019_ICE Removals.xlsx")
    assert [(t.release, t.table) for t in found] == [("2026-03", "arrests")]


def test_every_sheet_of_a_workbook_is_read_and_summaries_are_set_aside(tmp_path: Path) -> None:
    book = {
        "Summary": [["Fiscal Year", "Total"], ["FY2025", 2]],
        "FY2025": sheet("2026-03", "arrests", ARREST, ARREST),
        "FY2026": sheet("2026-03", "arrests", ARREST, above=[]),
        "Footnotes": [["Data are preliminary."]],
        "Empty": [[None]],
    }
    found = read(book, tmp_path)
    assert [(t.sheet, t.rows) for t in found] == [("FY2025", 2), ("FY2026", 1)]
    assert [n.split(" has")[0] for n in found.notes] == [
        "sheet 'Summary'",
        "sheet 'Footnotes'",
        "sheet 'Empty'",
    ]


def test_a_long_sheet_without_headers_beside_data_of_its_width_is_pointed_out(
    tmp_path: Path,
) -> None:
    rows = sheet("2026-03", "arrests", ARREST)
    found = read({"One": rows, "Two": [["x"] * len(rows[6])] * 1_000}, tmp_path)
    assert "if they are data, repeat the headers above them" in found.notes[0]


def test_a_new_header_stops_the_file_and_is_named_with_its_sheet(tmp_path: Path) -> None:
    rows = sheet("2026-03", "arrests", ARREST)
    rows[6].append("Body Camera Yes No")
    with pytest.raises(HeaderMismatchError, match="Body Camera Yes No") as raised:
        read({"FY26": rows}, tmp_path, name="arrests.xlsx")
    assert str(raised.value) == (
        "arrests.xlsx: sheet 'FY26' has the headers of arrests in layout '2026-03' but for some:"
        " not foreseen: 'Body Camera Yes No'; a new column is news: map it in that layout, or list"
        " it there as not taken."
    )


def test_wrong_headers_of_every_sheet_are_named_at_once(tmp_path: Path) -> None:
    one, two = sheet("2026-03", "arrests", ARREST), sheet("2026-03", "detainers", DETAINER)
    one[6].append("First New")
    two[6].append("Second New")
    with pytest.raises(HeaderMismatchError, match=r"First New.*Second New"):
        read({"A": one, "B": two}, tmp_path)


def test_a_misspelled_header_is_named_with_what_was_meant(tmp_path: Path) -> None:
    rows = sheet("2026-03", "arrests", ARREST)
    rows[6][rows[6].index("Apprehension Date")] = "Aprehension Date"
    with pytest.raises(HeaderMismatchError) as raised:
        read({"FY26": rows}, tmp_path)
    assert "not foreseen: 'Aprehension Date' (did you mean 'Apprehension Date'?)" in str(
        raised.value
    )
    assert "missing: 'Apprehension Date'" in str(raised.value)


def test_a_missing_header_stops_the_file(tmp_path: Path) -> None:
    rows = [r[1:] for r in sheet("2026-03", "stints")]
    with pytest.raises(HeaderMismatchError, match="missing: 'Stay Book In Date Time'"):
        read({"FY26": rows}, tmp_path)


def test_a_header_repeated_without_being_foreseen_stops_the_file(tmp_path: Path) -> None:
    rows = sheet("2026-03", "arrests", ARREST)
    rows[6].append("Gender")
    with pytest.raises(HeaderMismatchError, match="repeated: 'Gender'"):
        read({"FY26": rows}, tmp_path)


def test_a_header_foreseen_twice_becomes_two_columns_in_its_order(tmp_path: Path) -> None:
    names = [h for h in headers("2025-07", "detainers") if h != "Case Final Order Yes No"]
    assert names.count("Final Order Yes No") == 2
    values: list[str | None] = ["first" if h == "Final Order Yes No" else None for h in names]
    values[len(names) - 1 - names[::-1].index("Final Order Yes No")] = "second"
    (row,) = rows_of(read({"D": [names, values]}, tmp_path).tables[0])
    assert (row["case_final_order_yes_no"], row["final_order_yes_no"]) == ("first", "second")


def test_a_header_foreseen_twice_but_there_once_is_the_plain_one(tmp_path: Path) -> None:
    names = [h for h in headers("2025-07", "detainers") if h != "Case Final Order Yes No"]
    names.remove("Final Order Yes No")
    values = ["YES" if h == "Final Order Yes No" else None for h in names]
    (row,) = rows_of(read({"D": [names, values]}, tmp_path).tables[0])
    assert (row["case_final_order_yes_no"], row["final_order_yes_no"]) == (None, "YES")


def test_march_2026_detainers_without_a_birth_date_are_read(tmp_path: Path) -> None:
    place = headers("2026-03", "detainers").index("Birth Date")
    rows = [r[:place] + r[place + 1 :] for r in sheet("2026-03", "detainers", DETAINER, above=[])]
    assert [(t.release, t.rows) for t in read({"FY23": rows}, tmp_path)] == [("2026-03", 1)]


@pytest.mark.parametrize("spelling", ["Arrest_Create_By", "Arrested_Created_By"])
def test_a_header_whose_spelling_varies_by_sheet_is_known(spelling: str, tmp_path: Path) -> None:
    names = [h for h in headers("2012-2023", "arrests") if h != "Arrest Created By"]
    rows = [[*names, spelling], [None] * len(names) + ["Office"]]
    (row,) = rows_of(read({"FY": rows}, tmp_path).tables[0])
    assert row["arrest_created_by"] == "Office"


def test_a_file_with_no_known_headers_is_not_recognised(tmp_path: Path) -> None:
    with pytest.raises(NotRecognisedError, match="no sheet has the headers of a release"):
        read({"A": [["name", "gender", "state"], ["x", "y", "z"]]}, tmp_path)


def test_risk_classification_is_known_and_set_aside_with_the_reason(tmp_path: Path) -> None:
    found = read({"FY13": sheet("2012-2023", "risk_classification")}, tmp_path)
    assert (found.tables, [n.split(":")[0] for n in found.notes]) == (
        (),
        ["sheet 'FY13' is set aside"],
    )


def test_the_projects_stays_are_known_and_set_aside_for_its_stints(tmp_path: Path) -> None:
    names = ["stay_ID", "n_stints", "unique_identifier", "book_in_date_time_first", "gender"]
    found = read({None: [names, ["a"] * 5]}, tmp_path, kind="parquet")
    assert (found.tables, len(found.notes)) == ((), 1)
    assert "give its stints" in found.notes[0]


def test_values_under_no_header_are_counted_and_not_taken(tmp_path: Path) -> None:
    rows = sheet("2026-03", "arrests", ARREST)
    rows[-1] = [*rows[-1], None, "a remark"]
    last = read({"FY": rows}, tmp_path).tables[0].fields[-1]
    assert (last.position, last.header, last.column, last.filled) == (27, "", None, 1)
    assert last.why_not_taken == "the sheet gives it no header"


TITLES = [
    ("ICE Expedited Removals for the Seattle Area", "expedited"),
    ("Other ICE Removals for the Seattle Area", "other"),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_the_title_tells_expedited_from_other_removals(
    title: str, kind: str, tmp_path: Path
) -> None:
    rows = sheet("seattle-productions", "removals", {"Departed Date": "1/3/2012"}, above=[[title]])
    assert [r["removal_kind"] for r in rows_of(read({"R": rows}, tmp_path).tables[0])] == [kind]


def test_removals_without_a_telling_title_have_no_kind_and_a_note(tmp_path: Path) -> None:
    rows = sheet("seattle-productions", "removals", {"Departed Date": "1/3/2012"})
    found = read({"R": rows}, tmp_path).tables[0]
    assert [r["removal_kind"] for r in rows_of(found)] == [None]
    assert found.notes == ("no title says what kind of rows these are; removal_kind is blank",)


RELEASES = [
    ("ERO Admin Arrests_LESA-STU-FINAL Release_raw.xlsx", PREAMBLE, "2025-11"),
    ("2025-ICLI-00019_2024-ICFO-39357_ERO Admin Arrests.xlsx", PREAMBLE, "2025-07"),
    ("arrests.xlsx", [["Release of February 2025"]], "2025-02"),
]


@pytest.mark.parametrize(("name", "above", "release"), RELEASES)
def test_releases_with_the_same_headers_are_told_apart_by_what_they_say(
    name: str, above: Rows, release: str, tmp_path: Path
) -> None:
    found = read({"A": sheet("2025-07", "arrests", ARREST, above=above)}, tmp_path, name=name)
    assert [(t.release, t.layout, t.notes) for t in found] == [(release, "2025-07", ())]


def test_where_nothing_tells_releases_apart_a_note_says_what_was_assumed(tmp_path: Path) -> None:
    found = read({"A": sheet("2025-07", "arrests", ARREST)}, tmp_path, name="a.xlsx").tables[0]
    assert (found.release, found.notes) == (
        "2025-07",
        ("several releases have these headers and nothing says which this is; taken for 2025-07",),
    )


def test_the_projects_tables_take_the_release_of_the_files_they_name(tmp_path: Path) -> None:
    rows = [
        ["apprehension_date", "unique_identifier", "duplicate_likely", "file_original"],
        ["2025-03-01", "a1", "FALSE", "2026-ICLI-00005_Arrests_FY25_20260311_Redacted.xlsx"],
    ]
    found = read({None: rows}, tmp_path, name="arrests.parquet", kind="parquet").tables[0]
    assert (found.release, found.layout, found.copy) == ("2026-03", "ddp", True)


def test_the_projects_time_of_arrest_is_taken_before_its_day(tmp_path: Path) -> None:
    rows = [
        ["apprehension_date", "apprehension_date_time", "apprehension_state", "gender"],
        ["2025-03-01", "2025-03-01 08:30:00", "TEXAS", "Male"],
    ]
    found = read({None: rows}, tmp_path, kind="parquet").tables[0]
    assert [str(r["apprehension_date"]) for r in rows_of(found)] == ["2025-03-01 08:30:00"]
    assert found.fields[0].why_not_taken == "'apprehension_date_time' is taken instead"


def test_the_last_day_of_march_2026_files_is_the_day_before_that_in_their_name(
    tmp_path: Path,
) -> None:
    name = "2026-ICLI-00005_Arrests_FY26_20260311_Redacted.xlsx"
    found = read({"A": sheet("2026-03", "arrests", ARREST)}, tmp_path, name=name)
    assert [str(t.extracted) for t in found] == ["2026-03-10"]


LONG = ["latest_apprehension_final_program", "order_to_show_cause_served_yes_no", "gender"]
SHORT = [
    ("latest_apprehension_final_progra", LONG[0]),
    ("latest_apprehension_final_prgrm", LONG[0]),
    ("order_to_show_cause_served_ys_no", LONG[1]),
    ("gender", None),
    ("most_serious_conviction_charge", None),
]


@pytest.mark.parametrize(("short", "long"), SHORT)
def test_a_name_that_stata_shortened_is_known_again(short: str, long: str | None) -> None:
    assert lengthened(short, LONG) == long


def test_a_header_like_no_other_has_none_near_it() -> None:
    assert nearest("Body Camera", ["Apprehension Date", "Gender"]) is None


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("SYNTHETIC_2026-ICLI-00005_Arrests_FY26.xlsx", PREAMBLE),
        ("arrests.xlsx", [*PREAMBLE, ["SYNTHETIC DATA: no person in it exists"]]),
    ],
)
def test_a_made_up_release_never_has_the_agencys_id(name: str, above: Rows, tmp_path: Path) -> None:
    found = read({"A": sheet("2026-03", "arrests", ARREST, above=above)}, tmp_path, name=name)
    assert [(t.release, t.layout) for t in found] == [("synthetic-2026-03", "2026-03")]
