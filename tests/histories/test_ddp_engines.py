"""
The same SQL gives the same tables on every engine, however it is optimized.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import ddp_made
import duckdb
import pyarrow as pa
import pytest
from ddp_check import compared, written

from custodes.engine import DuckDBEngine, SparkEngine

INTERPRETED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""Compiling plans of a hundred columns takes longer than running them over few rows."""
SIZES = replace(ddp_made.SMALL, people=600)


def test_no_optimizer_of_the_engine_changes_a_cell(tmp_path: Path) -> None:
    every = ",".join(n for (n,) in duckdb.sql("SELECT name FROM duckdb_optimizers()").fetchall())
    engine = DuckDBEngine(disabled_optimizers=every)
    assert compared(engine, tmp_path, SIZES, 21, "2026-08", in_order=False) == {}


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    paths = ddp_made.write(ddp_made.make(SIZES, seed=5), tmp_path)
    runs = [written(DuckDBEngine(), paths, tmp_path / name) for name in ("once", "again")]
    once, again = ({n: p[0].read_bytes() for n, p in run.items()} for run in runs)
    assert once == again


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkEngine]:
    engine = SparkEngine(spill=tmp_path_factory.mktemp("spark"), settings=INTERPRETED)
    yield engine
    engine.close()


@pytest.mark.spark
@pytest.mark.slow
def test_spark_gives_every_cell_that_duckdb_gives(spark: SparkEngine, tmp_path: Path) -> None:
    assert compared(spark, tmp_path, SIZES, 21, "2026-08", in_order=False) == {}


@pytest.mark.spark
def test_spark_answers_with_naive_times_and_bound_values(spark: SparkEngine) -> None:
    moment = pa.array([1_741_500_000_000_000, None], pa.timestamp("us"))
    spark.register("moments", pa.table({"at": moment}))
    answer = spark.fetch("SELECT at FROM moments WHERE at < :end", {"end": "2026-01-01"})
    assert answer["at"].combine_chunks() == moment[:1]
