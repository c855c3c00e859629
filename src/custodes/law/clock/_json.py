"""
Answers for programs.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from custodes.law.clock._answers import Answer, Answers
from custodes.law.clock._text import spoken_code
from custodes.law.interpret import Unknown, Value
from custodes.law.us.spanish import authority_words, reading_words


def to_json(answers: Answers, language: str = "en") -> dict[str, Any]:
    """
    The answers as plain values: days as ISO text, no value as null.

    Args:
        answers: From `read_case`, asked in the same language.
        language: ``en`` or ``es``, for what a person reads; keys and values are the same.
    """
    return {
        "case": answers.name,
        "language": language,
        "as_of": answers.as_of.isoformat(),
        "readings": dict(answers.readings),
        "due": [_short(a, language) for a in answers.due],
        "late": [_short(a, language) | {"days_late": a.days_late} for a in answers.late],
        "answers": [_answer(a, language) for a in answers.answers],
    }


def _short(answer: Answer, language: str) -> dict[str, Any]:
    return {
        "rule": answer.rule.id,
        "output": answer.output.id,
        "label": answer.output.spanish if language == "es" else answer.output.english,
        "value": plain(answer.value),
        "said": spoken_code(answer.value, language),
    }


def _answer(answer: Answer, language: str) -> dict[str, Any]:
    authority = answer.output.authority or answer.rule.citations[0]
    told = answer.rule.wording(language)
    return {
        **_short(answer, language),
        "role": answer.output.role,
        "missing": answer.missing,
        "approximate": answer.output.approximate,
        "readings": dict(answer.engaged),
        "varied": [
            {
                "parameter": v.choice.id,
                "reading": v.reading,
                "value": plain(v.value),
                "note": v.choice.note_spanish if language == "es" else v.choice.note,
                "who": reading_words(v.choice, v.reading, language),
            }
            for v in answer.varied
        ],
        "earliest": plain(answer.earliest),
        "latest": plain(answer.latest),
        "sometimes_none": answer.sometimes_none,
        "done": plain(answer.done),
        "days_late": answer.days_late,
        "why": list(answer.why),
        "authority": authority_words(authority, language),
        "url": authority.url,
        "verified": authority.verified,
        "means_not": told.means_not,
        "uncertain": list(told.uncertain),
    }


def plain(value: Value | None) -> Any:
    """
    A value as JSON has it.
    """
    if value is None or isinstance(value, Unknown):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
