"""
The history of 287(g) agreements over lists made by hand, at random, and the real ones.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes import records
from custodes.engine import DuckDBEngine
from custodes.histories.agreements import run
from custodes.releases import read_file
from custodes.releases.agreements import agency_key, state_code

MARCH = [dt.date(2025, 3, d) for d in (3, 10, 17, 24, 31)]
SIGNED = dt.date(2025, 3, 1)
TASK_FORCE = "Task Force Model"
Row = dict[str, Any]


def listed(
    day: dt.date,
    agency: str,
    *,
    model: str = TASK_FORCE,
    signed: dt.date | None = SIGNED,
    county: str | None = None,
    kind: str = "participating",
    state: str = "TEXAS",
    file: str | None = None,
) -> Row:
    name = file or f"{kind}{day:%m%d%Y}.xlsx"
    return {
        "snapshot_date": day,
        "list_kind": kind,
        "state": state,
        "state_code": state_code(state),
        "agency": agency,
        "agency_key": agency_key(state, agency),
        "county": county,
        "model": model,
        "signed_date": signed if kind == "participating" else None,
        "release": "287g",
        "file": name,
        "file_sha256": f"sha of {name}",
        "sheet": "Sheet1",
    }


def histories(tmp: Path, rows: list[Row]) -> dict[str, list[Row]]:
    """
    The three tables made from rows, each row numbered as it stands.
    """
    tmp.mkdir(parents=True, exist_ok=True)
    numbered = [r | {"row": n} for n, r in enumerate(rows, 2)]
    whole = pa.Table.from_pylist(numbered, schema=records.arrow_schema("agreements"))
    pq.write_table(whole, tmp / "agreements.parquet")
    engine = DuckDBEngine()
    try:
        made = run(engine, {"agreements": [tmp / "agreements.parquet"]}, tmp / "out")
    finally:
        engine.close()
    return {name: pq.read_table(paths[0]).to_pylist() for name, paths in made.items()}


def background(days: list[dt.date]) -> list[Row]:
    """
    An agency that is on every list, so that every list is there.
    """
    return [listed(d, "Background Police Department", signed=dt.date(2020, 1, 1)) for d in days]


def only(rows: list[Row], key: str) -> Row:
    (found,) = [r for r in rows if r["agency_key"] == key]
    return found


OAK = "TX|oak county sheriff office"


def test_an_agreement_on_every_list_is_listed_from_the_first_to_the_last(tmp_path):
    made = histories(tmp_path, [listed(d, "Oak County Sheriff's Office") for d in MARCH])
    (found,) = made["agreement_histories"]
    assert found["agency_key"] == OAK
    assert (found["first_seen"], found["last_seen"], found["lists_seen"]) == (MARCH[0], MARCH[4], 5)
    assert (found["status"], found["dropped_after"], found["dropped_by"]) == ("listed", None, None)
    assert (found["rejoined"], found["signed_first"], found["model"]) == (0, SIGNED, "task_force")


def test_an_agreement_left_between_its_last_list_and_the_next(tmp_path):
    rows = background(MARCH) + [listed(d, "Oak County SO") for d in MARCH[:2]]
    found = only(histories(tmp_path, rows)["agreement_histories"], OAK)
    assert (found["status"], found["dropped_after"], found["dropped_by"]) == (
        "dropped",
        MARCH[1],
        MARCH[2],
    )


def test_an_agreement_that_comes_back_has_rejoined_and_two_spells(tmp_path):
    rows = background(MARCH) + [listed(MARCH[i], "Oak County SO") for i in (0, 1, 4)]
    made = histories(tmp_path, rows)
    found = only(made["agreement_histories"], OAK)
    assert (found["status"], found["rejoined"], found["lists_seen"]) == ("listed", 1, 3)
    spells = [r for r in made["agreement_spells"] if r["agency_key"] == OAK]
    assert [(s["spell"], s["first_seen"], s["last_seen"], s["next_list"]) for s in spells] == [
        (1, MARCH[0], MARCH[1], MARCH[2]),
        (2, MARCH[4], MARCH[4], None),
    ]


def test_a_list_that_nobody_kept_is_no_drop(tmp_path):
    kept = [MARCH[0], MARCH[4]]
    made = histories(tmp_path, [listed(d, "Oak County SO") for d in kept])
    (found,) = made["agreement_histories"]
    assert (found["rejoined"], len(made["agreement_spells"])) == (0, 1)


def test_a_pending_list_between_two_participating_ones_is_no_drop(tmp_path):
    rows = [listed(d, "Oak County SO") for d in (MARCH[0], MARCH[2])]
    rows.append(listed(MARCH[1], "Elm County SO", kind="pending"))
    found = only(histories(tmp_path, rows)["agreement_histories"], OAK)
    assert (found["status"], found["rejoined"]) == ("listed", 0)


def test_an_application_becomes_an_agreement(tmp_path):
    rows = [listed(MARCH[0], "Oak County SO", kind="pending"), listed(MARCH[1], "Oak County SO")]
    (found,) = histories(tmp_path, rows)["agreement_histories"]
    assert (found["status"], found["first_pending"], found["first_seen"]) == (
        "listed",
        MARCH[0],
        MARCH[1],
    )


def test_an_application_is_pending_or_has_lapsed(tmp_path):
    rows = [listed(d, "Elm County SO", kind="pending") for d in MARCH[:2]]
    rows.append(listed(MARCH[0], "Oak County SO", kind="pending"))
    made = histories(tmp_path, rows)["agreement_histories"]
    assert {r["agency_key"]: r["status"] for r in made} == {
        "TX|elm county sheriff office": "pending",
        OAK: "lapsed",
    }
    assert {r["rejoined"] for r in made} == {None}


def test_two_models_of_one_agency_are_two_agreements(tmp_path):
    models = [TASK_FORCE, "Warrant Services Officer", "Jail Enforcement Model"]
    made = histories(tmp_path, [listed(MARCH[0], "Oak County SO", model=m) for m in models])
    assert [r["model"] for r in made["agreement_histories"]] == [
        "jail_enforcement",
        "task_force",
        "warrant_service_officer",
    ]


def test_two_lists_of_one_day_follow_each_other_by_name(tmp_path):
    day = MARCH[0]
    rows = background(MARCH[1:2])
    rows += [listed(day, "Oak County SO", file="p03032025am.xlsx")]
    rows += [
        listed(day, "Background Police Department", file=f"p03032025{x}.xlsx") for x in ("am", "pm")
    ]
    found = only(histories(tmp_path, rows)["agreement_histories"], OAK)
    assert (found["dropped_after"], found["dropped_by"]) == (day, day)


def test_rows_that_repeat_an_agreement_are_counted_once(tmp_path):
    rows = [listed(MARCH[0], "Oak County SO")] * 2
    (found,) = histories(tmp_path, rows)["agreement_histories"]
    assert (found["lists_seen"], found["row"]) == (1, 2)


def test_lists_without_a_day_and_superseded_rows_are_left_out(tmp_path):
    rows = [
        listed(MARCH[0], "Oak County SO"),
        listed(MARCH[1], "Elm County SO") | {"snapshot_date": None},
        listed(MARCH[1], "Ash County SO") | {"superseded_by": "another"},
    ]
    assert [r["agency_key"] for r in histories(tmp_path, rows)["agreement_histories"]] == [OAK]


def test_spellings_that_fold_alike_are_one_agency_and_each_is_kept(tmp_path):
    rows = [
        listed(MARCH[0], "Oak County Sheriff's Office"),
        listed(MARCH[1], "OAK CO. SHERIFFS DEPT."),
    ]
    made = histories(tmp_path, rows)
    assert [(r["agency"], r["spellings"]) for r in made["agreement_histories"]] == [
        ("OAK CO. SHERIFFS DEPT.", 2)
    ]
    assert [(r["spelling"], r["reason"], r["first_seen"]) for r in made["agency_spellings"]] == [
        ("OAK CO. SHERIFFS DEPT.", "same", MARCH[1]),
        ("Oak County Sheriff's Office", "same", MARCH[0]),
    ]


def test_one_name_with_two_counties_in_a_list_is_two_agencies(tmp_path):
    name = "Union Township Police Department"
    rows = [listed(MARCH[0], name, county=c) for c in ("Washington County", "Lawrence County")]
    made = histories(tmp_path, rows)
    key = "TX|union township police department"
    assert [r["agency_key"] for r in made["agreement_histories"]] == [
        f"{key}|lawrence",
        f"{key}|washington",
    ]
    assert {r["reason"] for r in made["agency_spellings"]} == {"county"}


def test_a_county_that_is_corrected_later_makes_no_second_agency(tmp_path):
    name = "Bradford County Sheriff's Office"
    rows = [
        listed(MARCH[0], name, county="Bedford County"),
        listed(MARCH[1], name, county="Bradford County"),
    ]
    assert len(histories(tmp_path, rows)["agreement_histories"]) == 1


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_spells_are_the_runs_of_lists_that_have_the_agreement(tmp_path_factory, has):
    days = [dt.date(2025, 1, 1) + dt.timedelta(7 * i) for i in range(len(has))]
    rows = background(days) + [
        listed(d, "Oak County SO") for d, h in zip(days, has, strict=True) if h
    ]
    made = histories(tmp_path_factory.mktemp("runs"), rows)
    runs: list[list[dt.date]] = []
    before = False
    for day, there in zip(days, has, strict=True):
        if there and not before:
            runs.append([])
        if there:
            runs[-1].append(day)
        before = there
    spells = [r for r in made["agreement_spells"] if r["agency_key"] == OAK]
    assert [(s["first_seen"], s["last_seen"], s["lists_seen"]) for s in spells] == [
        (r[0], r[-1], len(r)) for r in runs
    ]


def test_the_tables_have_the_columns_of_records(tmp_path):
    made = histories(tmp_path, [listed(MARCH[0], "Oak County SO")])
    for name in made:
        stored = pq.read_schema(tmp_path / "out" / f"{name}.parquet")
        wanted = records.arrow_schema(name)
        assert (stored.names, stored.types) == (wanted.names, wanted.types)


@pytest.fixture(scope="module")
def real(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    work = tmp_path_factory.mktemp("real")
    lists = sorted(real_data.glob("287g-*/*.xlsx"))
    with ThreadPoolExecutor(2) as pool:
        read = pool.map(lambda p: read_file(p, work / p.stem), lists)
        paths = [t.parquet for found in read for t in found]
    engine = DuckDBEngine()
    try:
        made = run(engine, {"agreements": paths}, work / "out")
    finally:
        engine.close()
    return {name: pq.read_table(found[0]).to_pylist() for name, found in made.items()}


def agreement(real: dict[str, list[Row]], key: str, model: str) -> Row:
    (found,) = [
        r for r in real["agreement_histories"] if (r["agency_key"], r["model"]) == (key, model)
    ]
    return found


@pytest.mark.real
def test_kandiyohi_county_signed_a_warrant_service_officer_agreement_on_22_may_2025(real):
    found = agreement(real, "MN|kandiyohi county sheriff office", "warrant_service_officer")
    assert (found["signed_first"], found["signed_last"]) == (
        dt.date(2025, 5, 22),
        dt.date(2025, 5, 22),
    )
    assert (found["first_seen"], found["status"]) == (dt.date(2025, 5, 28), "listed")


@pytest.mark.real
def test_every_row_of_the_real_lists_is_in_a_spell(real):
    # 40,326 rows in 95 files, less the 42 pending, less 5 that repeat another of their list:
    # Fort Walton Beach, St. Cloud, twice Volusia, West York.
    spells = Counter()
    for spell in real["agreement_spells"]:
        spells[spell["list_kind"]] += spell["lists_seen"]
    assert spells == {"participating": 40_326 - 42 - 5, "pending": 529 + 42}


@pytest.mark.real
@pytest.mark.parametrize(
    ("day", "in_force"),
    [(dt.date(2021, 1, 13), 150), (dt.date(2025, 1, 22), 135), (dt.date(2025, 12, 29), 1_274)],
)
def test_the_spells_give_back_the_length_of_each_real_list(real, day, in_force):
    spells = [s for s in real["agreement_spells"] if s["list_kind"] == "participating"]
    assert sum(s["first_seen"] <= day <= s["last_seen"] for s in spells) == in_force


@pytest.mark.real
def test_butler_county_ohio_left_in_june_2021_and_came_back_in_2025(real):
    spells = [
        (s["first_seen"], s["last_seen"], s["next_list"])
        for s in real["agreement_spells"]
        if (s["agency_key"], s["model"], s["list_kind"])
        == ("OH|butler county sheriff office", "jail_enforcement", "participating")
    ]
    assert spells == [
        (dt.date(2021, 1, 13), dt.date(2021, 6, 1), dt.date(2021, 7, 1)),
        (dt.date(2025, 2, 26), dt.date(2026, 1, 6), None),
    ]


# Read by eye against the lists: each is one agency under several names.
JOINED = [
    ("WI", {"Mantiowoc County Sheriff's Office", "Manitowoc County Sheriff's Office"}),
    ("NC", {"Albermarle District Jail", "Albemarle District Jail"}),
    ("TX", {"Somervill County Sheriff's Office", "Somerville County Sheriff's Office",
            "Somervell County Sheriff's Office"}),
    ("FL", {"Macro Island Police Department", "Marco Island Police Department"}),
    ("IN", {"Green Forks Police Department", "Greens Fork Police Department"}),
    ("WY", {"Wyoming Highway State Patrol", "Wyoming State Highway Patrol"}),
    ("AK", {"Department of Corrections", "Alaska Department of Corrections"}),
    ("FL", {"Gulf County BOCC", "Gulf County Board of County Commissioners",
            "Gulf County Board of County Commissioners /Detention Facility"}),
]  # fmt: skip

# Two agencies each, however near their names.
TWO = [
    ("TX", "Walker County Sheriff's Office", "Waller County Sheriff\u2019s Office"),
    ("TX", "Smith County Sheriff\u2019s Office", "Deaf Smith County Sheriff's Office"),
    ("FL", "Panama City Police Department", "Panama City Beach Police Department"),
    ("FL", "Melbourne Police Department", "West Melbourne Police Department"),
    ("FL", "Clay County Sheriff's Office", "Bay County Sheriff's Office"),
    ("FL", "Florida Department of Law Enforcement", "Florida Department of Environmental Protection"),
]  # fmt: skip


def keys(real: dict[str, list[Row]], state: str, names: set[str]) -> list[str]:
    found = {
        s["spelling"]: s["agency_key"]
        for s in real["agency_spellings"]
        if s["state_code"] == state and s["spelling"] in names
    }
    assert set(found) == names
    return list(found.values())


@pytest.mark.real
@pytest.mark.parametrize(("state", "names"), JOINED)
def test_real_spellings_of_one_agency_have_one_key(real, state, names):
    assert len(set(keys(real, state, names))) == 1


@pytest.mark.real
@pytest.mark.parametrize(("state", "one", "other"), TWO)
def test_real_agencies_with_near_names_have_two_keys(real, state, one, other):
    assert len(set(keys(real, state, {one, other}))) == 2


@pytest.mark.real
def test_agencies_are_joined_beyond_their_folded_names_only_where_seen_by_eye(real):
    # All 33 were read: 12 slips of the pen, 21 changes of words.
    assert Counter(s["reason"] for s in real["agency_spellings"] if s["reason"] != "same") == {
        "typo": 12,
        "words": 21,
    }
