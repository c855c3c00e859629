"""
The Deportation Data Project's rules give what an independent restatement gives.
"""

from __future__ import annotations

from pathlib import Path

import ddp_made
import pytest
from ddp_check import compared

from custodes.engine import DuckDBEngine


@pytest.fixture
def engine(tmp_path: Path) -> DuckDBEngine:
    return DuckDBEngine(spill=tmp_path / "spill")


@pytest.mark.parametrize("seed", range(4))
def test_every_cell_is_what_the_rules_say(engine: DuckDBEngine, tmp_path: Path, seed: int) -> None:
    rule = ("plain", "2026-08")[seed % 2]
    assert compared(engine, tmp_path, ddp_made.SMALL, seed, rule) == {}


@pytest.mark.slow
def test_every_cell_of_a_million_stints_is_what_the_rules_say(
    engine: DuckDBEngine, tmp_path: Path
) -> None:
    assert compared(engine, tmp_path, ddp_made.MILLION, 7) == {}
