"""
Parts of one number that stand on two pages.
"""

from __future__ import annotations

from custodes.disclosure import Key, Publication, attack, cell, protect
from custodes.site._wholes import say_wholes

WITH, BY, OTHER = (
    "partners_arrests.with_method",
    "partners_arrests.by_method",
    "priorities.other_arrests",
)


def two_pages(**offices: tuple[int, int, int]) -> Publication:
    """
    Of each office: arrests whose method is told, those by 287(g), and all others.
    """
    said = Publication()
    for i, fact in enumerate((WITH, BY, OTHER)):
        rows = [{"office": o, "n": n[i]} for o, n in offices.items()]
        said.cube(fact, rows, ["office"], "n")
    return said


def at(office: str) -> Key:
    return cell(BY, office=office)


def test_what_the_others_leave_of_a_whole_is_not_worked_out() -> None:
    # By 287(g): 30, 12 and 2 of 44. The 12 are 182 - 170 of two pages, and so the 2 are 44 - 42.
    said = two_pages(Dallas=(300, 30, 270), Boston=(182, 12, 170), Harlingen=(75, 2, 27))
    careless = protect(said).hidden
    say_wholes(said)

    assert {(e.key, e.low, e.high) for e in attack(said, careless)} >= {(at("Boston"), 12.0, 12.0)}
    assert attack(said, protect(said).hidden) == ()


def test_where_parts_do_not_make_up_the_whole_nothing_is_said() -> None:
    said = two_pages(Harlingen=(75, 2, 27))
    before = list(said.sums)
    say_wholes(said)

    assert [
        s for s in said.sums if s not in before and cell(OTHER, office="Harlingen") in s.parts
    ] == []
