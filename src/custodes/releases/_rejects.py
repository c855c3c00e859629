"""
Values that were there and did not convert, kept with where they stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from custodes.records import ColumnType
from custodes.releases._model import REJECT_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.releases._values import Converted


def reject_schema() -> pa.Schema:
    """
    The Arrow schema of `REJECT_COLUMNS`.
    """
    import pyarrow as pa

    kinds = {ColumnType.TEXT: pa.string(), ColumnType.INTEGER: pa.int64()}
    return pa.schema([(c.name, kinds[c.type]) for c in REJECT_COLUMNS])


class RejectWriter:
    """
    A Parquet file of `REJECT_COLUMNS` that exists only if something was rejected.
    """

    def __init__(self, path: Path, place: Mapping[str, str | None], table: str) -> None:
        self._path = path
        self._fixed = {**place, "table_name": table}
        self._writer: Any = None

    @property
    def written(self) -> Path | None:
        """
        The file, where there is one.
        """
        return self._path if self._writer else None

    def write(
        self, column: str, coded: pa.DictionaryArray, read: Converted, status: Any, rows: Any
    ) -> None:
        """
        Keep what of one piece of a column is unreadable.
        """
        import numpy as np
        import pyarrow as pa

        from custodes.releases._values import Status

        if not read.reasons:
            return
        where = np.flatnonzero(status == Status.UNREADABLE)
        places = coded.indices.take(pa.array(where))
        self.add(
            {
                "row": pa.array(rows[where]),
                "column_name": pa.repeat(column, len(where)),
                "reason": pa.array([read.reasons[p] for p in places.to_pylist()], pa.string()),
                "text": coded.dictionary.take(places),
            },
            len(where),
        )

    def add(self, columns: Mapping[str, Any], rows: int) -> None:
        """
        Keep columns of rejected values; those of the file are filled in.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = reject_schema()
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, schema, compression="zstd")
        arrays = [
            columns[f.name].cast(f.type)
            if f.name in columns
            else pa.repeat(pa.scalar(self._fixed.get(f.name), f.type), rows)
            for f in schema
        ]
        self._writer.write_table(pa.table(arrays, schema=schema))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._writer is not None:
            self._writer.close()
