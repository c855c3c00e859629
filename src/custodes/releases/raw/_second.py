"""
A second look at a sheet, for what the first did not settle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from custodes.errors import Place
from custodes.releases.raw._columns import column_number
from custodes.releases.raw._scan import whole_rows

_REF = rb"[^>]*?\br=[\"']([A-Z]{1,3})([0-9]+)[\"']"
_FRACTION = re.compile(rb":\d\d\.\d{3}</")


@dataclass(frozen=True, slots=True)
class Cell:
    """
    Where a cell is: row and column, both from 1; 0 where the file does not say.
    """

    row: int
    column: int


@dataclass(slots=True)
class Blanks:
    """
    Cells that are written with tags around them and hold nothing that can be read.

    Attributes:
        errors: cells with an error such as #N/A.
        empty: cells with neither value nor text.
        empty_text: those of them said to be text, which a reader may give as empty text.
        formulas: those of them with a formula: it was never calculated.
        first_column: column of the leftmost cell that holds anything; 0 where none does.
        last_column: column of the rightmost.
        first_error: the first of the errors.
        first_formula: the first of the formulas.
    """

    errors: int = 0
    empty: int = 0
    empty_text: int = 0
    formulas: int = 0
    first_column: int = 0
    last_column: int = 0
    first_error: Cell | None = None
    first_formula: Cell | None = None


def count_blanks(pieces: Iterable[bytes], prefix: bytes, place: Place) -> Blanks:
    """
    Count the cells that are not blank to the eye of the first look but hold nothing.
    """
    tag = re.escape(b"<" + prefix)
    end = re.escape(b"</" + prefix)
    error = re.compile(tag + rb"c(\s[^>]*?\bt=[\"']e[\"'](?:[^>]*[^/>])?)>")
    empty = re.compile(
        tag + rb"c((?:\s[^>]*[^/>])?)>\s*"
        rb"((?:" + tag + rb"f(?:\s[^>]*)?/>|" + tag + rb"f(?:\s[^>]*[^/>])?>[^<]*" + end + rb"f>)?)"
        rb"\s*(?:" + tag + rb"v(?:\s[^>]*)?/>|" + tag + rb"v(?:\s[^>]*)?>" + end + rb"v>)?\s*"
        + end + rb"c>"
    )  # fmt: skip
    filled = re.compile(tag + rb"c" + _REF + rb"(?:[^>]*[^/>])?>")
    blanks = Blanks()
    columns: set[bytes] = set()
    for rows in whole_rows(pieces, prefix, place):
        for found in error.finditer(rows):
            blanks.errors += 1
            blanks.first_error = blanks.first_error or _cell(found[1])
        for found in empty.finditer(rows):
            if re.search(rb"\bt=[\"']e[\"']", found[1]):
                continue
            blanks.empty += 1
            blanks.empty_text += re.search(rb"\bt=[\"']str[\"']", found[1]) is not None
            if found[2]:
                blanks.formulas += 1
                blanks.first_formula = blanks.first_formula or _cell(found[1])
        columns |= {letters for letters, _ in filled.findall(empty.sub(b"", rows))}
    numbers = [column_number(letters) for letters in columns] or [0]
    blanks.first_column, blanks.last_column = min(numbers), max(numbers)
    return blanks


def booleans(pieces: Iterable[bytes], prefix: bytes, place: Place) -> Iterator[Cell]:
    """
    The cells that hold TRUE or FALSE and not a text of that spelling.
    """
    cell = re.compile(re.escape(b"<" + prefix) + rb"c(\s[^>]*?\bt=[\"']b[\"'](?:[^>]*[^/>])?)>")
    for rows in whole_rows(pieces, prefix, place):
        for found in cell.finditer(rows):
            yield _cell(found[1])


def has_fractions(pieces: Iterable[bytes], prefix: bytes, place: Place) -> bool:
    """
    Whether a text in the sheet ends like a time with thousandths of a second.
    """
    return any(_FRACTION.search(rows) for rows in whole_rows(pieces, prefix, place))


def _cell(attributes: bytes) -> Cell:
    found = re.match(_REF, attributes)
    return Cell(int(found[2]), column_number(found[1])) if found else Cell(0, 0)
