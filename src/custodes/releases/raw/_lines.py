"""
Text in blocks of whole lines, as UTF-8, whatever its encoding was.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from custodes.errors import LimitError, Place
from custodes.releases.raw._limits import MIB
from custodes.releases.raw._sniff import utf16_without_mark

_ENOUGH = 4096
_LONGEST = 16 * MIB
_MARK = b"\xef\xbb\xbf"
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(slots=True)
class Oddities:
    """
    What was met while decoding.

    Attributes:
        encoding: as far as it was told from the first bytes.
        foreign: lines that were not UTF-8 and were read as Windows-1252.
        first_foreign: the first of them.
        nuls: NUL characters left out.
    """

    encoding: str = "utf-8"
    foreign: int = 0
    first_foreign: int = 0
    nuls: int = 0

    def notes(self) -> list[str]:
        said = []
        if self.encoding != "utf-8":
            said.append(f"The text is in {self.encoding.upper()}.")
        if self.foreign:
            said.append(
                f"{self.foreign:,} lines, the first of them line {self.first_foreign:,}, are not "
                "UTF-8 and were read as Windows-1252."
            )
        if self.nuls:
            said.append(f"{self.nuls:,} NUL characters were left out.")
        return said


def blocks(pieces: Iterable[bytes], met: Oddities, place: Place) -> Iterator[bytes]:
    """
    Blocks of whole lines ended by a line feed each, in UTF-8.

    Raises:
        LimitError: a line has no end.
    """
    line = 0
    for found in _whole_lines(_narrow(iter(pieces), met), place):
        block = found
        if b"\x00" in block:
            met.nuls += block.count(0)
            block = block.replace(b"\x00", b"")
        try:
            if not block.isascii():
                block.decode()
        except UnicodeDecodeError:
            block = _mend(block, line, met)
        line += block.count(b"\n")
        yield block


def _narrow(pieces: Iterator[bytes], met: Oddities) -> Iterator[bytes]:
    """
    UTF-16 as UTF-8; everything else as it is, without its mark.
    """
    head = next(pieces, b"")
    while len(head) < _ENOUGH and (more := next(pieces, b"")):
        head += more
    wide = _WIDE.get(head[:2]) or utf16_without_mark(head)
    if wide is None:
        yield head.removeprefix(_MARK)
        yield from pieces
        return
    met.encoding = "utf-16"
    decoder = codecs.getincrementaldecoder(wide)("replace")
    text = decoder.decode(head).removeprefix("\ufeff")
    yield text.encode("utf-8", "replace")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _whole_lines(pieces: Iterable[bytes], place: Place) -> Iterator[bytes]:
    r"""
    Cut between lines; ``\r\n`` and, where a file knows no other, ``\r`` end a line too.
    """
    rest = b""
    old = None
    for piece in pieces:
        if old is None:
            old = b"\n" not in piece and b"\r" in piece.rstrip(b"\r")
        rest += piece.replace(b"\r", b"\n") if old else piece
        cut = rest.rfind(b"\n") + 1
        if cut:
            yield rest[:cut].replace(b"\r\n", b"\n")
            rest = rest[cut:]
        elif len(rest) > _LONGEST:
            raise LimitError(
                place,
                f"holds a line of more than {_LONGEST // MIB} MiB",
                "check that the file is a table",
            )
    if rest:
        yield rest.replace(b"\r\n", b"\n") + b"\n"


def _mend(block: bytes, before: int, met: Oddities) -> bytes:
    lines = block.split(b"\n")
    for index, line in enumerate(lines):
        try:
            line.decode()
        except UnicodeDecodeError:
            met.foreign += 1
            met.first_foreign = met.first_foreign or before + index + 1
            lines[index] = line.decode("cp1252", "replace").encode()
    return b"\n".join(lines)
