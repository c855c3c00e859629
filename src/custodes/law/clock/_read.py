"""
Read every rule over one case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from custodes.law.case import Case, facts_of
from custodes.law.choice import Choice
from custodes.law.clock._answers import Answer, Answers, Varied
from custodes.law.expression import Expr
from custodes.law.interpret import AllReadings, Program, Spread, Value, tell
from custodes.law.rule import Output, Rule, check_readings
from custodes.law.us import RULES

_DONE, _NEEDED = "done of ", "needed of "


def read_case(
    case: Case,
    readings: Mapping[str, str] | None = None,
    *,
    rules: Iterable[Rule] | None = None,
    language: str = "en",
) -> Answers:
    """
    Every answer for a case, under the readings asked for and all others that matter.

    Args:
        case: What is known, and the day of the reading.
        readings: From question to reading; the rest are read by default, and
            varied singly.
        rules: The rules to read; by default those that the case engages.
        language: ``en`` or ``es``, for the reasons.

    Raises:
        ReadingError: A question is unknown here or has no such reading.
    """
    facts = facts_of(case)
    read = tuple(rules) if rules is not None else tuple(r for r in RULES if _engages(r, facts))
    asked = check_readings(read, readings or {}, RULES)
    answers = _answers(read, facts, asked, case.as_of, language)
    return Answers(case.name, case.as_of, asked, tuple(answers))


def default_reading(choice: Choice, facts: Mapping[str, Any]) -> str:
    """
    How a question is read for a case where nobody asked for a reading.
    """
    if isinstance(choice.default, str):
        return choice.default
    return choice.default.for_value(facts.get(choice.default.fact))


def _engages(rule: Rule, facts: Mapping[str, Any]) -> bool:
    if rule.engaged is None:
        return True
    return _program(rule.engaged).run(facts)["engaged"] is True


@lru_cache(maxsize=256)
def _program(engaged: Expr[bool]) -> Program:
    return Program({"engaged": engaged})


@lru_cache(maxsize=256)
def _ready(rules: tuple[Rule, ...], fixed: tuple[tuple[str, str], ...]) -> AllReadings:
    """
    All answers of some rules together, so that what they share is worked out once.
    """
    outputs: dict[str, Expr[Any]] = {}
    for rule in rules:
        for o in rule.outputs:
            outputs[_key(rule, o)] = o.expression
            if o.done is not None:
                outputs[_DONE + _key(rule, o)] = o.done
            if o.needed is not None:
                outputs[_NEEDED + _key(rule, o)] = o.needed
    return AllReadings(outputs, dict(fixed))


@lru_cache(maxsize=512)
def _traced(rules: tuple[Rule, ...], readings: tuple[tuple[str, str], ...]) -> Program:
    outputs = {_key(rule, o): o.expression for rule in rules for o in rule.outputs}
    return Program(outputs, dict(readings))


def _key(rule: Rule, output: Output) -> str:
    return f"{rule.id}.{output.id}"


def _answers(
    rules: tuple[Rule, ...],
    facts: Mapping[str, Any],
    asked: Mapping[str, str],
    as_of: date,
    language: str,
) -> Iterator[Answer]:
    spreads = _ready(rules, tuple(sorted(asked.items()))).run(facts)
    choices = {c.id: c for rule in rules for c in rule.choices}
    read = {i: asked.get(i, default_reading(c, facts)) for i, c in choices.items()}
    program = _traced(rules, tuple(sorted({**read, **asked}.items())))
    trace = program.trace(facts)
    for rule in rules:
        for output in rule.outputs:
            key = _key(rule, output)
            if not _not_needed(output, key, spreads, read):
                why = tuple(tell(program.outputs[key], trace, language))
                yield _answer(rule, output, spreads, read, as_of, why)


def _not_needed(
    output: Output, key: str, spreads: Mapping[str, Spread], read: Mapping[str, str]
) -> bool:
    if output.needed is None:
        return False
    return spreads[_NEEDED + key].under(read) is not True


def _answer(
    rule: Rule,
    output: Output,
    spreads: Mapping[str, Spread],
    read: Mapping[str, str],
    as_of: date,
    why: tuple[str, ...],
) -> Answer:
    key = _key(rule, output)
    spread = spreads[key]
    value = spread.under(read)
    done = _done(output, key, spreads, read)
    days = [v for v in spread.values.values() if isinstance(v, date)]
    return Answer(
        rule=rule,
        output=output,
        value=value,
        engaged={c.id: read[c.id] for c in spread.engaged},
        varied=tuple(
            Varied(c, r, spread.under({**read, c.id: r}))
            for c in spread.engaged
            for r in c.readings
            if r != read[c.id]
        ),
        earliest=min(days, default=None),
        latest=max(days, default=None),
        sometimes_none=bool(days) and len(days) < len(spread.values),
        done=done,
        days_late=_late(output, value, done, as_of),
        why=why,
    )


def _done(
    output: Output, key: str, spreads: Mapping[str, Spread], read: Mapping[str, str]
) -> date | None:
    if output.done is None:
        return None
    value = spreads[_DONE + key].under(read)
    return value if isinstance(value, date) else None


def _late(output: Output, value: Value, done: date | None, as_of: date) -> int | None:
    if output.role != "target" or not isinstance(value, date):
        return None
    target = value.date() if isinstance(value, datetime) else value
    late = ((done or as_of) - target).days
    return late if late > 0 else None
