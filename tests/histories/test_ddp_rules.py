"""
The rules one at a time, on rows small enough to judge by eye.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ddp_check import written

from custodes.engine import DuckDBEngine
from custodes.errors import CallError
from custodes.histories import ddp
from custodes.records import arrow_schema

Rows = list[dict[str, Any]]
Run = Callable[..., dict[str, Rows]]
START = datetime(2025, 3, 1, 8)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def on(removals_rule: str = "plain", **tables: Rows) -> dict[str, Rows]:
        inputs = {}
        for name, rows in tables.items():
            for number, row in enumerate(rows, 8):
                row |= {"release": "2026-03", "file": "f.xlsx", "row": number}
                row.setdefault("unique_identifier", "p")
            path = tmp_path / f"{name}.parquet"
            pq.write_table(pa.Table.from_pylist(rows, schema=arrow_schema(name)), path)
            inputs[name] = [path]
        made = written(DuckDBEngine(), inputs, tmp_path / "out", removals_rule=removals_rule)
        return {name: pq.read_table(paths[0]).to_pylist() for name, paths in made.items()}

    return on


def stint(hours: float, **values: Any) -> dict[str, Any]:
    begins = START + timedelta(hours=hours)
    return {
        "book_in_date_time": begins,
        "book_out_date_time": begins + timedelta(hours=1),
        "stay_book_in_date_time": START,
        "detention_facility_code": "F",
    } | values


def arrest(hours: float, **values: Any) -> dict[str, Any]:
    return {"apprehension_date": START + timedelta(hours=hours)} | values


def _each(rows: Rows, name: str) -> list[Any]:
    return [row[name] for row in rows]


def test_a_row_that_differs_in_bond_alone_is_a_duplicate_and_hands_its_bond_on(run: Run) -> None:
    made = run(
        stints=[
            stint(0, initial_bond_set_amount=9_000.0, initial_bond_set_date=date(2025, 3, 2)),
            stint(0, initial_bond_set_amount=5_000.0, initial_bond_set_date=date(2025, 3, 9)),
        ]
    )["ddp_stints"]
    assert _each(made, "duplicate_likely_bond") == [False, True]
    assert _each(made, "initial_bond_set_amount_lowest_seen") == [5_000.0, 5_000.0]
    assert _each(made, "initial_bond_set_date_earliest_seen") == [date(2025, 3, 2)] * 2


def test_of_two_book_ins_of_one_day_the_later_is_kept(run: Run) -> None:
    made = run(stints=[stint(3), stint(0), stint(24)])["ddp_stints"]
    assert _each(made, "duplicate_likely_sameday") == [False, True, False]
    assert _each(made, "duplicate_drop_row") == [False, True, False]


def test_rows_that_tie_in_time_are_ordered_by_the_named_columns_with_blanks_first(
    run: Run,
) -> None:
    made = run(stints=[stint(0, religion=None), stint(0, religion="B"), stint(0, religion="a")])
    assert _each(made["ddp_stints"], "duplicate_drop_row") == [True, True, False]


def test_rows_without_a_person_are_never_duplicates_and_have_no_stay(run: Run) -> None:
    made = run(stints=[stint(0, unique_identifier=None), stint(0, unique_identifier=None)])
    assert _each(made["ddp_stints"], "duplicate_drop_row") == [False, False]
    assert _each(made["ddp_stints"], "duplicate_likely") == [None, None]
    assert made["ddp_stays"] == []


@pytest.mark.parametrize("column", ["redacted", "unreadable", "superseded_by", "file_sha256"])
def test_where_a_row_came_from_makes_no_difference(run: Run, column: str) -> None:
    made = run(stints=[stint(0, **{column: "one"}), stint(0, **{column: "two"})])
    assert _each(made["ddp_stints"], "duplicate_likely_bond") == [False, True]


def test_a_stay_takes_everything_else_from_its_last_stint_null_included(run: Run) -> None:
    (stay,) = run(
        stints=[
            stint(0, case_status="ACTIVE", detention_facility_code="A"),
            stint(30, case_status=None, detention_facility_code="B"),
        ]
    )["ddp_stays"]
    assert stay["case_status"] is None
    assert stay["detention_facility_codes_all"] == "A; B"
    assert (stay["detention_facility_code_first"], stay["detention_facility_code_last"]) == (
        "A",
        "B",
    )
    assert (stay["n_stints"], stay["n_stays"]) == (2, 1)


def test_an_open_stint_runs_to_the_end_of_the_extract(run: Run) -> None:
    (stay,) = run(
        stints=[
            stint(0, detention_facility_code="A", book_out_date_time=START + timedelta(days=300)),
            stint(7_200, detention_facility_code="B", book_out_date_time=None),
        ]
    )["ddp_stays"]
    assert stay["detention_facility_code_longest"] == "A"  # 300 days; B has 74


def test_of_two_longest_stints_the_last_counts(run: Run) -> None:
    (stay,) = run(
        stints=[stint(0, detention_facility_code="A"), stint(30, detention_facility_code="B")]
    )["ddp_stays"]
    assert stay["detention_facility_code_longest"] == "B"


def test_the_text_of_a_key_is_that_of_r(run: Run) -> None:
    made = run(stints=[stint(0, stay_book_in_date_time=datetime(2025, 2, 28))])["ddp_stints"]
    assert _each(made, "stint_ID") == ["p_2025-03-01 08:00:00_F"]
    assert _each(made, "stay_ID") == ["p_2025-02-28"]


def test_arrests_chain_into_an_episode_and_24_hours_exactly_still_belong(run: Run) -> None:
    made = run(arrests=[arrest(0), arrest(20), arrest(44), arrest(68.1)])["ddp_arrests"]
    assert _each(made, "duplicate_episode_id") == [1, 1, 1, 2]
    assert _each(made, "duplicate_drop_row") == [False, True, True, False]
    assert _each(made, "duplicate_likely") == [True, True, True, False]


def test_a_reprocessed_arrest_comes_after_the_arrest_of_the_same_time(run: Run) -> None:
    made = run(
        arrests=[
            arrest(0, apprehension_method=None),
            arrest(0, apprehension_method="ERO Reprocessed Arrest"),
            arrest(0, apprehension_method="Located"),
        ]
    )["ddp_arrests"]
    assert _each(made, "duplicate_episode_first") == [False, False, True]
    assert _each(made, "is_reprocessed") == [None, True, False]


@pytest.mark.parametrize(
    ("site", "state"),
    [
        ("Dallas, tx, Docket Control", "TEXAS"),
        ("WEST VIRGINIA SUB-OFFICE", "WEST VIRGINIA"),
        ("OFFICE IN LA", "INDIANA"),
        ("TXX", None),
    ],
)
def test_a_missing_state_is_read_from_the_duty_site(run: Run, site: str, state: str) -> None:
    made = run(arrests=[arrest(0, toa_current_duty_site=site)])["ddp_arrests"]
    assert _each(made, "apprehension_state_filled_in") == [state]


@pytest.mark.parametrize(
    ("hours", "matched"), [(120, True), (120.02, False), (-240, True), (-240.02, False)]
)
def test_a_stay_begins_from_5_days_before_an_arrest_to_10_days_after_it(
    run: Run, hours: float, matched: bool
) -> None:
    made = run(stints=[stint(0)], arrests=[arrest(hours)])["ddp_arrest_stays"]
    assert _each(made, "has_detention_stay") == [matched]


def test_a_stay_whose_closest_arrest_went_elsewhere_gets_nothing(run: Run) -> None:
    later = START + timedelta(hours=50)
    made = run(
        stints=[stint(0), stint(50, stay_book_in_date_time=later)],
        arrests=[arrest(-60), arrest(26)],
    )["ddp_arrest_stays"]
    assert _each(made, "stay_book_in_date_time") == [None, later]


def test_of_two_arrests_equally_far_from_a_stay_the_earlier_has_it(run: Run) -> None:
    made = run(stints=[stint(0)], arrests=[arrest(30), arrest(-30)])["ddp_arrest_stays"]
    assert _each(made, "has_detention_stay") == [False, True]


def test_what_arrest_and_stay_share_is_the_stays_even_if_null(run: Run) -> None:
    (row,) = run(
        stints=[stint(0, gender=None, birth_country="X")],
        arrests=[arrest(0, gender="Male", birth_country="Y")],
    )["ddp_arrest_stays"]
    assert row["gender"] is None
    assert (row["birth_country"], row["birth_country_stay"]) == ("Y", "X")


def test_of_removals_of_one_day_the_newer_rule_keeps_the_last_by_country(run: Run) -> None:
    rows = [
        {"departed_date": date(2025, 3, 1), "departure_country": country}
        for country in ("MEXICO", None, "CUBA")
    ]
    made = run("2026-08", removals=rows)["ddp_removals"]
    assert _each(made, "duplicate_likely") == [True, True, True]
    assert _each(made, "duplicate_drop_row") == [False, True, True]


def test_a_release_without_an_end_is_refused(tmp_path: Path) -> None:
    rows = pa.Table.from_pylist([stint(0) | {"release": "x"}], schema=arrow_schema("stints"))
    pq.write_table(rows, tmp_path / "stints.parquet")
    with pytest.raises(CallError, match="release 'x' has no end of extract"):
        ddp.run(DuckDBEngine(), {"stints": [tmp_path / "stints.parquet"]}, tmp_path, extracts={})


def test_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="say plain or 2026-08"):
        ddp.run(DuckDBEngine(), {}, tmp_path, extracts={}, removals_rule="newest")
