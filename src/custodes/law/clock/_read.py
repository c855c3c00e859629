"""
Read every rule over one case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    answers: list[Answer] = []
    for rule in read:
        answers += _answers(rule, facts, asked, case.as_of, language)
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
def _ready(rule: Rule, fixed: tuple[tuple[str, str], ...]) -> AllReadings:
    return _all_readings(rule, dict(fixed))


def _all_readings(rule: Rule, fixed: Mapping[str, str]) -> AllReadings:
    outputs: dict[str, Expr[Any]] = dict(rule.expressions)
    for o in rule.outputs:
        if o.done is not None:
            outputs[_DONE + o.id] = o.done
        if o.needed is not None:
            outputs[_NEEDED + o.id] = o.needed
    return AllReadings(outputs, fixed)


@lru_cache(maxsize=512)
def _traced(rule: Rule, readings: tuple[tuple[str, str], ...]) -> Program:
    return Program(rule.expressions, dict(readings))


def _answers(
    rule: Rule, facts: Mapping[str, Any], asked: Mapping[str, str], as_of: date, language: str
) -> list[Answer]:
    mine = {p.id for p in rule.parameters}
    fixed = tuple(sorted((k, v) for k, v in asked.items() if k in mine))
    spreads = _ready(rule, fixed).run(facts)
    read = {c.id: asked.get(c.id, default_reading(c, facts)) for c in rule.choices}
    program = _traced(rule, tuple(sorted({**read, **dict(fixed)}.items())))
    trace = program.trace(facts)
    found = []
    for output in rule.outputs:
        if _not_needed(output, spreads, read):
            continue
        why = tell(program.outputs[output.id], trace, language)
        found.append(_answer(rule, output, spreads, read, as_of, tuple(why)))
    return found


def _not_needed(output: Output, spreads: Mapping[str, Spread], read: Mapping[str, str]) -> bool:
    if output.needed is None:
        return False
    return spreads[_NEEDED + output.id].under(read) is not True


def _answer(
    rule: Rule,
    output: Output,
    spreads: Mapping[str, Spread],
    read: Mapping[str, str],
    as_of: date,
    why: tuple[str, ...],
) -> Answer:
    spread = spreads[output.id]
    value = spread.under(read)
    done = _done(output, spreads, read)
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


def _done(output: Output, spreads: Mapping[str, Spread], read: Mapping[str, str]) -> date | None:
    if output.done is None:
        return None
    value = spreads[_DONE + output.id].under(read)
    return value if isinstance(value, date) else None


def _late(output: Output, value: Value, done: date | None, as_of: date) -> int | None:
    if output.role != "target" or not isinstance(value, date):
        return None
    target = value.date() if isinstance(value, datetime) else value
    late = ((done or as_of) - target).days
    return late if late > 0 else None
