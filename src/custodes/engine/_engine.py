"""
What every engine can do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from custodes.engine._steps import Step

if TYPE_CHECKING:
    import pyarrow as pa

Value = str | int | float | bool | None | object


class Engine(Protocol):
    """
    A place where named steps of SQL run over Parquet.
    """

    name: str

    def read_parquet(
        self, name: str, paths: Sequence[Path], *, position: str | None = None
    ) -> None:
        """
        Give Parquet files of one schema a table's name.

        Args:
            name: The table's name.
            paths: The files, in the order in which their rows follow each other.
            position: Name of a further column, a BIGINT that is unique and rises
                with the order of the rows; null: none.
        """

    def register(self, name: str, table: pa.Table) -> None:
        """
        Give an Arrow table a name.
        """

    def run(self, steps: Sequence[Step], values: Mapping[str, Value] | None = None) -> None:
        """
        Run steps in order; each leaves a view or a table of its name.
        """

    def fetch(self, sql: str, values: Mapping[str, Value] | None = None) -> pa.Table:
        """
        The answer to a query, in memory.
        """

    def write_parquet(
        self, query: str, path: Path, values: Mapping[str, Value] | None = None
    ) -> int:
        """
        Write a query's answer to one Parquet file and return its rows.

        The same rows in the same order give the same bytes.
        """

    def drop(self, *names: str) -> None:
        """
        Forget views and tables of these names, where they exist.
        """

    def close(self) -> None:
        """
        Let go of the engine's memory and files.
        """
