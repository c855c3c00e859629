"""
Others' shares where and when partners are: by hand, in plain Python, and by simulation.
"""

import math
import random

import numpy as np
import pyarrow as pa
import pytest
from optimizers_off import without_optimizers
from test_priorities import CHARGED, CONVICTED, NEITHER, PARTNER, arrest, priorities, table

from custodes.measures import catalog
from custodes.measures._standardized import add_standardized
from small_datasets import rows, view

Z = 1.959963984540054


def some(n, office, method, criminality, day="2025-03-04", **more):
    return [arrest(f"{day} 08:00", office, method, criminality, **more)] * n


# Atlanta: partners 2 of 3 convicted, others 1 of 4. Boston: partners 0 of 1, others 2 of 2.
# Chicago: partners alone; Denver: others alone. Neither is counted.
TWO_OFFICES = [
    *some(2, "Atlanta", PARTNER, CONVICTED),
    *some(1, "Atlanta", PARTNER, NEITHER),
    *some(1, "Atlanta", "Located", CONVICTED),
    *some(3, "Atlanta", "Located", CHARGED),
    *some(1, "Boston", PARTNER, NEITHER),
    *some(2, "Boston", "Located", CONVICTED),
    *some(5, "Chicago", PARTNER, CONVICTED),
    *some(5, "Denver", "Located", NEITHER),
]


def wilson(k, n):
    """
    The share and the ends of the score interval, by the textbook's formula.
    """
    p = k / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return p, middle - half, middle + half


def expected(strata):
    """
    Standardized share and difference of strata of (partner hits, of, other hits, of).
    """
    kept = [s for s in strata if s[1] and s[3]]
    n = sum(s[1] for s in kept)
    other = low = high = 0.0
    for _, n1, x0, n0 in kept:
        p, lo, hi = wilson(x0, n0)
        other += n1 / n * p
        low += (n1 / n * (p - lo)) ** 2
        high += (n1 / n * (hi - p)) ** 2
    low, high = math.sqrt(low), math.sqrt(high)
    p, lo, hi = wilson(sum(s[0] for s in kept), n)
    apart = p - other
    return {
        "matched_share": p,
        "standardized_share": other,
        "standardized_low": other - low,
        "standardized_high": other + high,
        "standardized_difference": apart,
        "standardized_difference_low": apart - math.hypot(p - lo, high),
        "standardized_difference_high": apart + math.hypot(hi - p, low),
    }


def test_two_offices_by_hand(tmp_path):
    found = priorities(tmp_path, TWO_OFFICES, ["criminality"])
    row = next(r for r in found.table.to_pylist() if r["criminality"] == "convicted")
    # Added together nothing is to be seen: 2 of 4, and 3 of 6.
    assert (row["partner_share"], row["other_share"], row["difference"]) == (0.5, 0.5, 0.0)
    assert [row[n] for n in ("matched_arrests", "matched_of")] == [2, 4]
    assert [row[n] for n in ("other_matched", "other_matched_of")] == [3, 6]
    # Three quarters of the partners' arrests were in Atlanta, where others had 1 of 4; one quarter
    # in Boston, where others had 2 of 2: 3/4 x 1/4 + 1/4 x 1 = 7/16.
    assert row["standardized_share"] == pytest.approx(7 / 16)
    assert row["standardized_difference"] == pytest.approx(1 / 16)
    for name, value in expected([(2, 3, 1, 4), (0, 1, 2, 2)]).items():
        assert row[name] == pytest.approx(value, abs=1e-12), name


def test_places_where_only_one_side_arrests_are_in_the_ledger(tmp_path):
    part = priorities(tmp_path, TWO_OFFICES, ["criminality"]).ledger.parts[0]
    assert [(x.rows, x.why.split(" at ")[0]) for x in part.losses] == [
        (5, "no arrest by the 287(g) method"),
        (5, "only arrests by the 287(g) method"),
    ]
    assert part.counted == 10


def test_a_difference_that_is_only_one_of_places_goes_away(tmp_path):
    # In each office both sides have the same share, but partners are where it is high.
    given = [
        *some(8, "Atlanta", PARTNER, CONVICTED), *some(2, "Atlanta", PARTNER, NEITHER),
        *some(4, "Atlanta", "Located", CONVICTED), *some(1, "Atlanta", "Located", NEITHER),
        *some(1, "Boston", PARTNER, CONVICTED), *some(4, "Boston", PARTNER, NEITHER),
        *some(8, "Boston", "Located", CONVICTED), *some(32, "Boston", "Located", NEITHER),
    ]  # fmt: skip
    found = priorities(tmp_path, given, ["criminality"]).table.to_pylist()
    row = next(r for r in found if r["criminality"] == "convicted")
    assert row["difference"] == pytest.approx(9 / 15 - 12 / 45)
    assert row["standardized_difference"] == pytest.approx(0, abs=1e-12)


def test_in_one_office_and_year_both_differences_are_the_same(tmp_path):
    found = priorities(tmp_path, TWO_OFFICES, ["office", "fiscal_year"]).table.to_pylist()
    assert len(found) == 5
    for row in found:
        for name in ("difference", "difference_low", "difference_high"):
            assert row[f"standardized_{name}"] == pytest.approx(row[name], abs=1e-12)
        assert row["standardized_share"] == row["other_share"]


def test_years_are_strata_as_offices_are(tmp_path):
    given = [
        *some(3, "Atlanta", PARTNER, CONVICTED, "2024-09-30"),  # FY2024
        *some(1, "Atlanta", "Located", NEITHER, "2024-09-30"),
        *some(1, "Atlanta", PARTNER, NEITHER, "2024-10-01"),  # FY2025
        *some(1, "Atlanta", "Located", CONVICTED, "2024-10-01"),
    ]
    found = priorities(tmp_path, given, ["office", "criminality"]).table.to_pylist()
    row = next(r for r in found if r["criminality"] == "convicted")
    # 3/4 x 0 + 1/4 x 1.
    assert row["standardized_share"] == pytest.approx(1 / 4)


def test_partners_of_a_row_whose_office_has_no_others_there_are_not_matched(tmp_path):
    # Others arrested in Atlanta that year, but nobody of that country.
    given = [
        *some(2, "Atlanta", PARTNER, CONVICTED, citizenship_country="CUBA"),
        *some(2, "Atlanta", "Located", CONVICTED, citizenship_country="CHINA"),
        *some(1, "Boston", PARTNER, CONVICTED, citizenship_country="CUBA"),
        *some(4, "Boston", "Located", NEITHER, citizenship_country="CUBA"),
    ]
    found = priorities(tmp_path, given, ["country"]).table.to_pylist()
    cuba = next(r for r in found if (r["country"], r["criminality"]) == ("CUBA", "convicted"))
    assert (cuba["partner_of"], cuba["matched_of"], cuba["other_matched_of"]) == (3, 1, 4)
    assert (cuba["matched_share"], cuba["standardized_share"]) == (1, 0)


def test_groups_of_offenses_are_told_by_the_charge(tmp_path):
    charges = {
        "Robbery": None,
        "ROBBERY": None,
        "Something new": None,
        None: "most_serious_conviction_charge",
    }
    given = [
        arrest("2025-03-04 08:00", "Atlanta", PARTNER, most_serious_conviction_charge=c, redacted=r)
        for c, r in charges.items()
    ]
    given += [arrest("2025-03-04 08:00", "Atlanta", "Located")]
    found = priorities(tmp_path, given, ["offense_group"]).table.to_pylist()
    assert {r["offense_group"]: (r["partner_arrests"], r["other_arrests"]) for r in found} == {
        "robbery": (2, 0),
        "not read": (1, 0),
        "withheld": (1, 0),
        "not given": (0, 1),
    }
    assert {r["partner_of"] for r in found} == {4}


def test_a_conviction_is_that_of_the_stay_where_the_arrest_names_none(tmp_path):
    # The charge of the arrest itself; the code of its stay; the charge of its stay; a code that
    # is on no list; withheld; a stay without a conviction; no stay at all.
    stays = [
        {"most_serious_conviction_code": "1299"},
        {"most_serious_conviction_code": "0999"},
        {"most_serious_conviction_charge": "Robbery"},
        {"most_serious_conviction_code": "zzzz"},
        {"redacted": "most_serious_conviction_code"},
        {},
    ]
    own = [{"most_serious_conviction_charge": "Homicide"}, *[{}] * 6]
    given = [arrest("2025-03-04 08:00", "Atlanta", PARTNER, **more) for more in own] + some(
        1, "Atlanta", "Located", CHARGED
    )
    arrests = table(given)["arrests"].append_column(
        "episode_id", pa.array([f"e{i}" for i in range(len(given))])
    )
    keys = [{"stay_id": f"s{i}"} for i in range(len(stays))]
    data = view(
        tmp_path,
        {
            "arrests": arrests,
            "stays": rows("stays", [{**k, **s} for k, s in zip(keys, stays, strict=True)]),
            "arrest_stays": rows(
                "arrest_stays", [{**k, "episode_id": f"e{i}"} for i, k in enumerate(keys)]
            ),
        },
    )
    found = catalog()["priorities"].compute(data, ["offense_group"])
    assert {r["offense_group"]: r["partner_arrests"] for r in found.table.to_pylist()} == {
        "homicide": 2,
        "robbery": 1,
        "not read": 1,
        "withheld": 1,
        "not given": 1,
        "no stay": 1,
    }
    assert found.ledger.counted == len(given)


@pytest.mark.parametrize("seed", range(6))
def test_any_arrests_give_what_a_plain_count_by_office_and_year_gives(tmp_path, seed):
    draw = random.Random(seed)
    given = [
        arrest(
            f"{draw.choice([2024, 2025])}-{draw.randint(1, 12):02}-05 08:00",
            draw.choice(["Atlanta", "Boston", "Chicago", "Denver"]),
            draw.choice([PARTNER, "Located", "Located", None]),
            draw.choice([CONVICTED, CHARGED, None]),
            apprehension_state=draw.choice(["GA", "MA"]),
            first=draw.choice([1, 1, 1, 0]),
        )
        for _ in range(120)
    ]
    counted = [a for a in given if a["episode_first"] and a["apprehension_method"]]

    def stratum(a):
        at = a["apprehension_date"]
        return a["apprehension_aor"], at.year + (at.month > 9)

    def is_partner(a):
        return a["apprehension_method"] == PARTNER

    sides = {k: {is_partner(a) for a in counted if stratum(a) == k} for k in map(stratum, counted)}
    counted = [a for a in counted if sides[stratum(a)] == {True, False}]
    found = priorities(tmp_path, given, ["state"]).table.to_pylist()
    assert sum(r["partner_arrests"] + r["other_arrests"] for r in found) == len(counted)
    for row in found:
        wanted = {"convicted": CONVICTED, "charged": CHARGED, "not given": None}[row["criminality"]]
        here = [a for a in counted if a["apprehension_state"] == row["state"]]
        strata = []
        for k in sorted({stratum(a) for a in here}):
            in_it = [a for a in here if stratum(a) == k]
            numbers = []
            for side in (True, False):
                mine = [a for a in in_it if is_partner(a) == side]
                numbers += [sum(a["apprehension_criminality"] == wanted for a in mine), len(mine)]
            strata.append(tuple(numbers))
        for name, value in expected(strata).items():
            assert row[name] == pytest.approx(value, abs=1e-12), name


def one_group(strata):
    """
    The row that the strata's counts give for one group.
    """
    fine = []
    for k, (x1, n1, x0, n0) in enumerate(strata):
        where = {"stratum_office": "x", "stratum_year": k}
        fine.append({**where, "g": "hit", "partner_arrests": x1, "other_arrests": x0})
        fine.append({**where, "g": "miss", "partner_arrests": n1 - x1, "other_arrests": n0 - x0})
    (row,) = add_standardized(pa.table({"g": ["hit"]}), fine, ["g"], []).to_pylist()
    return row


def test_with_many_arrests_the_interval_is_that_of_the_normal_curve():
    # Of the others' side: variance is the sum of w^2 p(1 - p) / n.
    strata = [(900, 3_000, 8_000, 40_000), (300, 1_000, 15_000, 30_000)]
    row = one_group(strata)
    variance = 0.75**2 * 0.2 * 0.8 / 40_000 + 0.25**2 * 0.5 * 0.5 / 30_000
    reach = (row["standardized_high"] - row["standardized_low"]) / 2
    assert reach == pytest.approx(Z * math.sqrt(variance), rel=1e-3)
    variance += 0.3 * 0.7 / 4_000
    reach = row["standardized_difference_high"] - row["standardized_difference_low"]
    assert reach / 2 == pytest.approx(Z * math.sqrt(variance), rel=1e-3)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    # Eight offices of unlike size and share; partners' chance is 0.1 above the others' in each.
    draw = np.random.default_rng(4)
    n1 = np.array([4, 6, 10, 15, 25, 40, 60, 90])
    n0 = np.array([60, 8, 200, 5, 80, 300, 30, 500])
    p0 = np.linspace(0.1, 0.6, 8)
    runs = 1_000
    held = 0
    for _ in range(runs):
        x1, x0 = draw.binomial(n1, p0 + 0.1), draw.binomial(n0, p0)
        row = one_group(list(zip(x1.tolist(), n1.tolist(), x0.tolist(), n0.tolist(), strict=True)))
        held += row["standardized_difference_low"] <= 0.1 <= row["standardized_difference_high"]
    # Four standard errors of 1,000 draws below 0.95; the method errs to the wide side.
    assert held / runs >= 0.95 - 4 * math.sqrt(0.95 * 0.05 / runs)
    assert held < runs


def test_the_order_of_rows_the_optimizers_and_a_second_split_change_nothing(tmp_path, monkeypatch):
    by = ["fiscal_year", "criminality"]
    data = view(tmp_path, table(TWO_OFFICES))
    measure = catalog()["priorities"]
    plain = measure.compute(data, by)
    assert plain.table.equals(without_optimizers("priorities", data, by).table)
    ran = []
    monkeypatch.setattr(data.engine, "run", lambda steps, values=None: ran.append(steps))
    measure.compute(data, ["office", "level"])
    assert ran == []
    turned = priorities(tmp_path, TWO_OFFICES[::-1], by).table.to_pylist()
    assert [list(r.values()) for r in turned] == [
        pytest.approx(list(r.values())) for r in plain.table.to_pylist()
    ]


def test_every_number_is_described_and_rests_on_columns_of_its_row(tmp_path):
    measure = catalog()["priorities"]
    found = priorities(tmp_path, TWO_OFFICES)
    names = [f.name for f in measure.figures]
    assert found.table.column_names == [*found.by, *names]
    for figure in measure.figures:
        assert set(figure.rests_on) <= set(names)
        assert bool(figure.rests_on) == (figure.kind == "share")
