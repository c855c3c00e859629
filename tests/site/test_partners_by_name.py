"""
The lists of 287(g) partners by name: of each State, and of all.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
from read_pages import read

from custodes.engine import DuckDBEngine
from custodes.histories import agreements
from custodes.measures import catalog
from custodes.measures._partner_names import partners_by_name
from custodes.site import write
from small_datasets import manifest, rows, view

MARCH, JUNE = dt.date(2025, 3, 3), dt.date(2025, 6, 2)
MODEL = "Task Force Model"
FORMULA = "=1+1 County Sheriff's Office"
# State, agency, county, day of signature, on the list of March, on that of June.
LISTED = (
    (
        "MINNESOTA",
        "MN",
        "Crow Wing County Sheriff's Office",
        "Crow Wing County",
        "2025-02-14",
        1,
        1,
    ),
    ("MINNESOTA", "MN", "Freeborn County Sheriff's Office", "Freeborn County", "2025-02-20", 1, 0),
    ("MINNESOTA", "MN", FORMULA, None, "2025-05-01", 0, 1),
    ("TEXAS", "TX", "Goliad County Sheriff's Office", "Goliad County", "2020-06-25", 1, 1),
)
PENDING = (
    ("MINNESOTA", "MN", "Mille Lacs County Sheriff's Office", "Mille Lacs County", 1, 1),
    ("TEXAS", "TX", "Goliad County Sheriff's Office", "Goliad County", 1, 1),
    ("MINNESOTA", "MN", "Sherburne County Sheriff's Office", "Sherburne County", 1, 0),
)
ONE_IN = 25
"""Of the hundreds of real lists: each names nearly all that the one before it named."""
OFFICER = "Sheriff Jane Q. Planted"
"""Stands where lists have text that is not taken."""


def listed():
    """
    The rows of two lists of each kind.
    """
    found = []
    for state, code, agency, county, signed, *on in LISTED:
        found += [
            {
                "list_kind": "participating",
                "snapshot_date": day,
                "file": f"participating {day}.xlsx",
                "file_sha256": f"a{day}",
                "state": state,
                "state_code": code,
                "agency": agency,
                "agency_key": f"{code}|{agency.lower()}",
                "agency_type": "County",
                "county": county,
                "model": MODEL,
                "signed_date": dt.date.fromisoformat(signed),
                "moa_link": f"memorandum of {OFFICER}",
                "addendum": OFFICER,
            }
            for day, there in zip((MARCH, JUNE), on, strict=True)
            if there
        ]
    for state, code, agency, county, *on in PENDING:
        found += [
            {
                "list_kind": "pending",
                "snapshot_date": day,
                "file": f"pending {day}.xlsx",
                "file_sha256": f"b{day}",
                "state": state,
                "state_code": code,
                "agency": agency,
                "agency_key": f"{code}|{agency.lower()}",
                "agency_type": "County",
                "county": county,
                "model": MODEL,
                "addendum": OFFICER,
            }
            for day, there in zip((MARCH, JUNE), on, strict=True)
            if there
        ]
    return rows("agreements", [{"release": "ice-287g", **r} for r in found])


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("partners")
    lists = listed()
    pq.write_table(lists, folder / "lists.parquet")
    given = {"agreements": [folder / "lists.parquet"]}
    made = agreements.run(DuckDBEngine(), given, folder / "made")
    tables = {name: pq.read_table(files[0]) for name, files in made.items()}
    return view(folder, {"agreements": lists, **tables}, manifest({"ice-287g": None}))


@pytest.fixture(scope="module")
def named(data, tmp_path_factory) -> Path:
    return write(data, tmp_path_factory.mktemp("named") / "out").index.parent


def held(site, name):
    return list(csv.DictReader(io.StringIO((site / "data" / name).read_text("utf-8"))))


def tables_of(site, page):
    """
    The rows of each table of partners on a page, without their headings.
    """
    return {
        t.attrs["id"].removeprefix("partners-"): [
            [c.text.strip() for c in tr.all("th") + tr.all("td")] for tr in t.all("tr")[1:]
        ]
        for t in read(site / page).all("table")
        if (t.attrs.get("id") or "").startswith("partners-")
    }


def test_a_state_names_who_is_in_force_who_applied_who_ended_and_who_never_signed(named):
    found = tables_of(named, "states/minnesota.html")
    assert found == {
        "listed": [
            [FORMULA, "", "Task force", "2025-05-01", "2025-06-02"],
            [
                "Crow Wing County Sheriff's Office",
                "Crow Wing County",
                "Task force",
                "2025-02-14",
                "2025-03-03",
            ],
        ],
        "pending": [
            [
                "Mille Lacs County Sheriff's Office",
                "Mille Lacs County",
                "Task force",
                "2025-03-03",
                "",
            ]
        ],
        "dropped": [
            [
                "Freeborn County Sheriff's Office",
                "Freeborn County",
                "Task force",
                "2025-02-20",
                "2025-03-03",
                "2025-06-02",
            ]
        ],
        "lapsed": [
            [
                "Sherburne County Sheriff's Office",
                "Sherburne County",
                "Task force",
                "2025-03-03",
                "2025-03-03",
            ]
        ],
    }


def test_the_page_says_how_many_and_on_which_list(named):
    text = read(named / "states" / "minnesota.html").text
    assert "2 agreements are in force on the list of 2 June 2025." in text
    assert "1 application is pending on the list of 2 June 2025." in text
    assert "1 agreement is in force" in read(named / "states" / "texas.html").text


def test_what_is_in_force_and_still_on_the_pending_list_stands_in_both_tables(named):
    agency = "Goliad County Sheriff's Office"
    found = tables_of(named, "states/texas.html")
    assert {name: [r[0] for r in rows] for name, rows in found.items()} == {
        "listed": [agency],
        "pending": [agency],
    }
    assert found["pending"][0][-1] == "2025-03-03"
    (row,) = held(named, "partner-agencies/texas.csv")
    assert (row["status"], row["on_last_pending_list"]) == ("listed", "yes")


def test_the_page_is_there_in_spanish(named):
    text = read(named / "es" / "states" / "minnesota.html").text
    assert "2 acuerdos están vigentes en la lista del 2 de junio de 2025." in text
    assert "Fuerza de tarea (Task Force)" in text


def test_the_files_of_a_state_and_of_all_states_name_each_agreement_once(named):
    minnesota, every = (
        held(named, "partner-agencies/minnesota.csv"),
        held(named, "partner-agencies.csv"),
    )
    assert [(r["agency"], r["status"]) for r in minnesota] == [
        (f"'{FORMULA}", "listed"),
        ("Crow Wing County Sheriff's Office", "listed"),
        ("Freeborn County Sheriff's Office", "dropped"),
        ("Mille Lacs County Sheriff's Office", "pending"),
        ("Sherburne County Sheriff's Office", "lapsed"),
    ]
    assert minnesota == [r for r in every if r["state"] == "MN"]
    assert {r["state"] for r in every} == {"MN", "TX"}
    assert minnesota[2]["last_list"] == "participating 2025-03-03.xlsx"
    assert (minnesota[2]["last_listed"], minnesota[2]["gone_by"]) == ("2025-03-03", "2025-06-02")


def test_pages_lead_to_the_files(named):
    for page, ups in (("states/minnesota.html", "../"), ("states.html", "")):
        links = {a.attrs["href"] for a in read(named / page).all("a")}
        assert f"{ups}data/partner-agencies.csv" in links
    links = {a.attrs["href"] for a in read(named / "states" / "minnesota.html").all("a")}
    assert "../data/partner-agencies/minnesota.csv" in links


def test_nothing_of_a_list_but_the_agency_and_its_agreement_is_published(named):
    for file in named.rglob("*"):
        if file.is_file():
            assert "Planted" not in file.read_text("utf-8"), file


def test_as_many_are_named_as_the_measure_counts(data):
    counted = catalog()["partners"].compute(data, by=["state"]).table.to_pylist()
    partners = partners_by_name(data)
    for r in counted:
        mine = [p for p in partners if p.state == r["state"]]
        assert sum(p.status == "listed" for p in mine) == r["active"]
        assert sum(p.applied for p in mine) == r["pending"]
        assert sum(p.status == "dropped" for p in mine) == r["dropped"]
    assert {r["state"] for r in counted} == {p.state for p in partners}


def test_without_lists_no_page_names_anybody(site):
    assert not (site / "data" / "partner-agencies.csv").exists()
    assert "partners-by-name" not in (site / "states" / "texas.html").read_text("utf-8")


_AGENCY = re.compile(
    r"(?i)sheriff.?s? ?\(?(office|department|dept|agency)|police|department|office|county|"
    r"\bcity\b|corrections?|\bjail\b|constable|bureau|division|agency|guard|commission|"
    r"university|college|marshal|task force|district|authority|patrol|public safety|control|law enforcement"
)


@pytest.mark.real
def test_every_name_of_the_real_lists_is_that_of_an_agency(real_data, tmp_path):
    from custodes.build import build
    from custodes.measures import View

    lists = sorted((real_data / "287g-participating").iterdir())[::ONE_IN]
    built = build([*lists, real_data / "287g-pending"], tmp_path / "set")
    found = partners_by_name(View.of(built.dataset))
    assert len(found) > 1000
    assert [p.agency for p in found if not _AGENCY.search(p.agency)] == []
    assert {p.status for p in found} >= {"listed", "pending", "dropped"}
