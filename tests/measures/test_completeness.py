"""
Completeness, counted by hand.
"""

from custodes.measures import catalog
from small_datasets import moment, rows, view

FIELDS = [
    # (table, header, column, filled, blank, redacted, unreadable), of eight rows each
    ("arrests", "Apprehension Date", "apprehension_date", 7, 0, 0, 1),
    ("arrests", "Gender", "gender", 5, 3, 0, 0),
    ("arrests", "Landmark", "apprehension_site_landmark", 1, 2, 5, 0),
    ("arrests", "EID Case ID", None, 0, 0, 8, 0),
    ("removals", "Gender", "gender", 8, 0, 0, 0),
]


def fields():
    names = ("table_name", "header", "column_name", "filled", "blank", "redacted", "unreadable")
    return rows("fields", [dict(zip(names, f, strict=True)) for f in FIELDS])


def completeness(folder, by=None, where=None, **tables):
    given = {"fields": fields(), **tables}
    return catalog()["completeness"].compute(view(folder, given), by=by, where=where)


def test_each_field_of_each_release_has_its_four_counts(tmp_path):
    found = {
        (r["table"], r["field"]): (
            r["cells"],
            r["filled"],
            r["blank"],
            r["redacted"],
            r["unreadable"],
        )
        for r in completeness(tmp_path).table.to_pylist()
    }
    expected = {
        ("arrests", "apprehension_date"): (8, 7, 0, 0, 1),
        ("arrests", "gender"): (8, 5, 3, 0, 0),
        ("arrests", "apprehension_site_landmark"): (8, 1, 2, 5, 0),
        ("removals", "gender"): (8, 8, 0, 0, 0),
    }
    assert expected == found


def test_a_share_is_of_all_cells(tmp_path):
    found = completeness(tmp_path, by=["table"]).table.to_pylist()
    assert [(r["table"], r["share_filled"]) for r in found] == [
        ("arrests", 13 / 24),
        ("removals", 1.0),
    ]


def test_cells_of_columns_that_were_not_taken_are_in_the_ledger(tmp_path):
    (part,) = completeness(tmp_path).ledger.parts
    assert (part.all_rows, part.counted, [loss.rows for loss in part.losses]) == (40, 32, [8])


def test_a_limit_keeps_one_table(tmp_path):
    found = completeness(tmp_path, by=["field"], where={"table": "removals"})
    assert [(r["field"], r["cells"]) for r in found.table.to_pylist()] == [("gender", 8)]
    assert sum(loss.rows for loss in found.ledger.parts[0].losses) + 8 == 40


def test_rows_with_person_and_moment_of_another_are_counted_as_repeated(tmp_path):
    noon, later = moment("2025-01-01 12:00"), moment("2025-01-01 13:00")
    given = [("a", noon), ("a", noon), ("a", noon), ("a", later), (None, noon), (None, noon)]
    arrests = rows("arrests", [{"unique_identifier": p, "apprehension_date": m} for p, m in given])
    found = completeness(tmp_path, arrests=arrests).table.to_pylist()
    whole = [(r["table"], r["filled"], r["repeated"]) for r in found if r["repeated"] is not None]
    assert whole == [("arrests", 6, 2)]


def test_without_a_split_there_is_one_row(tmp_path):
    (row,) = completeness(tmp_path, by=[]).table.to_pylist()
    assert tuple(row[k] for k in ("cells", "filled", "blank", "redacted", "unreadable")) == (
        32,
        21,
        5,
        5,
        1,
    )
