"""
Delimited text, plain or in gzip: every line a record, its number the line's number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from custodes.errors import Place, UnreadableFileError
from custodes.releases.raw._dialect import dialect
from custodes.releases.raw._inflate import PIECE, gunzip
from custodes.releases.raw._limits import Limits
from custodes.releases.raw._lines import Oddities, blocks
from custodes.releases.raw._model import Progress, RawSheet
from custodes.releases.raw._records import Parser
from custodes.releases.raw._sniff import HEAD, sniff_bytes
from custodes.releases.raw._store import TextWriter

_GZIP = b"\x1f\x8b"


def read_text(
    path: Path, work: Path, limits: Limits, progress: Progress
) -> tuple[list[RawSheet], list[str]]:
    """
    A delimited text and the notes on it; to be run in a child process.

    Raises:
        UnreadableFileError: it is no text, or its compression is damaged.
        LimitError: it inflates to more than allowed, or a line has no end.
    """
    place = Place(path.name)
    size = path.stat().st_size
    met = Oddities()
    with path.open("rb") as file, TextWriter(work / "text.arrow") as writer:
        whole = blocks(_pieces(file, place, limits.inflated(size)), met, place)
        first = next(whole, b"")
        parser = Parser(path.name, dialect(first))
        for block in chain([first], whole):
            columns, rows = parser.columns(block)
            if rows:
                writer.add(columns, rows)
            progress(min(file.tell(), size), size)
        columns, rows = parser.columns(b"", last=True)
        if rows:
            writer.add(columns, rows)
        if not writer.rows:
            raise UnreadableFileError(place, "holds no lines", "download it again")
        sheet = writer.finish(None, 1)
    return [sheet], met.notes() + parser.met.notes()


def _pieces(file: BinaryIO, place: Place, allowed: int) -> Iterator[bytes]:
    """
    The text in pieces, unpacked; what is packed must be text too.
    """
    packed = file.read(2) == _GZIP
    file.seek(0)
    pieces = gunzip(file, place, allowed) if packed else iter(lambda: file.read(PIECE), b"")
    first = next(pieces, b"")
    if packed and sniff_bytes(place, first[:HEAD]) != "csv":
        raise UnreadableFileError(
            place, "is a gzip file with something other than text in it", "unpack it first"
        )
    return chain([first], pieces)
