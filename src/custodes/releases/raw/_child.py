"""
The process that reads files: ``python -I -m custodes.releases.raw._child``.

Jobs come as lines of JSON on standard input; what happens goes as lines of JSON to
standard output. A small file is read by a copy of this process, made when it has
imported all it needs, so that a hundred small files do not start a hundred interpreters;
a large one is read by the process itself, which then ends. Nothing that a file does to
either reaches the process that started it.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from custodes.errors import FileError, LimitError, NoRoomError, Place, UnreadableFileError
from custodes.releases.raw._confine import confine
from custodes.releases.raw._limits import Limits
from custodes.releases.raw._model import RawSheet

_OUT_OF_MEMORY = (
    "needs more memory to read than its size allows",
    "raise the largest size if you trust where it comes from",
)


def main() -> None:
    """
    Read the files that the jobs name, until there are no more.
    """
    for line in sys.stdin:
        job = json.loads(line)
        if job["alone"] or not hasattr(os, "fork"):
            _do(job)
            return
        _import_readers()
        if os.fork() == 0:
            _do(job)
            os._exit(0)
        _, status = os.wait()
        _report({"ended": os.waitstatus_to_exitcode(status)})


def _import_readers() -> None:
    import custodes.releases.raw._columnar
    import custodes.releases.raw._text
    import custodes.releases.raw._workbook  # noqa: F401

    gc.freeze()


def _do(job: dict[str, Any]) -> None:
    """
    Read one file and report; only what kills the process goes unreported.
    """
    confine(job["memory"], job["seconds"], job["bytes"])
    place = Place(Path(job["path"]).name)
    try:
        sheets, notes = _read(job)
    except FileError as error:
        _report({"error": _described(error)})
    except MemoryError:
        _report({"error": _described(LimitError(place, *_OUT_OF_MEMORY))})
    except OSError as error:
        _report({"error": _described(_failed(place, error))})
    except BaseException:  # noqa: BLE001 - a reader's panic is no Exception
        wrong = UnreadableFileError(place, "is damaged: its reader gave up", "download it again")
        _report({"error": _described(wrong)})
    else:
        _report({"sheets": [_listed(s) for s in sheets], "notes": notes})


def _failed(place: Place, error: OSError) -> FileError:
    if error.errno == errno.EFBIG:
        return LimitError(place, "makes more data than its size allows", _OUT_OF_MEMORY[1])
    if error.errno == errno.ENOSPC:
        return NoRoomError(place, "finds no room on the disk to be read", "make room on the disk")
    return UnreadableFileError(place, "cannot be read from its disk", "copy it again")


def _read(job: dict[str, Any]) -> tuple[list[RawSheet], list[str]]:
    path, work, limits = Path(job["path"]), Path(job["work"]), Limits(**job["limits"])
    kind = job["kind"]
    if kind == "xlsx":
        from custodes.releases.raw._workbook import read_workbook

        return read_workbook(path, work, limits, _progress)
    if kind == "csv":
        from custodes.releases.raw._text import read_text

        return read_text(path, work, limits, _progress)
    from custodes.releases.raw._columnar import read_columnar

    return read_columnar(path, work, kind, _progress)


def _listed(sheet: RawSheet) -> list[Any]:
    return [sheet.sheet, str(sheet.data), sheet.first_row, sheet.rows, sheet.columns]


def _described(error: FileError) -> dict[str, Any]:
    place = error.place
    return {
        "kind": type(error).__name__,
        "place": [place.file, place.sheet, place.row, place.column],
        "wrong": error.wrong,
        "do": error.do,
    }


def _progress(done: int, total: int) -> None:
    _report({"progress": [done, total]})


def _report(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
