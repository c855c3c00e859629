"""
287(g) lists, from rows made here and from the real lists.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_made import context, raw_from, raw_of_workbook

from custodes.errors import HeaderMismatchError, NotRecognisedError
from custodes.releases import agreements, read_file
from custodes.releases._model import ReadTable
from custodes.releases.agreements._day import day_in_name

OLD = ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED", "MOA"]
FULL = [
    "STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM",
]  # fmt: skip
PENDING = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE"]


def one(tmp: Path, name: str, rows: list[list[Any]]) -> ReadTable:
    raw = raw_from(name, {"Sheet1": rows}, tmp / "raw")
    (found,) = agreements.read(raw, context("287g", tmp / "out"))
    return found


def stored(found: ReadTable) -> list[dict[str, Any]]:
    return pq.read_table(found.parquet).to_pylist()


def old_row(signed: Any, agency: str = "Oak County Sheriff's Office") -> list[Any]:
    return ["TEXAS", agency, "Task Force Model", signed, "link"]


def full_row(signed: Any) -> list[Any]:
    return [
        "TEXAS",
        "Oak Police Department",
        "Municipality",
        "#N/A",
        "Task Force Model",
        signed,
        "link",
        None,
    ]


def pending_row(agency: str) -> list[Any]:
    return ["TEXAS", agency, "County", "Oak County", "Warrant Service Officer"]


@pytest.mark.parametrize(
    ("header", "kind"), [(OLD, "participating"), (FULL, "participating"), (PENDING, "pending")]
)
def test_the_kind_is_told_from_the_columns_and_not_from_the_name(tmp_path, header, kind):
    rows = [header, ["TEXAS", "Oak PD", *["x"] * (len(header) - 2)]]
    found = one(tmp_path, "participatingAgencies09222025pm.xlsx", rows)
    assert [kind] == [r["list_kind"] for r in stored(found)]


def test_headers_are_found_below_a_title_and_in_any_case(tmp_path):
    rows = [["287(g) agreements"], [], [f" {h.title()} " for h in OLD], old_row("2020-03-13")]
    found = one(tmp_path, "ParticipatingEntities-20210113002027.xlsx", rows)
    assert (3, [4]) == (found.header_row, [r["row"] for r in stored(found)])


def test_blank_rows_repeated_headers_and_remarks_are_no_agreements(tmp_path):
    rows = [
        OLD,
        old_row("2020-03-13"),
        [],
        OLD,
        ["Updated weekly"],
        old_row("2020-03-14", "Elm PD"),
    ]
    found = one(tmp_path, "ParticipatingEntities-20210113002027.xlsx", rows)
    assert [2, 6] == [r["row"] for r in stored(found)]
    assert {4, 5} == {int(n.split()[1]) for n in found.notes}


def test_a_list_without_rows_is_a_list(tmp_path):
    found = one(tmp_path, "participatingAgencies07142025am.xlsx", [OLD])
    assert (found.rows, found.first) == (0, None)


def test_a_header_that_is_new_stops_the_reading_and_is_named(tmp_path):
    rows = [[*OLD, "TRAINED OFFICERS"], [*old_row("2020-03-13"), "4"]]
    with pytest.raises(HeaderMismatchError, match=r"row 1.*'TRAINED OFFICERS'"):
        one(tmp_path, "ParticipatingEntities-20210113002027.xlsx", rows)


def test_a_header_that_stands_twice_stops_the_reading(tmp_path):
    with pytest.raises(HeaderMismatchError, match="twice"):
        one(tmp_path, "x.xlsx", [[*OLD, "SIGNED"], old_row("2020-03-13")])


def test_a_workbook_without_the_headers_is_not_a_list(tmp_path):
    with pytest.raises(NotRecognisedError):
        one(tmp_path, "x.xlsx", [["STATE", "AGENCY"], ["TEXAS", "Oak PD"]])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("05/082025", "not a date"),
        ("7/72025", "not a date"),
        ("5025-07-07 00:00:00", "impossible year"),
        ("0025-07-07", "impossible year"),
        ("2025-02-30", "no such day or hour"),
        ("2025-12-07", "later than the list"),
    ],
)
def test_a_date_of_signature_that_cannot_be_is_unreadable_and_its_text_is_kept(
    tmp_path, text, reason
):
    found = one(tmp_path, "participatingAgencies07142025am.xlsx", [OLD, old_row(text)])
    assert [(None, "signed_date")] == [(r["signed_date"], r["unreadable"]) for r in stored(found)]
    assert [(2, "signed_date", reason, text)] == [
        (r["row"], r["column_name"], r["reason"], r["text"])
        for r in pq.read_table(found.rejects).to_pylist()
    ]


def test_a_lookup_that_failed_in_excel_is_a_blank_county(tmp_path):
    found = one(tmp_path, "participatingAgencies07142025am.xlsx", [FULL, full_row("2025-07-01")])
    assert [None] == [r["county"] for r in stored(found)]


def test_each_field_is_filled_blank_or_unreadable_and_they_add_up(tmp_path):
    rows = [FULL, full_row("2025-07-01"), full_row("7/72025")]
    found = one(tmp_path, "participatingAgencies07142025am.xlsx", rows)
    signed = next(f for f in found.fields if f.column == "signed_date")
    assert (1, 0, 0, 1) == (signed.filled, signed.blank, signed.redacted, signed.unreadable)
    assert {2} == {f.filled + f.blank + f.redacted + f.unreadable for f in found.fields}


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ParticipatingEntities-20220104000430.xlsx", dt.date(2022, 1, 4)),
        ("participatingAgencies01062025pm.xlsx", dt.date(2025, 1, 6)),
        ("participatingAgencies05122025amB.xlsx", dt.date(2025, 5, 12)),
        ("participatingAgencies06112025pm copy.xlsx", dt.date(2025, 6, 11)),
        ("participatingAgencies12082025mid.xlsx", dt.date(2025, 12, 8)),
        ("participating 2025-07-01.xlsx", dt.date(2025, 7, 1)),
        ("participating.xlsx", None),
        ("participating 99999999.xlsx", None),
    ],
)
def test_the_day_is_read_from_every_form_of_name(name, day):
    assert day == day_in_name(name)


def test_signatures_months_later_than_the_name_make_it_the_year_before(tmp_path):
    rows = [OLD, *(old_row(f"2025-12-0{d}", f"Elm {d} PD") for d in (1, 2, 3))]
    found = one(tmp_path, "participatingAgencies01062025pm.xlsx", rows)
    assert (dt.date(2026, 1, 6), 1) == (found.first, len(found.notes))


def test_one_signature_later_than_the_list_does_not_move_the_list(tmp_path):
    rows = [OLD, old_row("2024-11-01"), old_row("2025-12-01", "Elm PD")]
    found = one(tmp_path, "participatingAgencies01062025pm.xlsx", rows)
    assert (dt.date(2025, 1, 6), 1) == (
        found.first,
        found.rejected["signed_date: later than the list"],
    )


def test_a_pending_list_with_columns_newer_than_its_name_is_of_the_next_year(tmp_path):
    rows = [PENDING, pending_row("Oak County Sheriff's Office")]
    assert dt.date(2026, 1, 5) == one(tmp_path, "pendingAgencies01052025pm.xlsx", rows).first


def test_a_list_without_a_date_in_its_name_is_dated_by_its_latest_signatures(tmp_path):
    days = ["2025-06-01", "2025-06-03", "2025-06-03", "2025-06-03"]
    rows = [OLD, *(old_row(d, f"Elm {i} PD") for i, d in enumerate(days))]
    assert dt.date(2025, 6, 3) == one(tmp_path, "list.xlsx", rows).first


def test_a_pending_list_without_a_date_anywhere_has_none_and_says_so(tmp_path):
    found = one(tmp_path, "pending.xlsx", [PENDING, pending_row("Oak PD")])
    assert [None] == [r["snapshot_date"] for r in stored(found)]
    assert "not known" in found.notes[0]


@pytest.mark.parametrize(
    "spellings",
    [
        ["Polk County Sheriff's Office", "POLK COUNTY SHERIFF\u2019S OFFICE", "Polk Co. Sheriffs Dept.", "Polk County SO"],
        ["Tampa Police Department", "Tampa PD", "Tampa Police Dept.", "Tampa  Polce Departement"],
        ["St. Johns County Sheriff's Office", "Saint Johns County Sheriff's Offic"],
        ["Gulf County BOCC", "Gulf County Board of County Commissioners"],
        ["Florida Fish & Wildlife Conservation Commission", "Florida Fish and Wildlife Conservation Commission"],
        ["Sewall's Point Police Department", "Sewalls Point Police Department"],
        ["Miami-Dade Sheriff's Office", "Miami Dade Sheriff's Office"],
    ],
)  # fmt: skip
def test_spellings_of_one_agency_fold_to_one_key(spellings):
    assert 1 == len({agreements.agency_key("FLORIDA", s) for s in spellings})


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Walker County Sheriff's Office", "Waller County Sheriff's Office"),
        ("Lake City Police Department", "Dade City Police Department"),
        ("Constable Precinct 1", "Constable Precinct 4"),
        ("Polk County Sheriff's Office", "Polk County Constable's Office"),
        ("Bay County Sheriff's Office", "Clay County Sheriff's Office"),
        ("Marshall Police Department", "Marshal Police Department"),
    ],
)
def test_agencies_that_are_two_keep_two_keys(a, b):
    assert agreements.agency_key("TEXAS", a) != agreements.agency_key("TEXAS", b)


@pytest.mark.parametrize(
    ("printed", "code"),
    [("Texas ", "TX"), ("UTAHJ", "UT"), ("UTAh", "UT"), ("WEST VIRIGINIA", "WV"), ("VIRGINIA", "VA"),
     ("GUAM", "GU"), ("KANSAS", "KS"), ("ARKANSAS", "AR"), ("Freedonia", None)],
)  # fmt: skip
def test_a_state_is_known_through_one_wrong_letter(printed, code):
    assert code == agreements.state_code(printed)


def plain_edits(a: str, b: str) -> int:
    """
    Edits with swaps of neighbours, as the definition says it: by recursion.
    """
    if not a or not b:
        return len(a) + len(b)
    best = min(
        plain_edits(a[1:], b) + 1,
        plain_edits(a, b[1:]) + 1,
        plain_edits(a[1:], b[1:]) + (a[0] != b[0]),
    )
    if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
        best = min(best, plain_edits(a[2:], b[2:]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 3))
def test_edits_are_counted_as_defined(a, b, most):
    assert min(plain_edits(a, b), most + 1) == agreements.edits(a, b, most)


@pytest.fixture(scope="module")
def real_lists(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadTable]:
    work = tmp_path_factory.mktemp("lists")
    found = {}
    for path in sorted(real_data.glob("287g-*/*.xlsx")):
        raw = raw_of_workbook(path, work / path.stem)
        (found[path.stem],) = agreements.read(raw, context("287g", work / path.stem / "out"))
    return found


@pytest.mark.real
def test_no_row_of_the_real_lists_is_lost(real_lists, real_data):
    rows = Counter()
    for folder in ("287g-participating", "287g-pending"):
        for path in (real_data / folder).glob("*.xlsx"):
            rows[folder] += real_lists[path.stem].rows
    assert {"287g-participating": 40_326, "287g-pending": 529} == rows


@pytest.mark.real
def test_the_misnamed_real_list_is_pending_and_has_42_rows(real_lists):
    found = real_lists["participatingAgencies09222025pm"]
    assert (42, {"pending"}) == (found.rows, {r["list_kind"] for r in stored(found)})
    kinds = Counter(stored(f)[0]["list_kind"] for f in real_lists.values())
    assert {"participating": 94, "pending": 13} == kinds


@pytest.mark.real
def test_only_the_two_real_lists_of_january_2026_have_another_year_than_their_name(real_lists):
    moved = {n: f.first for n, f in real_lists.items() if f.first != day_in_name(n)}
    assert {
        "participatingAgencies01062025pm": dt.date(2026, 1, 6),
        "pendingAgencies01052025pm": dt.date(2026, 1, 5),
    } == moved


@pytest.mark.real
def test_the_real_lists_hold_twelve_dates_that_are_none(real_lists):
    # Counted by eye over every cell of SIGNED that is no date from 2002 to 2025.
    texts = Counter(
        (r["text"], r["reason"])
        for f in real_lists.values()
        if f.rejects
        for r in pq.read_table(f.rejects).to_pylist()
    )
    assert {
        ("05/082025", "not a date"): 10,
        ("7/72025", "not a date"): 1,
        ("5025-07-07 00:00:00", "impossible year"): 1,
    } == texts


@pytest.mark.real
def test_every_real_row_has_a_state_an_agency_and_a_model_we_know(real_lists):
    unknown = [
        r["row"]
        for f in real_lists.values()
        for r in stored(f)
        if not (r["state_code"] and r["agency_key"] and r["model"])
    ]
    assert ([], ()) == (unknown, sum((f.unmapped for f in real_lists.values()), ()))


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "agreements_listed"),
    [
        ("ParticipatingEntities-20250122000249", 135),
        ("participatingAgencies-20250226183848", 239),
        ("participatingAgencies12292025am", 1274),
    ],
)
def test_real_lists_have_as_many_agreements_as_counted(real_lists, name, agreements_listed):
    assert agreements_listed == real_lists[name].rows


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "kind", "day", "rows"),
    [
        (
            "287g-participating/participatingAgencies09222025pm.xlsx",
            "pending",
            dt.date(2025, 9, 22),
            42,
        ),
        (
            "287g-participating/participatingAgencies01062025pm.xlsx",
            "participating",
            dt.date(2026, 1, 6),
            1274,
        ),
        ("287g-pending/pendingAgencies01052025pm.xlsx", "pending", dt.date(2026, 1, 5), 30),
    ],
)
def test_a_real_list_is_recognised_and_read_from_the_file_as_it_came(
    real_data, tmp_path, file, kind, day, rows
):
    (found,) = read_file(real_data / file, tmp_path)
    kinds = {r["list_kind"] for r in stored(found)}
    assert (found.release, kinds, found.first, found.rows) == ("287g", {kind}, day, rows)
