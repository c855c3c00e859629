"""
What is counted while records become rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from custodes.records import Column, code_lists, table
from custodes.releases._model import RARE, FieldCount, Unmapped
from custodes.releases._values import Converted

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Header:
    """
    One column of the sheet: the canonical column it becomes, or why it becomes none.
    """

    position: int
    """From 1."""
    text: str
    column: Column | None
    why_not_taken: str | None = None


@dataclass
class Tally:
    """
    What was counted on the way.
    """

    rows: int = 0
    blank_rows: int = 0
    headers_again: int = 0
    """Records that hold the headers once more."""
    remarks: int = 0
    """Records below the last row that hold one text in the first column."""
    repeats: int = 0
    """Records that repeat an event already made, where rows are made once."""
    statuses: dict[int, Any] = field(default_factory=dict)
    rejected: Counter[str] = field(default_factory=Counter)
    values: dict[str, Counter[str]] = field(default_factory=dict)
    """Texts of the columns that have a code list."""
    first: Any = None
    last: Any = None
    seen: set[tuple[Any, ...]] = field(default_factory=set)

    def fields(self, headers: Sequence[Header]) -> tuple[FieldCount, ...]:
        """
        The counts of every header.
        """
        none = [0, 0, 0, 0]
        return tuple(
            FieldCount(
                h.position, h.text, h.column.name if h.column else None, h.why_not_taken,
                *(int(n) for n in self.statuses.get(h.position, none)),
            )
            for h in headers
        )  # fmt: skip

    def unmapped(self, name: str) -> tuple[Unmapped, ...]:
        """
        Texts outside their column's code list, rare ones left out.
        """
        found = []
        for column in table(name).columns:
            if column.codes is None:
                continue
            known = code_lists()[column.codes].spellings()
            counted = self.values.get(column.name, Counter())
            found += [
                Unmapped(column.name, v, n)
                for v, n in sorted(counted.items())
                if v.casefold() not in known and n >= RARE
            ]
        return tuple(found)


def note(
    tally: Tally, name: str, column: Column, read: Converted, coded: pa.DictionaryArray
) -> None:
    """
    Count what a piece of a taken column holds.
    """
    import pyarrow.compute as pc

    if column.name == table(name).event:
        found = pc.min_max(read.values).as_py()
        tally.first = min(filter(None, (tally.first, found["min"])), default=None)
        tally.last = max(filter(None, (tally.last, found["max"])), default=None)
    for reason in read.reasons.values():
        tally.rejected.setdefault(f"{column.name}: {reason}", 0)
    if read.reasons or column.codes:
        counts = {v["values"]: v["counts"] for v in pc.value_counts(coded.indices).to_pylist()}
        for place, reason in read.reasons.items():
            tally.rejected[f"{column.name}: {reason}"] += counts.get(place, 0)
        if column.codes:
            seen = tally.values.setdefault(column.name, Counter())
            for place, text in enumerate(read.values.to_pylist()):
                if text is not None:
                    seen[text] += counts.get(place, 0)
