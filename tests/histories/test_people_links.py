"""
Timelines and re-detention, in tables counted by hand.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from people_made import OTHER, histories, ledger, stint, values

IN = "2025-03-01 12:00"
OUT = "2025-03-20 09:00"
ARREST = {"id": "p", "arrested": "2025-03-01 08:00"}


def test_a_whole_timeline_names_the_row_of_each_of_its_parts(tmp_path: Path) -> None:
    made = histories(
        tmp_path,
        {
            "detainers": [{"id": "p", "prepared": "2025-02-20"}],
            "arrests": [OTHER | {"arrested": "2025-01-01 07:00"}, ARREST],
            "stints": [stint(IN, OUT, why="Removed")],
            "removals": [{"id": "p", "left": "2025-03-21"}],
        },
    )
    assert values(
        made["timelines"],
        "days_detainer_to_arrest",
        "hours_arrest_to_stay",
        "days_end_to_removal",
        "removal_rule",
        "detainer_row",
        "arrest_row",
        "removal_row",
        "row",
    ) == [(9, 4.0, 1, "days_of_end", 8, 9, 8, 8)]
    assert values(made["timelines"], "detainer_row_key", "arrest_sheet", "removal_file_sha256") == [
        ("d" * 16 + ":S:8", "S", "r" * 64)
    ]
    assert ledger(made, "stays", "timelines") == {"arrest_and_removal": 1}


def test_a_stay_with_nothing_matched_is_a_timeline_with_nulls(tmp_path: Path) -> None:
    (line,) = histories(tmp_path, {"stints": [stint(IN, OUT)]})["timelines"]
    empty = {k for k, v in line.items() if v is None}
    assert {"arrest_row_key", "detainer_row_key", "removal_row_key", "removal_rule"} <= empty


def test_the_latest_detainer_by_the_day_of_the_arrest_is_taken_and_only_once(
    tmp_path: Path,
) -> None:
    prepared = ["2025-02-01", "2025-02-20", "2025-03-01 23:00", "2025-03-02", "2024-01-01", None]
    rows = [{"id": "p", "prepared": p} for p in prepared]
    made = histories(
        tmp_path,
        {
            "detainers": [*rows, {"id": None, "prepared": "2025-02-20"}],
            "arrests": [ARREST, {"id": "p", "arrested": "2025-05-01 08:00"}],
            "stints": [stint(IN, OUT), stint("2025-05-01 12:00", None)],
        },
    )
    lines = values(made["timelines"], "detainer_prepare_date", "days_detainer_to_arrest")
    assert lines == [(datetime(2025, 3, 1, 23), 0), (datetime(2025, 3, 2), 60)]
    assert ledger(made, "detainers", "timelines") == {
        "in_a_timeline": 2,
        "later_detainer_taken": 2,
        "no_arrest_in_window": 1,
        "no_date": 1,
        "no_identifier": 1,
    }


def test_a_removal_goes_to_the_stay_that_records_its_day_before_one_that_ended_near_it(
    tmp_path: Path,
) -> None:
    made = histories(
        tmp_path,
        {
            "stints": [
                stint(IN, OUT, stay_out=OUT, left="2025-05-09"),
                stint("2025-05-01 08:00", "2025-05-08 08:00", left="2025-05-09"),
                stint("2025-05-09 06:00", "2025-05-10 08:00"),
            ],
            "removals": [
                {"id": "p", "left": "2025-03-30"},
                {"id": "p", "left": "2025-03-31"},
                {"id": "p", "left": "2025-05-09"},
                {"id": "p", "left": "2025-05-09"},
            ],
        },
    )
    # The departure of 9 May is on the day of the third book-in, so the second stay
    # cannot claim it by its record; it ended a day before, the third a day after.
    lines = values(made["timelines"], "removal_departed_date", "removal_rule")
    assert lines == [
        (date(2025, 3, 30), "days_of_end"),
        (date(2025, 5, 9), "days_of_end"),
        (None, None),
    ]
    assert ledger(made, "removals", "timelines") == {
        "in_a_timeline": 2,
        "no_stay": 1,
        "same_departure": 1,
    }


def test_a_removal_long_after_release_is_matched_by_the_day_the_stay_records(
    tmp_path: Path,
) -> None:
    made = histories(
        tmp_path,
        {
            "stints": [stint(IN, OUT, stay_out=OUT, left="2025-06-01")],
            "removals": [{"id": "p", "left": "2025-06-01"}],
        },
    )
    assert values(made["timelines"], "removal_rule", "days_end_to_removal") == [
        ("departed_date", 73)
    ]


def test_redetention_is_the_next_stay_or_censored_at_the_extract(tmp_path: Path) -> None:
    made = histories(
        tmp_path,
        {
            "stints": [
                stint(IN, OUT, stay_out=OUT, stay_why="Order of supervision"),
                stint("2025-04-01 08:00", "2025-04-02 08:00", stay_out="2025-04-02 08:00"),
                stint("2025-06-01 08:00", None, id="held"),
            ]
        },
    )["redetentions"]
    assert values(
        made, "release_reason", "gap_days", "censored", "days_observed", "end_confidence"
    ) == [
        ("Order of supervision", 12, 0, 12, "certain"),
        (None, None, 1, 89, "certain"),
    ]
    assert made[0]["next_stay_id"] == made[1]["stay_id"]


def test_days_to_redetention_are_unknown_where_the_end_is(tmp_path: Path) -> None:
    rows = [stint(IN, None), stint("2025-04-01 08:00", None), OTHER]
    made = histories(tmp_path, {"stints": rows})
    first = made["redetentions"][0]
    assert values([first], "ended_at_kind", "gap_days", "censored", "days_observed") == [
        ("no_later_than", None, 0, None)
    ]
    assert ledger(made, "stays", "redetentions") == {
        "detained_again": 1,
        "no_later_stay": 1,
        "not_ended": 1,
    }
