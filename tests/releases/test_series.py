"""
Series that others counted, read from small files and the real ones.
"""

import datetime as dt

import pyarrow.parquet as pq
import pytest

from custodes.errors import HeaderMismatchError
from custodes.releases import read_file

VERA = "date,daily_pop,midnight_pop,book_in,book_out\n2008-10-01,33876.0,32589.0,1306.0,1287.0\n"
WEEKS = (
    "week_start_sunday,original_count,deduplicated_count,dropped,source_files\n"
    "2025-07-27,558,557,1,82025\n"
)
AGENCY = (
    "fiscal_year,month,period_or_pull_date,measure,category,value\n"
    "FY2024,Feb,2024-02,book_ins,Total,24431\n"
    "FY2024,Feb,2024-02,book_ins,CBP,10\n"
    "FY2024,,2024-02-05,removals_fiscal_year_to_date_at_pull,Total,90861\n"
    "FY2024,,2024-02-05,something_else,Total,1\n"
)
NAMES = ("release", "row", "measure", "category", "first_day", "last_day", "value")


def figures(folder, text, name="series.csv"):
    path = folder / name
    path.write_text(text)
    (table,) = read_file(path, folder / "work")
    assert table.table == "published_series"
    return [tuple(str(r[n]) for n in NAMES) for r in pq.read_table(table.parquet).to_pylist()]


def test_a_day_of_vera_is_four_figures(tmp_path):
    day = ("None", "2008-10-01", "2008-10-01")
    assert figures(tmp_path, VERA) == [
        ("vera-national", "2", "any_part", *day, "33876.0"),
        ("vera-national", "2", "midnight", *day, "32589.0"),
        ("vera-national", "2", "book_ins", *day, "1306.0"),
        ("vera-national", "2", "book_outs", *day, "1287.0"),
    ]


def test_a_week_is_of_seven_days(tmp_path):
    week = ("None", "2025-07-27", "2025-08-02")
    assert figures(tmp_path, WEEKS) == [
        ("ddp-weekly-removals", "2", "removals", *week, "558.0"),
        ("ddp-weekly-removals", "2", "removals_deduplicated", *week, "557.0"),
    ]


def test_a_month_and_a_fiscal_year_to_date_are_of_their_days(tmp_path):
    agency = "ice-detention-management"
    month = ("2024-02-01", "2024-02-29")
    assert figures(tmp_path, AGENCY) == [
        (agency, "2", "stay_book_ins", "None", *month, "24431.0"),
        (agency, "3", "stay_book_ins", "CBP", *month, "10.0"),
        (agency, "4", "removals_to_date", "None", "2023-10-01", "2024-02-05", "90861.0"),
    ]


def test_a_figure_or_a_day_that_is_none_is_null(tmp_path):
    text = VERA + "2008-10-02,,n/a,1,2\nsoon,1,2,3,4\n"
    found = figures(tmp_path, text)
    assert [f[4:] for f in found if f[1] == "3"] == [
        ("2008-10-02", "2008-10-02", v) for v in ("None", "None", "1.0", "2.0")
    ]
    assert {f[4] for f in found if f[1] == "4"} == {"None"}


def test_a_header_that_is_not_foreseen_stops_the_reading(tmp_path):
    path = tmp_path / "more.csv"
    path.write_text(VERA.replace("book_out\n", "book_out,new\n").replace("1287.0", "1287.0,1"))
    with pytest.raises(HeaderMismatchError, match="'new' is not foreseen"):
        read_file(path, tmp_path / "work")


@pytest.mark.real
def test_the_real_series_add_up_to_what_is_published_of_them(real_data, tmp_path):
    (table,) = read_file(real_data / "oracles/vera-national.csv", tmp_path)
    rows = pq.read_table(table.parquet).to_pylist()
    sums = {
        m: sum(r["value"] for r in rows if r["measure"] == m) for m in ("book_ins", "book_outs")
    }
    assert sums == {"book_ins": 5_703_989, "book_outs": 5_680_582}
    assert max(r["first_day"] for r in rows) == dt.date(2025, 6, 10)
