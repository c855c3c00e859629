"""
What the law says of one case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from custodes.law.choice import Choice
from custodes.law.interpret import Unknown, Value
from custodes.law.rule import Output, Rule


@dataclass(frozen=True, slots=True)
class Varied:
    """
    The answer under one other reading of one question.
    """

    choice: Choice
    reading: str
    value: Value


@dataclass(frozen=True, slots=True)
class Answer:
    """
    One answer of one rule.

    Attributes:
        rule: The rule.
        output: Which of its answers.
        value: The value under the readings asked for, and the defaults.
        engaged: The questions that make a difference here, and how each was read.
        varied: The value under each other reading of each of them, singly.
        earliest: The earliest day or instant over all combinations of readings.
        latest: The latest.
        sometimes_none: Under some combination there is no value.
        done: The day on which the thing was done, for a target.
        days_late: For a target: days after it until it was done, or until the
            reading; None: not late, or not known.
        why: How the value came about, one sentence a step.
    """

    rule: Rule
    output: Output
    value: Value
    engaged: Mapping[str, str] = field(default_factory=dict)
    varied: tuple[Varied, ...] = ()
    earliest: date | datetime | None = None
    latest: date | datetime | None = None
    sometimes_none: bool = False
    done: date | None = None
    days_late: int | None = None
    why: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return not isinstance(self.value, Unknown)

    @property
    def missing(self) -> list[str]:
        """
        The facts to find.
        """
        return sorted(self.value.missing) if isinstance(self.value, Unknown) else []


@dataclass(frozen=True, slots=True)
class Answers:
    """
    All answers for a case, in the order of the rules.
    """

    name: str
    as_of: date
    readings: Mapping[str, str]
    answers: tuple[Answer, ...]

    @property
    def late(self) -> list[Answer]:
        """
        What was not done by its target, the latest first.
        """
        found = [a for a in self.answers if a.days_late and a.done is None]
        return sorted(found, key=lambda a: -(a.days_late or 0))

    @property
    def due(self) -> list[Answer]:
        """
        What is still to come: targets not done and marks not passed, the next first.
        """
        found = [
            a
            for a in self.answers
            if a.output.role in {"target", "mark"} and a.done is None and self._ahead(a.value)
        ]
        return sorted(found, key=lambda a: str(a.value))

    def _ahead(self, value: Value) -> bool:
        if isinstance(value, datetime):
            return value.date() >= self.as_of
        return isinstance(value, date) and value >= self.as_of

    def value(self, rule: str, output: str) -> Value:
        """
        One value by the family of its rule and its name.
        """
        return next(
            a.value for a in self.answers if a.rule.family == rule and a.output.id == output
        )
