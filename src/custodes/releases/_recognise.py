"""
Recognising a sheet by its headers, wherever they stand.

Never by the name of the file or of the sheet: those are asked only where two
layouts have the very same headers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from custodes.records import table
from custodes.releases._headers import fold, folded, lengthened, nearest, squeeze
from custodes.releases._layout import Layout, TableLayout, layouts

LOOKED_AT = 60
"""Records that are not blank, from the top, among which the headers are sought."""

_FEWEST = 3
"""Headers that a record must share with layouts to be looked at closely."""

_LIKE = 0.6
"""Share of headers from which a record is taken for a layout's headers with mistakes."""


@dataclass(frozen=True)
class Form:
    """
    The headers of one kind of sheet: one table's, or those of several side by side.
    """

    layout: Layout
    tables: tuple[TableLayout, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset().union(*(t.known for t in self.tables))

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset().union(*(t.required for t in self.tables))

    @cached_property
    def spelled(self) -> dict[str, str]:
        return {h: s for t in self.tables for h, s in t.spelled.items()}

    @cached_property
    def squeezed(self) -> dict[str, str]:
        """
        The same without blanks, which some programs leave out.
        """
        return {squeeze(h): s for h, s in self.spelled.items()}

    @cached_property
    def events(self) -> frozenset[str]:
        """
        Headers that become a column which dates the rows; a sheet has one of them.
        """
        return frozenset(
            h
            for t in self.tables
            if not t.set_aside
            for h, to in t.targets.items()
            if table(t.table).event in to
        )

    @cached_property
    def published(self) -> dict[str, str]:
        """
        Folded header to the header as published.
        """
        return {fold(h): h for t in self.tables for h in [*t.columns, *t.not_taken]}

    def allowed(self, header: str) -> int:
        """
        How often a header may stand in a sheet.
        """
        return max((len(t.targets[header]) for t in self.tables if header in t.targets), default=99)


@dataclass(frozen=True)
class Match:
    """
    A record held against a form.
    """

    form: Form
    index: int
    """Index of the record in the sheet."""
    headers: tuple[str, ...]
    """Its cells as the file has them."""
    spelled: tuple[str, ...]
    """The form's folded header for each; empty where the cell is blank or not foreseen."""
    new: tuple[str, ...]
    missing: tuple[str, ...]
    repeated: tuple[str, ...]
    alike: int
    """Headers that stand as published but for case and blanks."""

    @property
    def hits(self) -> int:
        return len({s for s in self.spelled if s})

    @property
    def fits(self) -> bool:
        """
        Whether nothing is new, missing or repeated, and the rows can be dated.
        """
        if self.new or self.missing or self.repeated:
            return False
        return bool(self.form.events & set(self.spelled)) or not self.form.events

    @property
    def resembles(self) -> bool:
        """
        Whether it is these headers but for some.
        """
        named = sum(1 for h in self.headers if fold(h))
        wanted = len(self.form.required)
        dated = bool(self.form.required) or bool(self.form.events & set(self.spelled))
        return dated and self.hits >= max(_FEWEST, _LIKE * named, _LIKE * wanted)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """
        Better matches are greater.
        """
        wrong = len(self.new) + len(self.missing) + len(self.repeated)
        return self.fits, self.hits - wrong, self.alike

    def complaint(self) -> str:
        """
        What is wrong with the headers, in words.
        """
        said = []
        for header in self.new:
            meant = nearest(header, [*self.missing, *self.form.published.values()])
            said.append(
                f"not foreseen: {header!r}" + (f" (did you mean {meant!r}?)" if meant else "")
            )
        said += [f"missing: {h!r}" for h in self.missing]
        said += [f"repeated: {h!r}" for h in self.repeated]
        return "; ".join(said)


@cache
def forms() -> tuple[Form, ...]:
    """
    Every form of every layout that the common reader reads.
    """
    found: list[Form] = []
    for layout in layouts().values():
        if layout.quirks:
            continue
        if layout.split:
            found.append(Form(layout, layout.tables))
        else:
            found += [Form(layout, (t,)) for t in layout.tables]
    return tuple(found)


@cache
def _all_known() -> frozenset[str]:
    return frozenset().union(*(f.squeezed for f in forms()))


def best_matches(
    records: Iterable[tuple[int, Sequence[str | None]]], *, stata: bool = False
) -> list[Match]:
    """
    The best match among a sheet's first records, with its equals from other layouts.

    Empty where no record resembles any layout's headers.
    """
    best: list[Match] = []
    for index, record in records:
        names = folded(record)
        if len(_all_known().intersection(map(squeeze, names))) < _FEWEST:
            continue
        for match in (_held(form, index, record, names, stata=stata) for form in forms()):
            if not (match.fits or match.resembles) or match.hits == 0:
                continue
            if not best or match.rank > best[0].rank:
                best = [match]
            elif match.rank == best[0].rank and match.index == best[0].index:
                best.append(match)
    return best


def _held(
    form: Form, index: int, record: Sequence[str | None], names: Sequence[str], *, stata: bool
) -> Match:
    if stata:
        names = [n if n in form.spelled else lengthened(n, form.known) or n for n in names]
    spelled = [form.spelled.get(n) or form.squeezed.get(squeeze(n), "") if n else "" for n in names]
    seen = Counter(s for s in spelled if s)
    return Match(
        form=form,
        index=index,
        headers=tuple((record[i] or "") for i in range(len(names))),
        spelled=tuple(spelled),
        new=tuple(
            " ".join((record[i] or "").split()) for i, n in enumerate(names) if n and not spelled[i]
        ),
        missing=tuple(sorted(form.published[h] for h in form.required - set(seen))),
        repeated=tuple(form.published[h] for h, n in seen.items() if n > form.allowed(h)),
        alike=sum(
            1
            for cell, s in zip(record, spelled, strict=False)
            if s and _plain(cell) == _plain(form.published.get(s))
        ),
    )


def _plain(header: str | None) -> str:
    return " ".join((header or "").split()).casefold()
