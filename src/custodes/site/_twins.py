"""
Figures that are one number under two names: the removals of one page, the departures of another.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from custodes.disclosure import Key, Publication
from custodes.site.geometry import state_code

_EVERYWHERE = {"office", "state", "country", "fiscal_year", "month", "level", "offense_group"}
"""Splits that mean the same in every measure."""
_AGREE = 2
"""In so many places two figures must be said for their agreement to tell anything."""

Place = frozenset[tuple[str, object]]
Fact = tuple[str, Place]
"""A figure, with what it is limited to besides place, time and group."""


def say_twins(publication: Publication) -> None:
    """
    Say which figures are equal in every place of a split where both are said.

    A reader sees that from what is shown, and takes what one of them shows for what the
    other hides. So each pair is an equation, by chance or by definition.
    """
    found: dict[Fact, dict[Place, Key]] = defaultdict(dict)
    for key in publication.values:
        if key not in publication.unprinted:
            place = frozenset((k, v) for k, v in key[1] if k in _EVERYWHERE)
            found[key[0], key[1] - place][_one_spelling(place)] = key
    for one, other in _alike(publication, found):
        # In the order in which they were said: the same report gives the same bytes.
        splits: dict[frozenset[str], list[tuple[Key, Key]]] = defaultdict(list)
        for place, key in found[one].items():
            if place in found[other]:
                splits[frozenset(d for d, _ in place)].append((key, found[other][place]))
        same = [keys for keys in splits.values() if _equal(publication, keys)]
        if any(len(keys) >= _AGREE for keys in same):
            for a, b in (pair for keys in same for pair in keys):
                publication.total(a, [b])


def _equal(publication: Publication, keys: list[tuple[Key, Key]]) -> bool:
    said = publication.values
    return all(said[a] == said[b] for a, b in keys)


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
    order = {fact: i for i, fact in enumerate(found)}
    pairs = {
        pair
        for facts in by_number.values()
        for pair in combinations(sorted(facts, key=order.__getitem__), 2)
    }
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))


def _one_spelling(place: Place) -> Place:
    """
    A place whose State is told by its code: measures spell States as their tables do.
    """
    return frozenset(
        (k, (state_code(v) or v) if k == "state" and isinstance(v, str) else v) for k, v in place
    )
