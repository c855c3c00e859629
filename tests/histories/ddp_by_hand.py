"""
The Deportation Data Project's rules, told again in plain Python.

Written from the description of the rules and not from the SQL: one sort of the
whole table, then loops over rows in that order with dictionaries to remember
what was seen, as the project's own scripts go about it. Slow and short; shares
nothing with the code it checks but the names of the columns.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Row = int
Lists = dict[str, list[Any]]
HOUR = 3_600_000_000
EPOCH = datetime(1970, 1, 1)
PROVENANCE = "release file file_sha256 sheet row redacted unreadable superseded_by".split()
SORT_ORDER = """
    unique_identifier book_in_date_time detention_facility_code detention_release_reason
    stay_book_out_date stay_release_reason religion gender marital_status birth_year ethnicity
    entry_status felon bond_posted_date bond_posted_amount case_status case_category
    final_order_yes_no final_order_date case_threat_level book_in_criminality final_charge
    departed_date departure_country citizenship_country final_program
    most_serious_conviction_code most_serious_conviction_charge
""".split()
BONDS = {
    "initial_bond_set_amount": "initial_bond_set_amount_lowest_seen",
    "initial_bond_set_date": "initial_bond_set_date_earliest_seen",
    "bond_posted_amount": "bond_posted_amount_lowest_seen",
    "bond_posted_date": "bond_posted_date_earliest_seen",
}
SHARED = """
    final_program case_status case_category departure_country final_order_yes_no birth_year
    citizenship_country gender departed_date final_order_date case_threat_level
""".split()
OF_STINT = [
    "detention_facility",
    "detention_facility_code",
    "book_in_date_time",
    "book_out_date_time",
]
STATE_NAMES = """
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia
    Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts
    Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada New_Hampshire New_Jersey
    New_Mexico New_York North_Carolina North_Dakota Ohio Oklahoma Oregon Pennsylvania
    Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia Washington
    West_Virginia Wisconsin Wyoming District_of_Columbia Puerto_Rico Guam Virgin_Islands
    Northern_Mariana_Islands American_Samoa Federated_States_of_Micronesia
""".upper().split()
STATE_CODES = """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM
    NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI MP AS FM
""".split()


def lists(table: pa.Table, *names: str) -> Lists:
    """
    Columns as lists: moments as microseconds, days as day numbers, the rest as they are.
    """
    found = {}
    for name in names:
        column = table[name].combine_chunks()
        if pa.types.is_timestamp(column.type):
            column = column.cast(pa.int64())
        elif pa.types.is_date(column.type):
            column = column.cast(pa.int32())
        coded = column.dictionary_encode()  # one object a value, not one a row
        values = coded.dictionary.to_pylist()
        found[name] = [None if i is None else values[i] for i in coded.indices.to_pylist()]
    return found


def ranks(column: Sequence[Any]) -> np.ndarray:
    """
    The rank of each value, text by its bytes; -1 for null, so that null comes first.
    """
    known = {v for v in column if v is not None}
    by_bytes = sorted(known, key=lambda v: v.encode() if isinstance(v, str) else v)
    rank = {v: n for n, v in enumerate(by_bytes)} | {None: -1}
    return np.array([rank[v] for v in column], dtype=np.int32)


def sorted_rows(columns: Iterable[Sequence[Any]]) -> list[Row]:
    """
    The rows in order of the columns, nulls first, ties as they lie.
    """
    return [int(r) for r in np.lexsort([ranks(c) for c in reversed(list(columns))])]


def least(values: Iterable[Any]) -> Any:
    return min((v for v in values if v is not None), default=None)


def r_text(moment: int | None) -> str | None:
    """
    How R 4.3 and later writes a time: midnight as a bare date.
    """
    if moment is None:
        return None
    when = EPOCH + timedelta(microseconds=moment)
    text = when.isoformat(" ")
    if text.endswith(" 00:00:00"):
        return text[:10]
    return text.rstrip("0") if when.microsecond else text


def pasted(*parts: str | None) -> str | None:
    return None if None in parts else "_".join(p for p in parts if p is not None)


def places(facilities: pa.Table | None) -> dict[str, tuple[str | None, ...]]:
    found: dict[str, tuple[str | None, ...]] = {}
    for row in facilities.to_pylist() if facilities else []:
        found.setdefault(row["detention_facility_code"], (row["city"], row["state"], row["county"]))
    return found


def _with(table: pa.Table, **columns: tuple[pa.DataType, list[Any]]) -> pa.Table:
    for name, (kind, values) in columns.items():
        table = table.append_column(name, pa.array(values, kind))
    return table


TEXT, TRUTH, COUNT = pa.string(), pa.bool_(), pa.int64()


def stints(raw: pa.Table, facilities: pa.Table | None = None) -> tuple[pa.Table, list[Row]]:
    """
    The stints with their marks, and their rows in the order of the project's output.
    """
    own = [n for n in raw.column_names if n not in PROVENANCE]
    has = lists(raw, "release", *own)
    order = sorted_rows([has["release"], *(has[n] for n in SORT_ORDER)])
    person, code = has["unique_identifier"], has["detention_facility_code"]
    book_in, stay_in = has["book_in_date_time"], has["stay_book_in_date_time"]
    day = [None if t is None else t // (24 * HOUR) for t in book_in]
    named = [r for r in order if person[r] is not None]

    seen: dict[Any, list[Row]] = defaultdict(list)
    for r in named:
        seen[has["release"][r], person[r], book_in[r], code[r]].append(r)
    lowest: dict[str, list[Any]] = {n: [None] * raw.num_rows for n in BONDS}
    for rows in seen.values():
        for bond in BONDS:
            value = least(has[bond][r] for r in rows)
            for r in rows:
                lowest[bond][r] = value

    alike = ["release", *(n for n in own if n not in BONDS)]
    fingerprint = np.column_stack([ranks(has[n]) for n in alike])
    met: set[bytes] = set()
    stage_1: list[Row] = []
    for r in named:
        print_of_row = fingerprint[r].tobytes()
        if print_of_row not in met:
            met.add(print_of_row)
            stage_1.append(r)
    last_of_day = {(has["release"][r], person[r], code[r], day[r], stay_in[r]): r for r in stage_1}
    kept_1, kept_2 = set(stage_1), set(last_of_day.values())

    every = range(raw.num_rows)
    named_set = set(named)
    place = places(facilities)
    where = [place.get(c, (None, None, None)) for c in code]
    drop = [r in named_set and r not in kept_2 for r in every]
    made = _with(
        raw,
        stint_ID=(TEXT, [pasted(person[r], r_text(book_in[r]), code[r]) for r in every]),
        stay_ID=(TEXT, [pasted(person[r], r_text(stay_in[r])) for r in every]),
        city=(TEXT, [w[0] for w in where]),
        state=(TEXT, [w[1] for w in where]),
        county=(TEXT, [w[2] for w in where]),
        **{new: (raw.schema.field(old).type, lowest[old]) for old, new in BONDS.items()},
        duplicate_likely=(TRUTH, [drop[r] if r in named_set else None for r in every]),
        duplicate_likely_bond=(TRUTH, [r in named_set and r not in kept_1 for r in every]),
        duplicate_likely_sameday=(TRUTH, [r in kept_1 and r not in kept_2 for r in every]),
        duplicate_drop_row=(TRUTH, drop),
    )
    by_book_in = sorted(order, key=lambda r: (book_in[r] is None, book_in[r] or 0))
    return made, by_book_in


def stays(
    marked: pa.Table,
    as_published: list[Row],
    extracts: dict[str, datetime],
    facilities: pa.Table | None = None,
) -> pa.Table:
    """
    One row a stay, in the order in which their last stints lie in the stint table.
    """
    has = lists(
        marked, "release", "unique_identifier", "stay_book_in_date_time", "book_in_date_time",
        "book_out_date_time", "detention_facility_code", "duplicate_drop_row", *BONDS.values(),
    )  # fmt: skip
    person, release = has["unique_identifier"], has["release"]
    book_in, book_out = has["book_in_date_time"], has["book_out_date_time"]
    end = {r: (t - EPOCH) // timedelta(microseconds=1) for r, t in extracts.items()}
    kept = [r for r in as_published if person[r] is not None and not has["duplicate_drop_row"][r]]
    first_null = [-(2**62) if t is None else t for t in book_in]
    kept.sort(
        key=lambda r: (first_null[r], book_out[r] is not None, book_out[r] or 0)
    )  # within a stay nothing else counts
    found: dict[Any, list[Row]] = defaultdict(list)
    for r in kept:
        found[release[r], person[r], has["stay_book_in_date_time"][r]].append(r)
    stays_of: dict[Any, int] = defaultdict(int)
    for release_, person_, _ in found:
        stays_of[release_, person_] += 1

    def length(r: Row) -> int | None:
        until = end[release[r]] if book_out[r] is None else book_out[r]
        return None if book_in[r] is None else until - book_in[r]

    groups = sorted(found.values(), key=lambda rows: rows[-1])
    longest: list[Row | None] = []
    for rows in groups:
        best: Row | None = None
        for r in rows:
            if length(r) is not None and (best is None or length(r) >= length(best)):
                best = r
        longest.append(best)
    codes = [[has["detention_facility_code"][r] for r in rows] for rows in groups]
    not_handed_on = {
        "stint_ID", "city", "state", "county", "detention_facility", "detention_facility_code",
        "book_in_date_time", "book_out_date_time", "detention_release_reason", "book_in_site",
        "book_in_aor", "file", "file_sha256", "sheet", "row", *BONDS, *BONDS.values(),
    }  # fmt: skip
    handed_on = [
        n for n in marked.column_names if n not in not_handed_on and not n.startswith("duplicate_")
    ]
    made = _with(
        marked.select(handed_on).take(pa.array([rows[-1] for rows in groups], pa.int64())),
        n_stints=(COUNT, [len(rows) for rows in groups]),
        n_stays=(COUNT, [stays_of[release[rows[0]], person[rows[0]]] for rows in groups]),
        detention_facility_codes_all=(
            TEXT, [None if None in c else "; ".join(c) for c in codes],
        ),
        **{
            n: (marked.schema.field(n).type, [least(has[n][r] for r in rows) for rows in groups])
            for n in BONDS.values()
        },
    )  # fmt: skip
    which: dict[str, list[Row | None]] = {
        "first": [rows[0] for rows in groups],
        "longest": longest,
        "last": [rows[-1] for rows in groups],
    }
    place = places(facilities)
    for ending, rows_ in which.items():
        taken = marked.select(OF_STINT).take(pa.array(rows_, pa.int64()))
        for name in OF_STINT:
            made = made.append_column(f"{name}_{ending}", taken[name])
        where = [
            place.get(c, (None, None, None)) for c in taken["detention_facility_code"].to_pylist()
        ]
        for n, name in enumerate(("city", "state", "county")):
            made = _with(made, **{f"{name}_{ending}": (TEXT, [w[n] for w in where])})
    return made


def state_of(site: str | None) -> str | None:
    if site is None:
        return None
    names = [n.replace("_", " ") for n in STATE_NAMES]
    code = re.search(r"\b(" + "|".join(STATE_CODES) + r")\b", site.upper())
    if code:
        return names[STATE_CODES.index(code[1])]
    name = re.search(r"\b(" + "|".join(names) + r")\b", site.upper())
    return name[1] if name else None


def arrests(raw: pa.Table) -> pa.Table:
    """
    The arrests with their episodes, in the order in which they came.
    """
    has = lists(
        raw, "release", "unique_identifier", "apprehension_date", "apprehension_method", "file",
        "sheet", "row", "apprehension_state", "toa_current_duty_site",
    )  # fmt: skip
    reprocessed = [
        None if m is None else m == "ERO Reprocessed Arrest" for m in has["apprehension_method"]
    ]
    of_person: dict[Any, list[Row]] = defaultdict(list)
    for r, (release, person) in enumerate(
        zip(has["release"], has["unique_identifier"], strict=True)
    ):
        of_person[release, person if person is not None else ("no id", r)].append(r)

    def nulls_last(value: Any) -> tuple[bool, Any]:
        if isinstance(value, str):
            value = value.encode()
        return (value is None, b"" if value is None else value)

    number, first, size = [0] * raw.num_rows, [False] * raw.num_rows, [0] * raw.num_rows
    time = has["apprehension_date"]
    for rows in of_person.values():
        rows.sort(
            key=lambda r: (
                *nulls_last(time[r]), *nulls_last(reprocessed[r]), *nulls_last(has["file"][r]),
                *nulls_last(has["sheet"][r]), *nulls_last(has["row"][r]),
            )
        )  # fmt: skip
        episodes: list[list[Row]] = []
        before: int | None = None
        for r in rows:
            near = time[r] is not None and before is not None and time[r] - before <= 24 * HOUR
            if episodes and near:
                episodes[-1].append(r)
            else:
                episodes.append([r])
            before = time[r]
        for n, episode in enumerate(episodes, 1):
            for r in episode:
                number[r], first[r], size[r] = n, r == episode[0], len(episode)
    named = [p is not None for p in has["unique_identifier"]]
    states = {site: state_of(site) for site in set(has["toa_current_duty_site"])}
    every = range(raw.num_rows)
    return _with(
        raw,
        apprehension_state_filled_in=(TEXT, [
            states[site] if state is None else state
            for state, site in zip(
                has["apprehension_state"], has["toa_current_duty_site"], strict=True
            )
        ]),
        is_reprocessed=(TRUTH, reprocessed),
        duplicate_episode_id=(COUNT, number),
        duplicate_episode_first=(TRUTH, first),
        duplicate_likely=(TRUTH, [size[r] > 1 if named[r] else None for r in every]),
        duplicate_drop_row=(TRUTH, [size[r] > 1 and not first[r] for r in every]),
    )  # fmt: skip


def arrest_stays(marked: pa.Table, of_stays: pa.Table) -> pa.Table:
    """
    First arrests of episodes, each with the one stay that is closest both ways.
    """
    first = marked.filter(marked["duplicate_episode_first"])
    chosen: list[Row | None] = [None] * first.num_rows
    for arrest, offers in _offers(first, of_stays).items():
        chosen[arrest] = min(offers, key=lambda pair: pair[0])[1]
    stay_of = of_stays.take(pa.array(chosen, pa.int64()))
    matched = pa.array([stay is not None for stay in chosen], TRUTH)
    made = first
    for name in stay_of.column_names:
        if name in SHARED:
            either = pc.if_else(matched, stay_of[name], first[name])
            made = made.set_column(made.column_names.index(name), name, either)
        elif name not in ("release", "unique_identifier"):
            called = f"{name}_stay" if name in first.column_names else name
            made = made.append_column(called, stay_of[name])
    return made.append_column("has_detention_stay", matched)


def _offers(first: pa.Table, of_stays: pa.Table) -> dict[Row, list[tuple[float, Row]]]:
    """
    For each arrest the stays that have no closer one, earliest first, with the hours between.
    """
    a = lists(first, "release", "unique_identifier", "apprehension_date")
    s = lists(of_stays, "release", "unique_identifier", "stay_book_in_date_time")
    arrests_of: dict[Any, list[Row]] = defaultdict(list)
    for r in sorted_rows([a["apprehension_date"]]):
        if a["unique_identifier"][r] is not None and a["apprehension_date"][r] is not None:
            arrests_of[a["release"][r], a["unique_identifier"][r]].append(r)
    offers: dict[Row, list[tuple[float, Row]]] = defaultdict(list)
    for stay in sorted_rows([s["stay_book_in_date_time"]]):
        begins = s["stay_book_in_date_time"][stay]
        if begins is None:
            continue
        near = []
        for arrest in arrests_of[s["release"][stay], s["unique_identifier"][stay]]:
            hours = (begins - a["apprehension_date"][arrest]) / HOUR
            if -120 <= hours <= 240:
                near.append((abs(hours), arrest))
        if near:
            apart, arrest = min(near, key=lambda pair: pair[0])  # the first of equals
            offers[arrest].append((apart, stay))
    return offers


def _same_time(raw: pa.Table, column: str) -> tuple[Lists, dict[Any, list[Row]]]:
    has = lists(raw, "release", "unique_identifier", column)
    groups: dict[Any, list[Row]] = defaultdict(list)
    for r, key in enumerate(
        zip(has["release"], has["unique_identifier"], has[column], strict=True)
    ):
        if key[1] is not None:
            groups[key].append(r)
    return has, groups


def events(raw: pa.Table, column: str) -> pa.Table:
    """
    Detainers, encounters and, by the plain rule, removals: more than one at one time.
    """
    _, groups = _same_time(raw, column)
    likely: list[bool | None] = [None] * raw.num_rows
    for rows in groups.values():
        for r in rows:
            likely[r] = len(rows) > 1
    return _with(raw, duplicate_likely=(TRUTH, likely))


def removals(raw: pa.Table, rule: str) -> pa.Table:
    made = events(raw, "departed_date")
    drop: list[bool | None] = [None] * raw.num_rows
    if rule == "2026-08":
        has = lists(raw, "departure_country", "sheet", "row")
        drop = [False] * raw.num_rows
        _, groups = _same_time(raw, "departed_date")
        for rows in groups.values():
            of_group = [[values[r] for r in rows] for values in has.values()]
            for n in sorted_rows(of_group)[:-1]:
                drop[rows[n]] = True
    codes = lists(raw, "most_serious_conviction_code")["most_serious_conviction_code"]
    return _with(
        made,
        duplicate_drop_row=(TRUTH, drop),
        violent_charge=(TRUTH, [None if c is None else c in VIOLENT for c in codes]),
    )


VIOLENT = {f"{n:04d}" for n in (*range(900, 1000), *range(1100, 1300), *range(1301, 1313))}
VIOLENT = (VIOLENT | {"1314", "1315"}) - {"0909", "0910", "1116"}


def everything(
    inputs: dict[str, pa.Table],
    extracts: dict[str, datetime],
    facilities: pa.Table | None = None,
    removals_rule: str = "plain",
) -> dict[str, pa.Table]:
    """
    Every table, by hand.
    """
    marked, as_published = stints(inputs["stints"], facilities)
    of_stays = stays(marked, as_published, extracts, facilities)
    of_arrests = arrests(inputs["arrests"])
    return {
        "ddp_stints": marked,
        "ddp_stays": of_stays,
        "ddp_arrests": of_arrests,
        "ddp_arrest_stays": arrest_stays(of_arrests, of_stays),
        "ddp_detainers": events(inputs["detainers"], "detainer_prepare_date"),
        "ddp_encounters": events(inputs["encounters"], "event_date"),
        "ddp_removals": removals(inputs["removals"], removals_rule),
    }
