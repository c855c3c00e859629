"""
Reading one file: what it is, how much it may take, a child process that does the work.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from custodes.errors import Place, UnreadableFileError
from custodes.releases.raw._directory import workbook_parts
from custodes.releases.raw._limits import Limits
from custodes.releases.raw._model import Progress, RawFile
from custodes.releases.raw._parent import Job, run
from custodes.releases.raw._sniff import misnamed, regular_file, sniff

_DEFAULT = Limits()


def read_raw(
    path: Path, work: Path, *, limits: Limits = _DEFAULT, progress: Progress | None = None
) -> RawFile:
    """
    Read a file as it came, every cell as text.

    Args:
        path: the file; its kind is told from its content.
        work: folder for this file's Arrow files, made if need be; nothing is written
            elsewhere, and after an error it holds nothing of use.
        limits: ceilings on memory, time and size.
        progress: called with the bytes done and in all.

    Raises:
        UnreadableFileError: the file is broken, encrypted, hostile or of no kind that is read.
        LimitError: reading it would take more than allowed.
    """
    path = Path(path)
    size = regular_file(path).st_size
    kind = sniff(path)
    content = size
    if kind == "zip":
        content = sum(p.declared for p in workbook_parts(path, limits))
        kind = "xlsx"
    elif kind == "gz":
        content = limits.inflated(size)
        kind = "csv"
    elif kind != "csv":
        content = limits.inflated(size)
    digest = _sha256(path)
    work.mkdir(parents=True, exist_ok=True)
    job = Job(path.absolute(), work.absolute(), kind, limits, size, content)
    sheets, notes = run(job, progress)
    renamed = misnamed(path, kind)
    return RawFile(path, digest, kind, tuple(sheets), ((renamed,) if renamed else ()) + notes)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise UnreadableFileError(
            Place(path.name), "cannot be read from its disk", "copy it again"
        ) from None
