"""
Counts of two measures of which one is among the other.
"""

from __future__ import annotations

from custodes.disclosure import Publication, Why, attack, cell, protect
from custodes.site._nested import say_nested

ALL, FOLLOWED = cell("releases.releases", office="A"), cell("return.releases", office="A")
ONCE = cell("partners_arrests.arrests", office="A")


def releases(followed: int) -> Publication:
    """
    103 releases of an office, and those of them that another measure follows.
    """
    said = Publication()
    said.add(ALL, 103)
    said.add(FOLLOWED, followed)
    return said


def test_a_few_people_between_two_measures_hide_one_of_them() -> None:
    said = releases(100)
    assert protect(said).hidden == {}

    say_nested(said)

    # 103 less 100 are 3 people, and no page says so.
    (found,) = attack(said, {})
    assert (found.low, found.high) == (3, 3)
    hidden = protect(said).hidden
    assert set(hidden) & {ALL, FOLLOWED}
    assert attack(said, hidden) == ()


def test_many_people_between_two_measures_hide_nothing() -> None:
    for followed in (92, 103):
        said = releases(followed)
        say_nested(said)

        assert protect(said).hidden == {}


def test_rows_of_one_measure_bound_what_another_hides() -> None:
    said = Publication()
    said.cube(
        "partners_arrests.arrests",
        [{"office": "A", "n": 101}, {"office": "B", "n": 5}],
        ["office"],
        "n",
    )
    said.add(cell("partners_arrests.with_method", office="A"), 100)
    said.add(cell("flows.row_count", office="A", event="arrests"), 102)
    hidden = {ONCE: Why.PROTECTS, cell("partners_arrests.arrests", office="B"): Why.PROTECTS}
    assert attack(said, hidden) == ()

    say_nested(said)

    # At least those with a method, at most all rows: so the 5 are 4 to 6.
    ends = {e.key: (e.low, e.high) for e in attack(said, hidden)}
    assert ends == {ONCE: (100, 102), cell("partners_arrests.arrests", office="B"): (4, 6)}
    assert attack(said, protect(said).hidden) == ()


def test_what_counts_other_rows_is_not_compared() -> None:
    said = Publication()
    said.add(cell("flows.row_count", office="A", event="encounters"), 103)
    said.add(ONCE, 100)

    say_nested(said)

    assert not said.sums
