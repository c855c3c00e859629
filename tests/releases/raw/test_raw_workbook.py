"""
A workbook's cells as a person would write them.
"""

from __future__ import annotations

import datetime as dt
import hashlib

import openpyxl
import pytest
import xlsxwriter
from raw_forge import forge, pack, parts, shared, sheet, table, text

DATE = 's="1"'
"""Style of a cell shown as a date with a time."""


def cell(content: str, attributes: str = "") -> str:
    return f'<row r="1"><c r="A1" {attributes}>{content}</c></row>'


@pytest.mark.parametrize(
    ("content", "attributes", "expected"),
    [
        ("<v>45000</v>", "", "45000"),
        ("<v>45000.5</v>", "", "45000.5"),
        ("<v>1E+20</v>", "", "100000000000000000000"),
        ("<v>1E-07</v>", "", "0.0000001"),
        ("<v>45000</v>", DATE, "2023-03-15 00:00:00"),
        ("<v>45000.5</v>", DATE, "2023-03-15 12:00:00"),
        ("<v>45000.741666655</v>", DATE, "2023-03-15 17:48:00"),  # 17:47:59.999
        ("<v>45000.999999999</v>", DATE, "2023-03-16 00:00:00"),  # 23:59:59.9999
        ("<v>59</v>", DATE, "1900-02-28 00:00:00"),
        ("<v>61</v>", DATE, "1900-03-01 00:00:00"),
        ("<v>2958465</v>", DATE, "9999-12-31 00:00:00"),
        ("<v>12345678901</v>", DATE, "12345678901"),  # no calendar has it: the number stays
        ("<v>1</v>", 't="b"', "TRUE"),
        ("<v>0</v>", 't="b"', "FALSE"),
        ("<v>0</v>", 't="s"', "shared"),
        ("<v>1</v>", 't="s"', None),
        ("<v>#N/A</v>", 't="e"', None),
        ("<is><t>true</t></is>", 't="inlineStr"', "true"),
        ("<is><t>00123</t></is>", 't="inlineStr"', "00123"),
        ("<is><t>NA</t></is>", 't="inlineStr"', "NA"),
        ("<is><t>2023-03-15 17:47:59.997</t></is>", 't="inlineStr"', "2023-03-15 17:47:59.997"),
        ('<is><t xml:space="preserve"> a\nb </t></is>', 't="inlineStr"', " a\nb "),
        ("<is><r><t>ri</t></r><r><t>ch</t></r></is>", 't="inlineStr"', "rich"),
        ("<f>A2</f><v>7</v>", "", "7"),
        ("<f>A2</f><v>seven</v>", 't="str"', "seven"),
    ],
)
def test_a_cell_reads_as_a_person_would_write_it(tmp_path, rows, content, attributes, expected):
    below = '<row r="2">' + text("A2", "x") + "</row>"
    path = forge(
        tmp_path / "a.xlsx", cell(content, attributes) + below, strings=shared("shared", "")
    )
    assert [[expected], ["x"]] == rows(path)


def test_a_workbook_that_counts_from_1904_gives_the_same_days(tmp_path, rows):
    path = forge(tmp_path / "mac.xlsx", cell("<v>1000.5</v>", DATE), epoch=True)
    assert [["1906-09-27 12:00:00"]] == rows(path)


def test_blank_rows_above_and_blank_columns_left_keep_their_places(tmp_path, read):
    path = forge(tmp_path / "a.xlsx", '<row r="3">' + text("C3", "x") + "</row>")
    (found,) = read(path).sheets
    assert (1, 3, 3) == (found.first_row, found.rows, found.columns)
    assert [[None] * 3, [None] * 3, [None, None, "x"]] == table(found)


def test_styled_blank_cells_take_no_place_and_shift_none(tmp_path, rows):
    content = (
        '<row r="1"><c r="A1" s="1"/><c r="XFD1" s="1"></c></row>'
        '<row r="2"><c r="A2" s="1"></c>' + text("B2", "x") + "</row>"
    )
    assert [[None, None], [None, "x"]] == rows(forge(tmp_path / "a.xlsx", content))


def test_trailing_blank_rows_are_left_out(tmp_path, read):
    content = '<row r="1">' + text("A1", "x") + '</row><row r="5">' + text("A5", "") + "</row>"
    assert 1 == read(forge(tmp_path / "a.xlsx", content)).sheets[0].rows


@pytest.mark.parametrize("empty", ["", '<row r="1"/>', '<row r="1"><c r="A1" s="1"/></row>'])
def test_a_sheet_without_cells_has_no_rows(tmp_path, read, empty):
    (found,) = read(forge(tmp_path / "a.xlsx", empty)).sheets
    assert (0, 0) == (found.rows, found.columns)


def test_a_false_dimension_hides_no_row(tmp_path, rows):
    content = "".join(f'<row r="{i}">{text(f"A{i}", str(i))}</row>' for i in range(1, 21))
    lie = sheet(content, before='<dimension ref="A1"/>')
    path = pack(tmp_path / "a.xlsx", parts({"S": lie}))
    assert [[str(i)] for i in range(1, 21)] == rows(path)


def test_rows_and_cells_without_references_follow_one_another(tmp_path, rows):
    content = "<row><c><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>"
    assert [["1", None], ["2", "3"]] == rows(forge(tmp_path / "a.xlsx", content))


def test_prefixed_tags_and_single_quotes_read_alike(tmp_path, rows):
    plain = sheet('<row r="2"><c r="B2"><v>7</v></c></row>')
    prefixed = plain.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    quoted = plain.replace('"', "'")
    for number, xml in enumerate((plain, prefixed, quoted)):
        path = pack(tmp_path / f"{number}.xlsx", parts({"S": xml}))
        assert [[None, None], [None, "7"]] == rows(path)


def test_formulas_and_errors_are_counted_in_notes(tmp_path, read):
    content = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c></row>'
        '<row r="2"><c r="C2" t="e"><v>#REF!</v></c><c r="D2" t="e"><v>#N/A</v></c></row>'
    )
    notes = read(forge(tmp_path / "a.xlsx", content)).notes
    blank = "they were read as blank."
    assert (
        f"Sheet 'S': 2 cells hold an error such as #N/A, the first in C2; {blank}",
        f"Sheet 'S': 1 formulas were saved without a value, the first in B1; {blank}",
        "Sheet 'S': 2 cells hold formulas; the values saved with them were read.",
    ) == notes


def test_every_sheet_is_read_hidden_ones_too(tmp_path, read):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Arrests", "Notes & <more>", "Hidden"):
            book.add_worksheet(name).write_string(0, 0, name)
        book.get_worksheet_by_name("Hidden").hide()
    whole = read(path)
    found = whole.sheets
    assert ("Sheet 'Hidden' is hidden in the workbook; it was read too.",) == whole.notes
    assert ["Arrests", "Notes & <more>", "Hidden"] == [s.sheet for s in found]
    assert [[[s.sheet]] for s in found] == [table(s) for s in found]


def test_a_chart_sheet_is_named_and_left_out(tmp_path, read):
    book = openpyxl.Workbook()
    book.active.append(["x"])
    book.create_chartsheet("Chart")
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert ["Sheet"] == [s.sheet for s in found.sheets]
    assert ("Sheet 'Chart' is a chart, a dialog or a macro; it was left out.",) == found.notes


def test_macros_are_named_and_not_run(tmp_path, read):
    made = parts({"S": sheet(cell("<v>1</v>"))}) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}
    found = read(pack(tmp_path / "a.xlsm", made))
    assert ("The workbook carries macros; they were neither run nor read.",) == found.notes
    assert [["1"]] == table(found.sheets[0])


def test_openpyxl_dates_and_times_read_to_the_second(tmp_path, rows):
    book = openpyxl.Workbook()
    moment = dt.datetime(2024, 2, 29, 23, 59, 58)
    book.active.append([moment, dt.date(2024, 2, 29), 3, 2.5, True, None, "end"])
    book.save(tmp_path / "a.xlsx")
    expected = ["2024-02-29 23:59:58", "2024-02-29 00:00:00", "3", "2.5", "TRUE", None, "end"]
    assert [expected] == rows(tmp_path / "a.xlsx")


def test_the_hash_is_of_the_file_as_it_came(tmp_path, read):
    path = forge(tmp_path / "a.xlsx", cell("<v>1</v>"))
    assert hashlib.sha256(path.read_bytes()).hexdigest() == read(path).sha256


def test_a_renamed_workbook_is_read_as_what_it_is(tmp_path, read):
    path = forge(tmp_path / "a.csv", cell("<v>1</v>"))
    found = read(path)
    assert "xlsx" == found.kind
    assert ("The name ends in .csv, but the content is xlsx; it was read as xlsx.",) == found.notes


def test_progress_ends_where_it_said_it_would(tmp_path, read):
    seen: list[tuple[int, int]] = []
    path = forge(tmp_path / "a.xlsx", cell("<v>1</v>"))
    read(path, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert 0 < seen[-1][0] == seen[-1][1]
