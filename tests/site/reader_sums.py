"""
How the printed numbers hang together: margins, parts, wholes, shares, orders, days.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reader_attack import Facts
from reader_print import INF, KINDS, Key, Print, Told, kind
from reader_twins import facilities, twins

from custodes.measures import catalog
from custodes.site._spec import spec

At = frozenset[tuple[str, str]]
_MEANS = {"population.facility_mean", "population.mean_midnight"}
NULL = "Not stated"
OTHER = "All other offices"
ORDERED = {
    "waiting": (
        *(tuple(f"held_{n}{end}" for end in ("_low", "", "_high")) for n in (90, 180, 365)),
        ("held_365", "held_180", "held_90"),
        ("held_365_low", "held_180_low", "held_90_low"),
        ("held_365_high", "held_180_high", "held_90_high"),
    ),
    "hold_rooms": (("over_72h", "over_12h", "stints"),),
    "detainers": (
        ("lifted", "detainers"),
        ("over_48h_form_most", "followed"),
        ("over_48h_regulation_most", "followed"),
        ("followed", "followable", "detainers"),
    ),
    "repatriation": (("no_travel_document", "with_category", "stays"),),
    "return": (("returned", "releases"),),
    "partners_arrests": (("by_method", "with_method", "arrests"),),
    "priorities": (("partner_arrests", "partner_of"), ("other_arrests", "other_of")),
    "disparity_outcome": (("hits", "searches"),),
    "flows": (("events", "row_count"),),
}
"""Figures of one row, each of those that the next one counts; so the definitions say."""


@dataclass
class Sums:
    """
    The unknown numbers of a print, and all equations that a reader can write.
    """

    told: Print
    guess: bool = True
    """Whether figures that agree wherever both are shown are taken for one."""
    facts: Facts = field(default_factory=Facts)
    places: dict[Key, int] = field(default_factory=dict)
    by_dims: dict[str, dict[frozenset[str], list[At]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def __post_init__(self) -> None:
        for fact, at in self.told.cells:
            dims = frozenset(d for d, _ in at)
            # All other offices of a year are no office beside those that are named.
            if ("office", OTHER) not in at or "month" in dims:
                self.by_dims[fact][dims].append(at)
        for fact in list(self.by_dims):
            self._margins(fact)
        for measure in catalog():
            self._rows(measure)
        for all_rows, *losses, kept in self.told.ledgers:
            self.say([(all_rows, 1), (kept, -1), *((x, -1) for x in losses)])
        self._other_offices()
        for one, other in twins(self.told) if self.guess else ():
            self.say([(one, 1), (other, -1)])
        for terms, low, high in facilities(self.told):
            self.say(terms, low, high)
        self._sorted()

    def say(self, terms: Iterable[tuple[Key, float]], low: float = 0, high: float = 0) -> None:
        """
        Say that numbers times their signs come to so much.
        """
        found: dict[int, float] = defaultdict(float)
        for key, sign in terms:
            told = self.told.cells.get(key)
            if told is not None and not told.hidden and key[0] in _MEANS:
                # As printed, to within half of its last digit.
                low, high = low - sign * told.high, high - sign * told.low
            elif told is not None and told.exact:
                low, high = low - sign * told.low, high - sign * told.low
            else:
                found[self._place(key, told)] += sign
        if found:
            self.facts.rows.append((dict(found), low, high))

    def _place(self, key: Key, told: Told | None) -> int:
        if key not in self.places:
            low, high = (told.low, told.high) if told else (0.0, INF)
            # Prints that contradict each other are another test's.
            self.places[key] = self.facts.unknown(low, max(low, high))
        return self.places[key]

    def slack(self) -> Key:
        return (f"not printed {len(self.places)}", frozenset())

    def _margins(self, fact: str) -> None:
        apart = _apart(fact)
        if apart is None:
            return
        printed = set(self.by_dims[fact])
        wanted = printed | {a & b for a in printed for b in printed}
        for dims in [d for d in printed if (fact, d) in self.told.listed]:
            ways = {dims: dims}
            if "month" in dims and "month" not in apart:
                ways[dims - {"month"} | {"fiscal_year"}] = dims
            for way in ways:
                for less in wanted | {way & w for w in wanted}:
                    if less <= way and (less != dims) and not (dims - less) & apart:
                        self._margin(fact, dims, less)

    def _margin(self, fact: str, dims: frozenset[str], less: frozenset[str]) -> None:
        sums: dict[At, list[At]] = defaultdict(list)
        for at in self.by_dims[fact][dims]:
            if ("office", OTHER) in at and "month" not in dims:
                continue  # a sum of offices, not one
            told = _years(at) if "fiscal_year" in less - dims else at
            sums[frozenset((d, v) for d, v in told if d in less)].append(at)
        whole = (fact, dims) in self.told.whole
        for total, parts in sums.items():
            terms = [((fact, total), 1.0), *(((fact, p), -1.0) for p in parts)]
            states = any(d in KINDS.values() and v != NULL for d, v in total)
            if not whole and not states:
                terms.append((self.slack(), -1.0))
            self.say(terms)

    def _other_offices(self) -> None:
        """
        Arrests by all offices that have no column of their own, by fiscal year.
        """
        ats = self.by_dims["flows.row_count"]
        months = ats.get(frozenset({"event", "month", "office"}), [])
        years = ats.get(frozenset({"event", "fiscal_year", "office"}), [])
        top = {(dict(at)["event"], dict(at)["office"]) for at in months}
        for year in {_years(at) for at in months if ("office", OTHER) in at}:
            if dict(year)["event"] not in {event for event, _ in top}:
                continue
            same = year - {("office", OTHER)}
            others = [at for at in years if (dict(at)["event"], dict(at)["office"]) not in top]
            parts = [at for at in others if same <= at]
            terms = [(("flows.row_count", at), -1.0) for at in parts]
            self.say([(("flows.row_count", year), 1.0), *terms])

    def _rows(self, measure: str) -> None:
        """
        What the definitions say of figures of one row.
        """
        rows: dict[At, dict[str, Key]] = defaultdict(dict)
        figures = {f.name: f for f in catalog()[measure].figures}
        for name in figures:
            for ats in self.by_dims.get(f"{measure}.{name}", {}).values():
                for at in ats:
                    rows[at][name] = (f"{measure}.{name}", at)
        ways = {n: way for n in figures if (way := self._shared(rows.values(), figures[n]))}
        wrong = self._wrong(measure, rows.values())
        for row in rows.values():
            for name, key in row.items():
                self._parts(row, key, figures[name].parts)
                if name in ways:
                    self._share(row, key, *ways[name])
            for chain in ORDERED.get(measure, ()):
                shown = [row[n] for n in chain if n in row]
                for less, more in itertools.pairwise(shown):
                    if (less[0], more[0]) not in wrong:
                        self.say([(more, 1), (less, -1)], 0, INF)

    def _parts(self, row: Mapping[str, Key], whole: Key, names: Sequence[str]) -> None:
        parts = [row[p] for p in names if p in row]
        if parts:
            more = INF if len(parts) < len(names) else 0
            self.say([(whole, 1), *((p, -1) for p in parts)], 0, more)

    def _nested(self, measure: str, row: Mapping[str, Key], wrong: set[tuple[str, str]]) -> None:
        for chain in ORDERED.get(measure, ()):
            shown = [row[n] for n in chain if n in row]
            for less, more in pairwise(shown):
                if (less[0], more[0]) not in wrong:
                    self.say([(more, 1), (less, -1)], 0, INF)

    def _wrong(self, measure: str, rows: Iterable[Mapping[str, Key]]) -> set[tuple[str, str]]:
        """
        Orders that a printed row contradicts.
        """
        found = set()
        for row in rows:
            for chain in ORDERED.get(measure, ()):
                shown = [row[n] for n in chain if n in row]
                for less, more in itertools.pairwise(shown):
                    if self.told.cells[less].low > self.told.cells[more].high:
                        found.add((less[0], more[0]))
        return found

    def _shared(self, rows: Iterable[Mapping[str, Key]], figure: object) -> tuple[str, str] | None:
        """
        Which count a share is of which, where every row that prints all three says so.
        """
        name, two = figure.name, figure.rests_on  # type: ignore[attr-defined]
        if kind_of(figure) not in ("share", "rate") or len(two) != 2:
            return None
        ways = dict.fromkeys((two, two[::-1]), 0)
        for row in rows:
            cells = [self.told.cells[row[n]] for n in (name, *two) if n in row]
            if len(cells) < 3 or not all(c.exact for c in cells[1:]) or cells[0].hidden:
                continue
            for way in list(ways):
                a, b = (self.told.cells[row[n]].low for n in way)
                fits = b and cells[0].low - 1e-9 <= a / b <= cells[0].high + 1e-9
                ways[way] += 1
                if not fits:
                    del ways[way]
        return next((w for w, n in ways.items() if n), None)

    def _share(self, row: Mapping[str, Key], key: Key, part: str, of: str) -> None:
        told = self.told.cells[key]
        if told.hidden or part not in row or of not in row:
            return
        self.say([(row[part], 1), (row[of], -told.low)], -1e-6, INF)
        self.say([(row[of], told.high), (row[part], -1)], -1e-6, INF)

    def _sorted(self) -> None:
        """
        A file whose shown groups fall, with hidden ones among them, is sorted by size.
        """
        for order in self.told.orders:
            self._falls(order)

    def _falls(self, order: Sequence[Key]) -> None:
        cells = [self.told.cells.get(k) for k in order]
        shown = [c.low for c in cells if c and c.exact]
        if len(shown) < 3 or shown != sorted(shown, reverse=True):
            return
        last = max(i for i, c in enumerate(cells) if c and c.exact)
        if all(c and c.exact for c in cells[: last + 1]):
            return
        for more, less in itertools.pairwise(order):
            self.say([(more, 1), (less, -1)], 0, INF)


def kind_of(figure: object) -> str:
    return str(figure.kind)  # type: ignore[attr-defined]


def _years(at: At) -> At:
    month = dict(at)["month"]
    if len(month) < 7:
        return frozenset({*(x for x in at if x[0] != "month"), ("fiscal_year", month)})
    year = int(month[:4]) + (int(month[5:7]) >= 10)
    return frozenset({*(x for x in at if x[0] != "month"), ("fiscal_year", str(year))})


def _apart(fact: str) -> set[str] | None:
    """
    Splits over which a figure does not add up; null: over none does it.
    """
    measure, _, name = fact.partition(".")
    if measure not in catalog():
        return None
    figure = next((f for f in catalog()[measure].figures if f.name == name), None)
    if figure is None or kind(fact) != "count" or not figure.additive:
        return None
    return {*figure.apart, *spec(catalog()[measure]).apart}
