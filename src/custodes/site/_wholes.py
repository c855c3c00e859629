"""
Parts of one number that stand on two pages.
"""

from __future__ import annotations

from custodes.disclosure import Publication

WHOLES = {
    "partners_arrests.with_method": ("partners_arrests.by_method", "priorities.other_arrests"),
}
"""Figures, and those of two pages that make them up in most places: so a reader tries."""


def say_wholes(publication: Publication) -> None:
    """
    Say of each place where the parts make up the whole that they do.
    """
    said = publication.values
    for whole, parts in WHOLES.items():
        for fact, at in list(said):
            there = [(p, at) for p in parts]
            if fact != whole or not all(p in said for p in there):
                continue
            if said[whole, at] == sum(said[p] for p in there):
                publication.total((whole, at), there)
