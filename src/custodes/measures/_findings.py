"""
What a measure gives: numbers, a ledger that adds up, caveats, and how they were made.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.measures._trail import Trail


@dataclass(frozen=True, slots=True)
class Loss:
    """
    One step at which rows were left out.
    """

    why: str
    rows: int


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """
    The rows of one input: all of them, those left out step by step, those counted.

    >>> LedgerPart("arrests", "rows", 8, (Loss("no date", 3),), 5).adds_up
    True
    """

    about: str
    unit: str
    all_rows: int
    losses: tuple[Loss, ...]
    counted: int

    @property
    def adds_up(self) -> bool:
        """
        Whether what was left out and what was counted make up all.
        """
        return self.all_rows == self.counted + sum(loss.rows for loss in self.losses)


@dataclass(frozen=True, slots=True)
class Ledger:
    """
    A part for each input that was read.
    """

    parts: tuple[LedgerPart, ...] = ()

    def __post_init__(self) -> None:
        wrong = [p.about for p in self.parts if not p.adds_up]
        if wrong:
            # A measure that loses rows in silence is a fault of ours, not of the user.
            raise AssertionError(f"ledger of {', '.join(wrong)} does not add up")

    @property
    def counted(self) -> int:
        """
        Rows counted, over all parts.
        """
        return sum(p.counted for p in self.parts)


@dataclass(frozen=True, slots=True)
class Source:
    """
    A release that rows were counted from.
    """

    release: str
    title: str
    extract: dt.date | None
    """Last day the release can know of. Null: not known."""
    synthetic: bool
    rows: int
    about: str
    """The input it filled, as the ledger names it."""


@dataclass(frozen=True, slots=True)
class Findings:
    """
    The answer of one measure.

    The columns of ``table`` are those of ``by``, in order, and then the numbers
    that the measure's docstring names.
    """

    measure: str
    title: str
    by: tuple[str, ...]
    where: dict[str, str]
    unit: str
    table: pa.Table
    ledger: Ledger
    caveats: tuple[str, ...]
    definition: str
    sql: str
    sources: tuple[Source, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    """Facts about the run that the caveats speak of, by name."""
    trails: tuple[Trail, ...] = ()
    """The way back to the rows of the files; none where the measure cannot tell."""
    untraced: str = ""
    """Why there is no way back, or not to all, in a sentence; empty: nothing is to be said."""

    @property
    def empty(self) -> bool:
        """
        Whether nothing was counted.
        """
        return bool(self.table.num_rows == 0)
