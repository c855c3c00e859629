"""
Maps of made-up numbers: what they show, say and keep.
"""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.disclosure import Why
from custodes.records import code_lists
from custodes.site._maps import area_map, state_map
from custodes.site._maps_classes import classes
from custodes.site._maps_drawn import map_style
from custodes.site._maps_svg import FILLS
from custodes.site._shown import Number
from custodes.site._words import speaking

SMALL = Number(None, "count", Why.SMALL)
STATES = [c.label for c in code_lists()["state"].codes]
AREAS = [c.agency[1] for c in code_lists()["area_of_responsibility"].codes]
NAMES = {"id": "m", "title": "Arrests & more", "what": "arrests, fiscal year 2025"}


def made_up(places):
    chance = random.Random(5)
    found = {}
    for place in places:
        drawn = chance.random()
        found[place] = SMALL if drawn < 0.1 else Number(float(11 + int(chance.expovariate(1e-3))))
    return found


def parsed(markup):
    return ET.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))  # noqa: S314


def texts(markup):
    return [e.text or "" for e in parsed(markup).iter() if e.tag.endswith("text")]


@pytest.mark.parametrize(
    ("draw", "places", "most"),
    [(state_map, STATES, 60_000), (area_map, AREAS, 60_000)],
)
def test_a_map_at_both_sizes_is_small(draw, places, most):
    drawn = draw(made_up(places), **NAMES)
    assert len(drawn.wide) + len(drawn.narrow) < most
    for markup in (drawn.wide, drawn.narrow):
        root = parsed(markup)
        assert root.attrib["role"] == "img"
        title, described = root[0], root[1]
        assert [title.attrib["id"], described.attrib["id"]] == root.attrib[
            "aria-labelledby"
        ].split()
        assert (title.text, described.text) == ("Arrests & more", drawn.alt)
        ids = re.findall(r' id="([^"]+)"', markup)
        assert len(ids) == len(set(ids))
        for used in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', markup):
            assert "".join(used) in ids


def test_the_two_drawings_of_a_page_share_no_id():
    drawn = state_map(made_up(STATES), **NAMES)
    wide, narrow = (set(re.findall(r' id="([^"]+)"', m)) for m in (drawn.wide, drawn.narrow))
    assert not wide & narrow


def test_the_alternative_names_the_most_the_fewest_and_how_many_are_hidden():
    values = {
        "TEXAS": Number(900.0),
        "Ohio": Number(50.0),
        "MN": Number(300.0),
        "19": Number(200.0),
        "Maine": SMALL,
        "Guam": Number(40.0),
        "": Number(12.0),
    }
    drawn = state_map(values, **NAMES)
    assert drawn.alt == (
        "Map of the States: arrests, fiscal year 2025. "
        "Most: Texas (900); Minnesota (300); Iowa (200). Fewest shown: Ohio (50). "
        "Hidden: 1 of 51. No number: 46 of 51. "
        "Not on the map: Guam (40); place not stated (12). The table has every number."
    )


@pytest.mark.parametrize("place", ["Guam", "Puerto Rico", "U.S. Virgin Islands", "Ontario"])
def test_a_place_off_the_map_is_named_below_it(place):
    drawn = state_map({place: Number(77.0), "Iowa": Number(20.0)}, **NAMES)
    for markup in (drawn.wide, drawn.narrow):
        assert f"{place} (77)" in " ".join(texts(markup))


def test_headquarters_is_named_below_the_areas():
    drawn = area_map({"HQ Area of Responsibility": Number(31.0), "SPM": Number(20.0)}, **NAMES)
    assert "Headquarters (31)" in " ".join(texts(drawn.narrow))


def test_a_hidden_place_is_striped_and_one_without_a_number_dotted():
    drawn = state_map({"Iowa": SMALL, "Ohio": Number(40.0)}, **NAMES)
    told = {
        e[0].text: e.attrib["fill"]
        for e in parsed(drawn.wide).iter()
        if e.tag.endswith("path") and len(e)
    }
    assert told["Iowa (<11)"] == "url(#m-wide-hidden)"
    assert told["Ohio (40)"] == f"var(--m1,{FILLS[0]})"
    assert told["Texas"] == "url(#m-wide-nothing)"
    assert {"hidden (1)", "no number (49)"} <= set(texts(drawn.wide))


@given(st.dictionaries(st.sampled_from(STATES), st.integers(1, 10), min_size=1))
def test_hidden_numbers_leave_no_trace(small):
    shown = {s: Number(500.0) for s in STATES if s not in small}
    hidden = shown | dict.fromkeys(small, SMALL)
    drawn = state_map(hidden, **NAMES)
    assert set(re.findall(r"\(([^)]*)\)", drawn.alt)) <= {"500", "<11"}


def test_two_spellings_of_an_area_add_up_and_hide_together():
    both = ("St Paul Area of Responsibility", "St. Paul Area of Responsibility")
    drawn = area_map(dict.fromkeys(both, Number(20.0)), **NAMES)
    assert "St. Paul (40)" in drawn.wide
    drawn = area_map(dict(zip(both, (Number(20.0), SMALL), strict=True)), **NAMES)
    assert "St. Paul (&lt;11)" in drawn.wide


def test_a_map_without_numbers_says_so():
    drawn = state_map({}, **NAMES)
    assert "No number is shown. No number: 51 of 51." in drawn.alt


def test_hostile_names_are_text():
    bad = '<script>alert("x")</script>'
    drawn = state_map({bad: Number(99.0)}, id="m", title=bad, what=bad)
    assert "<script" not in drawn.wide
    assert parsed(drawn.wide)[0].text == bad


def test_a_map_speaks_the_language_of_its_page():
    with speaking("es"):
        drawn = area_map({"SPM": Number(20.0), "HQ": SMALL}, **NAMES)
    assert drawn.alt.startswith("Mapa de las áreas de responsabilidad: arrests")
    assert "Fuera del mapa: Headquarters (" in drawn.alt
    assert "sin número (24)" in texts(drawn.wide)


@pytest.mark.parametrize(
    ("numbers", "kind", "words"),
    [
        ([], "count", ()),
        ([40.0], "count", ("40",)),
        ([0.0, 0.0], "count", ("0",)),
        ([0.0, 40.0, 40.0], "count", ("0", "40")),
        ([12.0, 30.0, 90.0, 300.0, 2500.0], "count", ("12", "30", "90", "300", "2,500")),
        ([0.1, 0.1, 0.4], "share", ("10.0%", "40.0%")),
    ],
)
def test_classes_of_few_numbers(numbers, kind, words):
    assert classes(numbers, kind).words == words


@given(st.lists(st.integers(0, 200_000).filter(lambda n: not 0 < n < 11), min_size=1))
def test_every_number_is_in_the_class_that_the_key_says(numbers):
    found = classes([float(n) for n in numbers], "count")
    assert 1 <= len(found.words) <= 5
    seen = set()
    for n in numbers:
        place = found.of(float(n))
        seen.add(place)
        ends = [int(p.replace(",", "")) for p in found.words[place].split(" to ")]
        assert ends[0] <= n <= ends[-1]
    assert seen == set(range(len(found.words)))


def brightness(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    line = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def long_form(color):
    return "#" + "".join(c * 2 for c in color[1:]) if len(color) == 4 else color


def test_the_colors_of_classes_stay_apart_in_gray_and_names_stand_out_on_them():
    found = re.findall(r"--(m|on-m)(\d): (#[0-9a-f]+)", map_style())
    assert len(found) == 30
    for theme in (found[:10], found[10:20], found[20:]):
        fills = [brightness(long_form(c)) for kind, _, c in theme if kind == "m"]
        inks = [brightness(long_form(c)) for kind, _, c in theme if kind == "on-m"]
        steps = [(max(p) + 0.05) / (min(p) + 0.05) for p in pairwise(fills)]
        assert min(steps) >= 1.3
        assert fills in (sorted(fills), sorted(fills, reverse=True))
        for fill, ink in zip(fills, inks, strict=True):
            assert (max(fill, ink) + 0.05) / (min(fill, ink) + 0.05) >= 4.5
