"""
A measure run again with every optimizer of the engine off.
"""

from __future__ import annotations

import duckdb

from custodes.engine import DuckDBEngine
from custodes.measures import Findings, View, catalog


def without_optimizers(
    name: str, data: View, by: list[str] | None = None, where: dict[str, str] | None = None
) -> Findings:
    """
    What a measure gives on the same tables when nothing is optimized.
    """
    every = ",".join(n for (n,) in duckdb.sql("SELECT name FROM duckdb_optimizers()").fetchall())
    engine = DuckDBEngine(disabled_optimizers=every)
    return catalog()[name].compute(View.over(data.tables, data.manifest, engine), by, where)
