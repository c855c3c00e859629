"""
People under 287(g) agreements, by hand on eight agreements and the Bureau's counties.
"""

import datetime as dt
import random

import pytest
from optimizers_off import without_optimizers
from partner_rows import Plan, tables

from custodes.measures import catalog
from custodes.measures._counties import counties, people_of_states
from small_datasets import every_table_empty, view

JAN, FEB = dt.date(2025, 1, 15), dt.date(2025, 2, 10)
LISTS = (JAN, FEB)
UNITED_STATES = 334_914_895
# Residents of 1 July 2023.
KANDIYOHI, CASS_MN, MINNESOTA = 43_813, 31_446, 5_737_915
SANTA_ROSA, FLORIDA = 203_162, 22_610_726


def sheriff(name, county, on=LISTS, state="MN", **more):
    return Plan(f"{name} County Sheriff's Office", state, on, county=county, **more)


EIGHT = [
    sheriff("Kandiyohi", "Kandiyohi County"),
    sheriff("Kandiyohi", "Kandiyohi County", model="warrant_service_officer"),  # once
    sheriff("Cass", None, (FEB,)),  # by its name
    sheriff("Freedom", "Freedom County"),  # no county of Minnesota
    Plan("Milton Police Department", "FL", (FEB,), county="Santa Rosa County", kind="Municipality"),
    Plan("Florida Highway Patrol", "FL", (FEB,), kind="State Agency"),
    Plan("Tampa Police Department", "FL", (FEB,), kind="Municipality"),  # county not said
    sheriff("Rice", "Rice County", (), pending_on=(FEB,)),  # an application is no agreement
]
COLUMNS = [
    "agencies", "by_list", "by_name", "state_wide", "unplaced", "counties", "people",
    "counties_municipal", "people_municipal", "people_state_wide", "people_of",
]  # fmt: skip


def population(folder, plans=EIGHT, by=None, where=None, lists=LISTS):
    data = view(folder, tables(plans, lists, (FEB,)))
    return catalog()["partners_population"].compute(data, by, where)


def cells(findings):
    split = findings.by
    return [tuple(r[n] for n in (*split, *COLUMNS)) for r in findings.table.to_pylist()]


def test_eight_agreements_by_month(tmp_path):
    # January: Kandiyohi (twice, once) and an agency of no county. February: Cass by its name, and
    # of Florida one town, one State-wide, one town without a county.
    found = population(tmp_path, by=["month"])
    people = KANDIYOHI + CASS_MN
    assert cells(found) == [
        (dt.date(2025, 1, 1), 2, 1, 0, 0, 1, 1, KANDIYOHI, 0, 0, 0, UNITED_STATES),
        (dt.date(2025, 2, 1), 6, 2, 1, 1, 2, 2, people, 1, SANTA_ROSA, FLORIDA, UNITED_STATES),
    ]
    assert found.table.column("share").to_pylist() == [
        KANDIYOHI / UNITED_STATES,
        people / UNITED_STATES,
    ]


def test_a_share_is_of_the_state_that_is_asked_for(tmp_path):
    people = KANDIYOHI + CASS_MN
    by_state = population(tmp_path, by=["state"])
    assert cells(by_state) == [
        ("FL", 3, 1, 0, 1, 1, 0, 0, 1, SANTA_ROSA, FLORIDA, FLORIDA),
        ("MN", 3, 1, 1, 0, 1, 2, people, 0, 0, 0, MINNESOTA),
    ]
    limited = population(tmp_path, by=[], where={"state": "mn"})
    assert limited.table.column("people_of").to_pylist() == [MINNESOTA]
    assert limited.table.column("share").to_pylist() == [people / MINNESOTA]


def test_a_county_of_two_models_is_in_both_and_counts_once(tmp_path):
    where = {"county": "Kandiyohi County, MN"}
    found = population(tmp_path, by=["model"], where=where)
    assert found.table.column("people").to_pylist() == [KANDIYOHI, KANDIYOHI]
    assert population(tmp_path, by=["county"], where=where).table.column("people").to_pylist() == [
        KANDIYOHI
    ]


def test_a_town_of_a_county_that_has_its_own_agreement_adds_nobody(tmp_path):
    plans = [
        Plan(
            "Milton Police Department", "FL", LISTS, county="Santa Rosa County", kind="Municipality"
        ),
        sheriff("Santa Rosa", "Santa Rosa County", state="FL"),
    ]
    row = population(tmp_path, plans, []).table.to_pylist()[0]
    assert (row["counties"], row["people"]) == (1, SANTA_ROSA)
    assert (row["counties_municipal"], row["people_municipal"]) == (0, 0)


def test_a_territory_has_no_share(tmp_path):
    plans = [Plan("Guam Police", "GU", LISTS, kind="State Agency"), Plan("X", None, LISTS)]
    found = population(tmp_path, plans, ["state"]).table.to_pylist()
    assert [(r["state"], r["people_of"], r["share"]) for r in found] == [
        ("GU", None, None),
        (None, None, None),
    ]


def test_an_agency_is_placed_where_any_of_its_rows_says(tmp_path):
    # The jail's agreement has no county in its last row, the task force's has.
    plans = [
        Plan(
            "Milton Police Department", "FL", LISTS, model="jail_enforcement", kind="Municipality"
        ),
        Plan(
            "Milton Police Department", "FL", LISTS, county="Santa Rosa County", kind="Municipality"
        ),
    ]
    row = population(tmp_path, plans, []).table.to_pylist()[0]
    assert (row["agencies"], row["by_list"], row["unplaced"]) == (1, 1, 0)


def restated(plans, lists):
    """
    People and agencies by State on the last list, county by county in plain sets.
    """
    last = max(d for p in plans for d in p.on)
    by_name = {(c.state, c.name): c for c in counties().values()}
    own, towns, agencies = {}, {}, {}
    for p in plans:
        if last not in p.on:
            continue
        agencies.setdefault(p.state, set()).add(p.key)
        here = by_name.get((p.state, p.county))
        if here and p.kind != "State Agency":
            (own if p.kind == "County" else towns).setdefault(p.state, set()).add(here)
    return {
        s: (
            len(a),
            sum(c.people for c in own.get(s, ())),
            sum(c.people for c in towns.get(s, set()) - own.get(s, set())),
            people_of_states()[s],
        )
        for s, a in agencies.items()
    }


@pytest.mark.parametrize("seed", range(6))
def test_any_plan_gives_what_plain_sets_give(tmp_path, seed):
    draw = random.Random(seed)
    pool = draw.sample(sorted(counties().values(), key=lambda c: c.fips), 30)
    plans = []
    for n in range(60):
        c = draw.choice(pool)
        plans.append(
            Plan(
                f"Agency {n // 2}",
                c.state,
                tuple(d for d in LISTS if draw.random() < 0.7),
                model=draw.choice(["task_force", "jail_enforcement"]) + str(n % 2),
                county=draw.choice([c.name, c.name, "Nowhere at all"]),
                kind=draw.choice(["County", "Municipality", "State Agency"]),
            )
        )
        # Two agreements of one agency are of one place.
        if n % 2:
            one, other = plans[-2], plans[-1]
            plans[-1] = Plan(
                one.agency, one.state, other.on, model=other.model, county=one.county, kind=one.kind
            )
    found = population(tmp_path, plans, ["state"])
    got = {
        r["state"]: (r["agencies"], r["people"], r["people_municipal"], r["people_of"])
        for r in found.table.to_pylist()
    }
    assert restated(plans, LISTS) == got


def test_the_ways_of_placing_add_up_to_the_agencies(tmp_path):
    for by in ([], ["state"], ["month", "model"]):
        for row in population(tmp_path, by=by).table.to_pylist():
            parts = ("by_list", "by_name", "state_wide", "unplaced")
            assert sum(row[n] for n in parts) == row["agencies"]


def test_the_order_of_rows_and_the_optimizers_change_nothing(tmp_path):
    given = tables(EIGHT, LISTS, (FEB,))
    by = ["month", "state"]
    data = view(tmp_path, given)
    plain = catalog()["partners_population"].compute(data, by)
    assert plain.table.equals(without_optimizers("partners_population", data, by).table)
    turned = {n: t.take(list(range(t.num_rows))[::-1]) for n, t in given.items()}
    again = catalog()["partners_population"].compute(view(tmp_path, turned), by)
    assert plain.table.equals(again.table)


def test_a_filter_that_leaves_nothing_and_empty_tables_say_so(tmp_path):
    found = population(tmp_path, where={"state": "HI"})
    assert found.empty
    assert "Nothing is left to count after the filter." in found.caveats
    empty = catalog()["partners_population"].compute(every_table_empty(tmp_path))
    assert empty.empty
    assert any("no row of it can be counted" in c for c in empty.caveats)
