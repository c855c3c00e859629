"""
The headers are those of the true releases, in their order.
"""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files

import pytest

from custodes.errors import CallError
from custodes.synthetic import TABLES, layouts
from custodes.synthetic._layouts import layout

COUNTS = {"arrests": 25, "detainers": 65, "detentions": 53, "encounters": 23, "removals": 39}


def test_the_march_2026_tables_have_as_many_columns_as_the_true_ones():
    assert {t: len(h) for t, h in layout("2026-03").headers.items()} == COUNTS


def test_the_misspelt_header_of_the_encounters_is_kept():
    assert "Citizenship County" in layout("2026-03").headers["encounters"]


def test_the_july_2025_detainers_workbook_has_one_header_twice():
    headers = list(layout("2025-07").sheet_headers("detainers", "FY24").values())
    assert [i + 1 for i, h in enumerate(headers) if h == "Final Order Yes No"] == [33, 56]


def test_the_first_march_2026_detainer_workbooks_lack_the_birth_date():
    found = layout("2026-03")
    assert {y: len(found.sheet_headers("detainers", y)) for y in ("FY23", "FY24", "FY25")} == {
        "FY23": 64, "FY24": 64, "FY25": 65,
    }  # fmt: skip


@pytest.mark.parametrize("name", layouts())
@pytest.mark.parametrize("table", TABLES)
def test_no_header_is_one_that_the_reader_of_releases_does_not_know(name, table):
    folder = files("custodes.releases") / "layouts" / name
    reader = "stints" if table == "detentions" else table
    facts = tomllib.loads((folder / f"{reader}.toml").read_text("utf-8"))
    known = {h for part in facts.values() if isinstance(part, dict) for h in part}
    assert set(layout(name).headers[table]) - known == set()


@pytest.mark.real
@pytest.mark.parametrize("name", layouts())
def test_headers_stand_in_the_order_in_which_they_were_published(real_data, name):
    published: dict[str, list[str]] = {}
    with (real_data / "releases" / "columns_by_release.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            if row["release"].startswith(name):
                published.setdefault(row["table"], []).append(row["raw_header"])
    assert {t: list(h) for t, h in layout(name).headers.items()} == published


def test_an_unknown_layout_is_refused_with_the_known_ones_named():
    with pytest.raises(CallError, match="2025-07, 2026-03, 2026-08"):
        layout("1999-01")
