"""
Which names are one agency: by what evidence names are joined, and when never.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.histories.agreements import Listing, identify
from custodes.releases.agreements import agency_key

SIGNED = dt.date(2025, 3, 1)


def spelled(name: str, numbers: list[int], *, signed: dt.date | None = SIGNED, county: str | None = None,
            participating: bool = True) -> Iterator[Listing]:  # fmt: skip
    key = agency_key("TEXAS", name)
    assert key
    for number in numbers:
        yield Listing(key, name, county, "task_force", signed, participating, number)


def agencies(*groups: Iterator[Listing]) -> set[frozenset[str]]:
    """
    The names, put together as they are told to be one agency.
    """
    found = defaultdict(set)
    for (_, agency, _), who in identify(x for g in groups for x in g).items():
        found[who.key].add(agency)
    return {frozenset(names) for names in found.values()}


OLD, NEW = "Mantiowoc County SO", "Manitowoc County SO"
TOGETHER = {frozenset({OLD, NEW})}
APART = {frozenset({OLD}), frozenset({NEW})}


def test_a_misspelled_name_is_joined_by_model_and_day_of_signature():
    assert agencies(spelled(OLD, [1, 2]), spelled(NEW, [3, 4])) == TOGETHER


def test_a_misspelling_that_comes_and_goes_is_joined():
    assert agencies(spelled(OLD, [1, 3]), spelled(NEW, [2, 4])) == TOGETHER


def test_two_names_in_one_list_are_two_agencies_however_near():
    assert agencies(spelled(OLD, [1, 2]), spelled(NEW, [2, 3])) == APART


def test_two_names_in_one_pending_list_are_two_agencies():
    pending = [*spelled(OLD, [7], participating=False), *spelled(NEW, [7], participating=False)]
    assert agencies(spelled(OLD, [1]), spelled(NEW, [2]), iter(pending)) == APART


def test_near_names_signed_on_two_days_are_two_agencies():
    assert agencies(spelled(OLD, [1]), spelled(NEW, [2], signed=dt.date(2025, 2, 1))) == APART


def test_near_names_without_a_day_of_signature_are_two_agencies():
    assert agencies(spelled(OLD, [1], signed=None), spelled(NEW, [2], signed=None)) == APART


def test_near_names_of_two_counties_are_two_agencies():
    assert (
        agencies(spelled(OLD, [1], county="Oak County"), spelled(NEW, [2], county="Elm County"))
        == APART
    )


def test_near_names_of_one_county_with_a_slip_are_one_agency():
    counties = ("Manitowoc County", "Mantiowoc")
    assert agencies(*(spelled(n, [i], county=c) for i, (n, c) in enumerate(zip((OLD, NEW), counties, strict=True)))) == TOGETHER  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Constable Precinct 1", "Constable Precinct 4"),
        ("Lake City Police Department", "Dade Town Police Department"),
    ],
)
def test_numbers_and_other_words_are_no_slips(one, other):
    assert agencies(spelled(one, [1]), spelled(other, [2])) == {
        frozenset({one}),
        frozenset({other}),
    }


def test_a_word_more_or_another_order_is_joined_where_one_follows_the_other():
    for one, other in [
        ("Wyoming Highway State Patrol", "Wyoming State Highway Patrol"),
        ("City of Oak Police Department", "Oak Police Department"),
    ]:
        assert agencies(spelled(one, [1, 2]), spelled(other, [3])) == {frozenset({one, other})}


def test_a_word_more_is_not_joined_where_a_list_lies_between():
    one, other = "City of Oak Police Department", "Oak Police Department"
    assert agencies(spelled(one, [1]), spelled(other, [3])) == {
        frozenset({one}),
        frozenset({other}),
    }


def test_a_word_more_is_not_joined_where_two_could_be_meant():
    names = ["Oak Police Department", "Oak Beach Police Department", "Oak Park Police Department"]
    groups = [spelled(names[0], [1]), spelled(names[1], [2]), spelled(names[2], [2])]
    assert agencies(*groups) == {frozenset({n}) for n in names}


NAMES = ["Oak PD", "Oka PD", "Oak Police Dept", "City of Oak PD", "Oaks PD", "Elm 1 PD", "Elm 2 PD"]
LISTINGS = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.integers(0, 3), st.sampled_from([None, "Oak County", "Elm County"]),
        st.sampled_from([SIGNED, dt.date(2025, 2, 1), None]), st.booleans(),
    ),
    max_size=14,
)  # fmt: skip


@given(LISTINGS)
def test_no_two_keys_of_one_list_are_ever_joined(drawn):
    listings = [
        Listing(agency_key("TEXAS", n) or "", n, c, "task_force", s, p, i)
        for n, i, c, s, p in drawn
    ]
    told = identify(listings)
    in_list = defaultdict(lambda: defaultdict(set))
    for one in listings:
        who = told[one.key, one.agency, one.county]
        in_list[one.list_id][who.key].add(one.key)
    assert [keys for found in in_list.values() for keys in found.values() if len(keys) > 1] == []


@given(LISTINGS)
def test_who_is_who_does_not_depend_on_the_order_of_rows(drawn):
    listings = [
        Listing(agency_key("TEXAS", n) or "", n, c, "task_force", s, p, i)
        for n, i, c, s, p in drawn
    ]
    assert identify(listings) == identify(reversed(listings))
