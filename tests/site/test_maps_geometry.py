"""
The files of places: what they should hold, and that they are the ones that were made.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest

from custodes.records import code_lists
from custodes.site.geometry import (
    area_code,
    atlas,
    counties,
    county_fips,
    state_code,
)

FOLDER = files("custodes.site.geometry")
SOURCES = tomllib.loads((FOLDER / "sources.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", ["counties_json", "counties_csv"])
def test_a_file_has_the_hash_that_is_written_beside_its_source(name):
    raw = (FOLDER / name.replace("_", ".")).read_bytes()
    assert SOURCES[name]["sha256"] == hashlib.sha256(raw).hexdigest()
    assert len(raw) < 400_000


def test_every_county_of_the_fifty_states_and_the_district_is_drawn_once():
    # 3,142 counties and equivalents in 2017: the Census Bureau's own count.
    assert len(atlas().counties) == 3142
    assert {f for f, c in counties().items() if c.drawn} == set(atlas().counties)


def test_the_territories_have_no_drawing_and_are_named():
    away = Counter(c.state for c in counties().values() if not c.drawn)
    assert away == {"PR": 78, "AS": 3, "GU": 1, "MP": 4, "VI": 3}
    labels = {c.code: c.label for c in code_lists()["state"].codes}
    assert SOURCES["counties_csv"]["not_drawn"] == sorted(labels[s] for s in away)


def test_every_county_is_in_one_of_the_twenty_five_areas_but_american_samoa():
    areas = {c.area for c in counties().values() if c.area}
    assert len(areas) == 25
    assert areas < {c.code for c in code_lists()["area_of_responsibility"].codes}
    assert {c.state for c in counties().values() if not c.area} == {"AS"}


def test_areas_that_are_whole_states_are_so():
    # From ICE's list: St. Paul has five States whole, Phoenix one, Newark one.
    states = {c.state for c in counties().values() if c.area == "SPM"}
    assert states == {"IA", "MN", "NE", "ND", "SD"}
    assert {c.area for c in counties().values() if c.state in states} == {"SPM"}
    assert {c.state for c in counties().values() if c.area == "PHO"} == {"AZ"}
    assert {c.state for c in counties().values() if c.area == "NEW"} == {"NJ"}


def test_states_that_are_divided_are_divided_by_county():
    split = {
        s
        for s in {c.state for c in counties().values()}
        if len({c.area for c in counties().values() if c.state == s}) > 1
    }
    assert split == {"CA", "NY", "TX"}
    assert counties()["36061"].area == "NYC"
    assert counties()["36001"].area == "BUF"
    assert counties()["48215"].area == "HLG"


@pytest.mark.real
def test_an_older_list_agrees_but_for_twenty_five_counties_of_texas(real_data):
    with (real_data / "reference/county_aor.csv").open(encoding="utf-8", newline="") as file:
        older = {r["geoid"]: area_code(r["aor"]) for r in csv.DictReader(file)}
    differ = {f: (was, counties()[f].area) for f, was in older.items() if was != counties()[f].area}
    assert Counter(differ.values()) == {
        ("SNA", "HLG"): 8,
        ("HOU", "HLG"): 7,
        ("SNA", "HOU"): 10,
    }
    assert {f[:2] for f in differ} == {"48"}


def test_an_outline_is_closed_and_a_county_inside_another_cuts_it_out():
    for fips in atlas().counties:
        lines = atlas().outline([fips])
        assert lines, fips
        assert all(line[0] == line[-1] for line in lines)
    # Lexington, Virginia, lies inside Rockbridge County.
    assert len(atlas().outline(["51163"])) > len(atlas().outline(["51163", "51678"]))


def area_of(line):
    return abs(sum(a * y - x * b for (a, b), (x, y) in pairwise(line))) / 2


def test_the_outline_of_a_state_has_the_area_of_its_counties():
    iowa = [f for f in atlas().counties if f[:2] == "19"]
    apart = sum(area_of(line) for f in iowa for line in atlas().outline([f]))
    assert apart == sum(area_of(line) for line in atlas().outline(iowa))


def test_sizes_are_true_to_life_within_a_tenth():
    # Land and water in thousand square miles, Census Bureau: the projection keeps areas.
    known = {"19": 56.3, "27": 86.9, "56": 97.8, "08": 104.1, "40": 69.9, "01": 52.4}
    drawn = {
        s: sum(
            area_of(line) for line in atlas().outline([f for f in atlas().counties if f[:2] == s])
        )
        for s in known
    }
    scale = sum(drawn.values()) / sum(known.values())
    for s, size in known.items():
        assert drawn[s] / scale == pytest.approx(size, rel=0.1)


def test_groups_keep_their_land_when_corners_go():
    thinned = atlas().grouped(lambda fips: fips[:2], 12)
    assert len(thinned.counties) == 51
    for state in ("19", "48", "15"):
        fips = [f for f in atlas().counties if f[:2] == state]
        full = sum(area_of(line) for line in atlas().outline(fips))
        assert sum(map(area_of, thinned.outline([state]))) == pytest.approx(full, rel=0.05)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("St. Paul Area of Responsibility", "SPM"),
        ("Saint Paul Area of Responsibility", "SPM"),
        ("Washington Area of Responsibility", "WAS"),
        ("SNA", "SNA"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_an_area_is_found_by_the_text_of_a_release(text, code):
    assert area_code(text) == code


@pytest.mark.parametrize(
    ("state", "name", "fips"),
    [
        ("MINNESOTA", "Hennepin County", "27053"),
        ("MO", "St. Louis County", "29189"),
        ("MO", "St. Louis city", "29510"),
        ("VA", "James City County", "51095"),
        ("NV", "Carson City", "32510"),
        ("LA", "Orleans Parish", "22071"),
        ("FL", "De Soto County", "12027"),
        ("Minnesota", "Saint Louis", "27137"),
        ("Minnesota", "Nowhere", None),
        ("Ontario", "Kent", None),
    ],
)
def test_a_county_is_found_by_state_and_name(state, name, fips):
    assert county_fips(state, name) == fips


def test_a_state_is_found_by_any_of_its_names():
    assert [state_code(t) for t in ("texas", "TX", "48", "")] == ["TX", "TX", "TX", None]
