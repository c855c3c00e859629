"""
Spark, local or a cluster, for what one machine has no room for.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custodes.engine._engine import Value
from custodes.engine._machine import MACHINE
from custodes.engine._steps import Step, names_bound

if TYPE_CHECKING:
    import pyarrow as pa

# Times are naive, as DuckDB has them.
_MEANING = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    # The law's deepest queries take more passes than the usual hundred.
    "spark.sql.analyzer.maxIterations": "1000",
}
_FILE = 36
"""A file has fewer than 2^36 rows."""


class SparkEngine:
    """
    An engine on Spark: a session of its own on this machine, or one that is given.

    Local engines share one Java machine, stopped when the last of them is closed.
    """

    name = "spark"

    def __init__(
        self,
        *,
        session: Any = None,
        threads: int = 2,
        memory: str = "2g",
        spill: Path | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """
        Open a session.

        Args:
            session: A running SparkSession, of a cluster for one; null: a local one.
                Its settings of time zone and timestamps are changed.
            threads: How many threads the machine may use, where this engine starts it.
            memory: How much it may hold, where this engine starts it.
            spill: Folder for what does not fit and for files in passing.
            settings: Further settings of the session.
        """
        self._scratch = Path(tempfile.mkdtemp(dir=spill))
        self._own = session is None
        self._session: Any = session or MACHINE.join(threads, memory, spill, settings or {})
        for key, value in _MEANING.items():
            self._session.conf.set(key, value)

    def read_parquet(
        self, name: str, paths: Sequence[Path], *, position: str | None = None
    ) -> None:
        from pyspark.sql import functions

        if position is None:
            frame = self._session.read.parquet(*map(str, paths))
        else:
            numbered = [
                self._session.read.parquet(str(path)).select(
                    "*", (functions.col("_metadata.row_index") + (n << _FILE)).alias(position)
                )
                for n, path in enumerate(paths)
            ]
            frame = reduce(lambda first, then: first.unionAll(then), numbered)
        self._name(name, frame)

    def register(self, name: str, table: pa.Table) -> None:
        import pyarrow.parquet as pq

        path = self._scratch / f"{name}.parquet"
        pq.write_table(table, path)
        self.read_parquet(name, [path])

    def run(self, steps: Sequence[Step], values: Mapping[str, Value] | None = None) -> None:
        for step in steps:
            frame = self._query(step.sql, values)
            # Cut there: lazy plans nest until Java has no room for them.
            self._name(step.name, frame.localCheckpoint() if step.kept else frame)

    def fetch(self, sql: str, values: Mapping[str, Value] | None = None) -> pa.Table:
        import pyarrow.parquet as pq

        path = self._scratch / "fetched.parquet"
        self.write_parquet(sql, path, values)
        return pq.read_table(path)

    def write_parquet(
        self, query: str, path: Path, values: Mapping[str, Value] | None = None
    ) -> int:
        import pyarrow.parquet as pq

        folder = self._scratch / "written"
        frame = self._query(query, values).coalesce(1)
        frame.write.mode("overwrite").parquet(str(folder), compression="zstd")
        (part,) = folder.glob("part-*.parquet")
        shutil.move(part, path)
        return int(pq.read_metadata(path).num_rows)

    def drop(self, *names: str) -> None:
        for name in names:
            self._session.catalog.dropTempView(name)

    def close(self) -> None:
        if self._own:
            self._own = False
            MACHINE.leave()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _query(self, sql: str, values: Mapping[str, Value] | None) -> Any:
        bound = names_bound(sql)
        return self._session.sql(sql, args={n: (values or {})[n] for n in bound} or None)

    def _name(self, name: str, frame: Any) -> None:
        self.drop(name)
        frame.createOrReplaceTempView(name)
