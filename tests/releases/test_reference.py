"""
Reference lists, told by their headers.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from raw_made import Rows, context, raw_from

from custodes.errors import HeaderMismatchError, NotRecognisedError
from custodes.records import code_lists
from custodes.releases import read_file, reference
from custodes.releases._model import ReadTable


def read(tmp: Path, rows: Rows) -> list[ReadTable]:
    raw = raw_from("list.csv", {None: rows}, tmp / "raw", kind="csv")
    return reference.read(raw, context("reference", tmp / "out"))


def rows_of(found: list[ReadTable], table: str) -> list[dict[str, Any]]:
    return [r for f in found if f.table == table for r in pq.read_table(f.parquet).to_pylist()]


@pytest.mark.parametrize(
    "printed", ["St. Paul Area of Responsibility", "ST PAUL", "SPM", " st.  paul "]
)
def test_an_area_has_one_code_in_all_its_spellings(printed):
    assert reference.area_code(printed) == "SPM"


def test_an_area_that_nobody_knows_has_no_code():
    assert (reference.area_code("Atlantis"), reference.area_code(None)) == (None, None)


def test_no_spelling_of_an_area_belongs_to_two():
    spelled = [a.casefold() for c in code_lists()["area_of_responsibility"].codes for a in c.agency]
    assert [s for s, n in Counter(spelled).items() if n > 1] == []


def test_the_map_of_areas_changes_over_time():
    missouri = {(a.aor_code, a.as_of) for a in reference.areas() if a.state_code == "MO"}
    assert missouri == {("CHI", None), ("SPM", "2014")}


def test_every_state_is_in_an_area_of_todays_map_and_wholly_in_one_at_most():
    today = [a for a in reference.areas() if a.as_of is None]
    states = {c.code for c in code_lists()["state"].codes} - {"AS"}
    assert {a.state_code for a in today} == states
    whole = Counter(a.state_code for a in today if a.whole)
    assert (max(whole.values()), {a.state_code for a in today if not a.whole}) == (
        1,
        {"CA", "NY", "TX"},
    )


def test_a_code_that_lost_its_nought_has_five_digits_again(tmp_path):
    found = read(
        tmp_path, [["fips", "county_name", "state_name"], ["1001", "Autauga County", "Alabama"]]
    )
    assert [r["county_fips"] for r in rows_of(found, "counties")] == ["01001"]


def test_quotes_after_a_blank_are_no_part_of_a_name(tmp_path):
    header = ["office_name", ' "state_name"', ' "county_name"', ' "notes"']
    found = read(tmp_path, [header, ["St Paul", ' "Iowa"', ' ""', ' ""']])
    assert [(r["state"], r["county"], r["aor_code"]) for r in rows_of(found, "offices")] == [
        ("Iowa", None, "SPM")
    ]


def test_a_wide_list_becomes_a_row_for_each_variable(tmp_path):
    header = ["Id", "Id2", "Geography", "Estimate; Total:", "Margin of Error; Total:",
              "Estimate; Hispanic or Latino:", "Margin of Error; Hispanic or Latino:"]  # fmt: skip
    found = read(tmp_path, [header, ["x", "27067", "Kandiyohi", 42239, None, 5000, 31]])
    assert [(r["variable"], r["estimate"], r["margin_of_error"]) for r in rows_of(found, "population")] == [
        ("Total", 42239.0, None), ("Hispanic or Latino", 5000.0, 31.0),
    ]  # fmt: skip


def test_standard_errors_become_ninety_per_cent_margins(tmp_path):
    header = ["aor", "total_pop", "total_pop_se", "total_pop_low", "total_pop_upp", "year"]
    found = read(tmp_path, [header, ["ATL", 1000, 10, 980, 1020, 2012]])
    assert [
        (r["aor_code"], r["year"], r["variable"], r["estimate"], round(r["margin_of_error"], 2))
        for r in rows_of(found, "population")
    ] == [("ATL", 2012, "total_pop", 1000.0, 16.45)]


def test_a_figure_that_is_no_number_is_unreadable_and_kept(tmp_path):
    header = ["aor", "field_office_addr", "lat", "long"]
    (found,) = read(tmp_path, [header, ["ATL", "1 Oak St", "north", "-84.4"]])
    assert [(r["latitude"], r["unreadable"]) for r in rows_of([found], "offices")] == [
        (None, "latitude")
    ]
    assert [r["text"] for r in pq.read_table(found.rejects).to_pylist()] == ["north"]


def test_a_header_that_is_new_stops_the_reading(tmp_path):
    with pytest.raises(HeaderMismatchError, match="'capital'"):
        read(tmp_path, [["fips", "county_name", "state_name", "capital"], ["01001", "A", "B", "C"]])


def test_a_releases_file_with_some_of_a_lists_names_is_not_that_list():
    few = ["detention_facility_code", "detention_facility", "area_of_responsibility"]
    assert reference.matches(few)
    assert not reference.matches([*few, "stay_id", "unique_identifier", "gender"])


def test_a_header_that_stands_twice_stops_the_reading(tmp_path):
    with pytest.raises(HeaderMismatchError, match="twice"):
        read(tmp_path, [["fips", "county_name", "state_name", "fips"], ["01001", "A", "B", "C"]])


@pytest.mark.parametrize(
    "header",
    [["processing_disposition_raw", "processing_disposition_clean"],
     ["as_of", "country", "ice_status", "source", "note"]],
)  # fmt: skip
def test_a_list_that_no_table_takes_yet_is_named(tmp_path, header):
    with pytest.raises(NotRecognisedError, match="no table takes yet"):
        read(tmp_path, [header, ["x"] * len(header)])


def lines(path: Path, delimiter: str) -> int:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    with io.StringIO(text.decode("cp1252"), newline="") as f:
        return (
            sum(1 for r in csv.reader(f, delimiter=delimiter, skipinitialspace=True) if any(r)) - 1
        )


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "delimiter", "release", "table"),
    [
        ("ddp_facilities.csv", ",", "ddp-facilities", "facilities"),
        ("facilities.csv", ",", "vera-facilities", "facilities"),
        ("facilities.csv.gz", "|", "uwchr-facilities", "facilities"),
        ("detloc_aor.csv", ",", "facility-areas", "facilities"),
        ("county_aor.csv", ",", "county-areas", "offices"),
        ("ice-areas-of-responsibility.csv", ",", "areas-of-responsibility", "offices"),
        ("aor_ero_field_office.csv", ",", "field-offices", "offices"),
        ("fips_state_county.csv", ",", "counties", "counties"),
    ],
)
def test_real_lists_are_told_by_their_headers_and_lose_no_row(
    real_data, tmp_path, file, delimiter, release, table
):
    found = list(read_file(real_data / "reference" / file, tmp_path))
    assert (found[0].release, found[0].table, found[0].rows, found[0].rejected) == (
        release, table, lines(real_data / "reference" / file, delimiter), {},
    )  # fmt: skip


@pytest.mark.real
def test_every_office_and_facility_of_the_real_lists_has_an_area_we_know(real_data, tmp_path):
    unknown = set()
    for number, file in enumerate(
        ["ddp_facilities.csv", "facilities.csv.gz", "detloc_aor.csv", "county_aor.csv",
         "ice-areas-of-responsibility.csv", "aor_ero_field_office.csv"]
    ):  # fmt: skip
        found = list(read_file(real_data / "reference" / file, tmp_path / str(number)))
        for row in rows_of(found[:1], found[0].table):
            printed = row.get("field_office") or row.get("area_of_responsibility")
            if printed and not row["aor_code"]:
                unknown.add((file, printed))
    assert unknown == set()


@pytest.mark.real
def test_the_real_population_lists_hold_the_figures_printed(real_data, tmp_path):
    counties = list(
        read_file(
            real_data / "reference/acs_2017_5_year_county_level_race_data.csv", tmp_path / "a"
        )
    )
    total = {
        r["county_fips"]: r["estimate"]
        for r in rows_of(counties, "population")
        if r["variable"] == "Total"
    }
    assert (len(total), total["01001"], total["01003"]) == (3142, 55_036.0, 203_360.0)
    areas = list(read_file(real_data / "reference/aor_demog_indicators.csv", tmp_path / "b"))
    atlanta = [
        r for r in rows_of(areas, "population") if (r["aor_code"], r["year"]) == ("ATL", 2012)
    ]
    assert {r["variable"]: r["estimate"] for r in atlanta} == {
        "total_pop": 18_542_235.0, "forborn_pop": 1_768_281.0,
        "noncitizen_pop": 1_128_531.0, "undocu_pop": 601_446.0,
    }  # fmt: skip
    by_county = list(read_file(real_data / "reference/county_aor.csv", tmp_path / "c"))
    assert Counter(f.table for f in by_county) == {"offices": 1, "population": 1}
    autauga = [r for r in rows_of(by_county, "population") if r["county_fips"] == "01001"]
    assert [(r["estimate"], r["margin_of_error"]) for r in autauga] == [(55_200.0, None)]
