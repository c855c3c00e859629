"""
One number under two names.
"""

from __future__ import annotations

import pytest

from custodes.disclosure import Publication, attack, cell, protect
from custodes.site._twins import say_twins


def two_measures(boston: int, miami: int) -> Publication:
    """
    One measure prints rows; another the same rows under its own name, with parts.
    """
    said = Publication()
    for office, rows in (("Boston", 40), ("Miami", 70)):
        said.add(cell("one.rows", office=office), rows)
    for office, rows in (("Boston", boston), ("Miami", miami)):
        at = {"event": "a", "office": office}
        said.add(cell("two.rows", **at), rows)
        said.cube(
            "two.part",
            [{**at, "k": 0, "n": 5}, {**at, "k": 1, "n": rows - 5}],
            ["event", "office", "k"],
            "n",
            apart=["event", "office"],
        )
        said.total(cell("two.rows", **at), [cell("two.part", **at)])
    return said


def test_a_number_that_one_page_shows_is_no_secret_on_another() -> None:
    said = two_measures(boston=40, miami=70)
    say_twins(said)
    judged = protect(said)

    for office in ("Boston", "Miami"):
        one, two = cell("one.rows", office=office), cell("two.rows", event="a", office=office)
        assert judged.shows(one) == judged.shows(two)
    assert attack(said, judged.hidden) == ()


def test_without_saying_so_one_page_gives_away_what_the_other_hides() -> None:
    said = two_measures(boston=40, miami=70)
    hidden = dict(protect(said).hidden)
    hidden[cell("two.rows", event="a", office="Boston")] = next(iter(hidden.values()))
    say_twins(said)

    assert cell("two.rows", event="a", office="Boston") in {e.key for e in attack(said, hidden)}


@pytest.mark.parametrize("miami", [69, 71])
def test_figures_that_differ_anywhere_are_two(miami: int) -> None:
    said = two_measures(boston=40, miami=miami)

    say_twins(said)

    ones = {cell("one.rows", office=office) for office in ("Boston", "Miami")}
    assert not [s for s in said.sums if ones & {s.total, *s.parts}]
