"""
Drawings of made-up numbers: what they show, say and keep.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.disclosure import Why
from custodes.site import _charts as charts
from custodes.site import write
from custodes.site._charts_scale import Days, Scale, text_width, wrapped
from custodes.site._charts_svg import thinned
from custodes.site._common import unfinished
from custodes.site._shown import Number
from custodes.site._words import speaking, words
from small_datasets import rows, view

SMALL, VEILED = Number(None, "count", Why.SMALL), Number(None, "count", Why.PROTECTS)
MONTHS = [f"2025-{m:02}-01" for m in range(1, 13)]
YEARS = [str(y) for y in range(2019, 2027)]


def points(numbers, days=MONTHS, series="Arrests"):
    made = (n if isinstance(n, Number) else Number(float(n)) for n in numbers)
    return [charts.point(n, d, series) for n, d in zip(made, days, strict=False)]


def drawn(rows, title="Arrests & more", **look):
    series = list(dict.fromkeys(r["series"] for r in rows))
    look = {"series": series, "shared": len(series) > 1, **look}
    return charts.chart("c", title, "All of it.", charts.panels(rows, **look))


def parsed(markup):
    return ET.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))  # noqa: S314


def elements(markup, tag):
    return [e for e in parsed(markup).iter() if e.tag.endswith(f"}}{tag}")]


def texts(markup):
    return [e.text or "" for e in elements(markup, "text")]


def both(made):
    return (made.wide, made.narrow)


def test_both_drawings_are_images_with_their_words_and_share_no_id():
    made = drawn(points([20, 30, 40, SMALL, 50]))
    for markup in both(made):
        root = parsed(markup)
        assert root.attrib["role"] == "img"
        assert (root[0].text, root[1].text) == ("Arrests & more", made.alt)
        assert [root[0].attrib["id"], root[1].attrib["id"]] == root.attrib[
            "aria-labelledby"
        ].split()
    wide, narrow = (set(re.findall(r' id="([^"]+)"', m)) for m in both(made))
    assert not wide & narrow


def test_the_same_numbers_give_the_same_bytes():
    rows = points([20, 30, SMALL, 50, 60])
    assert drawn(rows) == drawn(rows)


@pytest.mark.parametrize(
    ("language", "there", "not_there"), [("en", "Jan 2025", "ene"), ("es", "ene 2025", "Jan")]
)
def test_months_are_in_the_language_of_the_page(language, there, not_there):
    with speaking(language):
        made = drawn(points(range(20, 32)))
    for markup in both(made):
        assert there in texts(markup)
        assert not [t for t in texts(markup) if not_there in t]


def test_every_language_has_twelve_short_months_that_differ():
    for language in ("en", "es"):
        assert len(set(words(language)["charts"]["months"])) == 12


def test_a_point_between_hidden_ones_is_a_dot():
    lone = drawn(points([20, 30, 25, SMALL, 40, VEILED, 20, 30, 35]))
    joined = drawn(points([20, 30, 25, 30, 40, 30, 20, 30, 35]))
    for with_gaps, without in zip(both(lone), both(joined), strict=True):
        # One at the end of the line in both, one more for the lone month.
        assert len(elements(without, "circle")) == 1
        assert len(elements(with_gaps, "circle")) == 2


def test_no_line_goes_over_what_is_hidden():
    made = drawn(points([20, 30, SMALL, SMALL, 40, 50]))
    curves = [p for p in elements(made.wide, "path") if p.attrib.get("fill") == "none"]
    assert [p.attrib["d"].count("L") for p in curves] == [1, 1]


def test_hidden_is_striped_and_none_is_a_line_with_its_number():
    made = drawn(points([20, SMALL, 0, 30, 40], YEARS), bars=True)
    for size, markup in zip(("wide", "narrow"), both(made), strict=True):
        bars = [r for r in elements(markup, "rect") if float(r.attrib["width"]) > 16]
        striped = [r for r in bars if r.attrib["fill"] == f"url(#c-{size}-hidden)"]
        filled = [r for r in bars if r not in striped]
        assert len(striped) == 1
        assert len(filled) == 4
        assert min(float(r.attrib["height"]) for r in filled) == 1
        assert {"0", "hidden"} <= set(texts(markup))


def test_what_nobody_counted_is_neither_striped_nor_counted_as_hidden():
    made = drawn(points([20, Number(None), 30, 40], YEARS), bars=True)
    assert "hidden" not in made.wide
    assert made.alt == "All of it."


def test_the_alternative_says_how_many_points_are_hidden():
    rows = points([20, SMALL, VEILED, 30, 40])
    assert drawn(rows).alt == "All of it. Hidden: 2 of 5 points."
    with speaking("es"):
        assert drawn(rows).alt == "All of it. Puntos ocultos: 2 de 5."


@pytest.mark.parametrize(
    ("numbers", "is_drawn"),
    [
        ([20, 30], True),
        ([20, 30, SMALL], False),
        ([20, 30, 40, SMALL], True),
        ([20, 30, 40, *[SMALL] * 12], True),
        ([20, 30, 40, *[SMALL] * 13], False),
        ([SMALL, SMALL], False),
    ],
)
def test_a_drawing_of_which_nearly_all_is_hidden_is_a_sentence(numbers, is_drawn):
    days = [(dt.date(2025, 1, 1) + dt.timedelta(n)).isoformat() for n in range(len(numbers))]
    made = drawn(points(numbers, days))
    assert ("<svg" in made.wide) is is_drawn
    assert ("<svg" in made.narrow) is is_drawn
    if not is_drawn:
        count = sum(n is SMALL for n in numbers)
        assert made.alt.startswith(
            f"Too much is hidden for a picture: {count} of {len(numbers)} points."
        )
        assert made.alt in made.wide


def test_people_held_of_whom_every_day_is_hidden_are_a_sentence_and_no_drawing(tmp_path):
    at = dt.datetime(2026, 2, 1)
    stint = {"book_in_date_time": at, "stay_book_in_date_time": at}
    gone = {**stint, "book_out_date_time": at + dt.timedelta(days=2)}
    made = view(tmp_path, {"stints": rows("stints", [stint, stint, gone])})
    folder = write(made, tmp_path / "out").index.parent
    for name, said in (("", "Too much is hidden for a picture"), ("es", "Hay demasiado oculto")):
        text = (folder / name / "population.html").read_text("utf-8")
        assert said in text
        assert "daily-chart" not in text


@pytest.mark.parametrize(
    ("extract", "time", "year", "unfinished_then"),
    [
        ("2025-09-30", "fiscal_year", 2025, True),  # the extract's own day was not over
        ("2025-10-01", "fiscal_year", 2025, False),
        ("2025-10-01", "fiscal_year", 2026, True),
        ("2025-12-31", "year", 2025, True),
        ("2025-12-31", "month", 2025, False),
    ],
)
def test_a_year_is_unfinished_until_its_last_day_was_over(extract, time, year, unfinished_then):
    sources = [SimpleNamespace(extract=dt.date.fromisoformat(extract))]
    assert unfinished(SimpleNamespace(sources=sources), time, year) is unfinished_then


def test_a_series_that_is_hidden_all_over_is_named_and_not_drawn():
    shown, hidden = points([20, 30, 40, 50], YEARS), points([SMALL] * 4, YEARS, "Bond")
    made = drawn([*shown, *hidden], bars=True)
    for markup in both(made):
        assert "Bond" not in texts(markup)
        assert "All hidden: Bond." in texts(markup)
    assert made.alt.endswith("Hidden: 4 of 8 points. All hidden: Bond.")


def test_a_year_that_is_counted_in_part_is_pale_and_the_key_says_so():
    rows = points([20, 30, 40, 50], YEARS)
    rows[-1] = {**rows[-1], "part": True}
    made = drawn(rows, bars=True)
    assert "only part of the year was counted" in texts(made.wide)
    pale = [r for r in elements(made.wide, "rect") if r.attrib["fill"] == "var(--k0)"]
    assert len(pale) == 2  # the bar, and its sample in the key
    assert "only part" not in drawn(points([20, 30, 40, 50], YEARS), bars=True).wide


def test_hostile_names_are_text():
    bad = '<script>alert("x")</script>'
    made = drawn(points([20, 30, 40, 50], series=bad) + points([20, 30, 40, 50]), title=bad)
    assert "<script" not in made.wide
    assert parsed(made.wide)[0].text == bad


def test_lines_of_one_area_are_told_apart_by_dash_and_name_too():
    rows = points([20, 30, 40], series="Jail") + points([30, 31, 32], series="Task force")
    made = charts.chart("c", "T", "A.", charts.lines(rows, series=["Jail", "Task force"]))
    dashes = {p.attrib.get("stroke-dasharray") for p in elements(made.wide, "path")}
    assert len(dashes) == 2
    assert {"Jail 40", "Task force 32"} <= set(texts(made.wide))
    assert {"Jail", "Task force", "40", "32"} <= set(texts(made.narrow))


def test_names_at_the_ends_of_lines_do_not_lie_on_each_other():
    series = ["A", "B", "C", "D"]
    rows = [p for n, s in enumerate(series) for p in points([20, 30, 40 + n / 9], series=s)]
    made = charts.chart("c", "T", "A.", charts.lines(rows, series=series))
    names = [e for e in elements(made.wide, "text") if e.attrib.get("font-weight")]
    heights = sorted(float(e.attrib["y"]) for e in names)
    assert all(b - a >= 14 for a, b in pairwise(heights))


def shares(filled, blank, name="final_order_date"):
    made = (("Filled", filled), ("Blank", blank))
    return [{"name": name, "part": p, "value": v} for p, v in made]


def stacked(rows):
    order = list(dict.fromkeys(r["name"] for r in rows))
    drawing = charts.stacked(rows, parts=["Filled", "Blank"], order=order)
    return charts.chart("c", "T", "A.", drawing)


def test_a_share_that_is_hidden_is_striped_and_not_nothing():
    known = [r for n in "abc" for r in shares(0.5, 0.5, n)]
    none, hidden = (stacked([*known, *shares(v, b)]) for v, b in ((0.0, 1.0), (None, None)))
    assert "0.0%" in texts(none.wide)
    assert "hidden" not in none.wide
    assert "0.0%" not in texts(hidden.wide)
    assert texts(hidden.wide).count("hidden") == 2  # in the key, and beside the bar
    assert "url(#c-wide-hidden)" in hidden.wide
    assert hidden.alt == "A. Hidden: 2 of 8 points."


@given(st.lists(st.floats(-1e6, 1e6).filter(lambda v: v == 0 or abs(v) > 1e-4), max_size=20))
def test_the_marks_of_a_scale_hold_all_numbers_and_none(values):
    scale = Scale(values, 0, 100)
    assert scale.marks[0] <= min((0, *values)) + 1e-6
    assert scale.marks[-1] >= max((0, *values)) - 1e-6
    assert 2 <= len(scale.marks) <= 8
    assert any(abs(m) < 1e-9 for m in scale.marks)
    labels = [scale.label(m) for m in scale.marks]
    assert len(set(labels)) == len(labels)
    assert all(-0.01 <= scale.at(v) <= 100.01 for v in values)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([61_234], ["0", "20,000", "40,000", "60,000", "80,000"]),
        ([0], ["0", "1"]),
        ([10], ["0", "5", "10"]),
        ([9.5], ["0.0", "2.5", "5.0", "7.5", "10.0"]),
        ([336], ["0", "100", "200", "300", "400"]),
        ([-30, 70], ["-50", "-25", "0", "25", "50", "75"]),
    ],
)
def test_marks_are_round_numbers_with_their_thousands_apart(values, labels):
    scale = Scale(values, 0, 1)
    assert [scale.label(m) for m in scale.marks][: len(labels)] == labels


def test_shares_are_marked_in_percent():
    scale = Scale([0.37], 0, 1, percent=True)
    assert [scale.label(m) for m in scale.marks] == ["0%", "10%", "20%", "30%", "40%"]


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1))


@given(DAYS, st.integers(0, 9000), st.integers(60, 900))
def test_marked_days_lie_within_and_their_words_apart(first, span, width):
    days = Days(first, first + dt.timedelta(span), 0, width)
    assert days.marks
    for day, _ in days.marks:
        assert days.first <= day <= days.last
        assert 0 <= days.at(day) <= width
    for (a, text), (b, other) in pairwise(days.marks):
        room = (text_width(text, 12) + text_width(other, 12)) / 2
        assert days.at(b) - days.at(a) > room * 0.75  # regular marks, measured wide


@given(st.lists(st.integers(0, 500), min_size=1, max_size=300), st.integers(1, 40))
def test_thinned_lines_keep_their_ends_their_highest_and_their_lowest(heights, pixels):
    line = [(i * pixels / len(heights), float(h)) for i, h in enumerate(heights)]
    kept = thinned(line)
    assert set(kept) <= set(line)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert {max(y for _, y in kept), min(y for _, y in kept)} == {
        float(max(heights)),
        float(min(heights)),
    }
    assert len(kept) <= 4 * (pixels + 1)


@given(st.text("abc déf", max_size=60), st.integers(40, 300))
def test_wrapped_text_is_as_narrow_as_asked(text, width):
    lines = wrapped(text, width, 12)
    assert len(lines) <= 2
    assert all(text_width(line, 12) <= width for line in lines)


NUMBERS = st.lists(
    st.one_of(st.integers(11, 70_000), st.just(SMALL), st.just(0)), min_size=4, max_size=8
)


@settings(max_examples=150)
@given(NUMBERS, NUMBERS, st.booleans())
def test_every_text_lies_within_the_drawing(first, second, bars):
    days = YEARS if bars else MONTHS
    rows = points(first, days) + points(second, days, "Order of supervision, no likely removal")
    made = drawn(rows, bars=bars)
    if "<svg" not in made.wide:
        return
    for markup in both(made):
        root = parsed(markup)
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        for e in elements(markup, "text"):
            size = float(e.attrib.get("font-size", 12))
            wide = text_width(e.text or "", size) * 0.85  # it measures for a wide font
            left = {"end": wide, "middle": wide / 2}.get(e.attrib.get("text-anchor", ""), 0)
            x, y = float(e.attrib["x"]), float(e.attrib["y"])
            assert x - left >= -1, e.text
            assert x - left + wide <= width + 1, e.text
            assert 8 <= y <= height, e.text


@given(NUMBERS)
def test_no_number_stands_in_a_drawing_but_those_shown_and_those_of_the_axes(numbers):
    made = drawn(points(numbers, YEARS), bars=True)
    if "<svg" not in made.wide:
        return
    shown = [n for n in numbers if n is not SMALL]
    scale = Scale([float(n) for n in shown], 0, 1)
    known = {f"{n:,}" for n in shown} | {scale.label(m) for m in scale.marks} | set(YEARS)
    for markup in both(made):
        assert {t for t in texts(markup) if re.search(r"\d", t)} <= known
