"""
Every page of a made-up site, in a real browser, at a desk and on a telephone.
"""

from __future__ import annotations

from looking import SLOW


def told(looks, wrong):
    """
    What is wrong, page by page; empty where nothing is.
    """
    return [f"{k.name} at {k.width}: {w}" for k in looks for w in wrong(k)]


def test_the_pages_are_there(pages):
    assert "index.html" in {p.name for p in pages}
    assert len(pages) >= 8


def test_axe_finds_nothing_by_day_or_night(looked):
    assert told(looked, lambda k: k.violations) == []


def test_no_page_is_wider_than_its_window(looked):
    assert told(looked, lambda k: [k.seen["wide"]] if k.seen["wide"] > k.width else []) == []


def test_no_page_is_wider_than_the_narrowest_window_of_the_guidelines(looked):
    assert told(looked, lambda k: [k.narrowest] if k.narrowest > 320 else []) == []


def test_every_drawing_has_a_name_and_a_table(looked):
    assert told(looked, lambda k: ["no name"] * k.seen["nameless"]) == []
    assert told(looked, lambda k: ["no table"] * k.seen["tableless"]) == []


def test_of_each_chart_one_drawing_is_shown(looked):
    assert told(looked, lambda k: [n for n in k.seen["figures"] if n != 1]) == []
    assert sum(len(k.seen["figures"]) for k in looked) >= 10


def test_every_page_is_there_in_less_than_a_second(looked):
    assert told(looked, lambda k: [k.load] if k.load >= SLOW else []) == []


def test_nothing_goes_wrong_while_a_page_is_opened(looked):
    assert told(looked, lambda k: k.said) == []


def test_no_request_leaves_the_site(looked, looker):
    assert looked
    assert looker.asked == []


def test_every_page_says_that_it_is_made_up(looked):
    assert told(looked, lambda k: [] if k.seen["banner"] else ["no banner"]) == []
    assert told(looked, lambda k: [] if "SYNTH" in k.seen["title"] else [k.seen["title"]]) == []


def test_every_page_says_its_language(looked):
    assert told(looked, lambda k: [] if k.seen["lang"] in {"en", "es"} else [k.seen["lang"]]) == []
