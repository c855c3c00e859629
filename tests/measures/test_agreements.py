"""
287(g) agreements, counted by hand on eleven rows of four lists.
"""

import datetime as dt

from custodes.measures import catalog
from small_datasets import manifest, rows, view

JAN, FEB = dt.date(2025, 1, 6), dt.date(2025, 2, 3)
ROWS = [
    # kind, day, file, state, agency and model
    ("participating", JAN, "0106am.xlsx", "FLORIDA", "a", "Task Force Model"),  # later list stands
    ("participating", JAN, "0106pm.xlsx", "FLORIDA", "a", "Task Force Model"),
    ("participating", JAN, "0106pm.xlsx", "FLORIDA", "a", "Jail Enforcement Model "),
    ("participating", JAN, "0106pm.xlsx", "Florida", "a", "JAIL ENFORCEMENT MODEL"),  # repeated
    ("participating", JAN, "0106pm.xlsx", "TEXAS", "a", "Warrant Service Officer"),
    ("participating", FEB, "0203am.xlsx", "FLORIDA", "a", "Task Force Model"),
    ("participating", FEB, "0203am.xlsx", "TEXAS", "b", None),
    ("participating", FEB, "0203am.xlsx", "TEXAS", "c", "Something new"),
    ("participating", None, "undated.xlsx", "TEXAS", "d", "Task Force Model"),
    ("pending", JAN, "pending.xlsx", "TEXAS", "e", "Task Force Model"),
    ("pending", JAN, "pending.xlsx", "TEXAS", "f", "Task Force Model"),
]
NAMES = ("list_kind", "snapshot_date", "file", "state", "agency_key", "model")


def agreements(folder, by=None, where=None):
    table = rows("agreements", [dict(zip(NAMES, r, strict=True)) for r in ROWS])
    made = manifest({"ice-2026-03": None})
    return catalog()["agreements"].compute(
        view(folder, {"agreements": table}, made), by=by, where=where
    )


def cells(findings):
    return [tuple(r.values()) for r in findings.table.to_pylist()]


def test_each_list_counts_agreements_and_the_agencies_that_hold_them(tmp_path):
    expected = [("participating", JAN, 3, 2), ("participating", FEB, 3, 3), ("pending", JAN, 2, 2)]
    assert expected == cells(agreements(tmp_path, by=["day"]))


def test_models_are_told_whatever_their_spelling(tmp_path):
    found = cells(agreements(tmp_path, by=["model"], where={"kind": "participating"}))
    assert [(m, n) for _, m, n, _ in found] == [("Not stated", 1), ("Other", 1), ("Task Force", 1)]


def test_the_last_list_of_a_period_stands_for_it_and_lists_are_never_added_up(tmp_path):
    found = cells(agreements(tmp_path, by=["year", "state"], where={"kind": "participating"}))
    assert found == [
        ("participating", 2025, "FLORIDA", 1, 1),
        ("participating", 2025, "TEXAS", 2, 2),
    ]


def test_without_a_period_the_latest_list_of_each_kind_is_counted(tmp_path):
    assert cells(agreements(tmp_path, by=[])) == [("participating", 3, 3), ("pending", 2, 2)]


def test_a_limit_to_a_period_asks_for_the_last_list_of_that_period(tmp_path):
    # The list of 6 January has FLORIDA a twice (two models) and TEXAS a; 3 February is later.
    found = agreements(tmp_path, by=[], where={"month": "2025-01"})
    assert cells(found) == [("participating", 3, 2), ("pending", 2, 2)]
    assert cells(agreements(tmp_path, by=["model"], where={"month": "2025-01"})) == [
        ("participating", "Jail Enforcement", 1, 1),
        ("participating", "Task Force", 1, 1),
        ("participating", "Warrant Service Officer", 1, 1),
        ("pending", "Task Force", 2, 2),
    ]
    # Of all 11 rows, 3 stand on a later day, 1 on none, 1 on an earlier list, 1 repeats.
    (part,) = found.ledger.parts
    assert {loss.why: loss.rows for loss in part.losses} == {
        "a later list of the same day stands for it": 1,
        "the list shows the same agreement twice": 1,
        "the day of the list is not known": 1,
        "outside what was asked for": 3,
    }


def test_a_limit_to_a_release_asks_for_the_last_list_of_that_release(tmp_path):
    listed = [dict(zip(NAMES, r, strict=True)) for r in ROWS]
    older = [r | {"release": "older"} for r in listed if r["snapshot_date"] == JAN]
    newer = [r | {"release": "newer"} for r in listed if r["snapshot_date"] == FEB]
    table = rows("agreements", older + newer)
    asked = view(tmp_path, {"agreements": table}, manifest({"older": None, "newer": None}))
    found = catalog()["agreements"].compute(asked, by=[], where={"release": "older"})
    assert cells(found) == [("participating", 3, 2), ("pending", 2, 2)]


def test_the_ledger_tells_lists_of_the_same_day_repeats_and_undated_rows_apart(tmp_path):
    (part,) = agreements(tmp_path, by=["day"]).ledger.parts
    assert (part.all_rows, part.counted) == (11, 8)
    assert {loss.why: loss.rows for loss in part.losses} == {
        "the day of the list is not known": 1,
        "a later list of the same day stands for it": 1,
        "the list shows the same agreement twice": 1,
    }
