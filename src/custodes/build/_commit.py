"""
From a finished folder to the dataset, in one move.

Killed before the manifest is replaced, the old dataset stands; killed after,
the new one does. What is left over is swept by the next build.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from custodes.provenance import (
    Manifest,
    StoredFile,
    StoredTable,
    append_log,
    hash_bytes,
    hash_file,
    sync_folder,
    write_atomically,
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
    write_atomically(folder / "manifest.json", data)
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
    sweep(folder, keep={staged.name})


def sweep(folder: Path, keep: set[str], *, work: bool = True) -> None:
    """
    Remove what no manifest names any more; the readings of builds that ended too, if *work*.
    """
    data = folder / "data"
    for old in sorted(data.iterdir()) if data.is_dir() else []:
        if old.name not in keep:
            shutil.rmtree(old, ignore_errors=True)
    if work:
        shutil.rmtree(folder / "work", ignore_errors=True)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
