"""
County jails, counted by hand on eight stints and a few more.
"""

import datetime as dt
import random
from itertools import pairwise

import pytest
from answer_parts import losses
from optimizers_off import without_optimizers
from test_hold_rooms import marked, stint

from custodes.measures import catalog
from custodes.measures.county_jails import REASONS
from small_datasets import manifest, moment, rows, view

LISTED = [
    {"detention_facility_code": "FREEBMN", "facility_type": "IGSA", "state": "MN"},
    {"detention_facility_code": "DEDICTX", "facility_type": "DIGSA", "state": "TX"},
    {"detention_facility_code": "FEDJAIL", "facility_type": "BOP", "state": "IA"},
]
EIGHT = [
    ("a", "FREEBMN", "FREEBORN COUNTY", "2025-01-01 08:00:00", "2025-01-03 07:59:59"),  # < 2 days
    ("b", "FREEBMN", "FREEBORN COUNTY", "2025-01-01 08:00:00", "2025-01-03 08:00:00"),  # 2 days
    ("c", "FREEBMN", "FREEBORN COUNTY", "2025-01-01 08:00:00", "2025-01-08 08:00:00"),  # a week
    ("d", "NOBLEMN", "NOBLES CO JAIL", "2025-10-01 08:00:00", "2025-10-29 08:00:00"),  # 4 weeks
    ("e", "NOBLEMN", "NOBLES CO JAIL", "2025-10-01 08:00:00", "2025-11-26 08:00:00"),  # 8 weeks
    (None, "NOBLEMN", "NOBLES CO JAIL", "2026-03-03 08:00:00", None),  # open: 6 days and 16 hours
    ("f", "FEDJAIL", "FEDERAL JAIL", "2025-01-01 08:00:00", "2025-02-01 08:00:00"),  # elsewhere
    ("g", "JAIHOLD", "COUNTY JAIL", "2025-01-01 08:00:00", "2025-01-01 18:00:00"),  # a hold room
]


def tables(stints, facilities=LISTED):
    return {"stints": marked(stints), "facilities": rows("facilities", list(facilities))}


def county_jails(folder, stints, by=(), where=None, made=None):
    data = view(folder, tables([stint(*s) for s in stints]), made)
    return catalog()["county_jails"].compute(data, by=list(by), where=where)


def cells(findings):
    return [tuple(r.values()) for r in findings.table.to_pylist()]


def test_stints_are_grouped_by_length_and_the_boundary_is_in_the_longer(tmp_path):
    # stints; under 2 days, to 7, to 28, to 56, longer; open
    assert cells(county_jails(tmp_path, EIGHT)) == [(6, 1, 2, 1, 1, 1, 1)]


def test_a_jail_is_told_by_a_list_then_by_its_name(tmp_path):
    assert cells(county_jails(tmp_path, EIGHT, ["told_by", "fiscal_year"])) == [
        ("list", 2025, 3, 1, 1, 1, 0, 0, 0),
        ("name", 2026, 3, 0, 1, 0, 1, 1, 1),
    ]


def test_the_state_is_that_of_the_list(tmp_path):
    found = county_jails(tmp_path, EIGHT, ["state"]).table.to_pylist()
    assert {r["state"]: r["stints"] for r in found} == {"MN": 3, None: 3}


@pytest.mark.parametrize(
    ("kinds", "name", "told"),
    [
        (["USMS IGA"], "SHERBURNE COUNTY", "marshals"),
        (["USMS IGA", "IGSA"], "SHERBURNE COUNTY", "list"),
        (["Unknown"], "SHERBURNE COUNTY JAIL", "name"),
        ([None, "?"], "SHERBURNE COUNTY JAIL", "name"),
        (["Unknown", "BOP"], "SHERBURNE COUNTY JAIL", None),
        (["Other"], "SHERBURNE COUNTY", None),
    ],
)
def test_a_list_tells_a_jail_by_its_agreement_and_one_that_tells_no_type_leaves_the_name(
    tmp_path, kinds, name, told
):
    listed = [
        {"detention_facility_code": "SHERBMN", "facility_type": k, "state": "MN"} for k in kinds
    ]
    given = [stint("a", "SHERBMN", name, "2025-01-01 08:00:00", "2025-01-05 08:00:00")]
    data = view(tmp_path, tables(given, listed))
    found = catalog()["county_jails"].compute(data, by=["told_by", "state"])
    assert [(r["told_by"], r["state"]) for r in found.table.to_pylist()] == (
        [(told, "MN")] if told else []
    )


def test_a_stint_without_an_end_before_a_later_one_is_left_out(tmp_path):
    given = [
        ("a", "FREEBMN", "X", "2025-01-01 08:00:00", None),
        ("a", "FEDJAIL", "X", "2025-03-01 08:00:00", "2025-03-02 08:00:00"),
        ("b", "FREEBMN", "X", "2026-03-09 08:00:00", None),
    ]
    found = county_jails(tmp_path, given)
    assert losses(found, REASONS) == {"elsewhere": 1, "left_open": 1}
    assert cells(found) == [(1, 1, 0, 0, 0, 0, 1)]


def test_the_ledger_says_what_was_no_jail(tmp_path):
    found = county_jails(tmp_path, EIGHT, where={"facility": "freebmn"})
    assert losses(found, REASONS) == {"elsewhere": 2, "filtered": 3}


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("duplicate", {"duplicate_kind": "bond_edit"}),
        ("no_place", {"detention_facility_code": None, "detention_facility": None}),
        ("no_date", {"book_in_date_time": None}),
        ("after_extract", {"book_in_date_time": moment("2026-03-11 08:00")}),
        ("turned", {"book_out_date_time": moment("2025-01-01 07:59:59")}),
    ],
)
def test_a_stint_that_cannot_be_measured_says_why(tmp_path, why, changed):
    given = [stint(*EIGHT[0]), {**stint(*EIGHT[0]), **changed}]
    found = catalog()["county_jails"].compute(view(tmp_path, tables(given)), by=[])
    assert losses(found, REASONS) == {why: 1}
    assert found.ledger.counted == 1


def test_an_open_stint_of_a_release_of_unknown_day_is_left_out(tmp_path):
    found = county_jails(tmp_path, EIGHT, made=manifest({"ice-2026-03": None}))
    assert losses(found, REASONS) == {"elsewhere": 2, "no_extract": 1}


def test_the_groups_are_those_of_a_restatement_in_any_order_of_the_rows(tmp_path):
    draw = random.Random(28)
    given = []
    for n in range(300):
        began = dt.datetime(2025, 3, 1) + dt.timedelta(minutes=draw.randrange(60 * 24 * 30))
        ended = began + dt.timedelta(hours=draw.choice([47, 48, 100, 168, 671, 672, 1343, 1344]))
        given.append((f"p{n}", "FREEBMN", "X", str(began), str(ended)))
    days = [
        (dt.datetime.fromisoformat(s[4]) - dt.datetime.fromisoformat(s[3])) / dt.timedelta(1)
        for s in given
    ]
    edges = [0, 2, 7, 28, 56, 1e9]
    expected = tuple(sum(low <= d < high for d in days) for low, high in pairwise(edges))
    for _ in range(2):
        assert cells(county_jails(tmp_path, given)) == [(300, *expected, 0)]
        draw.shuffle(given)
    assert all(expected)


def test_a_limit_that_leaves_nothing_says_so(tmp_path):
    found = county_jails(tmp_path, EIGHT, where={"office": "Nowhere"})
    assert found.empty
    assert "Nothing is left to count after the filter." in found.caveats


def test_no_optimizer_changes_a_cell(tmp_path):
    data = view(tmp_path, tables([stint(*s) for s in EIGHT]))
    by = ["facility", "fiscal_year"]
    plain = catalog()["county_jails"].compute(data, by)
    assert cells(plain) == cells(without_optimizers("county_jails", data, by))
    assert plain.table.num_rows == 2


def test_stints_are_split_by_the_threat_level_of_the_case(tmp_path):
    given = [{**stint(*EIGHT[0]), "case_threat_level": "3"}, stint(*EIGHT[1])]
    found = catalog()["county_jails"].compute(view(tmp_path, tables(given)), by=["level"])
    assert {r["level"]: r["stints"] for r in found.table.to_pylist()} == {"3": 1, "not given": 1}
