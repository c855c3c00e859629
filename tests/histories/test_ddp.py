"""
The Deportation Data Project's rules give what an independent restatement gives.
"""

from __future__ import annotations

from pathlib import Path

import ddp_by_hand
import ddp_made
import duckdb
import pyarrow.parquet as pq
import pytest
from ddp_check import differences, written

from custodes.engine import DuckDBEngine

EVERY_OPTIMIZER = ",".join(
    name for (name,) in duckdb.sql("SELECT name FROM duckdb_optimizers()").fetchall()
)


@pytest.fixture
def engine(tmp_path: Path) -> DuckDBEngine:
    return DuckDBEngine(spill=tmp_path / "spill")


def _compared(
    engine: DuckDBEngine, folder: Path, sizes: ddp_made.Sizes, seed: int, rule: str = "plain"
) -> dict[str, int]:
    tables = ddp_made.make(sizes, seed)
    places = ddp_made.facilities(sizes)
    pq.write_table(places, folder / "facilities.parquet")
    actual = written(
        engine,
        ddp_made.write(tables, folder),
        folder / "out",
        facilities=[folder / "facilities.parquet"],
        removals_rule=rule,
    )
    expected = ddp_by_hand.everything(tables, ddp_made.EXTRACTS, places, rule)
    return differences(expected, actual)


@pytest.mark.parametrize("seed", range(4))
def test_every_cell_is_what_the_rules_say(engine: DuckDBEngine, tmp_path: Path, seed: int) -> None:
    rule = ("plain", "2026-08")[seed % 2]
    assert _compared(engine, tmp_path, ddp_made.SMALL, seed, rule) == {}


@pytest.mark.slow
def test_every_cell_of_a_million_stints_is_what_the_rules_say(
    engine: DuckDBEngine, tmp_path: Path
) -> None:
    assert _compared(engine, tmp_path, ddp_made.MILLION, 7) == {}
