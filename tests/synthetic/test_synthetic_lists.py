"""
The lists and stops made beside a release are read as the true ones are, and hold what is planted.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from custodes.build import build
from custodes.measures import View, catalog
from custodes.provenance import Dataset
from custodes.releases import read_file
from custodes.synthetic import SyntheticRelease, layouts, make
from custodes.synthetic._shapes import world

SEED = 2014


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> SyntheticRelease:
    """
    As many people as give the most stops.
    """
    return make(5_000, SEED, tmp_path_factory.mktemp("lists"), layout="2026-08", lists=True)


@pytest.fixture(scope="module")
def built(made, tmp_path_factory) -> Dataset:
    return build([made.folder], tmp_path_factory.mktemp("set") / "set").dataset


@pytest.fixture(scope="module")
def view(built) -> View:
    return View.of(built)


@pytest.fixture(scope="module")
def truth(made):
    connection = duckdb.connect()
    for path in made.truth.glob("*.parquet"):
        connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
    return lambda sql: connection.execute(sql).fetchall()


def beside(release: SyntheticRelease) -> list[Path]:
    return [p for p in release.paths if "Hausman" not in p.name]


def figures(view: View, name: str, *by: str) -> list[dict[str, object]]:
    return catalog()[name].compute(view, by=by).table.to_pylist()


def test_every_row_written_is_read_and_nothing_of_it_is_rejected(made, tmp_path):
    found: Counter[str] = Counter()
    for path in beside(made):
        for part in read_file(path, tmp_path / path.stem):
            found[part.table] += part.rows
            assert (dict(part.rejected), part.unmapped) == ({}, ()), path.name
    assert found == {n: made.rows[n] for n in ("facilities", "agreements", "stops", "benchmarks")}
    assert made.rows["stops"] == 20_000


def test_each_list_says_that_it_is_made_up_under_any_name(made, tmp_path):
    for n, path in enumerate(beside(made)):
        renamed = tmp_path / f"{n}-01052026{path.suffix}"
        renamed.write_bytes(path.read_bytes())
        for part in read_file(renamed, tmp_path / str(n)):
            assert part.release.startswith("synthetic-"), path.name
            said = pq.read_table(part.parquet, columns=["release"])["release"].unique().to_pylist()
            assert said == [part.release]


def test_every_release_of_the_dataset_is_marked_as_synthetic(built):
    assert {r.id: r.synthetic for r in built.manifest.releases} == {
        "synthetic-2026-08": True,
        "synthetic-287g": True,
        "synthetic-benchmark": True,
        "synthetic-open-policing": True,
        "synthetic-uwchr-facilities": True,
    }


@pytest.mark.parametrize("name", layouts())
def test_the_lists_are_those_that_stood_by_the_extract_and_keep_their_days(tmp_path, name):
    made = make(50, 3, tmp_path, layout=name, lists=True)
    last = {"2025-07": dt.date(2025, 7, 28), "2026-03": dt.date(2026, 3, 10)}.get(name)
    facts = world("agreements")
    wanted = {
        (kind, day)
        for kind in ("participating", "pending")
        for day in facts[kind]
        if last is None or day <= last
    }
    parts = [p for f in beside(made) for p in read_file(f, tmp_path / f.stem)]
    lists = [p for p in parts if p.table == "agreements"]
    kinds = {
        (kind, p.extracted)
        for p in lists
        for kind in pq.read_table(p.parquet, columns=["list_kind"])["list_kind"].to_pylist()
    }
    assert kinds == wanted
    assert [p.notes for p in lists if p.notes] == []  # no day that had to be corrected


def test_a_window_before_the_first_list_and_stop_has_only_facilities(tmp_path):
    first, last = dt.date(2022, 10, 1), dt.date(2023, 9, 30)
    made = make(50, 3, tmp_path, start=first, end=last, lists=True)
    assert [p.name for p in made.paths[5:]] == ["SYNTHETIC_facilities.xlsx"]
    assert {n: made.rows[n] for n in ("agreements", "stops", "benchmarks")} == {
        "agreements": 0, "stops": 0, "benchmarks": 0,
    }  # fmt: skip


def test_every_county_named_is_a_real_one_of_its_state():
    text = (files("custodes.measures") / "counties_2023.csv").read_text("utf-8")
    real = {(r["state"], r["county"]) for r in csv.DictReader(text.splitlines())}
    named = {(s, c) for s, counties in world("places")["counties"].items() for c in counties}
    named |= {(world("stops")["state"], p["county"]) for p in world("stops")["places"]}
    assert named - real == set()


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    def hashes(folder: str, seed: int) -> dict[str, str]:
        made = make(300, seed, tmp_path / folder, lists=True)
        paths = [*beside(made), *made.truth.glob("truth_*")]
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}

    first = hashes("a", 3)
    assert hashes("b", 3) == first
    assert {n for n, h in hashes("c", 4).items() if first[n] == h} == set()


def test_more_people_give_no_more_than_the_most_stops_and_the_same_lists(tmp_path):
    few, many = (make(n, 3, tmp_path / str(n), lists=True) for n in (5_000, 20_000))
    same = ("facilities", "agreements", "stops", "benchmarks")
    assert {n: many.rows[n] for n in same} == {n: few.rows[n] for n in same}
    assert many.rows["detentions"] > 3 * few.rows["detentions"]


def test_a_release_without_lists_is_the_same_as_beside_them(tmp_path):
    alone, with_lists = make(60, 3, tmp_path / "a"), make(60, 3, tmp_path / "b", lists=True)
    for one, other in zip(alone.paths, with_lists.paths, strict=False):
        assert one.read_bytes() == other.read_bytes()


def test_each_row_of_a_list_is_where_the_truth_says(built, truth):
    paths = [str(p) for p in built.tables["agreements"]]
    read = duckdb.sql(
        "SELECT file, row, snapshot_date, list_kind, state_code, agency, model "
        f"FROM read_parquet({paths}) ORDER BY ALL"
    ).fetchall()
    planted = truth(
        "SELECT file, row, list_day, list_kind, state, agency, model "
        "FROM truth_agreement_lists ORDER BY ALL"
    )
    assert read == planted


def test_the_lists_hold_every_fate_that_the_measures_tell(truth):
    ((signed, interrupted, dropped, active, pending),) = truth(
        "SELECT COUNT(signed), COUNT(interrupted_on), COUNT(dropped_on), SUM(active::INT), "
        "SUM(pending::INT) FROM truth_agreements"
    )
    assert min(interrupted, dropped, pending) >= 5
    assert signed > active > 30


@pytest.mark.parametrize("split", ["state", "model"])
def test_agreements_are_counted_as_planted(view, truth, split):
    planted = truth(
        f"SELECT {split}, COUNT(signed), COUNT(dropped_on), COUNT(interrupted_on), "
        "SUM(active::INT), SUM(pending::INT), COUNT(DISTINCT CASE WHEN active THEN agency END) "
        f"FROM truth_agreements GROUP BY 1 ORDER BY 1"
    )
    columns = (split, "signed", "dropped", "interrupted", "active", "pending", "agencies")
    assert [tuple(r[c] for c in columns) for r in figures(view, "partners", split)] == planted


@pytest.mark.parametrize(
    ("what", "day"),
    [("signed", "signed"), ("dropped", "dropped_on"), ("interrupted", "interrupted_on")],
)
def test_agreements_are_counted_in_the_month_in_which_it_happened(view, truth, what, day):
    planted = truth(
        f"SELECT CAST(date_trunc('month', {day}) AS DATE), COUNT(*) FROM truth_agreements "
        f"WHERE {day} IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    counted = [(r["month"], r[what]) for r in figures(view, "partners", "month") if r[what]]
    assert counted == planted


def test_every_county_of_the_lists_is_found(view, truth):
    counted = {r["county"] for r in figures(view, "partners_population", "county")}
    planted = truth(
        "SELECT DISTINCT county || ', ' || state FROM truth_agreements WHERE county IS NOT NULL "
        "AND active"
    )
    assert {c for (c,) in planted} - counted == set()


def test_partners_arrest_in_the_offices_of_states_with_agreements_alone(view, truth):
    offices = {
        f"{name} Area of Responsibility"
        for name, _, state in world("facilities")["offices"]
        if state in world("agreements")["states"]
    }
    rows = figures(view, "partners_arrests", "office")
    assert {r["office"] for r in rows if r["by_either"] and r["office"]} - offices == set()
    ((planted,),) = truth(
        "SELECT COUNT(DISTINCT arrest) FILTER (WHERE partner AND repeat IS NULL) FROM truth_arrest_stay"
    )
    assert sum(r["by_method"] for r in rows) == planted > 50


def test_every_arrest_of_a_partner_before_the_last_list_has_an_agreement_behind_it(view):
    found = catalog()["without_agreement"].compute(view, by=("kind", "state"))
    without = {
        r["state"]: r["state_without"]
        for r in found.table.to_pylist()
        if r["kind"] == "partner_arrest"
    }
    assert sum(without.values()) == 0
    assert len(without) > 8


def test_the_office_of_a_stay_is_told_by_the_list_of_facilities(view, truth, built):
    catalog()["releases"].compute(view, by=("office",))
    rows = view.engine.fetch(
        "SELECT f.office, f.office_told_by, f.state, s.last_detention_facility_code AS facility "
        "FROM stay_facts f JOIN stays s ON s.stay_id = f.stay_id "
        "WHERE s.last_detention_facility_code IS NOT NULL"
    ).to_pylist()
    office = dict(
        truth("SELECT facility, office || ' Area of Responsibility' FROM truth_facilities")
    )
    assert len(rows) > 3_000
    assert {r["office_told_by"] for r in rows} == {"list"}
    assert [r for r in rows if r["office"] != office[r["facility"]]] == []
    assert {r["state"] for r in rows} <= set(world("facilities")["states"])
