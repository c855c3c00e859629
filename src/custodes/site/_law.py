"""
The law that deadlines rest on: rules, divided questions, dated numbers, authorities.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from custodes.law import RULES, Choice, Citation, Rule
from custodes.law.parameters import Series
from custodes.site._words import day_words, say, words


@dataclass(frozen=True, slots=True)
class RuleShown:
    """
    One rule as printed.
    """

    id: str
    title: str
    means: str
    means_not: str
    uncertain: tuple[str, ...]
    force: str
    answers: tuple[str, ...]
    authorities: tuple[tuple[str, str], ...]
    """Citation, and whether it was compared with its text."""
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    """
    The rules, the questions that courts divide on, and the numbers with their history.
    """

    as_of: str
    rules: tuple[RuleShown, ...]
    questions: tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...]
    """Id, question, readings with who reads it so, and which is taken."""
    numbers: tuple[tuple[str, str, str, str, str], ...]
    """What, value, since, authority, whether it was compared with its text."""


def law_page(language: str, as_of: date | None) -> LawPage:
    """
    The law as this version of the program has it.

    Args:
        language: ``en`` or ``es``; what has no Spanish is in English.
        as_of: The last day that the data know of. Null: not known.
    """
    choices: dict[str, Choice] = {}
    series: dict[str, Series] = {}
    for rule in RULES:
        choices |= {c.id: c for c in rule.choices}
        series |= {s.id: s for s in rule.series}
    w = words()["law"]
    return LawPage(
        as_of=say("law", "as_of", day=day_words(as_of)) if as_of else "",
        rules=tuple(_rule(r, language) for r in RULES),
        questions=tuple(
            (c.id, c.asked(language), tuple(c.readings.items()), _default(c))
            for c in choices.values()
        ),
        numbers=tuple(
            (
                s.label,
                f"{v.number} {s.unit}" if v.number is not None else w["repealed"],
                day_words(v.since),
                v.cite,
                w["compared"] if v.verified else w["not_compared"],
            )
            for s in series.values()
            for v in reversed(s.values)
        ),
    )


def _rule(rule: Rule, language: str) -> RuleShown:
    told = rule.wording(language)
    return RuleShown(
        id=rule.id.replace(".", "-"),
        title=told.title,
        means=told.means,
        means_not=told.means_not,
        uncertain=told.uncertain,
        force=_force(rule),
        answers=tuple(o.spanish if language == "es" else o.english for o in rule.outputs),
        authorities=tuple((c.text, _compared(c)) for c in rule.citations),
        questions=tuple(c.id for c in rule.choices),
    )


def _force(rule: Rule) -> str:
    first, last = rule.in_force
    if first and last:
        return say("law", "from_to", first=day_words(first), last=day_words(last))
    return say("law", "since", first=day_words(first)) if first else str(words()["law"]["always"])


def _compared(citation: Citation) -> str:
    w = words()["law"]
    if citation.verified and citation.read_on:
        return say("law", "compared_on", day=day_words(citation.read_on))
    return str(w["not_compared"])


def _default(choice: Choice) -> str:
    if isinstance(choice.default, str):
        return say("law", "taken", reading=choice.default)
    return say("law", "taken_by", fact=choice.default.fact, reading=choice.default.otherwise)
