"""
Maps of the counties by which of few kinds each is.
"""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET

import pytest

from custodes.measures._counties import counties
from custodes.site._maps_counties import county_map
from custodes.site._maps_svg import FILLS
from custodes.site._words import speaking
from custodes.site.geometry import counties as drawn_counties

NAMES = {"id": "c", "title": "Agreements & more", "what": "their agreements"}
KINDS = ("none", "town", "jail", "street")
HENNEPIN, RAMSEY, CAPITOL = "27053", "27123", "09110"


def drawn(kinds, names=KINDS):
    every = dict.fromkeys(counties(), 0)
    return county_map({**every, **kinds}, names, **NAMES)


def parsed(markup):
    return ET.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))  # noqa: S314


def key(markup):
    return [e.text or "" for e in parsed(markup).iter() if e.tag.endswith("text")]


def filled(markup):
    """
    What each shape is filled with: kinds are told by words only in the key.
    """
    return [e.attrib["fill"] for e in parsed(markup).iter() if "d" in e.attrib]


def test_each_kind_is_one_shape_and_stands_in_the_key():
    found = drawn({HENNEPIN: 3, RAMSEY: 3, "27001": 1})
    for markup in (found.wide, found.narrow):
        assert set(KINDS) <= set(key(markup))
        tones = [f for f in filled(markup) if f.startswith("var(--m")]
        assert sorted(tones) == [f"var(--m{i + 1},{FILLS[i]})" for i in (0, 2, 4)]


def test_hidden_none_and_no_number_differ_by_pattern():
    found = drawn({HENNEPIN: None})
    for name, markup in (("wide", found.wide), ("narrow", found.narrow)):
        assert {f"url(#c-{name}-hidden)", f"url(#c-{name}-nothing)"} <= set(filled(markup))
        assert f"var(--m1,{FILLS[0]})" in filled(markup)
        assert "hidden (1)" in key(markup)
        patterns = {e.attrib["id"]: e for e in parsed(markup).iter() if e.tag.endswith("pattern")}
        drawn_in = {i: [c.tag.rpartition("}")[2] for c in e] for i, e in patterns.items()}
        assert drawn_in == {
            f"c-{name}-hidden": ["rect", "rect"],
            f"c-{name}-nothing": ["rect", "circle"],
        }


def test_a_county_of_the_drawing_that_is_none_any_more_is_dotted_and_counted():
    # The eight of Connecticut, and Valdez-Cordova in Alaska.
    gone = {f for f, c in drawn_counties().items() if c.drawn} - set(counties())
    assert len(gone) == 9
    assert "boundaries changed since: no number (9)" in key(drawn({}).wide)


def test_a_county_that_is_not_drawn_is_named_below_and_one_of_the_first_kind_is_not():
    found = drawn({CAPITOL: 2, "09120": 0})
    told = "Not on the map: Capitol Planning Region, CT (jail)."
    assert told in found.alt
    assert told in " ".join(key(found.narrow))
    assert "09120" not in found.alt


def test_the_alternative_names_the_kinds_and_where_their_numbers_are():
    found = drawn({HENNEPIN: 3, RAMSEY: 1})
    assert found.alt == (
        "Map of the counties: their agreements. none; town; jail; street; boundaries changed "
        "since: no number (9). The table has how many there are of each, the download every county."
    )
    with speaking("es"):
        assert drawn({}).alt.startswith("Mapa de los condados: their agreements.")


def test_lines_between_counties_are_on_the_wide_map_only():
    found = drawn({HENNEPIN: 3, RAMSEY: 3})
    assert found.wide.count("<use") > found.narrow.count("<use")


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_a_map_at_both_sizes_leaves_room_on_its_page(share):
    chance = random.Random(7)
    found = drawn({f: chance.choice([1, 2, 3]) for f in counties() if chance.random() < share})
    assert len(found.wide) + len(found.narrow) < 300_000


def test_hostile_names_are_text():
    found = drawn({HENNEPIN: 1}, ("none", "<script>alert(1)</script>"))
    assert "<script" not in found.wide
    assert len(set(re.findall(r' id="([^"]+)"', found.wide))) > 1
