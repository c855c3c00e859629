"""
Unpacking with a budget: what a file says of its own size is not believed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from custodes.errors import FileError, LimitError, Place, UnreadableFileError
from custodes.releases.raw._directory import DAMAGED, REFUSED, Part
from custodes.releases.raw._limits import MIB

PIECE = 1 << 18
_PACKED = 1 << 18
_LOCAL = 30


def part_pieces(path: Path, part: Part) -> Iterator[bytes]:
    """
    The content of a part, a piece at a time.

    Raises:
        UnreadableFileError: the part is damaged, or holds more or less than it declares.
    """
    place = Place(path.name)
    total = 0
    with path.open("rb") as file:
        file.seek(part.offset)
        header = file.read(_LOCAL)
        if len(header) < _LOCAL or header[:4] != b"PK\x03\x04":
            raise _damaged(place)
        name, extra = struct.unpack_from("<HH", header, 26)
        file.seek(name + extra, 1)
        pieces = _deflated(file, part.packed) if part.deflated else _stored(file, part.packed)
        try:
            for piece in pieces:
                total += len(piece)
                if total > part.declared:
                    raise UnreadableFileError(
                        place, "holds a part larger than the workbook declares", REFUSED
                    )
                yield piece
        except zlib.error:
            raise _damaged(place) from None
    if total != part.declared:
        raise _damaged(place)


def _damaged(place: Place) -> FileError:
    return UnreadableFileError(place, "is a damaged or cut-off workbook", DAMAGED)


def _stored(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left > 0 and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        yield piece


def _deflated(file: BinaryIO, left: int) -> Iterator[bytes]:
    engine = zlib.decompressobj(-15)
    packed = b""
    while not engine.eof:
        if not packed:
            packed = file.read(min(_PACKED, left))
            left -= len(packed)
        piece = engine.decompress(packed, PIECE)
        if piece:
            yield piece
        elif not packed:
            raise zlib.error("the stream is cut off")
        packed = engine.unconsumed_tail


def gunzip(file: BinaryIO, place: Place, allowed: int) -> Iterator[bytes]:
    """
    The content of a gzip file of one or more members, no more than `allowed` bytes.

    Raises:
        LimitError: it holds more than that.
        UnreadableFileError: it is damaged or cut off.
    """
    total = 0
    try:
        for piece in _members(file):
            total += len(piece)
            if total > allowed:
                raise LimitError(
                    place,
                    f"inflates to more than the {allowed // MIB:,} MiB allowed",
                    "raise the largest size if you trust where it comes from",
                )
            yield piece
    except zlib.error:
        raise UnreadableFileError(
            place, "is a damaged or cut-off gzip file", "download it again"
        ) from None


def _members(file: BinaryIO) -> Iterator[bytes]:
    packed = file.read(_PACKED)
    while packed:
        engine = zlib.decompressobj(31)
        while not engine.eof:
            packed = packed or file.read(_PACKED)
            piece = engine.decompress(packed, PIECE)
            if piece:
                yield piece
            elif not packed:
                raise zlib.error("the stream is cut off")
            packed = engine.unconsumed_tail
        packed = (engine.unused_data or file.read(_PACKED)).lstrip(b"\x00")
