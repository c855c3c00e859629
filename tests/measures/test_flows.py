"""
Flows, counted by hand on eight arrests and a few rows of each other event.
"""

import datetime as dt

import pytest

from custodes.errors import CallError, MissingTableError
from custodes.measures import catalog
from small_datasets import manifest, moment, rows, view

# Fiscal year 2025 is 1 October 2024 to 30 September 2025.
ARRESTS = [
    # (person, moment, office, method, superseded_by, first of its episode)
    ("a", "2024-09-30 23:59", "St. Paul", "Located", None, True),  # FY2024
    ("a", "2024-10-01 00:00", "St. Paul", "Located", None, False),  # FY2025, same episode
    ("b", "2025-03-05 10:00", "St. Paul", "CAP Local", None, True),  # FY2025
    ("b", "2025-03-05 10:00", "Boston", "CAP Local", None, False),  # FY2025, same episode
    (None, "2025-03-31 08:00", None, "Located", None, True),  # FY2025, no id
    ("c", None, "Boston", "Located", None, True),  # no date
    ("d", "2025-04-01 00:00", "Boston", "Located", "ice-2026-08", True),  # another release's
    ("e", "2026-03-11 00:00", "Boston", "Located", None, True),  # the day after the extract
]


def arrests(**kept):
    names = ("unique_identifier", "apprehension_date", "apprehension_aor", "apprehension_method")
    given = [
        {
            **dict(zip(names, (p, moment(m), o, how), strict=True)),
            "superseded_by": s,
            "episode_first": int(first),
        }
        for p, m, o, how, s, first in ARRESTS
    ]
    return rows("arrests", given, **kept)


def flows(folder, by=None, where=None, **tables):
    given = tables or {"arrests": arrests(extra=["episode_first"])}
    return catalog()["flows"].compute(view(folder, given), by=by, where=where)


def cells(findings):
    return [tuple(r.values()) for r in findings.table.to_pylist()]


def test_arrests_are_counted_by_fiscal_year_in_rows_and_in_episodes(tmp_path):
    expected = [("arrests", 2024, 1, 1), ("arrests", 2025, 4, 2)]
    assert expected == cells(flows(tmp_path))


def test_a_month_is_its_first_day_and_an_office_that_is_not_given_is_null(tmp_path):
    found = [
        (str(month), office, n)
        for _, month, office, n, _ in cells(flows(tmp_path, by=["month", "office"]))
    ]
    expected = [
        ("2024-09-01", "St. Paul", 1),
        ("2024-10-01", "St. Paul", 1),
        ("2025-03-01", "Boston", 1),
        ("2025-03-01", "St. Paul", 1),
        ("2025-03-01", None, 1),
    ]
    assert sorted(expected, key=str) == sorted(found, key=str)


def test_every_row_that_is_not_counted_is_in_the_ledger_with_its_reason(tmp_path):
    part = flows(tmp_path).ledger.parts[0]
    assert (part.about, part.all_rows, part.counted) == ("arrests", 8, 5)
    assert [loss.rows for loss in part.losses] == [1, 1, 1]
    assert part.adds_up


def test_a_limit_reads_without_regard_to_capitals_and_its_losses_are_in_the_ledger(tmp_path):
    found = flows(tmp_path, by=[], where={"office": "ST. PAUL"})
    assert cells(found) == [("arrests", 3, 2)]
    assert {"outside what was asked for": 2}.items() <= {
        loss.why: loss.rows for loss in found.ledger.parts[0].losses
    }.items()


def test_a_month_can_be_asked_for_with_or_without_its_day(tmp_path):
    short = flows(tmp_path, by=[], where={"month": "2025-03"})
    long = flows(tmp_path, by=[], where={"month": "2025-03-01"})
    assert [("arrests", 3, 2)] == cells(short) == cells(long)


def test_a_limit_that_leaves_nothing_says_so(tmp_path):
    found = flows(tmp_path, where={"office": "Nowhere"})
    assert found.empty
    assert "Nothing is left to count after the filter." in found.caveats


def test_without_episodes_arrests_have_no_second_count_and_the_caveats_say_so(tmp_path):
    found = flows(tmp_path, by=[], arrests=arrests())
    assert cells(found) == [("arrests", 5, None)]
    assert any("no arrest episodes" in c for c in found.caveats)


def test_removals_fall_back_on_the_day_they_were_counted(tmp_path):
    given = [
        {"unique_identifier": "a", "departed_date": moment("2025-01-02").date()},
        {"unique_identifier": "a", "departed_date": moment("2025-01-02").date()},
        {"unique_identifier": "b", "removal_date": moment("2025-01-09").date()},
        {"unique_identifier": None, "departed_date": moment("2025-01-02").date()},
        {"unique_identifier": None, "departed_date": moment("2025-01-02").date()},
    ]
    found = flows(tmp_path, by=["year"], removals=rows("removals", given))
    assert cells(found) == [("removals", 2025, 5, 4)]


def test_a_book_in_is_a_stay_and_counts_where_its_first_stint_was(tmp_path):
    stay = moment("2025-01-02 10:00")
    given = [
        ("a", stay, moment("2025-01-03 09:00"), "SECOND"),
        ("a", stay, stay, "FIRST"),
        ("a", stay, stay, "FIRST"),
        ("b", stay, stay, "FIRST"),
        (None, stay, stay, "FIRST"),
        (None, stay, stay, "FIRST"),
    ]
    names = (
        "unique_identifier",
        "stay_book_in_date_time",
        "book_in_date_time",
        "detention_facility_code",
    )
    stints = rows("stints", [dict(zip(names, g, strict=True)) for g in given])
    found = flows(tmp_path, by=["facility"], stints=stints)
    assert cells(found) == [("book_ins", "FIRST", 5, 4), ("book_ins", "SECOND", 1, 0)]


def test_book_ins_before_anyone_left_are_left_out_since_only_those_still_there_are_listed(tmp_path):
    given = [
        {"book_in_date_time": moment("2022-05-01"), "book_out_date_time": moment("2022-10-03")},
        {"book_in_date_time": moment("2022-10-02"), "book_out_date_time": moment("2022-10-02")},
        {"book_in_date_time": moment("2022-10-04"), "book_out_date_time": None},
    ]
    found = flows(tmp_path, by=["year"], stints=rows("stints", given))
    assert cells(found) == [("book_ins", 2022, 2, 2)]
    assert [loss.rows for loss in found.ledger.parts[0].losses] == [1]


def test_a_release_whose_extract_is_not_known_loses_no_late_rows(tmp_path):
    made = manifest({"ice-2026-03": None})
    found = catalog()["flows"].compute(view(tmp_path, {"arrests": arrests()}, made), by=[])
    assert cells(found) == [("arrests", 6, None)]
    assert [(s.release, s.rows) for s in found.sources if s.about == "arrests"] == [
        ("ice-2026-03", 6)
    ]


def test_a_release_of_one_area_is_no_part_of_a_national_count(tmp_path):
    given = [
        {"apprehension_date": moment("2025-01-01"), "release": r}
        for r in ("ice-2026-03", "ice-2026-03", "ice-2026-03", "seattle", "seattle")
    ]
    made = manifest({"ice-2026-03": "2026-03-10", "seattle": None}, scopes={"seattle": "Seattle"})
    data = view(tmp_path, {"arrests": rows("arrests", given)}, made)
    measure = catalog()["flows"]
    nation = measure.compute(data, by=[])
    assert cells(nation) == [("arrests", 3, None)]
    assert [loss.rows for loss in nation.ledger.parts[0].losses] == [2]
    local = measure.compute(data, by=[], where={"release": "seattle"})
    assert cells(local) == [("arrests", 2, None)]
    assert local.caveats[0] == "Not national; limited to an area: Release seattle (Seattle)."


def test_a_release_of_one_area_by_itself_is_counted_and_named(tmp_path):
    given = [{"apprehension_date": moment("2025-01-01"), "release": "seattle"}]
    made = manifest({"seattle": None}, scopes={"seattle": "Seattle"})
    found = catalog()["flows"].compute(
        view(tmp_path, {"arrests": rows("arrests", given)}, made), by=[]
    )
    assert cells(found) == [("arrests", 1, None)]
    assert "Seattle" in found.caveats[0]


def test_an_unknown_split_names_the_choices(tmp_path):
    with pytest.raises(CallError, match=r"cannot be split by 'city'; .*fiscal_year.*office"):
        flows(tmp_path, by=["city"])


def test_an_unknown_limit_names_the_choices(tmp_path):
    with pytest.raises(CallError, match=r"cannot be limited by 'city'"):
        flows(tmp_path, where={"city": "x"})


@pytest.mark.parametrize("name", list(catalog()))
def test_a_measure_without_its_tables_says_which_releases_it_needs(tmp_path, name):
    other = {"facilities": rows("facilities", [])}
    with pytest.raises(MissingTableError, match="build it with"):
        catalog()[name].compute(view(tmp_path, other))


def test_book_ins_are_split_by_the_state_of_the_list_and_by_level(tmp_path):
    booked = [
        {"unique_identifier": who, "detention_facility_code": place, "case_threat_level": level}
        | {"book_in_date_time": moment("2025-01-02 08:00")}
        | {"book_out_date_time": moment("2025-01-02 18:00")}
        for who, place, level in [("a", "FREEBMN", "1"), ("b", "FREEBMN", "NA"), ("c", "X", None)]
    ]
    listed = [{"detention_facility_code": "FREEBMN", "state": "MN"}]
    tables = {"stints": rows("stints", booked), "facilities": rows("facilities", listed)}
    states = flows(tmp_path, ["event", "state"], **tables).table.to_pylist()
    levels = flows(tmp_path, ["event", "level"], **tables).table.to_pylist()
    assert {r["state"]: r["events"] for r in states if r["event"] == "book_ins"} == {
        "MN": 2,
        None: 1,
    }
    assert {r["level"]: r["events"] for r in levels if r["event"] == "book_ins"} == {
        "1": 1,
        "none": 1,
        "not given": 1,
    }


def test_a_level_that_is_withheld_or_not_read_is_a_group_of_its_own(tmp_path):
    day = dt.date(2025, 1, 2)
    removed = [
        {"departed_date": day, "case_threat_level": "2"},
        {"departed_date": day, "case_threat_level": "II"},
        {"departed_date": day, "redacted": "gender;case_threat_level"},
    ]
    found = flows(tmp_path, ["event", "level"], removals=rows("removals", removed)).table
    assert {r["level"]: r["row_count"] for r in found.to_pylist() if r["event"] == "removals"} == {
        "2": 1,
        "not read": 1,
        "withheld": 1,
    }
