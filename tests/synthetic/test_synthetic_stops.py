"""
The disparities planted in the stops are those that the tests of disparity find.
"""

from __future__ import annotations

import duckdb
import pytest

from custodes.build import Options, build
from custodes.measures import View, catalog
from custodes.synthetic import SyntheticRelease, make

SEEDS = (2014, 7)


@pytest.fixture(scope="module", params=SEEDS)
def made(request, tmp_path_factory) -> SyntheticRelease:
    return make(5_000, request.param, tmp_path_factory.mktemp("stops"), lists=True)


@pytest.fixture(scope="module")
def view(made, tmp_path_factory) -> View:
    paths = [
        p for p in made.paths if p.name in ("SYNTHETIC_stops.parquet", "SYNTHETIC_residents.xlsx")
    ]
    folder = tmp_path_factory.mktemp("set")
    return View.of(build(paths, folder / "set", Options(mode="records")).dataset)


@pytest.fixture(scope="module")
def planted(made):
    rows = duckdb.sql(
        f"SELECT what, district, race, planted FROM '{made.truth / 'truth_disparity.parquet'}' "
        "WHERE district IS NOT NULL"
    ).fetchall()
    return {(what, district, race): value for what, district, race, value in rows}


def by_district(view: View, name: str, race: str = "black") -> dict[str, dict]:
    rows = catalog()[name].compute(view, by=("district", "race")).table.to_pylist()
    return {r["district"]: r for r in rows if r["race"] == race and r["district"]}


def test_the_ratio_by_daylight_is_within_the_interval_in_either_district(view, planted):
    found = by_district(view, "disparity_veil")
    assert sorted(found) == ["District 1", "District 2"]
    for district, row in found.items():
        ratio = planted["daylight odds ratio", district, None]
        assert row["odds_ratio_low"] < ratio < row["odds_ratio_high"], district
    # The planted bias is told from none where it is, and not where it is not.
    assert found["District 1"]["odds_ratio_low"] > 1.2
    assert found["District 2"]["odds_ratio_low"] < 1 < found["District 2"]["odds_ratio_high"]


def test_places_without_a_planted_bias_show_none_by_daylight(view):
    rows = catalog()["disparity_veil"].compute(view, by=("county",)).table.to_pylist()
    found = {r["county"]: (r["odds_ratio_low"], r["odds_ratio_high"]) for r in rows}
    for county in ("Wright County", "Scott County", "Olmsted County"):
        assert found[county][0] < 1 < found[county][1], county


@pytest.mark.parametrize("race", ["white", "black"])
def test_searches_find_as_much_as_planted(view, planted, race):
    for district, row in by_district(view, "disparity_outcome", race).items():
        assert row["hit_rate_low"] < planted["hit rate", district, race] < row["hit_rate_high"]


def test_the_difference_of_hits_is_found_where_it_is_planted_alone(view, planted):
    found = by_district(view, "disparity_outcome")
    for district, row in found.items():
        black, white = (planted["hit rate", district, r] for r in ("black", "white"))
        assert row["difference_low"] < black - white < row["difference_high"], district
    assert found["District 1"]["difference_high"] < 0


def test_stops_fall_on_residents_as_planted(view, planted):
    found = by_district(view, "disparity_benchmark")
    for district, row in found.items():
        ratio = planted["rate ratio", district, None]
        assert row["ratio"] == pytest.approx(ratio, rel=1e-4), district  # people are whole
    assert found["District 1"]["ratio_low"] > 1


def test_two_counties_with_an_agreement_are_held_against_two_without(tmp_path):
    made = make(5_000, SEEDS[0], tmp_path / "made", lists=True)
    paths = [p for p in made.paths if "stops" in p.name or "participating" in p.name]
    view = View.of(build(paths, tmp_path / "set").dataset)
    rows = catalog()["disparity_before_after"].compute(view).table.to_pylist()
    assert {r["category"]: r["pairs"] for r in rows} == {"black": 2, "white": 2}
    for row in rows:  # no change was planted
        assert row["change_low"] < 0 < row["change_high"]


def test_every_stop_has_what_the_tests_need_but_some_a_race(view):
    found = catalog()["disparity_veil"].compute(view)
    lost = {loss.why: loss.rows for part in found.ledger.parts for loss in part.losses}
    allowed = ("race is not recorded", "always light or always dark", "between sunset")
    assert [why for why in lost if not any(a in why for a in allowed)] == []
