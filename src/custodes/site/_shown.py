"""
What templates are given: numbers already judged, and text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from custodes.site.hiding import Why


@dataclass(frozen=True, slots=True)
class Number:
    """
    One number, or that it is hidden. A hidden number has no value here at all.
    """

    value: float | None
    kind: str = "count"
    """count, mean or share."""
    why: Why | None = None

    @property
    def text(self) -> str:
        """
        As printed: ``1,234``, ``1,234.5``, ``97.3%``, ``<11``, ``hidden``, or nothing.
        """
        if self.why is not None:
            return "<11" if self.why is Why.SMALL else "hidden"
        if self.value is None:
            return ""
        if self.kind == "share":
            return f"{self.value:.1%}"
        return f"{self.value:,.0f}"

    @property
    def plain(self) -> str:
        """
        As written to a file: no thousands separators, shares from 0 to 1.
        """
        if self.why is not None or self.value is None:
            return "" if self.why is None else self.text
        if self.kind == "share":
            return f"{self.value:.4f}"
        return f"{self.value:.0f}" if self.kind == "count" else f"{self.value:.1f}"


Cell = str | Number


@dataclass(frozen=True, slots=True)
class Heading:
    """
    One column's heading: its words, its name in the download, and whether it holds numbers.
    """

    text: str
    name: str
    number: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table that may be published.
    """

    id: str
    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    folded: bool = False
    """Shown only when asked for."""
    download: str | None = None
    """Name of the file it is also written to."""
    page_rows: int | None = None
    """Rows shown on the page; the rest are in the download. Null: all."""

    @property
    def on_page(self) -> tuple[tuple[Cell, ...], ...]:
        """
        The rows that the page shows.
        """
        return self.rows if self.page_rows is None else self.rows[: self.page_rows]

    @property
    def hides(self) -> bool:
        """
        Whether any number is hidden.
        """
        return any(isinstance(c, Number) and c.why is not None for r in self.rows for c in r)


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A drawing for a desk and one for a telephone, and its words.
    """

    id: str
    title: str
    alt: str
    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """
    One question of a page: words, a drawing, its table.
    """

    id: str
    title: str
    text: tuple[str, ...] = ()
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """
    One figure that answers at a glance.
    """

    label: str
    figure: str
    when: str
    source: str
    page: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """
    One line of a ledger as printed.
    """

    text: str
    rows: Number
    total: bool = False


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """
    One part of a ledger as printed.
    """

    caption: str
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """
    One measure: the figure, the drawings, what it means and does not, how it was made.
    """

    name: str
    title: str
    question: str
    lead: str
    sections: tuple[Section, ...]
    caveats: tuple[str, ...]
    ledger: tuple[LedgerShown, ...]
    sources: tuple[tuple[str, str], ...]
    definition: str
    sql: str
    command: str
    headlines: tuple[Headline, ...] = ()
    sentences: tuple[str, ...] = ()
    """What the front page says of it."""
    missing: str = ""
    """Why there is nothing to show. Empty: there is."""

    @property
    def downloads(self) -> tuple[Table, ...]:
        """
        The tables that are also files.
        """
        return tuple(t for s in self.sections for t in s.tables if t.download)


@dataclass(frozen=True, slots=True)
class Judged:
    """
    Numbers and which of them are hidden: the only way from a value to a `Number`.
    """

    values: Mapping[Any, float]
    hides: Mapping[Any, Why] = field(default_factory=dict)

    def number(self, key: Any, kind: str = "count", *, per: float = 1) -> Number:
        """
        The number of a key, divided by *per*; hidden where it must be.
        """
        if key in self.hides:
            return Number(None, kind, self.hides[key])
        found = self.values.get(key)
        return Number(None if found is None else found / per, kind)

    def seen(self, key: Any, *, per: float = 1) -> float | None:
        """
        The value for a drawing; null where it is hidden or not known.
        """
        return self.number(key, per=per).value


def day_text(day: dt.date) -> str:
    """
    A day in words that no country misreads: ``10 March 2026``.
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_text(month: dt.date) -> str:
    """
    A month in words: ``March 2026``.
    """
    return f"{MONTHS[month.month - 1]} {month.year}"


MONTHS: Sequence[str] = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
