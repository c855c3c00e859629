"""
Columns of made-up rows, before they become Parquet or cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from custodes.synthetic._random import Bools, Days, Floats, Ints, Minutes


@dataclass(frozen=True)
class Text:
    """
    Text as positions in a short list; -1 is a blank.
    """

    at: Ints
    values: Sequence[Any]

    def take(self, rows: Ints) -> Text:
        """
        These rows, in this order.
        """
        return Text(self.at[rows], self.values)

    def blank(self, rows: Bools) -> Text:
        """
        The same with these rows blank.
        """
        return Text(np.where(rows, -1, self.at), self.values)


@dataclass(frozen=True)
class Number:
    """
    Numbers; NaN is a blank.
    """

    values: Floats

    def take(self, rows: Ints) -> Number:
        """
        These rows, in this order.
        """
        return Number(self.values[rows])

    def blank(self, rows: Bools) -> Number:
        """
        The same with these rows blank.
        """
        return Number(np.where(rows, np.nan, self.values))


@dataclass(frozen=True)
class Moment:
    """
    Moments to the minute or days; NaT is a blank.
    """

    values: Minutes | Days

    def take(self, rows: Ints) -> Moment:
        """
        These rows, in this order.
        """
        return Moment(self.values[rows])

    def blank(self, rows: Bools) -> Moment:
        """
        The same with these rows blank.
        """
        return Moment(np.where(rows, np.datetime64("NaT"), self.values))


Column = Text | Number | Moment


@dataclass
class Frame:
    """
    Rows of one table of a release, by field.
    """

    size: int
    columns: dict[str, Column] = field(default_factory=dict)

    def text(self, name: str, at: Ints, values: Sequence[Any]) -> None:
        """
        Add a column of text.
        """
        self.columns[name] = Text(at, values)

    def same(self, name: str, value: str | None) -> None:
        """
        Add a column that says the same in every row, or nothing.
        """
        at = np.full(self.size, -1 if value is None else 0)
        self.columns[name] = Text(at, (value or "",))

    def flag(self, name: str, rng: np.random.Generator, share: float) -> None:
        """
        Add a column of YES (by that share) and NO.
        """
        self.columns[name] = Text((rng.random(self.size) >= share).astype(np.int64), ("YES", "NO"))

    def moment(self, name: str, values: Minutes | Days) -> None:
        """
        Add a column of moments or days.
        """
        self.columns[name] = Moment(values)

    def number(self, name: str, values: Floats) -> None:
        """
        Add a column of numbers.
        """
        self.columns[name] = Number(values)

    def blank(self, name: str, rows: Bools) -> None:
        """
        Leave these rows of a column blank.
        """
        self.columns[name] = self.columns[name].blank(rows)

    def take(self, rows: Ints) -> Frame:
        """
        These rows, in this order.
        """
        return Frame(len(rows), {name: c.take(rows) for name, c in self.columns.items()})
