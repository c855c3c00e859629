"""
Population, counted by hand on eight stints and by a day loop on random ones.
"""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.measures import catalog
from small_datasets import manifest, moment, rows, view

DAY = dt.timedelta(days=1)
NAMES = (
    "unique_identifier",
    "detention_facility_code",
    "book_in_date_time",
    "book_out_date_time",
)


def population(folder, stints, by=("day",), where=None, made=None):
    given = {"stints": rows("stints", stints)}
    made = made or manifest({"ice-2026-03": "2025-01-06"})
    return catalog()["population"].compute(view(folder, given, made), by=by, where=where)


def stint(person, facility, began, ended, **more):
    return {
        **dict(zip(NAMES, (person, facility, moment(began), moment(ended)), strict=True)),
        **more,
    }


EIGHT = [
    stint("a", "X", "2025-01-01 08:00", "2025-01-03 09:00"),  # nights 1, 2
    stint("a", "Y", "2025-01-03 12:00", "2025-01-04 07:00"),  # transferred: night 3
    stint("a", "X", "2025-01-01 08:00", "2025-01-03 09:00"),  # the same row again
    stint("b", "X", "2025-01-02 01:00", "2025-01-02 23:00"),  # one day, no night
    stint("c", "Y", "2025-01-05 05:00", None),  # still held: nights 5, 6
    stint(None, "X", "2025-01-01 08:00", "2025-01-02 09:00"),  # a person: night 1
    stint(None, "X", "2025-01-01 08:00", "2025-01-02 09:00"),  # another: night 1
    stint("d", "X", "2025-01-07 00:00", None),  # after the extract
]
# day: (any part, midnight, in, out)
BY_HAND = {
    "2025-01-01": (3, 3, 3, 0),
    "2025-01-02": (4, 1, 1, 3),
    "2025-01-03": (1, 1, 0, 0),
    "2025-01-04": (1, 0, 0, 1),
    "2025-01-05": (1, 1, 1, 0),
    "2025-01-06": (1, 1, 0, 0),
}


def counts(findings):
    return {
        str(r["day"]): (r["any_part"], r["midnight"], r["book_ins"], r["book_outs"])
        for r in findings.table.to_pylist()
    }


def test_people_are_counted_once_on_each_day(tmp_path):
    found = population(tmp_path, EIGHT, where={"from": "2025-01-01"})
    assert counts(found) == BY_HAND


def test_the_series_begins_when_the_first_stint_ended(tmp_path):
    found = counts(population(tmp_path, EIGHT))
    assert {d: c for d, c in BY_HAND.items() if d >= "2025-01-02"} == found


def test_a_later_first_day_counts_those_already_held_but_not_as_booked_in(tmp_path):
    found = counts(population(tmp_path, EIGHT, where={"from": "2025-01-03", "to": "2025-01-04"}))
    assert {d: BY_HAND[d] for d in ("2025-01-03", "2025-01-04")} == found


def test_within_a_facility_a_transfer_ends_one_block_and_begins_another(tmp_path):
    found = population(tmp_path, EIGHT, by=["facility", "day"], where={"from": "2025-01-01"})
    third = {r["facility"]: r for r in found.table.to_pylist() if str(r["day"]) == "2025-01-03"}
    assert tuple(third["X"][k] for k in ("any_part", "midnight", "book_ins", "book_outs")) == (
        1,
        0,
        0,
        1,
    )
    assert tuple(third["Y"][k] for k in ("any_part", "midnight", "book_ins", "book_outs")) == (
        1,
        1,
        1,
        0,
    )
    assert found.table.num_rows == 12  # two facilities, six days, none left out


def test_a_month_gives_the_average_of_its_days(tmp_path):
    found = population(tmp_path, EIGHT, by=["month"], where={"from": "2025-01-01"})
    (row,) = found.table.to_pylist()
    assert tuple(row[k] for k in ("days", "any_part", "midnight", "book_ins", "book_outs")) == (
        6,
        11,
        7,
        5,
        4,
    )
    assert row["mean_midnight"] == 7 / 6


def test_a_row_after_the_extract_is_in_the_ledger(tmp_path):
    part = population(tmp_path, EIGHT).ledger.parts[0]
    assert (part.all_rows, part.counted) == (8, 7)
    assert [(loss.why, loss.rows) for loss in part.losses] == [
        ("booked in after the release was drawn", 1)
    ]


def test_a_release_without_book_outs_is_left_out_and_named(tmp_path):
    silent = stint("z", "X", "2025-01-01", None, release="no-ends")
    made = manifest({"ice-2026-03": "2025-01-06", "no-ends": "2025-01-06"})
    found = population(tmp_path, [*EIGHT, silent], where={"from": "2025-01-01"}, made=made)
    assert counts(found) == BY_HAND
    reasons = [(loss.why, loss.rows) for loss in found.ledger.parts[0].losses]
    assert any("no book-outs" in why and "no-ends" in why and n == 1 for why, n in reasons)


def test_a_superseded_row_counts_nobody(tmp_path):
    gone = stint("q", "X", "2025-01-01", "2025-01-03", superseded_by="later")
    found = population(tmp_path, [*EIGHT, gone], where={"from": "2025-01-01"})
    assert counts(found) == BY_HAND


def test_the_same_id_in_two_releases_is_two_persons(tmp_path):
    made = manifest({"ice-2026-03": "2025-01-06", "other": "2025-01-03"})
    twice = [
        stint("a", "X", "2025-01-01", "2025-01-06"),
        stint("a", "X", "2025-01-01", "2025-01-02", release="other"),
        stint("b", "X", "2025-01-02", None, release="other"),
    ]
    found = counts(population(tmp_path, twice, where={"from": "2025-01-01"}, made=made))
    # b is still held when the other release ends, and is known of no longer.
    assert [n for n, *_ in found.values()] == [2, 3, 2, 1, 1, 1]
    assert [outs for *_, outs in found.values()] == [0, 1, 0, 0, 0, 1]


def test_a_stint_that_ends_before_it_begins_counts_on_its_first_day(tmp_path):
    turned = [
        stint("a", "X", "2025-01-03 09:00", "2025-01-03 08:00"),
        stint("b", "X", "2025-01-02", "2025-01-04"),
    ]
    found = population(tmp_path, turned, where={"from": "2025-01-02"})
    assert counts(found)["2025-01-03"] == (2, 1, 1, 1)
    assert any("end before they begin" in c for c in found.caveats)
    assert found.notes["stints that end before they begin"] == "1"


FIRST = dt.datetime(2025, 1, 1)
EXTRACT_DAY = dt.date(2025, 1, 20)
HOURS = st.integers(0, 24 * 22)


@st.composite
def stints(draw):
    began = draw(HOURS)
    ended = draw(st.none() | st.integers(began - 2, began + 150))
    at = FIRST + dt.timedelta(hours=began)
    return {
        "unique_identifier": draw(st.sampled_from(["a", "b", "c", None])),
        "detention_facility_code": draw(st.sampled_from(["X", "Y", None])),
        "book_in_date_time": at,
        "book_out_date_time": None if ended is None else FIRST + dt.timedelta(hours=ended),
        "release": draw(st.sampled_from(["r", "s"])),
    }


def held(row, number):
    """
    Who and where, the days of any part, and the nights; by the text of field-guide 2.7.
    """
    began = row["book_in_date_time"].date()
    out = row["book_out_date_time"]
    ends = out.date() if out and out.date() <= EXTRACT_DAY else None
    last = EXTRACT_DAY if ends is None else max(ends, began)
    days = {began + i * DAY for i in range((last - began).days + 1)}
    nights = {d for d in days if ends is None or d + DAY <= ends}
    who = (row["release"], row["unique_identifier"] or number)
    return who, row["detention_facility_code"], days, nights


@settings(max_examples=40)
@given(st.lists(stints(), min_size=1, max_size=14))
def test_population_equals_a_loop_over_days_and_its_identities_hold(given_rows):
    kept = [r for r in given_rows if r["book_in_date_time"].date() <= EXTRACT_DAY]
    ends = {r["release"] for r in given_rows if r["book_out_date_time"]}
    known = [held(r, i) for i, r in enumerate(kept) if r["release"] in ends]
    made = manifest({"r": str(EXTRACT_DAY), "s": str(EXTRACT_DAY)})
    where = {"from": "2025-01-01"}
    with tempfile.TemporaryDirectory() as folder:
        nation = population(Path(folder), given_rows, where=where, made=made)
        split = population(Path(folder), given_rows, by=["facility", "day"], where=where, made=made)
    assert len(given_rows) == nation.ledger.parts[0].all_rows
    assert len(known) == nation.ledger.counted
    before = None
    for row in nation.table.to_pylist():
        day = row["day"]
        assert len({who for who, _, days, _ in known if day in days}) == row["any_part"]
        assert len({who for who, _, _, nights in known if day in nights}) == row["midnight"]
        assert row["any_part"] == row["midnight"] + row["book_outs"]
        if before is not None:
            assert row["midnight"] - before == row["book_ins"] - row["book_outs"]
        before = row["midnight"]
        there = [r for r in split.table.to_pylist() if r["day"] == day]
        assert sum(r["midnight"] for r in there) >= row["midnight"]
        for r in there:
            inside = {w for w, f, days, _ in known if day in days and f == r["facility"]}
            assert len(inside) == r["any_part"]


@given(st.lists(stints(), min_size=1, max_size=8), st.randoms())
def test_the_order_of_rows_and_their_doubling_change_nothing_for_those_with_an_id(
    given_rows, chance
):
    named = [{**r, "unique_identifier": r["unique_identifier"] or "d"} for r in given_rows]
    mixed = named * 2
    chance.shuffle(mixed)
    made = manifest({"r": str(EXTRACT_DAY), "s": str(EXTRACT_DAY)})
    with tempfile.TemporaryDirectory() as folder:
        once = counts(population(Path(folder), named, made=made))
        again = counts(population(Path(folder), mixed, made=made))
    assert once == again


def test_equal_stints_of_many_people_are_one_block_whatever_their_order(tmp_path):
    # Each is held from 1 to 2 January, and twice recorded from 5 to 7: nobody on 3 and 4. In
    # so many rows an engine puts equal ones in different orders at different times.
    people = 30_000
    first = [stint(f"p{i}", "SPM", "2025-01-01", "2025-01-02") for i in range(people)]
    again = [stint(f"p{i // 2}", "SPM", "2025-01-05", "2025-01-07") for i in range(2 * people)]
    made = manifest({"ice-2026-03": "2025-01-08"})
    days = population(tmp_path, first + again, made=made).table.to_pylist()
    assert [(d["day"].day, d["any_part"], d["midnight"]) for d in days] == [
        (2, people, 0),
        (3, 0, 0),
        (4, 0, 0),
        (5, people, people),
        (6, people, people),
        (7, people, 0),
        (8, 0, 0),
    ]


def test_the_office_of_the_book_in_stands_where_the_stint_names_none(tmp_path):
    given = [
        stint("a", "X", "2025-01-01 08:00", "2025-01-03 09:00", book_in_aor="Seattle"),
        stint("b", "X", "2025-01-01 08:00", "2025-01-02 09:00", area_of_responsibility="Boston"),
        stint("c", "X", "2025-01-01 08:00", "2025-01-02 09:00"),
    ]
    found = population(tmp_path, given, by=["office"], where={"from": "2025-01-01"})
    # Nights: a of the 1st and 2nd, b of the 1st, c of the 1st.
    assert {r["office"]: r["midnight"] for r in found.table.to_pylist()} == {
        "Seattle": 2,
        "Boston": 1,
        None: 1,
    }


def test_people_are_held_by_state_level_and_conviction(tmp_path):
    given = [
        stint("a", "FREEBMN", "2025-01-01 08:00", "2025-01-03 09:00", case_threat_level="1",
              book_in_criminality="1 Convicted Criminal"),
        stint("b", "FREEBMN", "2025-01-01 08:00", "2025-01-02 09:00", redacted="case_threat_level"),
        stint("c", "OTHER", "2025-01-01 08:00", "2025-01-02 09:00", case_threat_level="NA"),
        stint("d", "OTHER", "2025-01-01 08:00", "2025-01-02 09:00", case_threat_level="nonsense"),
    ]  # fmt: skip
    listed = [
        {"detention_facility_code": "FREEBMN", "state": "MN"},
        {"detention_facility_code": "OTHER", "state": "IA"},
        {"detention_facility_code": "OTHER", "state": "NE"},
    ]
    data = view(
        tmp_path,
        {"stints": rows("stints", given), "facilities": rows("facilities", listed)},
        manifest({"ice-2026-03": "2025-01-06"}),
    )

    def nights(name):
        found = catalog()["population"].compute(data, [name], {"from": "2025-01-01"})
        return {r[name]: r["midnight"] for r in found.table.to_pylist()}

    assert nights("state") == {"MN": 3, None: 2}
    assert nights("level") == {"1": 2, "withheld": 1, "none": 1, "not read": 1}
    assert nights("criminality") == {"convicted": 2, "not given": 3}
    limited = catalog()["population"].compute(data, [], {"from": "2025-01-01", "level": "1"})
    assert [r["midnight"] for r in limited.table.to_pylist()] == [2]


def test_stints_left_without_an_end_are_counted_on_and_a_caveat_says_so(tmp_path):
    given = [
        stint("a", "X", "2025-01-01 08:00", None),
        stint("a", "Y", "2025-01-03 08:00", "2025-01-04 08:00"),
        stint("b", "X", "2025-01-03 08:00", None),
    ]
    found = population(tmp_path, given, where={"from": "2025-01-01"})
    assert any(c.startswith("Some stints have no end though") for c in found.caveats)
    assert counts(found)["2025-01-06"] == (2, 2, 0, 0)
    none = population(tmp_path, given[1:], where={"from": "2025-01-01"})
    assert not any("have no end though" in c for c in none.caveats)
