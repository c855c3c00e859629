"""
From a finished folder to the dataset, in one move.

Killed before the manifest is replaced, the old dataset stands; killed after,
the new one does. What is left over is swept by the next build.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from custodes.errors import CallError
from custodes.provenance import (
    LOCK,
    Manifest,
    StoredFile,
    StoredTable,
    append_log,
    hash_bytes,
    hash_file,
    sync_folder,
    write_atomically,
)

_OURS = re.compile(r"[0-9a-f]{16}(-again)?|[0-9a-f]{32}|spill")
"""Names that builds give to folders in ``data`` and ``work``: a sweep takes no others."""


def claim(folder: Path, current: Manifest | None) -> None:
    """
    Make sure that a folder is a build's to write into and to sweep.

    Raises:
        CallError: it holds files and no mark of a build.
    """
    if current or (folder / LOCK).is_file() or not folder.is_dir():
        return
    if any(not p.name.startswith(".") for p in folder.iterdir()):
        raise CallError(
            f"{folder}: holds files that no build made; name a folder that is new or empty."
        )


def stage(folder: Path, build_id: str, current: Manifest | None) -> Path:
    """
    An empty folder for the tables of a build, which no manifest names.
    """
    used = {Path(f.path).parts[1] for t in current.tables for f in t.files} if current else set()
    name = build_id if build_id not in used else f"{build_id}-again"
    staged = folder / "data" / name
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    return staged


def stored(folder: Path, tables: dict[str, tuple[int, list[Path]]]) -> tuple[StoredTable, ...]:
    """
    What the manifest says of written tables; each file is on disk when this returns.
    """
    found = []
    for name, (rows, paths) in sorted(tables.items()):
        for path in paths:
            _flush(path)
        listed = tuple(
            StoredFile(p.relative_to(folder).as_posix(), hash_file(p), p.stat().st_size)
            for p in paths
        )
        found.append(StoredTable(name, rows, listed))
    return tuple(found)


def commit(folder: Path, staged: Path, manifest: Manifest) -> None:
    """
    Make a staged build the dataset.
    """
    sync_folder(staged)
    sync_folder(staged.parent)
    data = manifest.to_json()
    # The log first: killed in between, it tells of one build too many, and never of one too few.
    append_log(
        folder / "log.jsonl",
        "build",
        {
            "build": manifest.build_id,
            "manifest": hash_bytes(data),
            "files": len(manifest.inputs),
            "rows": sum(t.rows for t in manifest.tables),
        },
    )
    write_atomically(folder / "manifest.json", data)
    sweep(folder, keep={staged.name})


def sweep(folder: Path, keep: set[str], *, work: bool = True) -> None:
    """
    Remove what no manifest names any more; the readings of builds that ended too, if *work*.
    """
    _sweep(folder / "data", keep)
    if work:
        _sweep(folder / "work", set())
        with suppress(OSError):  # not there, or not empty
            (folder / "work").rmdir()


def _sweep(folder: Path, keep: set[str]) -> None:
    for old in sorted(folder.iterdir()) if folder.is_dir() else []:
        if old.name not in keep and _OURS.fullmatch(old.name):
            shutil.rmtree(old, ignore_errors=True)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
