"""
DuckDB, in one process, within a memory limit, spilling to disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.engine._engine import Value
from custodes.engine._faults import faults_told
from custodes.engine._steps import Step, dollar_names, names_bound

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# In DuckDB 1.0 to 2.0 one query that holds both d + INTERVAL 6 MONTH and
# d + INTERVAL 180 DAY gives both the same value: common-subexpression
# elimination takes the two constants for equal. Days are added as integers
# everywhere; this is the second fence.
FENCE = "common_subexpressions"

# Spark's names, so that one SQL text runs on both.
_MACROS = (
    "CREATE OR REPLACE TEMP MACRO date_add(d, n) AS CAST(d AS DATE) + CAST(n AS INTEGER)",
    "CREATE OR REPLACE TEMP MACRO add_months(d, n) AS CAST(CAST(d AS DATE) + to_months(CAST(n AS INTEGER)) AS DATE)",
    "CREATE OR REPLACE TEMP MACRO unix_micros(ts) AS epoch_us(ts)",
    "CREATE OR REPLACE TEMP MACRO timestamp_micros(n) AS make_timestamp(CAST(n AS BIGINT))",
    "CREATE OR REPLACE TEMP MACRO array_join(texts, between) AS array_to_string(texts, between)",
    "CREATE OR REPLACE TEMP MACRO datediff(later, earlier) AS CAST(later AS DATE) - CAST(earlier AS DATE)",
)

# A file has fewer than 2^36 rows.
_POSITION = "CAST(file_index AS BIGINT) * 68719476736 + CAST(file_row_number AS BIGINT)"


class DuckDBEngine:
    """
    An engine on DuckDB.
    """

    name = "duckdb"

    def __init__(
        self,
        *,
        memory: str = "2GB",
        threads: int = 2,
        spill: Path | None = None,
        disabled_optimizers: str = FENCE,
    ) -> None:
        """
        Open an empty database in memory.

        Args:
            memory: What DuckDB may hold before it spills.
            threads: How many threads it may use.
            spill: Folder for what does not fit; null: it fails instead.
            disabled_optimizers: Never without `FENCE` but in the test of the fence.
        """
        import duckdb

        self._connection: duckdb.DuckDBPyConnection = duckdb.connect(
            config={
                "memory_limit": memory,
                "threads": threads,
                "temp_directory": str(spill) if spill else "",
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._connection.execute(f"SET disabled_optimizers='{disabled_optimizers}'")
        self._connection.execute("SET TimeZone='UTC'")
        self._connection.execute("SET python_enable_replacements=false")
        self._connection.execute("SET enable_progress_bar=false")
        for macro in _MACROS:
            self._connection.execute(macro)

    def read_parquet(
        self, name: str, paths: Sequence[Path], *, position: str | None = None
    ) -> None:
        listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
        numbered = "" if position is None else f", {_POSITION} AS {position}"
        with faults_told():
            self._connection.execute(
                f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT *{numbered} FROM read_parquet([{listed}])"
            )

    def register(self, name: str, table: pa.Table) -> None:
        self._connection.register(name, table)

    def run(self, steps: Sequence[Step], values: Mapping[str, Value] | None = None) -> None:
        for step in steps:
            kind = "TABLE" if step.kept or names_bound(step.sql) else "VIEW"
            self.drop(step.name)
            self._execute(f"CREATE TEMP {kind} {step.name} AS {step.sql}", values)

    def fetch(self, sql: str, values: Mapping[str, Value] | None = None) -> pa.Table:
        bound = names_bound(sql)
        given = {n: (values or {})[n] for n in bound}
        with faults_told():
            return self._connection.sql(dollar_names(sql), params=given or None).to_arrow_table()

    def write_parquet(
        self, query: str, path: Path, values: Mapping[str, Value] | None = None
    ) -> int:
        target = str(path).replace("'", "''")
        copied = self._execute(
            f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, PRESERVE_ORDER)",
            values,
        ).fetchone()
        return int(copied[0]) if copied else 0

    def drop(self, *names: str) -> None:
        for name in names:
            self._connection.unregister(name)
            row = self._connection.execute(
                "SELECT table_type FROM information_schema.tables WHERE table_name = ? LIMIT 1",
                [name],
            ).fetchone()
            if row is not None:
                kind = "VIEW" if row[0] == "VIEW" else "TABLE"
                self._connection.execute(f"DROP {kind} IF EXISTS {name}")

    def close(self) -> None:
        self._connection.close()

    def _execute(self, sql: str, values: Mapping[str, Value] | None) -> duckdb.DuckDBPyConnection:
        bound = names_bound(sql)
        given = {n: (values or {})[n] for n in bound}
        with faults_told():
            return self._connection.execute(dollar_names(sql), given or None)
