"""
How a stay ended: every rule planted once, worked by hand from the rules' text.

The extract ends on 30 June 2025 at 14:00.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from people_made import OTHER, Row, histories, ledger, stint, values

from custodes.histories.people import END_RULES
from custodes.records import code_lists, table

IN = "2025-03-01 08:00"
OUT = "2025-03-09 10:00"


def case(*rows: Row, **expected: str | None) -> tuple[tuple[Row, ...], dict[str, str | None]]:
    return rows, expected


CASES = {
    "stay_and_stint_closed": case(stint(IN, OUT, stay_out=OUT), ended_at=OUT, kind="time"),
    "stay_and_stint_closed, the stay by day": case(
        stint(IN, OUT, stay_book_out_date="2025-03-09"), ended_at=OUT, kind="time"
    ),
    "stay_closed, later than its last listed stint": case(
        stint(IN, OUT, stay_out="2025-03-12 07:00"), ended_at="2025-03-12 07:00", kind="time"
    ),
    "stay_closed, its last stint open": case(
        stint(IN, None, stay_out=OUT),
        ended_at=OUT,
        kind="time",
        conflicts="stay_closed_last_stint_open",
    ),
    "stay_closed, on the last day of the extract": case(
        stint(IN, None, stay_out="2025-06-30 18:00"),
        ended_at="2025-06-30 18:00",
        kind="time",
        conflicts="stay_closed_last_stint_open",
    ),
    "left_from_last_stint": case(
        stint(IN, OUT, why="Transferred", left="2025-03-19"), ended_at=OUT, kind="time"
    ),
    "left_while_open": case(
        stint(IN, None, left="2025-03-11"),
        ended_at="2025-03-11",
        kind="day",
        conflicts="open_yet_departed",
    ),
    "left_while_open, on the day of book-in": case(
        stint(IN, None, left="2025-03-01"),
        ended_at="2025-03-01",
        kind="day",
        conflicts="open_yet_departed",
    ),
    "released_from_last_stint": case(
        stint(IN, OUT, why="Order of recognizance"), ended_at=OUT, kind="time"
    ),
    "released_from_last_stint, by the reason of the stay": case(
        stint(IN, OUT, why="Transferred", stay_why="Paroled"), ended_at=OUT, kind="time"
    ),
    "stint_closed_borne_out, by a departure much later": case(
        stint(IN, OUT, why="Transferred", left="2025-03-20"), ended_at=OUT, kind="time"
    ),
    "stint_closed_borne_out, by a later stay": case(
        stint(IN, OUT), stint("2025-05-01 08:00"), ended_at=OUT, kind="time"
    ),
    "stint_closed_borne_out, by a closed case": case(
        stint(IN, OUT, case="A-Proceedings Terminated"), ended_at=OUT, kind="time"
    ),
    "between_stints": case(stint(IN, "2025-06-27 10:00", why="Transferred")),
    "stint_closed_alone": case(
        stint(IN, "2025-06-26 10:00", why="Transferred", case="ACTIVE"),
        ended_at="2025-06-26 10:00",
        kind="time",
    ),
    "booked_again": case(
        stint(IN, None),
        stint("2025-05-01 08:00"),
        ended_at="2025-05-01 08:00",
        kind="no_later_than",
    ),
    "booked_again, the departure being of the later stay": case(
        stint(IN, None, left="2025-05-09"),
        stint("2025-05-01 08:00", left="2025-05-09"),
        ended_at="2025-05-01 08:00",
        kind="no_later_than",
    ),
    "reason_without_date": case(stint(IN, None, stay_why="Removed")),
    "case_closed_without_date": case(stint(IN, None, case="8-Excluded/Removed - Inadmissibility")),
    "open_on_last_day": case(stint("2025-06-30 01:00", None)),
    "open": case(stint("2025-06-29 23:00", None)),
    "open, its case active": case(stint(IN, None, case="ACTIVE")),
    "open, though the departure was before it": case(
        stint(IN, None, left="2025-02-28"), conflicts="departed_before_book_in"
    ),
    "open, though the stay ends before it begins": case(
        stint(IN, None, stay_out="2025-02-28 08:00"), conflicts="stay_book_out_before_book_in"
    ),
    "open, though an end is dated after the extract": case(
        stint(IN, None, stay_out="2025-07-01 08:00"), conflicts="book_out_after_extract"
    ),
    "no_extract_date, which would lie before the book-in": case(stint("2025-07-02 08:00", None)),
}


@pytest.fixture(scope="module")
def stays(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """
    The first stay of every case, by the case's name as the person's id.
    """
    rows = [{**row, "id": name} for name, (rows, _) in CASES.items() for row in rows]
    made = histories(tmp_path_factory.mktemp("ends"), {"stints": [*rows, OTHER]})
    return {s["unique_identifier"]: s for s in made["stays"] if s["stay_number"] == 1}


@pytest.mark.parametrize("name", CASES)
def test_each_rule_says_what_it_says(stays: dict[str, Row], name: str) -> None:
    rule = name.split(",", maxsplit=1)[0]
    _, expected = CASES[name]
    ended = expected.get("ended_at")
    listed = next(r for r in END_RULES if r.rule == rule)
    names = ("end_rule", "end_status", "end_evidence", "end_confidence", "ended_at")
    assert values([stays[name]], *names, "ended_at_kind", "end_conflicts") == [
        (
            rule,
            listed.status,
            listed.evidence,
            listed.confidence,
            None if ended is None else datetime.fromisoformat(ended),
            expected.get("kind"),
            expected.get("conflicts"),
        )
    ]


def test_every_rule_is_planted_here() -> None:
    without_dates = {"left_by_then", "ends_not_published"}
    assert {name.split(",")[0] for name in CASES} | without_dates == {r.rule for r in END_RULES}


def test_where_no_end_is_published_it_is_unknown_unless_something_else_tells(
    tmp_path: Path,
) -> None:
    rows = [
        stint(IN, id="silent"),
        stint(IN, id="left", left="2025-04-01"),
        stint(IN, id="again"),
        stint("2025-05-01 08:00", id="again"),
        stint(IN, id="closed", case="7-Died"),
        {**OTHER, "release": "r2, which publishes ends"},
    ]
    made = histories(tmp_path, {"stints": rows})["stays"]
    assert values(made, "unique_identifier", "end_rule", "end_status", "ended_at") == [
        ("again", "booked_again", "likely_ended", datetime(2025, 5, 1, 8)),
        ("again", "ends_not_published", "unknown", None),
        ("closed", "case_closed_without_date", "likely_ended", None),
        ("left", "left_by_then", "likely_ended", datetime(2025, 4, 1)),
        ("silent", "ends_not_published", "unknown", None),
        (OTHER["id"], "stint_closed_alone", "likely_ended", datetime(2025, 1, 2, 8)),
    ]


def test_without_the_extracts_date_nobody_is_said_to_be_held(tmp_path: Path) -> None:
    made = histories(tmp_path, {"stints": [stint(IN), OTHER]}, extracts={})["stays"]
    assert values(made, "end_status", "end_rule")[0] == ("unknown", "no_extract_date")


def test_days_are_counted_by_the_calendar_and_hours_by_the_clock(tmp_path: Path) -> None:
    rows = [
        stint("2025-03-01 23:30", "2025-03-02 00:15", id="night", why="Paroled"),
        stint(IN, None, id="by day", left="2025-03-11"),
        stint(IN, None, id="again"),
        stint("2025-05-01 08:00", None, id="again"),
    ]
    made = histories(tmp_path, {"stints": rows})["stays"]
    assert values(made, "unique_identifier", "stay_days", "stay_hours") == [
        ("again", None, None),
        ("again", None, None),
        ("by day", 10, None),
        ("night", 1, 0.75),
    ]


def test_a_beginning_by_day_gives_no_hours_and_one_after_a_stint_no_length(tmp_path: Path) -> None:
    rows = [
        stint("2025-03-01", OUT, id="by day", stay_out=OUT),
        stint("2025-02-20 08:00", OUT, id="late", stay=IN, stay_out=OUT),
    ]
    made = histories(tmp_path, {"stints": rows})["stays"]
    assert values(made, "stay_days", "stay_hours", "end_conflicts") == [
        (8, None, None),
        (None, None, "stint_before_stay"),
    ]


def test_hours_are_as_uncertain_as_the_clocks_of_first_and_last_facility(tmp_path: Path) -> None:
    known = {"NY": "NY", "CA": "CA", "TX": "TX", "AZ": "AZ", "EL": "TX"}
    facilities = [{"detention_facility_code": c, "state": s} for c, s in known.items()]
    pairs = [("NY", "NY"), ("NY", "CA"), ("TX", "EL"), ("CA", "AZ"), ("NY", "??"), ("??", "??")]
    rows = []
    for first, last in pairs:
        person = {"id": f"{first}-{last}", "stay": IN}
        rows += [
            stint(IN, OUT, at=first, **person),
            stint("2025-03-09 12:00", "2025-03-10 12:00", at=last, **person),
        ]
    made = histories(tmp_path, {"stints": rows}, facilities=facilities)["stays"]
    assert dict(values(made, "unique_identifier", "stay_hours_uncertain_by")) == {
        "NY-NY": 0,
        "NY-CA": 3,
        "TX-EL": 1,
        "CA-AZ": 1,
        "NY-??": None,
        "??-??": 0,
    }


def test_a_stay_takes_the_last_known_value_of_each_field(tmp_path: Path) -> None:
    rows = [
        stint(IN, OUT, religion="X", gender="F", final_order_date="2025-01-01", bond=10.0),
        stint("2025-03-09 11:00", "2025-03-20 08:00", at="B", stay=IN, religion="Y"),
        stint("2025-03-20 09:00", "2025-03-21 08:00", at="C", stay=IN, why="Removed", bond=4.0),
    ]
    (stay,) = histories(tmp_path, {"stints": rows})["stays"]
    assert values([stay], "religion", "gender", "birth_year") == [("Y", "F", None)]
    assert str(stay["final_order_date"]) == "2025-01-01"
    assert stay["lowest_initial_bond_set_amount"] == 4.0
    names = ("first", "longest", "last")
    assert [stay[f"{n}_detention_facility_code"] for n in names] == ["A", "B", "C"]
    assert [stay[f"{n}_book_in_date_time"].day for n in names] == [1, 9, 20]
    assert stay["last_release_reason"] == "Removed"
    assert (stay["file"], stay["row"], stay["n_stints"]) == ("stints.xlsx", 10, 3)


def test_an_open_stint_runs_to_the_extract_when_the_longest_is_looked_for(tmp_path: Path) -> None:
    rows = [
        stint(IN, "2025-05-01 08:00"),
        stint("2025-05-01 09:00", None, at="B", stay=IN),
    ]
    for end, longest in (("2025-06-30 08:00", "A"), ("2025-07-02 08:00", "B")):
        (stay,) = histories(tmp_path, {"stints": rows}, extracts={"r": end})["stays"]
        assert stay["longest_detention_facility_code"] == longest


def test_the_ledger_counts_each_stay_once_and_each_conflict(tmp_path: Path) -> None:
    rows = [
        stint(IN, None, id="a", left="2025-03-11"),
        stint(IN, None, id="b", left="2025-02-11"),
        OTHER,
    ]
    made = histories(tmp_path, {"stints": rows})
    assert ledger(made, "stays", "ends") == {
        "ended: left_while_open": 1,
        "held: open": 1,
        "likely_ended: stint_closed_alone": 1,
    }
    assert ledger(made, "stays", "conflicts") == {
        "open_yet_departed": 1,
        "departed_before_book_in": 1,
    }


def test_a_stay_counts_where_its_first_stint_does(tmp_path: Path) -> None:
    rows = [
        stint(IN, OUT),
        stint("2025-03-09 11:00", None, at="B", stay=IN, superseded_by="newer"),
        stint(IN, OUT, id="q", superseded_by="newer"),
    ]
    made = histories(tmp_path, {"stints": rows})
    assert values(made["stays"], "superseded_by", "n_stints") == [(None, 2), ("newer", 1)]
    assert values(made["timelines"], "unique_identifier") == ["p"]


def test_a_transfer_and_an_active_case_are_told_by_how_the_agency_spells_them() -> None:
    lists = code_lists()
    for spelling, code in lists["release_reason"].spellings().items():
        assert spelling.startswith("transfer") == (code == "transferred")
    for spelling, code in lists["case_status"].spellings().items():
        assert (spelling == "active") == (code == "active")


def test_a_stay_has_every_field_of_a_stint_but_those_of_one_place() -> None:
    of_stays = {c.name for c in table("stays").columns}
    assert {c.name for c in table("stints").columns} - of_stays == {
        "book_in_date_time",
        "book_out_date_time",
        "detention_facility",
        "detention_facility_code",
        "detention_release_reason",
        "bond_posted_date",
        "bond_posted_amount",
        "initial_bond_set_date",
        "initial_bond_set_amount",
        "book_in_site",
        "book_in_aor",
        "detention_id",
    }
