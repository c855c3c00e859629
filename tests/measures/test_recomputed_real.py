"""
Headline figures of real files again, from their text alone: csv, dates, dictionaries.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from custodes.build import build
from custodes.measures import View, catalog
from custodes.provenance import Dataset

pytestmark = [pytest.mark.real, pytest.mark.slow]

YEAR = 2017
ARRESTS, REMOVALS = f"EROArrests_FY{YEAR}.csv.gz", f"ICERemovals_FY{YEAR}.csv.gz"
PARTNER = "287(g) Program"
LAST_DAY = dt.date(2025, 2, 12)
"""Latest event of the sample of February 2025: nothing later is known of it."""


@pytest.fixture(scope="module")
def national(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> View:
    folder = tmp_path_factory.mktemp("national") / "set"
    given = [real_data / "enforcement-fy16-19" / name for name in (ARRESTS, REMOVALS)]
    build(given, folder)
    return View.of(Dataset.open(folder))


@pytest.fixture(scope="module")
def smaller(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> View:
    folder = tmp_path_factory.mktemp("smaller") / "set"
    washington = real_data / "release-2025-samples"
    build([washington, real_data / "detainers-pennsylvania"], folder)
    return View.of(Dataset.open(folder))


@pytest.fixture(scope="module")
def arrests(real_data: Path) -> list[dict[str, str]]:
    return list(published(real_data / "enforcement-fy16-19" / ARRESTS))


@pytest.fixture(scope="module")
def removals(real_data: Path) -> list[dict[str, str]]:
    return list(published(real_data / "enforcement-fy16-19" / REMOVALS))


@pytest.fixture(scope="module")
def detainers(real_data: Path) -> list[dict[str, str]]:
    with (real_data / "detainers-pennsylvania" / "pa_detainers.csv").open(newline="") as f:
        return list(csv.DictReader(f))


@pytest.fixture(scope="module")
def washington(real_data: Path) -> list[dict[str, str]]:
    path = real_data / "release-2025-samples" / "washington-joined.csv"
    with path.open(newline="") as f:
        return [{k: "" if v == "NA" else v for k, v in r.items()} for r in csv.DictReader(f)]


def published(path: Path) -> Iterator[dict[str, str]]:
    """
    The rows below the preamble of a published file.
    """
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as f:
        lines = csv.reader(f, delimiter="|")
        head = next(row for row in lines if "Area of Responsibility" in row)
        for row in lines:
            yield {k: v.strip() for k, v in zip(head, row, strict=True)}


def us_day(text: str) -> dt.date | None:
    month, _, rest = text.partition(" ")[0].partition("/")
    day, _, year = rest.partition("/")
    return dt.date(int(year), int(month), int(day)) if year.isdigit() else None


def fiscal(day: dt.date) -> int:
    return day.year + (day.month >= 10)


def answer(view: View, name: str, by: list[str], where: dict[str, str] | None = None):
    return catalog()[name].compute(view, by, where).table.to_pylist()


def test_arrests_by_office_and_method(national: View, arrests) -> None:
    expected = Counter(
        (r["Area of Responsibility"] or None, r["Apprehension Method"]) for r in arrests
    )
    found = answer(national, "flows", ["office", "method"], {"event": "arrests"})
    assert {(r["office"], r["method"]): r["row_count"] for r in found} == expected
    assert sum(expected.values()) == 143_470


def test_removals_are_of_the_day_of_departure_and_so_not_all_of_the_agencys_fiscal_year(
    national: View, removals
) -> None:
    days = [us_day(r["Departed Date"]) or us_day(r["Removal Date"]) for r in removals]
    expected = Counter(fiscal(d) for d in days if d)
    found = answer(national, "flows", ["fiscal_year"], {"event": "removals"})
    assert {r["fiscal_year"]: r["row_count"] for r in found} == expected
    # The agency counts all of them in one year, by the day on which it confirmed them.
    assert {fiscal(d) for r in removals if (d := us_day(r["Removal Date"]))} == {YEAR}
    assert expected[YEAR] < len(removals) == 226_119


def test_the_share_of_arrests_by_partners_of_every_office(national: View, arrests) -> None:
    of = Counter(r["Area of Responsibility"] or None for r in arrests)
    hits = Counter(
        r["Area of Responsibility"] or None for r in arrests if r["Apprehension Method"] == PARTNER
    )
    found = answer(national, "partners_arrests", ["office"])
    assert {r["office"]: (r["by_method"], r["with_method"]) for r in found} == {
        office: (hits[office], n) for office, n in of.items()
    }
    # Wilson's interval of the whole: (2 k + z2 +- z sqrt(z2 + 4 k (n - k) / n)) / (2 (n + z2)).
    (row,) = answer(national, "partners_arrests", [])
    k, n, z = sum(hits.values()), sum(of.values()), 1.959963984540054
    reach = z * (z * z + 4 * k * (n - k) / n) ** 0.5
    ends = [(2 * k + z * z + s * reach) / (2 * (n + z * z)) for s in (-1, 1)]
    assert [row["share_method_low"], row["share_method_high"]] == pytest.approx(ends, abs=1e-12)
    assert (k, row["share_method"]) == (7_164, pytest.approx(k / n))


def test_partners_are_held_against_others_only_where_both_arrest(national: View, arrests) -> None:
    offices: dict[str, Counter[bool]] = defaultdict(Counter)
    for r in arrests:
        if r["Area of Responsibility"] and r["Apprehension Method"]:
            offices[r["Area of Responsibility"]][r["Apprehension Method"] == PARTNER] += 1
    both = [c for c in offices.values() if c[True] and c[False]]
    (row,) = answer(national, "priorities", ["criminality"])
    assert (row["partner_of"], row["other_of"]) == (
        sum(c[True] for c in both),
        sum(c[False] for c in both),
    )
    assert row["criminality"] == "not given"


def test_threat_levels_of_removals_are_withheld_as_often_as_the_file_marks_them(
    national: View, removals
) -> None:
    levels = Counter(r["RC Threat Level"] for r in removals)
    where = {"table": "removals", "field": "case_threat_level"}
    (row,) = answer(national, "completeness", ["field"], where)
    assert (row["cells"], row["filled"], row["redacted"]) == (
        len(removals),
        levels["NA"],
        levels["(B)(7)(E)"],
    )
    found = answer(national, "flows", ["level"], {"event": "removals"})
    assert {r["level"]: r["row_count"] for r in found} == {
        "none": levels["NA"],
        "withheld": levels["(B)(7)(E)"],
    }


def test_detainers_of_pennsylvania_by_fiscal_year_and_those_lifted(
    smaller: View, detainers
) -> None:
    every = Counter(fiscal(dt.date.fromisoformat(r["date"][:10])) for r in detainers)
    lifted = Counter(
        fiscal(dt.date.fromisoformat(r["date"][:10])) for r in detainers if r["lift_reason"]
    )
    where = {"release": "pennsylvania-detainers"}
    found = answer(smaller, "detainers", ["fiscal_year"], where)
    assert {r["fiscal_year"]: (r["detainers"], r["lifted"]) for r in found} == {
        y: (n, lifted[y]) for y, n in every.items()
    }
    # White space within a name is squished: one jail has two blanks in its name.
    facilities = Counter(" ".join(r["det_facility"].split()) or None for r in detainers)
    found = answer(smaller, "detainers", ["facility"], where)
    assert {r["facility"]: r["detainers"] for r in found} == facilities


def stints(washington) -> set[tuple[str, dt.date, dt.date | None]]:
    """
    Person, first and last day of every stint; null: it had not ended.
    """
    return {
        (
            r["unique_identifier"],
            dt.date.fromisoformat(r["book_in_date_time.detention"][:10]),
            dt.date.fromisoformat(out[:10])
            if (out := r["detention_book_out_date_time.detention"])
            else None,
        )
        for r in washington
        if r["book_in_date_time.detention"]
    }


def test_thirty_people_of_washington_are_held_on_every_day_as_counted_day_by_day(
    smaller: View, washington
) -> None:
    found = answer(smaller, "population", ["day"], {"release": "2025-02-washington"})
    for row in found:
        held = [
            (who, last is None or last > row["day"])
            for who, first, last in stints(washington)
            if first <= row["day"] and (last is None or row["day"] <= last)
        ]
        assert row["any_part"] == len({who for who, _ in held}), row["day"]
        assert row["midnight"] == len({who for who, on in held if on}), row["day"]
    assert found[-1]["day"] == LAST_DAY
    assert max(r["midnight"] for r in found) > 5


def test_what_became_of_those_people_after_their_orders(smaller: View, washington) -> None:
    # A stay is a person and the moment that the agency gives for its beginning.
    stays: dict[tuple[str, str], dict[str, str]] = {}
    for r in washington:
        if began := r["stay_book_in_date_time.detention"]:
            stays[r["unique_identifier"], began] = r
    # Of those still held the sample gives no beginning of a stay, so they are no stays.
    expected = {"removed": 0, "elsewhere": 0}
    for r in stays.values():
        order, ended = (
            r[f"{n}.detention"] for n in ("final_order_date", "stay_book_out_date_time")
        )
        if not order or (ended and not order <= ended[:10] <= LAST_DAY.isoformat()):
            continue
        assert ended
        expected["removed" if r["stay_release_reason.detention"] == "Removed" else "elsewhere"] += 1
    (row,) = answer(smaller, "repatriation", [], {"release": "2025-02-washington"})
    assert {n: row[n] for n in expected} == expected
    assert row["stays"] == sum(expected.values()) > 15


def test_book_ins_without_hours_tell_no_hours_in_hold_rooms(smaller: View, washington) -> None:
    moments = {r["book_in_date_time.detention"] for r in washington}
    assert all(len(m) in (0, 10) for m in moments)
    assert any(len(r["detention_book_out_date_time.detention"]) > 10 for r in washington)
    found = catalog()["hold_rooms"].compute(smaller, [])
    assert found.ledger.counted == 0


def test_detainers_of_those_people_that_an_arrest_followed_within_48_hours(
    smaller: View, washington
) -> None:
    known = {(r["unique_identifier"], r["detainer_prepare_date.detainer"]) for r in washington}
    arrested: dict[str, set[str]] = defaultdict(set)
    for r in washington:
        if day := r["apprehension_date.arrest"]:
            arrested[r["unique_identifier"]].add(day)
    days = [
        [
            (dt.datetime.fromisoformat(a) - dt.datetime.fromisoformat(at)) / dt.timedelta(days=1)
            for a in arrested[who]
            if a >= at
        ]
        for who, at in known
    ]
    (row,) = answer(smaller, "detainers", [], {"release": "2025-02-washington"})
    assert (row["detainers"], row["followed"], row["taken"]) == (
        len(known),
        sum(min(d) <= 2 for d in days if d),
        sum(bool(d) for d in days),
    )
