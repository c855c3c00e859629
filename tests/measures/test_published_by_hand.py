"""
The query of each published figure on a few rows, its answer worked by hand.
"""

import dataclasses
import datetime as dt

import pyarrow as pa
import pytest

from custodes.build import Options, build
from custodes.measures import View
from custodes.measures.published import compare_published, published_figures
from custodes.measures.published._check import _ours
from custodes.provenance import ReleaseEntry
from datasets import dataset, table_of
from small_datasets import moment

LATEST = "2026-03"


def ours(view, name):
    """
    What the queries of one entry give, by key.
    """
    return {f.key: _ours(view, f) for f in published_figures() if f.id == name}


def opened(folder, **tables):
    return View.of(dataset(folder, {n: table_of(n, rows) for n, rows in tables.items()}))


def stint(person, began, ended, **said):
    return {
        "release": LATEST,
        "unique_identifier": person,
        "book_in_date_time": moment(began),
        "book_out_date_time": moment(ended),
        **said,
    }


def stay(person, began, ended, reason=None):
    return {
        "release": LATEST,
        "unique_identifier": person,
        "stay_book_in_date_time": moment(began),
        "stay_book_out_date_time": moment(ended),
        "stay_release_reason": reason,
    }


def project(view, name, columns, rows):
    """
    Register a table of the Project's histories.
    """
    text = {"release", "unique_identifier"}
    truth = {"duplicate_drop_row", "has_detention_stay"}
    kinds = [
        pa.string() if c in text else pa.bool_() if c in truth else pa.timestamp("us")
        for c in columns
    ]
    made = [
        [v if k != pa.timestamp("us") else moment(v) for v, k in zip(r, kinds, strict=True)]
        for r in rows
    ]
    view.engine.register(
        name,
        pa.table(
            [pa.array(list(c), k) for c, k in zip(zip(*made, strict=True), kinds, strict=True)],
            names=columns,
        ),
    )


STAYS = (
    "release", "unique_identifier", "stay_book_in_date_time", "stay_book_out_date_time",
    "book_in_date_time_first", "book_out_date_time_last",
)  # fmt: skip
EIGHT_STAYS = [
    # Person; stay from, to; first stint's begin, last stint's end.
    (LATEST, "a", "2025-01-01", "2025-01-05", "2025-01-01", "2025-01-05"),  # as it should be
    (LATEST, "a", "2025-02-01", "2025-02-05", "2025-02-02", "2025-02-05"),  # begins before
    (LATEST, "b", "2025-01-01", "2025-01-06", "2025-01-03", "2025-01-05"),  # both
    (LATEST, "c", "2025-01-01", "2025-01-06", "2025-01-01", None),  # last stint open: neither
    (LATEST, "d", "2025-01-01", None, "2025-01-01", "2025-01-05"),  # stay open: neither
    (LATEST, "e", "2025-01-02", "2025-01-04", "2025-01-01", "2025-01-05"),  # the other way round
    (LATEST, "f", "2025-01-01 08:00", "2025-01-03", "2025-01-01 20:00", "2025-01-03"),  # before
    ("2025-07", "g", "2025-01-01", "2025-01-06", "2025-01-03", "2025-01-05"),  # another release
]


def test_stays_are_held_against_their_stints(tmp_path):
    view = opened(tmp_path, stints=[])
    project(view, "ddp_stays", STAYS, EIGHT_STAYS)
    # Before: a's second, b, f. After: b. The other way round: e, at both ends.
    expected = {"begin before": 3, "end after": 1, "begin after": 1, "end before": 1}
    assert expected == ours(view, "stays-beyond-stints-2026-03")


def test_a_stint_overlaps_the_one_before_it_in_its_stay(tmp_path):
    columns = (
        "release", "unique_identifier", "stay_book_in_date_time", "book_in_date_time",
        "book_out_date_time", "duplicate_drop_row",
    )  # fmt: skip
    view = opened(tmp_path, stints=[])
    project(view, "ddp_stints", columns, [
        (LATEST, "a", "2025-01-01", "2025-01-01", "2025-01-03", False),
        (LATEST, "a", "2025-01-01", "2025-01-03", "2025-01-05", False),  # as the first ends
        (LATEST, "a", "2025-01-01", "2025-01-04", "2025-01-06", False),  # overlaps: 1
        (LATEST, "a", "2025-01-01", "2025-01-05", "2025-01-05", True),  # dropped
        (LATEST, "a", "2025-02-01", "2025-01-05", "2025-02-05", False),  # another stay
        (LATEST, "b", "2025-01-01", "2025-01-01", None, None),  # open
        (LATEST, "b", "2025-01-01", "2025-01-02", "2025-01-03", None),  # after an open one
        (LATEST, None, "2025-01-01", "2025-01-02", "2025-01-03", None),
    ])  # fmt: skip
    assert ours(view, "overlapping-stints-2026-03") == {None: 1}


def test_stays_take_arrests_in_turn_and_none_twice(tmp_path):
    arrested = [
        ("a", "2025-01-01 10:00"),
        ("a", "2025-02-02 08:00"),
        ("b", "2025-01-10 20:00"),
        ("c", "2025-01-12 08:00"),
        (None, "2025-01-01 10:00"),
    ]
    view = opened(
        tmp_path,
        arrests=[
            {"release": LATEST, "unique_identifier": p, "apprehension_date": moment(at)}
            for p, at in arrested
        ],
    )
    first = [
        ("a", "2025-01-01 12:00"),  # with: that of 1 January
        ("a", "2025-01-20 12:00"),  # without: it is taken, and the next is later
        ("a", "2025-02-01 20:00"),  # with: that of 2 February, 12 hours after exactly
        ("b", "2025-01-10 07:59"),  # without: a minute more than 12 hours before the arrest
        ("b", "2025-01-11 08:00"),  # with
        ("c", "2025-01-12 08:00"),  # with
        ("d", "2025-01-12 08:00"),  # without: never arrested
    ]
    rows = [(LATEST, p, at, None, at, None) for p, at in first]
    project(view, "ddp_stays", STAYS, rows)
    assert ours(view, "stays-with-arrest-2026-03") == {"with": 4, "without": 3}


def test_a_share_of_arrests_has_a_stay(tmp_path):
    view = opened(tmp_path, arrests=[])
    columns = ("release", "has_detention_stay")
    project(view, "ddp_arrest_stays", columns, [
        (LATEST, True), (LATEST, True), (LATEST, True), (LATEST, False), ("2025-07", False),
    ])  # fmt: skip
    assert ours(view, "arrests-with-stay-2026-03") == {None: 75.0}


ENDED = [
    stay("a", "2023-09-30 00:00", "2023-10-10 12:00", "Bonded Out - IJ"),  # 10.5 days
    stay("a", "2023-09-30 00:00", "2023-10-10 12:00", "Bonded Out - IJ"),  # its second stint
    stay("b", "2023-10-01 00:00", "2023-10-31 23:00", "Removed"),
    stay("c", "2023-10-01 00:00", "2023-11-01 00:00", "Bonded Out - Field Office"),  # 31 days
    stay("d", "2023-10-01 00:00", None),
    stay(None, "2023-10-01 00:00", "2023-10-02 00:00", "Bonded Out - IJ"),  # nobody's
    stay("e", "2024-10-05 00:00", "2024-10-01 00:00", "Removed"),  # turned: no length
    stay("f", "2024-09-29 00:00", "2024-10-01 06:00", "Bonded Out - IJ"),  # 2.25 days, FY 2025
]


def test_the_agency_counts_ends_of_stays_by_month(tmp_path):
    view = opened(tmp_path, stints=ENDED)
    outs, bonds = ours(view, "agency-book-outs"), ours(view, "agency-bonded-out")
    assert [outs[m] for m in ("2023-10", "2023-11", "2023-12", "2024-10")] == [2, 1, 0, 2]
    assert [bonds[m] for m in ("2023-10", "2023-11", "2023-12", "2024-10")] == [1, 1, 0, 1]


def test_the_length_of_stays_is_a_mean_of_those_that_ended_in_the_year(tmp_path):
    view = opened(tmp_path, stints=ENDED)
    # FY 2024: 10.5, 30 days and 23 hours, and 31, once each. FY 2025: 2.25; e has none.
    expected = {"2024": pytest.approx((10.5 + 30 + 23 / 24 + 31) / 3), "2025": 2.25}
    assert ours(view, "agency-length-of-stay") == expected


def test_one_of_two_rows_of_a_moment_is_a_stint_to_the_aclu(tmp_path):
    feb = "2025-02"
    said = {"release": feb, "stay_book_in_date_time": moment("2024-01-01")}
    view = opened(tmp_path, stints=[
        stint("a", "2024-01-01", None, detention_facility_code="X",
              detention_release_reason="Transferred", **said),
        stint("a", "2024-01-01", None, detention_facility_code="X",
              detention_release_reason="Transferred", **said),
        stint("a", "2024-01-02", None, detention_facility_code="Y",
              detention_release_reason="Removed", **said),
        stint("b", "2024-01-01", None, detention_facility_code="Y", **said),
        stint(None, "2024-01-01", None, detention_facility_code="Z", **said),
        stint("c", "2024-01-01", None, detention_facility_code="W",
              **{**said, "release": LATEST}),
    ])  # fmt: skip
    # People a and b; stays one each; stints two of a and one of b; facilities X and Y.
    counts = {"people": 2, "stays": 2, "stints": 3, "facilities": 2}
    assert counts == ours(view, "aclu-2025-02")
    reasons = {"Transferred": 1, "Removed": 1, "none": 1}
    assert reasons == ours(view, "aclu-reasons-2025-02")


def test_ids_and_facilities_are_counted_once(tmp_path):
    uw = {"release": "2022-icfo-09022"}
    view = opened(tmp_path, stints=[
        stint("a", "2020-01-01", None, **uw, detention_facility_code="X"),
        stint("a", "2020-01-02", None, **uw, detention_facility_code="Y"),
        stint("b", "2020-01-02", None, **uw, detention_facility_code="Y"),
        stint(None, "2020-01-02", None, **uw, detention_facility_code="Z"),
    ])  # fmt: skip
    assert ours(view, "uwchr-people") == {"people": 2, "facilities": 2}


def test_midnights_of_the_253_days_are_those_between_the_first_and_the_last(tmp_path):
    view = opened(tmp_path, stints=[
        stint("a", "2024-09-20 08:00", "2024-10-03 08:00"),  # the midnights of 1 and 2 October
        stint("a", "2024-09-20 09:00", "2024-10-03 08:00"),  # the same days once more
        stint("b", "2025-06-09 08:00", None),  # 9 and 10 June
        stint("c", "2025-06-10 08:00", "2025-06-10 20:00"),  # no midnight
        stint("d", "2025-06-11 08:00", None),  # too late
        stint(None, "2025-01-01 08:00", "2025-01-02 08:00"),  # one
        stint(None, "2025-01-01 08:00", "2025-01-02 08:00"),  # and another
    ])  # fmt: skip
    expected = {None: pytest.approx((2 + 2 + 1 + 1) / 253)}
    assert ours(view, "vera-midnight-2025-2026-03") == expected


HELD = [
    # FY 2023 begins as the first leaves. Two facilities hold a on 3 October, at no midnight both.
    ("a", "SPM", "2022-09-28 08:00", "2022-10-03 08:00"),
    ("a", "CHI", "2022-10-03 09:00", "2022-10-05 08:00"),
    ("b", "SPM", "2022-10-04 08:00", None),
]


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        # From 3 October, when the first left, to the extract on 6 October. In any part:
        # SPM a 1, b 3; CHI a 3. At midnight: b 3; a of CHI 2. A mean over four days.
        ("facility-days-any-part-2026-03", "2023", 7),
        ("facility-days-midnight-2026-03", "2023", 5),
        ("vera-midnight-2026-03", "2023", 5 / 4),
        ("facility-days-any-part-2026-03-unfinished", "2026", 0),
        ("facility-days-midnight-2026-03-unfinished", "2026", 0),
    ],
)
def test_days_of_people_are_summed_over_places(tmp_path, name, year, expected):
    rows = [stint(p, i, o, detention_facility_code=f) for p, f, i, o in HELD]
    view = opened(tmp_path, stints=rows)
    view.manifest = released(view.manifest, "2022-10-06")
    assert ours(view, name)[year] == expected


def released(manifest, extract):
    entry = ReleaseEntry(LATEST, "", False, f"{extract}T00:00:00", "the test", "national")
    return dataclasses.replace(manifest, releases=(entry,))


def test_the_unfinished_year_is_counted_to_the_extract(tmp_path):
    rows = [
        stint("a", "2025-11-01 08:00", "2025-11-02 08:00", detention_facility_code="SPM"),
        stint("b", "2026-03-09 08:00", None, detention_facility_code="SPM"),
    ]
    view = opened(tmp_path, stints=rows)
    view.manifest = released(view.manifest, "2026-03-10")
    # From 2 November, when a left: a on that day, b on 9 and 10 March; b at both midnights.
    assert ours(view, "facility-days-any-part-2026-03-unfinished") == {"2026": 3}
    assert ours(view, "facility-days-midnight-2026-03-unfinished") == {"2026": 2}


def test_midnights_of_another_release_are_compared_with_vera_too(tmp_path):
    release = "2022-icfo-09022"
    rows = [stint(p, i, o, release=release, detention_facility_code=f) for p, f, i, o in HELD]
    view = opened(tmp_path, stints=rows)
    entry = released(view.manifest, "2022-10-06")
    renamed = dataclasses.replace(entry.releases[0], id=release)
    view.manifest = dataclasses.replace(entry, releases=(renamed,))
    assert ours(view, "vera-midnight-uwchr") == {"2012": 0, "2023": 5 / 4}


def test_rows_are_those_of_the_release_and_its_file_or_year(tmp_path):
    old, other = "2012-2023", {"release": "2022-icfo-22955"}
    departed = {"release": "14-03290"}
    view = opened(
        tmp_path,
        arrests=[
            {"release": old},
            {"release": old},
            {**other, "file": "ICE ERO Apprehension by AOR & Program (FY16).xlsx"},
            {**other, "file": "ICE ERO Apprehension by AOR & Program (FY23).xlsx"},
            {**other, "file": "ICE ERO Apprehension by AOR & Program (FY23).xlsx"},
        ],
        stints=[{"release": old}],
        removals=[
            {"release": old},
            {**departed, "departed_date": dt.date(2002, 10, 1)},
            {**departed, "departed_date": dt.date(2003, 9, 30)},
            {**departed, "departed_date": dt.date(2003, 10, 1)},
            {**departed, "departed_date": dt.date(2012, 10, 1)},
        ],
    )
    assert ours(view, "rows-2012-2023") == {"arrests": 2, "stints": 1, "removals": 1}
    assert ours(view, "arrests-2022-icfo-22955") == {"FY16": 1, "FY23": 2, "FY24": 0}
    assert ours(view, "removals-14-03290") == {"2003": 2, "2012": 0, "2013": 1}


def test_a_series_is_summed_by_fiscal_year(tmp_path):
    def cell(measure, day, value):
        said = {"release": "vera-national", "measure": measure, "value": value}
        return {**said, "first_day": dt.date.fromisoformat(day)}

    view = opened(
        tmp_path,
        published_series=[
            cell("midnight", "2008-10-01", 10),
            cell("midnight", "2009-09-30", 20),
            cell("midnight", "2009-10-01", 90),
            cell("any_part", "2008-10-01", 500),
            cell("book_ins", "2008-10-01", 3),
            cell("book_ins", "2009-10-01", 4),
            cell("book_outs", "2009-10-01", 1),
            {**cell("midnight", "2008-10-02", 999), "release": "another"},
        ],
    )
    found = ours(view, "vera-series-midnight")
    assert [found[y] for y in ("2009", "2010", "2011")] == [15, 90, 0]
    assert ours(view, "vera-series") == {"days": 3, "book-ins": 7, "book-outs": 1, "most": 90}


@pytest.mark.real
def test_the_series_of_vera_is_read_whole(real_data, tmp_path):
    made = build([real_data / "oracles/vera-national.csv"], tmp_path / "set", Options())
    done, _ = compare_published(View.of(made.dataset), published_figures())
    assert {c.id for c in done} == {"vera-series", "vera-series-midnight"}
    assert [(c.id, c.key, c.ours) for c in done if not c.within] == []
    assert len(done) == 21
