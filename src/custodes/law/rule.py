"""
A rule: what it answers, what it rests on, what its answer does not mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from custodes.errors import LawError, ReadingError
from custodes.law.choice import Choice
from custodes.law.citation import Citation
from custodes.law.expression import Expr, Fact
from custodes.law.interpret import choices_in, facts_in, series_in
from custodes.law.parameters import Series

Role = Literal["mark", "target", "day", "days", "instant", "status", "flag"]


@dataclass(frozen=True)
class Output:
    """
    One answer of a rule.

    Attributes:
        id: Its name in tables and files.
        expression: How it comes about.
        english: What a person calls it.
        spanish: The same in Spanish.
        role: A mark ends a period (its last day); a target is a day by which
            something is to be done, and it can be late; a day is any other day;
            days are a count; a status is a word; a flag is yes or no.
        done: The day on which the thing was done, for a target.
        needed: Whether the thing is to be done at all; unknown or false: the
            target is not shown as due.
        approximate: The text says "approximately" or "ordinarily".
        authority: The citation it rests on, where the rule has several.
    """

    id: str
    expression: Expr[Any]
    english: str
    spanish: str
    role: Role
    done: Expr[date] | None = None
    needed: Expr[bool] | None = None
    approximate: bool = False
    authority: Citation | None = None


@dataclass(frozen=True)
class Wording:
    """
    What a rule tells people, in one language.

    Attributes:
        title: One line.
        means: What the answers say.
        means_not: What they do not say.
        uncertain: What nobody has checked or settled.
    """

    title: str
    means: str
    means_not: str
    uncertain: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Rule:
    """
    A rule of one family, which is the last word of its id.

    Attributes:
        id: Such as ``us.removal_period``.
        title: One line for people.
        means: What the answers say.
        means_not: What they do not say.
        spanish: Title, meanings and doubts in Spanish.
        citations: What it rests on, the first before all.
        outputs: Its answers.
        in_force: First day, and last day if it ended.
        uncertain: What nobody has checked or settled; shown with every result.
        engaged: Whether the rule has anything to say of a case.
    """

    id: str
    title: str
    means: str
    means_not: str
    spanish: Wording
    citations: tuple[Citation, ...]
    outputs: tuple[Output, ...]
    in_force: tuple[date | None, date | None] = (None, None)
    uncertain: tuple[str, ...] = ()
    engaged: Expr[bool] | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise LawError(f"{self.id} cites nothing; say what it rests on.")

    @property
    def family(self) -> str:
        return self.id.rsplit(".", 1)[-1]

    def wording(self, language: str) -> Wording:
        """
        Title, meanings and doubts in ``en`` or ``es``.
        """
        if language == "es":
            return self.spanish
        return Wording(self.title, self.means, self.means_not, self.uncertain)

    @property
    def verified(self) -> bool:
        """
        Whether every citation was compared with its text.
        """
        return all(c.verified for c in self.citations)

    @cached_property
    def expressions(self) -> dict[str, Expr[Any]]:
        """
        The answers' expressions by id.
        """
        return {o.id: o.expression for o in self.outputs}

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """
        The divided questions that its answers turn on.
        """
        return choices_in(self.expressions.values())

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """
        The dated numbers that its answers turn on.
        """
        return series_in(self.expressions.values())

    @property
    def parameters(self) -> tuple[Choice | Series, ...]:
        """
        Everything that can be set: divided questions, then dated numbers.
        """
        return (*self.choices, *self.series)

    @cached_property
    def facts(self) -> tuple[Fact[Any], ...]:
        """
        The facts that its answers read.
        """
        return facts_in(self.expressions.values())


def check_readings(
    rules: Iterable[Rule], readings: Mapping[str, str], every: Iterable[Rule]
) -> dict[str, str]:
    """
    The readings, each known to one of some rules.

    Raises:
        ReadingError: A question is unknown, known to other families only, or has
            no such reading.
    """
    known = {p.id: p for rule in rules for p in rule.parameters}
    for name, reading in readings.items():
        if name in known:
            known[name].check(reading)
            continue
        families = sorted({r.family for r in every if name in {p.id for p in r.parameters}})
        if families:
            raise ReadingError(f"{name} has no effect here; it belongs to {', '.join(families)}.")
        listed = ", ".join(sorted(known))
        raise ReadingError(f"{name} is no parameter; the parameters here are {listed}.")
    return dict(readings)
