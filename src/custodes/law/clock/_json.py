"""
Answers for programs.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from custodes.law.clock._answers import Answer, Answers
from custodes.law.interpret import Unknown, Value


def to_json(answers: Answers) -> dict[str, Any]:
    """
    The answers as plain values: days as ISO text, no value as null.
    """
    return {
        "case": answers.name,
        "as_of": answers.as_of.isoformat(),
        "readings": dict(answers.readings),
        "due": [_short(a) for a in answers.due],
        "late": [_short(a) | {"days_late": a.days_late} for a in answers.late],
        "answers": [_answer(a) for a in answers.answers],
    }


def _short(answer: Answer) -> dict[str, Any]:
    return {
        "rule": answer.rule.id,
        "output": answer.output.id,
        "label": answer.output.english,
        "value": plain(answer.value),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    authority = answer.output.authority or answer.rule.citations[0]
    return {
        **_short(answer),
        "role": answer.output.role,
        "missing": answer.missing,
        "approximate": answer.output.approximate,
        "readings": dict(answer.engaged),
        "varied": [
            {
                "parameter": v.choice.id,
                "reading": v.reading,
                "value": plain(v.value),
                "note": v.choice.note,
            }
            for v in answer.varied
        ],
        "earliest": plain(answer.earliest),
        "latest": plain(answer.latest),
        "sometimes_none": answer.sometimes_none,
        "done": plain(answer.done),
        "days_late": answer.days_late,
        "why": list(answer.why),
        "authority": authority.text,
        "url": authority.url,
        "verified": authority.verified,
        "means_not": answer.rule.means_not,
        "uncertain": list(answer.rule.uncertain),
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
