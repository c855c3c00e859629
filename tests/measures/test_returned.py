"""
Back in custody after release: eight releases by hand, random ones told again, planted truth.
"""

import datetime as dt
import random

import duckdb
import pytest
from answer_parts import losses, only
from optimizers_off import without_optimizers
from test_releases import EIGHT as RELEASED
from test_releases import stay as released_stay
from test_survival import by_the_textbook, interval

from custodes.build import build
from custodes.errors import MissingTableError
from custodes.measures import View, catalog
from custodes.measures._intervals import wilson
from custodes.measures.returned import FOLLOWED, MEASURE, REASONS
from custodes.synthetic import make
from small_datasets import EXTRACT, manifest, moment, rows, view

NO_SLRRFF = "Order of Supervision - No SLRRFF"
DIED = "7-Died"

# (person, released, booked in again, left by the case, left by removals, case status)
EIGHT = [
    ("a", "2024-01-01", "2024-04-10", None, None, "ACTIVE"),  # back, day 100
    ("b", "2024-01-01", None, None, "2024-07-19", "ACTIVE"),  # removed, day 200
    ("c", "2024-01-01", "2024-10-27", None, None, "ACTIVE"),  # back, day 300
    ("d", "2024-01-01", None, None, None, "ACTIVE"),  # not seen for 799 days
    ("e", "2025-09-01", None, None, None, "ACTIVE"),  # not seen for 190 days
    ("f", "2024-01-01", "2025-02-04", None, None, "ACTIVE"),  # back, day 400
    ("g", "2024-01-01", None, None, None, DIED),  # died; no day
    ("h", "2024-01-01", "2024-12-01", "2024-01-31", None, "ACTIVE"),  # removed, day 30
]


def day(text):
    return dt.date.fromisoformat(text) if text else None


def case(person, released, back=None, left=None, removed=None, status="ACTIVE", **more):
    """
    A release as rows of stays, redetentions and removals.
    """
    key = {"stay_id": f"{person} {released}", "unique_identifier": person}
    stay = {
        **key,
        "final_order_date": day("2023-06-01"),
        "stay_book_in_date_time": moment("2023-06-01"),
        "ended_at": moment(released),
        "ended_at_kind": "time",
        "end_status": "ended",
        "end_confidence": "certain",
        "stay_release_reason": NO_SLRRFF,
        "case_status": status,
        **more,
    }
    again = {
        **key,
        "ended_at": moment(released),
        "next_stay_book_in_date_time": moment(back),
        "departed_date": day(left),
    }
    gone = {"unique_identifier": person, "departed_date": day(removed)}
    return stay, again, gone if removed else None


def tables(cases):
    stays, again, gone = zip(*cases, strict=True)
    return {
        "stays": rows("stays", stays),
        "redetentions": rows("redetentions", again),
        "removals": rows("removals", [g for g in gone if g]),
    }


def returned(folder, cases, by=(), where=None, made=None):
    return MEASURE.compute(view(folder, tables(cases), made), by=by, where=where)


def eight(folder, by=(), where=None):
    return returned(folder, [case(*c) for c in EIGHT], by, where)


def test_the_outcomes_of_eight_releases_are_counted_by_what_and_when(tmp_path):
    row = only(eight(tmp_path))
    assert {k: n for k, n in row.items() if n and not k.startswith("share")} == {
        "releases": 8,
        "returned": 3, "returned_0_365": 2, "returned_366_730": 1,
        "removed": 2, "removed_0_365": 2,
        "died": 1, "died_731_1095": 1,
        "not_seen": 2, "not_seen_0_365": 1, "not_seen_731_1095": 1,
    }  # fmt: skip


def test_the_shares_by_years_of_eight_releases_are_those_worked_by_hand(tmp_path):
    # Day 30: 8 at risk, h is removed: 7/8 left.
    # Day 100: 7 at risk, a returns: 7/8 * 1/7 = 1/8, and 3/4 left. e is not seen past day 190.
    # Day 200: 5 at risk, b is removed: 3/5 left.
    # Day 300: 4 at risk, c returns: 1/8 + 3/5 * 1/4 = 11/40, and 9/20 left.
    # Day 400: 3 at risk, f returns: 11/40 + 9/20 * 1/3 = 17/40. Nobody is seen past day 799.
    row = only(eight(tmp_path))
    assert row["share_returned_1y"] == pytest.approx(11 / 40)
    assert row["share_returned_2y"] == pytest.approx(17 / 40)
    assert row["share_returned_3y"] is row["share_returned_5y_low"] is None


def test_the_share_that_is_back_at_all_has_wilsons_interval_and_ignores_time(tmp_path):
    row = only(eight(tmp_path))
    told = [row[f"share_returned_ever{e}"] for e in ("", "_low", "_high")]
    assert told == pytest.approx([float(x) for x in wilson(3, 8)])


@pytest.mark.parametrize(
    ("outcome", "given"),
    [
        ("returned", {"back": "2024-03-01", "removed": "2024-03-02"}),  # from the second stay
        ("returned", {"back": "2024-03-01", "removed": "2024-03-01"}),  # the same day
        ("returned", {"back": "2024-01-01"}),  # the day of the release
        ("returned", {"back": "2024-03-01", "status": DIED}),  # died later
        ("removed", {"back": "2024-03-01", "removed": "2024-02-29"}),
        ("removed", {"removed": "2024-01-01"}),  # the day of the release
        ("removed", {"left": "2023-12-31"}),  # by the case, the day before
        ("removed", {"left": "2024-05-01", "status": DIED}),
        ("not_seen", {"removed": "2023-12-31"}),  # an earlier removal of the person
        ("not_seen", {"removed": "2026-03-11"}),  # after the data were drawn
        ("died", {"status": DIED.lower()}),
    ],
)
def test_what_comes_first_is_what_happened(tmp_path, outcome, given):
    assert only(returned(tmp_path, [case("x", "2024-01-01", **given)]))[outcome] == 1


def test_the_first_of_several_departures_counts_and_another_persons_does_not(tmp_path):
    made = tables([case("x", "2024-01-01", removed="2025-06-01"), case("y", "2024-01-01")])
    more = [
        {"unique_identifier": "x", "departed_date": day("2024-02-01")},
        {"unique_identifier": "x", "departed_date": day("2025-06-01")},
        {"unique_identifier": "x", "removal_date": day("2024-01-15")},
        {"unique_identifier": "y", "departed_date": day("2024-02-01"), "release": "ice-2025-07"},
        {"unique_identifier": None, "departed_date": day("2024-02-01")},
    ]
    data = view(tmp_path, {**made, "removals": rows("removals", more)})
    row = only(MEASURE.compute(data, by=[]))
    assert (row["removed"], row["not_seen"], row["releases"]) == (1, 1, 2)
    ends = data.engine.fetch("SELECT ends FROM returned_judged WHERE outcome = 'removed'")
    assert ends.column("ends").to_pylist() == [14]


@pytest.mark.parametrize(
    ("why", "given"),
    [
        ("no_release_day", {"ended_at_kind": "no_later_than"}),
        ("overlap", {"back": "2023-12-31"}),
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("no_order", {"final_order_date": None}),
        ("order_after_end", {"final_order_date": day("2024-01-02")}),
        ("not_ended", {"end_status": "held"}),
        ("removed", {"stay_release_reason": "Removed"}),
        ("transfer", {"stay_release_reason": "Transferred"}),
    ],
)
def test_what_is_no_release_or_cannot_be_followed_is_left_out_and_says_why(tmp_path, why, given):
    found = returned(tmp_path, [case("x", "2024-01-01", **given), case("y", "2024-01-01")])
    assert losses(found, REASONS) == {why: 1}
    assert found.ledger.counted == 1


def test_a_release_without_its_row_of_redetentions_or_its_extract_is_not_followed(tmp_path):
    made = tables([case("x", "2024-01-01"), case("y", "2024-01-01")])
    fewer = {**made, "redetentions": made["redetentions"].slice(0, 1)}
    found = MEASURE.compute(view(tmp_path, fewer), by=[])
    assert losses(found, REASONS) == {"unfollowed": 1}
    unknown = returned(tmp_path, [case("x", "2024-01-01")], made=manifest({"ice-2026-03": None}))
    assert losses(unknown, REASONS) == {"no_extract": 1}


def test_the_releases_are_those_of_the_measure_of_releases(tmp_path):
    stays = [released_stay(*s, stay_id=str(i)) for i, s in enumerate(RELEASED)]
    again = [{"stay_id": s["stay_id"], "ended_at": s["ended_at"]} for s in stays]
    data = view(
        tmp_path, {"stays": rows("stays", stays), "redetentions": rows("redetentions", again)}
    )
    here = MEASURE.compute(data, by=["kind", "fiscal_year"]).table
    there = catalog()["releases"].compute(data, by=["kind", "fiscal_year"]).table
    columns = ["kind", "fiscal_year", "releases"]
    assert here.select(columns).to_pylist() == there.select(columns).to_pylist()


def test_a_return_on_the_very_day_is_counted_and_said(tmp_path):
    found = returned(tmp_path, [case("x", "2024-01-01", "2024-01-01"), case("y", "2024-01-01")])
    assert only(found)["share_returned_1y"] == pytest.approx(1 / 2)
    assert any("1 were booked in again on the day of the release" in c for c in found.caveats)


def test_the_caveats_say_that_a_return_is_no_crime_and_what_the_plain_share_hides(tmp_path):
    said = " ".join(eight(tmp_path).caveats)
    assert "is not a crime" in said
    assert "released a week ago like people released years ago" in said


def test_the_counts_of_each_row_add_up_as_the_figures_say(tmp_path):
    data = view(tmp_path, tables([case(*c) for c in EIGHT]))
    for by in MEASURE.choices:
        found = MEASURE.compute(data, [by])
        for row in found.table.to_pylist():
            for figure in MEASURE.figures:
                if figure.parts:
                    assert row[figure.name] == sum(row[p] for p in figure.parts)
        assert sum(r["releases"] for r in found.table.to_pylist()) == found.ledger.counted == 8


def test_every_number_given_is_described_in_its_order(tmp_path):
    given = eight(tmp_path, ["kind"]).table.column_names[1:]
    assert given == [f.name for f in MEASURE.figures]
    assert {p for f in MEASURE.figures for p in f.rests_on} <= set(given)


def test_a_limit_that_leaves_nothing_and_empty_tables_say_so(tmp_path):
    none = eight(tmp_path, ["kind"], {"kind": "bond"})
    assert none.empty
    assert "Nothing is left to count after the filter." in none.caveats
    empty = {n: rows(n, []) for n in ("stays", "redetentions")}
    found = MEASURE.compute(view(tmp_path, empty))
    assert found.empty
    assert any("holds no removals" in c for c in found.caveats)


@pytest.mark.parametrize("there", [["stays"], ["redetentions"], ["arrests"]])
def test_without_a_table_it_needs_it_names_the_releases_that_fill_it(tmp_path, there):
    with pytest.raises(MissingTableError, match="release of detentions"):
        MEASURE.compute(view(tmp_path, {n: rows(n, []) for n in there}))


def test_neither_the_order_of_rows_nor_an_optimizer_changes_a_cell(tmp_path):
    cases = [case(*c) for c in EIGHT]
    by = ["kind", "year"]
    plain = returned(tmp_path, cases, by).table.to_pylist()
    assert plain == returned(tmp_path, cases[::-1], by).table.to_pylist()
    data = view(tmp_path, tables(cases))
    assert plain == without_optimizers("return", data, by).table.to_pylist()
    assert len(plain) == 2


def some(seed, n=80):
    rng = random.Random(seed)
    made = []
    for i in range(n):
        out = dt.date(2021, 1, 1) + dt.timedelta(rng.randrange(1500))

        def later(share, out=out):
            at = out + dt.timedelta(rng.randrange(900))
            return at.isoformat() if rng.random() < share and at <= day(EXTRACT) else None

        status = DIED if rng.random() < 0.1 else "ACTIVE"
        past = {
            "final_order_date": day("2020-01-01"),
            "stay_book_in_date_time": moment("2020-01-01"),
        }
        made.append((f"p{i}", out.isoformat(), later(0.4), later(0.2), later(0.2), status, past))
    return made


@pytest.mark.parametrize("seed", range(6))
def test_random_releases_told_again_in_plain_python_have_the_same_counts_and_shares(tmp_path, seed):
    given = some(seed)
    told = []
    for _, out, back, left, removed, status, _ in given:
        gone = min((d for d in (left, removed) if d), default=None)
        if gone and (back is None or gone < back):
            to, what = gone, "removed"
        elif back:
            to, what = back, "returned"
        else:
            to, what = EXTRACT, "died" if status == DIED else "unseen"
        told.append((0, (day(to) - day(out)).days, what))
    cases = [case(*c[:-1], **c[-1]) for c in given]
    row = only(returned(tmp_path, cases))
    for outcome, column in FOLLOWED.outcomes.items():
        assert row[column] == sum(what == outcome for _, _, what in told)
    for name, horizon in FOLLOWED.horizons.items():
        if max(ends for _, ends, _ in told) < horizon:
            assert row[f"share_returned_{name}"] is None
            continue
        expected, variance = by_the_textbook(told, horizon, "returned")
        ends = [row[f"share_returned_{name}_{e}"] for e in ("low", "high")]
        assert [row[f"share_returned_{name}"], *ends] == pytest.approx(
            [float(expected), *interval(float(expected), variance)]
        )


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    folder = tmp_path_factory.mktemp("synthetic")
    made = make(3000, 11, folder, rare=10.0)
    built = build([made.folder], folder / "dataset")
    return View.of(built.dataset), folder / "truth"


def test_returns_in_a_synthetic_release_are_those_that_were_planted(synthetic):
    data, truth = synthetic
    assert MEASURE.compute(data, by=[]).ledger.counted > 50
    found = data.engine.fetch(
        "SELECT s.unique_identifier, j.day_of, j.ends, j.outcome FROM returned_judged j "
        "JOIN stays s ON s.origin = j.origin WHERE j.left_out IS NULL"
    )
    with duckdb.connect() as db:
        db.register("f", found)
        # A stay of which the release lists nothing is seen by nobody.
        told = db.execute(
            "SELECT f.outcome = 'returned', r.person IS NOT NULL, f.ends, "
            "CAST(r.next_start AS DATE) - f.day_of FROM f "
            f"JOIN '{truth}/truth_people.parquet' p USING (unique_identifier) "
            f"JOIN '{truth}/truth_stays.parquet' s "
            'ON s.person = p.person AND CAST(s."end" AS DATE) = f.day_of '
            f"LEFT JOIN '{truth}/truth_redetentions.parquet' r "
            "ON r.person = s.person AND r.stay = s.stay AND EXISTS (SELECT 1 FROM "
            f"'{truth}/truth_stays.parquet' n "
            "WHERE n.person = r.person AND n.stay = r.next_stay AND n.seen)"
        ).fetchall()
    assert len(told) == found.num_rows
    assert sum(planted for _, planted, _, _ in told) >= 10
    assert [saw for saw, *_ in told] == [planted for _, planted, *_ in told]
    assert all(ends == gap for saw, _, ends, gap in told if saw)
