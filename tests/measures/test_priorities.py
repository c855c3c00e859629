"""
Whom partners arrest, counted by hand on eight arrests and a few more.
"""

import math

import pytest
from answer_parts import losses
from optimizers_off import without_optimizers

from custodes.measures import catalog
from custodes.measures.priorities import REASONS
from small_datasets import manifest, moment, rows, view

PARTNER = "287(g) Program"
CONVICTED, CHARGED, NEITHER = (
    "1 Convicted Criminal",
    "2 Pending Criminal Charges",
    "3 Other Immigration Violator",
)
NAMES = (
    "apprehension_date",
    "apprehension_aor",
    "apprehension_method",
    "apprehension_criminality",
    "case_threat_level",
)
EIGHT = [
    ("2024-10-01 08:00", "Atlanta", PARTNER, CONVICTED, "1"),  # FY2025
    ("2025-01-02 08:00", "Atlanta", "287(G) PROGRAM", NEITHER, "NA"),  # in capitals
    ("2025-09-30 23:59", "Atlanta", "Located", CONVICTED, "2"),  # FY2025
    ("2025-03-04 08:00", "Atlanta", "CAP Local Incarceration", CONVICTED, None),
    ("2025-03-05 08:00", "Atlanta", "Located", CHARGED, None),
    ("2025-03-06 08:00", "Atlanta", "Located", None, "1"),  # not given
    ("2024-09-30 23:59", "Atlanta", "Located", CONVICTED, "1"),  # FY2024: no partner there
    ("2025-03-05 08:00", "Boston", "Located", CONVICTED, "1"),  # no partner in Boston
]


def arrest(at, office, method, criminality=None, level=None, first=1, **more):
    given = zip(NAMES, (moment(at), office, method, criminality, level), strict=True)
    return {**dict(given), "episode_first": first, **more}


def one(**changed):
    return {**arrest("2025-01-01 08:00", "Atlanta", PARTNER, CONVICTED), **changed}


def beside():
    """
    An arrest by another method at the office and time of `one`, so that there is a comparison.
    """
    return one(apprehension_method="Located", apprehension_criminality=CHARGED)


def table(arrests):
    return {"arrests": rows("arrests", arrests, extra=["episode_first"])}


def priorities(folder, arrests, by=None, where=None, made=None):
    data = view(folder, table(arrests), made)
    return catalog()["priorities"].compute(data, by=by, where=where)


def eight(folder, by=None, where=None):
    return priorities(folder, [arrest(*a) for a in EIGHT], by, where)


def counts(findings):
    """
    Of each row the split, and the arrests and totals of either side.
    """
    numbers = ("partner_arrests", "partner_of", "other_arrests", "other_of")
    return [
        (*(r[b] for b in findings.by), *(r[n] for n in numbers)) for r in findings.table.to_pylist()
    ]


def test_partners_and_others_stand_beside_each_other_in_an_office_and_fiscal_year(tmp_path):
    assert counts(eight(tmp_path, ["office", "fiscal_year"])) == [
        ("Atlanta", 2025, "charged", 0, 2, 1, 4),
        ("Atlanta", 2025, "convicted", 1, 2, 2, 4),
        ("Atlanta", 2025, "neither", 1, 2, 0, 4),
        ("Atlanta", 2025, "not given", 0, 2, 1, 4),
    ]


def test_offices_and_years_without_a_partner_are_in_the_ledger(tmp_path):
    found = eight(tmp_path)
    assert losses(found, REASONS) == {"no_partner": 2}
    assert (found.ledger.parts[0].all_rows, found.ledger.counted) == (8, 6)


def test_levels_can_be_asked_for_instead_and_what_is_missing_stays_in_the_total(tmp_path):
    assert counts(eight(tmp_path, ["level"])) == [
        ("1", 1, 2, 1, 4),
        ("2", 0, 2, 1, 4),
        ("none", 1, 2, 0, 4),
        ("not given", 0, 2, 2, 4),
    ]


def test_shares_and_their_intervals_are_those_of_the_score_formula(tmp_path):
    row = eight(tmp_path).table.to_pylist()[1]
    assert (row["partner_share"], row["other_share"], row["difference"]) == (0.5, 0.5, 0.0)
    # Around a half the interval reaches z / (2 sqrt(n + z^2)) to either side.
    z = 1.959963984540054
    for side, n in (("partner", 2), ("other", 4)):
        reach = z / (2 * math.sqrt(n + z * z))
        assert row[f"{side}_low"] == pytest.approx(0.5 - reach, abs=1e-12)
        assert row[f"{side}_high"] == pytest.approx(0.5 + reach, abs=1e-12)
    both = math.hypot(z / (2 * math.sqrt(2 + z * z)), z / (2 * math.sqrt(4 + z * z)))
    assert row["difference_high"] == pytest.approx(both, abs=1e-12)
    assert row["difference_low"] == pytest.approx(-both, abs=1e-12)


def test_a_share_of_nobody_is_null(tmp_path):
    # In that State others arrested nobody, though they did at the same office.
    given = [one(apprehension_state="GA"), {**beside(), "apprehension_state": "SC"}]
    row = priorities(tmp_path, given, ["state"]).table.to_pylist()[0]
    assert (row["partner_share"], row["partner_high"]) == (1, 1)
    assert (row["matched_of"], row["standardized_share"]) == (0, None)
    assert [row[n] for n in ("other_share", "other_low", "other_high", "difference")] == [None] * 4


def test_what_is_withheld_or_not_read_is_a_group_of_its_own(tmp_path):
    given = [
        one(apprehension_criminality=None, redacted="apprehension_criminality;birth_year"),
        one(apprehension_criminality=None, redacted="birth_year"),
        one(apprehension_criminality="4 New"),
        beside(),
    ]
    assert [r[0] for r in counts(priorities(tmp_path, given, ["criminality"]))] == [
        "charged",
        "not given",
        "not read",
        "withheld",
    ]


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("no_date", {"apprehension_date": None}),
        ("after_extract", {"apprehension_date": moment("2026-03-11 00:00")}),
        ("repeated", {"episode_first": 0}),
        ("no_method", {"apprehension_method": None}),
        ("no_office", {"apprehension_aor": None}),
        ("no_partner", {"apprehension_aor": "Boston", "apprehension_method": "Located"}),
        ("no_other", {"apprehension_aor": "Boston"}),
    ],
)
def test_an_arrest_that_is_not_counted_says_why(tmp_path, why, changed):
    found = priorities(tmp_path, [one(**changed), one(), beside()])
    assert losses(found, REASONS) == {why: 1}
    assert found.ledger.counted == 2


@pytest.mark.parametrize("changed", [{"superseded_by": "x"}, {"episode_first": 0}])
def test_a_partners_arrest_that_is_not_counted_opens_no_comparison(tmp_path, changed):
    found = priorities(tmp_path, [one(**changed), one(apprehension_method="Located")])
    assert losses(found, REASONS)["no_partner"] == 1
    assert found.empty


def test_a_limit_changes_no_place_of_comparison(tmp_path):
    # Nobody was arrested by partners in March, but they were at work in that year.
    found = eight(tmp_path, ["criminality"], {"month": "2025-03"})
    assert counts(found) == [
        ("charged", 0, 0, 1, 3),
        ("convicted", 0, 0, 1, 3),
        ("not given", 0, 0, 1, 3),
    ]
    assert losses(found, REASONS) == {"no_partner": 2, "filtered": 3}


def test_groups_add_up_to_the_total_and_shares_to_one(tmp_path):
    for by in catalog()["priorities"].choices:
        found = eight(tmp_path, [by])
        listed = found.table.to_pylist()
        assert sum(r["partner_arrests"] + r["other_arrests"] for r in listed) == 6
        keys = [b for b in found.by if b not in ("criminality", "level")]
        for side in ("partner", "other"):
            sums = {}
            for r in listed:
                if r[f"{side}_share"] is not None:
                    key = tuple(r[k] for k in keys)
                    sums[key] = sums.get(key, 0) + r[f"{side}_share"]
                    assert r[f"{side}_low"] <= r[f"{side}_share"] <= r[f"{side}_high"]
            assert all(total == pytest.approx(1) for total in sums.values())


def test_as_many_arrests_are_counted_as_flows_counts_events_of_the_partners(tmp_path):
    given = [arrest(*a) for a in EIGHT] + [one(episode_first=0)]
    data = view(tmp_path, table(given))
    flows = catalog()["flows"].compute(data, by=["office"], where={"method": PARTNER})
    found = catalog()["priorities"].compute(data, by=["office"])
    expected = {r["office"]: r["events"] for r in flows.table.to_pylist()}
    assert expected == {r["office"]: r["partner_of"] for r in found.table.to_pylist()}


def test_without_episodes_rows_are_counted_and_the_caveats_say_so(tmp_path):
    given = [{k: v for k, v in a.items() if k != "episode_first"} for a in (one(), beside())]
    data = view(tmp_path, {"arrests": rows("arrests", given)})
    found = catalog()["priorities"].compute(data)
    assert found.ledger.counted == 2
    assert any("no arrest episodes" in c for c in found.caveats)


@pytest.mark.parametrize(
    ("by", "where", "said"),
    [
        (["office", "fiscal_year"], {}, False),
        (["office"], {"fiscal_year": "2025"}, False),
        (["fiscal_year"], {}, True),
        (["office"], {}, True),
    ],
)
def test_offices_or_years_added_together_are_warned_of(tmp_path, by, where, said):
    found = eight(tmp_path, by, where)
    assert said == any(c.startswith("Offices or years are added together") for c in found.caveats)


def test_a_release_of_one_area_is_no_part_of_a_national_comparison(tmp_path):
    made = manifest({"ice-2026-03": "2026-03-10", "seattle": None}, scopes={"seattle": "Seattle"})
    found = priorities(tmp_path, [one(), beside(), one(release="seattle")], made=made)
    assert losses(found, REASONS) == {"local": 1}


def test_a_filter_that_leaves_nothing_says_so(tmp_path):
    found = eight(tmp_path, where={"office": "Nowhere"})
    assert found.empty
    assert "Nothing is left to count after the filter." in found.caveats


def test_no_optimizer_changes_a_cell(tmp_path):
    data = view(tmp_path, table([arrest(*a) for a in EIGHT]))
    by = ["office", "fiscal_year", "criminality", "level"]
    plain = catalog()["priorities"].compute(data, by)
    assert plain.table.equals(without_optimizers("priorities", data, by).table)
    assert plain.table.num_rows == 6
