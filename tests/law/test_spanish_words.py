"""
What is no sentence of a rule is in Spanish too: codes, readings, authorities, labels.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from test_languages import CHOICES, ENGLISH
from test_scenarios import CASES

from custodes.law import RULES, read_case, to_ics, to_json
from custodes.law.expression import _nodes as n
from custodes.law.us.spanish import authority_words, reading_words, value_word

ALL = {o: r for r in RULES for o in r.outputs}
# A section of the United States Code, or of an agency's list, has no words to translate.
NO_WORDS = re.compile(r"8 USC 1226|8 USC 1231\(a\)(\(6\))?|1367")
# Cases and titles as they are cited.
TITLES = re.compile(
    r"\(Criminal Offense Level Business Rules\)|Secure Communities|Form[A-Z]?|[A-Z][\w.]+ v\. [^;,(]*"
)


def codes(expression):
    """
    The texts that an expression can come to.
    """
    if isinstance(expression, n.Constant):
        return {expression.value} - {None}
    if isinstance(expression, n.When):
        return codes(expression.then) | codes(expression.otherwise)
    if isinstance(expression, n.Named | n.Pick):
        return set().union(*map(codes, expression.parts))
    return set()


CODES = {c for o in ALL if o.expression.kind == "text" for c in codes(o.expression)}
CITED = {c for r in RULES for c in r.citations} | {o.authority for o in ALL if o.authority}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_spanish_words_and_stays_beside_them(code):
    told = value_word(code, "es")

    assert value_word(code, "en") == code
    assert NO_WORDS.fullmatch(code) or told.endswith(f" ({code})")
    assert not ENGLISH.search(told.removesuffix(f"({code})"))


def test_there_are_codes():
    assert {"CHALLENGEABLE", "BLOCKED_DO_NOT_CONFIRM", "LEVEL_1", "homicide"} <= CODES


@pytest.mark.parametrize(
    ("choice", "reading"),
    [pytest.param(c, r, id=f"{c.id}-{r}") for c in CHOICES.values() for r in c.readings],
)
def test_who_reads_a_question_so_is_told_in_spanish(choice, reading):
    english, spanish = (reading_words(choice, reading, x) for x in ("en", "es"))

    assert not ENGLISH.search(TITLES.sub("", spanish))
    # What has English words has been translated.
    assert not ENGLISH.search(TITLES.sub("", english)) or english != spanish
    assert re.findall(r"\d+", english) == re.findall(r"\d+", spanish)


@pytest.mark.parametrize("citation", sorted(CITED, key=lambda c: c.text), ids=lambda c: c.text)
def test_what_is_said_of_an_authority_is_in_spanish(citation):
    spanish = authority_words(citation, "es")

    assert authority_words(citation, "en") == citation.text
    assert not ENGLISH.search(TITLES.sub("", spanish))
    assert "from memory" not in spanish
    assert sorted(re.findall(r"\d+", citation.text)) == sorted(re.findall(r"\d+", spanish))


@pytest.mark.parametrize("case", CASES[:12], ids=lambda c: c.name)
def test_programs_and_calendars_are_given_the_same_in_both_languages(case):
    english, spanish = (to_json(read_case(case, language=x), x) for x in ("en", "es"))

    said = {"label", "said", "why", "means_not", "uncertain", "authority", "varied"}
    for one, other in zip(english["answers"], spanish["answers"], strict=True):
        assert {k: v for k, v in one.items() if k not in said} == {
            k: v for k, v in other.items() if k not in said
        }
        assert [v["value"] for v in one["varied"]] == [v["value"] for v in other["varied"]]
        assert other["means_not"] != one["means_not"]
        assert not ENGLISH.search(other["label"] + other["means_not"])
        assert [w for w in other["why"] if ENGLISH.search(w)] == []


def test_a_calendar_in_spanish_moves_the_entries_of_one_in_english():
    case = next(c for c in CASES if any(isinstance(a.value, date) for a in read_case(c).answers))
    english, spanish = (to_ics(read_case(case, language=x), language=x) for x in ("en", "es"))

    def ids(text):
        return re.findall(r"^UID:.*$", text, re.MULTILINE)

    assert ids(english) == ids(spanish)
    assert ids(english)
    assert "No significa:" in spanish
    assert "Does not mean" not in spanish
