"""
What holds for any bytes and any table.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st
from raw_forge import Table, forge, table

from custodes.errors import FileError
from custodes.releases.raw import RawFile, read_raw

SIGNS = [
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PAR1",
    b"ARROW1\x00\x00",
    b"<stata_dta>",
    b"\x72\x01\x01\x00",
    b"$FL2",
    b"\x1f\x8b\x08\x00",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'a,b\n"',
]


@given(sign=st.sampled_from(SIGNS), content=st.binary(max_size=300))
def test_arbitrary_bytes_give_a_file_or_one_sentence(tmp_path, sign, content):
    path = tmp_path / "a.bin"
    path.write_bytes(sign + content)
    try:
        found = read_raw(path, tmp_path / "work")
    except FileError as error:
        assert str(error).startswith("a.bin")  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(found, RawFile)


@given(st.data())
def test_a_workbook_with_any_bytes_changed_gives_a_file_or_one_sentence(tmp_path, data):
    cells = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 30))
    path = forge(tmp_path / "a.xlsx", cells)
    content = bytearray(path.read_bytes())
    places = data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4))
    for place in places:
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        read_raw(path, tmp_path / "work")
    except FileError as error:
        assert str(error).startswith("a.xlsx")  # noqa: PT017 - either outcome is right


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
TEXTS = st.text(LETTERS | st.sampled_from("\n\t"), max_size=12)


def tables(values: st.SearchStrategy[str], least: int) -> st.SearchStrategy[list[list[str]]]:
    """
    Tables of equal rows, the first and the last value of which are not blank.
    """

    def of(width: int) -> st.SearchStrategy[list[list[str]]]:
        row = st.lists(values, min_size=width, max_size=width)
        return st.lists(row.map(lambda r: ["x", *r, "z"]), min_size=1, max_size=8)

    return st.integers(least, 4).flatmap(of)


def blank(content: list[list[str]]) -> Table:
    return [[v or None for v in row] for row in content]


@given(content=tables(TEXTS, 0))
@example(content=[["x", "true", "2020-01-01 00:00:00.001", "", "z"]])
@pytest.mark.parametrize("shared", [True, False])
def test_any_texts_come_back_from_xlsxwriter_as_they_went(tmp_path, shared, content):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": not shared}) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(content):
            for j, value in enumerate(row):
                sheet.write_string(i, j, value)
    (found,) = read_raw(path, tmp_path / "work").sheets
    assert blank(content) == table(found)


@given(content=tables(TEXTS, 0))
@example(content=[["x", " ", "z"]])
def test_any_texts_come_back_from_openpyxl_as_they_went(tmp_path, content):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for i, row in enumerate(content, 1):
        for j, value in enumerate(row, 1):
            cell = book.active.cell(i, j)
            cell.value, cell.data_type = value, "s"
    book.save(path)
    (found,) = read_raw(path, tmp_path / "work").sheets
    # openpyxl does not say that white space is to be kept, so a cell of nothing else is blank.
    said = [[v if v and v.strip() else None for v in row] for row in content]
    assert said == [[v if v and v.strip() else None for v in row] for row in table(found)]


@given(content=tables(st.text(LETTERS | st.sampled_from('"\n'), max_size=12), 1))
@pytest.mark.parametrize("delimiter", [",", "|", "\t", ";"])
def test_any_texts_come_back_from_csv_as_they_went(tmp_path, delimiter, content):
    others = str.maketrans("", "", ",|\t;".replace(delimiter, ""))
    content = [[value.translate(others) for value in row] for row in content]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(content)
    path = tmp_path / "a.csv"
    path.write_bytes(out.getvalue().encode())
    expected: Table = []
    for row in blank(content):
        lines = sum((v or "").count("\n") for v in row)
        expected += [row, *[[None] * len(row)] * lines]
    assert expected == read_table(path)


def read_table(path: Path) -> Table:
    (found,) = read_raw(path, path.parent / "work").sheets
    return table(found)


@given(
    content=st.lists(
        st.lists(st.text("ab", max_size=3), min_size=1, max_size=5), min_size=1, max_size=30
    )
)
def test_ragged_lines_are_all_kept(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_text("".join(",".join(row) + "\n" for row in content))
    width = max(map(len, content))
    assert [[v or None for v in row] + [None] * (width - len(row)) for row in content] == [
        row[:width] for row in read_table(path)
    ]
