"""
Estimates drawn with their intervals: where each stands, and what is said of them.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from custodes.site._charts_intervals import intervals
from custodes.site._shown import Number

ROWS = [
    ("North", Number(1.5, "rate", ends=(1.25, 2.0))),
    ("South", Number(0.5, "rate", ends=(0.25, 1.5))),
]


def drawn(rows=ROWS, none=1):
    return intervals(rows, id="i", title="Odds", alternative="All", none=none, axis="Dashed")


def parsed(markup):
    return ET.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))  # noqa: S314


def across(markup):
    """
    The pixels of each estimate, and of the two ends of its interval.
    """
    dots = [float(e.attrib["cx"]) for e in parsed(markup).iter() if e.tag.endswith("circle")]
    paths = [e.attrib for e in parsed(markup).iter() if e.tag.endswith("path")]
    lines = [
        [float(x) for x in re.findall(r"[ML](-?[\d.]+),", p["d"])]
        for p in paths
        if p.get("stroke-width") == "2.5"
    ]
    return dots, lines


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_estimates_and_ends_stand_on_one_scale(size):
    markup = getattr(drawn(), size)
    (north, south), (a, b) = across(markup)
    # By the two dots, 1.5 and 0.5: a unit, and where none is.
    unit, zero = north - south, south - (north - south) / 2
    assert [(x - zero) / unit for x in (*a, *b)] == pytest.approx([1.25, 2.0, 0.25, 1.5], abs=0.01)
    (dashed,) = [
        e.attrib["d"] for e in parsed(markup).iter() if e.attrib.get("stroke-dasharray") == "4 3"
    ]
    assert (float(dashed[1:].split(",")[0]) - zero) / unit == pytest.approx(1, abs=0.01)


def test_every_estimate_is_written_beside_its_name():
    for markup in (drawn().wide, drawn().narrow):
        texts = [e.text for e in parsed(markup).iter() if e.tag.endswith("text")]
        assert {"North", "1.50 (1.25–2.00)", "South", "0.50 (0.25–1.50)", "Dashed"} <= set(texts)  # noqa: RUF001


def test_an_interval_without_an_end_in_sight_runs_to_the_edge_and_hides_no_other():
    rows = [*ROWS, ("Far", Number(1.1, "rate", ends=(0.01, 900.0)))]
    (north, south, _), lines = across(drawn(rows).wide)
    assert max(x for line in lines for x in line) <= 940
    assert north - south > 100


def test_ends_below_none_are_not_taken_for_ranges():
    number = Number(-0.1, "share", ends=(-0.2, -0.05))
    assert number.text == "-10.0% (-20.0% to -5.0%)"
    assert Number(0.1, "share", ends=(0.05, 0.2)).text == "10.0% (5.0%–20.0%)"  # noqa: RUF001


def test_hostile_names_are_text():
    assert "<script" not in drawn([("<script>", ROWS[0][1]), *ROWS]).wide
