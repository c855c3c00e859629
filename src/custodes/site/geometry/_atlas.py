"""
Counties as arcs, and any grouping of them dissolved.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from custodes.site.geometry._thin import thin

Line = tuple[tuple[int, int], ...]
"""Points on the grid. A closed line ends where it began."""


@dataclass(frozen=True)
class Atlas:
    """
    The drawn counties, on a grid of *width* by *height*.
    """

    width: int
    height: int
    arcs: tuple[Line, ...]
    counties: Mapping[str, tuple[int, ...]]
    """The arcs around each county, by FIPS code, holes and pieces together."""

    def grouped(self, group: Callable[[str], str], least: float) -> Atlas:
        """
        The same land as groups of counties, without corners of less area than *least*.

        A line between two groups is thinned once, so that neighbors still touch.
        """
        between: dict[frozenset[str], list[Line]] = defaultdict(list)
        for a, by in self._sides(group).items():
            if len(by) == 1 or len(set(by)) > 1:
                between[frozenset(by)].append(self.arcs[a])
        arcs: list[Line] = []
        around: dict[str, list[int]] = defaultdict(list)
        for names, lines in between.items():
            for line in _joined(lines):
                for name in names:
                    around[name].append(len(arcs))
                arcs.append(tuple(thin(line, least)))
        places = {name: tuple(found) for name, found in sorted(around.items())}
        return Atlas(self.width, self.height, tuple(arcs), places)

    def outline(self, fips: Iterable[str]) -> list[Line]:
        """
        The closed lines around some counties together; to be filled by the even-odd rule.
        """
        uses = Counter(a for f in fips for a in self.counties[f])
        return _joined([self.arcs[a] for a, n in uses.items() if n % 2])

    def borders(self, group: Callable[[str], str]) -> list[Line]:
        """
        The lines between counties of different groups; the coast is none.
        """
        return _joined([self.arcs[a] for a, by in self._sides(group).items() if len(set(by)) > 1])

    def _sides(self, group: Callable[[str], str]) -> Mapping[int, list[str]]:
        sides: dict[int, list[str]] = defaultdict(list)
        for fips, around in self.counties.items():
            for a in around:
                sides[a].append(group(fips))
        return sides


@cache
def atlas() -> Atlas:
    """
    The drawing that ships with us.
    """
    raw = json.loads((files("custodes.site.geometry") / "counties.json").read_text("utf-8"))
    return Atlas(
        raw["width"],
        raw["height"],
        tuple(_line(a) for a in raw["arcs"]),
        {
            fips: tuple(a if a >= 0 else ~a for ring in rings for a in ring)
            for fips, rings in raw["counties"].items()
        },
    )


def _line(steps: list[int]) -> Line:
    return tuple(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))


def _joined(arcs: list[Line]) -> list[Line]:
    """
    Arcs put end to end as far as they go: closed where every end meets another.
    """
    ends: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, arc in enumerate(arcs):
        ends[arc[0]].append(i)
        ends[arc[-1]].append(i)
    free = [True] * len(arcs)
    # Begin at ends that nothing meets, so that an open line is not cut in two.
    loose = [i for i, arc in enumerate(arcs) for e in (arc[0], arc[-1]) if len(ends[e]) % 2]
    found = [_walk(i, arcs, ends, free) for i in (*loose, *range(len(arcs))) if free[i]]
    return [line for line in found if len(set(line)) > 1]


def _walk(
    i: int, arcs: list[Line], ends: dict[tuple[int, int], list[int]], free: list[bool]
) -> Line:
    free[i] = False
    first = arcs[i]
    # Odd ends come first: walk away from them.
    line = list(first if len(ends[first[0]]) % 2 else first[::-1])
    while line[-1] != line[0]:
        following = next((j for j in ends[line[-1]] if free[j]), None)
        if following is None:
            break
        free[following] = False
        arc = arcs[following]
        line += arc[1:] if arc[0] == line[-1] else arc[-2::-1]
    return tuple(line)
