"""
From a synthetic release to the dataset, held against the truth that was planted in it.

The truth is written by another room and never seen by the reader: it says what
happened, the dataset what could be told from the files.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from custodes.build import build
from custodes.measures import View, catalog
from custodes.provenance import Dataset
from custodes.synthetic import SyntheticRelease, make

PEOPLE = 6_000


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> SyntheticRelease:
    return make(PEOPLE, 23, tmp_path_factory.mktemp("made"), raw_workbooks=["arrests"], rare=5.0)


@pytest.fixture(scope="module")
def built(release: SyntheticRelease, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return build([release.folder], tmp_path_factory.mktemp("set")).dataset


@pytest.fixture(scope="module")
def asked(release: SyntheticRelease, built: Dataset) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for path in release.truth.glob("*.parquet"):
        connection.execute(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}')")
    for name, paths in built.tables.items():
        connection.execute(f"CREATE VIEW {name} AS FROM read_parquet({[str(p) for p in paths]})")
    return connection


def answer(asked: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = asked.execute(sql).fetchone()
    assert row is not None
    return row[0] if len(row) == 1 else row


def planted(release: SyntheticRelease) -> pa.Table:
    return pq.read_table(release.truth / "truth_population.parquet")


def test_the_nations_population_is_the_planted_one_each_day(
    release: SyntheticRelease, built: Dataset
) -> None:
    found = catalog()["population"].compute(View.of(built), ["day"]).table
    counted = {r["day"]: (r["any_part"], r["midnight"]) for r in found.to_pylist()}

    expected = {
        r["date"]: (r["recorded_any_part"], r["recorded_midnight"])
        for r in planted(release).to_pylist()
        if r["facility"] is None
    }

    # The extract's last day has no midnight yet: whoever is open is held through it.
    days = sorted(set(expected) & set(counted))[:-1]
    assert len(days) > 1_200
    assert {d: expected[d] for d in days} == {d: counted[d] for d in days}


def test_each_facilitys_population_is_the_planted_one_each_day(
    release: SyntheticRelease, built: Dataset
) -> None:
    found = catalog()["population"].compute(View.of(built), ["day", "facility"]).table
    counted = {(r["day"], r["facility"]): (r["any_part"], r["midnight"]) for r in found.to_pylist()}

    expected = {
        (r["date"], r["facility"]): (r["recorded_any_part"], r["recorded_midnight"])
        for r in planted(release).to_pylist()
        if r["facility"] is not None and r["recorded_any_part"]
    }
    last = max(d for d, _ in expected)

    wrong = {
        k: (v, counted.get(k)) for k, v in expected.items() if k[0] < last and counted.get(k) != v
    }
    assert {} == dict(list(wrong.items())[:5])


def test_both_identities_of_a_population_hold(built: Dataset) -> None:
    found = catalog()["population"].compute(View.of(built), ["day"]).table.to_pylist()

    # Everyone there in some part of a day is there at its midnight or left during it.
    assert [] == [r["day"] for r in found[:-1] if r["any_part"] != r["midnight"] + r["book_outs"]]
    changes = pairwise(found[:-1])
    assert [] == [
        b["day"]
        for a, b in changes
        if b["midnight"] - a["midnight"] != b["book_ins"] - b["book_outs"]
    ]


def test_planted_repeats_of_a_stint_are_flagged_and_hardly_anything_else_is(
    asked: duckdb.DuckDBPyConnection,
) -> None:
    joined = """
        FROM stints s JOIN truth_stints t
          ON t.file = s.file AND t.sheet IS NOT DISTINCT FROM s.sheet AND t.row = s.row
        WHERE NOT t.null_id"""

    repeats, missed = answer(
        asked,
        f"SELECT count(*), count(*) FILTER (s.duplicate_kind IS NULL) {joined} AND t.repeat IS NOT NULL",
    )
    others, wrong = answer(
        asked,
        f"SELECT count(*), count(*) FILTER (s.duplicate_kind IS NOT NULL) {joined} AND t.repeat IS NULL",
    )

    # A group of repeats keeps one row; when that is not the first, two flags change places.
    assert repeats > 100
    assert missed / repeats < 0.05
    assert wrong / others < 0.002


def test_every_row_of_the_release_is_one_row_of_the_truth(asked: duckdb.DuckDBPyConnection) -> None:
    for table, truth in (("stints", "truth_stints"), ("arrests", "truth_arrest_stay")):
        lost = f"SELECT count(*) FROM {table} s ANTI JOIN {truth} t ON t.file = s.file AND t.row = s.row AND t.sheet IS NOT DISTINCT FROM s.sheet"
        assert answer(asked, lost) == 0


STAYS = """
    FROM stays s
    JOIN truth_people p ON p.unique_identifier = s.unique_identifier
    JOIN truth_stays t ON t.person = p.person AND t.start = s.stay_book_in_date_time"""


def test_every_stay_that_the_release_shows_is_found(asked: duckdb.DuckDBPyConnection) -> None:
    stays = answer(asked, "SELECT count(*) FROM stays")

    assert stays > 3_000
    assert answer(asked, f"SELECT count(*) / {stays} {STAYS}") > 0.995


def test_a_stay_said_to_have_ended_for_certain_had_ended_that_day(
    asked: duckdb.DuckDBPyConnection,
) -> None:
    certain = f"{STAYS} WHERE s.end_confidence = 'certain' AND s.end_status = 'ended'"

    assert answer(asked, f"SELECT count(*) {certain}") > 2_000
    assert answer(asked, f"SELECT count(*) {certain} AND t.open_at_extract") == 0
    off = f"SELECT avg(CASE WHEN abs(datediff('day', t.end, s.ended_at)) > 1 THEN 1.0 ELSE 0.0 END) {certain}"
    assert answer(asked, off) < 0.01


def test_a_stay_said_to_be_held_was_hardly_ever_over(asked: duckdb.DuckDBPyConnection) -> None:
    held = f"{STAYS} WHERE s.end_status = 'held'"

    assert answer(asked, f"SELECT count(*) {held}") > 50
    # An end that the agency lost without a trace cannot be told from custody that goes on.
    untold = f"{held} AND NOT t.open_at_extract AND t.end_lost IS NOT NULL"
    assert answer(asked, f"SELECT count(*) {untold}") <= 0.05 * answer(
        asked, f"SELECT count(*) {held}"
    )


def test_ends_that_the_agency_lost_are_found_by_what_still_tells_of_them(
    asked: duckdb.DuckDBPyConnection,
) -> None:
    lost = f"{STAYS} WHERE t.end_lost IS NOT NULL AND NOT t.open_at_extract"
    total = answer(asked, f"SELECT count(*) {lost}")

    assert total > 20
    assert (
        answer(asked, f"SELECT count(*) {lost} AND s.end_status IN ('ended', 'likely_ended')")
        > 0.9 * total
    )


def test_arrests_are_matched_to_the_stays_they_led_to(asked: duckdb.DuckDBPyConnection) -> None:
    matched = """
        FROM arrest_stays m
        JOIN truth_arrest_stay a ON a.file = m.file AND a.row = m.row AND a.sheet IS NOT DISTINCT FROM m.sheet
        JOIN stays s ON s.stay_id = m.stay_id
        JOIN truth_people p ON p.unique_identifier = s.unique_identifier
        JOIN truth_stays t ON t.person = p.person AND t.start = s.stay_book_in_date_time"""
    total = answer(asked, f"SELECT count(*) {matched}")

    assert total > 1_000
    assert answer(asked, f"SELECT count(*) {matched} WHERE a.stay = t.stay") > 0.98 * total


def test_the_next_stay_of_a_person_is_the_planted_one(asked: duckdb.DuckDBPyConnection) -> None:
    joined = """
        FROM truth_redetentions r
        JOIN truth_people p ON p.person = r.person
        JOIN truth_stays a ON a.stay = r.stay AND a.seen
        JOIN truth_stays b ON b.stay = r.next_stay AND b.seen
        JOIN stays s ON s.unique_identifier = p.unique_identifier AND s.stay_book_in_date_time = a.start
        JOIN redetentions d ON d.stay_id = s.stay_id"""
    total = answer(asked, f"SELECT count(*) {joined}")
    right = f"SELECT count(*) {joined} JOIN stays n ON n.stay_id = d.next_stay_id WHERE n.stay_book_in_date_time = b.start"

    assert total > 50
    assert answer(asked, right) > 0.97 * total
