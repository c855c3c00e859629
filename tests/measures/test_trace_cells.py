"""
The trail of a field leads to its cells that are not filled, and says where there are none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from custodes.measures import catalog, walk
from small_datasets import moment, rows, view

TABLE = "arrests"


def arrest(file: str, row: int, gender: str | None, **more: object) -> dict[str, object]:
    return {"file": file, "sheet": None, "row": row, "gender": gender, **more}


# one.csv has the column: rows 2 to 4 blank, 5 filled, 6 withheld, 7 unreadable, 8 blank.
# two.csv has it with row 2 filled and row 3 blank; three.csv has no such column at all.
ARRESTS = [
    arrest("one.csv", 3, None),
    arrest("one.csv", 2, None),
    arrest("one.csv", 4, None),
    arrest("one.csv", 5, "Male"),
    arrest("one.csv", 6, None, redacted="citizenship_country;gender"),
    arrest("one.csv", 7, None, unreadable="gender"),
    arrest("one.csv", 8, None, redacted="gender_of_another"),
    arrest("two.csv", 2, "Female"),
    arrest("two.csv", 3, None),
    arrest("three.csv", 2, None),
]
HEADERS = [
    # (file, column, filled, blank, redacted, unreadable)
    ("one.csv", "gender", 1, 4, 1, 1),
    ("two.csv", "gender", 1, 1, 0, 0),
    ("three.csv", "apprehension_aor", 0, 1, 0, 0),
]
NAMES = ("file", "column_name", "filled", "blank", "redacted", "unreadable")


def given():
    headers = [
        {"table_name": TABLE, "sheet": None, "header": h[1], **dict(zip(NAMES, h, strict=True))}
        for h in HEADERS
    ]
    return {TABLE: rows(TABLE, ARRESTS), "fields": rows("fields", headers)}


def traced(folder: Path, measure: str, where: dict[str, str], limit: int | None = None):
    over = view(folder, given())
    findings = catalog()[measure].compute(over, [], where)
    return findings, [walk(over, t, limit=limit) for t in findings.trails]


def stretches(walked) -> list[tuple[object, ...]]:
    names = ("cell", "file", "row", "last_row", "row_count")
    return [tuple(r[n] for n in names) for r in walked.rows.to_pylist()]


@pytest.mark.parametrize("measure", ["completeness", "secrecy"])
def test_rows_that_follow_one_another_are_one_stretch(tmp_path: Path, measure: str) -> None:
    _, (walked,) = traced(tmp_path, measure, {"field": "gender"})

    assert stretches(walked) == [
        ("blank", "one.csv", 2, 4, 3),
        ("blank", "one.csv", 8, 8, 1),
        ("blank", "two.csv", 3, 3, 1),
        ("unreadable", "one.csv", 7, 7, 1),
        ("withheld", "one.csv", 6, 6, 1),
    ]
    assert walked.lines == 5


def test_there_are_as_many_rows_as_cells_that_are_not_filled(tmp_path: Path) -> None:
    findings, (walked,) = traced(tmp_path, "completeness", {"field": "gender"})
    (row,) = findings.table.slice(0, 1).to_pylist()

    assert walked.counted == row["blank"] + row["redacted"] + row["unreadable"] == 7


def test_a_limit_to_a_file_leads_to_its_rows_alone(tmp_path: Path) -> None:
    _, (walked,) = traced(tmp_path, "completeness", {"field": "gender", "file": "two.csv"})

    assert stretches(walked) == [("blank", "two.csv", 3, 3, 1)]


def test_a_limit_shortens_the_stretches_and_not_their_number(tmp_path: Path) -> None:
    _, (walked,) = traced(tmp_path, "secrecy", {"field": "gender"}, limit=2)

    assert (walked.rows.num_rows, walked.lines, walked.found) == (2, 5, 7)


@pytest.mark.parametrize("measure", ["completeness", "secrecy"])
def test_without_a_field_it_is_said_how_to_ask_for_one(tmp_path: Path, measure: str) -> None:
    findings, walked = traced(tmp_path, measure, {"table": TABLE})

    assert walked == []
    assert findings.untraced.startswith("Limit it to a field (--where field=NAME)")


def test_a_dropped_field_has_no_rows_and_one_sentence_says_so(tmp_path: Path) -> None:
    findings, walked = traced(tmp_path, "secrecy", {"field": "final_order_date"})

    assert walked == []
    assert findings.untraced.startswith(
        "arrests.final_order_date is in no file of ice-2026-03, so it has no row to show"
    )
    assert findings.untraced.count(".") == 2


def test_a_field_that_no_file_has_has_no_rows_and_one_sentence_says_so(tmp_path: Path) -> None:
    findings, walked = traced(tmp_path, "completeness", {"field": "final_order_date"})

    assert walked == []
    assert findings.untraced == (
        "No file that was read has a column for it, so there is no row to show."
    )


def test_the_repeated_rows_are_those_after_the_first(tmp_path: Path) -> None:
    at = moment("2025-01-05 10:00")
    who = {"unique_identifier": "a", "apprehension_date": at}
    same = [arrest("one.csv", r, "Male", **who) for r in (2, 3, 4)]
    other = [arrest("one.csv", 5, "Male", unique_identifier="b", apprehension_date=at)]
    over = view(tmp_path, {**given(), TABLE: rows(TABLE, [*same, *other])})

    findings = catalog()["completeness"].compute(over, [], {"field": "(whole row)"})
    (trail,) = findings.trails

    assert [r["repeated"] for r in findings.table.to_pylist()] == [2]
    assert stretches(walk(over, trail)) == [("repeated", "one.csv", 3, 4, 2)]
