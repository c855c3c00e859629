"""
Made-up rows as Parquet with the raw headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from custodes.synthetic._columns import arrow_array, arrow_type
from custodes.synthetic._frame import Column
from custodes.synthetic._layouts import Layout
from custodes.synthetic._sinks import ALL_YEARS, NOWHERE, Written


@dataclass
class ParquetSink:
    """
    One Parquet file a table, with the raw headers; its first data row is row 1.
    """

    folder: Path
    layout: Layout
    table: str
    facts: Mapping[str, str]
    places: list[tuple[str, str | None]] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    last: Written = NOWHERE
    _writer: Any = None
    _rows: int = 0

    def write(self, columns: list[Column]) -> Iterator[int]:
        """
        Write one row group.
        """
        import pyarrow as pa

        names = list(zip(self.layout.fields(self.table), columns, strict=True))
        if self._writer is None:
            self._open([arrow_type(n, c) for n, c in names])
        arrays = [arrow_array(n, c) for n, c in names]
        table = pa.table(arrays, names=list(self.layout.headers[self.table]))
        size = table.num_rows
        if size:
            self._writer.write_table(table, row_group_size=size)
        rows = np.arange(self._rows + 1, self._rows + size + 1)
        self._rows += size
        self.last = Written(np.zeros(size, np.int64), rows)
        yield size

    def _open(self, kinds: list[Any]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.folder / f"{self.layout.stem(self.table, ALL_YEARS)}.parquet"
        self.paths.append(path)
        self.places.append((path.name, None))
        text = pa.dictionary(pa.int32(), pa.string())
        named = zip(self.layout.headers[self.table], kinds, strict=True)
        schema = pa.schema([(h, text if k == pa.string() else k) for h, k in named])
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", store_schema=False)
        self._writer.add_key_value_metadata(dict(self.facts))

    def close(self) -> None:
        """
        Write the footer.
        """
        if self._writer is not None:
            self._writer.close()
