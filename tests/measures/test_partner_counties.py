"""
Where a local agency is: by the list's column, by its name, or not known.
"""

import pytest

from custodes.measures._counties import (
    counties,
    county_named,
    people_of_states,
    place_agency,
)


def test_the_counties_are_those_of_the_bureaus_estimates_of_2023():
    # Published for 1 July 2023: 334,914,895 residents, Minnesota 5,737,915, D.C. 678,972.
    assert len(counties()) == 3_144
    assert sum(c.people for c in counties().values()) == 334_914_895
    states = people_of_states()
    assert len(states) == 51
    assert (states["MN"], states["DC"]) == (5_737_915, 678_972)
    assert all(len(f) == 5 and f == c.fips and c.people > 0 for f, c in counties().items())


@pytest.mark.parametrize(
    ("state", "text", "fips"),
    [
        ("MN", "Kandiyohi County", "27067"),
        ("MN", "KANDIYOHI", "27067"),
        ("FL", "Saint Johns County", "12109"),
        ("FL", "St. Johns Co.", "12109"),
        ("FL", "Desoto County", "12027"),
        ("LA", "La Salle Parish", "22059"),
        ("LA", "Jefferson", "22051"),
        ("NM", "Dona Ana County", "35013"),
        ("MD", "Prince George\u2019s County", "24033"),
        ("VA", "James City County", "51095"),
        ("VA", "City of Chesapeake", "51550"),
        ("NV", "Carson City", "32510"),
        ("DC", "District of Columbia", "11001"),
        ("AL", "Baldwin Couny", "01003"),  # one letter is missing, in the list itself
        ("MD", "Baltimore City", "24510"),
        ("MD", "Baltimore County", "24005"),
        ("MD", "Baltimore", None),  # which of the two is not said
        ("VA", "Richmond", None),
        ("MN", "Freedom County", None),
        ("FL", "Kershaw County", None),  # a county of South Carolina
        ("PR", "San Juan", None),
        ("MN", "", None),
        (None, "Kandiyohi County", None),
        ("MN", None, None),
    ],
)
def test_a_county_is_found_by_its_name_or_not_at_all(state, text, fips):
    assert county_named(state, text) == fips


@pytest.mark.parametrize(
    ("given", "fips", "how", "kind"),
    [
        (("MN", "Kandiyohi County Sheriff's Office", "Kandiyohi County", "County"),
         "27067", "list", "county"),
        (("GA", "Cobb County Sheriff\u2019s Office", None, None), "13067", "name", "county"),
        (("LA", "East Baton Rouge Parish Sheriff's Office", "N/A", "County"),
         "22033", "name", "county"),
        (("NC", "Alamance Sheriff's Office", None, "County"), "37001", "name", "county"),
        (("FL", "Milton Police Department", "Santa Rosa County", "Municipality"),
         "12113", "list", "municipality"),
        (("FL", "Miami Police Department", None, "Municipality"), None, "unplaced", "municipality"),
        (("FL", "Florida State Guard", "Leon County", "State Agency"), None, "state-wide", "state"),
        (("AZ", "Arizona Department of Corrections", None, None), None, "state-wide", "state"),
        (("VA", "Southwest Virginia Regional Jail Authority", None, "County"),
         None, "unplaced", "county"),
        ((None, None, None, None), None, "unplaced", "unknown"),
    ],
)  # fmt: skip
def test_an_agency_is_placed_by_the_surest_that_the_list_says(given, fips, how, kind):
    placed = place_agency(*given)
    assert (placed.fips, placed.how, placed.kind) == (fips, how, kind)


def test_every_county_is_found_by_its_own_name():
    missed = [c for c in counties().values() if county_named(c.state, c.name) != c.fips]
    assert missed == []
