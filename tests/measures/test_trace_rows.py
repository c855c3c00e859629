"""
A trail leads to the very rows, whatever files and sheets they stand in.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from custodes.errors import CallError
from custodes.measures import catalog, groups_asked, narrowed, walk
from small_datasets import moment, rows, view


def arrest(at: str | None, who: str | None, **more: object) -> dict[str, object]:
    return {"apprehension_date": moment(at), "unique_identifier": who, **more}


# Two files with the same row numbers, one without sheets; the third row has no date.
ARRESTS = [
    arrest("2025-01-05 10:00", "a", file="one.csv", sheet=None, row=2, apprehension_aor="X"),
    arrest("2025-01-06 10:00", "b", file="one.csv", sheet=None, row=3, apprehension_aor="Y"),
    arrest(None, "c", file="one.csv", sheet=None, row=4, apprehension_aor="X"),
    arrest("2025-01-07 10:00", "d", file="two.xlsx", sheet="S1", row=2, apprehension_aor="X"),
    arrest("2025-02-07 10:00", "e", file="two.xlsx", sheet="S2", row=2, apprehension_aor="X"),
]


def walked(folder: Path, where: dict[str, str], limit: int | None = None):
    over = view(folder, {"arrests": rows("arrests", ARRESTS)})
    findings = catalog()["flows"].compute(over, [], where)
    return walk(over, findings.trails[0], limit=limit)


def places(found) -> list[tuple[object, object, object]]:
    return [(r["file"], r["sheet"], r["row"]) for r in found.rows.to_pylist()]


def test_every_dated_row_is_led_to(tmp_path: Path) -> None:
    found = walked(tmp_path, {})

    assert places(found) == [
        ("one.csv", None, 2),
        ("one.csv", None, 3),
        ("two.xlsx", "S1", 2),
        ("two.xlsx", "S2", 2),
    ]
    assert (found.counted, found.found) == (4, 4)


def test_only_the_rows_of_the_limit_are_led_to(tmp_path: Path) -> None:
    found = walked(tmp_path, {"office": "x", "month": "2025-01"})

    assert places(found) == [("one.csv", None, 2), ("two.xlsx", "S1", 2)]


def test_a_limit_shortens_the_rows_and_not_their_number(tmp_path: Path) -> None:
    found = walked(tmp_path, {}, 1)

    assert places(found) == [("one.csv", None, 2)]
    assert (found.counted, found.found) == (4, 4)


def test_where_nothing_is_counted_no_row_is_led_to(tmp_path: Path) -> None:
    found = walked(tmp_path, {"office": "x", "month": "2025-03"})

    assert places(found) == []
    assert (found.counted, found.found) == (0, 0)


def test_a_repeated_person_is_as_many_rows_as_there_are_stints_on_the_day(tmp_path: Path) -> None:
    # a is moved on the 5th: two stints, one person. b left on the 4th.
    stints = [
        ("a", "2025-01-01 08:00", "2025-01-05 09:00"),
        ("a", "2025-01-05 10:00", "2025-01-09 08:00"),
        ("b", "2025-01-02 08:00", "2025-01-04 08:00"),
    ]
    given = [
        {
            "unique_identifier": who,
            "book_in_date_time": moment(first),
            "book_out_date_time": moment(last),
            "detention_facility_code": "F",
        }
        for who, first, last in stints
    ]
    over = view(tmp_path, {"stints": rows("stints", given)})
    limits = {"from": "2025-01-05", "to": "2025-01-05"}
    findings = catalog()["population"].compute(over, [], limits)
    found = walk(over, findings.trails[0])

    assert findings.table.column("any_part").to_pylist() == [1]
    assert [r["row"] for r in found.rows.to_pylist()] == [8, 9]


def test_the_rows_of_agreements_are_those_of_the_list_that_is_counted(tmp_path: Path) -> None:
    def listed(day: str, agency: str, file: str, row: int) -> dict[str, object]:
        return {
            "snapshot_date": dt.date.fromisoformat(day),
            "list_kind": "participating",
            "agency": agency,
            "state": "TEXAS",
            "model": "Jail Enforcement Model",
            "file": file,
            "row": row,
        }

    given = [
        listed("2025-05-01", "A", "may.xlsx", 2),
        listed("2025-06-01", "A", "june.xlsx", 2),
        listed("2025-06-01", "B", "june.xlsx", 3),
    ]
    over = view(tmp_path, {"agreements": rows("agreements", given)})
    findings = catalog()["agreements"].compute(over, [])
    found = walk(over, findings.trails[0])

    # Not split by time, the latest list stands for today.
    assert places(found) == [("june.xlsx", "1", 2), ("june.xlsx", "1", 3)]
    assert findings.table.column("agreements").to_pylist() == [2]


def test_a_group_is_looked_up_in_the_answer_by_its_own_form(tmp_path: Path) -> None:
    population = catalog()["population"]
    rest, only = groups_asked(population, {"month": "2025-01", "facility": "F", "office": "X"})

    assert (rest, only) == ({"facility": "F", "office": "X"}, {"month": "2025-01-01"})
    with pytest.raises(CallError, match="write it as YYYY-MM"):
        groups_asked(population, {"month": "January"})


def test_a_group_that_nobody_is_in_is_refused_with_those_that_are(tmp_path: Path) -> None:
    given = [
        {
            "unique_identifier": "a",
            "book_in_date_time": moment("2025-01-01 08:00"),
            "book_out_date_time": moment("2025-01-03 08:00"),
        }
    ]
    over = view(tmp_path, {"stints": rows("stints", given)})
    population = catalog()["population"]
    findings = population.compute(over, ["year"])

    with pytest.raises(CallError, match="there is '2025', '2026'"):
        narrowed(population, over, findings, {"year": "2030"})
