"""
Columns by letter and by number.
"""

from __future__ import annotations

import re
from string import ascii_uppercase

LAST_COLUMN = 16_384


def column_number(letters: bytes) -> int:
    """
    The number of a column, from 1.

    >>> column_number(b"BA")
    53
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """
    The letters of a column.

    >>> column_letters(53)
    'BA'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def outside(
    first: int, last: int, quote: bytes = b'"'
) -> tuple[re.Pattern[bytes], re.Pattern[bytes] | None]:
    """
    Searches for filled cells right of `last` and left of `first`; 0 stands for none yet.
    """
    right = _cell(_above(column_letters(last)) if last else "[A-Z]{1,4}", quote)
    left = _cell(_below(column_letters(first)), quote) if first > 1 else None
    return right, left


def _cell(columns: str, quote: bytes) -> re.Pattern[bytes]:
    """
    A cell's reference and the rest of its tag, unless the tag closes itself.
    """
    return re.compile(
        b"r=" + quote + b"(" + columns.encode() + b")[0-9]+" + quote + b"(?:[^>]*[^/>])?>"
    )


def _above(letters: str) -> str:
    """
    A pattern of the columns that come after a column.
    """
    longer = f"[A-Z]{{{len(letters) + 1},4}}"
    same = [
        letters[:i] + f"[{chr(ord(letter) + 1)}-Z]" + "[A-Z]" * (len(letters) - i - 1)
        for i, letter in enumerate(letters)
        if letter < "Z"
    ]
    return "(?:" + "|".join([longer, *same]) + ")"


def _below(letters: str) -> str:
    """
    A pattern of the columns that come before a column.
    """
    shorter = [f"[A-Z]{{1,{len(letters) - 1}}}"] if len(letters) > 1 else []
    same = [
        letters[:i] + f"[A-{chr(ord(letter) - 1)}]" + "[A-Z]" * (len(letters) - i - 1)
        for i, letter in enumerate(letters)
        if letter > "A"
    ]
    return "(?:" + "|".join([*shorter, *same]) + ")"
