"""
What a site prints, cell by cell, read from its files alone.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from custodes.measures import catalog
from custodes.site import _labels as labels
from custodes.site._spec import spec

Key = tuple[str, frozenset[tuple[str, str]]]
KINDS = {"offices": "office", "countries": "country", "states": "state", "years": "fiscal_year"}
HIDDEN = {"hidden": 1e7, "<11": 10.0}
EVENTS = ("arrests", "removals", "encounters", "detainers", "book_ins")
INF = 1e7


@dataclass
class Told:
    """
    What all prints of one number together say of it.
    """

    low: float = 0.0
    high: float = INF
    hidden: bool = False
    where: dict[str, str] = field(default_factory=dict)
    """File to what it prints."""

    @property
    def exact(self) -> bool:
        return self.low == self.high


@dataclass
class Print:
    """
    All numbers of a site by what they count.
    """

    cells: dict[Key, Told] = field(default_factory=dict)
    whole: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    """Figures and splits that a file holds with all their groups."""
    listed: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    """Figures and splits that files hold, but for groups that are not stated."""
    ledgers: list[tuple[Key, ...]] = field(default_factory=list)
    """All rows, those left out by reason, those counted."""
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Page and caption of tables that were not understood."""
    orders: list[tuple[Key, ...]] = field(default_factory=list)
    """Totals of groups in the order that a file has them."""

    def tell(self, fact: str, at: Mapping[str, str], text: str, where: str) -> Key | None:
        """
        Keep what one print of a number says.
        """
        found = interval(text, kind(fact))
        if found is None:
            return None
        key = fact, frozenset(at.items())
        told = self.cells.setdefault(key, Told(0.0 if kind(fact) == "count" else -INF))
        told.low, told.high = max(told.low, found[0]), min(told.high, found[1])
        told.hidden |= text in HIDDEN
        told.where[where] = text
        if where.startswith("data/"):
            self.listed.add((fact, frozenset(at)))
        return key


def kind(fact: str) -> str:
    """
    The kind of a figure, as its measure says: count, share, mean, days or rate.
    """
    measure, _, name = fact.partition(".")
    if fact == "population.facility_mean":
        return "mean"
    found = {f.name: f.kind for f in catalog()[measure].figures} if measure in catalog() else {}
    return found.get(name, "count")


def interval(text: str, of: str) -> tuple[float, float] | None:
    """
    The least and the most that a printed number can be; null: there is none.

    >>> interval("1,234", "count"), interval("12.5%", "share"), interval("<11", "count")
    ((1234.0, 1234.0), (0.1245, 0.1255), (1.0, 10.0))
    """
    if text in HIDDEN:
        return 1.0 if of == "count" else 0.0, HIDDEN[text]
    plain = text.partition(" (")[0].replace(",", "").removeprefix("about ")
    if not re.fullmatch(r"-?\d+(\.\d+)?%?", plain):
        return None
    number = plain.removesuffix("%")
    decimals = len(number.partition(".")[2])
    half = 0.0 if of == "count" and plain == number and not decimals else 0.5 * 10**-decimals
    scale = 100 if plain != number else 1
    return (
        round((float(number) - half) / scale, 9),
        round((float(number) + half) / scale, 9),
    )


def read_csvs(site: Path) -> Print:
    """
    Every download of a site.
    """
    found = Print()
    for path in sorted((site / "data").rglob("*.csv")):
        name = str(path.relative_to(site))
        with path.open(encoding="utf-8", newline="") as file:
            rows = [[unsafe(text) for text in row] for row in csv.reader(file)]
        heads = [h for h in rows[0] if h != "synthetic"]
        lines = [dict(zip(heads, r, strict=False)) for r in rows[1:]]
        _read_one(found, name, path, heads, lines)
    return found


def _read_one(
    found: Print, name: str, path: Path, heads: list[str], lines: list[dict[str, str]]
) -> None:
    if heads[-2:] == ["figure", "value"]:
        _place(found, name, heads, lines)
    elif measure := _measure(path.stem, heads):
        _split(found, name, measure, heads, lines)
    elif path.stem in KINDS:
        _index(found, name, KINDS[path.stem], heads, lines)
    else:
        _own(found, name, path.stem, heads, lines)


def group(dim: str, value: str) -> str:
    """
    What a group is called, so that a file's value and a page's words are one.
    """
    return labels.group(dim, value)[: 7 if dim == "month" else None]


def unsafe(text: str) -> str:
    """
    Text without the quote that keeps spreadsheets from running it.
    """
    return re.sub(r"^'+(?=[=+\-@\t\r])", "", text)


def _measure(stem: str, heads: Iterable[str]) -> str | None:
    for name, measure in catalog().items():
        figures = {f.name for f in measure.figures}
        rest = set(heads) - set(measure.choices) - set(measure.default)
        if stem.startswith(f"{name.replace('_', '-')}-by-") and rest and rest <= figures:
            return name
    return None


def _split(
    found: Print, name: str, measure: str, heads: list[str], lines: list[dict[str, str]]
) -> None:
    figures = [f.name for f in catalog()[measure].figures if f.name in heads]
    dims = [h for h in heads if h not in figures]
    seen: Counter[tuple[str, ...]] = Counter()
    ats = [once(seen, {d: group(d, line[d]) for d in dims}) for line in lines]
    for line, at in zip(lines, ats, strict=True):
        for f in figures:
            found.tell(f"{measure}.{f}", at, line[f], name)
    found.whole |= {(f"{measure}.{f}", frozenset(dims)) for f in figures}
    main = next((f for f in figures if kind(f"{measure}.{f}") == "count"), None)
    first = dims[0] if dims else None
    if main and first and first not in ("month", "fiscal_year", "year", "day"):
        shown: dict[str, float] = {}
        for line, at in zip(lines, ats, strict=True):
            if at[first] != "Not stated":
                told = interval(line[main], "count")
                more = told[0] if told and line[main] not in HIDDEN else 0
                shown[at[first]] = shown.get(at[first], 0) + more
        if list(shown.values()) != sorted(shown.values(), reverse=True):
            # What is shown does not explain the order.
            fact = f"{measure}.{main}"
            found.orders.append(tuple((fact, frozenset({(first, g)})) for g in shown))


def once(seen: Counter[tuple[str, ...]], at: dict[str, str]) -> dict[str, str]:
    """
    A group's names; of two groups of one name, the second is another.
    """
    name = tuple(at.values())
    seen[name] += 1
    if at and seen[name] > 1:
        last = next(iter(at))
        return {**at, last: f"{at[last]} #{seen[name]}"}
    return at


def _place(found: Print, name: str, heads: list[str], lines: list[dict[str, str]]) -> None:
    """
    A file of one place: a line for each number; what is not split by is empty.
    """
    dims = [h for h in heads if h not in ("measure", "figure", "value")]
    seen: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    for line in lines:
        at = {d: group(d, line[d]) for d in dims if line[d] != ""}
        fact = f"{line['measure']}.{line['figure']}"
        counter = seen.setdefault((fact, *at), Counter())
        found.tell(fact, once(counter, at), line["value"], name)


def _index(
    found: Print, name: str, place: str, heads: list[str], lines: list[dict[str, str]]
) -> None:
    tops = {
        f"{m.name}_{t.label}": (f"{m.name}.{t.figure}", t.at)
        for m in catalog().values()
        for t in spec(m).index
    }
    for head in heads[1:]:
        held = re.fullmatch(r"population_held_mean_fy(\d+)", head)
        more: Mapping[str, object]
        if held:
            fact, more = "population.mean_midnight", {"fiscal_year": int(held[1])}
        else:
            fact, more = tops[head]
        for line in lines:
            at = {place: line[place], **{k: group(k, str(v)) for k, v in more.items()}}
            found.tell(fact, at, line[head], name)


def _own(found: Print, name: str, stem: str, heads: list[str], lines: list[dict[str, str]]) -> None:
    """
    Files of pages of their own making.
    """
    for line in lines:
        for fact, at, text in own_line(stem, heads, line):
            found.tell(fact, at, text, name)


def own_line(
    stem: str, heads: list[str], line: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, str], str]]:
    """
    The numbers of one line of a file that is not in the usual form.
    """
    first = line[heads[0]]
    if stem in ("rows-by-fiscal-year", "events-by-fiscal-year", "flows-by-month"):
        dim, when = heads[0], first[: 7 if heads[0] == "month" else 4]
        for e in set(heads) & set(EVENTS):
            yield (
                _flow(e, events=stem.startswith("events")),
                {"event": group("event", e), dim: when},
                line[e],
            )
    elif re.fullmatch(r".*-by-(office|method)-and-year", stem):
        event = stem.rpartition("-by-")[0].replace("-", "_")
        at = {} if first == "All" else {heads[0]: _NULL.get(first, first)}
        for year in heads[1:]:
            yield (
                _flow(event),
                {"event": group("event", event), "fiscal_year": year, **at},
                line[year],
            )
    elif stem == "arrests-by-office":
        when = first[: 7 if heads[0] == "month" else 4]
        for office in heads[1:]:
            yield (
                "flows.row_count",
                {"event": group("event", "arrests"), heads[0]: when, "office": office},
                line[office],
            )
    elif stem.startswith("people-held"):
        yield from _held(stem, heads, line)
    elif stem.startswith(("completeness-of", "repeated-rows")):
        table = line.get("table") or stem.removeprefix("completeness-of-")
        at = {"table": table, "field": line.get("field", "*"), "release": line["release"]}
        for h in set(heads) - set(at):
            yield f"completeness.{_FIELD.get(h, h)}", at, line[h]


_NULL = {"not stated": "Not stated"}
_FIELD = {"rows": "cells", "repeated_rows": "repeated"}


def _flow(event: str, *, events: bool = False) -> str:
    return f"flows.{'events' if events or event == 'book_ins' else 'row_count'}"


def _held(
    stem: str, heads: list[str], line: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, str], str]]:
    if stem == "people-held-by-day":
        yield "population.midnight", {"day": line["day"]}, line["held_overnight"]
    elif stem == "people-held-by-facility":
        for h in heads[2:]:
            yield (
                "population.facility_mean",
                {"facility": line["code"], "fiscal_year": h[2:]},
                line[h],
            )
    else:
        for h in heads[2:]:
            yield f"population.{h}", {heads[0]: line[heads[0]]}, line[h]
