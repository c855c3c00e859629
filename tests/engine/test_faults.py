"""
What the engine cannot do is said in a sentence.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from custodes.engine import DuckDBEngine
from custodes.engine._faults import faults_told
from custodes.errors import EngineError


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    engine = DuckDBEngine()

    with pytest.raises(EngineError, match=r"gone\.parquet"):
        engine.read_parquet("t", [tmp_path / "gone.parquet"])


def test_too_little_memory_is_told_with_what_to_do() -> None:
    engine = DuckDBEngine(memory="10MB")

    with pytest.raises(EngineError, match="--memory"):
        engine.fetch("SELECT list(i ORDER BY -i) AS a FROM range(5000000) t(i)")


def test_a_path_may_hold_what_elsewhere_begins_a_comment_or_a_value(tmp_path: Path) -> None:
    folder = tmp_path / "a--b :c 'd'"
    folder.mkdir()
    engine = DuckDBEngine()

    rows = engine.write_parquet("SELECT :n AS n -- it's one\n", folder / "x.parquet", {"n": 7})
    engine.read_parquet("back", [folder / "x.parquet"])

    assert 1 == rows
    assert [7] == engine.fetch("SELECT n FROM back")["n"].to_pylist()


def test_a_query_that_was_interrupted_is_an_interruption() -> None:
    with pytest.raises(KeyboardInterrupt), faults_told():
        raise RuntimeError("Query interrupted")
    with pytest.raises(RuntimeError), faults_told():
        raise RuntimeError("something else")
