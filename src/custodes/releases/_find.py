"""
The files that a call names: itself, or everything below a folder, in one order.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from custodes.errors import DatasetError, FileError, Place, UnreadableFileError
from custodes.provenance import Dataset

_BUILT = frozenset(("data", "work", "manifest.json", "log.jsonl"))
"""What a dataset holds: made from releases, and none itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """
    What is there to read, and what cannot be.
    """

    files: tuple[Path, ...]
    """Regular files, each once, sorted within each folder."""
    problems: tuple[FileError, ...]
    """Links in a circle, pipes, folders that cannot be listed."""


def find_files(paths: Iterable[Path]) -> Found:
    """
    Every file that paths name.

    Files that hide (``.name``) or lock (``~$name.xlsx``) are passed over in a folder and
    taken where they are named themselves. A link is followed once: a file reached twice
    is read once, and a folder reached again is not walked again. What a build made is
    passed over wherever a dataset lies.
    """
    files: dict[Path, Path] = {}
    walked: set[Path] = set()
    problems: list[FileError] = []
    for path in paths:
        for found in _below(path, walked):
            if isinstance(found, FileError):
                problems.append(found)
            else:
                files.setdefault(found.resolve(), found)
    return Found(tuple(files.values()), tuple(problems))


def _below(path: Path, walked: set[Path]) -> Iterator[Path | FileError]:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        shown = Path(os.fsencode(path).decode("utf-8", "backslashreplace"))
        yield _problem(shown, "has a name or a folder's name that is not UTF-8", "rename it")
        return
    try:
        mode = path.stat().st_mode
    except OSError as e:
        yield _problem(path, _why(path, e), "check the path")
        return
    if stat.S_ISREG(mode):
        if os.access(path, os.R_OK):
            yield path
        else:
            yield _problem(path, "may not be read", "ask for leave to read it")
    elif stat.S_ISDIR(mode):
        yield from _inside(path, walked)
    else:
        yield _problem(path, "is no file but a pipe, a socket or a device", "leave it out")


def _inside(folder: Path, walked: set[Path]) -> Iterator[Path | FileError]:
    real = folder.resolve()
    if real in walked:
        return
    walked.add(real)
    try:
        names = sorted(p.name for p in folder.iterdir())
    except OSError as e:
        yield _problem(folder, _why(folder, e), "ask for leave to list it")
        return
    built = _BUILT if _is_dataset(folder) else frozenset()
    for name in names:
        if not name.startswith((".", "~$")) and name not in built:
            yield from _below(folder / name, walked)


def _is_dataset(folder: Path) -> bool:
    try:
        Dataset.open(folder)
    except (DatasetError, OSError):
        return False
    return True


def _why(path: Path, error: OSError) -> str:
    if path.is_symlink():
        return "is a link that leads nowhere or in a circle"
    return (error.strerror or "cannot be opened").lower()


def _problem(path: Path, wrong: str, do: str) -> FileError:
    return UnreadableFileError(Place(path.name or str(path)), wrong, do)
