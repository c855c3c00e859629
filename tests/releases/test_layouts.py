"""
The layouts as data: each says something that can be so.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from sheets import headers, read, sheet

from custodes.records import code_lists, table, tables
from custodes.releases._dates import read_date
from custodes.releases._headers import fold
from custodes.releases._layout import Layout, TableLayout, layouts
from custodes.releases._precedence import _facts

OURS = [(x.id, t.stem) for x in layouts().values() if not x.split for t in x.tables]
ALL = [t for x in layouts().values() for t in x.tables if not t.set_aside]

FOLDERS = {
    "2026-03": "2026-03",
    "2025-07": "2025-07",
    "2026-08": "2026-08",
    "2012-2023": "2012-2023",
    "2022-ICFO-09022": "2022-icfo-09022",
    "2022-ICFO-09023": "2022-icfo-09023",
}


def named(found: TableLayout) -> str:
    return f"{found.layout}-{found.stem}"


@pytest.mark.parametrize("found", ALL, ids=named)
def test_every_header_becomes_a_column_that_the_table_has(found: TableLayout) -> None:
    known = {c.name for c in table(found.table).columns}
    assert {c for to in found.columns.values() for c in to} - known == set()


@pytest.mark.parametrize("found", ALL, ids=named)
def test_every_table_has_a_header_that_dates_its_rows(found: TableLayout) -> None:
    event = table(found.table).event
    assert event in {c for to in found.columns.values() for c in to}


@pytest.mark.parametrize("found", ALL, ids=named)
def test_two_headers_that_a_sheet_must_have_never_become_one_column(found: TableLayout) -> None:
    needed = [c for h, to in found.targets.items() if h in found.required for c in to]
    assert [c for c, n in Counter(needed).items() if n > 1] == []


@pytest.mark.parametrize("found", ALL, ids=named)
def test_a_header_is_either_taken_or_not(found: TableLayout) -> None:
    assert set(found.targets) & set(found.whys) == set()


@pytest.mark.parametrize("found", ALL, ids=named)
def test_another_spelling_is_of_a_header_that_the_layout_has(found: TableLayout) -> None:
    assert {fold(h) for h in found.also.values()} - found.known == set()


@pytest.mark.parametrize("found", ALL, ids=named)
def test_titles_give_values_to_columns_that_the_table_has(found: TableLayout) -> None:
    known = {c.name for c in table(found.table).columns}
    assert {n for t in found.titles for n in t.set} - known == set()


@pytest.mark.parametrize(("layout", "stem"), OURS)
def test_a_sheet_with_a_layouts_headers_is_recognised_as_that_layouts(
    layout: str, stem: str, tmp_path: Path
) -> None:
    found = read({"Data": sheet(layout, stem, {headers(layout, stem)[0]: "x"})}, tmp_path)
    if found.tables:
        assert [(t.layout, t.table) for t in found] == [(layout, stem)]
    else:
        assert "is set aside: " in found.notes[-1]


@pytest.mark.parametrize("layout", list(layouts().values()), ids=lambda x: x.id)
def test_a_year_of_two_digits_is_never_read_as_one_to_come(layout: Layout) -> None:
    assert read_date("6/1/99", layout.last_year).year == 1999
    assert read_date("6/1/07", layout.last_year).year == 2007


def test_every_release_with_a_rank_is_a_release_that_layouts_know() -> None:
    known = {x.id for x in layouts().values()}
    known |= {r["id"] for x in layouts().values() for r in x.facts.get("release", ())}
    assert {o["release"] for o in _facts()["order"]} - known == set()


def test_every_code_list_that_a_column_names_is_there() -> None:
    wanted = {c.codes for t in tables().values() for c in t.columns if c.codes}
    assert wanted - set(code_lists()) == set()


@pytest.mark.real
def test_every_one_of_728_published_headers_is_mapped_or_listed_as_not_taken(
    real_data: Path,
) -> None:
    with (real_data / "releases" / "columns_by_release.csv").open(encoding="utf-8") as lines:
        published = list(csv.DictReader(lines))
    lost = []
    for row in published:
        stem = {"detentions": "stints"}.get(row["table"], row["table"])
        layout = layouts()[FOLDERS[row["release"].split()[0]]]
        found = next(t for t in layout.tables if t.stem == stem)
        if fold(row["raw_header"]) not in found.spelled:
            lost.append((row["release"], row["table"], row["raw_header"]))
    assert (len(published), lost) == (728, [])
