"""
How a delimited text is written: what parts its values and how many a line has.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

_DELIMITERS = "|\t;,"
_LINES = 400


@dataclass(frozen=True, slots=True)
class Dialect:
    """
    Attributes:
        delimiter: the character between values.
        width: values on most lines.
    """

    delimiter: str
    width: int


def dialect(block: bytes) -> Dialect:
    """
    The delimiter that gives most records the same number of values, more than one.
    """
    lines = block.decode("utf-8", "replace").split("\n", _LINES)[:_LINES]
    best, best_score = Dialect(",", 1), 0.0
    for delimiter in _DELIMITERS:
        for widths in (_by_line(lines, delimiter), _by_record(lines, delimiter)):
            wide = {w: n for w, n in widths.items() if w > 1}
            if not wide:
                continue
            width = max(wide, key=lambda w: (wide[w], w))
            score = wide[width] / widths.total() + min(width, 100) / 1000
            if score > best_score:
                best, best_score = Dialect(delimiter, width), score
    return best


def _by_line(lines: list[str], delimiter: str) -> Counter[int]:
    return Counter(len(split_line(line, delimiter)) for line in lines if line.strip())


def _by_record(lines: list[str], delimiter: str) -> Counter[int]:
    """
    Widths where a quoted value may span lines; no line is judged when a quote never closes.
    """
    widths: Counter[int] = Counter()
    try:
        for values in csv.reader((f"{line}\n" for line in lines), delimiter=delimiter):
            widths[len(values)] += bool(values)
    except csv.Error:
        return Counter()
    return widths


def split_line(line: str, delimiter: str) -> list[str]:
    """
    The values of one line by itself, a quote that is not closed taken as text.
    """
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [""])
    except csv.Error:
        return line.split(delimiter)
