"""
Removal after a final order: eight stays by hand, random ones told again, and planted truth.
"""

import datetime as dt
import math
import random

import duckdb
import pytest
from answer_parts import losses, only
from optimizers_off import without_optimizers
from test_survival import by_the_textbook, interval

from custodes.build import build
from custodes.errors import CallError, MissingTableError
from custodes.measures import View
from custodes.measures._intervals import wilson
from custodes.measures._ratings import rated, ratings
from custodes.measures._repatriation import FOLLOWED, REASONS
from custodes.measures.releases import KINDS
from custodes.measures.repatriation import MEASURE
from custodes.records import code_lists
from custodes.synthetic import make
from small_datasets import EXTRACT, manifest, moment, rows, view

NO_SLRRFF = "Order of Supervision - No SLRRFF"
MARSHALS = "U.S. Marshals or other agency (explain in Detention Comments)"
NO_PAPERS = "[5F] Unable to Obtain Travel Document"
ORDERED = "[3] Deportable - Administratively Final Order"

# (person, final order, book-in, end, reason, country); days from the later of the two.
EIGHT = [
    ("a", "2025-01-10", "2025-01-05", "2025-02-09", "Removed", "CUBA"),  # removed, 30
    ("b", "2025-01-01", "2025-01-11", "2025-02-20", NO_SLRRFF, "CUBA"),  # released, 40
    ("c", "2025-02-01", "2025-02-01", "2025-05-12", "Removed", "MEXICO"),  # removed, 100
    ("d", "2025-02-01", "2025-02-01", "2025-03-13", "Died", "MEXICO"),  # 40
    ("e", "2025-01-20", "2025-01-20", "2025-03-01", MARSHALS, "MEXICO"),  # elsewhere, 40
    ("f", "2025-06-03", "2025-06-01", None, None, "CUBA"),  # held on 2026-03-10, 280
    ("g", "2025-03-01", "2025-03-01", "2025-09-17", None, "CUBA"),  # ended, how unknown, 200
    ("h", "2025-02-01", "2025-02-01", "2026-03-08", "Paroled", "MEXICO"),  # released, 400
]
# Its end opens the release: without it nobody would be known to be listed before 9 February.
OPENS = ("z", None, "2024-12-20", "2025-01-01", "Removed", "MEXICO")


def day(text):
    return dt.date.fromisoformat(text) if text else None


def stay(person, order, booked, ended, reason, country="CUBA", **more):
    return {
        "unique_identifier": person,
        "stay_id": f"{person} {booked}",
        "final_order_date": day(order),
        "stay_book_in_date_time": moment(booked),
        "ended_at": moment(ended),
        "ended_at_kind": "time" if ended else None,
        "end_status": "ended" if ended else "held",
        "end_confidence": "certain",
        "end_evidence": "stay_book_out" if ended else "still_open_at_extract",
        "stay_release_reason": reason,
        "citizenship_country": country,
        **more,
    }


def one(**changed):
    return {**stay("a", "2025-01-10", "2025-01-05", "2025-02-09", "Removed"), **changed}


def repatriation(folder, stays, by=(), where=None, made=None, **others):
    given = {"stays": rows("stays", stays)} | {n: rows(n, t) for n, t in others.items()}
    return MEASURE.compute(view(folder, given, made), by=by, where=where)


def eight(folder, by=(), where=None, order=None):
    listed = [stay(*s) for s in (*EIGHT, OPENS)]
    return repatriation(folder, order(listed) if order else listed, by, where)


def test_the_outcomes_of_eight_stays_are_counted_by_what_and_when(tmp_path):
    row = only(eight(tmp_path))
    found = {k: n for k, n in row.items() if n and not k.startswith(("share", "releases"))}
    assert found == {
        "stays": 8,
        "removed": 2, "removed_0_90": 1, "removed_91_180": 1,
        "released": 2, "released_0_90": 1, "released_366_on": 1,
        "died": 1, "died_0_90": 1,
        "elsewhere": 1, "elsewhere_0_90": 1,
        "unknown": 1, "unknown_181_365": 1,
        "still_held": 1, "still_held_181_365": 1,
    }  # fmt: skip


def test_the_shares_of_eight_stays_are_those_worked_by_hand(tmp_path):
    # Day 30: 8 at risk, one removed: 1/8, and 7/8 are left.
    # Day 40: 7 at risk, one released: 7/8 * 1/7 = 1/8; three end, 1/2 is left.
    # Day 100: 4 at risk, one removed: 1/8 + 1/2 * 1/4 = 1/4. Day 200, 280: none of either.
    # Day 400 is past the last day asked for.
    row = only(eight(tmp_path))
    shares = {n: row[f"share_{n}"] for n in ("removed_90", "removed_180", "removed_365")}
    assert shares == pytest.approx(
        {"removed_90": 1 / 8, "removed_180": 1 / 4, "removed_365": 1 / 4}
    )
    freed = [row[f"share_released_{d}"] for d in (90, 180, 365)]
    assert freed == pytest.approx([1 / 8, 1 / 8, 1 / 8])
    # Day 200: 3 at risk, one ends and nothing says how: 3/8 * 1/3 = 1/8.
    unknown = [row[f"share_unknown_{d}"] for d in (90, 180, 365)]
    assert unknown == pytest.approx([0, 0, 1 / 8])


def test_releases_per_removal_has_the_interval_of_the_share_released_among_both(tmp_path):
    # Two of each: the share is 1/2, its interval Wilson's, and odds are share / (1 - share).
    row = only(eight(tmp_path))
    _, low, high = map(float, wilson(2, 4))
    told = [row[f"releases_per_removal{e}"] for e in ("", "_low", "_high")]
    assert told == pytest.approx([1, low / (1 - low), high / (1 - high)])
    none = only(repatriation(tmp_path, [one(stay_release_reason="Paroled")]))
    assert none["releases_per_removal"] is none["releases_per_removal_low"] is None


def test_counted_from_the_order_a_later_book_in_is_followed_only_from_then(tmp_path):
    # b: order on 1 January, booked in 10 days later: at risk from day 10, released on day 50.
    # Day 30: 8 at risk, 1/8. Day 40: 7 at risk, two end (d, e): 7/8 * 5/7 = 5/8 left.
    # Day 50: 5 at risk, one released: 5/8 * 1/5 = 1/8.
    row = only(eight(tmp_path, where={"clock": "order"}))
    assert row["share_removed_90"] == pytest.approx(1 / 8)
    assert row["share_released_90"] == pytest.approx(1 / 8)
    alone = [
        stay(*OPENS),
        stay("x", "2025-01-01", "2025-01-01", "2025-01-21", "Removed"),  # day 20
        stay("y", "2025-01-01", "2025-01-31", "2025-02-20", "Removed"),  # from 30, day 50
        stay("w", "2025-01-01", "2025-01-01", "2025-03-02", "Paroled"),  # day 60
    ]
    # Day 20: 2 at risk: 1/2. Day 50: w and y: + 1/2 * 1/2. Late in custody: 3 at day 20.
    by_order = only(repatriation(tmp_path, alone, where={"clock": "ORDER"}))
    assert by_order["share_removed_90"] == pytest.approx(3 / 4)
    in_custody = only(repatriation(tmp_path, alone))
    assert in_custody["share_removed_90"] == pytest.approx(2 / 3)


def test_of_stays_after_one_order_the_first_decides_where_days_run_from_the_order(tmp_path):
    twice = [
        stay(*OPENS),
        stay("a", "2025-02-01", "2025-01-20", "2025-01-25", "Bonded Out - IJ"),  # before the order
        stay("a", "2025-02-01", "2025-02-01", "2025-02-11", NO_SLRRFF),
        stay("a", "2025-02-01", "2025-03-01", "2025-03-11", "Removed"),
        stay("a", "2025-06-01", "2025-06-01", "2025-06-11", "Removed"),  # another order
    ]
    found = repatriation(tmp_path, twice, where={"clock": "order"})
    assert losses(found, REASONS) == {"no_order": 1, "order_after_end": 1, "later_stay": 1}
    assert (only(found)["released"], only(found)["removed"]) == (1, 1)
    assert only(repatriation(tmp_path, twice))["removed"] == 2


def test_who_was_held_before_the_release_lists_everyone_is_followed_from_then(tmp_path):
    # z's end on 1 January opens it. v has been held since 22 December under an order: from
    # day 10. So day 5 (u) has only w at risk besides, not v.
    given = [
        stay(*OPENS),
        stay("v", "2024-12-22", "2024-12-22", "2025-02-20", "Removed"),  # from 10, day 60
        stay("u", "2025-01-02", "2025-01-02", "2025-01-07", "Removed"),  # day 5
        stay("w", "2025-01-02", "2025-01-02", "2025-03-03", "Paroled"),  # day 60
    ]
    found = repatriation(tmp_path, given)
    assert only(found)["share_removed_90"] == pytest.approx(1 / 2 + 1 / 2 * 1 / 2)
    assert any(c.startswith("Of all that can be followed, 1 are") for c in found.caveats)


@pytest.mark.parametrize(
    ("outcome", "changed"),
    [
        ("removed", {"stay_release_reason": "voluntary departure"}),
        ("removed", {"stay_release_reason": None, "end_evidence": "departed"}),
        ("removed", {"stay_release_reason": "Transferred", "end_evidence": "departed"}),
        ("removed", {"stay_release_reason": "New Reason", "end_evidence": "departed"}),
        ("removed", {"stay_release_reason": None, "last_release_reason": "Removed"}),
        ("released", {"stay_release_reason": NO_SLRRFF, "end_evidence": "departed"}),
        ("released", {"stay_release_reason": "Relief Granted by IJ"}),
        ("elsewhere", {"stay_release_reason": "Transferred"}),
        ("elsewhere", {"stay_release_reason": "Escaped"}),
        ("died", {"stay_release_reason": "Died"}),
        ("unknown", {"stay_release_reason": None}),
        ("unknown", {"stay_release_reason": "New Reason"}),
        ("still_held", {"end_status": "held", "ended_at": None}),
    ],
)
def test_a_reason_decides_and_without_one_a_departure_does(tmp_path, outcome, changed):
    assert only(repatriation(tmp_path, [one(**changed)]))[outcome] == 1


def test_a_removal_that_a_timeline_found_explains_an_end_without_a_reason(tmp_path):
    ended = one(stay_release_reason=None)
    link = {"stay_id": ended["stay_id"], "unique_identifier": "a"}
    gone = [{**link, "removal_departed_date": day("2025-02-10")}]
    assert only(repatriation(tmp_path, [ended], timelines=gone))["removed"] == 1
    none = [{**link, "removal_departed_date": None}]
    assert only(repatriation(tmp_path, [ended], timelines=none))["unknown"] == 1


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("no_order", {"final_order_date": None}),
        ("end_unknown", {"end_status": "unknown"}),
        ("end_unknown", {"end_status": None}),
        ("no_day", {"ended_at": None}),
        ("after_extract", {"ended_at": moment("2026-03-11")}),
        ("order_after_end", {"final_order_date": day("2025-02-10")}),
        ("order_after_end", {"end_status": "held", "final_order_date": day("2026-03-11")}),
        ("before", {"end_status": "likely_ended", "ended_at": moment("2024-12-31"),
                    "stay_book_in_date_time": moment("2024-12-05"),
                    "final_order_date": day("2024-12-01")}),
    ],
)  # fmt: skip
def test_a_stay_that_cannot_be_followed_is_left_out_and_says_why(tmp_path, why, changed):
    opens = stay("z", "2025-01-01", "2025-01-01", "2025-01-01", "Removed")
    found = repatriation(tmp_path, [{**one(), **changed}, opens])
    assert losses(found, REASONS) == {why: 1}
    assert found.ledger.counted == 1


def test_of_a_release_of_unknown_date_nobody_is_followed_lest_only_ends_count(tmp_path):
    made = manifest({"ice-2026-03": None})
    found = repatriation(tmp_path, [one(), one(end_status="held", ended_at=None)], made=made)
    assert losses(found, REASONS) == {"no_extract": 2}


def test_every_reason_of_the_code_list_has_an_outcome(tmp_path):
    spelled = [c.agency[0] for c in code_lists()["release_reason"].codes]
    row = only(repatriation(tmp_path, [one(stay_release_reason=s) for s in spelled]))
    assert len(KINDS) == len(spelled) == row["stays"]
    assert row["unknown"] == row["still_held"] == 0
    assert row["released"] == sum(not k.startswith("not: ") for k in KINDS.values())


def test_a_case_that_no_travel_document_can_be_had_for_is_counted_among_those_with_one(tmp_path):
    given = [
        one(case_category=c) for c in (NO_PAPERS, ORDERED, NO_PAPERS.lower(), None, "[9Z] New")
    ]
    row = only(repatriation(tmp_path, given))
    assert (row["with_category"], row["no_travel_document"]) == (3, 2)


def test_a_country_has_the_ratings_reported_of_it_and_no_country_gets_one_by_its_figures(tmp_path):
    found = eight(tmp_path, ["country"])
    told = {r["country"]: r["ratings"] for r in found.table.to_pylist()}
    assert told == {"CUBA": "uncooperative 2017-05-16; uncooperative 2024-12-14", "MEXICO": None}
    assert any("Daily Caller" in c for c in found.caveats)
    assert "ratings" not in eight(tmp_path).table.column_names


def test_ratings_are_dated_sourced_and_of_countries_spelled_as_the_releases_do():
    assert len(ratings()) == 18
    assert [r.country for rs in ratings().values() for r in rs if str(r.as_of) == "2017-05-16"] == [
        "BURMA", "CAMBODIA", "CHINA, PEOPLES REPUBLIC OF", "CUBA", "ERITREA", "GUINEA",
        "HONG KONG", "IRAN", "LAOS", "MOROCCO", "SOUTH SUDAN", "VIETNAM",
    ]  # fmt: skip
    assert all(r.source and len(r.code) == 3 for rs in ratings().values() for r in rs)
    assert rated(None) is rated("MEXICO") is None


def test_the_counts_of_each_row_add_up_as_the_figures_say(tmp_path):
    data = view(tmp_path, {"stays": rows("stays", [stay(*s) for s in (*EIGHT, OPENS)])})
    for by in MEASURE.choices:
        found = MEASURE.compute(data, [by])
        for row in found.table.to_pylist():
            for figure in MEASURE.figures:
                if figure.parts:
                    assert row[figure.name] == sum(row[p] for p in figure.parts)
        assert sum(r["stays"] for r in found.table.to_pylist()) == found.ledger.counted == 8


def test_every_number_given_is_described_in_its_order(tmp_path):
    given = [c for c in eight(tmp_path, ["country"]).table.column_names[1:] if c != "ratings"]
    assert given == [f.name for f in MEASURE.figures]
    assert {p for f in MEASURE.figures for p in f.rests_on} <= set(given)


def test_periods_are_of_day_nought_and_the_year_of_the_order_stands_beside(tmp_path):
    old = [stay(*OPENS), stay("b", "2019-10-01", "2025-01-11", "2025-02-20", "Removed")]
    found = repatriation(tmp_path, old, ["fiscal_year", "order_fiscal_year"])
    row = only(found)
    assert (row["fiscal_year"], row["order_fiscal_year"]) == (2025, 2020)


def test_a_limit_is_in_the_ledger_and_one_that_leaves_nothing_says_so(tmp_path):
    found = eight(tmp_path, (), {"country": "cuba"})
    assert (only(found)["stays"], losses(found, REASONS)["filtered"]) == (4, 4)
    none = eight(tmp_path, ["country"], {"country": "Nowhere"})
    assert none.empty
    assert "Nothing is left to count after the filter." in none.caveats
    assert [f.name for f in MEASURE.figures][-1] in none.table.column_names


def test_an_empty_table_gives_an_empty_answer_and_no_table_names_the_releases(tmp_path):
    found = repatriation(tmp_path, [], ["country"])
    assert found.empty
    assert any("no row of it can be counted" in c for c in found.caveats)
    with pytest.raises(MissingTableError, match="release of detentions"):
        MEASURE.compute(view(tmp_path, {"arrests": rows("arrests", [])}))


def test_an_unknown_clock_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CallError, match="'repatriation' knows no clock 'sun'; write custody or"):
        eight(tmp_path, where={"clock": "sun"})


def test_neither_the_order_of_rows_nor_an_optimizer_changes_a_cell(tmp_path):
    by = ["country", "fiscal_year"]
    plain = eight(tmp_path, by).table.to_pylist()
    assert plain == eight(tmp_path, by, order=lambda s: s[::-1]).table.to_pylist()
    data = view(tmp_path, {"stays": rows("stays", [stay(*s) for s in (*EIGHT, OPENS)])})
    assert plain == without_optimizers("repatriation", data, by).table.to_pylist()


def by_hand(given, clock):
    """
    Rows of begin, end and outcome of each stay, in plain Python.
    """
    extract = day(EXTRACT)
    opens = min(s["ended_at"].date() for s in given if s["ended_at"])
    first = {}
    for s in given:
        if not s["ended_at"] or s["ended_at"].date() >= s["final_order_date"]:
            key = (s["unique_identifier"], s["final_order_date"])
            first[key] = min(
                first.get(key, s["stay_book_in_date_time"]), s["stay_book_in_date_time"]
            )
    told = []
    for s in given:
        booked, order = s["stay_book_in_date_time"].date(), s["final_order_date"]
        zero = order if clock == "order" else max(order, booked)
        to = s["ended_at"].date() if s["ended_at"] else extract
        begins, ends = max(0, (max(booked, opens) - zero).days), (to - zero).days
        if ends < 0 or begins > ends:
            continue
        key = (s["unique_identifier"], order)
        if clock == "order" and s["stay_book_in_date_time"] != first[key]:
            continue
        reason = s["stay_release_reason"]
        what = {"Removed": "removed", NO_SLRRFF: "released", "Died": "died"}.get(reason, "unknown")
        told.append((begins, ends, what if s["ended_at"] else "unseen"))
    return told


def some(seed, n=60):
    rng = random.Random(seed)
    made = []
    for i in range(n):
        booked = dt.date(2024, 6, 1) + dt.timedelta(rng.randrange(500))
        order = booked + dt.timedelta(rng.randrange(-120, 60))
        ended = booked + dt.timedelta(rng.randrange(250))
        ended = None if ended > day(EXTRACT) or rng.random() < 0.1 else ended.isoformat()
        reason = rng.choice(["Removed", "Removed", NO_SLRRFF, "Died", None]) if ended else None
        # Few people and few orders, so that one order has several stays.
        order = order.replace(day=1) if rng.random() < 0.5 else order
        made.append(stay(f"p{i % 20}", order.isoformat(), booked.isoformat(), ended, reason))
    return made


@pytest.mark.parametrize("clock", ["custody", "order"])
@pytest.mark.parametrize("seed", range(6))
def test_random_stays_told_again_in_plain_python_have_the_same_counts_and_shares(
    tmp_path, seed, clock
):
    given = some(seed)
    row = only(repatriation(tmp_path, given, where={"clock": clock}))
    told = by_hand(given, clock)
    assert row["stays"] == len(told)
    for outcome, column in FOLLOWED.outcomes.items():
        assert row[column] == sum(what == outcome for _, _, what in told)
    compared = 0
    for horizon in (90, 180, 365):
        share = row[f"share_removed_{horizon}"]
        if share is not None and 0 < share < 1:
            expected, variance = by_the_textbook(told, horizon, "removed")
            ends = [row[f"share_removed_{horizon}_{e}"] for e in ("low", "high")]
            assert [share, *ends] == pytest.approx(
                [float(expected), *interval(float(expected), variance)]
            )
            compared += 1
    if clock == "custody" and seed == 0:
        assert compared > 0


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    folder = tmp_path_factory.mktemp("synthetic")
    made = make(3000, 11, folder)
    built = build([made.folder], folder / "dataset")
    return View.of(built.dataset), folder / "truth" / "truth_stays.parquet"


def test_shares_of_a_synthetic_release_are_those_of_the_truth_that_was_planted(synthetic):
    data, truth = synthetic
    row = MEASURE.compute(data, by=[]).table.to_pylist()[0]
    extract = next(iter(data.extracts().values()))
    with duckdb.connect() as db:
        # Everyone held under an order, seen in the release or not, from the later of order
        # and book-in, whose stay began within the window; what lies after the extract is not.
        told = db.execute(
            "SELECT 0, post_order_days, CASE WHEN \"end\" >= ? THEN 'unseen' "
            "WHEN end_reason IN ('Removed', 'Voluntary departure', 'Voluntary Return', "
            "'Withdrawal', 'Title 42 Return') THEN 'removed' ELSE 'other' END "
            f"FROM '{truth}' WHERE post_order_days IS NOT NULL "
            "AND order_day <= CAST(\"end\" AS DATE) AND start >= DATE '2022-10-01'",
            [extract + dt.timedelta(1)],
        ).fetchall()
    assert len(told) > 1000
    for horizon in (90, 180, 365):
        expected, _ = by_the_textbook(told, horizon, "removed")
        assert abs(row[f"share_removed_{horizon}"] - float(expected)) < 0.01


def test_day_nought_is_that_from_which_the_clocks_of_the_dataset_count(synthetic):
    data, _ = synthetic
    MEASURE.compute(data, by=[])
    apart = data.engine.fetch(
        "SELECT COUNT(*) AS n, COUNT(CASE WHEN c.counted_from = j.day_of THEN 1 END) AS same "
        "FROM repatriation_judged j JOIN stays s ON s.origin = j.origin "
        "JOIN clocks c ON c.stay_id = s.stay_id WHERE j.left_out IS NULL"
    ).to_pylist()[0]
    assert apart["n"] == apart["same"] > 500


def test_shares_of_a_country_go_only_as_far_as_anyone_was_followed(
    tmp_path,
):
    # One country was last seen on day 100: of later days nothing is said.
    given = [
        stay("z", None, "2024-12-20", "2025-01-01", "Removed"),
        stay("a", "2025-11-30", "2025-11-30", "2025-12-30", "Removed", "LAOS"),
        stay("b", "2025-11-30", "2025-11-30", None, None, "LAOS"),
    ]
    row = only(repatriation(tmp_path, given, ["country"]))
    assert row["share_removed_90"] == pytest.approx(1 / 2)
    assert row["share_removed_180"] is row["share_removed_365_high"] is None
    assert not any(math.isnan(v) for v in row.values() if isinstance(v, float))
