"""
What searches find: eight by hand, and many under a standard that is known.
"""

import math

import numpy as np
import pytest
from answer_parts import losses
from disparity_made import alike, stop, stops, table_of
from optimizers_off import without_optimizers
from scipy.stats import beta

from custodes.measures import catalog
from custodes.measures.disparity_outcome import MEASURE, REASONS
from small_datasets import manifest, moment, rows, view

EIGHT = [
    ("black", "TRUE", "TRUE"),
    ("black", "TRUE", "FALSE"),
    ("East African", "YES", "FALSE"),
    ("Black", "Y", "NO"),
    ("white", "TRUE", "TRUE"),
    ("white", "TRUE", "FALSE"),
    ("hispanic", "TRUE", "TRUE"),
    ("hispanic", "FALSE", None),
]
NUMBERS = ("searches", "hits", "reference_searches", "reference_hits")


def searched(race, search, found, **more):
    return stop("2017-06-21", None, race, search_conducted=search, contraband_found=found, **more)


def outcome(folder, given, by=None, where=None, made=None):
    return MEASURE.compute(view(folder, stops(given), made), by, where)


def test_hits_are_counted_by_race_beside_those_of_the_reference(tmp_path):
    found = outcome(tmp_path, [searched(*s) for s in EIGHT])

    told = {r["race"]: tuple(r[n] for n in NUMBERS) for r in found.table.to_pylist()}
    assert told == {"black": (4, 1, 2, 1), "hispanic": (1, 1, 2, 1), "white": (2, 1, 2, 1)}
    assert losses(found, REASONS) == {"not_searched": 1}


def test_a_rate_has_wilsons_interval_and_a_difference_newcombes(tmp_path):
    found = outcome(tmp_path, [searched(*s) for s in EIGHT]).table.to_pylist()
    black, _, white = found

    # Wilson, 1 of 4 and 1 of 2, by its formula.
    z = 1.959963984540054

    def ends(p, n):
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return middle - half, middle + half

    (low, high), (white_low, white_high) = ends(0.25, 4), ends(0.5, 2)
    assert (black["hit_rate"], black["difference"]) == (0.25, -0.25)
    assert (black["hit_rate_low"], black["hit_rate_high"]) == pytest.approx((low, high))
    assert black["difference_low"] == pytest.approx(
        -0.25 - math.hypot(0.25 - low, white_high - 0.5)
    )
    assert black["difference_high"] == pytest.approx(
        -0.25 + math.hypot(high - 0.25, 0.5 - white_low)
    )
    assert [white[f"difference{e}"] for e in ("", "_low", "_high")] == [None] * 3


def test_either_the_person_or_the_vehicle_searched_is_a_search(tmp_path):
    given = [
        searched("black", None, "TRUE", search_person="YES", search_vehicle="NO"),
        searched("black", None, "TRUE", search_person="NO", search_vehicle="YES"),
        searched("black", None, "TRUE", search_person="NO", search_vehicle=None),
    ]
    found = outcome(tmp_path, given)

    assert found.ledger.counted == 2
    assert losses(found, REASONS) == {"not_searched": 1}


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "x"}),
        ("no_date", {"date": None}),
        ("after_extract", {"date": moment("2026-03-11")}),
        ("search_unknown", {"search_conducted": None}),
        ("not_searched", {"search_conducted": "FALSE"}),
        ("no_outcome", {"contraband_found": None}),
    ],
)
def test_a_stop_that_is_not_counted_says_why(tmp_path, why, changed):
    given = [{**searched("white", "TRUE", "TRUE"), **changed}, searched("white", "TRUE", "TRUE")]

    assert losses(outcome(tmp_path, given), REASONS) == {why: 1}


def test_a_race_that_is_not_known_is_a_group_of_its_own(tmp_path):
    given = [
        searched(None, "TRUE", "TRUE"),
        searched(None, "TRUE", "TRUE", redacted="subject_race"),
        searched("purple", "TRUE", "TRUE"),
        searched("Unknown", "TRUE", "TRUE"),
    ]
    found = outcome(tmp_path, given).table.to_pylist()

    assert [r["race"] for r in found] == ["not given", "not read", "unknown", "withheld"]


def test_the_reference_is_that_of_the_same_place(tmp_path):
    given = [searched(*s, precinct=p) for s in EIGHT for p in ("1", "2")]
    given.append(searched("white", "TRUE", "TRUE", precinct="2"))
    found = outcome(tmp_path, given, ["precinct"]).table.to_pylist()

    assert [(r["precinct"], r["reference_searches"]) for r in found if r["race"] == "black"] == [
        ("1", 2),
        ("2", 3),
    ]


def test_nothing_to_count_is_explained(tmp_path):
    found = outcome(tmp_path, [searched("white", "TRUE", None)])
    assert found.empty
    assert any("whose outcome is recorded" in c for c in found.caveats)
    none = outcome(tmp_path, [searched(*s) for s in EIGHT], where={"precinct": "9"})
    assert "Nothing is left to count after the filter." in none.caveats


def test_no_optimizer_changes_a_cell(tmp_path):
    if MEASURE.name not in catalog():
        pytest.fail("the measure is in no catalog")
    data = view(tmp_path, stops([searched(*s) for s in EIGHT]))
    plain = MEASURE.compute(data).table.to_pylist()
    assert alike(plain, without_optimizers(MEASURE.name, data).table.to_pylist())


# A person carries with a chance that is spread as a beta curve; officers search whoever
# they think likelier to carry than their standard, and think right.
def carried(spread, standard):
    """
    Share of searches that find something: the mean above the standard.
    """
    a, b = spread
    above = beta.sf(standard, a, b)
    return a / (a + b) * beta.sf(standard, a + 1, b) / above


def searches(seed, replicates, each, groups):
    """
    Searches of groups (spread of likeliness, standard), each replicate a release.
    """
    draw = np.random.default_rng(seed)
    parts = []
    for race, ((a, b), standard) in groups.items():
        n = replicates * each
        above = beta.isf(draw.random(n) * beta.sf(standard, a, b), a, b)
        release = np.char.add("r", np.repeat(np.arange(replicates), each).astype(str))
        columns = {
            "release": release,
            "date": np.full(n, np.datetime64("2017-06-21", "us")),
            "subject_race": race,
            "search_conducted": "TRUE",
            "contraband_found": np.where(draw.random(n) < above, "TRUE", "FALSE"),
        }
        parts.append(table_of("stops", columns, n))
    import pyarrow as pa

    return pa.concat_tables(parts)


def differences(folder, seed, replicates, groups):
    made = manifest({f"r{n}": None for n in range(replicates)})
    data = view(folder, {"stops": searches(seed, replicates, 400, groups)}, made)
    found = MEASURE.compute(data, ["release"]).table.to_pylist()
    return [(r["difference_low"], r["difference_high"]) for r in found if r["race"] == "black"]


ALIKE, SPREAD = (2, 6), (1, 3)
"""Two spreads with one mean, a quarter: the second has more who carry nothing, and more who do."""


@pytest.mark.slow
@pytest.mark.parametrize(("standard", "finds"), [(0.3, False), (0.15, True)])
def test_a_lower_standard_is_found_and_the_same_standard_is_not(tmp_path, standard, finds):
    groups = {"white": (ALIKE, 0.3), "black": (ALIKE, standard)}
    truth = carried(ALIKE, standard) - carried(ALIKE, 0.3)
    found = differences(tmp_path, 7, 400, groups)

    held = sum(low <= truth <= high for low, high in found) / 400
    said = sum(high < 0 or low > 0 for low, high in found) / 400
    assert 0.92 <= held <= 0.98
    assert (said > 0.8) if finds else (0.02 <= said <= 0.08)


def test_a_planted_lower_standard_is_found_in_one_large_set(tmp_path):
    groups = {"white": (ALIKE, 0.3), "black": (ALIKE, 0.15)}
    data = view(tmp_path, {"stops": searches(3, 1, 5_000, groups)}, manifest({"r0": None}))
    (row,) = [r for r in MEASURE.compute(data).table.to_pylist() if r["race"] == "black"]

    truth = carried(ALIKE, 0.15) - carried(ALIKE, 0.3)
    assert row["difference_high"] < 0
    assert row["difference"] == pytest.approx(truth, abs=0.04)


def test_the_known_weakness_is_there_one_standard_for_two_spreads_looks_like_bias(tmp_path):
    # No bias was planted: one standard for all. The averages differ all the same.
    groups = {"white": (ALIKE, 0.3), "black": (SPREAD, 0.3)}
    data = view(tmp_path, {"stops": searches(3, 1, 5_000, groups)}, manifest({"r0": None}))
    (row,) = [r for r in MEASURE.compute(data).table.to_pylist() if r["race"] == "black"]

    assert row["difference_low"] > 0
    assert row["difference"] == pytest.approx(carried(SPREAD, 0.3) - carried(ALIKE, 0.3), abs=0.04)
    assert "infra-marginality" in MEASURE.definition


def test_empty_tables_say_so(tmp_path):
    assert MEASURE.compute(view(tmp_path, {"stops": rows("stops", [])})).empty
