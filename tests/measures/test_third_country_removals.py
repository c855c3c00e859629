"""
Removals to a country not one's own: eight rows by hand, and random ones told again.
"""

import datetime as dt
import random
from collections import Counter

import pytest
from answer_parts import losses
from optimizers_off import without_optimizers

from custodes.errors import MissingTableError
from custodes.measures._intervals import wilson
from custodes.measures.third_country import MEASURE, REASONS
from small_datasets import manifest, rows, view

# (person, departed, citizenship, departed for)
EIGHT = [
    ("a", "2025-03-01", "CUBA", "MEXICO"),  # third
    ("b", "2025-03-01", "CUBA", "Cuba"),  # own, whatever its capitals
    ("c", "2025-03-02", "HONDURAS", "HONDURAS"),  # own
    ("c", "2025-03-02", "HONDURAS", "HONDURAS"),  # repeats it
    ("c", "2025-03-03", "HONDURAS", "MEXICO"),  # another day: third
    (None, "2025-03-02", "CUBA", None),  # not known
    (None, "2025-03-02", "UNKNOWN", "MEXICO"),  # not known; without an id, of its own
    ("d", None, "CUBA", "MEXICO"),  # no day
]


def removal(person, departed, country, destination, **more):
    return {
        "unique_identifier": person,
        "departed_date": dt.date.fromisoformat(departed) if departed else None,
        "citizenship_country": country,
        "departure_country": destination,
        **more,
    }


def one(**changed):
    return {**removal("a", "2025-03-01", "CUBA", "MEXICO"), **changed}


def third(folder, listed, by=(), where=None, made=None):
    return MEASURE.compute(view(folder, {"removals": rows("removals", listed)}, made), by, where)


def eight(folder, by=(), where=None):
    return third(folder, [removal(*r) for r in EIGHT], by, where)


def counts(findings):
    return [tuple(r.values())[:-3] for r in findings.table.to_pylist()]


def test_departures_are_counted_by_country_of_citizenship(tmp_path):
    found = eight(tmp_path, ["country"])
    expected = [("CUBA", 3, 1, 1, 1), ("HONDURAS", 2, 1, 1, 0), ("UNKNOWN", 1, None, None, 1)]
    assert expected == counts(found)
    assert losses(found, REASONS) == {"no_date": 1, "repeated": 1}


def test_the_share_is_of_those_whose_two_countries_are_known(tmp_path):
    (row,) = eight(tmp_path).table.to_pylist()
    told = [row[f"share_third_country{e}"] for e in ("", "_low", "_high")]
    assert told == pytest.approx([float(x) for x in wilson(2, 4)])
    (none,) = third(tmp_path, [one(departure_country=None)]).table.to_pylist()
    assert none["share_third_country"] is none["share_third_country_low"] is None


def test_of_rows_of_one_departure_that_which_names_the_country_stands_for_all(tmp_path):
    given = [one(departure_country=None), one()]
    assert counts(third(tmp_path, given)) == counts(third(tmp_path, given[::-1])) == [(1, 0, 1, 0)]


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("no_date", {"departed_date": None}),
        ("after_extract", {"departed_date": dt.date(2026, 3, 11)}),
        ("repeated", {}),
    ],
)
def test_a_row_that_is_no_departure_is_left_out_and_says_why(tmp_path, why, changed):
    found = third(tmp_path, [one(), one(**changed)])
    assert losses(found, REASONS) == {why: 1}
    assert found.ledger.counted == 1


def test_the_day_of_the_count_stands_in_for_that_of_the_departure(tmp_path):
    given = [one(departed_date=None, removal_date=dt.date(2025, 10, 1))]
    assert counts(third(tmp_path, given, ["fiscal_year"])) == [(2026, 1, 0, 1, 0)]


def test_the_same_id_in_two_releases_is_two_departures(tmp_path):
    made = manifest({"ice-2026-03": None, "ice-2025-07": None})
    assert counts(third(tmp_path, [one(), one(release="ice-2025-07")], made=made))[0][0] == 2


def test_counts_add_up_however_they_are_split_and_every_number_is_described(tmp_path):
    for by in MEASURE.choices:
        found = eight(tmp_path, [by])
        assert found.table.column_names[1:] == [f.name for f in MEASURE.figures]
        for row in found.table.to_pylist():
            assert row["departures"] == sum(row[p] or 0 for p in MEASURE.figures[0].parts)
        assert sum(r["departures"] for r in found.table.to_pylist()) == found.ledger.counted == 6


def test_a_limit_and_empty_tables_say_what_is_left(tmp_path):
    assert counts(eight(tmp_path, (), {"destination": "mexico"})) == [(3, 0, 2, 1)]
    assert (
        "Nothing is left to count after the filter."
        in eight(tmp_path, (), {"country": "Nowhere"}).caveats
    )
    assert third(tmp_path, []).empty
    with pytest.raises(MissingTableError, match="release of removals"):
        MEASURE.compute(view(tmp_path, {"arrests": rows("arrests", [])}))


def test_random_rows_told_again_in_plain_python_and_unoptimized_have_the_same_counts(tmp_path):
    rng = random.Random(3)
    countries = ["CUBA", "MEXICO", "HAITI", "UNKNOWN", None]
    given = [
        one(
            unique_identifier=rng.choice(["a", "b", "c", "d", None]),
            departed_date=dt.date(2025, 1, rng.randint(1, 9)),
            citizenship_country=rng.choice(countries[:4]),
            departure_country=rng.choice(countries),
        )
        for _ in range(120)
    ]
    first = {}
    for i, r in enumerate(given):
        key = (r["unique_identifier"] or i, r["departed_date"])
        if key not in first or (first[key]["departure_country"] is None and r["departure_country"]):
            first[key] = r
    told = Counter(
        "not known"
        if r["departure_country"] in ("UNKNOWN", None) or r["citizenship_country"] == "UNKNOWN"
        else ("own" if r["departure_country"] == r["citizenship_country"] else "third")
        for r in first.values()
    )
    found = third(tmp_path, given)
    assert counts(found) == [(len(first), told["own"], told["third"], told["not known"])]
    data = view(tmp_path, {"removals": rows("removals", given)})
    plain = without_optimizers("third_country", data, ["country", "destination"])
    assert plain.table.to_pylist() == third(tmp_path, given, plain.by).table.to_pylist()


@pytest.mark.parametrize(
    ("country", "destination", "column"),
    [
        ("KOREA", "SOUTH KOREA", "not_known"),
        ("KOREA", "KOREA", "own_country"),
        ("YUGOSLAVIA", "SERBIA", "not_known"),
        ("STATELESS", "JORDAN", "not_known"),
        ("SOUTH KOREA", "JAPAN", "third_country"),
    ],
)
def test_a_citizenship_that_names_no_one_country_of_today_tells_no_third_country(
    tmp_path, country, destination, column
):
    found = third(tmp_path, [removal("a", "2025-03-01", country, destination)])
    assert [r[column] for r in found.table.to_pylist()] == [1]


def test_departures_are_split_by_the_group_of_the_most_serious_conviction(tmp_path):
    given = [
        one(most_serious_conviction_code="0999"),
        one(unique_identifier="b", most_serious_conviction_charge="Robbery"),
        one(unique_identifier="c", redacted="most_serious_conviction_code"),
        one(unique_identifier="d"),
    ]
    found = third(tmp_path, given, ["offense_group"]).table.to_pylist()
    assert {r["offense_group"]: r["departures"] for r in found} == {
        "homicide": 1,
        "robbery": 1,
        "withheld": 1,
        "not given": 1,
    }
