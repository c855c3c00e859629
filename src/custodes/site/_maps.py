"""
Maps of the States and the areas of responsibility.

Each takes judged numbers by place and gives a `Chart`: both sizes, with a key in words,
stripes for what is hidden, dots for what has no number, and a text alternative. A
number under a place that is not drawn (a territory, no place at all) is named below the
map and in the alternative, never dropped. The table beside the map has every number;
put one in the same section. `_maps_counties` is of counties.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from custodes.site._maps_classes import Classes, classes
from custodes.site._maps_drawn import Drawing, at_both_sizes, drawn_places, elsewhere, patterned
from custodes.site._maps_svg import HIDDEN, NOTHING, Fill
from custodes.site._shown import Chart, Number
from custodes.site._words import say, words
from custodes.site.geometry import area_code, area_name, state_code, state_name

_NAMED = 3
"""Places that the alternative names at the top."""


def state_map(values: Mapping[str, Number], *, id: str, title: str, what: str) -> Chart:
    """
    A map of the States.

    Args:
        values: By State: name in any case, postal code or FIPS code.
        id: Of the drawing; unlike any other on its page.
        title: Its caption.
        what: What is counted, as it stands after a colon: ``arrests in 2025``.
    """
    found = _place(values, state_code, state_name, drawn_places("states"))
    return _drawn(found, "states", id, title, what, lambda code: code)


def area_map(values: Mapping[str, Number], *, id: str, title: str, what: str) -> Chart:
    """
    A map of the areas of responsibility; places as releases name them, or by code.

    Headquarters is no place on it and is named below.
    """
    found = _place(values, area_code, area_name, drawn_places("areas"))
    return _drawn(found, "areas", id, title, what, area_name)


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
    name: Callable[[str], str],
) -> Chart:
    by = classes(list(found.seen.values()), found.kind)
    fills = {place: found.fill(place, by) for place in found.groups}
    key = [*enumerate(by.words), *patterned(fills)]
    alternative = _alternative(found, kind, what)
    notes = [*_off_map(found), words()["maps"]["out_of_place"]]
    told = {p: (_told(found.label(p), found.on.get(p)), name(p)) for p in found.groups}
    return at_both_sizes(Drawing(kind, id, title, alternative, fills, key, notes, told))


def _told(place: str, number: Number | None) -> str:
    if number is None:
        return place
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
    return elsewhere([_told(name, number) for name, number in sorted(found.off.items())])
