"""
The measures of 287(g) on the agency's own lists and the arrests of fiscal years 2016 to 2018.
"""

import csv
import gzip
from collections import Counter

import openpyxl
import pytest

from custodes.build import build
from custodes.measures import View, catalog
from custodes.provenance import Dataset

pytestmark = [pytest.mark.real, pytest.mark.slow]


@pytest.fixture(scope="module")
def data(real_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("partners") / "set"
    arrests = sorted((real_data / "enforcement-fy16-19").glob("EROArrests_*"))
    lists = [real_data / "287g-participating", real_data / "287g-pending"]
    build([*arrests, *lists], folder)
    return View.of(Dataset.open(folder))


def rows(data, name, by, where=None):
    return catalog()[name].compute(data, by, where).table.to_pylist()


def test_arrests_by_the_287g_method_are_those_of_the_release(data):
    found = rows(data, "partners_arrests", ["fiscal_year"])
    assert [(r["fiscal_year"], r["by_method"], r["arrests"]) for r in found] == [
        (2016, 3_149, 110_104),
        (2017, 7_164, 143_470),
        (2018, 10_338, 158_581),
    ]


def test_kandiyohi_county_signed_in_may_2025_and_was_the_only_one_in_minnesota(data):
    found = rows(data, "partners", ["month", "model"], {"state": "MN", "month": "2025-05"})
    assert [(r["model"], r["signed"]) for r in found if r["signed"]] == [
        ("warrant_service_officer", 1)
    ]
    where = {"county": "Kandiyohi County, MN"}
    first = rows(data, "partners_population", ["month"], where)[0]
    # It stands on the lists from the end of that month on.
    assert str(first["month"]) == "2025-05-01"
    assert (first["agencies"], first["by_list"], first["counties"]) == (1, 1, 1)


def test_the_last_list_of_january_2021_is_counted_row_by_row(data, real_data):
    # One workbook of that month; its header, then one agreement a row.
    sheet = openpyxl.load_workbook(
        real_data / "287g-participating" / "ParticipatingEntities-20210113002027.xlsx"
    ).worksheets[0]
    listed = [r for r in sheet.iter_rows(min_row=2, values_only=True) if any(r)]
    (found,) = rows(data, "partners", ["month"], {"month": "2021-01"})
    assert found["active"] == len({tuple(str(c).strip().lower() for c in r[:3]) for r in listed})


def test_every_county_of_florida_lives_under_an_agreement_by_june_2025(data):
    # All 67 sheriffs had signed; the share of people is then the whole State.
    (found,) = rows(data, "partners_population", ["state"], {"state": "FL", "month": "2025-06"})
    assert (found["counties"], found["share"]) == (67, 1.0)


def test_no_arrest_of_those_years_can_be_told_to_be_without_an_agreement(data):
    # The release has neither States nor counties, and the lists begin in 2021.
    (found,) = rows(data, "without_agreement", ["kind"], {"kind": "partner_arrest"})
    assert (found["events"], found["state_unknown"], found["share_state"]) == (20_651, 20_651, None)


def test_offices_where_both_sides_arrested_are_those_of_a_plain_count(data, real_data):
    expected = {}
    for year in (2016, 2017, 2018):
        path = real_data / "enforcement-fy16-19" / f"EROArrests_FY{year}.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            for _ in range(5):
                next(lines)
            sides = Counter(
                (r["Area of Responsibility"].strip(), r["Apprehension Method"] == "287(g) Program")
                for r in csv.DictReader(lines, delimiter="|")
            )
        offices = {o for o, _ in sides if o and sides[o, True] and sides[o, False]}
        expected[year] = tuple(sum(sides[o, side] for o in offices) for side in (True, False))
    found = rows(data, "priorities", ["fiscal_year"])
    assert expected == {r["fiscal_year"]: (r["partner_of"], r["other_of"]) for r in found}
    # The release names no criminality: all stand in one group, and nothing differs.
    assert {(r["criminality"], r["standardized_difference"]) for r in found} == {("not given", 0)}
