"""
The counties under a 287(g) agreement, by its model: of few agreements by hand, and of the lists.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pyarrow as pa
import pytest

from custodes.build import build
from custodes.disclosure import Publication, protect
from custodes.measures import View, catalog
from custodes.measures._findings import Findings, Ledger, Source
from custodes.provenance import Dataset
from custodes.site._covered import KINDS, covered, kinds_of
from custodes.site._csv import csv_bytes
from custodes.site._shown import Judged
from custodes.site._spec import spec
from custodes.site._split import split

BY = ("state", "model", "county", "county_fips")
FIGURES = (
    "agencies", "by_list", "by_name", "state_wide", "unplaced", "counties", "people",
    "counties_municipal", "people_municipal",
)  # fmt: skip
# Residents of 1 July 2023.
KANDIYOHI, CASS, SANTA_ROSA, NATION = 43_813, 31_446, 203_162, 334_914_895
ROWS = [
    # Two models in one county: the task force reaches farther.
    ("MN", "task_force", "Kandiyohi County, MN", "27067", 1, 1, 0, 0, 0, 1, KANDIYOHI, 0, 0),
    ("MN", "jail_enforcement", "Kandiyohi County, MN", "27067", 1, 1, 0, 0, 0, 1, KANDIYOHI, 0, 0),
    ("MN", "warrant_service_officer", "Cass County, MN", "27021", 1, 0, 1, 0, 0, 1, CASS, 0, 0),
    ("FL", "task_force", "Santa Rosa County, FL", "12113", 1, 1, 0, 0, 0, 0, 0, 1, SANTA_ROSA),
    ("FL", "task_force", None, None, 3, 0, 0, 1, 2, 0, 0, 0, 0),
]


def said(*, passed=True):
    made = pa.Table.from_pylist([dict(zip((*BY, *FIGURES), r, strict=True)) for r in ROWS])
    measure = catalog()["partners_population"]
    source = Source("r", "Lists", dt.date(2025, 2, 10), False, len(ROWS), "agreements")
    found = Findings(
        measure.name, measure.title, BY, {}, "people", made, Ledger(), (), "", "", (source,)
    )
    publication = Publication()
    told = spec(measure)
    one = split(publication, measure, found, replace(told, figures=FIGURES, passed=passed))
    return one, Judged(protect(publication))


def section(**how):
    return covered(*said(**how), id="s1", name="by-county")


def test_a_county_counts_once_by_the_agreement_that_reaches_farthest():
    kinds = kinds_of(*said())
    seen = {f: KINDS[k] for f, k in kinds.items() if k}
    assert seen == {"27067": "task_force", "27021": "jails", "12113": "municipal"}


def test_the_table_counts_counties_and_their_people_and_all_add_up():
    (table,) = section().tables
    rows = [[str(r[0]), *(c.value for c in r[1:3])] for r in table.rows]
    rest = NATION - KANDIYOHI - CASS - SANTA_ROSA
    assert rows == [
        ["of the county, task force", 1, KANDIYOHI],
        ["of the county, in jails", 1, CASS],
        ["of a municipality only", 1, SANTA_ROSA],
        ["none known", 3141, rest],
        ["All", 3144, NATION],
    ]


def test_what_is_not_drawn_is_said():
    told = " ".join(section().text)
    assert "They have agreements in: Florida." in told
    assert "2 agreements are of agencies that could not be placed" in told


def test_the_file_has_every_county_and_model():
    (table,) = section().tables
    held = list(csv.DictReader(io.StringIO(csv_bytes(table, synthetic=False).decode())))
    assert sorted((r["county_fips"], r["model"]) for r in held) == [
        ("", "task_force"),
        ("12113", "task_force"),
        ("27021", "warrant_service_officer"),
        ("27067", "jail_enforcement"),
        ("27067", "task_force"),
    ]


def test_a_county_whose_number_is_hidden_is_striped_and_of_no_kind():
    # As if the lists were nobody's own: every count is under 11.
    one, judged = said(passed=False)
    kinds = kinds_of(one, judged)
    assert kinds["27067"] is None
    found = covered(one, judged, id="s1", name="by-county")
    assert "hidden (3)" in found.maps[0].alt
    (table,) = found.tables
    (hidden,) = [r for r in table.rows if str(r[0]) == "hidden"]
    assert [hidden[1].value, hidden[2].value] == [3, None]


@pytest.mark.real
def test_the_counties_of_a_real_list_are_those_that_its_sheet_names(real_data, tmp_path):
    file = real_data / "287g-participating" / "participatingAgencies12292025am.xlsx"
    build([file], tmp_path / "set")
    measure = catalog()["partners_population"]
    found = measure.compute(View.of(Dataset.open(tmp_path / "set")), list(BY))
    publication = Publication()
    one = split(publication, measure, found, replace(spec(measure), figures=FIGURES))
    kinds = list(kinds_of(one, Judged(protect(publication))).values())
    street, own = set(), set()
    for row in openpyxl.load_workbook(file).worksheets[0].iter_rows(min_row=2, values_only=True):
        state, _, kind, county, model = (str(c or "").strip().casefold() for c in row[:5])
        if kind == "county" and county:
            own.add((state, county))
            if model.startswith("task force"):
                street.add((state, county))
    # A county that the sheet spells in two ways is one: fewer than one in a hundred.
    assert 0 <= len(street) - kinds.count(3) < len(street) / 100
    assert 0 <= len(own) - kinds.count(3) - kinds.count(2) < len(own) / 100
