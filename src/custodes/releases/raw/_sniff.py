"""
What a file is, told from its first bytes and never from its name alone.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from custodes.errors import FileError, Place, UnreadableFileError

HEAD = 1 << 16
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27}) + b"\x7f"

_SIGNS = (
    (b"PAR1", "parquet"),
    (b"ARROW1\x00\x00", "arrow"),
    (b"<stata_dta>", "dta"),
    (b"$FL2", "sav"),
    (b"$FL3", "sav"),
    (b"\x1f\x8b", "gz"),
    (_ZIP, "zip"),
    (_EMPTY_ZIP, "zip"),
)
_REFUSED = (
    (b"%PDF", "is a PDF", "ask for the data as a spreadsheet or csv"),
    (b"FEA1", "is a Feather file of the first version", "save it again as Parquet"),
    (b"BZh", "is compressed with bzip2", "unpack it first"),
    (b"\xfd7zXZ\x00", "is compressed with xz", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is compressed with zstd", "unpack it first"),
    (b"Rar!", "is a rar archive", "unpack it first"),
    (b"SQLite format 3\x00", "is an SQLite database", "export its tables as csv"),
    (b"{\\rtf", "is a text document", "ask for the data as a spreadsheet or csv"),
    (
        b"version https://git-lfs.github.com/spec/",
        "is a Git LFS pointer and not the file itself",
        "run git lfs pull",
    ),
)
_DTA_OLD = {0x69, 0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x73}
_DTA_NEXT = {b"\x01\x01\x00", b"\x02\x01\x00"}
_ENOUGH = 8
_NAMES = {
    "xlsx": {".xlsx", ".xlsm", ".xltx", ".xltm"},
    "csv": {".csv", ".tsv", ".txt", ".psv", ".tab", ".dat", ".gz"},
    "parquet": {".parquet", ".pq"},
    "arrow": {".feather", ".arrow", ".ipc"},
    "dta": {".dta"},
    "sav": {".sav", ".zsav"},
}


def regular_file(path: Path) -> os.stat_result:
    """
    The file's facts, when it is an ordinary file; anything else could hang the reader.
    """
    place = Place(path.name)
    try:
        facts = path.stat()
    except FileNotFoundError:
        raise UnreadableFileError(place, "is not there", "check the path") from None
    except PermissionError:
        raise _closed(place) from None
    except (OSError, RuntimeError, ValueError):
        raise UnreadableFileError(
            place, "is a link that leads nowhere", "remove the link or mend it"
        ) from None
    if stat.S_ISDIR(facts.st_mode):
        raise UnreadableFileError(place, "is a folder", "name the files in it")
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableFileError(
            place, "is a pipe, a socket or a device and not a file", "take it out of the folder"
        )
    if facts.st_size == 0:
        raise UnreadableFileError(place, "is empty", "download it again")
    return facts


def _closed(place: Place) -> FileError:
    return UnreadableFileError(place, "may not be read by this user", "change its permissions")


def sniff(path: Path) -> str:
    """
    The kind of a file: zip, gz, csv, parquet, arrow, dta or sav.

    Raises:
        UnreadableFileError: it is a kind that is not read; the sentence says which.
    """
    place = Place(path.name)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            if head.startswith(_OLE):
                raise _ole(place, head + file.read(8 << 20))
    except PermissionError:
        raise _closed(place) from None
    except OSError:
        raise UnreadableFileError(place, "cannot be read from its disk", "copy it again") from None
    return sniff_bytes(place, head)


def sniff_bytes(place: Place, head: bytes) -> str:
    """
    The kind that the first bytes of a file show.
    """
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    for sign, wrong, do in _REFUSED:
        if head.startswith(sign):
            raise UnreadableFileError(place, wrong, do)
    if head[0] in _DTA_OLD and head[1:4] in _DTA_NEXT:
        return "dta"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1000].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<meta")):
        raise UnreadableFileError(
            place,
            "is a web page, whatever its name says",
            "open it in a spreadsheet program and save it as .xlsx, or download the file again",
        )
    if start.startswith((b"<?xml", b"<!doctype")):
        raise UnreadableFileError(
            place,
            "is an XML document and not a table",
            "open it in a spreadsheet program and save it as .xlsx",
        )
    if not is_text(head):
        raise UnreadableFileError(
            place, "is of no kind that can be read", "give it as xlsx, csv, parquet, dta or sav"
        )
    return "csv"


def is_text(head: bytes) -> bool:
    """
    Whether bytes look like text: no more than a few control characters.
    """
    if head.startswith(_UTF16) or utf16_without_mark(head) is not None:
        return True
    odd = len(head) - len(head.translate(None, _CONTROL))
    return odd <= _ENOUGH + len(head) // 200


def utf16_without_mark(head: bytes) -> str | None:
    """
    The byte order of UTF-16 text that lacks its mark: every other byte is nought.
    """
    even, odd = head[0:4096:2], head[1:4096:2]
    if len(odd) > _ENOUGH:
        if odd.count(0) > 0.9 * len(odd) and even.count(0) < 0.1 * len(even):
            return "utf-16-le"
        if even.count(0) > 0.9 * len(even) and odd.count(0) < 0.1 * len(odd):
            return "utf-16-be"
    return None


def _ole(place: Place, content: bytes) -> FileError:
    if any(mark in content for mark in _ENCRYPTED):
        return UnreadableFileError(
            place, "is encrypted", "open it in a spreadsheet program and remove the password"
        )
    return UnreadableFileError(
        place,
        "is a workbook or document of the old kind, from before 2007",
        "open it in a spreadsheet program and save it as .xlsx",
    )


def misnamed(path: Path, kind: str) -> str | None:
    """
    A note when the name of a file promises another kind than its content.
    """
    suffix = path.suffix.lower()
    if not suffix or suffix in _NAMES[kind]:
        return None
    if any(suffix in names for names in _NAMES.values()) or suffix in {".xls", ".xlsb", ".ods"}:
        return f"The name ends in {suffix}, but the content is {kind}; it was read as {kind}."
    return None
