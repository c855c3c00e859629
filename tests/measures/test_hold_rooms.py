"""
Hold rooms, counted by hand on eight stints and a few more.
"""

import datetime as dt
import random

import pytest
from answer_parts import losses
from optimizers_off import without_optimizers

from custodes.measures import catalog
from custodes.measures.hold_rooms import REASONS
from small_datasets import manifest, moment, rows, view

NAMES = (
    "unique_identifier",
    "detention_facility_code",
    "detention_facility",
    "book_in_date_time",
    "book_out_date_time",
)
EIGHT = [
    ("a", "SPMHOLD", "FED BLDG", "2025-01-01 08:00:00", "2025-01-01 20:00:00"),  # 12:00:00
    ("b", "SPMHOLD", "FED BLDG", "2025-01-01 08:00:00", "2025-01-01 20:00:01"),  # over 12
    ("c", "XYZ", "NYC HOLD ROOM", "2025-01-01 08:00:00", "2025-01-04 08:00:00"),  # 72:00:00
    ("d", "XYZ", "NYC HOLD ROOM", "2025-10-01 08:00:00", "2025-10-04 08:00:01"),  # over 72
    (None, "SPMHOLD", "FED BLDG", "2025-12-01 00:00:00", "2025-12-01 05:00:00"),  # under 12
    ("e", "SPMHOLD", "FED BLDG", "2026-03-09 11:59:00", None),  # open: 12:01 at the extract
    ("f", "SPMHOLD", "FED BLDG", "2026-03-09 12:01:00", None),  # open: 11:59 at the extract
    ("g", "JAIL", "COUNTY JAIL", "2025-01-01 08:00:00", "2025-02-01 08:00:00"),  # elsewhere
]
EMPTY = {"duplicate_kind": None, "last_book_out_date_time": None}


def stint(person, code, name, began, ended, **more):
    given = zip(NAMES, (person, code, name, moment(began), moment(ended)), strict=True)
    return {**dict(given), "area_of_responsibility": "St. Paul", **more}


def one(**changed):
    """
    A stint of 13 hours that counts, but for what is changed.
    """
    made = stint("a", "SPMHOLD", "FED BLDG", "2025-01-01 08:00:00", "2025-01-01 21:00:00")
    return {**made, **changed}


def marked(stints):
    """
    Stints with the two columns that the histories add.
    """
    import pyarrow as pa

    made = rows("stints", [{k: v for k, v in s.items() if k not in EMPTY} for s in stints])
    for name, kind in zip(EMPTY, (pa.string(), pa.timestamp("us")), strict=True):
        made = made.append_column(name, pa.array([s.get(name) for s in stints], kind))
    return made


def tables(stints, facilities=()):
    return {"stints": marked(stints), "facilities": rows("facilities", list(facilities))}


def hold_rooms(folder, stints, by=(), where=None, made=None, facilities=()):
    data = view(folder, tables(stints, facilities), made)
    return catalog()["hold_rooms"].compute(data, by=list(by), where=where)


def eight(folder, by=(), where=None):
    return hold_rooms(folder, [stint(*s) for s in EIGHT], by, where)


RUNS = (
    "runs",
    "runs_over_12h",
    "runs_over_72h",
    "open_runs",
    "runs_over_12h_open",
    "runs_over_72h_open",
)


def cells(findings):
    """
    All but the times in a row.
    """
    return [tuple(r.values()) for r in findings.table.drop_columns(list(RUNS)).to_pylist()]


def runs(findings):
    """
    The times in a row alone.
    """
    return [tuple(r[n] for n in RUNS) for r in findings.table.to_pylist()]


def test_stints_are_over_from_the_second_after_12_and_72_hours(tmp_path):
    # stints, over 12, over 72, open, over 12 and open, over 72 and open
    assert cells(eight(tmp_path)) == [(7, 4, 1, 2, 1, 0)]


def test_the_day_is_that_of_the_book_in(tmp_path):
    assert cells(eight(tmp_path, ["fiscal_year"])) == [
        (2025, 3, 2, 0, 0, 0, 0),
        (2026, 4, 2, 1, 2, 1, 0),
    ]


def test_a_facility_is_shown_by_code_with_its_name(tmp_path):
    assert cells(eight(tmp_path, ["facility"])) == [
        ("SPMHOLD", "FED BLDG", 5, 2, 0, 2, 1, 0),
        ("XYZ", "NYC HOLD ROOM", 2, 2, 1, 0, 0, 0),
    ]


def test_an_open_stint_of_four_days_is_at_least_over_72(tmp_path):
    found = hold_rooms(tmp_path, [one(), stint("b", "SPMHOLD", "X", "2026-03-06 08:00:00", None)])
    assert cells(found) == [(2, 2, 1, 1, 1, 1)]


def test_an_open_stint_begun_after_the_moment_of_the_extract_is_not_long(tmp_path):
    found = hold_rooms(tmp_path, [one(), stint("b", "SPMHOLD", "X", "2026-03-10 09:00:00", None)])
    assert cells(found) == [(2, 1, 0, 1, 0, 0)]


@pytest.mark.parametrize(
    ("code", "name", "told"),
    [
        ("SPMHOLD", "BISHOP HENRY WHIPPLE FED BLDG", "code"),
        ("spmhold", None, "code"),
        ("NYC", "NYC HOLD ROOM", "name"),
        ("BOS", "BOSTON HOLDROOM", "name"),
        ("OAK", "OAKDALE HOLDING ROOM", "name"),
        ("MTG", "MONTGOMERY HOLD RM", "name"),
        (None, "Nyc Hold Room", "name"),
        ("VRK", "VARICK STREET SPC", "list"),
        ("VRK", None, "list"),
        ("HOLDREG", "PHELPS JAIL, HOLDREGE", None),
        ("EPCPCTX", "EGP CPC HOLDING", None),
        ("STK", "STOCKTON STAGING FACILITY", None),
        ("ELSE", None, None),
    ],
)
def test_a_hold_room_is_told_by_code_then_name_then_list(tmp_path, code, name, told):
    listed = [
        {"detention_facility_code": "VRK", "facility_type": "Hold"},
        {"detention_facility_code": "VRK", "facility_type": "SPC"},
        {"detention_facility_code": "STK", "facility_type": "Staging"},
        {"detention_facility_code": "HOLDREG", "facility_type": "USMS IGA"},
        {"detention_facility_code": None, "facility_type": "Hold"},
    ]
    given = [one(detention_facility_code=code, detention_facility=name)]
    found = hold_rooms(tmp_path, given, ["told_by"], facilities=listed)
    assert [r["told_by"] for r in found.table.to_pylist()] == ([told] if told else [])


def test_a_state_on_which_the_lists_differ_is_null(tmp_path):
    listed = [
        {"detention_facility_code": "SPMHOLD", "state": "MN"},
        {"detention_facility_code": "SPMHOLD", "state": "MN"},
        {"detention_facility_code": "BOSHOLD", "state": "MA"},
        {"detention_facility_code": "BOSHOLD", "state": "NH"},
    ]
    given = [one(), one(detention_facility_code="BOSHOLD")]
    found = hold_rooms(tmp_path, given, ["state"], facilities=listed)
    assert {r["state"]: r["stints"] for r in found.table.to_pylist()} == {"MN": 1, None: 1}


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("duplicate", {"duplicate_kind": "bond_edit"}),
        ("no_place", {"detention_facility_code": None, "detention_facility": None}),
        ("elsewhere", {"detention_facility_code": "JAIL"}),
        ("no_date", {"book_in_date_time": None}),
        ("after_extract", {"book_in_date_time": moment("2026-03-11 08:00")}),
        ("turned", {"book_out_date_time": moment("2025-01-01 07:59:59")}),
    ],
)
def test_a_stint_that_cannot_be_measured_is_left_out_and_says_why(tmp_path, why, changed):
    found = hold_rooms(tmp_path, [one(**changed), one()])
    assert losses(found, REASONS) == {why: 1}
    assert found.ledger.counted == 1


def test_a_release_without_book_outs_or_without_times_cannot_be_measured(tmp_path):
    made = manifest(dict.fromkeys(("ice-2026-03", "none", "days"), "2026-03-10"))
    day = {"book_in_date_time": moment("2025-01-01"), "book_out_date_time": moment("2025-01-03")}
    given = [one(), one(release="none", book_out_date_time=None), one(release="days", **day)]
    found = hold_rooms(tmp_path, given, made=made)
    assert losses(found, REASONS) == {"no_ends": 1, "days_only": 1}


def test_hours_from_the_day_of_a_book_in_to_the_hour_of_a_book_out_are_no_hours(tmp_path):
    # At 19:56 nobody knows whether the day began the stint at 00:00 or at 19:00.
    day = {"book_in_date_time": moment("2024-03-13"), "release": "days"}
    made = manifest(dict.fromkeys(("ice-2026-03", "days"), "2026-03-10"))
    given = [one(), one(**day, book_out_date_time=moment("2024-03-13 19:56"))]
    assert losses(hold_rooms(tmp_path, given, made=made), REASONS) == {"days_only": 1}


def test_a_stint_without_an_end_before_a_later_one_is_not_measured_to_the_extract(tmp_path):
    later = {"book_in_date_time": moment("2025-02-01 08:00"), "detention_facility_code": "JAIL"}
    given = [
        one(book_out_date_time=None),
        one(**later, book_out_date_time=moment("2025-02-03 08:00")),
        stint("b", "SPMHOLD", "X", "2025-03-01 08:00", None),  # nothing later: to the extract
        # Another person of the same name in another release is somebody else.
        one(unique_identifier="b", release="other", book_in_date_time=moment("2025-04-01 08:00")),
        stint(None, "SPMHOLD", "X", "2025-03-01 08:00", None),
    ]
    made = manifest(dict.fromkeys(("ice-2026-03", "other"), "2026-03-10"))
    found = hold_rooms(tmp_path, given, made=made)
    assert losses(found, REASONS) == {"elsewhere": 1, "left_open": 1, "turned": 1}
    assert cells(found) == [(2, 2, 2, 2, 2, 2)]


def test_an_open_stint_of_a_release_of_unknown_day_is_left_out(tmp_path):
    found = hold_rooms(
        tmp_path, [one(), one(book_out_date_time=None)], made=manifest({"ice-2026-03": None})
    )
    assert losses(found, REASONS) == {"no_extract": 1}


def test_an_end_that_a_repeated_row_brought_is_the_end(tmp_path):
    later = moment("2025-01-05 08:00")
    found = hold_rooms(tmp_path, [one(last_book_out_date_time=later)])
    assert cells(found) == [(1, 1, 1, 0, 0, 0)]


def test_without_the_histories_repeated_rows_are_counted_and_the_caveats_say_so(tmp_path):
    data = view(tmp_path, {"stints": rows("stints", [one(), one()])})
    found = catalog()["hold_rooms"].compute(data, by=[])
    assert cells(found) == [(2, 2, 0, 0, 0, 0)]
    assert any("no marks of duplicates" in c for c in found.caveats)
    assert any("no list of facilities" in c for c in found.caveats)


def test_the_parts_add_up_to_the_whole_and_those_over_72_are_over_12(tmp_path):
    whole = eight(tmp_path).table.to_pylist()[0]
    for by in catalog()["hold_rooms"].choices:
        parts = eight(tmp_path, [by]).table.to_pylist()
        assert all(sum(p[n] for p in parts) == total for n, total in whole.items())
        assert all(p["over_72h"] <= p["over_12h"] <= p["stints"] for p in parts)


def test_a_limit_is_in_the_ledger_and_one_that_leaves_nothing_says_so(tmp_path):
    found = eight(tmp_path, where={"facility": "spmhold"})
    assert losses(found, REASONS) == {"elsewhere": 1, "filtered": 2}
    empty = eight(tmp_path, where={"office": "Nowhere"})
    assert empty.empty
    assert "Nothing is left to count after the filter." in empty.caveats


def test_no_optimizer_changes_a_cell(tmp_path):
    data = view(tmp_path, tables([stint(*s) for s in EIGHT]))
    by = ["facility", "fiscal_year", "told_by"]
    plain = catalog()["hold_rooms"].compute(data, by)
    assert cells(plain) == cells(without_optimizers("hold_rooms", data, by))
    assert plain.table.num_rows == 4


ROW = [
    # In a row: a, 10 hours in one room and 10 in the next, three hours' way between: 23 hours.
    ("a", "SPMHOLD", "X", "2025-01-01 00:00:00", "2025-01-01 10:00:00"),
    ("a", "CHIHOLD", "X", "2025-01-01 13:00:00", "2025-01-01 23:00:00"),
    # b, four hours and a second between: two times of 10 hours.
    ("b", "SPMHOLD", "X", "2025-01-01 00:00:00", "2025-01-01 10:00:00"),
    ("b", "CHIHOLD", "X", "2025-01-01 14:00:01", "2025-01-02 00:00:01"),
    # c, one within the other, and a third that the first still reaches: 73 hours.
    ("c", "SPMHOLD", "X", "2025-01-01 00:00:00", "2025-01-03 00:00:00"),
    ("c", "CHIHOLD", "X", "2025-01-01 05:00:00", "2025-01-01 06:00:00"),
    ("c", "SPMHOLD", "X", "2025-01-03 04:00:00", "2025-01-04 01:00:00"),
    # d, a jail between two rooms: the day in it parts them.
    ("d", "SPMHOLD", "X", "2026-03-08 00:00:00", "2026-03-08 10:00:00"),
    ("d", "JAIL", "COUNTY JAIL", "2026-03-08 10:00:00", "2026-03-09 10:00:00"),
    ("d", "SPMHOLD", "X", "2026-03-09 10:00:00", None),
]


def test_stints_in_hold_rooms_in_a_row_are_one_time(tmp_path):
    found = hold_rooms(tmp_path, [stint(*s) for s in ROW])
    # Nine stints are six times: a, b twice, c, d twice, of which one is open for 14 hours.
    assert runs(found) == [(6, 3, 1, 1, 1, 0)]
    # Alone, only the 48 and the 21 hours of c and the 14 of d are over 12, none over 72.
    assert cells(found) == [(9, 3, 0, 1, 1, 0)]


def test_a_time_in_a_row_counts_in_the_room_where_it_began(tmp_path):
    found = hold_rooms(tmp_path, [stint(*s) for s in ROW], ["facility"])
    assert dict(zip(["CHIHOLD", "SPMHOLD"], (r[0] for r in runs(found)), strict=True)) == {
        "CHIHOLD": 1,
        "SPMHOLD": 5,
    }


def test_rows_without_a_person_are_joined_to_none_nor_those_of_another_release(tmp_path):
    made = manifest(dict.fromkeys(("ice-2026-03", "other"), "2026-03-10"))
    given = [one(unique_identifier=None), one(unique_identifier=None), one(), one(release="other")]
    assert runs(hold_rooms(tmp_path, given, made=made)) == [(4, 4, 0, 0, 0, 0)]


def restated(stints):
    """
    Times in a row again, in Python: people one by one, in the order of their book-ins.
    """
    people = {}
    for person, _, _, began, ended in stints:
        people.setdefault(person, []).append((moment(began), moment(ended)))
    spans = []
    for times in people.values():
        open_until = None
        for began, ended in sorted(times):
            if open_until is None or began > open_until + dt.timedelta(hours=4):
                spans.append([began, ended])
            else:
                spans[-1][1] = max(spans[-1][1], ended)
            open_until = spans[-1][1]
    hours = [(b - a).total_seconds() / 3600 for a, b in spans]
    return (len(hours), sum(h > 12 for h in hours), sum(h > 72 for h in hours))


def test_times_in_a_row_are_those_of_a_restatement_in_any_order_of_the_rows(tmp_path):
    draw = random.Random(72)
    start = dt.datetime(2025, 3, 1)
    given = []
    for n in range(400):
        began = start + dt.timedelta(minutes=draw.randrange(60 * 24 * 30))
        ended = began + dt.timedelta(minutes=draw.randrange(60 * 40))
        given.append((f"p{n % 60}", "SPMHOLD", "X", str(began), str(ended)))
    expected = restated(given)
    assert runs(hold_rooms(tmp_path, [stint(*s) for s in given]))[0][:3] == expected
    draw.shuffle(given)
    assert runs(hold_rooms(tmp_path, [stint(*s) for s in given]))[0][:3] == expected
    assert 0 < expected[2] < expected[1] < expected[0] < 400


def test_stints_are_split_by_the_threat_level_of_the_case(tmp_path):
    given = [
        one(case_threat_level="1"),
        one(unique_identifier="b", case_threat_level="NA"),
        one(unique_identifier="c", redacted="case_threat_level"),
    ]
    found = hold_rooms(tmp_path, given, ["level"]).table.to_pylist()
    assert {r["level"]: r["stints"] for r in found} == {"1": 1, "none": 1, "withheld": 1}
