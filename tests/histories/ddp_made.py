"""
Made-up canonical tables with everything planted that the rules can stumble on.

Duplicates of both kinds and rows that only look like them, null ids, null keys,
equal times, arrests exactly 24 hours apart, stays exactly 120 hours before and
240 hours after an arrest, two arrests equally far from one stay. Rows lie in
random order over several files. The same seed makes the same tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from custodes.records import ColumnType, arrow_schema, table

EXTRACTS = {
    "2026-03": datetime(2026, 3, 10, 23, 59, 59),
    "2025-07": datetime(2025, 7, 28, 23, 59, 59),
}
MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
START = int(np.datetime64("2022-10-01", "us").astype(np.int64))
SPAN = 1_240 * 24 * 60
DROPPED_COLUMNS = {
    "stints": {
        "apprehension_threat_level", "apprehension_method", "final_program_group",
        "final_charge_code", "final_charge_section", "msc_crime_category",
        "area_of_responsibility", "docket_control_office", "birth_country_ero", "detention_id",
    },
    "arrests": {"apprehension_city", "final_program_group", "processing_disposition"},
}  # fmt: skip
"""What the release of March 2026 does not have: all null."""

Columns = dict[str, np.ndarray]


@dataclass(frozen=True)
class Sizes:
    """
    How many people, and how thick the traps lie.
    """

    people: int
    duplicates: float = 0.02
    nulls: float = 0.004
    stints_per_stay: float = 2.35
    arrests_per_stay: float = 0.66
    facilities: int = 700
    releases: tuple[str, ...] = ("2026-03",)


SMALL = Sizes(
    people=2_500, duplicates=0.25, nulls=0.03, facilities=12, releases=("2025-07", "2026-03")
)
MILLION = Sizes(people=385_000, arrests_per_stay=0.52)


def make(sizes: Sizes, seed: int) -> dict[str, pa.Table]:
    """
    Stints, arrests and the three other event tables, every row in random order.
    """
    parts: dict[str, list[pa.Table]] = {}
    for number, release in enumerate(sizes.releases):
        random = np.random.default_rng([seed, number])
        for name, made in _release(sizes, random, release).items():
            parts.setdefault(name, []).append(made)
    return {name: pa.concat_tables(made) for name, made in parts.items()}


def write(tables: dict[str, pa.Table], folder: Path, files: int = 3) -> dict[str, list[Path]]:
    """
    Each table as so many Parquet files, cut where the rows fall.
    """
    written: dict[str, list[Path]] = {}
    for name, made in tables.items():
        cuts = np.linspace(0, made.num_rows, files + 1).astype(int)
        for number, (start, end) in enumerate(pairwise(cuts)):
            path = folder / f"{name}-{number}.parquet"
            pq.write_table(
                made.slice(start, end - start), path, compression="zstd", row_group_size=122_880
            )
            written.setdefault(name, []).append(path)
    return written


def facilities(sizes: Sizes) -> pa.Table:
    """
    Nine in ten of the facilities, some of them twice: the first counts.
    """
    codes = [f"FAC{n:04d}" for n in range(sizes.facilities) if n % 10]
    codes += codes[: len(codes) // 5]
    schema = arrow_schema("facilities")
    columns: dict[str, list[object]] = {f.name: [None] * len(codes) for f in schema}
    columns["detention_facility_code"] = list(codes)
    for name in ("city", "county", "state"):
        columns[name] = [None if n % 7 == 0 else f"{name} {n}" for n in range(len(codes))]
    columns["file"] = ["facilities.csv"] * len(codes)
    columns["row"] = list(range(2, len(codes) + 2))
    return pa.table(columns, schema=schema)


def _release(sizes: Sizes, random: np.random.Generator, release: str) -> dict[str, pa.Table]:
    person, stay_in, stay_arrests = _stays(sizes, random)
    stints = _stints(sizes, random, person, stay_in)
    arrests = _arrests(sizes, random, stay_arrests)
    ids = _ids(random, sizes.people)
    made = {"stints": stints, "arrests": arrests}
    for name, column in (
        ("detainers", "detainer_prepare_date"),
        ("encounters", "event_date"),
        ("removals", "departed_date"),
    ):
        made[name] = _events(sizes, random, column)
    shuffled = {n: _shuffled(random, columns) for n, columns in made.items()}
    return {n: _arrow(n, columns, ids, release) for n, columns in shuffled.items()}


def _ids(random: np.random.Generator, people: int) -> np.ndarray:
    text = random.bytes(20 * people).hex()
    return np.array([text[n : n + 40] for n in range(0, len(text), 40)], dtype=object)


def _stays(sizes: Sizes, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, Columns]:
    per_person = 1 + (random.random(sizes.people) < 0.06) + (random.random(sizes.people) < 0.01)
    person = np.repeat(np.arange(sizes.people), per_person)
    start = START + random.integers(0, SPAN, len(person)) * MINUTE
    close = _twin_of_previous(person) & (random.random(len(person)) < 0.5)
    apart = random.choice([1, 24, 48, 240, 239, 360], len(person)) * HOUR
    start[close] = start[np.flatnonzero(close) - 1] + apart[close]
    arrested = random.random(len(person)) < sizes.arrests_per_stay
    return person, start, {"person": person[arrested], "time": start[arrested]}


def _twin_of_previous(person: np.ndarray) -> np.ndarray:
    return np.concatenate([[False], person[1:] == person[:-1]])


def _stints(
    sizes: Sizes, random: np.random.Generator, person: np.ndarray, stay_in: np.ndarray
) -> Columns:
    n = random.geometric(1 / sizes.stints_per_stay, len(person)).clip(1, 12)
    stay = np.repeat(np.arange(len(person)), n)
    rows = len(stay)
    first = np.concatenate([[True], stay[1:] != stay[:-1]])
    length = random.choice([3, 60, 600, 2_000, 20_000, 43_200], rows) * MINUTE
    length += random.integers(0, 90, rows) * MINUTE
    since = np.cumsum(length) - length
    since -= np.repeat(since[first], n)
    book_in = stay_in[stay] + since
    book_out = book_in + length
    last = np.concatenate([first[1:], [True]])
    open_ = (last & (random.random(rows) < 0.12)) | (random.random(rows) < sizes.nulls)
    columns: Columns = {
        "person": person[stay].astype(np.int64),
        "stay_book_in_date_time": stay_in[stay],
        "book_in_date_time": book_in,
        "book_out_date_time": np.where(open_, _NAT, book_out),
        "stay_book_out_date_time": np.where(
            open_[np.flatnonzero(last)][stay], _NAT, book_out[np.flatnonzero(last)][stay]
        ),
        "facility": random.integers(0, sizes.facilities, rows),
        "traits": person[stay].astype(np.int64),
        "edit": np.zeros(rows, np.int64),
        "bond": np.where(random.random(rows) < 0.2, random.integers(1, 60, rows), 0),
        "posted": np.where(random.random(rows) < 0.15, random.integers(1, 60, rows), 0),
        "changed": np.full(rows, -1),
    }
    return _with_nulls(sizes, random, _twins(sizes, random, columns))


_NAT = np.iinfo(np.int64).min


def _twins(sizes: Sizes, random: np.random.Generator, columns: Columns) -> Columns:
    rows = len(columns["person"])
    picked = np.flatnonzero(random.random(rows) < sizes.duplicates)
    picked = np.repeat(picked, random.choice([1, 1, 1, 2, 3], len(picked)))
    twin = {name: values[picked].copy() for name, values in columns.items()}
    kind = random.random(len(picked))
    twin["edit"] = random.integers(0, 4, len(picked))
    moved = kind < 0.35  # a later (or earlier) book-in of the same day, or near it
    twin["book_in_date_time"][moved] += (
        random.choice([1, 5, -5, 60, 1_440, 0], moved.sum()) * MINUTE
    )
    bonded = (kind > 0.3) & (kind < 0.8)
    twin["bond"][bonded] = random.integers(0, 60, bonded.sum())
    posted = (kind > 0.7) & (kind < 0.85)
    twin["posted"][posted] = random.integers(0, 60, posted.sum())
    elsewhere = kind > 0.96
    twin["facility"][elsewhere] = random.integers(0, sizes.facilities, elsewhere.sum())
    reopened = (kind > 0.92) & (kind < 0.96)
    twin["book_out_date_time"][reopened] = _NAT
    restay = (kind > 0.90) & (kind < 0.92)
    twin["stay_book_in_date_time"][restay] += HOUR
    altered = random.random(len(picked)) < 0.3  # one other column differs
    twin["changed"][altered] = random.integers(0, 60, altered.sum())
    return {n: np.concatenate([columns[n], twin[n]]) for n in columns}


def _with_nulls(sizes: Sizes, random: np.random.Generator, columns: Columns) -> Columns:
    rows = len(columns["person"])

    def null(name: str, share: float, value: int) -> None:
        columns[name] = np.where(random.random(rows) < share, value, columns[name])

    null("person", sizes.nulls, -1)
    null("facility", sizes.nulls / 4, -1)
    null("book_in_date_time", sizes.nulls / 8, _NAT)
    null("stay_book_in_date_time", sizes.nulls / 8, _NAT)
    return columns


def _arrests(sizes: Sizes, random: np.random.Generator, near: Columns) -> Columns:
    rows = len(near["person"])
    hours = random.choice(
        [0, 0, 1, 2, 6, 23, 24, 48, -24, 119, 120, -239, -240, -241, 121, 300], rows,
        p=[0.2, 0.1, 0.2, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.01, 0.02, 0.01, 0.02, 0.01, 0.01, 0.02],
    )  # fmt: skip
    time = near["time"] + hours * HOUR
    again = np.flatnonzero(random.random(rows) < 0.18)
    again = np.repeat(again, random.choice([1, 1, 2, 3], len(again)))
    gap = random.choice([0, 1, 20, 24, 25, 48, -24, 96], len(again)) * HOUR
    mirrored = random.random(len(again)) < 0.05  # as far after the stay as the other before it
    later = np.where(mirrored, 2 * near["time"][again] - time[again], time[again] + gap)
    later += np.where(random.random(len(again)) < 0.05, 1_000_000, 0)
    person = np.concatenate([near["person"], near["person"][again]])
    time = np.concatenate([time, later])
    return {
        "person": np.where(random.random(len(person)) < sizes.nulls * 3, -1, person),
        "apprehension_date": np.where(random.random(len(person)) < sizes.nulls, _NAT, time),
        "traits": person,
        "edit": random.integers(0, 4, len(person)),
        "changed": random.integers(-200, 30, len(person)),
        "reprocessed": random.integers(0, 8, len(person)),
        "site": random.integers(0, len(SITES), len(person)),
    }


def _events(sizes: Sizes, random: np.random.Generator, column: str) -> Columns:
    rows = sizes.people // 2
    person = random.integers(0, max(1, sizes.people // 3), rows)
    time = START + random.integers(0, 40, rows) * DAY
    return {
        "person": np.where(random.random(rows) < 0.1, -1, person),
        column: np.where(random.random(rows) < sizes.nulls, _NAT, time),
        "traits": person,
        "edit": random.integers(0, 3, rows),
        "changed": random.integers(-100, 40, rows),
        "charge": random.integers(0, len(CHARGES), rows),
    }


SITES = (
    None, "DALLAS, TX, DOCKET CONTROL OFFICE", "Baton Rouge LA, MS", "WEST VIRGINIA SUB-OFFICE",
    "Arkansas City office", "virginia", "LOS ANGELES SUB OFFICE", "OFFICE IN EL PASO",
    "Guaynabo, PR", "District of Columbia hold", "NEWYORK", "ST. PAUL (MN)", "TXX", "as-is, Ohio",
)  # fmt: skip
CHARGES = (
    None, "0901", "0909", "0910", "0999", "1101", "1116", "1201", "1301", "1312", "1313", "1314",
    "1315", "1316", "5404", "901", "13A1", "09011", "", "12",
)  # fmt: skip
METHODS = (
    None, "ERO Reprocessed Arrest", "CAP Local Incarceration", "Located", "287(g) Program",
    "Non-Custodial Arrest", "ero reprocessed arrest", "Located",
)  # fmt: skip


def _shuffled(random: np.random.Generator, columns: Columns) -> Columns:
    order = random.permutation(len(columns["person"]))
    return {n: v[order] for n, v in columns.items()}


def _arrow(name: str, columns: Columns, ids: np.ndarray, release: str) -> pa.Table:
    schema = arrow_schema(name)
    rows = len(columns["person"])
    made: dict[str, pa.Array] = {"release": _constant(release, rows)}
    made |= _places(name, release, rows)
    made["unique_identifier"] = _take(ids, columns["person"])
    for place, column in enumerate(table(name).columns):
        if column.name not in made:
            make_one = _SPECIAL.get(column.name, _trait)
            made[column.name] = make_one(columns, column.name, column.type, place)
            if column.name in DROPPED_COLUMNS.get(name, ()):
                made[column.name] = pa.nulls(rows, schema.field(column.name).type)
    nothing = pa.nulls(rows, pa.string())
    return pa.table({f.name: made.get(f.name, nothing).cast(f.type) for f in schema})


def _constant(value: str, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), [value]).cast(pa.string())


def _places(name: str, release: str, rows: int) -> dict[str, pa.Array]:
    number = np.arange(rows)
    share = np.minimum(number * 4 // max(rows, 1), 3)
    files = [f"{release}_{name}_FY{y}.xlsx" for y in (23, 24, 25, 26)]
    return {
        "file": pa.DictionaryArray.from_arrays(share.astype(np.int32), files).cast(pa.string()),
        "file_sha256": pa.DictionaryArray.from_arrays(
            share.astype(np.int32), [f"{n}" * 64 for n in range(4)]
        ).cast(pa.string()),
        "sheet": _constant("Sheet1", rows),
        "row": pa.array(number + 8),
    }


def _take(values: np.ndarray, index: np.ndarray) -> pa.Array:
    return pa.array(values).take(pa.array(index, mask=index < 0))


def _time(columns: Columns, name: str, kind: ColumnType, _place: int) -> pa.Array:
    values = columns.get(name)
    if values is None:
        return pa.nulls(len(columns["person"]), pa.timestamp("us"))
    made = pa.array(values, mask=values == _NAT).cast(pa.timestamp("us"))
    return made.cast(pa.date32()) if kind is ColumnType.DATE else made


def _stay_out_day(columns: Columns, _name: str, _kind: ColumnType, _place: int) -> pa.Array:
    return (
        _time(columns, "stay_book_out_date_time", ColumnType.TIMESTAMP, 0)
        .cast(pa.timestamp("us"))
        .cast(pa.date32(), safe=False)
    )


def _facility(columns: Columns, name: str, _kind: ColumnType, _place: int) -> pa.Array:
    pattern = "FAC{:04d}" if name.endswith("code") else "FACILITY NUMBER {} DETENTION CENTER"
    number = columns.get("facility")
    number = columns["traits"] % 50 if number is None else number
    values = np.array([pattern.format(n) for n in range(number.max(initial=0) + 1)], dtype=object)
    return _take(values, number)


def _amount(of: str) -> Callable[..., pa.Array]:
    def make_one(columns: Columns, _name: str, kind: ColumnType, _place: int) -> pa.Array:
        value = columns[of]
        if kind is ColumnType.DATE:
            return (
                pa.array(19_000 + (value % 17), mask=value == 0).cast(pa.int32()).cast(pa.date32())
            )
        return pa.array(value * 500.0, mask=value == 0)

    return make_one


def _listed(of: str, values: tuple[str | None, ...]) -> Callable[..., pa.Array]:
    def make_one(columns: Columns, _name: str, _kind: ColumnType, _place: int) -> pa.Array:
        if of not in columns:
            return pa.nulls(len(columns["person"]), pa.string())
        return pa.array(values, pa.string()).take(pa.array(columns[of]))

    return make_one


def _trait(columns: Columns, name: str, kind: ColumnType, place: int) -> pa.Array:
    """
    A value that mostly follows the person, and differs where the row was altered.
    """
    salt = np.int64(place * 2_654_435_761 % 1_000_003)
    many = (5, 2, 40, 200, 9)[place % 5]
    value = (columns["traits"] * 7_919 + salt) % many
    value = value + np.where(columns["changed"] == place, 1 + columns["edit"], 0)
    null = (columns["traits"] * 31 + salt) % 10 < (0, 1, 6, 9, 3)[place % 5]
    null &= columns["changed"] != place
    if kind is ColumnType.TEXT:
        texts = [
            f"{name.replace('_', ' ').title()[:18]} {n * 37 % 211} {'é' if n % 3 else 'Z'}"
            for n in range(many + 8)
        ]
        return pa.array(texts).take(pa.array(value, mask=null))
    if kind is ColumnType.INTEGER:
        return pa.array(1950 + value, mask=null)
    if kind is ColumnType.NUMBER:
        return pa.array(value / 2, mask=null)
    days = pa.array(15_000 + value * 13, mask=null).cast(pa.int32()).cast(pa.date32())
    return days if kind is ColumnType.DATE else days.cast(pa.timestamp("us"))


_SPECIAL: dict[str, Callable[..., pa.Array]] = {
    "book_in_date_time": _time,
    "book_out_date_time": _time,
    "stay_book_in_date_time": _time,
    "stay_book_out_date_time": _time,
    "stay_book_out_date": _stay_out_day,
    "detainer_prepare_date": _time,
    "event_date": _time,
    "detention_facility": _facility,
    "detention_facility_code": _facility,
    "initial_bond_set_amount": _amount("bond"),
    "initial_bond_set_date": _amount("bond"),
    "bond_posted_amount": _amount("posted"),
    "bond_posted_date": _amount("posted"),
    "toa_current_duty_site": _listed("site", SITES),
}


def _mostly(special: Callable[..., pa.Array], only: str) -> Callable[..., pa.Array]:
    def make_one(columns: Columns, name: str, kind: ColumnType, place: int) -> pa.Array:
        chosen = special if only in columns else _trait
        return chosen(columns, name, kind, place)

    return make_one


_SPECIAL |= {
    "departed_date": _mostly(_time, "departed_date"),
    "apprehension_date": _mostly(_time, "apprehension_date"),
    "apprehension_method": _mostly(_listed("reprocessed", METHODS), "reprocessed"),
    "most_serious_conviction_code": _mostly(_listed("charge", CHARGES), "charge"),
}
