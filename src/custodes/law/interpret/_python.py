"""
One case, in plain Python, in microseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from custodes.law.expression import _nodes as n
from custodes.law.interpret._meaning import Meaning, meaning
from custodes.law.interpret._order import in_order, resolved
from custodes.law.interpret._values import NOTHING, Unknown, Value


class Program:
    """
    Expressions made ready for many cases under one set of readings.

    >>> from custodes.law.expression import date_fact, plus_days
    >>> program = Program({"later": plus_days(date_fact("day", "a day"), 1)})
    >>> import datetime
    >>> program.run({"day": datetime.date(2025, 2, 28)})
    {'later': datetime.date(2025, 3, 1)}
    """

    def __init__(
        self, outputs: Mapping[str, n.Expr[Any]], readings: Mapping[str, str] | None = None
    ) -> None:
        """
        Args:
            outputs: Expressions by the name of their answers.
            readings: From question to reading; the rest are read by default.

        Raises:
            ReadingError: A question has no such reading.
        """
        self.outputs = {name: resolved(e, readings or {}) for name, e in outputs.items()}
        self._nodes = in_order(self.outputs.values())
        place = {node: i for i, node in enumerate(self._nodes)}
        self._facts: list[tuple[int, str]] = []
        self._start: list[Value] = [NOTHING] * len(self._nodes)
        self._steps: list[tuple[int, Meaning, tuple[int, ...]]] = []
        for i, node in enumerate(self._nodes):
            if isinstance(node, n.Fact):
                self._facts.append((i, node.name))
            elif isinstance(node, n.Constant):
                self._start[i] = NOTHING if node.value is None else node.value
            else:
                self._steps.append((i, meaning(node), tuple(place[p] for p in node.parts)))
        self._answers = [(name, place[e]) for name, e in self.outputs.items()]

    def run(self, facts: Mapping[str, Any]) -> dict[str, Value]:
        """
        The answers for one case; a fact that is absent is unknown, None is no value.
        """
        values = self._values(facts)
        return {name: values[i] for name, i in self._answers}

    def trace(self, facts: Mapping[str, Any]) -> dict[n.Expr[Any], Value]:
        """
        The value of every node, for telling how an answer came about.
        """
        return dict(zip(self._nodes, self._values(facts), strict=True))

    def _values(self, facts: Mapping[str, Any]) -> list[Value]:
        values = self._start.copy()
        for i, name in self._facts:
            value = facts.get(name, _ABSENT)
            if value is _ABSENT:
                value = Unknown(frozenset((name,)))
            values[i] = NOTHING if value is None else value
        for i, use, parts in self._steps:
            values[i] = use(*[values[p] for p in parts])
        return values


_ABSENT = object()


def evaluate(
    outputs: Mapping[str, n.Expr[Any]],
    facts: Mapping[str, Any],
    readings: Mapping[str, str] | None = None,
) -> dict[str, Value]:
    """
    The answers for one case, once; for many cases make a `Program`.
    """
    return Program(outputs, readings).run(facts)
