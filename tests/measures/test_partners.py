"""
287(g) agreements signed, dropped and on the lists, by hand on eight agreements.
"""

import datetime as dt
import random

import pytest
from optimizers_off import without_optimizers
from partner_rows import Plan, stretches, tables

from custodes.errors import MissingTableError
from custodes.measures import catalog
from custodes.measures._trail import walk
from small_datasets import every_table_empty, view

JAN, FEB, MAR = dt.date(2025, 1, 15), dt.date(2025, 2, 10), dt.date(2025, 3, 20)
FEB_END = dt.date(2025, 2, 24)
LISTS = (JAN, FEB, FEB_END, MAR)
PENDING_LISTS = (FEB, MAR)


def day(month, n):
    return dt.date(2025, month, n)


# On the lists of 15 January, 10 and 24 February, 20 March; applications on two of those days.
EIGHT = [
    Plan("A County Sheriff", "MN", LISTS, signed=dt.date(2020, 6, 1)),  # there all along
    Plan("A County Sheriff", "MN", (FEB_END, MAR), model="jail_enforcement", signed=day(2, 20)),
    Plan("B County Sheriff", "MN", (JAN, FEB), signed=day(1, 2)),  # dropped: 24 February lacks it
    Plan("C County Sheriff", "TX", (JAN, FEB, MAR), signed=day(1, 3)),  # away on 24 February
    Plan("D County Sheriff", "TX", (FEB,), (), signed=day(2, 3)),  # dropped by 24 February
    Plan("E County Sheriff", "TX", (MAR,), (FEB,), signed=day(3, 1)),  # applied, then signed
    Plan("F County Sheriff", "TX", (), (FEB, MAR)),  # applied, never signed
    Plan("G Police Department", "TX", (MAR,), kind="Municipality"),  # no day of signature
]


def eight(folder, by=None, where=None):
    data = view(folder, tables(EIGHT, LISTS, PENDING_LISTS))
    return catalog()["partners"].compute(data, by, where)


def cells(findings):
    return [tuple(r.values()) for r in findings.table.to_pylist()]


def test_eight_agreements_by_month(tmp_path):
    # January ends with its only list: A, B, C. February ends with the list of the 24th: A twice.
    # March: A twice, C, E, G. In June 2020 and in January 2025 there is no pending list, and in
    # 2020 no list at all, so nothing is known of that month's stocks.
    assert cells(eight(tmp_path, ["month"])) == [
        (dt.date(2020, 6, 1), 1, 0, 0, None, None, None),
        (dt.date(2025, 1, 1), 2, 0, 0, 3, 3, None),
        (dt.date(2025, 2, 1), 2, 2, 1, 2, 1, 2),
        (dt.date(2025, 3, 1), 1, 0, 0, 5, 4, 1),
    ]


def test_without_a_period_the_latest_lists_stand_for_today(tmp_path):
    assert cells(eight(tmp_path, ["state"])) == [
        ("MN", 3, 1, 0, 2, 1, 0),
        ("TX", 3, 1, 1, 3, 3, 1),
    ]
    assert cells(eight(tmp_path, [])) == [(6, 2, 1, 5, 4, 1)]


def test_a_limit_to_a_month_asks_for_the_last_list_of_that_month(tmp_path):
    assert cells(eight(tmp_path, ["model"], {"month": "2025-02"})) == [
        ("jail_enforcement", 1, 0, 0, 1, 1, 0),
        ("task_force", 1, 2, 1, 1, 1, 2),
    ]


def test_kinds_of_agencies_are_told_apart(tmp_path):
    found = eight(tmp_path, ["agency_kind"], {"month": "2025-03"})
    assert cells(found) == [("county", 1, 0, 0, 4, 3, 1), ("municipality", 0, 0, 0, 1, 1, 0)]


def test_the_ledger_says_what_was_left_out_of_each_count(tmp_path):
    parts = {p.about: p for p in eight(tmp_path, ["month"]).ledger.parts}
    signed = parts["agreements by signature"]
    assert (signed.all_rows, signed.counted) == (8, 6)
    assert [(x.rows, x.why) for x in signed.losses] == [
        (1, "never on a participating list"),
        (1, "no readable day of signature"),
    ]
    # A, A, B, C twice, D, E, G: eight stretches, of which B, C's first and D ended.
    assert (parts["stretches on participating lists"].all_rows) == 8
    assert (parts["stretches on participating lists"].counted) == 3
    # On four lists: A and B and C; A, B, C, D; A twice; A twice, C, E, G. The third stands.
    assert parts["agreements on participating lists"].all_rows == 3 + 4 + 2 + 5
    assert parts["agreements on participating lists"].counted == 3 + 2 + 5


def test_a_figure_leads_back_to_the_rows_of_the_lists(tmp_path):
    data = view(tmp_path, tables(EIGHT, LISTS, PENDING_LISTS))
    found = catalog()["partners"].compute(data, ["month"])
    by_about = {t.about: walk(data, t) for t in found.trails}
    assert {k: w.counted for k, w in by_about.items()} == {
        p.about: p.counted for p in found.ledger.parts
    }
    assert by_about["agreements by signature"].rows.column("row").to_pylist() == [
        8,
        10,
        11,
        9,
        12,
        13,
    ]


def test_it_says_from_when_the_lists_run(tmp_path):
    said = " ".join(eight(tmp_path).caveats)
    assert "from 2025-01-15 to 2025-03-20" in said


def restated(plans, lists, pending_lists):
    """
    The figures by month, agreement by agreement.
    """
    months = {}

    def count(day_, what):
        cell = months.setdefault(
            (day_.year, day_.month), dict.fromkeys(("s", "d", "i", "a", "p"), 0)
        )
        cell[what] += 1

    def last(of, m):
        return max((d for d in of if (d.year, d.month) == m), default=None)

    for p in plans:
        if p.on and p.signed:
            count(p.signed, "s")
        runs = stretches(p.on, lists)
        for i, run in enumerate(runs):
            gone = next((d for d in lists if d > run[-1]), None)
            if gone:
                count(gone, "i" if i + 1 < len(runs) else "d")
        for of, on, what in ((lists, p.on, "a"), (pending_lists, p.pending_on, "p")):
            # A list that has nobody is not seen by anyone.
            seen = [
                d for d in of if any(d in (q.on if what == "a" else q.pending_on) for q in plans)
            ]
            for d in on:
                if d == last(seen, (d.year, d.month)):
                    count(d, what)
    return months


@pytest.mark.parametrize("seed", range(6))
def test_any_plan_gives_what_a_plain_count_gives(tmp_path, seed):
    draw = random.Random(seed)
    lists = sorted(dt.date(2025, 1, 1) + dt.timedelta(draw.randrange(300)) for _ in range(9))
    lists = sorted(set(lists))
    plans = [
        Plan(
            f"{n} County Sheriff",
            draw.choice(["MN", "TX", None]),
            tuple(d for d in lists if draw.random() < 0.6),
            tuple(d for d in lists if draw.random() < 0.2),
            signed=lists[0] - dt.timedelta(draw.randrange(900)) if draw.random() < 0.8 else None,
        )
        for n in range(40)
    ]
    given = tables(plans, lists, lists)
    found = catalog()["partners"].compute(view(tmp_path, given), ["month"])
    expected = restated(plans, lists, lists)
    got = {
        (r["month"].year, r["month"].month): {
            "s": r["signed"], "d": r["dropped"], "i": r["interrupted"],
            "a": r["active"] or 0, "p": r["pending"] or 0,
        }
        for r in found.table.to_pylist()
    }  # fmt: skip
    assert expected == got


def test_the_order_of_rows_and_the_optimizers_change_nothing(tmp_path):
    given = tables(EIGHT, LISTS, PENDING_LISTS)
    data = view(tmp_path, given)
    plain = catalog()["partners"].compute(data, ["month", "state"])
    assert plain.table.equals(without_optimizers("partners", data, ["month", "state"]).table)
    turned = {n: t.take(list(range(t.num_rows))[::-1]) for n, t in given.items()}
    again = catalog()["partners"].compute(view(tmp_path, turned), ["month", "state"])
    assert plain.table.equals(again.table)


def test_a_filter_that_leaves_nothing_says_so(tmp_path):
    found = eight(tmp_path, ["state"], {"state": "HI"})
    assert found.empty
    assert "Nothing is left to count after the filter." in found.caveats


def test_empty_tables_give_an_empty_answer_that_says_why(tmp_path):
    found = catalog()["partners"].compute(every_table_empty(tmp_path))
    assert found.empty
    assert any("no row of it can be counted" in c for c in found.caveats)


def test_lists_without_histories_say_what_is_missing(tmp_path):
    given = {"agreements": tables(EIGHT, LISTS)["agreements"]}
    with pytest.raises(MissingTableError, match="lists that ICE publishes"):
        catalog()["partners"].compute(view(tmp_path, given))
