"""
Parquet, Arrow, Stata and SPSS: typed columns as text, a batch at a time.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa

from custodes.errors import Place, UnreadableFileError
from custodes.releases.raw._as_text import as_text
from custodes.releases.raw._model import Progress, RawSheet
from custodes.releases.raw._store import BATCH, TextWriter

MADE_UP = "SYNTHETIC DATA: the file says of itself that no agency made it."
"""Note on a made-up file, which may have lost its name."""

Table = tuple[list[str], int, Iterator[list[Any]], list[str]]
"""Names, rows (-1: not known), batches of columns, notes that grow while they are read."""


def read_columnar(
    path: Path, work: Path, kind: str, progress: Progress
) -> tuple[list[RawSheet], list[str]]:
    """
    A file of typed columns as one sheet, its names the first record.

    Raises:
        UnreadableFileError: it is damaged, or gives fewer rows than it declares.
    """
    place = Place(path.name)
    damaged = UnreadableFileError(place, f"is a damaged {kind} file", "download it again")
    try:
        names, declared, batches, notes = _OPEN[kind](path)
        with TextWriter(work / "table.arrow") as writer:
            writer.add([pa.array([name], pa.string()) for name in names], 1)
            for columns in batches:
                if columns:
                    writer.add([as_text(c) for c in columns], len(columns[0]))
                progress(writer.rows - 1, max(declared, writer.rows - 1))
            sheet = writer.finish(None, 0)
    except (pa.ArrowException, OSError, ValueError, KeyError, OverflowError) as e:
        if isinstance(e, OSError) and e.errno == errno.ENOSPC:
            raise  # the disk's fault and not the file's
        raise damaged from None
    if declared not in {-1, sheet.rows - 1}:
        raise damaged
    return [sheet], notes


def _parquet(path: Path) -> Table:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path, memory_map=False, pre_buffer=False)
    batches = (b.columns for b in file.iter_batches(BATCH, use_threads=False))
    made_up = (file.metadata.metadata or {}).get(b"custodes.synthetic") == b"yes"
    return file.schema_arrow.names, file.metadata.num_rows, batches, [MADE_UP] if made_up else []


def _arrow(path: Path) -> Table:
    reader = pa.ipc.open_file(pa.memory_map(str(path)))
    batches = (
        reader.get_batch(i).slice(start, BATCH).columns
        for i in range(reader.num_record_batches)
        for start in range(0, reader.get_batch(i).num_rows, BATCH)
    )
    return reader.schema.names, -1, batches, []


def _stata(path: Path) -> Table:
    import pyreadstat

    return _statistical(path, pyreadstat.read_dta)


def _spss(path: Path) -> Table:
    import pyreadstat

    return _statistical(path, pyreadstat.read_sav)


def _statistical(path: Path, read: Callable[..., Any]) -> Table:
    """
    A file that pyreadstat reads; numbers with labels become their labels.
    """
    import pyreadstat

    damaged = UnreadableFileError(Place(path.name), "is damaged", "download it again")
    notes: list[str] = []

    def load(**how: Any) -> Any:
        try:
            return read(str(path), output_format="dict", **how)
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError):
            raise damaged from None

    try:
        _, facts = load(metadataonly=True)
        how = {}
    except UnicodeDecodeError:
        how = {"encoding": "WINDOWS-1252"}
        _, facts = load(metadataonly=True, **how)
        notes.append("The text is not UTF-8 and was read as Windows-1252.")
    labels = facts.variable_value_labels
    if labels:
        notes.append(f"{len(labels)} columns hold numbers with labels; the labels were read.")
    rows = facts.number_rows if facts.number_rows is not None else -1

    def batches() -> Iterator[list[Any]]:
        for start in range(0, rows, BATCH) if rows >= 0 else count(0, BATCH):
            content, _ = load(row_offset=start, row_limit=BATCH, **how)
            columns = [_array(v, labels.get(n, {})) for n, v in content.items()]
            yield columns
            if not columns or len(columns[0]) < BATCH:
                return

    return facts.column_names, rows, batches(), notes


def _array(values: list[Any], labels: dict[Any, str]) -> Any:
    if labels:
        values = [labels.get(v, v) if v is not None else None for v in values]
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        texts = [None if v is None else as_text(pa.array([v]))[0].as_py() for v in values]
        return pa.array(texts, pa.string())


_OPEN: dict[str, Callable[[Path], Table]] = {
    "parquet": _parquet,
    "arrow": _arrow,
    "dta": _stata,
    "sav": _spss,
}
