"""
What templates are given: numbers already judged, and text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from custodes.disclosure import Judgement, Key, Why
from custodes.site._words import limit, words

_MANY = 3
"""Groups without a shown number that are named below a table, and have no rows in it."""
OWN = "°"
"""Stands after a small number that is the agency's own."""


@dataclass(frozen=True, slots=True)
class Number:
    """
    One number, or that it is hidden. A hidden number has no value here at all.
    """

    value: float | None
    kind: str = "count"
    """As that of a figure: count, share, mean, days, rate or things."""
    why: Why | None = None
    ends: tuple[float, float] | None = None
    """Its interval or bounds, where both may be shown."""
    own: bool = False
    """A small number that is shown because the agency itself published it."""

    @property
    def text(self) -> str:
        """
        As printed: ``1,234``, ``97.3% (95.0%-98.8%)``, ``<11``, ``hidden``, or nothing.
        """
        if self.why is not None:
            return str(words()["numbers"]["small" if self.why is Why.SMALL else "hidden"])
        if self.value is None:
            return ""
        if self.own:
            return f"{self._said(self.value)}{OWN}"
        if self.ends is None:
            return self._said(self.value)
        low, high = (self._said(e) for e in self.ends)
        # A dash between two ends would be taken for the sign of the second.
        between = words()["numbers"]["to"] if self.ends[0] < 0 else "–"  # noqa: RUF001  a range
        return f"{self._said(self.value)} ({low}{between}{high})"

    @property
    def veiled(self) -> bool:
        """
        Whether nothing is said of it, not even that it is small.
        """
        return self.why is not None and self.why is not Why.SMALL

    def _said(self, value: float) -> str:
        if self.kind == "share":
            return f"{value:.1%}"
        return f"{value:,.2f}" if self.kind == "rate" else f"{value:,.0f}"

    @property
    def plain(self) -> str:
        """
        As written to a file: no thousands separators, shares from 0 to 1.
        """
        if self.why is not None or self.value is None:
            return {None: "", Why.SMALL: f"<{limit()}"}.get(self.why, "hidden")
        if self.kind in ("share", "rate"):
            return f"{self.value:.4f}"
        return f"{self.value:.0f}" if self.kind in ("count", "things") else f"{self.value:.1f}"


@dataclass(frozen=True, slots=True)
class Link:
    """
    Words that lead to a page.
    """

    text: str
    page: str

    def __str__(self) -> str:
        return self.text


Cell = str | Number | Link


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
    file: Table | None = None
    """What the download holds, where that is not what the page shows."""
    bars: int | None = None
    """The column of numbers that is also drawn as bars. Null: none."""
    total: bool = False
    """Whether the last row is that of all."""

    @property
    def on_page(self) -> tuple[tuple[Cell, ...], ...]:
        """
        The rows that the page shows; that of all is always among them.
        """
        if self.page_rows is None or len(self.rows) <= self.page_rows:
            return self.rows
        last = self.rows[-1:] if self.total else ()
        return (*self.rows[: self.page_rows], *last)

    @property
    def all_hidden(self) -> bool:
        """
        Whether there are numbers, and none of them is shown: a sentence says as much.
        """
        numbers = [c for row in self.rows for c in row if isinstance(c, Number)]
        told = [c for c in numbers if c.why or c.value is not None]
        return bool(told) and all(c.veiled for c in told)

    @property
    def seen(self) -> tuple[tuple[Cell, ...], ...]:
        """
        The rows that the page sets out: those of which nothing is shown are only named.
        """
        named = set(self._veiled)
        return tuple(r for i, r in enumerate(self.on_page) if i not in named)

    @property
    def veiled(self) -> tuple[str, ...]:
        """
        The groups of which every number is hidden, where they are many.
        """
        return tuple(str(self.on_page[i][0]) for i in self._veiled)

    @property
    def _veiled(self) -> tuple[int, ...]:
        texts = sum(not h.number for h in self.headings)
        if texts != 1 or any(isinstance(r[0], Link) for r in self.rows):
            return ()
        last = len(self.on_page) - 1
        found = tuple(
            i
            for i, row in enumerate(self.on_page)
            if all(isinstance(c, Number) and c.veiled for c in row[1:])
            and not (self.total and i == last)
        )
        return found if _MANY <= len(found) < len(self.on_page) else ()

    @property
    def bar_column(self) -> int | None:
        """
        The place of the column that is drawn as bars, where two numbers of it are shown.
        """
        return self.bars if self.bars is not None and self._bars[1:] else None

    def bar(self, row: tuple[Cell, ...]) -> float:
        """
        The length of a row's bar, in percent of the longest.
        """
        shown = row[self.bars or 0]
        most = max(self._bars, default=0)
        value = shown.value if isinstance(shown, Number) else None
        return round(100 * value / most, 1) if value and most and value <= most else 0

    @property
    def _bars(self) -> list[float]:
        """
        Values of the bars; the last row, where it is of all, is none.
        """
        cells = [r[self.bars or 0] for r in (self.rows[:-1] if self.total else self.rows)]
        return [c.value for c in cells if isinstance(c, Number) and c.value]


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
    maps: tuple[Chart, ...] = ()


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
    means: str = ""
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
    What may be shown of every number: the only way from a value to a `Number`.
    """

    judgement: Judgement

    def number(self, key: Key, kind: str = "count", *, per: float = 1) -> Number:
        """
        The number of a key, divided by *per*; hidden where it must be.
        """
        why = self.judgement.why(key)
        if why is not None:
            return Number(None, kind, why)
        found = self.judgement.value(key)
        if found is None:
            return Number(None, kind)
        said = self.judgement.publication
        small = key in said.passed and 0 < found < said.limit_of(key)
        return Number(found / per, kind, own=small)

    def count(self, key: Key) -> Number:
        """
        The count of a key; none where nothing was counted under it.
        """
        number = self.number(key)
        return Number(0) if number.value is None and number.why is None else number

    def seen(self, key: Key, *, per: float = 1) -> float | None:
        """
        The value for a drawing; null where it is hidden or not known.
        """
        return self.number(key, per=per).value

    def worked_out(self, value: float | None, kind: str, rests_on: Iterable[Key]) -> Number:
        """
        A share, a mean or the like: shown only where all that it rests on is shown.
        """
        if any(self.judgement.why(k) is not None for k in rests_on):
            return Number(None, kind, Why.LINKED)
        return Number(None if value is None or math.isnan(value) else value, kind)
