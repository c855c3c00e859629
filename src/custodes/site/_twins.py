"""
Figures that are one number under two names: the removals of one page, the departures of another.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from custodes.disclosure import Key, Publication

_EVERYWHERE = {"office", "state", "country", "fiscal_year", "month", "level", "offense_group"}
"""Splits that mean the same in every measure."""
_AGREE = 2
"""In so many places two figures must be said for their agreement to tell anything."""

Place = frozenset[tuple[str, object]]
Fact = tuple[str, Place]
"""A figure, with what it is limited to besides place, time and group."""


def say_twins(publication: Publication) -> None:
    """
    Say which figures are equal in every place where both are said.

    A reader sees that from what is shown, and takes what one of them shows for what the
    other hides. So each pair is an equation, by chance or by definition.
    """
    found: dict[Fact, dict[Place, Key]] = defaultdict(dict)
    for key in publication.values:
        if key not in publication.unprinted:
            place = frozenset((k, v) for k, v in key[1] if k in _EVERYWHERE)
            found[key[0], key[1] - place][place] = key
    for one, other in _alike(publication, found):
        shared = found[one].keys() & found[other].keys()
        keys = [(found[one][p], found[other][p]) for p in shared]
        said = publication.values
        if len(keys) >= _AGREE and all(said[a] == said[b] for a, b in keys):
            for a, b in keys:
                publication.total(a, [b])


def _alike(
    publication: Publication, found: dict[Fact, dict[Place, Key]]
) -> list[tuple[Fact, Fact]]:
    """
    Pairs that agree on a number too large to agree on by chance in most places.
    """
    by_number: dict[tuple[Place, float], list[Fact]] = defaultdict(list)
    for fact, places in found.items():
        for place, key in places.items():
            value = publication.values[key]
            if value >= publication.limit:
                by_number[place, value].append(fact)
    pairs = {
        pair
        for facts in by_number.values()
        for pair in combinations(sorted(facts, key=lambda f: (f[0], str(sorted(f[1], key=str)))), 2)
    }
    return sorted(pairs, key=str)
