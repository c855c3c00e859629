"""
What the text of a cell becomes: a value of its column's type, or why not.

Works on the distinct values of a column, so that a column of a million rows and
five spellings costs five conversions.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from custodes.records import ColumnType
from custodes.releases._dates import BadDateError, read_date
from custodes.releases._layout import exemptions

if TYPE_CHECKING:
    import pyarrow as pa


class Status(IntEnum):
    """
    What a cell held.
    """

    VALUE = 0
    BLANK = 1
    REDACTED = 2
    UNREADABLE = 3


@dataclass(frozen=True, slots=True)
class Rules:
    """
    What varies between releases in reading a cell.
    """

    na: frozenset[str] = frozenset()
    """Texts that stand for a blank."""
    last_year: int = 2049
    """Last year of the period the release covers."""
    from_1904: bool = False
    """Whether the workbook counts its days from 1904: a bare day number then says no day."""


@dataclass(frozen=True, slots=True)
class Converted:
    """
    The distinct values of a column, converted.
    """

    values: pa.Array
    """Of the column's type; null where the status is not VALUE."""
    status: Any
    """A `Status` for each, as a NumPy array."""
    reasons: dict[int, str]
    """Why, for each that is unreadable."""


# A value that needs no care: no white space but single inner blanks, no bracket.
_PLAIN = r"^[^\s\p{Z}(]+( [^\s\p{Z}(]+)*$"
_ISO = (
    r"^(19|20)\d\d-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    r"([ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$"
)
_WHOLE = r"^-?\d{1,15}$"
_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][-+]?\d+)?")
# The word alone, or the blocks of ink that a text layer keeps.
_INKED = r"(?i)^(\W*redacted\W*|[\x{2580}-\x{259f}\x{25a0}\s]+)$"
_SAYS_SO = re.compile(
    r"\W*redacted\W*|[\u2580-\u259f\u25a0\s]*[\u2580-\u259f\u25a0]", re.IGNORECASE
)
_LETTERS = re.compile(r"[^a-z0-9]+")


@cache
def _marks() -> re.Pattern[str]:
    mark = f"(?:{'|'.join(sorted(exemptions(), key=len, reverse=True))})"
    return re.compile(f"{mark}(?:(?:and)?{mark})*")


def is_redacted(text: str) -> bool:
    """
    Whether a cell holds marks of withheld text and nothing else.

    >>> is_redacted("(B)(6);(B)(7)(C) "), is_redacted("[REDACTED]"), is_redacted("GATE (b) LOT 7")
    (True, True, False)
    """
    if _SAYS_SO.fullmatch(text):
        return True
    if "(" not in text:
        return False
    return _marks().fullmatch(_LETTERS.sub("", text.casefold())) is not None


def convert(kind: ColumnType, distinct: pa.Array, rules: Rules) -> Converted:
    """
    Convert the distinct texts of a column.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    quick, kept = _quick(kind, distinct)
    hard = np.flatnonzero(~kept.to_numpy(zero_copy_only=False)).tolist()
    if rules.na:
        among = pc.is_in(distinct, pa.array(sorted(rules.na), pa.string()))
        hard = sorted({*hard, *np.flatnonzero(among.to_numpy(zero_copy_only=False)).tolist()})
    status = np.zeros(len(distinct), np.uint8)
    if not hard:
        return Converted(quick, status, {})
    read, reasons = [], {}
    for place, text in zip(hard, distinct.take(pa.array(hard)).to_pylist(), strict=True):
        value, status[place], why = _slowly(kind, text, rules)
        read.append(value)
        if why:
            reasons[place] = why
    mask = np.zeros(len(distinct), bool)
    mask[hard] = True
    return Converted(
        pc.replace_with_mask(quick, pa.array(mask), pa.array(read, quick.type)), status, reasons
    )


def _quick(kind: ColumnType, distinct: pa.Array) -> tuple[pa.Array, pa.Array]:
    """
    The values that need no care, and which those are.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind is ColumnType.TEXT:
        plain = pc.match_substring_regex(distinct, _PLAIN)
        return distinct, pc.and_not(plain, pc.match_substring_regex(distinct, _INKED))
    types: dict[ColumnType, tuple[str, list[Any]]] = {
        ColumnType.TIMESTAMP: (_ISO, [pa.timestamp("us")]),
        ColumnType.DATE: (_ISO, [pa.timestamp("us"), pa.date32()]),
        ColumnType.NUMBER: (_WHOLE, [pa.float64()]),
        ColumnType.INTEGER: (_WHOLE, [pa.int64()]),
    }
    pattern, casts = types[kind]
    kept = pc.match_substring_regex(distinct, pattern)
    values = pc.if_else(kept, distinct, pa.scalar(None, pa.string()))
    for to in casts:
        values = pc.cast(values, to, safe=False)
    return values, kept


def _slowly(kind: ColumnType, text: str, rules: Rules) -> tuple[Any, Status, str | None]:
    squished = " ".join(text.split())
    if not squished or squished in rules.na:
        return None, Status.BLANK, None
    if is_redacted(squished):
        return None, Status.REDACTED, None
    try:
        return _READERS[kind](squished, rules), Status.VALUE, None
    except (BadDateError, NotANumberError) as e:
        return None, Status.UNREADABLE, str(e)


class NotANumberError(ValueError):
    """
    The text is no number.
    """


def _number(text: str, _: Rules) -> float:
    bare = text.removeprefix("$").strip()
    if not _NUMBER.fullmatch(bare):
        raise NotANumberError("not a number")
    value = float(bare.replace(",", ""))
    if not math.isfinite(value):
        raise NotANumberError("too large a number")
    return value


def _integer(text: str, rules: Rules) -> int:
    value = _number(text, rules)
    if value != int(value) or abs(value) > 2**53:
        raise NotANumberError("not a whole number")
    return int(value)


def _instant(text: str, rules: Rules) -> dt.datetime:
    # Four years and a day lie between the two ways of counting.
    if rules.from_1904 and text[:1].isdigit() and _NUMBER.fullmatch(text):
        raise BadDateError("a day number in a workbook that counts from 1904")
    return read_date(text, rules.last_year)


_READERS: dict[ColumnType, Callable[[str, Rules], Any]] = {
    ColumnType.TEXT: lambda text, _: text,
    ColumnType.NUMBER: _number,
    ColumnType.INTEGER: _integer,
    ColumnType.TIMESTAMP: _instant,
    ColumnType.DATE: lambda text, rules: _instant(text, rules).date(),
}
