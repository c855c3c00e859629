"""
Engines that share the one Java machine of a process.
"""

from pathlib import Path

import pyarrow as pa
import pytest

from custodes.engine import SparkEngine

ONE = pa.table({"n": [1]})


@pytest.mark.spark
@pytest.mark.parametrize("closed_first", [0, 1])
def test_closing_one_engine_leaves_the_other_at_work(tmp_path: Path, closed_first: int) -> None:
    engines = [SparkEngine(spill=tmp_path), SparkEngine(spill=tmp_path)]
    engines.pop(closed_first).close()
    (left,) = engines

    left.register("ones", ONE)

    assert left.fetch("SELECT n FROM ones") == ONE
    left.close()


@pytest.mark.spark
def test_engines_do_not_see_each_others_tables_or_settings(tmp_path: Path) -> None:
    first = SparkEngine(spill=tmp_path, settings={"spark.sql.codegen.wholeStage": "false"})
    second = SparkEngine(spill=tmp_path)
    first.register("mine", ONE)
    second.register("mine", pa.table({"n": [2]}))

    wholestage = [e.fetch("SET spark.sql.codegen.wholeStage")["value"] for e in (first, second)]

    assert first.fetch("SELECT n FROM mine") == ONE
    assert [v.to_pylist() for v in wholestage] == [["false"], ["true"]]
    first.close()
    second.close()


@pytest.mark.spark
def test_an_engine_closed_twice_leaves_once(tmp_path: Path) -> None:
    first, second = SparkEngine(spill=tmp_path), SparkEngine(spill=tmp_path)
    first.close()
    first.close()
    second.register("ones", ONE)

    assert second.fetch("SELECT n FROM ones") == ONE
    second.close()
