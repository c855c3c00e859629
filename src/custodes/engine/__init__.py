"""
Where SQL runs: DuckDB here, a Spark cluster when outgrown, behind one door.

Knows nothing of custody. SQL comes from ``.sql`` files of the rooms above, in
the part of the language that both engines share; values are bound as ``:name``.
"""

from custodes.engine._duckdb import DuckDBEngine
from custodes.engine._engine import Engine
from custodes.engine._guard import query
from custodes.engine._spark import SparkEngine
from custodes.engine._steps import Step, read_steps

__all__ = ["DuckDBEngine", "Engine", "SparkEngine", "Step", "query", "read_steps"]
