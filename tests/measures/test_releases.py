"""
Releases after a final order, counted by hand on eight stays and a few more.
"""

import datetime as dt

import pyarrow as pa
import pytest
from answer_parts import losses
from optimizers_off import without_optimizers

from custodes.measures import catalog
from custodes.measures.releases import KINDS, REASONS
from custodes.records import code_lists
from small_datasets import manifest, moment, rows, view

NO_SLRRFF = "Order of Supervision - No SLRRFF"
NAMES = (
    "unique_identifier",
    "final_order_date",
    "ended_at",
    "stay_release_reason",
    "case_threat_level",
    "area_of_responsibility",
)
EIGHT = [
    # (person, final order, end, reason of the stay, threat level, office)
    ("a", "2024-01-10", "2024-09-30", NO_SLRRFF, "1", "St. Paul"),  # FY2024
    ("a", "2024-01-10", "2024-10-01", NO_SLRRFF, "1", "St. Paul"),  # FY2025, the same person
    ("b", "2025-02-03", "2025-02-03", "Order of supervision", None, "Boston"),  # the same day
    ("c", "2025-02-04", "2025-02-03", "Order of supervision", "2", "Boston"),  # order after
    ("d", None, "2025-03-01", "Bonded Out - IJ", "2", "Boston"),  # no order
    ("e", "2025-01-01", "2025-03-01", "Removed", "NA", "Boston"),  # removed
    ("f", "2025-01-01", "2025-03-01", "Bonded Out - IJ", "NA", "Boston"),  # FY2025
    ("g", "2025-01-01", "2025-03-01", "PAROLED", "3", None),  # FY2025, in capitals
]


def stay(person, order, ended, reason, level=None, office=None, **more):
    day = dt.date.fromisoformat(order) if order else None
    given = zip(NAMES, (person, day, moment(ended), reason, level, office), strict=True)
    sure = {"end_status": "ended", "end_confidence": "certain", "ended_at_kind": "time"}
    return {**dict(given), **sure, **more}


def one(**changed):
    """
    A stay that counts, but for what is changed.
    """
    return {**stay("a", "2025-01-01", "2025-03-01", NO_SLRRFF), **changed}


def releases(folder, stays, by=None, where=None, made=None):
    data = view(folder, {"stays": rows("stays", stays)}, made)
    return catalog()["releases"].compute(data, by=by, where=where)


def eight(folder, by=None, where=None):
    return releases(folder, [stay(*s) for s in EIGHT], by, where)


def cells(findings):
    return [tuple(r.values()) for r in findings.table.to_pylist()]


def test_stays_and_persons_are_counted_by_kind_and_fiscal_year_of_the_end(tmp_path):
    expected = [
        ("bond", 2025, 1, 1),
        ("parole", 2025, 1, 1),
        ("supervision", 2025, 1, 1),
        ("supervision_no_slrrff", 2024, 1, 1),
        ("supervision_no_slrrff", 2025, 1, 1),
    ]
    assert expected == cells(eight(tmp_path))


def test_a_person_released_twice_is_two_releases_and_one_person(tmp_path):
    expected = [("supervision_no_slrrff", 2, 1)]
    assert expected == cells(eight(tmp_path, [], {"kind": "supervision_no_slrrff"}))


def test_the_ledger_says_why_each_of_the_eight_is_left_out_and_adds_up(tmp_path):
    found = eight(tmp_path)
    part = found.ledger.parts[0]
    assert losses(found, REASONS) == {"no_order": 1, "order_after_end": 1, "removed": 1}
    assert (part.all_rows, part.counted) == (8, 5)


def test_a_level_that_is_not_there_is_a_group_of_its_own(tmp_path):
    given = [
        one(case_threat_level="1"),
        one(case_threat_level="NA"),
        one(case_threat_level=None),
        one(case_threat_level=None, redacted="birth_year;case_threat_level"),
        one(case_threat_level=None, redacted="case_threat_level_note"),
        one(case_threat_level="7"),
    ]
    found = releases(tmp_path, given, ["level"])
    kind = "supervision_no_slrrff"
    assert {(k, level): n for k, level, n, _ in cells(found)} == {
        (kind, "1"): 1,
        (kind, "none"): 1,
        (kind, "not given"): 2,
        (kind, "withheld"): 1,
        (kind, "not read"): 1,
    }


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("not_ended", {"end_status": "held"}),
        ("not_ended", {"end_status": "unknown"}),
        ("not_ended", {"end_status": None}),
        ("no_order", {"final_order_date": None}),
        ("no_day", {"ended_at": None}),
        ("after_extract", {"ended_at": moment("2026-03-11 00:00")}),
        ("order_after_end", {"final_order_date": dt.date(2025, 3, 2)}),
        ("no_reason", {"stay_release_reason": None}),
        ("unread_reason", {"stay_release_reason": "Order of Supervision - New"}),
        ("transfer", {"stay_release_reason": "Transferred"}),
        ("removed", {"stay_release_reason": "Voluntary departure"}),
        ("removed", {"stay_release_reason": "Title 42 Return"}),
        ("other_agency", {"stay_release_reason": next(
            c.agency[0] for c in code_lists()["release_reason"].codes if c.code == "other_agency"
        )}),
        ("escaped", {"stay_release_reason": "Escaped"}),
        ("died", {"stay_release_reason": "Died"}),
    ],
)  # fmt: skip
def test_a_stay_that_is_no_release_after_an_order_is_left_out_and_says_why(tmp_path, why, changed):
    found = releases(tmp_path, [one(**changed), one()])
    assert losses(found, REASONS) == {why: 1}
    assert found.ledger.counted == 1


def test_a_likely_end_counts_and_can_be_told_apart(tmp_path):
    given = [
        one(),
        one(end_status="likely_ended", end_confidence="weak", ended_at_kind="no_later_than"),
        one(end_status="likely_ended", end_confidence="weak", ended_at_kind="day"),
    ]
    found = releases(tmp_path, given, ["confidence", "end_known_by"])
    kind = "supervision_no_slrrff"
    assert cells(found) == [
        (kind, "certain", "time", 1, 1),
        (kind, "weak", "day", 1, 1),
        (kind, "weak", "no_later_than", 1, 1),
    ]
    assert any("the end of 2 is weakly known" in c for c in found.caveats)


def test_the_reason_of_the_last_stint_stands_in_for_that_of_the_stay(tmp_path):
    given = [
        one(stay_release_reason=None, last_release_reason="Paroled"),
        one(last_release_reason="Transferred"),
    ]
    assert [("parole", 1, 1), ("supervision_no_slrrff", 1, 1)] == cells(
        releases(tmp_path, given, [])
    )


def test_every_reason_of_the_code_list_is_a_kind_or_a_loss_that_is_explained():
    assert set(KINDS) == {c.code for c in code_lists()["release_reason"].codes}
    gone = {k.removeprefix("not: ") for k in KINDS.values() if k.startswith("not: ")}
    assert gone <= set(REASONS)


def test_kinds_add_up_to_all_that_is_counted_however_they_are_split(tmp_path):
    for by in catalog()["releases"].choices:
        found = eight(tmp_path, [by])
        assert sum(r["releases"] for r in found.table.to_pylist()) == found.ledger.counted == 5


def test_a_limit_is_in_the_ledger_and_one_that_leaves_nothing_says_so(tmp_path):
    found = eight(tmp_path, [], {"office": "st. paul"})
    assert cells(found) == [("supervision_no_slrrff", 2, 1)]
    assert losses(found, REASONS)["filtered"] == 3
    assert (
        "Nothing is left to count after the filter."
        in eight(tmp_path, [], {"office": "Nowhere"}).caveats
    )


def test_a_release_of_one_area_is_no_part_of_a_national_count(tmp_path):
    made = manifest({"ice-2026-03": "2026-03-10", "seattle": None}, scopes={"seattle": "Seattle"})
    given = [one(), one(), one(release="seattle")]
    nation = releases(tmp_path, given, [], made=made)
    assert (losses(nation, REASONS), nation.ledger.counted) == ({"local": 1}, 2)
    local = releases(tmp_path, given, [], {"release": "seattle"}, made)
    assert local.ledger.counted == 1
    assert local.caveats[0].startswith("Not national")


def test_the_same_id_in_two_releases_is_two_persons(tmp_path):
    made = manifest({"ice-2026-03": None, "ice-2025-07": None})
    given = [one(), one(release="ice-2025-07")]
    assert cells(releases(tmp_path, given, [], made=made)) == [("supervision_no_slrrff", 2, 2)]


def test_no_optimizer_changes_a_cell(tmp_path):
    data = view(tmp_path, {"stays": rows("stays", [stay(*s) for s in EIGHT])})
    by = ["fiscal_year", "office", "level", "confidence"]
    plain = catalog()["releases"].compute(data, by)
    assert cells(plain) == cells(without_optimizers("releases", data, by))
    assert plain.table.num_rows == 5


def test_an_offense_group_is_that_of_the_code_or_the_words_and_else_says_why(tmp_path):
    code, charge = "most_serious_conviction_code", "most_serious_conviction_charge"
    given = [
        one(**{code: "0999"}),
        one(**{code: "13AB", charge: "Homicide"}),
        one(**{charge: "Rape - Strongarm"}),
        one(**{charge: "A charge on no list"}),
        one(redacted="most_serious_conviction_charge;most_serious_conviction_code"),
        one(),
    ]
    found = releases(tmp_path, given, ["offense_group"])
    assert {r["offense_group"]: r["releases"] for r in found.table.to_pylist()} == {
        "homicide": 1,
        "assault": 1,
        "sexual_assault": 1,
        "not read": 1,
        "withheld": 1,
        "not given": 1,
    }


def test_an_office_is_that_of_the_stay_then_of_the_last_book_in_then_of_a_list(tmp_path):
    given = [
        one(stay_id="s1", area_of_responsibility="Boston", last_detention_facility_code="F1"),
        one(stay_id="s2", last_detention_facility_code="F1"),
        one(stay_id="s3", last_detention_facility_code="F1"),
        one(stay_id="s4", last_detention_facility_code="F2"),
    ]
    booked = [
        ("s1", "Chicago", moment("2025-02-01"), None),
        ("s2", "Chicago", moment("2025-02-02"), None),
        ("s2", "Denver", moment("2025-02-03"), None),
        ("s2", None, moment("2025-02-04"), None),
        ("s2", "Dallas", moment("2025-02-05"), "repeat"),
    ]
    columns = ("stay_id", "book_in_aor", "book_in_date_time", "duplicate_kind")
    stints = [dict(zip(columns, b, strict=True)) for b in booked]
    listed = [
        {"detention_facility_code": "F1", "state": "TX", "field_office": "Dallas"},
        {"detention_facility_code": "F2", "state": "TX", "field_office": "Dallas"},
        {"detention_facility_code": "F2", "state": "OK", "field_office": "Houston"},
    ]
    tables = {
        "stays": rows("stays", given),
        "stints": pa.Table.from_pylist(stints),
        "facilities": rows("facilities", listed),
    }
    data = view(tmp_path, tables)
    found = catalog()["releases"].compute(data, by=["office", "office_told_by", "state"])
    assert {tuple(r.values())[1:4] for r in found.table.to_pylist()} == {
        ("Boston", "stay", "TX"),
        ("Denver", "book_in", "TX"),
        ("Dallas", "list", "TX"),
        (None, "not told", None),
    }
    assert any(
        "Of 4 stays in all, 1 name no office and 1 no State. Where" in c for c in found.caveats
    )


def test_what_was_counted_can_be_traced(tmp_path):
    (trail,) = eight(tmp_path, ["office"]).trails
    assert (trail.about, trail.table) == ("stays", "stays")
