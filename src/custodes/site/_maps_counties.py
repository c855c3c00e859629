"""
A map of the counties, which are too small for a number each: by which of few kinds each is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from custodes.measures._counties import counties as census
from custodes.site._maps_drawn import Drawing, at_both_sizes, drawn_places, elsewhere, patterned
from custodes.site._maps_svg import HIDDEN, NOTHING, Fill
from custodes.site._shown import Chart
from custodes.site._words import say, words

TONES: Sequence[Fill] = (0, 2, 3, 4)
"""The tones of kinds: as far apart as so few can be, in print too."""

Kind = int | None
"""Position of a county's kind; null: hidden."""


def county_map(
    kinds: Mapping[str, Kind], names: Sequence[str], *, id: str, title: str, what: str
) -> Chart:
    """
    A map of the counties by what each of them is.

    Args:
        kinds: By FIPS code, all counties of today. One that is drawn and not among them is
            dotted; one that is not drawn is named below the map.
        names: Of the kinds, from the palest, which is the lack of any other, to the
            darkest; four at most.
        id: Of the drawing; unlike any other on its page.
        title: Its caption.
        what: What the kinds are, as it stands after a colon.
    """
    land = drawn_places("counties")
    fills = {f: _fill(kinds[f]) if f in kinds else NOTHING for f in land}
    key: list[tuple[Fill, str]] = [*zip(TONES, names, strict=False), *patterned(fills, "redrawn")]
    off = elsewhere(
        [_told(f, k, names) for f, k in sorted(kinds.items()) if f not in land and k != 0]
    )
    said = [say("maps", "counties", what=what), f"{'; '.join(told for _, told in key)}."]
    alternative = " ".join((*said, *off, words()["maps"]["in_file"]))
    notes = [*off, words()["maps"]["out_of_place"]]
    return at_both_sizes(Drawing("counties", id, title, alternative, fills, key, notes))


def _fill(kind: Kind) -> Fill:
    return HIDDEN if kind is None else TONES[kind]


def _told(fips: str, kind: Kind, names: Sequence[str]) -> str:
    known = census().get(fips)
    place = f"{known.name}, {known.state}" if known else fips
    return say(
        "maps",
        "place",
        place=place,
        number=words()["numbers"]["hidden"] if kind is None else names[kind],
    )
