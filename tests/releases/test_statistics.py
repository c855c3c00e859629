"""
Detention statistics: tables found by their captions, in rows made here and in the real workbooks.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from raw_made import Rows, context, raw_from, raw_of_workbook

from custodes.errors import HeaderMismatchError, NotRecognisedError
from custodes.releases import read_file, statistics
from custodes.releases._model import ReadTable

YEARS = range(2019, 2025)
CRIMINALITY = ["Convicted Criminal", "Pending Criminal Charges", "Other Immigration Violator"]
Figure = dict[str, Any]


def read(tmp: Path, sheets: dict[str | None, Rows]) -> list[ReadTable]:
    raw = raw_from("FY24.xlsx", sheets, tmp / "raw")
    return statistics.read(raw, context("detention-statistics", tmp / "out"))


def rows_of(found: list[ReadTable], table: str = "statistics") -> list[Figure]:
    return [r for f in found if f.table == table for r in pq.read_table(f.parquet).to_pylist()]


BOOK_INS = [
    ["ICE Initial Book-Ins by Arresting Agency and Month: FY2024 YTD"],
    ["Agency", "Oct", "Nov", "Jan", "Total"],
    ["Total", 30, 40, None, "1,070"],
    ["CBP", 10, 15, "-", 25],
]
FACILITIES = [
    ["ICE FACILITIES DATA, FY24"],
    ["Data Source: ICE Integrated Decision Support (IIDS), 10/07/2024"],
    ["Name", "City", "State", "AOR", "Type Detailed", "FY24 ALOS", "Level A", "Last Final Rating"],
    ["OAK JAIL", "OAK", "MN", "SPM", "IGSA", 4.5, 10, "Pass"],
    ["* Subject to change"],
]


def test_a_month_is_of_the_year_in_which_the_fiscal_year_has_it(tmp_path):
    found = {
        (r["agency"], r["period"]): r["value"] for r in rows_of(read(tmp_path, {"a": BOOK_INS}))
    }
    assert found == {
        ("Total", "2023-10"): 30.0,
        ("Total", "2023-11"): 40.0,
        ("Total", "FY2024"): 1070.0,
        ("CBP", "2023-10"): 10.0,
        ("CBP", "2023-11"): 15.0,
        ("CBP", "FY2024"): 25.0,
    }


def test_a_table_is_found_wherever_it_stands_and_beside_another(tmp_path):
    beside = [["ICE Removals: FY2024"], ["Removals", None, "Total"], ["Total", None, 7], [None] * 3]
    moved = [[None]] * 9 + [[None, *r[:5], *[None] * (6 - len(r)), *o] for r, o in zip(BOOK_INS, beside, strict=True)]  # fmt: skip
    found = rows_of(read(tmp_path, {"a": moved}))
    assert Counter(r["topic"] for r in found) == {"book-ins": 6, "removals": 1}
    assert [(r["measure"], r["value"], r["row"]) for r in found if r["topic"] == "removals"] == [
        ("Total", 7.0, 12)
    ]


def test_a_reason_is_carried_down_to_the_rows_that_split_it(tmp_path):
    sheet = [
        ["ICE Final Book Outs by Release Reason, Month and Criminality: FY2024"],
        ["Release Reason", "Criminality", "Oct", "Total"],
        ["Total", None, 5, 5],
        ["Paroled", "Total", 3, 3],
        [None, "Convicted Criminal", 1, 1],
    ]
    found = [
        (r["reason"], r["criminality"], r["value"]) for r in rows_of(read(tmp_path, {"a": sheet}))
    ]
    assert found[::2] == [
        ("Total", "Total", 5.0), ("Paroled", "Total", 3.0), ("Paroled", "Convicted Criminal", 1.0),
    ]  # fmt: skip


def test_rows_under_an_agencys_average_are_of_that_agency(tmp_path):
    sheet = [
        ["ICE Average Daily Population by Arresting Agency, Month and Criminality: FY2024"],
        ["Agency", "Oct"],
        ["CBP Average", 3.5],
        ["Convicted Criminal", 1.5],
        ["ICE Average  ", 2],
        ["Convicted Criminal", 1],
        ["Average ", 5.5],
        ["Convicted Criminal", 2.5],
    ]
    found = [
        (r["agency"], r["criminality"], r["value"]) for r in rows_of(read(tmp_path, {"a": sheet}))
    ]
    assert found == [
        ("CBP", "Total", 3.5), ("CBP", "Convicted Criminal", 1.5),
        ("ICE", "Total", 2.0), ("ICE", "Convicted Criminal", 1.0),
        ("Total", "Total", 5.5), ("Total", "Convicted Criminal", 2.5),
    ]  # fmt: skip


def test_a_table_that_is_not_taken_is_named(tmp_path):
    other = [
        ["Individuals with Positive Determination Paroled by Month: FY2024"],
        ["Year", "Oct"],
        ["FY2024", 4],
    ]
    (found,) = read(tmp_path, {"a": [*BOOK_INS, [], *other]})
    assert (found.rows, [n[:9] for n in found.notes]) == (6, ["the table"])


def test_a_figure_that_is_no_number_is_unreadable_and_kept(tmp_path):
    (found,) = read(tmp_path, {"a": [*BOOK_INS[:2], ["CBP", "ten"]]})
    assert [(r["value"], r["unreadable"]) for r in rows_of([found])] == [(None, "value")]
    assert [r["text"] for r in pq.read_table(found.rejects).to_pylist()] == ["ten"]


def test_the_list_of_facilities_gives_places_and_figures_and_no_footnote(tmp_path):
    found = read(tmp_path, {"f": FACILITIES})
    assert [
        (r["detention_facility"], r["field_office"], r["row"]) for r in rows_of(found, "facilities")
    ] == [("OAK JAIL", "SPM", 4)]
    assert [(r["topic"], r["measure"], r["value"], r["as_of"]) for r in rows_of(found)] == [
        ("length of stay", "FY24 ALOS", 4.5, dt.date(2024, 10, 7)),
        ("average daily population", "Level A", 10.0, dt.date(2024, 10, 7)),
    ]


def test_a_new_column_in_the_list_of_facilities_stops_the_reading(tmp_path):
    rows = [[*FACILITIES[2], "Deaths"], [*FACILITIES[3], 1]]
    with pytest.raises(HeaderMismatchError, match=r"sheet 'f', row 1.*'Deaths'"):
        read(tmp_path, {"f": rows})


def test_a_workbook_without_such_tables_is_not_recognised(tmp_path):
    with pytest.raises(NotRecognisedError):
        read(tmp_path, {"a": [["ICE Footnotes"], ["nothing here"]]})


@pytest.fixture(scope="module")
def real(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[ReadTable]]:
    work = tmp_path_factory.mktemp("statistics")
    found = {}
    for year in YEARS:
        (path,) = (real_data / "detention-statistics").glob(f"FY{year % 100}*.xlsx")
        raw = raw_of_workbook(path, work / str(year))
        found[year] = statistics.read(
            raw, context("detention-statistics", work / str(year) / "out")
        )
    return found


def one(found: list[Figure], **wanted: Any) -> float:
    (figure,) = [r["value"] for r in found if all(r[k] == v for k, v in wanted.items())]
    return float(figure)


@pytest.mark.real
@pytest.mark.parametrize(
    ("year", "wanted", "value"),
    [
        # Copied by eye from the cells named.
        (2019, {"topic": "book-ins", "agency": "Total", "period": "FY2019"}, 510_854),  # V20
        (2019, {"topic": "book-ins", "agency": "CBP", "period": "2019-09"}, 13_839),  # U22
        (2020, {"topic": "book-outs", "reason": "Bond Set by IJ", "criminality": "Total"}, 24_950),  # E41
        (2021, {"topic": "book-outs", "reason": "Paroled", "criminality": "Convicted Criminal", "period": "2021-08"}, 46),  # M60
        (2022, {"topic": "removals", "measure": "Total"}, 69_019),  # P29
        (2023, {"topic": "book-outs", "facility_type": "Adult", "reason": None}, 148_002),  # J31
        (2024, {"topic": "book-outs", "reason": "Release to Remove", "criminality": "Total", "period": "FY2024"}, 152_982),  # O66
        (2024, {"topic": "book-ins", "facility_type": "Total", "criminality": "Convicted Criminal"}, 70_279),  # B29
        (2024, {"topic": "currently detained", "criminality": "Total", "agency": "CBP"}, 24_051),  # D20
        (2024, {"topic": "guaranteed minimum", "facility": "ADAMS COUNTY DET CENTER"}, 1_100),  # W8
    ],
)  # fmt: skip
def test_figures_of_the_real_workbooks_are_as_printed(real, year, wanted, value):
    assert one(rows_of(real[year]), **wanted) == value


@pytest.mark.real
@pytest.mark.parametrize(
    ("year", "rows"), [(2019, 213), (2020, 170), (2021, 135), (2022, 130), (2023, 115), (2024, 109)]
)
def test_the_real_lists_have_as_many_facilities_as_others_parsed(real, real_data, year, rows):
    # The last workbook of the year as others parsed it; footnotes are not facilities.
    parsed = duckdb.execute(
        "SELECT count(*) FROM read_parquet(?) WHERE fiscal_year = ? AND city IS NOT NULL GROUP BY file_date",
        [str(real_data / "detention-statistics/parsed/facilities.parquet"), year],
    ).fetchall()
    assert (len(rows_of(real[year], "facilities")), (rows,) in parsed) == (rows, True)


def months_of(found: list[Figure], **wanted: Any) -> Counter[tuple[str, float]]:
    return Counter(
        (r["period"], r["value"])
        for r in found
        if all(r[k] == v for k, v in wanted.items()) and not r["period"].startswith("FY")
    )


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "column", "topic"),
    [
        ("adp-by-agency-criminality", "adp", "average daily population"),
        ("avg-stay-length-by-agency-criminality", "avg_stay_length_days", "length of stay"),
        ("book-ins-by-arresting-agency", "n_book_ins", "book-ins"),
        ("book-outs-by-reason", "n_book_outs", "book-outs"),
    ],
)
@pytest.mark.parametrize("year", YEARS)
def test_every_months_figures_are_those_that_others_parsed(
    real, real_data, file, column, topic, year
):
    path = str(real_data / f"detention-statistics/parsed/{file}.parquet")
    parsed = duckdb.execute(
        f"SELECT file_date, strftime(date, '%Y-%m'), {column} FROM read_parquet(?) "
        f"WHERE fiscal_year = ? AND {column} IS NOT NULL",
        [path, year],
    ).fetchall()
    # Others parsed no book-outs of these two years: nothing to compare, which is said here.
    assert bool(parsed) is not (topic == "book-outs" and year in (2019, 2020))
    if not parsed:
        return
    by_file: dict[dt.date, Counter[tuple[str, float]]] = {}
    for day, month, value in parsed:
        by_file.setdefault(day, Counter())[month, value] += 1
    split = [r for r in rows_of(real[year]) if r["topic"] == topic and r["facility"] is None]
    tables = {"average daily population": "criminality", "length of stay": "criminality",
              "book-ins": "agency", "book-outs": "reason"}  # fmt: skip
    ours = months_of([r for r in split if r[tables[topic]] is not None])
    if (topic, year) == ("book-outs", 2024):
        # The others stopped after 25 of its 49 rows; ours must hold those and more.
        assert any(theirs <= ours and theirs.total() == 300 for theirs in by_file.values())
    else:
        assert ours in by_file.values()


@pytest.mark.real
def test_the_real_workbooks_say_when_they_were_drawn(real):
    assert {y: found[0].extracted for y, found in real.items()} == {
        2019: dt.date(2019, 10, 7),
        2020: dt.date(2020, 9, 30),
        2021: dt.date(2021, 9, 27),
        2022: dt.date(2022, 9, 19),
        2023: dt.date(2023, 9, 30),
        2024: dt.date(2024, 10, 7),
    }


@pytest.mark.real
def test_what_should_add_up_in_the_real_workbooks_does(real):
    for year in YEARS:
        found = rows_of(real[year])
        book_ins = [r for r in found if r["topic"] == "book-ins" and r["period"] == f"FY{year}"]
        total = one(book_ins, agency="Total")
        assert one(book_ins, agency="ICE") + one(book_ins, agency="CBP") == total
        assert one(book_ins, facility_type="Total", criminality="Total") == total
        assert (
            sum(one(book_ins, facility_type="Total", criminality=c) for c in CRIMINALITY) == total
        )


@pytest.mark.real
def test_a_real_workbook_read_as_it_came_gives_the_same_figures(real, real_data, tmp_path):
    found = read_file(real_data / "detention-statistics/FY24_detentionStats.xlsx", tmp_path)
    # The reader of workbooks keeps nine decimals.
    ours, theirs = rows_of(list(found)), rows_of(real[2024])
    assert [r | {"value": None} for r in ours] == [
        r | {"value": None, "file_sha256": found.sha256, "file": found.path.name} for r in theirs
    ]
    assert [r["value"] for r in ours] == pytest.approx([r["value"] for r in theirs], abs=1e-8)
