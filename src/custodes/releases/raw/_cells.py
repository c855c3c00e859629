"""
Text exactly as a spreadsheet shows the value: the reader's habits undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from custodes.releases.raw._second import Cell

_MOMENT = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$"
_MOMENT_LENGTH = 23


class ExactText:
    """
    Corrects the columns of one sheet; looks again into the file only when it must.

    Args:
        booleans: gives the cells that hold TRUE or FALSE.
        has_fractions: tells whether the sheet has texts like a time with thousandths.
        first_column: column of the sheet that the first array is.
    """

    def __init__(
        self,
        booleans: Callable[[], Iterable[Cell]],
        has_fractions: Callable[[], bool],
        first_column: int,
    ) -> None:
        self._find_booleans = booleans
        self._find_fractions = has_fractions
        self._first = first_column
        self._booleans: dict[int, list[int]] | None = None
        self._fractions: bool | None = None
        self.kept_fractions = False

    def column(self, index: int, column: Any) -> Any:
        """
        One column: empty text is blank, TRUE and FALSE in capitals, dates to the second.
        """
        lengths = _lengths(column)
        seen = np.bincount(np.minimum(lengths, _MOMENT_LENGTH + 1), minlength=_MOMENT_LENGTH + 2)
        if seen[0] > column.null_count:
            column = pc.if_else(pc.equal(column, ""), None, column)
        if seen[4] or seen[5]:
            column = self._capitals(index, column)
        if seen[_MOMENT_LENGTH]:
            column = self._to_the_second(column)
        return column

    def _capitals(self, index: int, column: Any) -> Any:
        spelled = pc.is_in(column, value_set=pa.array(["true", "false"]))
        if not pc.any(spelled).as_py():
            return column
        if self._booleans is None:
            self._booleans = {}
            for cell in self._find_booleans():
                self._booleans.setdefault(cell.column, []).append(cell.row)
        rows = np.array(self._booleans.get(self._first + index, []), dtype=np.int64) - 1
        mask = np.zeros(len(column), dtype=bool)
        mask[rows[(rows >= 0) & (rows < len(column))]] = True
        return pc.if_else(pc.and_(pa.array(mask), spelled), pc.utf8_upper(column), column)

    def _to_the_second(self, column: Any) -> Any:
        matches = pc.match_substring_regex(column, _MOMENT)
        if not pc.any(matches).as_py():
            return column
        if self._fractions is None:
            self._fractions = self._find_fractions()
        if self._fractions:
            self.kept_fractions = True
            return column
        moments = pc.if_else(matches, column, None).cast(pa.timestamp("ms"))
        rounded = pc.round_temporal(moments, 1, "second").cast(pa.timestamp("s"))
        return pc.if_else(pc.fill_null(matches, False), rounded.cast(pa.string()), column)


def _lengths(column: Any) -> Any:
    """
    Length of each text in bytes, 0 where it is null; a text array has 32-bit offsets.
    """
    offsets = np.frombuffer(column.buffers()[1], dtype=np.int32)
    return np.diff(offsets[column.offset : column.offset + len(column) + 1])
