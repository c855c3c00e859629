"""
A report after another: nobody gets a small number by subtracting.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from custodes.disclosure import (
    Publication,
    attack,
    cell,
    name_of,
    numbers_csv,
    protect,
    read_numbers,
    said_before,
)


def report(counts: dict[tuple[str, int], int]) -> Publication:
    said = Publication()
    rows = [{"office": o, "year": y, "n": n} for (o, y), n in counts.items()]
    said.cube("releases", rows, ["office", "year"], "n")
    return said


FIRST = {
    ("St. Paul", 2024): 100,
    ("St. Paul", 2025): 50,
    ("Boston", 2024): 80,
    ("Boston", 2025): 90,
}


def shown(said: Publication, to: Path) -> dict[str, float]:
    to.write_bytes(numbers_csv(protect(said)))
    return read_numbers(to)


def test_a_report_says_what_it_shows_and_the_next_reads_it(tmp_path: Path) -> None:
    found = shown(report({**FIRST, ("Guam", 2024): 5}), tmp_path / "numbers.csv")

    assert found["releases [office=Boston; year=2025]"] == 90
    assert "releases [office=Guam; year=2024]" not in found


def test_what_differs_by_less_than_the_limit_is_counted_and_guarded(tmp_path: Path) -> None:
    before = shown(report(FIRST), tmp_path / "numbers.csv")
    now = report({**FIRST, ("St. Paul", 2025): 53, ("Boston", 2025): 290})

    beside = said_before(now, before, "first")
    judged = protect(now)

    # St. Paul 2025 (3 more) and St. Paul (3) by few; Boston 2025 and Boston (200), 2025
    # and all (203) by many; St. Paul 2024, Boston 2024 and 2024 not at all.
    assert (beside.same, beside.differ, beside.small) == (3, 6, 2)
    assert not judged.shows(cell("releases", office="St. Paul", year=2025))
    assert not judged.shows(cell("releases", office="St. Paul"))
    assert attack(now, judged.hidden) == ()


def test_without_the_guard_the_difference_would_be_exposed(tmp_path: Path) -> None:
    before = shown(report(FIRST), tmp_path / "numbers.csv")
    now = report({**FIRST, ("St. Paul", 2025): 53})
    unguarded = protect(report({**FIRST, ("St. Paul", 2025): 53})).hidden
    said_before(now, before, "first")

    exposed = attack(now, unguarded)

    assert {(e.low, e.high) for e in exposed} == {(3.0, 3.0)}


def test_fewer_than_before_is_guarded_as_more_is(tmp_path: Path) -> None:
    before = shown(report(FIRST), tmp_path / "numbers.csv")
    now = report({**FIRST, ("Boston", 2024): 78})

    said_before(now, before, "first")

    assert not protect(now).shows(cell("releases", office="Boston", year=2024))


def test_the_same_numbers_again_reveal_nothing(tmp_path: Path) -> None:
    before = shown(report(FIRST), tmp_path / "numbers.csv")
    now = report(FIRST)

    beside = said_before(now, before, "first")

    assert (beside.differ, beside.small, beside.only_earlier, beside.only_now) == (0, 0, 0, 0)
    assert protect(now).hidden == {}


def test_a_file_that_no_report_wrote_is_refused(tmp_path: Path) -> None:
    (tmp_path / "numbers.csv").write_text("office,n\nBoston,3\n")

    with pytest.raises(ValueError, match="not the numbers of a report"):
        read_numbers(tmp_path / "numbers.csv")


def test_a_key_has_one_name() -> None:
    assert name_of(cell("n", b=2, a=1)) == name_of(cell("n", a=1, b=2)) == "n [a=1; b=2]"


def test_a_stock_adds_up_over_offices_and_not_over_days() -> None:
    said = Publication()
    rows = [{"office": o, "day": d, "n": 5} for o in "AB" for d in (1, 2)]
    said.cube("held", rows, ["office", "day"], "n", apart=["day"])

    assert said.values[cell("held", day=1)] == 10
    assert cell("held", office="A") not in said.values
    assert cell("held") not in said.values
