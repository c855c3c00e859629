"""
What an interrupted build had finished: one folder a file that was read to its end.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from custodes import __version__
from custodes.provenance import hash_bytes, write_atomically
from custodes.releases import FieldCount, ReadFile, ReadTable, Unmapped

_DONE = "done.json"


def place(work: Path, path: Path, sha256: str) -> Path:
    """
    The folder of one file's reading.

    The name counts, since rows carry it, and its folder's, which may tell the
    release; so does every layout and line of the reading room, so that a newer
    version does not take up an older one's work.
    """
    key = f"{_reader()}\n{path.parent.name}\n{path.name}\n{sha256}"
    return work / hash_bytes(key.encode("utf-8", "surrogateescape"))[:32]


def clear(folder: Path) -> None:
    """
    Empty a folder that an unfinished reading left.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def finished(folder: Path) -> ReadFile | None:
    """
    The reading that was finished in a folder; null: none was.
    """
    done = folder / _DONE
    return _load(json.loads(done.read_text("utf-8")), folder) if done.is_file() else None


def finish(folder: Path, read: ReadFile) -> None:
    """
    Mark a reading as finished; only now will it be taken up again.
    """
    # asdict rebuilds a mapping by its own type, which a Counter takes for a count of pairs.
    plain = [replace(t, rejected=dict(t.rejected)) for t in read.tables]
    raw = asdict(replace(read, tables=tuple(plain)))
    for table in raw["tables"]:
        table["parquet"] = table["parquet"].name
        table["rejects"] = table["rejects"].name if table["rejects"] else None
    raw["path"] = str(raw["path"])
    write_atomically(folder / _DONE, json.dumps(raw, default=_iso).encode())


@cache
def _reader() -> str:
    found = sorted(_sources(files("custodes.releases")) + _sources(files("custodes.records")))
    return hash_bytes("\n".join([__version__, *found]).encode())


def _sources(folder: Traversable) -> list[str]:
    found: list[str] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _sources(entry)
        elif entry.name.endswith((".py", ".toml", ".sql", ".tsv")):
            found.append(f"{entry.name} {hash_bytes(entry.read_bytes())}")
    return found


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _load(raw: dict[str, Any], folder: Path) -> ReadFile:
    tables = tuple(
        ReadTable(
            **{
                **t,
                "parquet": _found(folder, t["parquet"]),
                "rejects": _found(folder, t["rejects"]) if t["rejects"] else None,
                "extracted": _day(t["extracted"]),
                "first": _day(t["first"]),
                "last": _day(t["last"]),
                "fields": tuple(FieldCount(**f) for f in t["fields"]),
                "unmapped": tuple(Unmapped(**u) for u in t["unmapped"]),
                "notes": tuple(t["notes"]),
            }
        )
        for t in raw["tables"]
    )
    return ReadFile(
        path=Path(raw["path"]),
        sha256=raw["sha256"],
        kind=raw["kind"],
        known_as=raw["known_as"],
        tables=tables,
        notes=tuple(raw["notes"]),
    )


def _found(folder: Path, name: str) -> Path:
    return next(p for p in folder.rglob(name) if p.is_file())
