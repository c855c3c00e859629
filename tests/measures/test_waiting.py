"""
Waiting past the order: by hand on eight stays, and restated day by day.
"""

import datetime as dt
import random

import pytest
from answer_parts import losses
from optimizers_off import without_optimizers

from custodes.errors import CallError, MissingTableError
from custodes.measures import catalog
from custodes.measures._trail import walk
from custodes.measures._waiting_steps import NUMBERS
from custodes.measures.waiting import REASONS
from small_datasets import EXTRACT, manifest, rows, view

DAY = dt.timedelta(days=1)
LAST = dt.date.fromisoformat(EXTRACT)
MARKS = (90, 180, 365)


def day(text):
    return dt.date.fromisoformat(text) if text else None


def clock(began, order, low, rec, high, state="LEFT_PAST_DAY_90", late=0, **more):
    """
    A clock as the screen writes it, counted here in plain days.

    Args:
        late: Days by which the order can have become final later; null: nothing bounds it.
    """
    began, order = day(began), day(order)
    made = {
        "stay_book_in_date_time": dt.datetime.combine(began, dt.time(9)),
        "final_order_date": order,
        "held_to_low": day(low),
        "held_to": day(rec),
        "held_to_high": day(high),
        "state": state,
    }
    if order:
        since = max(began, order)
        made["counted_from"] = since
        for name, days in (("day_90", 90), ("day_180", 180)):
            made[name] = since + days * DAY
            made[f"{name}_earliest"] = order + days * DAY
            made[f"{name}_latest"] = (
                None if late is None else max(began, order + late * DAY) + days * DAY
            )
    return {**made, **more}


def asked(folder, clocks, by=("month",), where=None, made=None, stays=None):
    clocks = [{"stay_id": f"s{i}", **c} for i, c in enumerate(clocks)]
    stays = [
        {"stay_id": c["stay_id"], **({"release": c["release"]} if "release" in c else {}), **s}
        for c, s in zip(clocks, stays or [{}] * len(clocks), strict=True)
    ]
    data = view(folder, {"clocks": rows("clocks", clocks), "stays": rows("stays", stays)}, made)
    return catalog()["waiting"].compute(data, by=list(by), where=where)


# Days 90 of orders of 1 January 2025 and of 2 September 2025: 1 April and 1 December 2025.
EIGHT = [
    # Held from the day of the order until 30 April, past day 90 from 2 April on; at the latest
    # the order was final on 31 January: past from 2 May on, and so never.
    clock("2025-01-01", "2025-01-01", "2025-04-30", "2025-04-30", "2025-04-30", late=30),
    # The same, still held: day 180 is 30 June, day 365 is 1 January 2026.
    clock("2025-01-01", "2025-01-01", EXTRACT, EXTRACT, EXTRACT, "HELD_PAST_SIX_MONTHS"),
    # Ordered in 2024, booked in on 2 September: by the order's day past all marks but 365 at
    # once, that from 2 January 2026 on; by custody past day 90 from 2 December on.
    clock("2025-09-02", "2025-01-01", EXTRACT, EXTRACT, EXTRACT, "HELD_PAST_DAY_180"),
    # Nobody knows whether it ended on 2 April, past day 90, or is still going on.
    clock("2025-01-01", "2025-01-01", "2025-04-02", None, EXTRACT, "UNKNOWN"),
    # An order of no readable day.
    clock("2025-05-05", None, "2025-05-20", "2025-05-20", "2025-05-20", "ORDER_DATE_WITHHELD"),
    # Left on day 90 itself: never past it.
    clock("2025-01-01", "2025-01-01", "2025-04-01", "2025-04-01", "2025-04-01"),
    # No order; and one after the end.
    clock("2025-01-01", None, "2025-02-01", "2025-02-01", "2025-02-01", "NO_ORDER"),
    {
        **clock("2025-01-01", None, "2025-02-01", "2025-02-01", "2025-02-01", "ORDER_AFTER_STAY"),
        "final_order_date": dt.date(2025, 3, 1),
    },
]


def stock(found, name):
    return {str(r["month"])[:7]: (r[f"{name}_low"], r[name], r[f"{name}_high"]) for r in found}


def test_the_stock_on_the_last_day_of_each_month_is_that_counted_by_hand(tmp_path):
    found = asked(tmp_path, EIGHT).table.to_pylist()
    held = stock(found, "held_90")
    # The third is past by the order's day from its book-in on, the fourth until the extract.
    assert held["2025-04"] == (1, 2, 3)  # the first and the second; the fourth may be
    assert held["2025-05"] == (1, 1, 2)
    assert held["2025-09"] == (1, 1, 3)
    assert held["2025-11"] == (1, 1, 3)
    assert held["2025-12"] == (2, 2, 3)
    assert held["2026-03"] == (2, 2, 3)
    assert "2025-03" not in held
    assert stock(found, "held_365")["2026-01"] == (1, 1, 3)


def test_a_crossing_is_in_the_month_of_the_first_day_past_the_mark(tmp_path):
    found = asked(tmp_path, EIGHT).table.to_pylist()
    crossed = stock(found, "crossed_90")
    # Of the first three in April two are sure: the first may have crossed only in May, when
    # it was gone. The third crossed in December if counted from custody, else in September.
    assert crossed["2025-04"] == (2, 3, 3)
    assert crossed["2025-09"] == (0, 0, 1)
    assert crossed["2025-10"] == (0, 0, 1)
    assert crossed["2025-12"] == (0, 1, 1)
    assert crossed["2026-01"] == (0, 0, 0)


def test_as_of_is_the_last_day_of_the_period_or_of_the_release(tmp_path):
    found = asked(tmp_path, EIGHT).table.to_pylist()
    assert (found[0]["as_of"], found[-1]["as_of"]) == (dt.date(2025, 4, 30), LAST)


def test_who_is_held_under_an_order_of_no_readable_day_stands_apart(tmp_path):
    given = asked(tmp_path, EIGHT, ["day"]).table.to_pylist()
    days = [r["day"] for r in given if r["undated"]]
    assert (days[0], days[-1], len(days)) == (dt.date(2025, 5, 5), dt.date(2025, 5, 20), 16)


def test_without_a_period_the_stock_is_that_of_the_last_day_and_the_flow_of_all(tmp_path):
    (found,) = asked(tmp_path, EIGHT, []).table.to_pylist()
    assert (found["held_90_low"], found["held_90"], found["held_90_high"]) == (2, 2, 3)
    assert (found["crossed_90_low"], found["crossed_90"], found["crossed_90_high"]) == (3, 4, 4)


def test_the_ledger_says_why_stays_are_left_out(tmp_path):
    found = asked(tmp_path, EIGHT)
    assert losses(found, REASONS) == {"no_order": 1, "after_stay": 1, "within": 1}
    assert (found.ledger.parts[0].all_rows, found.ledger.counted) == (8, 5)


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("after_extract", {"state": "ORDER_AFTER_EXTRACT"}),
        ("no_extract", {"held_to": None, "held_to_high": None, "state": "UNKNOWN"}),
    ],
)
def test_a_stay_that_cannot_be_counted_says_why(tmp_path, why, changed):
    assert losses(asked(tmp_path, [{**EIGHT[1], **changed}, EIGHT[1], EIGHT[0]]), REASONS) == {
        why: 1
    }


def test_a_release_of_one_area_is_no_part_of_a_national_count(tmp_path):
    made = manifest({"ice-2026-03": EXTRACT, "seattle": EXTRACT}, scopes={"seattle": "Seattle"})
    given = [*EIGHT[:4], {**EIGHT[1], "release": "seattle"}]
    assert losses(asked(tmp_path, given, made=made), REASONS) == {"local": 1}
    alone = asked(tmp_path, given, where={"release": "seattle"}, made=made)
    assert alone.ledger.counted == 1


def test_offices_and_levels_are_those_of_the_stay_and_add_up(tmp_path):
    stays = [
        {"area_of_responsibility": o, "case_threat_level": t}
        for o, t in zip("AABBCCCC", "1213NNNN", strict=True)
    ]
    split = asked(tmp_path, EIGHT, ["office", "month"], stays=stays).table.to_pylist()
    whole = asked(tmp_path, EIGHT, ["month"], stays=stays).table.to_pylist()
    for r in whole:
        parts = [s for s in split if s["month"] == r["month"]]
        assert {n: sum(s[n] for s in parts) for n in NUMBERS} == {n: r[n] for n in NUMBERS}
    level = asked(tmp_path, EIGHT, ["level"], {"office": "a"}, stays=stays).table.to_pylist()
    assert {r["level"]: r["held_90"] for r in level} == {"1": 0, "2": 1}


def test_a_limit_by_month_or_year_narrows_the_days(tmp_path):
    april = asked(tmp_path, EIGHT, [], {"month": "2025-04-01"}).table.to_pylist()
    assert [(r["as_of"], r["held_90"], r["crossed_90"]) for r in april] == [
        (dt.date(2025, 4, 30), 2, 3)
    ]
    fiscal = asked(tmp_path, EIGHT, ["fiscal_year"], {"fiscal_year": 2025}).table.to_pylist()
    assert [(r["fiscal_year"], r["as_of"], r["held_90"]) for r in fiscal] == [
        (2025, dt.date(2025, 9, 30), 1)
    ]


def test_a_limit_that_leaves_nothing_says_so(tmp_path):
    for where in ({"office": "Nowhere"}, {"year": "1999"}):
        found = asked(tmp_path, EIGHT, where=where)
        assert found.empty
        assert "Nothing is left to count after the filter." in found.caveats


def test_two_periods_at_once_are_refused(tmp_path):
    with pytest.raises(CallError, match="cannot be split by year and month at once"):
        asked(tmp_path, EIGHT, ["year", "month"])


def test_without_clocks_the_releases_that_bring_them_are_named(tmp_path):
    with pytest.raises(MissingTableError, match="clocks"):
        catalog()["waiting"].compute(view(tmp_path, {"stays": rows("stays", [])}))


def test_empty_tables_give_an_empty_answer_that_is_explained(tmp_path):
    found = asked(tmp_path, [])
    assert found.empty
    assert any("no row of it can be counted" in c for c in found.caveats)


def random_clocks(seed, many=60):
    """
    Clocks of any order, end and doubt, with offices.
    """
    pick = random.Random(seed)
    made, stays = [], []
    for _ in range(many):
        began = dt.date(2024, 1, 1) + pick.randrange(700) * DAY
        order = began + pick.randrange(-300, 200) * DAY
        ends = sorted(min(began + pick.randrange(600) * DAY, LAST) for _ in range(3))
        if pick.random() < 0.5:
            ends = [ends[0]] * 3
        low, rec, high = (str(e) for e in ends)
        kind = pick.random()
        if kind < 0.1:
            made.append(clock(str(began), None, low, rec, high, "ORDER_WITHOUT_DATE"))
        else:
            known = rec if kind < 0.8 else None
            late = pick.choice([0, 30, 45, None])
            made.append(clock(str(began), str(order), low, known, high, late=late))
        stays.append({"area_of_responsibility": pick.choice(["A", "B", None])})
    return made, stays


def restated(clocks, stays, period):
    """
    The same, by looking at every stay on every day.
    """
    first = min(
        c["held_to"]
        for c in clocks
        if c["held_to"] and c["held_to_low"] == c["held_to"] == c["held_to_high"] < LAST
    )
    days = [first + i * DAY for i in range((LAST - first).days + 1)]
    periods = {}
    for d in days:
        periods.setdefault(period(d), []).append(d)
    found = {}
    for c, s in zip(clocks, stays, strict=True):
        began = c["stay_book_in_date_time"].date()
        for name, within in periods.items():
            cell = found.setdefault((s["area_of_responsibility"], name), dict.fromkeys(NUMBERS, 0))
            if c["final_order_date"] is None:
                cell["undated"] += began <= within[-1] <= c["held_to_high"]
                continue
            for m in MARKS:
                _add(cell, c, began, m, within)
    return {k: v for k, v in found.items() if any(v.values())}


def _add(cell, c, began, m, within):
    order, since = c["final_order_date"], c["counted_from"]
    latest = c["day_90_latest"]
    late = latest + (m - 90) * DAY if latest else None
    rec_end = c["held_to"] or c["held_to_low"]

    def low(d):
        return late is not None and late < d <= c["held_to_low"]

    def rec(d):
        return since + m * DAY < d <= rec_end

    def high(d):
        return max(order + m * DAY, began - DAY) < d <= c["held_to_high"]

    last = within[-1]
    for tail, past in (("_low", low), ("", rec), ("_high", high)):
        cell[f"held_{m}{tail}"] += past(last)
    cell[f"crossed_{m}"] += any(rec(d) and not rec(d - DAY) for d in within)
    # Any day past the mark at the most, and not yet past it at the least on the day before.
    may = [d for d in within if high(d) and (late is None or d <= late + DAY)]
    cell[f"crossed_{m}_high"] += bool(may)
    starts = [d for d in within if high(d) and not high(d - DAY)]
    sure = [d for d in within if low(d) and not low(d - DAY)]
    cell[f"crossed_{m}_low"] += bool(starts and sure)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("month", lambda d: d.replace(day=1)),
        ("fiscal_year", lambda d: d.year + (d.month > 9)),
        ("day", lambda d: d),
    ],
)
def test_stock_and_flow_are_those_of_looking_at_each_stay_on_each_day(tmp_path, seed, name, period):
    clocks, stays = random_clocks(seed, 60 if name != "day" else 25)
    found = asked(tmp_path, clocks, ["office", name], stays=stays).table.to_pylist()
    cells = {(r["office"], r[name]): {n: r[n] for n in NUMBERS} for r in found}
    assert cells == restated(clocks, stays, period)


@pytest.mark.parametrize("seed", [1, 2])
def test_low_is_no_more_than_recorded_and_that_no_more_than_high(tmp_path, seed):
    clocks, stays = random_clocks(seed)
    for r in asked(tmp_path, clocks, ["month"], stays=stays).table.to_pylist():
        for m in MARKS:
            assert r[f"held_{m}_low"] <= r[f"held_{m}"] <= r[f"held_{m}_high"]
            assert r[f"crossed_{m}_low"] <= r[f"crossed_{m}"] <= r[f"crossed_{m}_high"]


def test_no_optimizer_and_no_order_of_rows_changes_a_cell(tmp_path):
    clocks, stays = random_clocks(3)
    clocks = [{"stay_id": f"s{i}", **c} for i, c in enumerate(clocks)]
    stays = [{"stay_id": f"s{i}", **s} for i, s in enumerate(stays)]
    data = view(tmp_path, {"clocks": rows("clocks", clocks), "stays": rows("stays", stays)})
    by = ["office", "month"]
    plain = catalog()["waiting"].compute(data, by)
    assert plain.table.equals(without_optimizers("waiting", data, by).table)
    (tmp_path / "turned").mkdir()
    turned = {"clocks": rows("clocks", clocks[::-1]), "stays": rows("stays", stays)}
    assert plain.table.equals(
        catalog()["waiting"].compute(view(tmp_path / "turned", turned), by).table
    )


def test_after_other_questions_the_answer_is_that_of_a_fresh_view(tmp_path):
    clocks, stays = random_clocks(4)
    clocks = [{"stay_id": f"s{i}", **c} for i, c in enumerate(clocks)]
    stays = [{"stay_id": f"s{i}", **s} for i, s in enumerate(stays)]
    given = {"clocks": rows("clocks", clocks), "stays": rows("stays", stays)}
    one = view(tmp_path, given)
    measure = catalog()["waiting"]
    questions = [
        (["month"], {}),
        ([], {}),
        (["office"], {"year": 2025}),
        (["year"], {"office": "A"}),
    ]
    for by, where in [*questions, *questions]:
        fresh = measure.compute(view(tmp_path, given), by, where)
        assert measure.compute(one, by, where).table.equals(fresh.table)
        assert fresh.table.num_rows > 0


def test_the_rows_behind_a_month_are_those_that_may_be_in_it(tmp_path):
    clocks = [{"stay_id": f"s{i}", **c} for i, c in enumerate(EIGHT)]
    stays = [{"stay_id": c["stay_id"]} for c in clocks]
    data = view(tmp_path, {"clocks": rows("clocks", clocks), "stays": rows("stays", stays)})
    for month, positions in (
        ("2025-04", [1, 2, 4]),
        ("2025-05", [2, 4, 5]),
        ("2026-01", [2, 3, 4]),
    ):
        (trail,) = catalog()["waiting"].compute(data, [], {"month": month}).trails
        # Rows of the small file begin at 8.
        found = walk(data, trail).rows.column("row").to_pylist()
        assert [7 + p for p in positions] == found


def test_every_number_is_described_in_its_order(tmp_path):
    names = [f.name for f in catalog()["waiting"].figures]
    assert names == list(NUMBERS)
    assert asked(tmp_path, EIGHT, []).table.column_names == ["as_of", *names]
