"""
Maps of the States, the counties and the areas of responsibility.

Each takes judged numbers by place and gives a `Chart`: both sizes, with a key in words,
stripes for what is hidden, dots for what has no number, and a text alternative. A
number under a place that is not drawn (a territory, a county that is newer than the
drawing, no place at all) is named below the map and in the alternative, never dropped.
The table beside the map has every number; put one in the same section.

The style sheet takes in ``map_style()``. In the wide drawing each State or area bears a
``<title>`` of its own for the pointer, besides that of the whole drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from custodes.site._maps_classes import Classes, classes
from custodes.site._maps_svg import HIDDEN, NOTHING, SIZES, Fill, Shape, Size, svg
from custodes.site._shown import Chart, Number
from custodes.site._words import say, words
from custodes.site.geometry import (
    Atlas,
    Line,
    area_code,
    area_name,
    atlas,
    counties,
    state_code,
    state_name,
)

_NAMED = 3
"""Places that the alternative names at the top."""
_ELSEWHERE = 12
"""Places off the map that are named; of more, the rest are counted."""


def state_map(values: Mapping[str, Number], *, id: str, title: str, what: str) -> Chart:
    """
    A map of the States.

    Args:
        values: By State: name in any case, postal code or FIPS code.
        id: Of the drawing; unlike any other on its page.
        title: Its caption.
        what: What is counted, as it stands after "by": ``arrests in 2025``.
    """
    found = _place(values, state_code, state_name, _all("states"))
    return _drawn(found, "states", id, title, what, lambda code: code)


def area_map(values: Mapping[str, Number], *, id: str, title: str, what: str) -> Chart:
    """
    A map of the areas of responsibility; places as releases name them, or by code.

    Headquarters is no place on it and is named below.
    """
    found = _place(values, area_code, area_name, _all("areas"))
    return _drawn(found, "areas", id, title, what, area_name)


def county_map(values: Mapping[str, Number], *, id: str, title: str, what: str) -> Chart:
    """
    A map of the counties, by FIPS code (`geometry.county_fips` finds it by name).
    """
    known = counties()
    found = _place(
        values,
        lambda fips: fips if fips in known else None,
        lambda fips: f"{known[fips].name}, {known[fips].state}",
        _all("counties"),
    )
    return _drawn(found, "counties", id, title, what, None)


def map_style() -> str:
    """
    The colors of maps, for the style sheet: by day, by night and in print.
    """
    return (files("custodes.site.geometry") / "map.css").read_text("utf-8")


@dataclass
class _Placed:
    """
    Numbers by place on the map, and those that are not on it.
    """

    groups: Collection[str]
    """Every place that can be drawn."""
    label: Callable[[str], str]
    on: dict[str, Number] = field(default_factory=dict)
    off: dict[str, Number] = field(default_factory=dict)

    @property
    def seen(self) -> dict[str, float]:
        """
        The numbers that are shown.
        """
        return {p: n.value for p, n in self.on.items() if n.value is not None}

    @property
    def hidden(self) -> list[str]:
        """
        The places whose number is hidden.
        """
        return [p for p, n in self.on.items() if n.why is not None]

    @property
    def kind(self) -> str:
        """
        The kind of the numbers.
        """
        return next((n.kind for n in (*self.on.values(), *self.off.values())), "count")

    def fill(self, place: str, by: Classes) -> Fill:
        """
        What a place is filled with.
        """
        number = self.on.get(place)
        if number is None or (number.value is None and number.why is None):
            return NOTHING
        return HIDDEN if number.value is None else by.of(number.value)


def _place(
    values: Mapping[str, Number],
    find: Callable[[str], str | None],
    label: Callable[[str], str],
    groups: Collection[str],
) -> _Placed:
    found = _Placed(groups, label)
    for text, number in values.items():
        place = find(text)
        if place is None or place not in groups:
            name = label(place) if place else text or words()["maps"]["not_stated"]
            found.off[name] = _both(found.off.get(name), number)
        else:
            found.on[place] = _both(found.on.get(place), number)
    return found


def _both(one: Number | None, other: Number) -> Number:
    """
    One number of two spellings of a place: counts add up; else there is none.
    """
    if one is None:
        return other
    if one.why is not None or other.why is not None:
        return Number(None, one.kind, one.why or other.why)
    if one.kind != "count" or one.value is None or other.value is None:
        return Number(None, one.kind)
    return Number(one.value + other.value, one.kind)


def _drawn(
    found: _Placed,
    kind: str,
    id: str,
    title: str,
    what: str,
    name: Callable[[str], str] | None,
) -> Chart:
    by = classes(list(found.seen.values()), found.kind)
    fills = {place: found.fill(place, by) for place in found.groups}
    key = _key(by, fills)
    alternative = _alternative(found, kind, what)
    notes = [*_off_map(found), words()["maps"]["out_of_place"]]
    drawn = {
        size.name: svg(
            size,
            id,
            title,
            alternative,
            _shapes(found, fills, name, _land(kind, size.least)),
            _borders(kind, size),
            key,
            notes,
        )
        for size in SIZES
    }
    return Chart(id, title, alternative, drawn["wide"], drawn["narrow"])


def _group(kind: str) -> Callable[[str], str]:
    """
    The place that a county belongs to.
    """
    known = counties()
    if kind == "states":
        return lambda fips: known[fips].state
    return (lambda fips: known[fips].area) if kind == "areas" else (lambda fips: fips)


def _all(kind: str) -> Collection[str]:
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
    own = tuple(land.borders(lambda place: place))
    if kind == "areas":
        return ((inner, 0.5), (own, 2.4))
    return ((own, 0.3), (inner, 1.2)) if size.named else ((inner, 1.2),)


def _shapes(
    found: _Placed, fills: Mapping[str, Fill], name: Callable[[str], str] | None, land: Atlas
) -> list[Shape]:
    """
    A shape a place; where places are too many for names, a shape a fill.
    """
    if name is None:
        together: dict[Fill, list[str]] = {}
        for place, fill in fills.items():
            together.setdefault(fill, []).append(place)
        return [Shape(tuple(land.outline(places)), fill) for fill, places in together.items()]
    shapes = []
    for place in found.groups:
        number = found.on.get(place)
        told = _told(found.label(place), number) if number else found.label(place)
        shapes.append(Shape(tuple(land.outline([place])), fills[place], told, name(place)))
    return shapes


def _key(by: Classes, fills: Mapping[str, Fill]) -> list[tuple[Fill, str]]:
    key: list[tuple[Fill, str]] = list(enumerate(by.words))
    for fill, sentence in ((HIDDEN, "hidden"), (NOTHING, "no_number")):
        count = sum(f == fill for f in fills.values())
        if count:
            key.append((fill, say("maps", sentence, places=f"{count:,}")))
    return key


def _told(place: str, number: Number) -> str:
    text = number.text or words()["maps"]["none"]
    return say("maps", "place", place=place, number=text)


def _alternative(found: _Placed, kind: str, what: str) -> str:
    """
    What the map shows, in words: most, fewest, how many hidden, who is not on it.
    """
    said = [say("maps", kind, what=what)]
    seen = sorted(found.seen, key=lambda p: (-found.seen[p], found.label(p)))
    if not seen:
        said.append(words()["maps"]["none_shown"])
    elif found.seen[seen[0]] == found.seen[seen[-1]]:
        said.append(say("maps", "all_alike", number=found.on[seen[0]].text))
    else:
        top = "; ".join(_told(found.label(p), found.on[p]) for p in seen[:_NAMED])
        least = _told(found.label(seen[-1]), found.on[seen[-1]])
        said += [say("maps", "most", places=top), say("maps", "least", place=least)]
    every = f"{len(found.groups):,}"
    empty = len(found.groups) - len(seen) - len(found.hidden)
    if found.hidden:
        said.append(say("maps", "hidden_alt", places=f"{len(found.hidden):,}", all=every))
    if empty:
        said.append(say("maps", "no_number_alt", places=f"{empty:,}", all=every))
    return " ".join((*said, *_off_map(found), words()["maps"]["in_table"]))


def _off_map(found: _Placed) -> list[str]:
    """
    The places that are not drawn, with their numbers.
    """
    told = [_told(name, number) for name, number in sorted(found.off.items())]
    if not told:
        return []
    more = len(told) - _ELSEWHERE
    if more > 0:
        told = [*told[:_ELSEWHERE], say("maps", "more", count=more)]
    return [say("maps", "elsewhere", places="; ".join(told))]
