"""
What a person reads is there in English and in Spanish, and never mixed.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from test_scenarios import CASES

from custodes.law import RULES, facts_of, read_case, render_brief, render_text
from custodes.law.expression import _nodes as n
from custodes.law.interpret import in_order

CHOICES = {c.id: c for r in RULES for c in r.choices}
SPANISH = re.compile(
    r"\b(el|la|los|las|de|que|no|si|del|una?|según|desde|qué|en)\b|[áéíóúñ¿]", re.IGNORECASE
)
ENGLISH = re.compile(r"\b(the|of|is|are|that|which|was|were|and|not|from|by|with)\b")
# Names of statutes, cases and forms stay as they are.
NAMES = re.compile(r"\[[^\]]*\]|\b(?:PRESUMPTIVELY|[A-Z]+(?:_[A-Z]+)+)\b")


def told(rule, language):
    words = rule.wording(language)
    return [words.title, words.means, words.means_not, *words.uncertain]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_every_rule_tells_in_spanish_all_that_it_tells_in_english(rule):
    english, spanish = told(rule, "en"), told(rule, "es")

    assert len(english) == len(spanish)
    assert all(SPANISH.search(s) and not ENGLISH.search(s) for s in spanish[1:])
    assert set() == set(english) & set(spanish)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_both_languages_name_the_same_numbers(rule):
    def numbers(texts):
        return [sorted(re.findall(r"\d+", t)) for t in texts]

    assert numbers(told(rule, "en")) == numbers(told(rule, "es"))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_every_answer_has_a_name_in_both_languages(rule):
    assert [] == [o.id for o in rule.outputs if not o.english or not o.spanish]


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_every_question_is_asked_in_both_languages(choice):
    assert choice.asks.endswith("?")
    assert re.search(r"¿.*\?$", choice.asks_spanish)
    assert bool(choice.note) == bool(choice.note_spanish)
    assert not ENGLISH.search(choice.asks_spanish + choice.note_spanish)


def test_every_fact_and_every_step_has_a_name_in_both_languages():
    nodes = in_order(e for r in RULES for e in r.expressions.values())

    assert [] == [
        x.english
        for x in nodes
        if isinstance(x, n.Fact | n.Named) and not (x.english and x.spanish)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_reading_in_spanish_has_no_english_in_it(case):
    answers = read_case(case, language="es")

    text = NAMES.sub("", render_text(answers, "es") + render_brief(answers, "es"))

    english = {t for r in RULES for t in told(r, "en")} | {
        o.english for r in RULES for o in r.outputs if o.english not in {r.spanish.title, o.spanish}
    }
    lines = [re.split(r": | \[", line.strip())[0] for line in text.splitlines()]
    assert [] == [line for line in lines if line in english]
    assert [] == [line for line in text.splitlines() if ENGLISH.search(line)]


def test_both_languages_give_the_same_days():
    case = next(c for c in CASES if facts_of(c).get("ice_custody"))

    english, spanish = (read_case(case, language=x) for x in ("en", "es"))

    days = [[a.value for a in x.answers if isinstance(a.value, date)] for x in (english, spanish)]
    assert days[0]
    assert days[0] == days[1]


def test_the_questions_that_matter_are_asked_once():
    case = next(c for c in CASES if read_case(c).answers[0].rule.family == "removal_period")
    engaged = {i for a in read_case(case).answers for i in a.engaged}

    text = render_text(read_case(case, language="es"), "es")

    assert engaged
    assert [1] * len(engaged) == [text.count(CHOICES[i].asks_spanish) for i in sorted(engaged)]
