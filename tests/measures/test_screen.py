"""
The screen: hand counts, the text restated, the planted truth, every optimizer off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screen_restated import restated

from custodes.build import build
from custodes.engine import DuckDBEngine, Engine, SparkEngine
from custodes.measures import screen
from custodes.records import table
from custodes.synthetic import make
from datasets import table_of

Row = dict[str, Any]
EXTRACT = datetime(2025, 6, 30, 23, 59, 59)
CLOCK = "day_90", "day_180", "six_months"
UNSEEN = "court_stay_not_shown;noncompliance_not_shown;prison_not_shown"


def stay(began: str, ended: str | None = None, order: str | None = None, **more: Any) -> Row:
    """
    A stay of person p: over for certain on a day, or open at the extract.
    """
    known: Row = dict.fromkeys(c.name for c in table("stays").columns)
    known |= {"release": "r", "unique_identifier": "p", "redacted": None, "unreadable": None}
    known |= {
        "stay_book_in_date_time": datetime.fromisoformat(f"{began} 10:00"),
        "ended_at": datetime.fromisoformat(f"{ended} 09:00") if ended else None,
        "ended_at_kind": "time" if ended else None,
        "end_status": "ended" if ended else "held",
        "end_confidence": "strong",
        "final_order_date": date.fromisoformat(order) if order else None,
    }
    return known | more


def screened(
    folder: Path,
    rows: Sequence[Mapping[str, Any]],
    *,
    engine: Engine | None = None,
    extract: datetime | None = EXTRACT,
) -> list[Row]:
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(table_of("stays", rows), folder / "stays.parquet")
    used = engine or DuckDBEngine(threads=1)
    extracts = {"r": extract} if extract else {}
    made = screen.run(used, {"stays": [folder / "stays.parquet"]}, folder, extracts=extracts)
    if engine is None:
        used.close()
    found: list[Row] = pq.read_table(made["clocks"][0]).to_pylist()
    return found


def one(folder: Path, row: Row, *others: Row, **more: Any) -> Row:
    return screened(folder, [row, *others], **more)[0]


def days(row: Row, *names: str) -> list[str | None]:
    return [None if row[n] is None else row[n].isoformat() for n in names]


# By hand.


def test_an_order_before_the_stay_counts_from_book_in(tmp_path: Path) -> None:
    row = one(tmp_path, stay("2025-01-10", "2025-03-01", "2024-12-01"))

    # 10 January + 21 = 31 January, + 28 = 28 February, + 31 = 31 March: 80 days; 10 April is 90.
    assert ["2025-01-10", "2025-04-10"] == days(row, "counted_from", "day_90")
    # + 20 = 30 April (110), + 31 = 31 May (141), + 30 = 30 June (171), 9 July is 180.
    assert ["2025-07-09", "2025-07-10"] == days(row, "day_180", "six_months")
    # 1 December + 30 = 31 December, + 31 = 31 January (61), + 28 = 28 February (89).
    assert "2025-03-01" == row["day_90_earliest"].isoformat()
    # 10 January to 1 March: 21 + 28 + 1.
    assert (50, 50, 50, 50) == tuple(
        row[n] for n in ("days_held", "days_held_low", "days_held_high", "days_held_all_stays")
    )
    assert "LEFT_WITHIN_90_DAYS" == row["state"]
    assert row["why_uncertain"] == f"appeal_not_shown;{UNSEEN};order_before_stay"


def test_an_order_during_the_stay_counts_from_the_order(tmp_path: Path) -> None:
    row = one(tmp_path, stay("2025-01-10", None, "2025-02-01"))

    # February 27 more, March 31, April 30: 88; 2 May is 90. June 30 is 27+31+30+31+30 = 149.
    assert ["2025-02-01", "2025-05-02"] == days(row, "counted_from", "day_90")
    assert ("HELD_PAST_DAY_90", 149) == (row["state"], row["days_held"])
    # The thirtieth day, 3 March 2025, is a Monday; 90 days on is 1 June.
    assert "2025-06-01" == row["day_90_latest"].isoformat()
    assert ("HELD_PAST_DAY_90", "HELD_PAST_DAY_90") == (row["state_low"], row["state_high"])


def test_the_mark_itself_is_not_past_and_the_day_after_is(tmp_path: Path) -> None:
    # 90 days before 30 June is 1 April: 29 + 31 + 30.
    on, after = screened(
        tmp_path, [stay("2025-04-01", None, "2025-04-01"), stay("2025-03-31", None, "2025-03-31")]
    )

    assert ("2025-06-30", "HELD_WITHIN_90_DAYS") == (on["day_90"].isoformat(), on["state"])
    assert ("2025-06-29", "HELD_PAST_DAY_90") == (after["day_90"].isoformat(), after["state"])


def test_between_180_days_and_six_months_the_state_says_so(tmp_path: Path) -> None:
    # 31 December + 180 = 29 June; six calendar months is 30 June.
    row = one(tmp_path, stay("2024-12-31", None, "2024-12-31"))

    assert ["2025-06-29", "2025-06-30"] == days(row, "day_180", "six_months")
    assert "HELD_PAST_DAY_180" == row["state"]


def test_an_order_after_the_stay_has_no_clock(tmp_path: Path) -> None:
    row = one(tmp_path, stay("2025-01-10", "2025-02-01", "2025-02-02"))

    assert [None, None, None, None] == days(row, "counted_from", *CLOCK)
    assert ("ORDER_AFTER_STAY", None) == (row["state"], row["days_held"])


def test_an_order_after_the_extract_has_no_clock(tmp_path: Path) -> None:
    row = one(tmp_path, stay("2025-01-10", None, "2025-07-01"))

    assert ("ORDER_AFTER_EXTRACT", None) == (row["state"], row["day_90"])


def test_leap_years_and_ends_of_months(tmp_path: Path) -> None:
    leap, plain = screened(
        tmp_path,
        [
            stay("2023-08-31", "2023-09-30", "2023-08-31"),
            stay("2022-08-31", "2022-09-30", "2022-08-31"),
        ],
    )

    assert ["2024-02-27", "2024-02-29"] == days(leap, "day_180", "six_months")
    assert ["2023-02-27", "2023-02-28"] == days(plain, "day_180", "six_months")


def test_a_stay_begun_on_the_extracts_day_is_held_with_no_day_counted(tmp_path: Path) -> None:
    row = one(tmp_path, stay("2025-06-30", None, "2025-06-30", end_confidence="weak"))

    assert ("HELD_WITHIN_90_DAYS", "HELD_WITHIN_90_DAYS") == (row["state"], row["state_low"])
    assert (0, "2025-06-30") == (row["days_held"], row["held_to"].isoformat())


def test_days_since_the_order_add_up_over_all_stays_of_the_person(tmp_path: Path) -> None:
    rows = screened(
        tmp_path,
        [
            stay("2024-01-10", "2024-02-10", "2024-01-31"),  # 10 days after the order
            stay("2024-03-01", "2024-03-31", "2024-01-31"),  # 30 days
            stay("2024-03-30", "2024-04-10", "2024-01-31"),  # one of them twice: 10 more
            stay("2025-01-01", None, "2024-01-31"),  # 1 January to 30 June: 180
            stay("2024-05-01", "2024-06-01", unique_identifier="another"),
        ],
    )

    assert [10, 30, 11, 180, None] == [r["days_held"] for r in rows]
    assert [230, 230, 230, 230, None] == [r["days_held_all_stays"] for r in rows]
    # 50 days before 2025, so the 130th of 2025: 31 + 28 + 31 + 30 = 120 by 1 May, 11 May.
    assert {"2025-05-11"} == {r["day_180_all_stays"].isoformat() for r in rows[:4]}
    # Six months from 31 January 2024, a leap year, end on 31 July: 182 days.
    assert {"2025-05-13"} == {r["six_months_all_stays"].isoformat() for r in rows[:4]}


def test_another_release_is_another_person(tmp_path: Path) -> None:
    first, second = screened(
        tmp_path,
        [
            stay("2025-01-10", "2025-01-20", "2025-01-10"),
            stay("2025-02-10", "2025-02-20", "2025-01-10", release="another"),
        ],
    )

    assert (10, None) == (first["days_held_all_stays"], second["days_held_all_stays"])


def test_an_end_that_cannot_be_told_leaves_the_state_open_between_bounds(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        stay(
            "2025-01-10",
            None,
            "2025-01-10",
            end_status="unknown",
            end_confidence="none",
            last_book_in_date_time=datetime(2025, 2, 1, 8),
        ),
    )

    assert ("UNKNOWN", None) == (row["state"], row["days_held"])
    # 10 January to 1 February is 22 days, to 30 June 171.
    assert (22, 171) == (row["days_held_low"], row["days_held_high"])
    assert ("LEFT_WITHIN_90_DAYS", "HELD_PAST_DAY_90") == (row["state_low"], row["state_high"])
    assert "end_day_not_known" in row["why_uncertain"].split(";")
    assert (None, 22, 171) == tuple(row[f"days_held_all_stays{n}"] for n in ("", "_low", "_high"))


def test_without_an_extract_only_what_ended_has_a_state(tmp_path: Path) -> None:
    over, open_ = screened(
        tmp_path,
        [
            stay("2025-01-10", "2025-06-01", "2025-01-10"),
            stay("2025-01-10", None, "2025-01-10", end_status="unknown", end_confidence="none"),
        ],
        extract=None,
    )

    assert ("LEFT_PAST_DAY_90", 142) == (over["state"], over["days_held"])
    assert ("UNKNOWN", "UNKNOWN", None) == (
        open_["state"],
        open_["state_high"],
        open_["days_held_high"],
    )
    assert "extract_not_known" in open_["why_uncertain"].split(";")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "NO_ORDER"),
        ({"final_order_yes_no": "YES"}, "ORDER_WITHOUT_DATE"),
        ({"redacted": "gender;final_order_date"}, "ORDER_DATE_WITHHELD"),
        ({"unreadable": "final_order_date"}, "ORDER_DATE_UNREADABLE"),
        ({"redacted": "earlier_final_order_date"}, "NO_ORDER"),
    ],
)
def test_each_kind_of_missing_order_is_told_apart(tmp_path: Path, more: Row, expected: str) -> None:
    row = one(tmp_path, stay("2025-01-10", **more))

    assert [expected] * 3 + [None] == [
        row[n] for n in ("state", "state_low", "state_high", "why_uncertain")
    ]


@pytest.mark.parametrize(
    ("category", "kind", "latest", "why"),
    [
        (None, None, "2025-06-01", "appeal_not_shown"),
        ("[3] Deportable - Administratively Final Order", None, "2025-06-01", "appeal_not_shown"),
        ("[8F] Expedited Removal", "expedited", "2025-05-02", None),
        ("[11] Administrative Deportation / Removal", "administrative", "2025-05-02", None),
        ("[16] Reinstated Final Order", "reinstated", None, "reinstated_when_not_shown"),
        ("[2B] Deportable - Under Adjudication by BIA", None, None, "appeal_pending"),
        (
            "[1A] Voluntary Departure - Un-Expired and Un-Extended Departure Period",
            "voluntary_departure",
            None,
            "departure_term_not_shown",
        ),
        (
            "[8G] Expedited Removal - Credible Fear Referral",
            None,
            None,
            "expedited_order_in_doubt",
        ),
    ],
)
def test_the_category_bounds_when_the_order_became_final(
    tmp_path: Path, category: str | None, kind: str | None, latest: str | None, why: str | None
) -> None:
    row = one(tmp_path, stay("2025-01-10", None, "2025-02-01", case_category=category))

    assert (kind, [latest]) == (row["order_kind"], days(row, "day_90_latest"))
    assert row["why_uncertain"] == (f"{why};{UNSEEN}" if why else UNSEEN)


def test_what_contradicts_the_order_is_named(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        stay(
            "2025-01-10",
            "2025-03-01",
            "2025-02-01",
            case_category="[8F] Expedited Removal",
            final_order_yes_no="NO",
            departed_date=date(2025, 1, 20),
            end_conflicts="stints_overlap",
        ),
        stay("2024-01-10", None, "2024-02-01", end_status="unknown", end_confidence="none"),
    )

    assert row["why_uncertain"] == (
        f"{UNSEEN};other_order_dates;order_flag_no;order_after_departure;"
        "other_end_not_known;stay_contradicts_itself"
    )


def test_more_stays_than_are_added_up_leave_the_sum_empty_and_say_so(tmp_path: Path) -> None:
    first = date(2020, 1, 1)
    many = [
        stay(str(first + timedelta(20 * n)), str(first + timedelta(20 * n + 5)), "2020-01-01")
        for n in range(33)
    ]

    most, more = screened(tmp_path / "32", many[1:]), screened(tmp_path / "33", many)

    assert {32 * 5} == {r["days_held_all_stays"] for r in most}
    assert {None} == {r["days_held_all_stays"] for r in more}
    assert all("too_many_stays" in r["why_uncertain"].split(";") for r in more)


def test_every_stay_has_one_row_in_the_order_of_the_stays(tmp_path: Path) -> None:
    rows = [stay("2025-01-10"), stay("2024-01-10", "2024-02-10", "2024-01-12"), stay("2025-03-01")]

    found = screened(tmp_path, rows)

    assert [(n, "stays.csv") for n in (1, 2, 3)] == [(r["row"], r["file"]) for r in found]
    assert list(table("clocks").names()) == list(found[0])


def test_nothing_is_written_where_there_are_no_stays(tmp_path: Path) -> None:
    assert {} == screen.run(DuckDBEngine(), {}, tmp_path, extracts={})


def test_no_word_of_the_screen_is_a_finding() -> None:
    said = " ".join((*screen.STATES, *screen.STATES.values(), *screen.REASONS.values())).lower()

    assert [] == [w for w in ("must", "unlawful", "illegal", "challengeable", "due") if w in said]


# The text restated.

FIRST = date(2023, 1, 1)
CATEGORIES = (None, "[3] A", "[8C] B", "[8F] C", "[11] D", "[16] E", "[1A] F", "[2B] G", "[8K] H")


def _at(day: date | None) -> datetime | None:
    return day and datetime(day.year, day.month, day.day, 8)


@st.composite
def stays(draw: Any) -> Row:
    began = FIRST + timedelta(draw(st.integers(0, 940)))
    ended = began + timedelta(draw(st.integers(0, 400)))
    ended = min(ended, max(began, EXTRACT.date()))
    end = draw(
        st.sampled_from(("ended", "alone", "by_then", "no_date", "unknown", "open", "transit"))
    )
    order = None
    if draw(st.integers(0, 5)):
        order = str(began + timedelta(draw(st.integers(-500, 400))))
    there = min(began + timedelta(draw(st.integers(0, 60))), ended)
    after = began > EXTRACT.date()
    if end in {"open", "transit"} and after:
        end = "unknown"
    said: dict[str, Row] = {
        "ended": {"end_status": "ended", "end_confidence": "certain", "ended_at": _at(ended), "ended_at_kind": "time"},
        "alone": {"end_status": "likely_ended", "end_confidence": "weak", "ended_at": _at(ended), "ended_at_kind": "day"},
        "by_then": {"end_status": "likely_ended", "end_confidence": "weak", "ended_at": _at(ended), "ended_at_kind": "no_later_than"},
        "no_date": {"end_status": "likely_ended", "end_confidence": "weak"},
        "unknown": {"end_status": "unknown", "end_confidence": "none"},
        "open": {"end_status": "held", "end_confidence": "strong"},
        "transit": {"end_status": "held", "end_confidence": "weak", "last_stint_book_out_date_time": _at(there)},
    }  # fmt: skip
    more = {
        "unique_identifier": draw(st.sampled_from("pqr")),
        "last_book_in_date_time": _at(draw(st.sampled_from((None, there)))),
        "case_category": draw(st.sampled_from(CATEGORIES)),
        "final_order_yes_no": draw(st.sampled_from((None, "YES", "NO"))),
        "redacted": draw(st.sampled_from((None, "gender", "final_order_date"))),
        "unreadable": draw(st.sampled_from((None, "final_order_date"))),
    }
    return stay(str(began), None, order, **more) | {"ended_at": None, **said[end]}


def assert_restated(found: Sequence[Row], rows: Sequence[Row], extract: date | None) -> None:
    kept = {"held_to_low", "held_to", "held_to_high", "counted_from", "state"}
    names = [
        n
        for n in table("clocks").names()
        if n in kept or n.startswith(("day_", "six_", "days_", "state"))
    ]
    for row, answer in zip(rows, found, strict=True):
        expected = restated(row, rows, extract)
        assert {n: expected.get(n) for n in names} == {n: answer[n] for n in names}


@settings(max_examples=30)
@given(st.lists(stays(), min_size=3, max_size=20), st.booleans())
def test_the_text_restated_gives_every_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], known: bool
) -> None:
    if not known:
        rows = [r for r in rows if r["end_status"] != "held"] or [stay("2024-01-01", "2024-02-01")]
    extract = EXTRACT if known else None

    found = screened(tmp_path_factory.mktemp("made"), rows, extract=extract)

    assert_restated(found, rows, extract.date() if extract else None)


@pytest.fixture(scope="module")
def some_rows() -> list[Row]:
    """
    Eighty stays of every kind of end, order and category.
    """
    rows = []
    for n in range(80):
        began = FIRST + timedelta(n * 11)
        ended = None if n % 4 == 0 else str(min(began + timedelta(n * 5), EXTRACT.date()))
        order = None if n % 7 == 0 else str(began + timedelta(n * 13 % 300 - 150))
        category = CATEGORIES[n % len(CATEGORIES)]
        rows.append(
            stay(str(began), ended, order, case_category=category, unique_identifier=f"p{n % 9}")
        )
    return rows


def test_no_optimizer_of_the_engine_changes_a_cell(tmp_path: Path, some_rows: list[Row]) -> None:
    every = ",".join(n for (n,) in duckdb.sql("SELECT name FROM duckdb_optimizers()").fetchall())
    engine = DuckDBEngine(disabled_optimizers=every)

    found = screened(tmp_path / "off", some_rows, engine=engine)

    assert_restated(found, some_rows, EXTRACT.date())
    assert screened(tmp_path / "on", some_rows) == found


@pytest.mark.spark
@pytest.mark.slow
def test_spark_gives_every_cell_that_duckdb_gives(
    spark: SparkEngine, tmp_path: Path, some_rows: list[Row]
) -> None:
    found = screened(tmp_path / "spark", some_rows, engine=spark)

    assert screened(tmp_path / "duckdb", some_rows) == found


# From files to clocks.


def test_days_held_after_an_order_are_the_planted_ones(tmp_path: Path) -> None:
    release = make(2_000, 23, tmp_path / "made")
    built = build([release.folder], tmp_path / "set").dataset
    asked = duckdb.connect()
    for name in ("truth_stays", "truth_people"):
        asked.execute(f"CREATE VIEW {name} AS FROM read_parquet('{release.truth / name}.parquet')")
    for name in ("stays", "clocks"):
        paths = [str(p) for p in built.tables[name]]
        asked.execute(f"CREATE VIEW {name} AS FROM read_parquet({paths})")
    joined = """
        FROM clocks c
        JOIN stays s ON s.stay_id = c.stay_id
        JOIN truth_people p ON p.unique_identifier = c.unique_identifier
        JOIN truth_stays t ON t.person = p.person AND t.start = c.stay_book_in_date_time
        WHERE (s.end_confidence = 'certain' OR (s.end_status = 'held' AND t.open_at_extract))"""

    counted = asked.execute(
        f"SELECT c.days_held, t.post_order_days {joined} AND c.counted_from IS NOT NULL"
    ).fetchall()
    uncounted = asked.execute(
        f"SELECT DISTINCT c.state, t.post_order_days {joined} AND c.counted_from IS NULL"
    ).fetchall()

    assert len(counted) > 500
    assert [planted for _, planted in counted] == [days for days, _ in counted]
    # Where the screen starts no clock, nothing was planted.
    assert {None} == {planted for _, planted in uncounted}
    assert (
        asked.execute("SELECT count(*) FROM stays").fetchone()
        == asked.execute("SELECT count(*) FROM clocks").fetchone()
    )
