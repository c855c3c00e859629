"""
What holds whatever the rows are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people_made import Row, arrow, histories, stint

from custodes.errors import DatasetDamagedError
from custodes.records import arrow_schema, table

START = datetime(2025, 1, 1)
PEOPLE = st.sampled_from(["p", "q", None])
KEYS = {
    "stints": ("row_key",),
    "arrests": ("row_key",),
    "stays": ("stay_id",),
    "arrest_stays": ("stay_id",),
    "timelines": ("stay_id",),
    "redetentions": ("stay_id",),
    "ledger": ("table_name", "step", "reason", "release"),
}
COUNTS = {"episode_rows"}


def _hours(most: int) -> st.SearchStrategy[datetime]:
    return st.integers(0, most // 6).map(lambda n: START + timedelta(hours=6 * n))


def _or_none(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(values, values, values, st.none())


STINTS = st.fixed_dictionaries(
    {
        "id": PEOPLE,
        "in": _or_none(_hours(240)),
        "out": _or_none(_hours(400)),
        "stay": _or_none(_hours(72)),
        "stay_out": _or_none(_hours(400)),
        "at": _or_none(st.sampled_from(["A", "B"])),
        "why": _or_none(st.sampled_from(["Transferred", "Removed"])),
        "left": _or_none(_hours(400).map(datetime.date)),
        "case": _or_none(st.sampled_from(["ACTIVE", "7-Died"])),
        "bond": _or_none(st.sampled_from([1.0, 2.0])),
        "religion": _or_none(st.sampled_from(["X", "Y"])),
        "superseded_by": st.sampled_from([None, None, None, "newer"]),
    }
)
EVENTS = {
    "stints": st.lists(STINTS, max_size=12),
    "arrests": st.lists(
        st.fixed_dictionaries({"id": PEOPLE, "arrested": _or_none(_hours(300))}), max_size=8
    ),
    "detainers": st.lists(
        st.fixed_dictionaries({"id": PEOPLE, "prepared": _or_none(_hours(300))}), max_size=4
    ),
    "removals": st.lists(
        st.fixed_dictionaries({"id": PEOPLE, "left": _or_none(_hours(400).map(datetime.date))}),
        max_size=4,
    ),
}
TABLES = st.fixed_dictionaries(EVENTS).map(
    lambda made: {name: arrow(name, rows) for name, rows in made.items()}
)
FEW = settings(max_examples=6)
EVERY_OPTIMIZER = (
    "expression_rewriter",
    "filter_pullup",
    "filter_pushdown",
    "join_order",
    "common_subexpressions",
    "statistics_propagation",
    "unused_columns",
    "column_lifetime",
    "build_side_probe_side",
    "top_n",
    "limit_pushdown",
    "compressed_materialization",
    "reorder_filter",
    "join_filter_pushdown",
    "common_aggregate",
    "deliminator",
    "regex_range",
    "in_clause",
    "duplicate_groups",
)


def _made(tables: dict[str, pa.Table], **more: Any) -> dict[str, list[Row]]:
    with tempfile.TemporaryDirectory() as folder:
        return histories(Path(folder), tables, **more)


def _by_key(made: dict[str, list[Row]]) -> dict[str, dict[tuple[Any, ...], Row]]:
    keyed = {n: {tuple(r[k] for k in KEYS[n]): r for r in rows} for n, rows in made.items()}
    assert {n: len(k) for n, k in keyed.items()} == {n: len(r) for n, r in made.items()}
    return keyed


@FEW
@given(TABLES, st.integers(0, 1000))
def test_the_order_of_the_rows_changes_nothing(tables, seed) -> None:
    order = np.random.default_rng(seed).permutation
    shuffled = {name: rows.take(order(len(rows))) for name, rows in tables.items()}
    assert _by_key(_made(shuffled)) == _by_key(_made(tables))


@FEW
@given(TABLES)
def test_rows_given_twice_change_flags_and_counts_and_nothing_else(tables) -> None:
    doubled = {}
    for name, rows in tables.items():
        place = rows.schema.get_field_index("file_sha256")
        other = pa.array(["z" + name[0] * 63] * len(rows), pa.string())
        doubled[name] = pa.concat_tables([rows, rows.set_column(place, "file_sha256", other)])
    # Rows without an id stay apart, so only people are compared.
    once, twice = _by_key(_made(tables)), _by_key(_made(doubled))
    for name in ("stays", "arrest_stays", "timelines", "redetentions"):
        assert twice[name] == once[name]
    for name in ("stints", "arrests"):
        for key, row in once[name].items():
            assert _without(twice[name][key], COUNTS) == _without(row, COUNTS)
        copies = [r for k, r in twice[name].items() if k not in once[name]]
        known = [r for r in copies if r["unique_identifier"] is not None]
        if name == "stints":
            assert all(r["duplicate_kind"] == "identical" for r in known)
        else:
            assert all(r["duplicate_kind"] for r in known if r["apprehension_date"])


def _without(row: Row, names: Iterable[str]) -> Row:
    return {k: v for k, v in row.items() if k not in names}


@FEW
@given(TABLES)
def test_every_row_is_kept_as_it_was_and_counted_once_in_each_step(tables) -> None:
    made = _made(tables)
    for name in ("stints", "arrests"):
        names = table(name).names()
        given_rows = sorted(tables[name].to_pylist(), key=lambda r: r["row"])
        kept_rows = sorted(made[name], key=lambda r: r["row"])
        assert [{n: r[n] for n in names} for r in kept_rows] == given_rows
    of_rows = {**{n: len(t) for n, t in tables.items()}, "stays": len(made["stays"])}
    steps: dict[tuple[str, str], int] = {}
    for row in made["ledger"]:
        if row["of_rows"] is not None:
            assert row["of_rows"] == of_rows[row["table_name"]]
            key = row["table_name"], row["step"]
            steps[key] = steps.get(key, 0) + row["n_rows"]
    assert steps == {key: of_rows[key[0]] for key in steps}
    kept = [r for r in made["stints"] if r["stint_number"] and r["stay_id"]]
    assert sum(s["n_stints"] for s in made["stays"]) == len(kept)
    assert {s["stay_id"] for s in made["stays"]} == {r["stay_id"] for r in kept}


@FEW
@given(TABLES)
def test_one_to_one_is_one_to_one(tables) -> None:
    made = _made(tables)
    for name, key in (
        ("arrest_stays", "episode_id"),
        ("arrest_stays", "stay_id"),
        ("timelines", "stay_id"),
        ("timelines", "arrest_row_key"),
        ("timelines", "detainer_row_key"),
        ("timelines", "removal_row_key"),
    ):
        found = [r[key] for r in made[name] if r[key] is not None]
        assert len(found) == len(set(found))


@FEW
@given(TABLES)
def test_all_optimizers_off_gives_the_same(tables) -> None:
    assert _by_key(_made(tables, optimizers_off=",".join(EVERY_OPTIMIZER))) == _by_key(
        _made(tables)
    )


def test_a_second_run_gives_the_same_bytes_in_the_schema_of_the_records(tmp_path: Path) -> None:
    rows = [
        stint(f"2025-03-{1 + n % 20:02} 08:00", f"2025-04-{1 + n % 9:02} 08:00", id=f"p{n % 90}")
        for n in range(500)
    ]
    arrests = [{"id": f"p{n}", "arrested": "2025-03-01 07:00"} for n in range(90)]
    digests = []
    for run in ("one", "two"):
        folder = tmp_path / run
        histories(folder, {"stints": rows, "arrests": arrests})
        made = sorted(p for p in folder.glob("*.parquet") if not p.name.startswith("in-"))
        digests.append({p.name: sha256(p.read_bytes()).hexdigest() for p in made})
    assert digests[0] == digests[1]
    for name in ("stays", "arrest_stays", "timelines", "redetentions"):
        schema = pq.read_schema(tmp_path / "one" / f"{name}.parquet")
        assert [(f.name, f.type) for f in schema] == [(f.name, f.type) for f in arrow_schema(name)]
    for name in ("stints", "arrests"):
        names = pq.read_schema(tmp_path / "one" / f"{name}.parquet").names
        assert names == [*table(name).names(), *(c.name for c in table(name).added)]


def test_several_files_give_as_many_files_and_the_same_rows(tmp_path: Path) -> None:
    from custodes.engine import DuckDBEngine
    from custodes.histories import people

    tables = [
        arrow("stints", [stint("2025-03-01 08:00", "2025-03-02 08:00", sheet="one")]),
        arrow("stints", []),
        arrow("stints", [stint("2025-03-02 09:00", at="B", stay="2025-03-01 08:00", sheet="two")]),
    ]
    paths = [tmp_path / f"in-{n}.parquet" for n in range(3)]
    for path, rows in zip(paths, tables, strict=True):
        pq.write_table(rows, path)
    written = people.run(DuckDBEngine(), {"stints": paths}, tmp_path, extracts={"r": START})
    assert [p.name for p in written["stints"]] == [f"stints-000{n}.parquet" for n in (1, 2, 3)]
    assert [pq.read_metadata(p).num_rows for p in written["stays"]] == [0, 0, 1]
    numbers = [n for p in written["stints"] for n in pq.read_table(p)["stint_number"].to_pylist()]
    assert numbers == [1, 2]


def test_a_row_given_twice_under_one_place_is_refused(tmp_path: Path) -> None:
    rows = [stint("2025-03-01 08:00", row=8), stint("2025-03-05 08:00", row=8)]
    with pytest.raises(DatasetDamagedError, match=r"table stints holds 1 rows .*build"):
        histories(tmp_path, {"stints": rows})


def test_tables_that_are_not_there_are_taken_as_empty(tmp_path: Path) -> None:
    made = histories(tmp_path, {})
    assert {name: rows for name, rows in made.items() if rows} == {}
