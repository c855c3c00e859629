"""
Before and after an agreement: two pairs by hand, and many with a change that is known.
"""

import datetime as dt
import math

import numpy as np
import pyarrow as pa
import pytest
from answer_parts import losses
from disparity_made import alike, table_of
from optimizers_off import without_optimizers
from scipy.stats import t

from custodes.errors import MissingTableError
from custodes.measures._counties import counties
from custodes.measures._disparity_change import mean_interval
from custodes.measures._disparity_pairs import Agreements, match_counties
from custodes.measures.disparity_before_after import MEASURE, REASONS
from small_datasets import RELEASE, manifest, moment, rows, view

# Residents on 1 July 2023: Kandiyohi 43,960 or so, nearest below in these: Mower, Steele.
KANDIYOHI, STEELE, MOWER, COOK = "27067", "27147", "27099", "27031"
START = "2025-05-22"
LONG_BEFORE, BEFORE, ON, AFTER, LONG_AFTER = (
    "2024-05-21",
    "2024-05-22",
    START,
    "2026-05-21",
    "2026-05-22",
)


def stopped(county, day, race="white", state="MN"):
    return {"date": moment(day), "subject_race": race, "state": state, "county_name": county}


def agreement(agency, county, signed=START, first="2025-05-23", **more):
    return {
        "agency_key": agency,
        "state_code": "MN",
        "agency": agency,
        "agency_type": "County",
        "county": county,
        "model": "wso",
        "signed_first": dt.date.fromisoformat(signed) if signed else None,
        "first_seen": dt.date.fromisoformat(first) if first else None,
        **more,
    }


# The data of the State cover the window: an event on its first and one after its last day.
EDGES = [stopped("Cook", BEFORE), stopped("Cook", LONG_AFTER)]
KANDIYOHIS = [
    stopped("Kandiyohi County", BEFORE, "white"),
    stopped("Kandiyohi County", "2025-05-21", "black"),
    stopped("KANDIYOHI", ON, "black"),
    stopped("Kandiyohi County", AFTER, "black"),
]
STEELES = [
    stopped("Steele County", BEFORE, "white"),
    stopped("Steele County", "2025-05-21", "white"),
    stopped("Steele County", ON, "black"),
    stopped("Steele County", AFTER, "white"),
]
EIGHT = [*KANDIYOHIS, *STEELES]
SIGNED = [agreement("Kandiyohi County Sheriff's Office", "Kandiyohi")]


def data(folder, given, signed=SIGNED):
    tables = {
        "stops": rows("stops", given),
        "agreement_histories": rows("agreement_histories", signed),
    }
    return view(folder, tables, manifest({RELEASE: "2026-07-01"}))


def compute(folder, given, signed=SIGNED, by=None, where=None):
    return MEASURE.compute(data(folder, given, signed), by, where)


def test_a_share_is_held_against_that_of_the_matched_county_over_the_same_days(tmp_path):
    found = compute(tmp_path, [*EIGHT, *EDGES])
    black, white = found.table.to_pylist()

    # Black: 1 of 2 to 2 of 2 in Kandiyohi, 0 of 2 to 1 of 2 in Steele: a half less a half.
    cells = ("treated_before", "treated_after", "control_before", "control_after")
    assert [black[c] for c in cells] == [1, 2, 0, 1]
    assert [black[f"{c}_of"] for c in cells] == [2, 2, 2, 2]
    assert [white[c] for c in cells] == [1, 0, 2, 1]
    assert (black["pairs"], black["change"], white["change"]) == (1, 0.0, 0.0)
    # One more a year in either county, for each of its residents.
    people = [counties()[f].people for f in (KANDIYOHI, STEELE)]
    assert (black["treated_people"], black["control_people"]) == tuple(people)
    assert black["rate_change"] == pytest.approx(1000 / people[0] - 1000 / people[1])
    assert (black["change_low"], black["rate_change_high"]) == (None, None)
    assert losses(found, REASONS) == {"no_pair": 2}


def test_the_mean_over_pairs_has_students_interval():
    values = [0.1, 0.3, -0.2, 0.4]
    mean, low, high = mean_interval(values)

    # Deviations from 0.15: -0.05, 0.15, -0.35, 0.25; squares add up to 0.21.
    reach = t.ppf(0.975, 3) * math.sqrt(0.21 / 3 / 4)
    assert (mean, low, high) == pytest.approx((0.15, 0.15 - reach, 0.15 + reach))


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "x"}),
        ("no_date", {"date": None}),
        ("after_extract", {"date": moment("2026-08-01")}),
        ("no_category", {"subject_race": None}),
        ("no_county", {"county_name": None}),
        ("no_county", {"county_name": "Nowhere"}),
        ("no_pair", {"county_name": "Cook"}),
        ("outside", {"date": moment(LONG_BEFORE)}),
        ("outside", {"date": moment(LONG_AFTER)}),
    ],
)
def test_a_stop_that_is_not_counted_says_why(tmp_path, why, changed):
    given = [*EIGHT, *EDGES, {**stopped("Steele", ON), **changed}]
    found = compute(tmp_path, given)

    expected = {"no_pair": 2}
    expected[why] = expected.get(why, 0) + 1
    assert losses(found, REASONS) == expected


def test_a_county_that_signed_or_applied_is_no_match(tmp_path):
    pending = agreement("Steele County Sheriff's Office", "Steele", None, None)
    found = compute(tmp_path, [*EIGHT, *EDGES], [*SIGNED, pending])

    # Cook is left, which had no stop in the window's first half beside the edge.
    assert {r["pairs"] for r in found.table.to_pylist()} <= {1}
    assert losses(found, REASONS)["no_pair"] == 4


def test_a_window_that_the_data_do_not_cover_is_not_compared(tmp_path):
    found = compute(tmp_path, [s for s in EIGHT if s["date"] != moment(BEFORE)])

    assert found.empty
    assert losses(found, REASONS) == {"no_pair": 6}


def test_a_pair_without_an_event_in_one_of_its_cells_is_left_out(tmp_path):
    given = [*KANDIYOHIS, *STEELES[2:], *EDGES, stopped("Steele", "2024-05-01")]
    found = compute(tmp_path, given)

    assert found.empty
    assert losses(found, REASONS) == {"no_pair": 2, "outside": 1, "half_pair": 6}


def test_counties_are_matched_to_the_nearest_and_earlier_agreements_choose_first():
    day = dt.date.fromisoformat
    starts = {KANDIYOHI: day("2025-05-22"), STEELE: day("2025-03-01")}
    spans = dict.fromkeys((KANDIYOHI, STEELE, MOWER, COOK), (day("2020-01-01"), day("2028-01-01")))
    covered = {"MN": spans[COOK]}
    agreements = Agreements(starts, frozenset(starts), 0)

    # Mower is nearer to both than Cook is; Steele signed first and takes it.
    people = {f: counties()[f].people for f in spans}
    assert abs(people[MOWER] - people[STEELE]) < abs(people[COOK] - people[STEELE])
    pairs = match_counties(agreements, spans, covered)
    assert [(p.treated, p.control) for p in pairs] == [(STEELE, MOWER), (KANDIYOHI, COOK)]


def test_arrests_are_compared_by_conviction_once_for_each_episode(tmp_path):
    codes = {"white": "1 Convicted Criminal", "black": "3 Other Immigration Violator"}
    made = [
        {
            "apprehension_date": s["date"],
            "apprehension_state": "MINNESOTA",
            "apprehension_county": s["county_name"],
            "apprehension_criminality": codes[s["subject_race"]],
            "episode_first": 1,
        }
        for s in [*EIGHT, *EDGES]
    ]
    made.append({**made[0], "episode_first": 0})
    tables = {
        "arrests": rows("arrests", made, extra=["episode_first"]),
        "agreement_histories": rows("agreement_histories", SIGNED),
    }
    found = MEASURE.compute(view(tmp_path, tables, manifest({RELEASE: "2026-07-01"})))

    cells = ("treated_before", "treated_after", "control_before", "control_after")
    told = {r["category"]: [r[c] for c in cells] for r in found.table.to_pylist()}
    assert told == {"convicted": [1, 0, 2, 1], "neither": [1, 2, 0, 1]}
    assert {r["source"] for r in found.table.to_pylist()} == {"arrests"}
    assert losses(found, REASONS) == {"repeated": 1, "no_pair": 2}


def test_without_agreements_it_says_what_is_needed(tmp_path):
    with pytest.raises(MissingTableError, match=r"287\(g\) lists"):
        MEASURE.compute(view(tmp_path, {"stops": rows("stops", EIGHT)}))


def test_no_optimizer_changes_a_cell(tmp_path):
    made = data(tmp_path, [*EIGHT, *EDGES])
    plain = MEASURE.compute(made).table.to_pylist()
    assert plain
    assert alike(plain, without_optimizers(MEASURE.name, made).table.to_pylist())


TREATED = 10
"""Counties of each State with an agreement; each State is one replicate."""


def simulated(seed, effect):
    """
    Stops of twenty counties of every State that has as many, and the agreements of ten.

    A county's share drifts by a draw of its own, in either group: stops of a county are
    not independent. Where there is an agreement the share rises by ``effect`` besides.
    """
    draw = np.random.default_rng(seed)
    by_state = {}
    for c in counties().values():
        by_state.setdefault(c.state, []).append(c)
    kept = {s: c for s, c in sorted(by_state.items()) if len(c) >= 2 * TREATED}
    start = np.datetime64("2025-01-01")
    days, races, names, states, signed = [], [], [], [], []
    for state, listed in kept.items():
        chosen = draw.permutation(len(listed))[: 2 * TREATED]
        for place, n in enumerate(chosen):
            county, treated = listed[n], place < TREATED
            share = draw.uniform(0.2, 0.5)
            later = share + draw.normal(0, 0.04) + (effect if treated else 0)
            for first, p in ((-365, share), (0, later)):
                # An event on the first and the last day, so that the window is covered.
                day = np.r_[first, first + 364, first + draw.integers(0, 365, 58)]
                days.append(start + day)
                races.append(np.where(draw.random(60) < p, "hispanic", "white"))
            names += [county.name] * 120
            states += [state] * 120
            if treated:
                signed.append((state, county.name))
    columns = {
        "date": np.concatenate(days).astype("datetime64[us]"),
        "subject_race": np.concatenate(races),
        "county_name": names,
        "state": states,
    }
    histories = [
        agreement(f"{s} {c} sheriff", c, "2025-01-01", "2025-01-02", state_code=s)
        for s, c in signed
    ]
    return {
        "stops": table_of("stops", columns, len(names)),
        "agreement_histories": rows("agreement_histories", histories),
    }


def replicates(folder, seeds, effect):
    found = []
    for seed in seeds:
        own = folder / str(seed)
        own.mkdir()
        table = MEASURE.compute(view(own, simulated(seed, effect)), ["state"]).table
        found += [r for r in table.to_pylist() if r["category"] == "hispanic"]
    return found


def test_a_planted_change_is_found_and_none_where_none_was_planted(tmp_path):
    for effect in (0.0, 0.15):
        folder = tmp_path / str(effect)
        folder.mkdir()
        found = replicates(folder, [1], effect)
        values = np.array([r["change"] for r in found])
        assert len(values) > 35
        assert abs(values.mean() - effect) <= 4 * values.std(ddof=1) / math.sqrt(len(values))
        held = sum(r["change_low"] <= effect <= r["change_high"] for r in found)
        assert held >= 0.84 * len(found)


@pytest.mark.slow
@pytest.mark.parametrize("effect", [0.0, 0.1])
def test_the_interval_holds_the_truth_as_often_as_it_says(tmp_path, effect):
    found = replicates(tmp_path, range(10), effect)
    held = sum(r["change_low"] <= effect <= r["change_high"] for r in found)

    assert len(found) >= 400
    assert 0.92 <= held / len(found) <= 0.98


def test_the_simulation_matches_every_county_with_an_agreement(tmp_path):
    found = replicates(tmp_path, [1], 0.0)
    assert {r["pairs"] for r in found} <= set(range(TREATED - 1, TREATED + 1))
    assert isinstance(simulated(1, 0.0)["stops"], pa.Table)
