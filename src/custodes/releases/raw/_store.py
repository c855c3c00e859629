"""
Text columns in Arrow IPC files, written a batch at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from custodes.releases.raw._model import RawSheet

BATCH = 1 << 16


class TextWriter:
    """
    Batches of text columns into one file; a batch wider than those before widens all.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parts: list[Path] = []
        self._writer: Any = None
        self._width = -1
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def add(self, columns: Sequence[Any], rows: int) -> None:
        """
        Write one batch of text arrays, the leftmost first.
        """
        if len(columns) > self._width:
            self._begin(len(columns))
        blank = [pa.nulls(rows, pa.string())] * (self._width - len(columns))
        batch = pa.record_batch([*columns, *blank], schema=text_schema(self._width))
        for start in range(0, rows, BATCH):
            self._writer.write_batch(batch.slice(start, BATCH))
        self.rows += rows

    def finish(self, sheet: str | None, first_row: int) -> RawSheet:
        """
        Close the file, widening what was written before its widest row was known.
        """
        if self._writer is None:
            self._begin(0)
        self._writer.close()
        self._writer = None
        if len(self._parts) > 1:
            self._merge()
        else:
            self._parts[0].replace(self._path)
        return RawSheet(sheet, self._path, first_row, self.rows, self._width)

    def _begin(self, width: int) -> None:
        if self._writer is not None:
            self._writer.close()
        self._width = width
        part = self._path.with_suffix(f".{len(self._parts)}.part")
        self._parts.append(part)
        self._writer = pa.ipc.new_file(str(part), text_schema(width))

    def _merge(self) -> None:
        schema = text_schema(self._width)
        with pa.ipc.new_file(str(self._path), schema) as merged:
            for part in self._parts:
                for batch in _batches(part):
                    lacking = self._width - batch.num_columns
                    blank = [pa.nulls(batch.num_rows, pa.string())] * lacking
                    merged.write_batch(pa.record_batch([*batch.columns, *blank], schema=schema))
                part.unlink()


def _batches(path: Path) -> Iterable[Any]:
    with pa.memory_map(str(path)) as source:
        reader = pa.ipc.open_file(source)
        for index in range(reader.num_record_batches):
            yield reader.get_batch(index)


def text_schema(width: int) -> Any:
    """
    The schema of a sheet: text columns c1 to cN.
    """
    return pa.schema([(f"c{i}", pa.string()) for i in range(1, width + 1)])
