"""
People held by office, State and country: averages of years that give no facility away.
"""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from made_up_tables import made_up
from read_pages import read

from custodes.disclosure import attack, cell, protect
from custodes.measures import catalog
from custodes.site import write
from custodes.site._write import draft
from small_datasets import manifest, rows, view

FIRST, LAST = dt.datetime(2023, 10, 1), dt.datetime(2026, 3, 10)
HELD = {
    "F1": ("A", 40),
    "F2": ("A", 5),
    "F3": ("B", 60),
    "F4": ("B", 70),
    "F5": ("C", 90),
    "F6": ("D", 30),
    "F7": ("D", 6),
}
"""Facility: its office, and how many are held in it all the time."""


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """
    Those of F2 and of F7 are too few to show; each would hide the other in the nation's sum,
    and each office has enough to be shown.
    """
    stints = [
        {
            "unique_identifier": f"{code}{i:039x}",
            "book_in_date_time": FIRST,
            "stay_book_in_date_time": FIRST,
            "book_out_date_time": None if i else LAST - dt.timedelta(days=2),
            "detention_facility_code": code,
            "detention_facility": code,
            "area_of_responsibility": office,
            "citizenship_country": ("MEXICO", "CUBA", "HAITI")[i % 3],
        }
        for code, (office, n) in HELD.items()
        for i in range(n)
    ] + [
        # The first day on which anybody leaves is the first that is counted.
        {
            "unique_identifier": f"first{i:035x}",
            "book_in_date_time": FIRST,
            "stay_book_in_date_time": FIRST,
            "book_out_date_time": FIRST + dt.timedelta(hours=9),
            "detention_facility_code": "F5",
            "detention_facility": "F5",
            "area_of_responsibility": "C",
            "citizenship_country": "MEXICO",
        }
        for i in range(12)
    ]
    known = manifest({"ice-2026-03": "2026-03-10"})
    return view(tmp_path_factory.mktemp("few"), {"stints": rows("stints", stints)}, known)


@pytest.fixture(scope="module")
def judged(few):
    return protect(draft(few).publication)


def midnight(**at):
    return cell("population.midnight", fiscal_year=2025, **at)


def facility(code):
    return cell("population.facility_midnight", facility=code, fiscal_year=2025)


@pytest.mark.parametrize(("office", "large", "small"), [("A", "F1", "F2"), ("D", "F6", "F7")])
def test_an_office_and_its_large_facility_do_not_give_the_small_away(judged, office, large, small):
    assert judged.why(facility(small))
    assert not judged.shows(midnight(office=office), facility(large))


def test_offices_do_not_give_one_another_away_beside_the_nation(judged):
    hidden = [o for o in "ABCD" if judged.why(midnight(office=o))]
    assert len(hidden) != 1


def test_an_office_is_as_many_nights_as_its_facilities(judged):
    """
    60 and 70 people on each of the 365 nights of the year.
    """
    said = judged.publication.values
    assert said[midnight(office="B")] == (60 + 70) * 365
    assert said[facility("F3")] == 60 * 365


def test_nothing_hidden_of_people_held_is_worked_out(tmp_path):
    said = draft(made_up(tmp_path)).publication
    mine = [k for k in said.values if k[0].startswith("population.")]
    hidden = protect(said).hidden
    assert sum(k in hidden for k in mine) >= 20
    assert [f.key for f in attack(said, hidden) if f.key in set(mine)] == []


def test_the_page_the_file_and_the_measure_say_the_same(few, judged, tmp_path):
    site = write(few, tmp_path / "out").index.parent
    file = site / "data" / "population-by-office-fiscal-year.csv"
    held = {
        (r["office"], r["fiscal_year"]): r["mean_midnight"]
        for r in csv.DictReader(io.StringIO(file.read_text("utf-8")))
    }
    counted = catalog()["population"].compute(few, by=["office", "fiscal_year"]).table.to_pylist()
    shown = 0
    for r in counted:
        text = held[r["office"], str(r["fiscal_year"])]
        if judged.why(
            cell("population.midnight", office=r["office"], fiscal_year=r["fiscal_year"])
        ):
            assert text == "hidden"
        else:
            assert float(text) == pytest.approx(r["mean_midnight"], abs=0.05)
            shown += 1
    assert shown >= 3
    page = read(site / "offices" / "c.html").text
    assert "People at midnight, on average" in page


def test_no_place_has_a_number_of_a_day_or_a_month(few, tmp_path):
    site = write(few, tmp_path / "out").index.parent
    for folder in ("offices", "countries", "states"):
        for file in (site / "data" / folder).glob("*.csv"):
            for r in csv.DictReader(io.StringIO(file.read_text("utf-8"))):
                if r["measure"] == "population":
                    assert r["fiscal_year"]
                    assert not r.get("month")
                    assert not r.get("day")
