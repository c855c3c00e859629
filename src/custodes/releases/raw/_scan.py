"""
A look over the XML of a workbook before a reader parses it, in searches that run in C.

What kills readers is refused here: entities, one cell far from all others, rows outside
a sheet or out of order, a row or a text without end. What is counted here is compared
with what the reader gives back, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from custodes.errors import FileError, LimitError, Place, UnreadableFileError
from custodes.releases.raw._columns import LAST_COLUMN, column_number, outside
from custodes.releases.raw._directory import DAMAGED, REFUSED
from custodes.releases.raw._limits import MIB, Limits

LAST_ROW = 1_048_576
_LONGEST_ROW = 32 * MIB
_LONGEST_TEXT = 4 * MIB
_EVERY = 64
"""Pieces of a sheet, some 16 MiB, that are searched for far columns and formulas."""

_THEN = 8
"""After these only one piece in so many: the child's memory is the guard that holds, and a
cell missed here shows in the width of what was read."""

_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet[\s>/]")
_NO_CELLS = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:chartsheet|dialogsheet|macrosheet)[\s>/]")
_SHEET_DATA = rb"<(?:[A-Za-z_][\w.-]*:)?sheetData(?:\s[^>]*)?/>"
_FRACTION = re.compile(rb":\d\d\.\d{3}<")


@dataclass(slots=True)
class SheetFacts:
    """
    What a look over a sheet's XML showed.

    Attributes:
        prefix: XML prefix of its tags, such as ``x:``.
        rows: rows written, blank ones too.
        last_row: number of the last of them.
        last_filled: number of the last that has a cell not written as blank.
        cells: cells that are not written as blank.
        first_column: column of the leftmost such cell; 0 where there is none.
        last_column: column of the rightmost.
        formulas: cells with a formula, in the pieces searched for them.
        searched: every piece was searched.
    """

    prefix: bytes = b""
    rows: int = 0
    last_row: int = 0
    last_filled: int = 0
    cells: int = 0
    first_column: int = 0
    last_column: int = 0
    formulas: int = 0
    searched: bool = True


def scan_sheet(pieces: Iterable[bytes], place: Place, limits: Limits) -> SheetFacts | None:
    """
    Look over one sheet; None when it is of a kind without cells, such as a chart.

    Raises:
        UnreadableFileError: it holds what no spreadsheet program writes, or is cut off.
        LimitError: it spans more cells than it may.
    """
    stream = iter(pieces)
    head = _head(stream, place)
    root = _ROOT.search(head)
    if root is None:
        if not _NO_CELLS.search(head):
            raise UnreadableFileError(place, "is no sheet of a known kind", DAMAGED)
        return None
    facts = SheetFacts(prefix=root[1] + b":" if root[1] else b"")
    look = _Look(facts, place)
    for rows in whole_rows(_chain(head, stream), facts.prefix, place):
        look.over(rows)
    allowed = limits.cells(facts.cells)
    if facts.last_filled * facts.last_column > allowed:
        raise LimitError(
            place,
            f"spans {facts.last_filled:,} rows by {facts.last_column:,} columns with only "
            f"{facts.cells:,} cells filled, where {allowed:,} cells are allowed",
            "remove what lies far from the table, or raise the largest size",
        )
    return facts


def scan_other(pieces: Iterable[bytes], place: Place) -> bool:
    """
    Look over a part that is no sheet: no entities, no text without end.

    Returns:
        Whether a text in it ends like a time with thousandths of a second.
    """
    stream = iter(pieces)
    rest = _head(stream, place)
    fraction = False
    while rest:
        cut = max(rest.rfind(b"<"), 0)
        refuse_entities(rest, place)
        fraction = fraction or _FRACTION.search(rest) is not None
        piece = next(stream, b"")
        rest = rest[cut:] + piece if piece else b""
        if len(rest) > _LONGEST_TEXT:
            raise LimitError(
                place, f"holds one text of more than {_LONGEST_TEXT // MIB} MiB", REFUSED
            )
    return fraction


def refuse_entities(piece: bytes, place: Place) -> None:
    """
    Refuse XML that declares a document type or an entity, the stuff of bombs and leaks.
    """
    if _ENTITIES.search(piece):
        raise UnreadableFileError(place, "holds XML entities, which workbooks never do", REFUSED)


def whole_rows(pieces: Iterable[bytes], prefix: bytes, place: Place) -> Iterator[bytes]:
    """
    The XML of a sheet cut between rows, up to the end of its data.
    """
    start = b"<" + prefix + b"row"
    end = b"</" + prefix + b"sheetData"
    rest = bytearray()
    for piece in pieces:
        known = max(0, len(rest) - len(end))
        rest += piece
        cut = rest.rfind(start, known)
        if cut > 0:
            yield bytes(memoryview(rest)[:cut])
            del rest[:cut]
        elif (cut := rest.find(end, known)) >= 0:
            del rest[cut + len(end) :]
        elif len(rest) > _LONGEST_ROW:
            raise LimitError(
                place, f"holds one row of more than {_LONGEST_ROW // MIB} MiB", REFUSED
            )
    data, ended, _ = bytes(rest).partition(end)
    if not ended and not re.search(_SHEET_DATA, rest):
        raise UnreadableFileError(place, "is cut off before the end of its data", DAMAGED)
    yield data


def _head(stream: Iterator[bytes], place: Place) -> bytes:
    """
    The first piece of a part, which must be XML in UTF-8 without entities.
    """
    head = next(stream, b"")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head and not start.startswith(b"<"):
        raise UnreadableFileError(place, "holds a part that is not XML in UTF-8", DAMAGED)
    refuse_entities(head, place)
    return head


def _chain(head: bytes, stream: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from stream


class _Look:
    """
    Counts over the rows of one sheet, a piece at a time.
    """

    def __init__(self, facts: SheetFacts, place: Place) -> None:
        tag = re.escape(b"<" + facts.prefix)
        self._facts = facts
        self._place = place
        self._closing = b"</" + facts.prefix + b"c>"
        self._formula = b"<" + facts.prefix + b"f"
        self._row_start = b"<" + facts.prefix + b"row"
        self._formulas = re.compile(tag + rb"f[\s>/]")
        self._numbered = re.compile(tag + rb"row r=\"(\d{1,12})\"")
        self._row = re.compile(tag + rb"row(?:\s(?:[^>]*?\s)?r=[\"'](\d{1,12})[\"']|[\s/>])")
        self._pieces = 0
        self._quote = b'"'
        self._right, self._left = outside(0, 0)

    def over(self, rows: bytes) -> None:
        facts = self._facts
        if not facts.rows:
            self._quote = b'"' if b'r="' in rows else b"'"
            self._right, self._left = outside(0, 0, self._quote)
        numbered = self._numbered.findall(rows)
        if not numbered:
            numbered = self._row.findall(rows)
        self._number(numbered)
        facts.cells += rows.count(self._closing)
        self._fill(rows)
        self._pieces += 1
        if self._pieces > _EVERY and self._pieces % _THEN:
            facts.searched = False
            return
        if b"f" in rows and self._formula in rows:  # one letter is found sooner than two
            facts.formulas += len(self._formulas.findall(rows))
        self._widen(rows)

    def _number(self, found: list[bytes]) -> None:
        if not found:
            return
        facts = self._facts
        last = facts.last_row
        if b"" in found:
            numbers = [last]
            for text in found:
                numbers.append(int(text) if text else numbers[-1] + 1)
        else:
            numbers = [last, *map(int, found)]
        if numbers[-1] > LAST_ROW or max(numbers) > LAST_ROW:
            raise self._wrong(f"holds a row number above {LAST_ROW:,}")
        if any(b <= a for a, b in pairwise(numbers)):
            raise self._wrong("holds rows out of order or twice")
        facts.rows += len(found)
        facts.last_row = numbers[-1]

    def _fill(self, rows: bytes) -> None:
        """
        Find the last row with a cell: a search from the end, soon over.
        """
        cell = rows.rfind(self._closing)
        if cell >= 0:
            row = self._row.match(rows, rows.rfind(self._row_start, 0, cell))
            self._facts.last_filled = int(row[1]) if row and row[1] else self._facts.last_row

    def _widen(self, rows: bytes) -> None:
        """
        Take in the columns outside those seen so far; a search that finds nothing is cheap.
        """
        facts = self._facts
        found = self._right.findall(rows) if self._right.search(rows) else []
        if facts.first_column != 1 and self._left is not None:
            found += self._left.findall(rows)
        if not found:
            return
        columns = {column_number(name) for name in set(found)}
        if max(columns) > LAST_COLUMN:
            raise self._wrong("holds a column beyond XFD")
        facts.last_column = max(facts.last_column, *columns)
        facts.first_column = min(facts.first_column or LAST_COLUMN, *columns)
        self._right, self._left = outside(facts.first_column, facts.last_column, self._quote)

    def _wrong(self, wrong: str) -> FileError:
        return UnreadableFileError(self._place, wrong, REFUSED)
