"""
Counts of which one is among another: those followed by an arrest, among those that can be.

The one is never more than the other, and a reader knows that. What lies between two counts
of one measure, and rows that stand for no further event, need not be guarded. What lies
between counts of two measures is guarded as a number that no page prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from custodes.disclosure import Publication, cell

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

At = Mapping[str, object]
Pair = tuple[str, At, str, At]
"""A figure, limited so, and that of another measure which counts all of its rows."""

ONCE: tuple[Pair, ...] = (
    ("third_country.departures", {}, "flows.row_count", {"event": "removals"}),
    ("partners_arrests.arrests", {}, "flows.row_count", {"event": "arrests"}),
    ("detainers.detainers", {}, "flows.row_count", {"event": "detainers"}),
    ("without_agreement.events", {"kind": "detainer"}, "flows.row_count", {"event": "detainers"}),
)
"""Events of which each counts once, and all their rows: between them lie repeated rows."""
AMONG: tuple[Pair, ...] = (
    ("without_agreement.events", {"kind": "jail_arrest"}, "partners_arrests.with_method", {}),
    ("without_agreement.events", {"kind": "partner_arrest"}, "partners_arrests.by_method", {}),
    ("priorities.partner_arrests", {}, "partners_arrests.by_method", {}),
    ("return.releases", {}, "releases.releases", {}),
)
"""Events, and those of another measure that are among them: between them lie people.

Both measures date an event and name its place by the same columns of the same table.
"""


def say_nested(publication: Publication) -> None:
    """
    Say of all nested counts what lies between them, and that it is none or more.
    """
    places: dict[str, list[dict[str, object]]] = {}
    for fact, at in publication.values:
        places.setdefault(fact, []).append(dict(at))
    for pair in (*_of_one_measure(), *ONCE):
        _say(publication, pair, places, guarded=False)
    for pair in AMONG:
        _say(publication, pair, places, guarded=True)


def _of_one_measure() -> Iterator[Pair]:
    for measure, chains in NESTED.items():
        for chain in chains:
            for less, more in pairwise(chain):
                yield f"{measure}.{less}", {}, f"{measure}.{more}", {}


def _say(
    publication: Publication,
    pair: Pair,
    places: Mapping[str, list[dict[str, object]]],
    *,
    guarded: bool,
) -> None:
    """
    Say what lies between two figures wherever both are said, and the less is none the more.
    """
    less, of, more, within = pair
    said = publication.values
    for at in places.get(less, ()):
        if of.items() - at.items():
            continue
        whole_at = {**{k: v for k, v in at.items() if k not in of}, **within}
        part, whole = cell(less, **at), cell(more, **whole_at)
        gap = said.get(whole, -1) - said[part]
        if gap >= 0:
            between = cell(f"{more} beyond {less}", **at)
            if guarded and gap:
                publication.add(between, gap, printed=False)
            else:
                publication.slack(between, gap)
            publication.total(whole, [part, between])
