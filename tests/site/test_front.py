"""
The front page: what it says in words is what its pages show.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from read_pages import read
from test_splits import findings, measure

from custodes.disclosure import Publication, protect
from custodes.site._shown import Judged, Number
from custodes.site._spec import Spec, Top
from custodes.site._split import split
from custodes.site._tops import _told, headlines


def held(site):
    text = (site / "data" / "people-held-by-day.csv").read_text("utf-8")
    return [
        int(r["held_overnight"])
        for r in csv.DictReader(io.StringIO(text))
        if r["held_overnight"].isdigit()
    ]


def test_the_most_people_held_on_one_night_are_the_most_of_the_daily_series(site):
    said = re.search(
        r"The most people held on one night were ([\d,]+)", read(site / "index.html").text
    )
    assert said
    assert int(said[1].replace(",", "")) == max(held(site))


def test_the_highest_day_of_the_drawing_is_the_highest_of_the_series(site):
    said = re.search(r"highest ([\d,]+) on", read(site / "population.html").text)
    assert said
    assert int(said[1].replace(",", "")) == max(held(site))


def test_a_figure_whose_least_is_hidden_says_the_most_it_can_be():
    top = Top("held_180", "held_180", low="held_180_low", high="held_180_high", bounds=True)

    assert "at most 61:" in _told(top, Number(18), [None, 61])
    assert "at least 13, at most 61:" in _told(top, Number(18), [13, 61])
    # An interval of which one end is missing is none.
    assert _told(replace(top, bounds=False), Number(18), [None, 61]) == ""
    assert _told(top, Number(18), [13, None]) == ""


@pytest.mark.parametrize(("months", "figures"), [(3, ["40"]), (4, [])])
def test_a_figure_of_long_ago_is_no_headline(months, figures):
    # Of all months but the first, so few were counted that they are hidden.
    rows = [(dt.date(2025, m + 1, 1), 8 if m else 40, 1) for m in range(months)]
    said = Publication()
    found = split(said, measure(), findings(rows, ("month",)), Spec((), figures=("people",)))
    top = Top("held_180", "people", by=("month",))

    assert [h.figure for h in headlines([top], [found], Judged(protect(said)))] == figures
