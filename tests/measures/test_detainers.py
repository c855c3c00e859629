"""
Detainers, counted by hand on eight detainers and six arrests, and a few more.
"""

import datetime as dt
import random

import pytest
from answer_parts import losses
from optimizers_off import without_optimizers

from custodes.errors import CallError
from custodes.law.interpret._minutes import add_counting_minutes
from custodes.law.us.calendars import FEDERAL
from custodes.measures import catalog
from custodes.measures.detainers import ARREST_REASONS, REASONS
from small_datasets import manifest, moment, rows, view

NAMES = (
    "unique_identifier",
    "detainer_prepare_date",
    "facility_state",
    "detention_facility_code",
    "detainer_lift_reason",
)
EIGHT = [
    ("a", "2025-01-01 08:00:00", "PA", "JAIL1", "Booked into Detention"),  # 48:00:00 later
    ("b", "2025-01-01 08:00:00", "PA", "JAIL1", None),  # arrested 48:00:01 later
    ("c", "2025-01-01 08:00:00", "PA", "JAIL2", "Detainer Declined by LEA"),  # the same moment
    ("d", "2025-01-01 08:00:00", "MN", "JAIL3", "Lifted"),  # arrested a second before
    (None, "2025-01-01 08:00:00", "MN", "JAIL3", None),  # an arrest without id is no match
    (None, "2025-01-01 08:00:00", "MN", "JAIL3", None),  # nor is this the same detainer
    ("e", "2026-03-09 00:00:00", "MN", "JAIL3", "A new reason"),  # 48 h end with the extract
    ("f", "2026-03-09 00:00:01", "MN", "JAIL3", None),  # 48 h end a second later
]
ARRESTS = [
    ("a", "2025-01-03 08:00:00"),
    ("b", "2025-01-03 08:00:01"),
    ("c", "2025-01-01 08:00:00"),
    ("d", "2025-01-01 07:59:59"),
    (None, "2025-01-01 09:00:00"),
    ("f", "2026-03-09 05:00:00"),
]


def detainer(person, prepared, state="PA", facility="JAIL1", reason=None, **more):
    given = (person, moment(prepared), state, facility, reason)
    return {**dict(zip(NAMES, given, strict=True)), **more}


def arrest(person, at, **more):
    return {"unique_identifier": person, "apprehension_date": moment(at), **more}


def tables(detained, arrested):
    return {"detainers": rows("detainers", detained), "arrests": rows("arrests", arrested)}


def detainers(folder, detained, arrested, by=(), where=None, made=None):
    data = view(folder, tables(detained, arrested), made)
    return catalog()["detainers"].compute(data, by=list(by), where=where)


def eight(folder, by=(), where=None):
    return detainers(
        folder, [detainer(*d) for d in EIGHT], [arrest(*a) for a in ARRESTS], by, where
    )


LATER = (
    "taken",
    "over_48h_form_most",
    "over_48h_regulation_most",
    "share_followed_low",
    "share_followed_high",
)


def cells(findings):
    """
    All but what is said of the time until an arrest, and the interval.
    """
    rows = findings.table.drop_columns(list(LATER)).to_pylist()
    return [tuple(r.values()) for r in rows]


def held(findings):
    """
    Taken, and the most that can have been over 48 hours by the form and by the regulation.
    """
    return [tuple(r[n] for n in LATER[:3]) for r in findings.table.to_pylist()]


def test_an_arrest_follows_from_the_moment_itself_to_the_last_second_of_the_48_hours(tmp_path):
    # detainers, lifted, without id, followable, followed, share
    assert cells(eight(tmp_path)) == [(8, 4, 2, 5, 2, 0.4)]


def test_the_hours_can_be_asked_for(tmp_path):
    assert cells(eight(tmp_path, where={"hours": "49"})) == [(8, 4, 2, 4, 3, 0.75)]
    # Within 47 hours f can be followed too, and was arrested.
    assert cells(eight(tmp_path, where={"hours": "47"})) == [(8, 4, 2, 6, 2, 2 / 6)]


@pytest.mark.parametrize("hours", ["0", "-1", "two", "1.5", "", "8785", "9" * 40, "٤"])
def test_hours_that_are_no_whole_number_of_a_year_are_refused(tmp_path, hours):
    with pytest.raises(CallError, match="whole number from 1 to 8784"):
        eight(tmp_path, where={"hours": hours})


def test_the_reason_is_our_code_or_the_words_of_the_agency(tmp_path):
    found = eight(tmp_path, ["lift_reason"]).table.to_pylist()
    assert {r["lift_reason"]: (r["detainers"], r["lifted"]) for r in found} == {
        "booked_into_detention": (1, 1),
        "declined": (1, 1),
        "lifted": (1, 1),
        "A new reason": (1, 1),
        "none recorded": (4, 0),
    }


def test_a_reason_that_is_withheld_is_a_group_of_its_own_and_not_lifted(tmp_path):
    given = [detainer("a", "2025-01-01", redacted="birth_year;detainer_lift_reason")]
    found = detainers(tmp_path, given, [], ["lift_reason"])
    assert [r[:3] for r in cells(found)] == [("withheld", 1, 0)]


def test_detainers_are_split_by_state_facility_and_fiscal_year(tmp_path):
    assert cells(eight(tmp_path, ["state", "fiscal_year"])) == [
        ("MN", 2025, 3, 1, 2, 1, 0, 0.0),
        ("MN", 2026, 2, 1, 0, 1, 0, 0.0),
        ("PA", 2025, 3, 2, 0, 3, 2, 2 / 3),
    ]
    assert [r[0] for r in cells(eight(tmp_path, ["facility"]))] == ["JAIL1", "JAIL2", "JAIL3"]


def test_where_nobody_can_be_followed_what_followed_is_not_known(tmp_path):
    found = detainers(tmp_path, [detainer(None, "2025-01-01 08:00")], [arrest("a", "2025-01-01")])
    assert cells(found) == [(1, 0, 1, 0, None, None)]


def test_an_arrest_of_another_release_does_not_follow(tmp_path):
    made = manifest(dict.fromkeys(("ice-2026-03", "other"), "2026-03-10"))
    given = [detainer("a", "2025-01-01 08:00"), detainer("a", "2025-01-01 08:00", release="other")]
    arrested = [
        arrest("a", "2025-01-01 09:00", release="other"),
        arrest("z", "2025-01-01 09:00"),
    ]
    found = detainers(tmp_path, given, arrested, ["release"], made=made)
    assert cells(found) == [("ice-2026-03", 1, 0, 0, 1, 0, 0.0), ("other", 1, 0, 0, 1, 1, 1.0)]


def test_a_release_without_arrests_cannot_be_followed(tmp_path):
    made = manifest(dict.fromkeys(("ice-2026-03", "other"), "2026-03-10"))
    given = [detainer("a", "2025-01-01 08:00", release="other")]
    found = detainers(tmp_path, given, [arrest("a", "2025-01-01 09:00")], made=made)
    assert cells(found) == [(1, 0, 0, 0, None, None)]


def test_without_the_table_of_arrests_detainers_are_still_counted(tmp_path):
    data = view(tmp_path, {"detainers": rows("detainers", [detainer(*d) for d in EIGHT])})
    found = catalog()["detainers"].compute(data, by=[])
    assert cells(found) == [(8, 4, 2, 0, None, None)]
    assert "This dataset holds no arrests, so no detainer can be followed." in found.caveats


def test_an_arrest_with_several_rows_follows_a_detainer_once(tmp_path):
    arrested = [arrest("a", "2025-01-01 09:00"), arrest("a", "2025-01-01 09:00")]
    arrested.append(arrest("a", "2025-01-01 10:00", superseded_by="ice-2026-08"))
    found = detainers(tmp_path, [detainer("a", "2025-01-01 08:00")], arrested)
    assert cells(found) == [(1, 0, 0, 1, 1, 1.0)]


def test_rows_that_repeat_a_detainer_count_once_with_the_reason_that_one_gives(tmp_path):
    given = [
        detainer("a", "2025-01-01 08:00"),
        detainer("a", "2025-01-01 08:00", reason="Lifted"),
        detainer("a", "2025-01-01 08:01"),
    ]
    found = detainers(tmp_path, given, [])
    assert [r[:2] for r in cells(found)] == [(2, 1)]
    assert losses(found, REASONS) == {"repeated": 1}


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("no_date", {"detainer_prepare_date": None}),
        ("after_extract", {"detainer_prepare_date": moment("2026-03-11 00:00")}),
    ],
)
def test_a_row_that_is_not_counted_says_why(tmp_path, why, changed):
    given = [{**detainer("a", "2025-01-01 08:00"), **changed}, detainer("b", "2025-01-01 08:00")]
    found = detainers(tmp_path, given, [])
    assert losses(found, REASONS) == {why: 1}
    assert found.ledger.parts[0].counted == 1


def test_the_ledger_of_arrests_says_which_cannot_follow(tmp_path):
    arrested = [arrest("a", "2025-01-01"), arrest(None, "2025-01-01"), arrest("a", None)]
    found = detainers(tmp_path, [detainer("a", "2025-01-01 08:00")], arrested)
    assert losses(found, ARREST_REASONS, 1) == {"no_id": 1, "no_date": 1}
    assert found.ledger.parts[1].counted == 1


def test_as_many_are_counted_as_flows_counts_events(tmp_path):
    given = [detainer(*d) for d in EIGHT] + [detainer(*EIGHT[0]), detainer("g", None)]
    data = view(tmp_path, tables(given, []))
    events = catalog()["flows"].compute(data, by=["state"], where={"event": "detainers"})
    found = catalog()["detainers"].compute(data, by=["state"])
    assert {r["state"]: r["events"] for r in events.table.to_pylist()} == {
        r["state"]: r["detainers"] for r in found.table.to_pylist()
    }


def test_the_parts_add_up_to_the_whole(tmp_path):
    whole = eight(tmp_path).table.to_pylist()[0]
    whole = {n: v for n, v in whole.items() if not n.startswith("share")}
    for by in catalog()["detainers"].choices:
        parts = eight(tmp_path, [by]).table.to_pylist()
        assert all(sum(p[n] for p in parts) == total for n, total in whole.items())


def test_days_without_times_and_unknown_extracts_are_said(tmp_path):
    made = manifest({"ice-2026-03": None})
    found = detainers(
        tmp_path, [detainer("a", "2025-01-01")], [arrest("a", "2025-01-01 09:00")], made=made
    )
    assert any("counted from midnight: ice-2026-03" in c for c in found.caveats)
    assert any("too few arrests after them: ice-2026-03" in c for c in found.caveats)
    assert not any("counted from midnight" in c for c in eight(tmp_path).caveats)


def test_a_limit_is_in_the_ledger_and_one_that_leaves_nothing_says_so(tmp_path):
    assert losses(eight(tmp_path, where={"state": "pa"}), REASONS) == {"filtered": 5}
    empty = eight(tmp_path, where={"state": "Nowhere"})
    assert empty.empty
    assert "Nothing is left to count after the filter." in empty.caveats


def test_no_optimizer_changes_a_cell(tmp_path):
    data = view(tmp_path, tables([detainer(*d) for d in EIGHT], [arrest(*a) for a in ARRESTS]))
    by = ["state", "facility", "lift_reason"]
    plain = catalog()["detainers"].compute(data, by)
    assert cells(plain) == cells(without_optimizers("detainers", data, by))
    assert plain.table.num_rows == 6


# 2025: Thursday 16 January; Monday the 20th is a holiday, the birthday of Martin Luther King.
SPANS = [
    # prepared, arrested, over by the form, over by the regulation
    ("2025-01-14 08:00:00", "2025-01-16 08:00:00", 0, 0),  # Tuesday to Thursday: 48:00:00
    ("2025-01-14 08:00:00", "2025-01-16 08:00:01", 1, 1),  # a second more
    ("2025-01-16 08:00:00", "2025-01-21 08:00:00", 1, 0),  # Thursday to Tuesday: 16 + 24 + 8
    ("2025-01-16 08:00:00", "2025-01-21 08:00:01", 1, 1),  # a second more
    ("2025-01-18 08:00:00", "2025-01-20 08:00:00", 0, 0),  # a weekend and a holiday: none, 48
    ("2025-01-18 08:00:00", "2025-01-23 00:00:00", 1, 0),  # to the end of Wednesday: 24 + 24
    ("2025-01-18 08:00:00", "2025-01-23 00:00:01", 1, 1),  # a second more
    ("2025-01-17 23:00:00", "2025-01-22 23:30:00", 1, 1),  # Friday: 1 + 24 + 23:30 = 48:30
]


def test_held_longer_by_either_count_on_eight_spans(tmp_path):
    given = [detainer(f"p{n}", s[0]) for n, s in enumerate(SPANS)]
    arrested = [arrest(f"p{n}", s[1]) for n, s in enumerate(SPANS)]
    found = detainers(tmp_path, given, arrested, ["facility"], where={"hours": "8784"})
    assert held(found) == [(8, 6, 4)]


@pytest.mark.parametrize("span", SPANS)
def test_held_longer_by_either_count(tmp_path, span):
    prepared, arrested, form, regulation = span
    # The other arrest shows that the release has times.
    arrests = [arrest("a", arrested), arrest("z", "2025-01-01 09:00")]
    found = detainers(tmp_path, [detainer("a", prepared)], arrests)
    assert held(found) == [(1, form, regulation)]


def test_the_counts_are_those_of_the_rule_of_law(tmp_path):
    """
    The clock of the law room in Python, minute by minute, over random spans.
    """
    draw = random.Random(48)
    spans = []
    for _ in range(300):
        at = dt.datetime(2024, 11, 20) + dt.timedelta(minutes=draw.randrange(60 * 24 * 60))
        if draw.random() < 0.3:
            at = dt.datetime.combine(at.date(), dt.time())
        spans.append((at, at + dt.timedelta(minutes=draw.randrange(7 * 24 * 60))))
    given = [detainer(f"p{n}", str(a)) for n, (a, _) in enumerate(spans)]
    arrested = [arrest(f"p{n}", str(b)) for n, (_, b) in enumerate(spans)]
    form = sum(b - a > dt.timedelta(hours=48) for a, b in spans)
    regulation = sum(b > add_counting_minutes(a, 2880, FEDERAL) for a, b in spans)
    assert held(detainers(tmp_path, given, arrested)) == [(300, form, regulation)]
    assert 0 < regulation < form < 300


def test_an_arrest_of_which_only_the_day_is_known_may_be_of_its_last_moment(tmp_path):
    # Wednesday the 15th, 08:00, to Friday the 17th, at the latest 23:59:59: over by both.
    found = detainers(tmp_path, [detainer("a", "2025-01-15 08:00")], [arrest("a", "2025-01-17")])
    assert held(found) == [(1, 1, 1)]
    # With the day before nobody can have been held so long.
    found = detainers(tmp_path, [detainer("a", "2025-01-15 08:00")], [arrest("a", "2025-01-16")])
    assert held(found) == [(1, 0, 0)]


def test_the_interval_holds_the_share(tmp_path):
    (row,) = eight(tmp_path).table.to_pylist()
    # Wilson's of 2 of 5, by hand: centre (0.4 + 1.92073 / 5) / 1.768292 and half 0.3264...
    assert row["share_followed_low"] == pytest.approx(0.11762, abs=1e-4)
    assert row["share_followed_high"] == pytest.approx(0.76928, abs=1e-4)


def test_levels_and_offenses_that_are_missing_are_groups_of_their_own(tmp_path):
    given = [
        detainer("a", "2025-01-01", detainer_prep_threat_level="1"),
        detainer("b", "2025-01-01", detainer_prep_threat_level="9"),
        detainer("c", "2025-01-01", redacted="detainer_prep_threat_level"),
        # NCIC 0999: homicide; 1399: assault.
        detainer("d", "2025-01-01", most_serious_conviction_code="0999"),
        detainer("e", "2025-01-01", most_serious_conviction_code="1399"),
    ]
    found = detainers(tmp_path, given, [], ["level"])
    assert [r[:2] for r in cells(found)] == [
        ("1", 1),
        ("not given", 2),
        ("not read", 1),
        ("withheld", 1),
    ]
    found = detainers(tmp_path, given, [], ["offense_group"])
    assert [r[:2] for r in cells(found)] == [("assault", 1), ("homicide", 1), ("not given", 3)]
