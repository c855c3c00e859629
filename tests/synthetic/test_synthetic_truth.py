"""
The planted truth agrees with itself and with what the release shows.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest

from custodes.synthetic import make

FIRST, LAST = dt.date(2022, 10, 1), dt.date(2026, 3, 10)

# The two readings of a day, told again in SQL from the published definitions: distinct people
# by stint; a row without a person is a person of its own; without an end it goes on.
PEOPLE = """
    SELECT coalesce("Anonymized Identifier", 'row ' || row_) AS who,
           "Detention Facility Code" AS facility,
           CAST("Book In Date Time" AS DATE) AS first,
           CAST("Book Out Date Time" AS DATE) AS last
    FROM detentions
"""
DAYS = "SELECT CAST(d AS DATE) AS date FROM range(DATE '2022-10-01', DATE '2026-03-11', INTERVAL 1 DAY) t(d)"


TRUE_PEOPLE = """
    SELECT DISTINCT person AS who, facility, stint, CAST(start AS DATE) AS first,
           CASE WHEN NOT open_at_extract THEN CAST("end" AS DATE) END AS last
    FROM truth_stints
"""


@pytest.mark.parametrize(("sense", "rows"), [("recorded", PEOPLE), ("true", TRUE_PEOPLE)])
@pytest.mark.parametrize("by", ["NULL", "facility"])
def test_the_population_of_every_day_follows_from_the_rows(
    tmp_path, asker, monkeypatch, by, sense, rows
):
    for module in ("_make", "_block"):
        monkeypatch.setattr(f"custodes.synthetic.{module}.BLOCK", 700)
    ask = asker(make(3_000, 12, tmp_path))
    found = ask(
        f"""
        WITH people AS ({rows}), days AS ({DAYS})
        SELECT date, {by} AS place, count(DISTINCT who) AS any_part,
               count(DISTINCT who) FILTER (last IS NULL OR last > date) AS midnight
        FROM days JOIN people ON first <= date AND (last IS NULL OR last >= date)
        GROUP BY ALL ORDER BY ALL
        """
    )
    planted = ask(
        f"""
        SELECT date, facility, {sense}_any_part, {sense}_midnight FROM truth_population
        WHERE (facility IS NULL) = ({by!r} = 'NULL') AND {sense}_any_part > 0 ORDER BY ALL
        """
    )
    assert planted == found


def test_people_in_a_stay_at_midnight_change_by_those_who_came_and_went(ask):
    wrong = ask(
        """
        SELECT date FROM (
            SELECT date, stays_midnight, stays_begun, stays_ended,
                   lag(stays_midnight) OVER (ORDER BY date) AS eve
            FROM truth_population WHERE facility IS NULL)
        WHERE stays_midnight - eve <> stays_begun - stays_ended
        """
    )
    assert wrong == []


def test_people_in_a_stay_on_a_day_are_those_at_midnight_and_those_who_left(ask):
    wrong = ask(
        "SELECT date FROM truth_population WHERE facility IS NULL "
        "AND stays_any_part <> stays_midnight + stays_ended"
    )
    assert wrong == []


def test_every_day_of_the_window_has_a_row_for_the_nation_and_each_facility(ask):
    days = (LAST - FIRST).days + 1
    facilities = ask("SELECT count(*) FROM truth_facilities")[0][0]
    assert ask("SELECT count(*), min(date), max(date) FROM truth_population") == [
        (days * (facilities + 1), FIRST, LAST)
    ]


def test_each_row_of_the_release_has_one_row_of_truth_with_the_same_person_and_place(ask):
    n = ask("SELECT count(*) FROM detentions")[0][0]
    agreeing = ask(
        """
        SELECT count(*) FROM detentions d
        JOIN truth_stints t ON t.row = d.row_
        JOIN truth_people USING (person)
        WHERE d."Detention Facility Code" = t.facility
          AND d."Book In Date Time" = t.recorded_start
          AND d."Anonymized Identifier" IS NOT DISTINCT FROM
              CASE WHEN NOT t.null_id THEN unique_identifier END
        """
    )[0][0]
    assert agreeing == n


def test_stints_of_a_stay_fill_it_in_order_without_overlap(ask):
    wrong = ask(
        """
        WITH one AS (SELECT DISTINCT stay, stint, start, "end" FROM truth_stints),
        told AS (
            SELECT *, lag("end") OVER (PARTITION BY stay ORDER BY stint) AS before FROM one)
        SELECT count(*) FROM told WHERE start < before OR start > "end"
        """
    )
    assert wrong == [(0,)]


def test_stints_lie_within_their_stay_and_there_are_as_many_as_it_says(ask):
    wrong = ask(
        """
        WITH one AS (
            SELECT stay, min(start) AS start, max("end") AS last, count(DISTINCT stint) AS n
            FROM truth_stints GROUP BY stay)
        SELECT count(*) FROM one JOIN truth_stays s USING (stay)
        WHERE one.start < s.start OR one.last > s."end" OR one.n > s.n_stints
           OR (s.start >= '2022-10-01' AND NOT s.open_at_extract
               AND (one.n <> s.n_stints OR one.start <> s.start OR one.last <> s."end"))
        """
    )
    assert wrong == [(0,)]


def test_stays_of_a_person_never_overlap(ask):
    wrong = ask(
        """
        WITH told AS (SELECT *, lag("end") OVER (PARTITION BY person ORDER BY stay) AS before
                      FROM truth_stays)
        SELECT count(*) FROM told WHERE start < before
        """
    )
    assert wrong == [(0,)]


def test_an_end_was_recorded_unless_it_is_said_to_be_lost_or_to_lie_ahead(ask):
    wrong = ask(
        """
        SELECT count(*) FROM truth_stays
        WHERE recorded_end IS DISTINCT FROM
              CASE WHEN NOT open_at_extract AND end_lost IS NULL THEN "end" END
        """
    )
    assert wrong == [(0,)]


@pytest.mark.parametrize(
    ("kind", "evidence"),
    [
        (
            "departed",
            'd."Departed Date" IS NOT NULL AND d."Case Status" IS DISTINCT FROM \'ACTIVE\'',
        ),
        ("last stint closed", 'd."Book Out Date Time" = t."end"'),
        ("later stay", "EXISTS (SELECT 1 FROM truth_redetentions r WHERE r.stay = t.stay)"),
    ],
)
def test_a_lost_end_leaves_the_evidence_that_is_planted(asker, wider_release, kind, evidence):
    ask = asker(wider_release)
    last = ask(
        f"""
        WITH last AS (
            SELECT t.*, row_number() OVER (PARTITION BY t.stay ORDER BY t.stint DESC, t.row) AS back
            FROM truth_stints t JOIN truth_stays s USING (stay) WHERE s.end_lost = '{kind}')
        SELECT count(*), count(*) FILTER ({evidence}),
               count(*) FILTER (d."Stay Book Out Date Time" IS NULL)
        FROM last t JOIN detentions d ON d.row_ = t.row WHERE back = 1
        """
    )[0]
    assert last[0] >= 5
    # a blank case status (0.5 % of rows) is no evidence against a departure
    assert last == (last[0], last[0], last[0])


def test_days_after_the_order_run_from_order_or_book_in_to_the_end_or_the_extract(ask):
    rows = ask('SELECT start, "end", order_day, post_order_days FROM truth_stays')
    for start, end, order, days in rows:
        first = max(order, start.date()) if order else None
        last = min(end.date(), LAST)
        expected = (last - first).days if first and first <= last else None
        assert days == expected
    assert sum(1 for row in rows if row[3] and row[3] > 180) > 0


def test_releases_for_no_likely_removal_come_after_long_custody(tmp_path, asker):
    ask = asker(make(20_000, 5, tmp_path, rare=20.0))
    median = ask(
        "SELECT median(post_order_days) FROM truth_stays WHERE NOT open_at_extract "
        "AND end_reason = 'Order of Supervision - No SLRRFF'"
    )[0][0]
    assert median > 90


def test_the_next_stay_of_a_person_begins_after_the_last_one_ended(ask):
    rows = ask(
        """
        SELECT r.gap_days, date_diff('minute', a."end", b.start) / 1440
        FROM truth_redetentions r JOIN truth_stays a USING (stay)
        JOIN truth_stays b ON b.stay = r.next_stay AND b.person = r.person
        """
    )
    assert len(rows) == ask("SELECT count(*) FROM truth_redetentions")[0][0]
    assert len(rows) > 100
    for gap, told in rows:
        assert gap == pytest.approx(told, abs=1 / 1440)
        assert gap > 0


def test_repeated_arrests_of_every_kind_but_identical_ones_lie_within_a_day_of_the_row_before(
    asker, wider_release
):
    rows = asker(wider_release)(
        """
        WITH told AS (
            SELECT *, date_diff('minute', lag(time) OVER (PARTITION BY arrest ORDER BY time, row),
                                time) AS gap
            FROM truth_arrest_stay)
        SELECT repeat, min(gap), max(gap), count(*) FROM told GROUP BY 1 ORDER BY 1
        """
    )
    kinds = {kind: (low, high) for kind, low, high, _ in rows}
    assert set(kinds) == {None, "reprocessed", "second row", "chained", "identical"}
    assert kinds[None] == (None, None)
    assert kinds["identical"] == (0, 0)
    for kind in ("reprocessed", "second row", "chained"):
        assert 0 < kinds[kind][0] <= kinds[kind][1] <= 24 * 60


def test_a_reprocessed_arrest_is_called_so_by_its_method(ask):
    counted = ask(
        """
        SELECT t.repeat = 'reprocessed', count(*) FROM arrests a JOIN truth_arrest_stay t
        ON t.row = a.row_ WHERE a."Apprehension Method" = 'ERO Reprocessed Arrest' GROUP BY 1
        """
    )
    assert [kind for kind, _ in counted] == [True]


def test_identical_rows_are_identical_and_bond_rows_differ_in_the_bond_alone(ask):
    columns = [c for (c,) in ask("SELECT column_name FROM (DESCRIBE detentions)") if c != "row_"]
    bonds = {c for c in columns if "Bond" in c}
    pairs = ask(
        """
        SELECT t.repeat, a.* EXCLUDE (row_), b.* EXCLUDE (row_)
        FROM truth_stints t JOIN truth_stints f ON f.stint = t.stint AND f.repeat IS NULL
        JOIN detentions a ON a.row_ = f.row JOIN detentions b ON b.row_ = t.row
        WHERE t.repeat IS NOT NULL
        """
    )
    n = len(columns)
    seen = set()
    for kind, *values in pairs:
        differ = {c for c, x, y in zip(columns, values[:n], values[n:], strict=True) if x != y}
        seen.add(kind)
        if kind == "identical":
            assert differ == set()
        elif kind == "bond":
            assert differ
            assert differ <= bonds
        else:
            assert differ == {"Book In Date Time"}
    assert seen == {"identical", "bond", "same day"}


def test_nothing_after_the_extract_is_in_the_release(ask):
    for column in ("Book In Date Time", "Book Out Date Time", "Departed Date", "Final Order Date",
                   "Bond Posted Date", "Stay Book Out Date"):  # fmt: skip
        assert ask(f"SELECT max(\"{column}\") < TIMESTAMP '2026-03-11' FROM detentions") == [
            (True,)
        ]


def test_a_departure_and_an_order_are_told_without_contradiction(ask):
    assert ask(
        """
        SELECT count(*) FILTER (("Departed Date" IS NULL) <> ("Departure Country" IS NULL)),
               count(*) FILTER (("Final Order Date" IS NULL) <> ("Final Order Yes No" = 'NO')),
               count(*) FILTER ("Stay Release Reason" = 'Removed' AND "Final Order Yes No" = 'NO')
        FROM detentions
        """
    ) == [(0, 0, 0)]


def test_pseudonyms_are_forty_hexadecimal_digits_and_no_two_people_share_one(ask):
    ids = [i for (i,) in ask("SELECT unique_identifier FROM truth_people")]
    assert len(set(ids)) == len(ids) == 6_000
    assert all(re.fullmatch(r"[0-9a-f]{40}", i) for i in ids)


def test_every_facility_says_that_it_is_synthetic(ask):
    rows = ask("SELECT facility, name FROM truth_facilities")
    assert all(code.startswith("SYN") and name.startswith("SYNTHETIC ") for code, name in rows)


def test_releases_in_two_layouts_show_one_world_under_other_pseudonyms(tmp_path, asker):
    march = asker(make(2_000, 4, tmp_path / "march"))
    july = asker(make(2_000, 4, tmp_path / "july", layout="2025-07"))
    told = 'SELECT stay, person, start, "end", end_reason FROM truth_stays WHERE start BETWEEN '
    told += "'2023-10-01' AND '2025-06-01' ORDER BY stay"
    assert march(told) == july(told) != []
    ids = "SELECT unique_identifier FROM truth_people"
    assert set(march(ids)) & set(july(ids)) == set()


def test_people_of_a_block_are_the_same_whoever_else_is_in_the_world(tmp_path, asker, monkeypatch):
    for module in ("_make", "_block"):
        monkeypatch.setattr(f"custodes.synthetic.{module}.BLOCK", 400)
    small = asker(make(800, 4, tmp_path / "small"))
    large = asker(make(950, 4, tmp_path / "large"))
    told = "SELECT * FROM truth_stays WHERE person < 800 ORDER BY stay"
    assert small(told) == large(told) != []


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 0},
        {"rare": 0.0},
        {"rows_per_sheet": 1_048_576},
        {"start": dt.date(2019, 1, 1)},
        {"end": dt.date(2022, 1, 1)},
        {"seed": -1},
        {"raw_workbooks": {"stints"}},
    ],
)
def test_arguments_out_of_range_are_refused_before_anything_is_written(tmp_path, wrong):
    from custodes.errors import CallError

    with pytest.raises(CallError):
        make(**{"people": 5, "seed": 1, "to": tmp_path / "x"} | wrong)
    assert not (tmp_path / "x").exists()


def test_a_window_of_the_callers_choice_is_kept_to(tmp_path, asker):
    made = make(800, 6, tmp_path, start=dt.date(2024, 1, 1), end=dt.date(2024, 3, 31))
    ask = asker(made)
    assert ask("SELECT min(date), max(date) FROM truth_population") == [
        (dt.date(2024, 1, 1), dt.date(2024, 3, 31))
    ]
    assert ask("SELECT max(\"Book In Date Time\") < DATE '2024-04-01' FROM detentions") == [(True,)]
    assert all("_20240401_" in p.name for p in made.paths)


def test_every_column_of_the_truth_is_explained_beside_it(parquet_release):
    import pyarrow.parquet as pq

    text = (parquet_release.truth / "README.md").read_text("utf-8")
    for path in parquet_release.truth.glob("*.parquet"):
        row = next(line for line in text.splitlines() if line.startswith(f"| `{path.stem}` |"))
        told = set(re.findall(r"`([a-z_]+)`", text if path.stem == "truth_population" else row))
        columns = set(pq.read_schema(path).names)
        assert columns - told - {"file", "date"} == set()
