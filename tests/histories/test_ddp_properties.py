"""
What must hold of the rules whatever the tables: small worlds full of ties.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import ddp_by_hand
import ddp_made
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from ddp_check import differences, written
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.engine import DuckDBEngine
from custodes.records import ColumnType, arrow_schema, table

NOON = datetime(2025, 3, 1, 12)
HOURS = (-241, -240, -121, -120, -24, -23, 0, 0, 1, 2, 24, 25, 48, 119, 120, 121, 239, 240, 241)
MOMENTS = st.sampled_from([NOON + timedelta(hours=h) for h in HOURS])
VALUES: dict[ColumnType, st.SearchStrategy[Any]] = {
    ColumnType.TEXT: st.sampled_from(["A", "a", "Z", "É", "", "ERO Reprocessed Arrest", "0901"]),
    ColumnType.INTEGER: st.sampled_from([1960, 1990]),
    ColumnType.NUMBER: st.sampled_from([0.0, 1.5, 20_000.0]),
    ColumnType.DATE: st.sampled_from([date(2025, 3, 1), date(2025, 3, 2)]),
    ColumnType.TIMESTAMP: MOMENTS,
}
RARE = {"stints": 3, "arrests": 3, "detainers": 1, "encounters": 1, "removals": 3}
"""How many of the other columns hold anything, drawn anew for each table."""
KEYS = {
    "unique_identifier": st.sampled_from(["p", "q", None]),
    "detention_facility_code": st.sampled_from(["F", "G", None]),
    "toa_current_duty_site": st.sampled_from([*ddp_made.SITES]),
}
ALWAYS = {
    "stints": ["book_in_date_time", "book_out_date_time", "stay_book_in_date_time",
               "detention_facility_code", "initial_bond_set_amount"],
    "arrests": ["apprehension_date", "apprehension_method", "toa_current_duty_site"],
    "detainers": ["detainer_prepare_date"],
    "encounters": ["event_date"],
    "removals": ["departed_date", "departure_country", "most_serious_conviction_code"],
}  # fmt: skip


@st.composite
def tables_of(draw: st.DrawFn, name: str) -> pa.Table:
    """
    A canonical table of up to twelve rows, a few columns filled from a few values.
    """
    columns = {c.name: c.type for c in table(name).columns}
    picked = draw(st.lists(st.sampled_from(sorted(columns)), max_size=RARE[name], unique=True))
    filled = sorted({"unique_identifier", *ALWAYS[name], *picked})
    row = st.fixed_dictionaries(
        {n: KEYS.get(n, st.none() | VALUES[columns[n]]) for n in filled}
        | {"release": st.sampled_from(["2025-07", "2026-03"])}
        | {"sheet": st.sampled_from(["b", "a", None])}
    )
    rows = draw(st.lists(row, max_size=12))
    if rows and draw(st.booleans()):  # the same again, but for one column
        twin = dict(draw(st.sampled_from(rows)))
        other = draw(st.sampled_from(filled))
        rows.append(twin | {other: draw(row)[other]})
    for number, made in enumerate(rows):
        made |= {"file": "f.xlsx", "row": len(rows) - number}
    return pa.Table.from_pylist(rows, schema=arrow_schema(name))


FEW = settings(max_examples=8)
WORLDS = st.fixed_dictionaries({name: tables_of(name) for name in ALWAYS})


def _run(inputs: dict[str, pa.Table], rule: str) -> dict[str, pa.Table]:
    with tempfile.TemporaryDirectory() as folder:
        engine = DuckDBEngine()
        paths = ddp_made.write(inputs, Path(folder), files=2)
        made = written(engine, paths, Path(folder, "out"), removals_rule=rule)
        engine.close()
        return {name: pq.read_table(files[0]) for name, files in made.items()}


@settings(max_examples=30)
@given(inputs=WORLDS, rule=st.sampled_from(["plain", "2026-08"]))
def test_small_worlds_full_of_ties_come_out_as_by_hand(
    inputs: dict[str, pa.Table], rule: str
) -> None:
    expected = ddp_by_hand.everything(inputs, ddp_made.EXTRACTS, None, rule)
    assert differences(expected, _run(inputs, rule), in_order=False) == {}


@FEW
@given(inputs=WORLDS)
def test_every_row_is_there_and_every_kept_stint_is_in_one_stay(
    inputs: dict[str, pa.Table],
) -> None:
    made = _run(inputs, "plain")
    stints = made["ddp_stints"]
    kept = pc.and_(
        pc.is_valid(stints["unique_identifier"]), pc.invert(stints["duplicate_drop_row"])
    )
    assert (pc.sum(made["ddp_stays"]["n_stints"]).as_py() or 0) == (pc.sum(kept).as_py() or 0)
    assert {n: made[f"ddp_{n}"].num_rows for n in inputs} == {
        n: t.num_rows for n, t in inputs.items()
    }


@FEW
@given(inputs=WORLDS)
def test_doubling_every_row_changes_flags_and_nothing_else(inputs: dict[str, pa.Table]) -> None:
    once = _run(inputs, "plain")
    twice = _run({n: pa.concat_tables([t, t]) for n, t in inputs.items()}, "plain")
    assert _cells(twice["ddp_stays"]) == _cells(once["ddp_stays"])


def _cells(made: pa.Table) -> list[str]:
    return sorted(map(repr, made.to_pylist()))


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0)])
def test_the_order_of_files_decides_nothing_but_full_ties(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    inputs = _without_full_ties(ddp_made.make(replace(ddp_made.SMALL, people=800), seed=11))
    paths = ddp_made.write(inputs, tmp_path, files=3)
    turned = {name: [files[n] for n in order] for name, files in paths.items()}
    straight = written(DuckDBEngine(), paths, tmp_path / "straight")
    expected = {name: pq.read_table(files[0]) for name, files in straight.items()}
    again = written(DuckDBEngine(), turned, tmp_path / "turned")
    actual = {name: pq.read_table(files[0]) for name, files in again.items()}
    assert differences(expected, actual, in_order=False) == {}


def _without_full_ties(inputs: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """
    The same tables, each stint with a charge of its own: the last column of the sort.
    """
    stints = inputs["stints"]
    own = pa.array([f"charge {n}" for n in range(stints.num_rows)])
    place = stints.column_names.index("most_serious_conviction_charge")
    return inputs | {"stints": stints.set_column(place, stints.column_names[place], own)}
