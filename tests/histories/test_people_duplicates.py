"""
Duplicates of stints and arrests: every kind in tables counted by hand.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from people_made import OTHER, histories, ledger, stint, values

DAY = "2025-03-01"


def test_a_row_equal_in_all_fields_is_identical_and_kept_under_its_kind(tmp_path: Path) -> None:
    rows = [stint(f"{DAY} 08:00", f"{DAY} 20:00")] * 2
    made = histories(tmp_path, {"stints": rows})["stints"]
    assert values(made, "duplicate_kind", "duplicate_of") == [
        (None, None),
        ("identical", "s" * 16 + ":S:8"),
    ]
    assert made[0]["row_key"] == "s" * 16 + ":S:8"
    assert values(made, "stint_number") == [1, None]


def test_rows_that_differ_in_bond_alone_are_one_stint_with_the_lowest_of_each(
    tmp_path: Path,
) -> None:
    rows = [
        stint(f"{DAY} 08:00", bond=5000.0, initial_bond_set_date="2025-03-05"),
        stint(f"{DAY} 08:00", bond=3000.0, initial_bond_set_date="2025-03-02"),
        stint(f"{DAY} 08:00", bond=9000.0, bond_posted_amount=9000.0),
    ]
    made = histories(tmp_path, {"stints": rows})["stints"]
    assert values(made, "duplicate_kind") == ["bond_edit", None, "bond_edit"]
    lowest = ("lowest_initial_bond_set_amount", "earliest_initial_bond_set_date")
    assert values(made, *lowest, "lowest_bond_posted_amount") == [
        (None, None, None),
        (3000.0, date(2025, 3, 2), 9000.0),
        (None, None, None),
    ]


def test_a_second_version_of_a_stint_is_amended_and_the_one_with_an_end_is_kept(
    tmp_path: Path,
) -> None:
    rows = [
        stint(f"{DAY} 08:00", None, religion="X"),
        stint(f"{DAY} 08:00", "2025-03-04 09:00", religion="Y"),
    ]
    made = histories(tmp_path, {"stints": rows})
    assert values(made["stints"], "duplicate_kind") == ["amended", None]
    assert values(made["stays"], "last_stint_book_out_date_time") == [datetime(2025, 3, 4, 9)]


def test_a_later_book_in_on_the_day_is_a_rebooking_while_the_first_lasts(tmp_path: Path) -> None:
    stay = f"{DAY} 08:00"
    rows = [
        stint(stay, "2025-03-03 10:00"),
        stint(f"{DAY} 09:00", "2025-03-03 10:00", stay=stay),
    ]
    made = histories(tmp_path, {"stints": rows})
    assert values(made["stints"], "duplicate_kind") == [None, "rebooked_same_day"]
    assert values(made["stays"], "n_stints", "first_book_in_date_time") == [
        (1, datetime(2025, 3, 1, 8))
    ]


def test_out_and_back_on_one_day_is_two_stints(tmp_path: Path) -> None:
    stay = f"{DAY} 08:00"
    rows = [
        stint(stay, f"{DAY} 12:00"),
        stint(f"{DAY} 15:00", "2025-03-03 10:00", stay=stay),
    ]
    made = histories(tmp_path, {"stints": rows})
    assert values(made["stints"], "duplicate_kind", "stint_number") == [(None, 1), (None, 2)]


def test_a_book_in_at_the_very_moment_of_the_book_out_is_no_return(tmp_path: Path) -> None:
    stay = f"{DAY} 08:00"
    rows = [stint(stay, f"{DAY} 12:00"), stint(f"{DAY} 12:00", None, stay=stay), OTHER]
    made = histories(tmp_path, {"stints": rows})
    assert values(made["stints"], "duplicate_kind")[:2] == [None, "rebooked_same_day"]
    held = [s for s in made["stays"] if s["unique_identifier"] == "p"]
    assert values(held, "n_stints", "last_stint_book_out_date_time", "end_status") == [
        (1, None, "held")
    ]


def test_a_rebooking_gives_its_end_and_reason_to_a_row_left_open(tmp_path: Path) -> None:
    stay = f"{DAY} 08:00"
    rows = [
        stint(stay, None),
        stint(f"{DAY} 09:00", "2025-03-02 10:00", stay=stay, why="Paroled"),
    ]
    made = histories(tmp_path, {"stints": rows})
    assert values(made["stints"], "last_book_out_date_time") == [datetime(2025, 3, 2, 10), None]
    assert values(made["stays"], "end_rule", "last_release_reason") == [
        ("released_from_last_stint", "Paroled")
    ]


def test_three_book_ins_of_a_day_are_judged_by_all_that_went_before(tmp_path: Path) -> None:
    stay = f"{DAY} 08:00"
    inside = [
        stint(stay, f"{DAY} 20:00"),
        stint(f"{DAY} 09:00", f"{DAY} 10:00", stay=stay),
        stint(f"{DAY} 11:00", f"{DAY} 21:00", stay=stay),
    ]
    after_an_open_one = [
        stint(stay, None),
        stint(f"{DAY} 09:00", f"{DAY} 10:00", stay=stay),
        stint(f"{DAY} 11:00", f"{DAY} 21:00", stay=stay),
    ]
    twice = "rebooked_same_day"
    made = histories(tmp_path / "a", {"stints": inside})["stints"]
    assert values(made, "duplicate_kind") == [None, twice, twice]
    made = histories(tmp_path / "b", {"stints": after_an_open_one})["stints"]
    assert values(made, "duplicate_kind") == [None, twice, None]


def test_another_facility_day_stay_or_person_is_no_duplicate(tmp_path: Path) -> None:
    stay = f"{DAY} 08:00"
    rows = [
        stint(stay),
        stint(f"{DAY} 09:00", at="B", stay=stay),
        stint("2025-03-02 08:00", stay=stay),
        stint(stay, id="q"),
        stint(stay, release="r2"),
        stint(stay, stay=f"{DAY} 07:00"),
    ]
    made = histories(tmp_path, {"stints": rows})["stints"]
    assert values(made, "duplicate_kind") == [None] * 6


def test_rows_without_an_id_are_never_duplicates_nor_in_a_stay(tmp_path: Path) -> None:
    made = histories(tmp_path, {"stints": [stint(f"{DAY} 08:00", id=None)] * 3})
    assert (
        values(made["stints"], "duplicate_kind", "stay_id", "stint_id", "stint_number")
        == [(None, None, None, None)] * 3
    )
    assert made["stays"] == []
    assert ledger(made, "stints", "duplicates") == {"no_identifier": 3}


def test_stints_without_a_facility_are_duplicates_only_where_all_else_is_equal(
    tmp_path: Path,
) -> None:
    rows = [
        stint(f"{DAY} 08:00", at=None),
        stint(f"{DAY} 08:00", at=None),
        stint(f"{DAY} 08:00", at=None, religion="X"),
    ]
    made = histories(tmp_path, {"stints": rows})["stints"]
    assert values(made, "duplicate_kind", "stint_id") == [
        (None, None),
        ("identical", None),
        (None, None),
    ]


def test_overlap_is_told_where_an_earlier_stint_outlasts_the_next(tmp_path: Path) -> None:
    stay = f"{DAY} 08:00"
    rows = [
        stint(stay, "2025-03-05 08:00"),
        stint("2025-03-04 08:00", "2025-03-06 08:00", at="B", stay=stay),
        stint("2025-03-06 08:00", None, at="C", stay=stay),
        stint("2025-03-07 08:00", None, at="D", stay=stay),
    ]
    made = histories(tmp_path, {"stints": rows})
    assert values(made["stints"], "stint_number", "overlaps_previous") == [
        (1, 0),
        (2, 1),
        (3, 0),
        (4, None),
    ]
    assert made["stays"][0]["end_conflicts"] == "earlier_stint_open;stints_overlap"


def test_a_book_in_given_as_a_day_overlaps_only_what_lasts_beyond_that_day(
    tmp_path: Path,
) -> None:
    rows = [
        stint(DAY, f"{DAY} 15:00"),
        stint(DAY, "2025-03-05 08:00", at="B", stay=DAY),
        stint("2025-03-04", "2025-03-06 08:00", at="C", stay=DAY),
    ]
    made = histories(tmp_path, {"stints": rows})["stints"]
    assert values(made, "stint_number", "overlaps_previous") == [(1, 0), (2, 0), (3, 1)]


def test_arrests_within_24_hours_of_the_one_before_are_one_episode(tmp_path: Path) -> None:
    times = ["03-01 08:00", "03-02 08:00", "03-03 07:00", "03-04 07:01"]
    rows = [{"id": "p", "arrested": f"2025-{t}"} for t in times]
    made = histories(tmp_path, {"arrests": rows})
    first, last = "a" * 16 + ":S:8", "a" * 16 + ":S:11"
    assert values(made["arrests"], "episode_id", "episode_first", "episode_rows") == [
        (first, 1, 3),
        (first, 0, 3),
        (first, 0, 3),
        (last, 1, 1),
    ]
    assert ledger(made, "arrests", "duplicates") == {"kept": 2, "same_episode": 2}


def test_a_reprocessed_arrest_never_stands_for_an_episode_that_has_another(
    tmp_path: Path,
) -> None:
    again = {"apprehension_method": "ERO Reprocessed Arrest"}
    rows = [
        {"id": "p", "arrested": "2025-03-01 08:00", **again},
        {"id": "p", "arrested": "2025-03-01 20:00"},
        {"id": "p", "arrested": "2025-03-01 20:00"},
        {"id": "p", "arrested": "2025-03-01 21:00"},
        {"id": "q", "arrested": "2025-03-01 08:00", **again},
    ]
    made = histories(tmp_path, {"arrests": rows})["arrests"]
    assert values(made, "duplicate_kind") == [
        "reprocessed",
        None,
        "identical",
        "same_episode",
        None,
    ]
    assert values(made, "duplicate_of")[0] == "a" * 16 + ":S:9"


def test_arrests_without_id_or_date_are_each_their_own(tmp_path: Path) -> None:
    rows = [{"id": None, "arrested": "2025-03-01 08:00"}] * 2 + [{"id": "p"}] * 2
    made = histories(tmp_path, {"arrests": rows})
    assert (
        values(made["arrests"], "episode_first", "episode_rows", "duplicate_kind")
        == [(1, 1, None)] * 4
    )
    assert ledger(made, "arrests", "duplicates") == {"no_identifier": 2, "no_date": 2}
