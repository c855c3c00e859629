"""
Counts of which one is among another: those followed by an arrest, among those that can be.

No page prints what lies between two such counts, and it need not be guarded; but the
one is never more than the other, and a reader knows that. Counts of two pages that make
up a third are said too, wherever they do.
"""

from __future__ import annotations

from itertools import pairwise

from custodes.disclosure import Publication

_MARKS = (90, 180, 365)
_ENDS = ("_low", "", "_high")
NESTED: dict[str, tuple[tuple[str, ...], ...]] = {
    "waiting": (
        *(tuple(f"held_{n}{end}" for end in _ENDS) for n in _MARKS),
        *(tuple(f"held_{n}{end}" for n in reversed(_MARKS)) for end in _ENDS),
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
    "partners_arrests": (
        ("by_method", "with_method", "arrests"),
        ("by_program", "with_program", "arrests"),
    ),
    "priorities": (("partner_arrests", "partner_of"), ("other_arrests", "other_of")),
    "disparity_outcome": (("hits", "searches"),),
    "flows": (("events", "row_count"),),
}
"""Figures of each measure, each of those that the next one counts, by its definition."""

WHOLES = {
    "partners_arrests.with_method": ("partners_arrests.by_method", "priorities.other_arrests"),
}
"""Figures, and those of other pages too that make them up: in most places, so a reader tries."""


def say_wholes(publication: Publication) -> None:
    """
    Say of each place where parts of two pages make up a figure of one that they do.
    """
    said = publication.values
    for whole, parts in WHOLES.items():
        for fact, at in list(said):
            there = [(p, at) for p in parts]
            if fact != whole or not all(p in said for p in there):
                continue
            if said[whole, at] == sum(said[p] for p in there):
                publication.total((whole, at), there)


def say_nested(publication: Publication) -> None:
    """
    Say of all nested counts that what lies between them is none or more.
    """
    say_wholes(publication)
    pairs = [
        (f"{measure}.{less}", f"{measure}.{more}")
        for measure, chains in NESTED.items()
        for chain in chains
        for less, more in pairwise(chain)
    ]
    places: dict[str, list[frozenset[tuple[str, object]]]] = {}
    for fact, at in publication.values:
        places.setdefault(fact, []).append(at)
    said = publication.values
    for less, more in pairs:
        for at in places.get(less, ()):
            gap = said.get((more, at), -1) - said[less, at]
            if gap >= 0:
                between = (f"{more} beyond {less}", at)
                publication.slack(between, gap)
                publication.total((more, at), [(less, at), between])
