"""
What releases keep back, on eight fields worked by hand.
"""

import pytest

from custodes.measures import catalog
from custodes.measures._needs import RECORDS, facts, needs_of
from custodes.records import tables
from small_datasets import manifest, rows, view

# (release, table, header, column, filled, blank, redacted, unreadable), of ten rows each
EIGHT = [
    ("old", "arrests", "Apprehension Date", "apprehension_date", 10, 0, 0, 0),
    ("old", "arrests", "Threat Level", "case_threat_level", 4, 6, 0, 0),
    ("old", "arrests", "Landmark", "apprehension_site_landmark", 7, 3, 0, 0),
    ("new", "arrests", "Apprehension Date", "apprehension_date", 9, 0, 0, 1),
    ("new", "arrests", "Threat Level", "case_threat_level", 0, 4, 6, 0),
    ("new", "arrests", "Landmark", "apprehension_site_landmark", 5, 2, 3, 0),
    ("new", "arrests", "EID Case ID", None, 0, 0, 10, 0),
    ("new", "facilities", "name", "detention_facility", 10, 0, 0, 0),
]
MADE = manifest(dict.fromkeys(("old", "new"), "2026-03-10"))


def fields(given):
    names = (
        "release", "table_name", "header", "column_name", "filled", "blank", "redacted",
        "unreadable",
    )  # fmt: skip
    return rows("fields", [dict(zip(names, f, strict=True)) for f in given])


def secrecy(folder, by=None, where=None, given=EIGHT):
    return catalog()["secrecy"].compute(view(folder, {"fields": fields(given)}, MADE), by, where)


def states(found):
    return {(r["release"], r["field"]): r["state"] for r in found.table.to_pylist()}


def test_each_field_has_one_state(tmp_path):
    found = states(secrecy(tmp_path))
    assert {k: v for k, v in found.items() if v != "dropped"} == {
        ("old", "apprehension_date"): "published",
        ("old", "case_threat_level"): "published",
        ("old", "apprehension_site_landmark"): "published",
        ("new", "apprehension_date"): "published",
        ("new", "case_threat_level"): "withheld",
        ("new", "apprehension_site_landmark"): "withheld in part",
    }


def test_a_share_is_of_the_cells_there_are(tmp_path):
    # Of the new release's thirty cells nine bear a mark: six levels and three landmarks.
    found = secrecy(tmp_path, ["release"]).table.to_pylist()
    assert [(r["release"], r["cells"], r["redacted"], r["share_redacted"]) for r in found] == [
        ("new", 30, 9, 0.3),
        ("old", 30, 0, 0.0),
    ]


def test_a_field_that_only_another_release_has_is_dropped_here(tmp_path):
    without = [f for f in EIGHT if f[:4] != ("new", "arrests", "Landmark", EIGHT[5][3])]
    found = secrecy(tmp_path, where={"release": "new", "state": "dropped"}, given=without)
    (row,) = [
        r for r in found.table.to_pylist() if r["field"] == "apprehension_site_landmark"
    ]  # fmt: skip
    assert "old" in row["also_in"].split(", ")
    assert row["cells"] == 0
    assert row["share_redacted"] is None
    assert row["question"].startswith("at which jail")


def test_a_field_that_no_release_here_has_but_a_known_one_is_dropped(tmp_path):
    # Seattle's production alone gives convictions with its arrests.
    found = secrecy(tmp_path, where={"field": "most_serious_conviction_charge"})
    assert [(r["release"], r["also_in"]) for r in found.table.to_pylist()] == [
        ("new", "seattle-productions"),
        ("old", "seattle-productions"),
    ]


def test_each_row_of_states_adds_up_to_its_fields(tmp_path):
    for by in (["release"], ["table"], ["measure"], ["state"], []):
        for row in secrecy(tmp_path, by).table.to_pylist():
            parts = ("published", "withheld_in_part", "withheld", "empty", "dropped")
            assert sum(row[p] for p in parts) == row["fields"] > 0


def test_a_measure_is_told_of_the_field_it_lost(tmp_path):
    found = secrecy(tmp_path, ["field"], {"measure": "priorities", "state": "withheld"})
    assert [r["field"] for r in found.table.to_pylist()] == ["case_threat_level"]
    assert "priorities" in found.table.to_pylist()[0]["measures"].split(", ")


def test_the_ledger_says_which_fields_are_none_of_persons(tmp_path):
    (part,) = secrecy(tmp_path).ledger.parts
    assert [loss.rows for loss in part.losses] == [1, 1]


def test_a_limit_that_leaves_nothing_says_so(tmp_path):
    found = secrecy(tmp_path, where={"release": "none such"})
    assert found.empty
    assert "Nothing is left to count after the filter." in found.caveats


@pytest.mark.parametrize(
    ("name", "table", "reads", "reads_not"),
    [
        # By reading the method sections, not the SQL.
        ("population", "stints", "book_out_date_time", "bond_posted_amount"),
        ("releases", "stints", "final_order_date", "bond_posted_amount"),
        ("releases", "stints", "case_threat_level", "bond_posted_date"),
        ("detainers", "detainers", "detainer_lift_reason", "birth_year"),
        ("priorities", "arrests", "apprehension_method", "operation"),
        ("flows", "encounters", "event_date", "lead_source"),
    ],
)
def test_what_a_measure_needs_is_what_its_definition_speaks_of(name, table, reads, reads_not):
    needed = needs_of(catalog()[name])[table]
    assert reads in needed
    assert reads_not not in needed


def test_every_measure_of_persons_needs_some_field():
    for name, measure in catalog().items():
        persons = {*RECORDS, *facts()["made_of"]} & set(measure.needs)
        assert bool(persons) == bool(needs_of(measure)), name


def test_every_field_that_a_question_is_asked_of_is_a_column_of_a_table_of_persons():
    known = {n for t in RECORDS for n in tables()[t].names()}
    assert not set(facts()["questions"]) - known


@pytest.mark.real
def test_the_release_of_2019_withholds_operations_in_part_and_drops_the_ids(real_data, tmp_path):
    from custodes.build import Options, build
    from custodes.measures import View

    file = real_data / "enforcement-fy16-19/EROArrests_FY2016.csv.gz"
    made = build([file], tmp_path / "set", Options(mode="records"))
    found = states(catalog()["secrecy"].compute(View.of(made.dataset)))
    release = "2019-icfo-53623"
    assert found[release, "operation"] == "withheld in part"
    assert found[release, "unique_identifier"] == "dropped"
    assert found[release, "apprehension_method"] == "published"
