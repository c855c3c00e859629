"""
The table of contents of a zip file, judged before anything in it is unpacked.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from custodes.errors import FileError, LimitError, Place, UnreadableFileError
from custodes.releases.raw._limits import MIB, Limits

MAX_PARTS = 2_000
_MAX_DIRECTORY = 2 * MIB
_TAIL = 65_557
_UNSAID, _UNSAID_LENGTH = 0xFFFF, 0xFFFFFFFF
"""What the old end of a zip file says when the numbers stand in the new one."""

_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_LOCAL = 30

DAMAGED = "download it again, or open it in a spreadsheet program and save it as .xlsx"
REFUSED = "ask where it comes from; no spreadsheet program writes such a file"


@dataclass(frozen=True, slots=True)
class Part:
    """
    One part of a workbook as the table of contents describes it.
    """

    name: str
    offset: int
    packed: int
    declared: int
    deflated: bool


def workbook_parts(path: Path, limits: Limits) -> tuple[Part, ...]:
    """
    The parts of a workbook.

    Raises:
        UnreadableFileError: it is no workbook, or one that was tampered with.
        LimitError: it declares more content than it may.
    """
    place = Place(path.name)
    size = path.stat().st_size
    infos = _infos(path, place)
    _check_kind(place, [i.filename for i in infos])
    _check_entries(place, infos)
    _check_overlap(place, infos, size)
    declared = sum(i.file_size for i in infos)
    allowed = limits.inflated(size)
    if declared > allowed:
        raise LimitError(
            place,
            f"declares {declared // MIB:,} MiB of content in {max(1, size // MIB):,} MiB, "
            f"where {allowed // MIB:,} MiB are allowed",
            "raise the largest size if you trust where it comes from",
        )
    return tuple(
        Part(
            i.filename,
            i.header_offset,
            i.compress_size,
            i.file_size,
            i.compress_type == _DEFLATED,
        )
        for i in infos
        if not i.filename.endswith(
            "/"
        )  # as ZipInfo.is_dir, which falls over a member without a name
    )


def _infos(path: Path, place: Place) -> list[zipfile.ZipInfo]:
    damaged = UnreadableFileError(place, "is a damaged or cut-off zip file", DAMAGED)
    try:
        _check_end(path, place)
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except FileError:
        raise
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        OverflowError,
        OSError,
        EOFError,
        struct.error,
        MemoryError,
    ):
        raise damaged from None
    if not infos:
        raise UnreadableFileError(place, "is a zip file with nothing in it", DAMAGED)
    return infos


def _check_end(path: Path, place: Place) -> None:
    """
    Refuse a table of contents too long to be one, before it is read.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return
    entries, length = struct.unpack_from("<HI", tail, at + 10)
    too_many = MAX_PARTS < entries < _UNSAID
    if too_many or _MAX_DIRECTORY < length < _UNSAID_LENGTH:
        raise _too_many(place, entries)


def _too_many(place: Place, entries: int) -> FileError:
    return LimitError(
        place, f"holds {entries:,} parts where a workbook has at most {MAX_PARTS:,}", REFUSED
    )


def _check_kind(place: Place, names: list[str]) -> None:
    lower = [n.lower() for n in names]
    if any(n.startswith("xl/") and n.endswith("workbook.xml") for n in lower):
        return
    save = "open it in a spreadsheet program and save it as .xlsx"
    if any(n.endswith("workbook.bin") for n in lower):
        raise UnreadableFileError(place, "is a binary workbook (.xlsb)", save)
    if "mimetype" in lower and "content.xml" in lower:
        raise UnreadableFileError(place, "is an OpenDocument file", save)
    if any(n.startswith(("word/", "ppt/")) for n in lower):
        raise UnreadableFileError(
            place, "is a document and not a workbook", "ask for the data as a spreadsheet or csv"
        )
    raise UnreadableFileError(
        place, "is a zip archive and not a workbook", "unpack it and give the files in it"
    )


def _check_entries(place: Place, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_PARTS:
        raise _too_many(place, len(infos))
    seen = set()
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
            raise UnreadableFileError(
                place, "holds a part whose name leads out of the workbook", REFUSED
            )
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFileError(
                place, "is encrypted", "open it in a spreadsheet program and remove the password"
            )
        if info.compress_type not in {_STORED, _DEFLATED}:
            raise UnreadableFileError(place, "is packed in a way that workbooks are not", DAMAGED)
        if name.lower() in seen:
            raise UnreadableFileError(place, "holds two parts of the same name", REFUSED)
        seen.add(name.lower())


def _check_overlap(place: Place, infos: list[zipfile.ZipInfo], size: int) -> None:
    """
    Parts that share bytes multiply a small file into a large one.
    """
    end = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            raise UnreadableFileError(place, "holds parts that overlap", REFUSED)
        end = info.header_offset + _LOCAL + info.compress_size
        if end > size:
            raise UnreadableFileError(place, "is a damaged or cut-off zip file", DAMAGED)
