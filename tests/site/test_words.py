"""
Every language says all that the first one says.
"""

from __future__ import annotations

import datetime as dt
import string
import tomllib
from importlib.resources import files

import pytest

from custodes.errors import CallError
from custodes.site import _words
from custodes.site._words import (
    FIRST,
    day_words,
    language,
    languages,
    month_words,
    say,
    speaking,
    words,
)

OTHERS = [name for name in languages() if name != FIRST]
# Names and words that are spelled alike.
ALIKE = {
    "Custodes",
    "SHA-256",
    "No",
    "no",
    "{label}: {figure} {when}.",
    "{place} ({number})",
    "{low}",
    "<{limit}",
    "{month} {year}",
}


def written(name):
    """
    What the files of a language say, without what is borrowed from the first.
    """
    folder = files("custodes.site") / "words"
    parts = (f"common.{name}.toml", f"{name}.toml")
    return {k: v for p in parts for k, v in tomllib.loads((folder / p).read_text("utf-8")).items()}


def flat(found, before=""):
    for key, value in found.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name is not None}


def test_english_comes_first_and_spanish_is_there():
    assert languages()[0] == "en"
    assert "es" in languages()


@pytest.mark.parametrize("name", OTHERS)
def test_a_language_has_the_sentences_of_the_first_and_no_other(name):
    mine, first = dict(flat(written(name))), dict(flat(written(FIRST)))
    assert sorted(first.keys() - mine.keys()) == []
    assert sorted(mine.keys() - first.keys()) == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_sentence_has_the_same_values_in_every_language(name):
    first = dict(flat(written(FIRST)))
    differ = {
        k for k, text in flat(written(name)) if k in first and fields(text) != fields(first[k])
    }
    assert differ == set()


@pytest.mark.parametrize("name", OTHERS)
def test_no_sentence_was_left_in_english(name):
    first = dict(flat(written(FIRST)))
    same = {k: t for k, t in flat(written(name)) if t == first.get(k) and t not in ALIKE}
    assert same == {}


@pytest.mark.parametrize("name", OTHERS)
def test_a_language_names_itself(name):
    assert words(name)["lang"] == name


def test_what_a_language_lacks_is_said_in_the_first():
    assert _words._over({"a": {"b": "x", "c": "y"}}, {"a": {"b": "z"}}) == {
        "a": {"b": "z", "c": "y"}
    }


def test_what_is_said_is_in_the_language_spoken_and_english_afterwards():
    before = say("population", "daily")
    with speaking("es") as name:
        assert (name, language()) == ("es", "es")
        assert say("population", "daily") == "Día por día"
    assert language() == FIRST
    assert say("population", "daily") == before == "Day by day"


def test_a_language_without_a_file_is_a_mistake_that_names_those_there_are():
    with pytest.raises(CallError, match="there are in: en, es"), speaking("tlh"):
        pass


@pytest.mark.parametrize(
    ("name", "day", "month"),
    [
        ("en", "10 March 2026", "March 2026"),
        ("es", "10 de marzo de 2026", "marzo de 2026"),
    ],
)
def test_days_and_months_are_in_words(name, day, month):
    with speaking(name):
        assert day_words(dt.date(2026, 3, 10)) == day
        assert month_words(dt.date(2026, 3, 10)) == month
