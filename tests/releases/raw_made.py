"""
Raw files for tests of layouts' own readers: from rows in the test, or from a workbook.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa

from custodes.releases._layout import layouts
from custodes.releases._model import Context
from custodes.releases.raw._model import RawFile, RawSheet

Rows = list[list[Any]]


def text(value: Any) -> str | None:
    """
    A cell as raw reading gives it.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)


def raw_from(name: str, sheets: dict[str | None, Rows], work: Path, kind: str = "xlsx") -> RawFile:
    work.mkdir(parents=True, exist_ok=True)
    made = []
    for number, (sheet, rows) in enumerate(sheets.items()):
        width = max(map(len, rows), default=1)
        columns = [
            pa.array([text(r[c]) if c < len(r) else None for r in rows], pa.string())
            for c in range(width)
        ]
        table = pa.table(columns, names=[f"c{c + 1}" for c in range(width)])
        data = work / f"{len(list(work.iterdir()))}.{number}.arrow"
        with pa.ipc.new_file(str(data), table.schema) as out:
            out.write_table(table)
        made.append(RawSheet(sheet, data, 1, len(rows), width))
    sha = hashlib.sha256(f"{name}{sheets}".encode()).hexdigest()
    return RawFile(Path(name), sha, kind, tuple(made), ())


def raw_of_workbook(path: Path, work: Path) -> RawFile:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    rows = {s.title: [list(r) for r in s.iter_rows(values_only=True)] for s in book.worksheets}
    return raw_from(path.name, dict(rows), work)


def context(layout: str, work: Path) -> Context:
    return Context(layout, layouts()[layout].facts, work)
