"""
Ours against the series of others, by hand on eight figures and a few people.
"""

import datetime as dt

import pytest
from answer_parts import losses
from optimizers_off import without_optimizers

from custodes.measures import catalog
from custodes.measures.against import REASONS
from small_datasets import manifest, moment, rows, view

RELEASES = {"ice-2026-03": "2026-01-10"}
STINTS = [
    # From 3 January, the first day that anyone left. Midnights of the 3rd to the 10th:
    # a and b 3rd: b, c = 2; 4th: c = 1; then c and d on the 5th to the 10th = 2.
    ("a", "2026-01-01 08:00", "2026-01-03 08:00", "SPM"),
    ("b", "2026-01-02 08:00", "2026-01-04 08:00", "SPM"),
    ("c", "2026-01-03 08:00", None, "SPM"),
    ("d", "2026-01-05 08:00", None, "CHI"),
]
REMOVALS = ["2026-01-04", "2026-01-04", "2026-01-06", "2026-01-09", "2026-01-10"]
EIGHT = [
    # (series, measure, category, facility, first day, last day, value)
    ("vera", "midnight", None, None, "2026-01-03", "2026-01-03", 2.0),
    ("vera", "midnight", None, None, "2026-01-04", "2026-01-04", 2.0),
    ("vera", "midnight", None, None, "2025-12-31", "2025-12-31", 9.0),  # before any of ours
    ("vera", "any_part", None, None, "2026-01-03", "2026-01-03", None),  # no value
    ("ddp", "removals", None, None, "2026-01-04", "2026-01-10", 4.0),  # a week: ours 5
    ("ddp", "removals", None, None, "2026-01-11", "2026-01-17", 4.0),  # beyond the extract
    ("ice", "stay_book_ins", "CBP", None, "2026-01-01", "2026-01-31", 1.0),  # a part
    ("ice", "deaths", None, None, "2026-01-04", "2026-01-04", 1.0),  # not counted here
]


def day(text):
    return dt.date.fromisoformat(text)


def tables(figures=EIGHT, stints=STINTS):
    names = ("measure", "category", "detention_facility_code")
    series = [
        {
            "release": f[0],
            **dict(zip(names, f[1:4], strict=True)),
            "first_day": day(f[4]),
            "last_day": day(f[5]),
            "value": f[6],
        }
        for f in figures
    ]
    held = [
        {
            "unique_identifier": p,
            "book_in_date_time": moment(i),
            "book_out_date_time": moment(o),
            "detention_facility_code": f,
        }
        for p, i, o, f in stints
    ]
    removed = [
        {"unique_identifier": f"r{n}", "departed_date": day(d)} for n, d in enumerate(REMOVALS)
    ]
    return {
        "published_series": rows("published_series", series),
        "stints": rows("stints", held),
        "removals": rows("removals", removed),
    }


def against(folder, by=(), where=None, given=None):
    data = view(folder, given or tables(), manifest(RELEASES))
    return catalog()["against_published"].compute(data, list(by), where)


def cells(findings):
    return [tuple(r.values())[:-1] for r in findings.table.to_pylist()]


def test_the_same_days_are_compared(tmp_path):
    # series, measure, periods, theirs, ours, difference, ratio
    assert cells(against(tmp_path)) == [
        ("ddp", "removals", 1, 4.0, 5.0, 1.0, 1.25),
        ("vera", "midnight", 2, 4.0, 3.0, -1.0, 0.75),
    ]


def test_what_does_not_meet_is_in_the_ledger(tmp_path):
    assert losses(against(tmp_path), REASONS) == {
        "unknown": 1,
        "part": 1,
        "no_value": 1,
        "not_covered": 2,
    }


def test_the_ledger_has_the_parts_that_ours_rest_on(tmp_path):
    assert [p.about for p in against(tmp_path).ledger.parts] == [
        "published series",
        "stints",
        "removals",
    ]


def test_a_day_of_theirs_stands_beside_the_same_day_of_ours(tmp_path):
    found = against(tmp_path, ["day"], {"measure": "midnight"})
    assert cells(found) == [
        ("vera", "midnight", day("2026-01-03"), 1, 2.0, 2.0, 0.0, 1.0),
        ("vera", "midnight", day("2026-01-04"), 1, 2.0, 1.0, -1.0, 0.5),
    ]


def test_a_period_is_dated_by_its_last_day(tmp_path):
    figure = ("ice", "removals_to_date", None, None, "2026-01-04", "2026-01-09", 4.0)
    found = against(tmp_path, ["month", "fiscal_year"], given=tables([figure]))
    assert cells(found) == [
        ("ice", "removals_to_date", day("2026-01-01"), 2026, 1, 4.0, 4.0, 0.0, 1.0)
    ]


def test_facilities_of_a_series_are_added_up_for_each_day(tmp_path):
    # On the 5th c is in one facility and d in the other.
    figures = [
        ("ddp", "facility_midnight", None, place, "2026-01-05", "2026-01-05", n)
        for place, n in (("SPM", 1.0), ("CHI", 2.0), ("SEA", 0.0))
    ]
    found = against(tmp_path, given=tables(figures))
    assert cells(found) == [("ddp", "facility_midnight", 1, 3.0, 2.0, -1.0, pytest.approx(2 / 3))]


def test_a_person_in_two_facilities_on_one_day_counts_in_both(tmp_path):
    figures = [
        ("ddp", "facility_any_part", None, None, "2026-01-05", "2026-01-05", 3.0),
        ("ddp", "any_part", None, None, "2026-01-05", "2026-01-05", 3.0),
    ]
    # d came to one and was moved to another on the 5th.
    stints = [*STINTS[:3], ("d", "2026-01-05 08:00", "2026-01-05 09:00", "SPM"),
              ("d", "2026-01-05 10:00", None, "CHI")]  # fmt: skip
    found = against(tmp_path, given=tables(figures, stints))
    assert [r[:5] for r in cells(found)] == [
        ("ddp", "any_part", 1, 3.0, 2.0),
        ("ddp", "facility_any_part", 1, 3.0, 3.0),
    ]


def test_known_differences_are_said_and_of_others_nothing(tmp_path):
    figures = [
        ("vera-national", "midnight", None, None, "2026-01-05", "2026-01-05", 2.0),
        ("somebody", "midnight", None, None, "2026-01-05", "2026-01-05", 2.0),
    ]
    said = {
        r["series"]: r["explanation"]
        for r in against(tmp_path, given=tables(figures)).table.to_pylist()
    }
    assert said["vera-national"].startswith("theirs is held from one date into the next")
    assert said["somebody"].startswith("at midnight there and here")


def test_months_of_book_ins_are_the_events_of_flows(tmp_path):
    figure = ("ice", "stay_book_ins", None, None, "2026-01-03", "2026-01-05", 2.0)
    found = against(tmp_path, given=tables([figure]))
    # c on the 3rd and d on the 5th.
    assert [r[2:5] for r in cells(found)] == [(1, 2.0, 2.0)]


def test_nothing_of_ours_says_what_is_needed(tmp_path):
    given = {"published_series": tables()["published_series"]}
    found = against(tmp_path, given=given)
    assert found.empty
    assert any("holds nothing of ours to compare" in c for c in found.caveats)


def test_series_of_other_days_say_which_days_are_ours(tmp_path):
    found = against(tmp_path, given=tables([EIGHT[2]]))
    assert found.empty
    assert any("midnight 2026-01-03 to 2026-01-10" in c for c in found.caveats)


def test_no_optimizer_changes_a_cell(tmp_path):
    data = view(tmp_path, tables(), manifest(RELEASES))
    plain = catalog()["against_published"].compute(data)
    assert cells(plain) == cells(without_optimizers("against_published", data))


@pytest.mark.real
@pytest.mark.slow
def test_the_projects_weekly_removals_add_up_two_releases_of_2016(real_data, tmp_path):
    from custodes.build import Options, build
    from custodes.measures import View

    given = [
        real_data / "oracles/ddp_weekly_removals.csv",
        real_data / "enforcement-fy16-19/ICERemovals_FY2016.csv.gz",
    ]
    made = build(given, tmp_path / "set", Options(mode="records"))
    found = catalog()["against_published"].compute(
        View.of(made.dataset), where={"measure": "removals", "fiscal_year": "2016"}
    )
    (row,) = found.table.to_pylist()
    # Three releases hold that year; the Project's table counts two of them in each week.
    assert row["theirs"] == 478101
    assert 0.48 < row["ratio"] < 0.51
