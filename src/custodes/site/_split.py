"""
One measure split one way: its numbers said, so that any page can show any slice of it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from custodes.disclosure import Key, Publication, Why, cell
from custodes.measures import Findings, Measure
from custodes.measures._measure import Figure
from custodes.site._labels import one_state
from custodes.site._shown import Judged, Number
from custodes.site._spec import Same, Spec

TIMES = ("fiscal_year", "year", "month", "day")
_RANKED = ("level",)
"""Splits whose groups have an order of their own."""
_WHOLE_AND_PART = 2
_ENDS = ("_low", "_high")

At = Mapping[str, object]


@dataclass(frozen=True)
class Split:
    """
    The rows of one split, and the keys of their numbers.
    """

    measure: Measure
    findings: Findings
    by: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    figures: tuple[Figure, ...]
    """Those that are published, in order."""
    apart: frozenset[str]
    """Splits whose groups are not shown added up: arrests and removals make no sum."""
    shown: tuple[str, ...] | None
    """Names of those that stand in columns, in order; null: all."""
    _places: Mapping[frozenset[tuple[str, object]], dict[str, Any]] = field(repr=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """
        Columns of words that stand beside the numbers: published by others, and no one's row.
        """
        kept = [n for n in ("ratings",) if n in self.findings.table.column_names]
        return tuple(kept) if self.by == self.findings.by else ()

    def text(self, name: str, at: At) -> str:
        """
        The words of a group.
        """
        row = self._places.get(frozenset(at.items()))
        return str(row[name] or "") if row else ""

    @property
    def columns(self) -> tuple[Figure, ...]:
        """
        The figures that stand in a column of their own: not the ends of an interval.
        """
        ends = {n for found in self._ends.values() for n in found}
        kept = [f for f in self.figures if f.name not in ends]
        if self.shown is not None:
            named = {f.name: f for f in kept}
            return tuple(named[n] for n in self.shown if n in named)
        # What the counts amount to stands after the first of them, where it is seen.
        return tuple(sorted(kept, key=lambda f: (f is not kept[0], f.kind == "count")))

    @cached_property
    def _named(self) -> dict[str, Figure]:
        return {f.name: f for f in self.figures}

    @cached_property
    def _ends(self) -> dict[str, tuple[str, str]]:
        """
        Figure to those at the ends of its interval.
        """
        found = {}
        for name in self._named:
            for each in (name, name.removesuffix("_share")):
                if {f"{each}_low", f"{each}_high"} <= self._named.keys():
                    found[name] = (f"{each}_low", f"{each}_high")
                    break
        return found

    @cached_property
    def _groups(self) -> dict[tuple[str, object], list[dict[str, Any]]]:
        """
        The rows of each group of each split.
        """
        found: dict[tuple[str, object], list[dict[str, Any]]] = defaultdict(list)
        for row in self.rows:
            for place in _at(row, self.by):
                found[place].append(row)
        return found

    def rows_at(self, at: At) -> Sequence[dict[str, Any]]:
        """
        The rows limited to some groups, in order.
        """
        places = list(at.items())
        if not places:
            return self.rows
        kept = self._groups.get(places[0], [])
        return [r for r in kept if all(r[k] == v for k, v in places[1:])]

    def whole(self, judged: Judged, figure: Figure, at: At) -> Number:
        """
        A figure of a group, with its interval where that may be shown.
        """
        number = self.number(judged, figure, at)
        if number.value is None or figure.name not in self._ends:
            return number
        ends = [self.number(judged, self._named[n], at).value for n in self._ends[figure.name]]
        if None in ends:
            return number
        low, high = (float(e) for e in ends if e is not None)
        return replace(number, ends=(low, high))

    def values(self, name: str, judged: Judged | None = None, at: At | None = None) -> list[Any]:
        """
        The groups of one split, limited to some others; times in order, the rest by what
        is shown of their size.
        """
        kept = self.rows_at(at or {})
        found = dict.fromkeys(r[name] for r in kept)
        if name in TIMES:
            return sorted(found, key=lambda v: (v is None, v))
        if name in _RANKED:
            return sorted(found, key=lambda v: (v is None, str(v)))
        main = next((f.name for f in self.figures if f.kind == "count"), None)
        sizes: dict[Any, float] = dict.fromkeys(found, 0)
        for r in kept:
            # What is hidden counts for nothing: the order would tell its size.
            key = cell(f"{self.measure.name}.{main}", **dict(_at(r, self.by)))
            sizes[r[name]] += (judged.seen(key) or 0) if main and judged else 0
        return sorted(found, key=lambda v: (v is None, -sizes[v], str(v)))

    def key(self, figure: Figure, at: At) -> Key:
        """
        The key of a count.
        """
        return cell(f"{self.measure.name}.{figure.name}", **at)

    def whole_of(self, figure: Figure) -> list[Key]:
        """
        The keys that make up a count that adds up: one, or one a group of what makes no sum.
        """
        apart = [b for b in self.by if b in figure.apart]
        return list(dict.fromkeys(self.key(figure, dict(_at(r, apart))) for r in self.rows))

    def number(self, judged: Judged, figure: Figure, at: At) -> Number:
        """
        A figure of a group, or of all groups of what is not named where it adds up.
        """
        row = self._places.get(frozenset(at.items()))
        if figure.kind == "count":
            key = self.key(figure, at)
            if figure.additive and at.keys() >= set(figure.apart).intersection(self.by):
                return judged.count(key) if self._told(judged, figure, at) else Number(None)
            return judged.number(key) if row else Number(None)
        if row is None:
            return Number(None)
        rests = [self.key(self._named[n], at) for n in figure.rests_on if n in self._named]
        if len(rests) < len(figure.rests_on) and _tells_followed(figure.name, row):
            return Number(None, figure.kind, Why.LINKED)
        return judged.worked_out(row[figure.name], figure.kind, rests)

    def _told(self, judged: Judged, figure: Figure, at: At) -> bool:
        """
        Whether anything at all was counted of the event and the time: else no release tells
        of it, and nothing is not none.
        """
        kept = {k: v for k, v in at.items() if k in {*TIMES, *self.apart, *figure.apart}}
        return self.key(figure, kept) in judged.judgement.publication.values


def _tells_followed(name: str, row: Mapping[str, Any]) -> bool:
    """
    Whether an end of the interval of a share over time tells how many were followed.

    Of none and of all it is Wilson's of that many people: less all, whoever went unseen.
    """
    share = next((row.get(name.removesuffix(e)) for e in _ENDS if name.endswith(e)), None)
    return share in (0, 1)


def split(
    publication: Publication,
    measure: Measure,
    findings: Findings,
    told: Spec,
    over: Sequence[str] = (),
) -> Split:
    """
    Say every number of a split, their totals, and how they add up.

    Counts that do not add up over groups are said without totals. Shares and the like
    are said nowhere: they are shown where all that they rest on is.

    Args:
        publication: Of all pages.
        measure: The measure.
        findings: What it gives.
        told: Which of its figures are shown.
        over: Splits to add up.
    """
    by = tuple(b for b in findings.by if b not in over)
    figures = tuple(
        replace(f, apart=(*f.apart, *told.unsummed)) if f.additive else f
        for f in _public(measure, findings, told, over)
    )
    rows = tuple(_one_spelling(_added_up(findings.table.to_pylist(), by, figures, over), by))
    places = {frozenset(_at(r, by)): r for r in rows}
    made = Split(measure, findings, by, rows, figures, told.apart, told.columns, places)
    for figure in figures:
        if figure.kind == "count":
            _say(publication, made, figure, passed=told.passed)
    for figure in figures:
        _say_parts(publication, made, figure, passed=told.passed)
    for same in told.same:
        _say_same(publication, made, same)
    return made


def _at(row: Mapping[str, Any], by: Iterable[str]) -> list[tuple[str, object]]:
    return [(b, row[b]) for b in by]


def _added_up(
    rows: list[dict[str, Any]],
    by: tuple[str, ...],
    figures: Sequence[Figure],
    over: Sequence[str],
) -> list[dict[str, Any]]:
    """
    Rows without some of their splits.
    """
    if not over:
        return rows
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for r in rows:
        made = found.setdefault(tuple(r[b] for b in by), {**dict(_at(r, by))})
        for f in figures:
            made[f.name] = (made.get(f.name) or 0) + (r[f.name] or 0)
    return list(found.values())


def _one_spelling(rows: list[dict[str, Any]], by: tuple[str, ...]) -> list[dict[str, Any]]:
    """
    Rows whose State is spelled one way: arrests have its name, and facilities its code.

    Where a group has both, they are left as they are: what is in them need not add up.
    """
    if "state" not in by:
        return rows
    made = [{**r, "state": r["state"] and one_state(r["state"])} for r in rows]
    return made if len({tuple(r[b] for b in by) for r in made}) == len(rows) else rows


def _public(
    measure: Measure, findings: Findings, told: Spec, over: Sequence[str]
) -> tuple[Figure, ...]:
    """
    The figures that are published; of a measure that names none, its whole numbers.
    """
    import pyarrow as pa

    table = findings.table
    known = measure.figures or tuple(
        Figure(f.name, f.name.replace("_", " ").capitalize())
        for f in table.schema
        if f.name not in findings.by and pa.types.is_integer(f.type) and f.name != "persons"
    )
    known = tuple(
        f
        for f in known
        if f.public
        and f.name in table.column_names
        and (told.figures is None or f.name in told.figures)
        and (not over or f.additive)
    )
    counts = {f.name for f in known if f.kind == "count"}
    return tuple(
        f
        for f in known
        if f.kind in ("count", "things")
        or (f.rests_on and counts.issuperset(set(f.rests_on) - told.aside))
    )


def _say(publication: Publication, made: Split, figure: Figure, *, passed: bool) -> None:
    fact = f"{made.measure.name}.{figure.name}"
    if figure.additive:
        apart = [b for b in made.by if b in figure.apart]
        publication.cube(fact, made.rows, made.by, figure.name, apart=apart, passed=passed)
        if "month" in made.by and "fiscal_year" not in made.by and not apart:
            _say_years(publication, fact, made, passed=passed)
        return
    for r in made.rows:
        if r[figure.name] is not None:
            publication.add(cell(fact, **dict(_at(r, made.by))), r[figure.name], passed=passed)


def _say_years(publication: Publication, fact: str, made: Split, *, passed: bool) -> None:
    """
    Fiscal years of a split by month, which another split may print.
    """
    rest = [b for b in made.by if b != "month"]
    months: dict[Key, set[Key]] = {}
    for r in made.rows:
        if r["month"] is None:
            continue
        for at in (dict(_at(r, rest)), {}):
            year = cell(fact, fiscal_year=fiscal_year(r["month"]), **at)
            months.setdefault(year, set()).add(cell(fact, month=r["month"], **at))
    for year, parts in months.items():
        value = sum(publication.values.get(p, 0) for p in parts)
        publication.add(year, value, passed=passed)
        publication.total(year, parts)


def _say_same(publication: Publication, made: Split, same: Same) -> None:
    """
    A number that two cells of a split have in common: whoever sees one knows the other.
    """
    name = made.measure.name
    for r in made.rows:
        at = dict(_at(r, made.by))
        there = {k: v for k, v in {**at, **same.at}.items() if k not in same.over}
        one, other = cell(f"{name}.{same.figure}", **at), cell(f"{name}.{same.of}", **there)
        said = publication.values
        if one in said and said[one] == said.get(other):
            publication.total(one, [other])


def _say_parts(publication: Publication, made: Split, figure: Figure, *, passed: bool) -> None:
    """
    How figures of one row add up: a count to its parts; a share's whole to part and rest.
    """
    name = made.measure.name
    counts = {f.name for f in made.figures if f.kind == "count"}
    shown = [p for p in figure.parts if p in counts]
    if figure.kind == "count" and shown:
        for r in made.rows:
            _say_sum(publication, made, figure, shown, r, passed=passed)
    elif figure.kind == "share" and len(figure.rests_on) == _WHOLE_AND_PART:
        for r in made.rows:
            _say_rest(publication, name, figure.rests_on, r, made.by, passed=passed)


def _say_sum(
    publication: Publication,
    made: Split,
    figure: Figure,
    shown: Sequence[str],
    row: Mapping[str, Any],
    *,
    passed: bool,
) -> None:
    """
    One count as the sum of its parts: those that are not shown are together one number more.
    """
    if None in [row[figure.name], *(row[p] for p in shown)]:
        return
    name, at = made.measure.name, dict(_at(row, made.by))
    parts = [cell(f"{name}.{p}", **at) for p in shown]
    if len(shown) < len(figure.parts):
        rest = cell(f"{name}.{figure.name} less {' and '.join(shown)}", **at)
        left = row[figure.name] - sum(row[p] for p in shown)
        publication.add(rest, left, passed=passed, printed=False)
        parts.append(rest)
    publication.total(cell(f"{name}.{figure.name}", **at), parts)


def _say_rest(
    publication: Publication,
    name: str,
    two: Sequence[str],
    row: Mapping[str, Any],
    by: tuple[str, ...],
    *,
    passed: bool,
) -> None:
    """
    What is left of a whole after the part that a share is of: whoever sees both knows it.
    """
    if None in [row[n] for n in two]:
        return
    at = dict(_at(row, by))
    less, more = sorted(two, key=lambda n: row[n])
    rest = cell(f"{name}.{more} less {less}", **at)
    publication.add(rest, row[more] - row[less], passed=passed, printed=False)
    publication.total(cell(f"{name}.{more}", **at), [cell(f"{name}.{less}", **at), rest])


def fiscal_year(day: dt.date) -> int:
    """
    The fiscal year of a day: October to September, by the later year.
    """
    return day.year + (day.month >= OCTOBER)


OCTOBER = 10
