"""
What an earlier report showed protects nothing in the next.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from custodes.disclosure import (
    Publication,
    Why,
    attack,
    cell,
    name_of,
    numbers_csv,
    protect,
    read_numbers,
    said_before,
)

A, B, C = (cell("arrests", office=o) for o in "ABC")


def report(limit: float = 11, **parts: int) -> Publication:
    """
    Arrests of three offices; of B also by kind, where that is asked for.
    """
    said = Publication(limit)
    for key, n in zip((A, B, C), (5, 24, 25), strict=True):
        said.add(key, n)
    said.add(cell("arrests"), 54)
    said.total(cell("arrests"), [A, B, C])
    for kind, n in parts.items():
        said.add(cell("arrests", office="B", kind=kind), n)
    if parts:
        said.total(B, [cell("arrests", office="B", kind=k) for k in parts])
    return said


def shown(said: Publication, to: Path) -> dict[str, float]:
    to.write_bytes(numbers_csv(protect(said)))
    return read_numbers(to)


def exposed(said: Publication, before: dict[str, float]) -> list[tuple[float, float]]:
    """
    What whoever has both works out: what either shows is known.
    """
    hidden = {k: w for k, w in protect(said).hidden.items() if name_of(k) not in before}
    return [(e.low, e.high) for e in attack(said, hidden)]


def test_another_choice_of_what_else_to_hide_would_give_all_away(tmp_path: Path) -> None:
    before = shown(report(), tmp_path / "numbers.csv")
    assert "arrests [office=C]" in before

    # 54 - 24 that the second would show - 25 that the first shows.
    assert [(e.low, e.high) for e in attack(report(), {A: Why.PROTECTS})] == [(5.0, 5.0)]
    assert not protect(report(jail=12, street=12)).shows(C)
    assert exposed(report(jail=12, street=12), before) == [(5.0, 5.0)]


def test_the_next_report_hides_again_what_only_it_could_show(tmp_path: Path) -> None:
    before = shown(report(), tmp_path / "numbers.csv")
    now = report(jail=12, street=12)
    said_before(now, before, "first")

    assert not protect(now).shows(B)
    assert exposed(now, before) == []


@pytest.mark.parametrize("limit", [5, 30])
def test_so_does_one_with_another_limit(tmp_path: Path, limit: int) -> None:
    before = shown(report(), tmp_path / "numbers.csv")
    now = report(limit)
    said_before(now, before, "first")

    assert exposed(now, before) == []
    assert protect(now).shows(C) == (limit < 25)
