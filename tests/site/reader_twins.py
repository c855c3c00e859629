"""
Numbers that are the same though files and measures name them apart: learned from what is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from reader_print import INF, Key, Print, kind

from custodes.measures import catalog
from custodes.site._spec import spec

ENOUGH = 6
"""So many shown numbers that agree, and none that does not, make two figures one."""


def twins(told: Print) -> Iterator[tuple[Key, Key]]:
    """
    Pairs of cells of which at least one is hidden, and that are one number.
    """
    for one, other in _pairs(_by_place(told)):
        both = [(one[p], other[p]) for p in one.keys() & other.keys()]
        shown = [(told.cells[a], told.cells[b]) for a, b in both]
        known = [(a.low, b.low) for a, b in shown if a.exact and b.exact]
        if len({a for a, _ in known if a}) >= ENOUGH and all(a == b for a, b in known):
            yield from (pair for pair in both if any(told.cells[k].hidden for k in pair))


def _pairs(
    figures: dict[str, dict[frozenset[tuple[str, str]], Key]],
) -> Iterator[tuple[dict[frozenset[tuple[str, str]], Key], dict[frozenset[tuple[str, str]], Key]]]:
    for a, b in combinations(sorted(figures), 2):
        yield figures[a], figures[b]


def _by_place(told: Print) -> dict[str, dict[frozenset[tuple[str, str]], Key]]:
    """
    Each figure as places and times have it; of groups that make no sum, each a figure.

    The stock of a fiscal year is that of its last month, of the latest the latest.
    """
    found: dict[str, dict[frozenset[tuple[str, str]], Key]] = defaultdict(dict)
    last = max((dict(at).get("month", "") for _, at in told.cells), default="")
    for fact, at in told.cells:
        measure = fact.partition(".")[0]
        if measure not in catalog() or kind(fact) != "count" or fact in _within():
            continue
        apart = spec(catalog()[measure]).apart | {"criminality", "level", "kind", "race"}
        name = f"{fact} {sorted(x for x in at if x[0] in apart)}"
        place = frozenset(x for x in at if x[0] not in apart)
        found[f"{name} by {sorted(d for d, _ in place)}"][place] = (fact, at)
        if "fiscal_year" in dict(place):
            year = dict(place)["fiscal_year"]
            month = min(f"{year}-09", last)
            rest = {x for x in place if x[0] != "fiscal_year"}
            ends = frozenset({*rest, ("month", month)})
            found[f"{name} at the end of {sorted(d for d, _ in place)}"][ends] = (fact, at)
    return found


@cache
def _within() -> set[str]:
    """
    Figures that count some of what another of their measure counts.

    Where both are shown they tend to be the same, as the rest is small where they are not.
    """
    parts = {f"{m.name}.{p}" for m in catalog().values() for f in m.figures for p in f.parts}
    shares = {
        f"{m.name}.{f.rests_on[0]}"
        for m in catalog().values()
        for f in m.figures
        if len(f.rests_on) == 2
    }
    return parts | shares


_OF_PLACES = {"population.facility_mean", "population.mean_midnight"}


def facilities(told: Print) -> Iterator[tuple[list[tuple[Key, float]], float, float]]:
    """
    Means of all facilities, offices, States or countries of a year: together the nation's,
    and a little for who is in two.
    """
    years: dict[tuple[str, str], list[tuple[Key, float]]] = defaultdict(list)
    for fact, at in told.cells:
        groups = dict(at)
        year = groups.pop("fiscal_year", None)
        if year and len(groups) == 1 and fact in _OF_PLACES:
            years[next(iter(groups)), year].append(((fact, at), 1.0))
    for (_, year), terms in years.items():
        nation = ("population.mean_midnight", frozenset({("fiscal_year", year)}))
        if nation in told.cells and not told.cells[nation].hidden:
            whole = told.cells[nation]
            # In the largest made-up releases one in 6,500 is in two places at midnight.
            yield terms, whole.low, min(whole.high * (1 + 1 / 2000) + 1, INF)
