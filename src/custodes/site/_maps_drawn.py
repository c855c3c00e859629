"""
A map at both its sizes, once it is known what each place is filled with.

The style sheet takes in ``map_style()``. In the wide drawing each State or area bears a
``<title>`` of its own for the pointer, besides that of the whole drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from custodes.site._maps_svg import HIDDEN, NOTHING, SIZES, Fill, Shape, Size, svg
from custodes.site._shown import Chart
from custodes.site._words import say
from custodes.site.geometry import Atlas, Line, atlas, counties

PALEST: Fill = 0
_ELSEWHERE = 12
"""Places off the map that are named; of more, the rest are counted."""


@dataclass(frozen=True)
class Drawing:
    """
    What both sizes of a map have in common.
    """

    kind: str
    id: str
    title: str
    alternative: str
    fills: Mapping[str, Fill]
    key: Sequence[tuple[Fill, str]]
    notes: Sequence[str]
    told: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What the pointer is told of each place and what is written on it; none of counties."""


def at_both_sizes(made: Drawing) -> Chart:
    """
    The drawing for a desk and that for a telephone.
    """
    drawn = {
        size.name: svg(
            size,
            made.id,
            made.title,
            made.alternative,
            _shapes(made, _land(made.kind, size.least)),
            [*_within(made, size), *_borders(made.kind, size)],
            made.key,
            made.notes,
        )
        for size in SIZES
    }
    return Chart(made.id, made.title, made.alternative, drawn["wide"], drawn["narrow"])


def _within(made: Drawing, size: Size) -> list[tuple[list[Line], float]]:
    """
    The lines between counties of one kind, where there is room for them.

    Of the palest kind, which most counties are, and between kinds there is no need.
    """
    if made.kind != "counties" or not size.named:
        return []
    land = _land("counties", size.least)
    fills = made.fills
    own = land.borders(lambda f: f if fills[f] not in (PALEST, NOTHING) else "")
    return [(own, 0.3)]


def _group(kind: str) -> Callable[[str], str]:
    """
    The place that a county belongs to.
    """
    known = counties()
    if kind == "states":
        return lambda fips: known[fips].state
    return (lambda fips: known[fips].area) if kind == "areas" else (lambda fips: fips)


def drawn_places(kind: str) -> Collection[str]:
    """
    Every place of a kind (states, areas, counties) that the drawing has.
    """
    return _land(kind, SIZES[0].least).counties


@cache
def _land(kind: str, least: float) -> Atlas:
    return atlas().grouped(_group(kind), least)


@cache
def _borders(kind: str, size: Size) -> tuple[tuple[tuple[Line, ...], float], ...]:
    """
    The lines over a map, the faintest first, with their width in pixels.
    """
    land = _land(kind, size.least)
    states = _land("states", size.least)
    inner = tuple(states.borders(lambda state: state))
    if kind == "states":
        return ((inner, 1.5),)
    if kind == "counties":
        return ((inner, 1.2),)
    return ((inner, 0.5), (tuple(land.borders(lambda place: place)), 2.4))


def _shapes(made: Drawing, land: Atlas) -> list[Shape]:
    """
    A shape a place; where places are too many for names, a shape a fill.
    """
    if made.told:
        return [
            Shape(tuple(land.outline([place])), made.fills[place], *told)
            for place, told in made.told.items()
        ]
    together: dict[Fill, list[str]] = {}
    for place, fill in made.fills.items():
        together.setdefault(fill, []).append(place)
    return [Shape(tuple(land.outline(places)), fill) for fill, places in together.items()]


def patterned(fills: Mapping[str, Fill], nothing: str = "no_number") -> list[tuple[Fill, str]]:
    """
    What the key says of places that are hidden or have no number, the latter by its words.
    """
    key: list[tuple[Fill, str]] = []
    for fill, sentence in ((HIDDEN, "hidden"), (NOTHING, nothing)):
        count = sum(f == fill for f in fills.values())
        if count:
            key.append((fill, say("maps", sentence, places=f"{count:,}")))
    return key


def elsewhere(told: Sequence[str]) -> list[str]:
    """
    What is told of the places that are not drawn, as a note; none where there are none.
    """
    if not told:
        return []
    more = len(told) - _ELSEWHERE
    kept = list(told[:_ELSEWHERE])
    if more > 0:
        kept.append(say("maps", "more", count=more))
    return [say("maps", "elsewhere", places="; ".join(kept))]


def map_style() -> str:
    """
    The colors of maps, for the style sheet: by day, by night and in print.
    """
    return (files("custodes.site.geometry") / "map.css").read_text("utf-8")
