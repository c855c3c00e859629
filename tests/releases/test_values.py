"""
What the text of a cell becomes.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.records import ColumnType
from custodes.releases._dates import read_date
from custodes.releases._values import Rules, Status, convert, is_redacted

WITHHELD = [
    "REDACTED",
    "[Redacted]",
    "*** redacted ***",
    "█████",
    "██ ██",
    "(b)(6) and (b)(7)(C)",
    "b(6), b(7)c",
    "b(6), b(7)C",
    "(b)(6)(b)(7)(c)",
    "(b)(6), (b)(7)(C)",
    "(b)(6),(b)(7)(c)",
    "b(6), b(7)(c) ",
    "b(7)(e)",
    "(B)(3)",
    "(B)(6);(B)(7)(C) ",
    "(B)(7)(E) ",
    "(b)(6),(b)(7)c)",
    "(b)(7)e)",
    "(b)(6), (b)(7)(c) (b)(7)(e)",
]
NOT_WITHHELD = [
    "REDACTED LAKE JAIL",
    "redacted by court order",
    "B AND B",
    "and",
    "LOT (b) OF THE JAIL",
    "(b)(6) JAIL",
    "b7c",
    "B6",
    "[14] Crewmen, Stowaways, S-Visa Holders, 235(c) Cases",
    "287(g) Program",
    "(c)",
    "",
]

DATES = [
    ("2025-01-31", "2025-01-31 00:00:00"),
    ("2025-01-31 23:59", "2025-01-31 23:59:00"),
    ("2025-01-31T23:59:58", "2025-01-31 23:59:58"),
    ("2024-02-29 00:00:00", "2024-02-29 00:00:00"),
    ("10/1/2015", "2015-10-01 00:00:00"),
    ("1/2/2015 3:04", "2015-01-02 03:04:00"),
    ("1/2/15", "2015-01-02 00:00:00"),
    ("1/2/1970", "1970-01-02 00:00:00"),
    ("9/30/68", "1968-09-30 00:00:00"),
    ("6/1/27", "2027-06-01 00:00:00"),
    ("6/1/28", "1928-06-01 00:00:00"),
    ("3/4/2014 12:05 AM", "2014-03-04 00:05:00"),
    ("3/4/2014 12:05 PM", "2014-03-04 12:05:00"),
    ("3/4/2014 1:05:09 pm", "2014-03-04 13:05:09"),
    ("45000", "2023-03-15 00:00:00"),
    ("45000.75", "2023-03-15 18:00:00"),
    # 17:47:59.999 as a serial: the float noise that a workbook leaves.
    ("45000.74166665", "2023-03-15 17:48:00"),
    ("2025-03-09 02:30:00", "2025-03-09 02:30:00"),  # an hour that clocks skip
    ("2025-01-31 23:59:59.999", "2025-02-01 00:00:00"),
    # What other programs make of a date when they save the agency's file again.
    ("2025/01/31 23:59:58", "2025-01-31 23:59:58"),
    ("20250131", "2025-01-31 00:00:00"),
    ("31-Jan-2025", "2025-01-31 00:00:00"),
    ("31-JAN-25 11.59.58.000000 PM", "2025-01-31 23:59:58"),
    ("31JAN2025:23:59:58", "2025-01-31 23:59:58"),
    ("31 January 2025", "2025-01-31 00:00:00"),
    ("January 31, 2025", "2025-01-31 00:00:00"),
    ("Sept. 3, 2024", "2024-09-03 00:00:00"),
    ("1/31/2025, 11:59:58 PM", "2025-01-31 23:59:58"),
    ("2025-01-31 23:59:58 UTC", "2025-01-31 23:59:58"),
    ("2025-01-31T23:59:58.000-05:00", "2025-01-31 23:59:58"),
]
BAD_DATES = [
    ("07/02/0999", "impossible year"),
    ("0199-01-01", "impossible year"),
    ("8017-05-05", "impossible year"),
    ("2023-02-30", "no such day or hour"),
    ("2/29/2023", "no such day or hour"),
    ("13/1/2015", "no such day or hour"),
    ("1/1/2015 25:00", "no such day or hour"),
    ("1/1/2015 13:00 PM", "no such day or hour"),
    ("soon", "not a date"),
    ("35AB", "not a date"),
    ("2015", "not a date"),
    ("19999", "not a date"),
    ("60001", "not a date"),
    ("1/2/015", "not a date"),
    ("31-Foo-2025", "not a date"),
    ("Marc 31, 2025", "not a date"),
    ("20251331", "no such day or hour"),
    ("20250131.5", "not a date"),
]


def one(kind: ColumnType, text: str, rules: Rules | None = None) -> tuple[object, Status, str]:
    found = convert(kind, pa.array([text], pa.string()), rules or Rules(last_year=2026))
    return found.values[0].as_py(), Status(found.status[0]), found.reasons.get(0, "")


@pytest.mark.parametrize("text", WITHHELD)
def test_a_cell_that_holds_only_marks_is_withheld(text: str) -> None:
    assert one(ColumnType.TEXT, text) == (None, Status.REDACTED, "")


@pytest.mark.parametrize("text", NOT_WITHHELD)
def test_a_cell_that_holds_something_else_is_not(text: str) -> None:
    assert not is_redacted(text)


@pytest.mark.parametrize("kind", list(ColumnType))
def test_a_mark_is_a_mark_whatever_the_columns_type(kind: ColumnType) -> None:
    assert one(kind, "(b)(6), (b)(7)(C)") == (None, Status.REDACTED, "")


@pytest.mark.parametrize(("text", "instant"), DATES)
def test_a_date_is_read_however_it_is_written(text: str, instant: str) -> None:
    expected = dt.datetime.fromisoformat(instant)
    assert one(ColumnType.TIMESTAMP, text) == (expected, Status.VALUE, "")
    assert one(ColumnType.DATE, text) == (expected.date(), Status.VALUE, "")


@pytest.mark.parametrize(("text", "why"), BAD_DATES)
def test_what_is_no_date_is_unreadable_with_the_reason(text: str, why: str) -> None:
    assert one(ColumnType.TIMESTAMP, text) == (None, Status.UNREADABLE, why)
    assert one(ColumnType.DATE, text) == (None, Status.UNREADABLE, why)


@pytest.mark.parametrize(
    ("text", "value"),
    [("5000", 5000.0), ("$5,000.00", 5000.0), ("0.5", 0.5), ("-3", -3.0), ("1e3", 1000.0)],
)
def test_a_number_is_read_with_its_dollar_and_commas(text: str, value: float) -> None:
    assert one(ColumnType.NUMBER, text) == (value, Status.VALUE, "")


@pytest.mark.parametrize("text", ["(5)", "12,34", "five", "5 days", "$"])
def test_what_is_no_number_is_unreadable(text: str) -> None:
    assert one(ColumnType.NUMBER, text) == (None, Status.UNREADABLE, "not a number")


@pytest.mark.parametrize("kind", [ColumnType.NUMBER, ColumnType.INTEGER])
def test_a_number_past_all_counting_is_unreadable(kind: ColumnType) -> None:
    assert one(kind, "1e400") == (None, Status.UNREADABLE, "too large a number")


def test_a_year_of_birth_is_whole() -> None:
    assert one(ColumnType.INTEGER, "1985") == (1985, Status.VALUE, "")
    assert one(ColumnType.INTEGER, "1985.0") == (1985, Status.VALUE, "")
    assert one(ColumnType.INTEGER, "1985.5") == (None, Status.UNREADABLE, "not a whole number")


@pytest.mark.parametrize(
    ("text", "squished"),
    [("  a  b ", "a b"), ("a\n b", "a b"), ("a\u00a0b", "a b"), ("St. Paul", "St. Paul")],
)
def test_white_space_is_squished(text: str, squished: str) -> None:
    assert one(ColumnType.TEXT, text) == (squished, Status.VALUE, "")


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "\u00a0"])
@pytest.mark.parametrize("kind", list(ColumnType))
def test_white_space_alone_is_blank(text: str, kind: ColumnType) -> None:
    assert one(kind, text) == (None, Status.BLANK, "")


def test_the_text_na_is_a_value_unless_the_release_says_otherwise() -> None:
    assert one(ColumnType.TEXT, "NA") == ("NA", Status.VALUE, "")
    assert one(ColumnType.TEXT, "NA", Rules(frozenset({"NA"}))) == (None, Status.BLANK, "")


@given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)), st.booleans())
def test_quick_and_slow_reading_of_a_date_agree(instant: dt.datetime, short: bool) -> None:
    text = instant.strftime("%Y-%m-%d %H:%M" if short else "%Y-%m-%d %H:%M:%S")
    quick, status, _ = one(ColumnType.TIMESTAMP, text)
    assert (quick, status) == (read_date(text, 2026), Status.VALUE)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_named_reason(text: str) -> None:
    value, status, why = one(ColumnType.DATE, text)
    if status is Status.UNREADABLE:
        assert why in {"not a date", "no such day or hour", "impossible year"}
    else:
        assert (value is None) == (status is not Status.VALUE)


def test_a_bare_day_number_says_no_day_where_days_count_from_1904() -> None:
    # 45000 is 15 March 2023 counted from 1900 and 16 March 2027 from 1904.
    assert one(ColumnType.DATE, "45000")[0] == dt.date(2023, 3, 15)
    assert one(ColumnType.DATE, "45000", Rules(last_year=2026, from_1904=True)) == (
        None,
        Status.UNREADABLE,
        "a day number in a workbook that counts from 1904",
    )
