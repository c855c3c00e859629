"""
Reading every file of a build, two at a time, taking up what an earlier build finished.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from custodes.build._cache import clear, finish, finished, place
from custodes.build._options import Options, Progress
from custodes.errors import FileError, NoRoomError, NotRecognisedError, Place, UnreadableFileError
from custodes.provenance import Problem, hash_file
from custodes.releases import ReadFile, read_file

READERS = 2
"""Each reading is a process of its own with its own memory; two is what two cores can use."""
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))
"""A full disk is no fault of one file: a dataset without the rest would look whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What came of one file: its tables, or the sentence that says why not.
    """

    path: Path
    read: ReadFile | None
    problem: Problem | None


def read_all(paths: Sequence[Path], work: Path, options: Options, tell: Progress) -> list[Reading]:
    """
    Read files into a work folder.

    Args:
        paths: Regular files, each once.
        work: Where finished readings are kept until the build ends.
        options: The limits of a reading.
        tell: Told bytes read and bytes in all.

    Returns:
        One reading a file, in the order of *paths*, whatever order they ended in.
    """
    sizes = {p: p.stat().st_size for p in paths}
    total, done = sum(sizes.values()), 0
    readings: dict[Path, Reading] = {}
    places: dict[Path, Lock] = {}
    with ThreadPoolExecutor(READERS) as pool:
        # The largest first, so that no core waits for one that started last.
        waiting = {
            pool.submit(_read_one, p, work, options, places): p
            for p in sorted(paths, key=lambda p: -sizes[p])
        }
        try:
            for ended in as_completed(waiting):
                readings[waiting[ended]] = ended.result()
                done += sizes[waiting[ended]]
                tell("reading", done, total)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [readings[p] for p in paths]


def _read_one(path: Path, work: Path, options: Options, places: dict[Path, Lock]) -> Reading:
    try:
        folder = place(work, path, hash_file(path))
        # Copies of one file under one name share a place: the second takes up what the first read.
        with places.setdefault(folder, Lock()):
            read = finished(folder)
            if read is None:
                clear(folder)
                read = read_file(path, folder, limits=options.limits)
                finish(folder, read)
        return Reading(path, read, None)
    except NoRoomError:
        raise
    except FileError as e:
        return Reading(path, None, problem(e))
    except OSError as e:
        if e.errno in _FULL:
            raise
        why = (e.strerror or "it cannot be opened").lower()
        gone = UnreadableFileError(
            Place(path.name), why, "check that it can be read, and build again"
        )
        return Reading(path, None, problem(gone))
    except Exception as e:  # noqa: BLE001  one file's fault must not cost the user all the others
        fault = UnreadableFileError(
            Place(path.name),
            f"the reader failed on it ({type(e).__name__}), which is a fault of ours",
            "report it with the output of 'custodes inspect' under CUSTODES_TRACEBACK=1",
        )
        return Reading(path, None, problem(fault))


def problem(error: FileError) -> Problem:
    """
    What the manifest keeps of an error.
    """
    kind = type(error).__name__.removesuffix("Error")
    return Problem(error.place.file, kind, str(error))


def not_a_release(problems: Iterable[Problem]) -> list[Problem]:
    """
    Those of files that are no release at all, among others that are.
    """
    kind = NotRecognisedError.__name__.removesuffix("Error")
    return [p for p in problems if p.kind == kind]
