"""
Delimited text: every line a record, every value as it stands.
"""

from __future__ import annotations

import codecs
import gzip

import pytest
from raw_forge import table

PREAMBLE = b'"Statistical Tracking Unit"|||\n"For Official Use Only"|||\n|||\n'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        (b"a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        (b"a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        (b"a,b\n1,2", [["a", "b"], ["1", "2"]]),
        (b"a|b\n1|2,5\n", [["a", "b"], ["1", "2,5"]]),
        (b"a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        (b"a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        (b'a,b\n"",\n', [["a", "b"], [None, None]]),
        (b"a,b\nNA,NULL\n", [["a", "b"], ["NA", "NULL"]]),
        (b'a,b\n"x, y","say ""so"""\n', [["a", "b"], ["x, y", 'say "so"']]),
        (b"a,b\n 1 , 2 \n", [["a", "b"], [" 1 ", " 2 "]]),
        (b"a,b\n\n1,2\n", [["a", "b"], [None, None], ["1", "2"]]),
        (b"a,b,c\n1\n1,2,3,4\n", [["a", "b", "c", None], ["1", None, None, None], list("1234")]),
        (b'a,b\n"1\n2",3\n4,5\n', [["a", "b"], ["1\n2", "3"], [None, None], ["4", "5"]]),
        (b"a,b\n1,2\x00\n", [["a", "b"], ["1", "2"]]),
        (b"\xef\xbb\xbfa,b\n1,\xc3\xa9\n", [["a", "b"], ["1", "\u00e9"]]),
        (b"a,b\n1,\xe9\n2,\xc3\xa9\n", [["a", "b"], ["1", "\u00e9"], ["2", "\u00e9"]]),
        (b"a,b\n1,\x81\xff\n", [["a", "b"], ["1", "\ufffd\u00ff"]]),
        (b"one\ntwo\n", [["one"], ["two"]]),
    ],
)
def test_a_text_reads_as_it_stands(tmp_path, rows, content, expected):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert expected == rows(path)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(content))
    assert expected == rows(path)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_utf_16_reads_with_and_without_its_mark(tmp_path, rows, read, encoding, mark):
    path = tmp_path / "a.csv"
    path.write_bytes(mark + "name,place\nÅsa,Malmö\n".encode(encoding))
    assert [["name", "place"], ["Åsa", "Malmö"]] == rows(path)
    assert ("The text is in UTF-16.",) == read(path).notes


def test_a_preamble_takes_lines_of_its_own(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_bytes(PREAMBLE + b'"A"|"B"|"C"|"D"\n1|2|3|4\n')
    (found,) = read(path).sheets
    assert (1, 5, 4) == (found.first_row, found.rows, found.columns)
    assert ["1", "2", "3", "4"] == table(found)[5 - found.first_row]


def test_a_quote_that_nothing_closes_eats_no_lines(tmp_path, read):
    lines = [f'{i},"name {i}",x' for i in range(1, 20_001)]
    lines[999] = '1000,"5 foot 6,x'
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n")
    found = read(path)
    (sheet,) = found.sheets
    content = table(sheet)
    assert 20_000 == sheet.rows
    assert [str(i) for i in range(1, 20_001)] == [r[0] for r in content]
    assert ["1000", '"5 foot 6', "x"] == content[999]
    assert ["1001", "name 1001", "x"] == content[1000]
    assert any("the first of them line 1,000" in n for n in found.notes)


def test_a_quote_inside_a_value_is_text(tmp_path, rows):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n5\'6" tall,"quoted ""so"" it is"\n6 "x" y,z"\n')
    assert [
        ["a", "b"],
        ["5'6\" tall", 'quoted "so" it is'],
        ['6 "x" y', 'z"'],
    ] == rows(path)


def test_a_value_may_span_the_border_between_two_pieces(tmp_path, rows):
    lines = [f"{i},plain" for i in range(30_000)] + ['x,"' + "long\n" * 400 + 'end"'] + ["y,z"] * 9
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n")
    content = rows(path)
    assert ["x", "long\n" * 400 + "end"] == content[30_000]
    assert [["y", "z"]] * 9 == content[30_401:]
    assert [[None, None]] * 400 == content[30_001:30_401]


def test_a_wider_line_late_in_the_file_widens_all(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" * 200_000 + "a,b,c\n" + "a,b\n" * 200_000)
    found = read(path)
    (sheet,) = found.sheets
    assert (400_001, 3) == (sheet.rows, sheet.columns)
    content = table(sheet)
    assert ["a", "b", None] == content[0] == content[-1]
    assert ["a", "b", "c"] == content[200_000]
    assert (
        "0 lines have fewer values than most and 1 have more, the first of them line 200,001.",
    ) == found.notes


def test_two_gzip_members_are_one_text(tmp_path, rows):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,") + gzip.compress(b"2\n"))
    assert [["a", "b"], ["1", "2"]] == rows(path)


def test_the_first_foreign_line_is_named(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 5 + b"\xe9,b\n" + b"a,b\n" * 5)
    assert (
        "1 lines, the first of them line 6, are not UTF-8 and were read as Windows-1252.",
    ) == read(path).notes
