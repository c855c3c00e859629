"""
One case under every reading of every divided question at once.

Each node's value is kept as a table over those questions alone that make a
difference to it; a question that makes none drops out. So what is left in an
answer's table is exactly what the facts engage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from typing import Any

from custodes.law.choice import Choice
from custodes.law.expression import _nodes as n
from custodes.law.interpret._meaning import Meaning, meaning
from custodes.law.interpret._order import in_order, resolved
from custodes.law.interpret._values import NOTHING, Unknown, Value


@dataclass(frozen=True, slots=True)
class Spread:
    """
    An answer under every reading.

    Attributes:
        engaged: The questions whose reading changes the answer.
        values: From one reading of each engaged question to the value.
    """

    engaged: tuple[Choice, ...]
    values: Mapping[tuple[str, ...], Value]

    def under(self, readings: Mapping[str, str]) -> Value:
        """
        The value under readings; every engaged question needs one.
        """
        return self.values[tuple(readings[c.id] for c in self.engaged)]


class AllReadings:
    """
    Expressions made ready for many cases, each under every reading.
    """

    def __init__(self, outputs: Mapping[str, n.Expr[Any]], fixed: Mapping[str, str]) -> None:
        """
        Args:
            outputs: Expressions by the name of their answers.
            fixed: Questions that are settled, and how.

        Raises:
            ReadingError: A question has no such reading.
        """
        self._outputs = {k: resolved(e, fixed, rest=False) for k, e in outputs.items()}
        self._order = in_order(self._outputs.values())
        self._meanings = {
            node: meaning(node)
            for node in self._order
            if not isinstance(node, n.Fact | n.Constant | n.Pick)
        }

    def run(self, facts: Mapping[str, Any]) -> dict[str, Spread]:
        """
        The answers for one case; a fact that is absent is unknown, None is no value.
        """
        found: dict[n.Expr[Any], Spread] = {}
        for node in self._order:
            found[node] = self._spread(node, found, facts)
        return {name: found[e] for name, e in self._outputs.items()}

    def _spread(
        self, node: n.Expr[Any], found: Mapping[n.Expr[Any], Spread], facts: Mapping[str, Any]
    ) -> Spread:
        if isinstance(node, n.Fact):
            value = facts.get(node.name, Unknown(frozenset((node.name,))))
            return _single(NOTHING if value is None else value)
        if isinstance(node, n.Constant):
            return _single(NOTHING if node.value is None else node.value)
        if isinstance(node, n.Pick):
            return _picked(node, found)
        return _applied(self._meanings[node], [found[p] for p in node.parts])


def every_reading(
    outputs: Mapping[str, n.Expr[Any]],
    facts: Mapping[str, Any],
    fixed: Mapping[str, str] | None = None,
) -> dict[str, Spread]:
    """
    The answers for one case under every reading of every question that is not settled.
    """
    return AllReadings(outputs, fixed or {}).run(facts)


def _picked(node: n.Pick[Any], found: Mapping[n.Expr[Any], Spread]) -> Spread:
    branches = {reading: found[e] for reading, e in node.readings}
    choices = _all_choices((Spread((node.choice,), {}), *branches.values()))
    values = {}
    for readings in product(*(c.readings for c in choices)):
        named = {c.id: r for c, r in zip(choices, readings, strict=True)}
        values[readings] = branches[named[node.choice.id]].under(named)
    return _collapsed(choices, values)


def _single(value: Value) -> Spread:
    return Spread((), {(): value})


def _all_choices(parts: Sequence[Spread]) -> tuple[Choice, ...]:
    return tuple(dict.fromkeys(c for part in parts for c in part.engaged))


def _applied(use: Meaning, parts: Sequence[Spread]) -> Spread:
    choices = _all_choices(parts)
    if not choices:
        return _single(use(*(part.values[()] for part in parts)))
    reads = [_reader(choices, part) for part in parts]
    values = {
        readings: use(*[read(readings) for read in reads])
        for readings in product(*(c.readings for c in choices))
    }
    return _collapsed(choices, values)


def _reader(choices: tuple[Choice, ...], part: Spread) -> Any:
    places = [choices.index(c) for c in part.engaged]
    values = part.values
    if not places:
        only = values[()]
        return lambda _: only
    if len(places) == 1:
        place = places[0]
        return lambda readings: values[(readings[place],)]
    pick = itemgetter(*places)
    return lambda readings: values[pick(readings)]


def _collapsed(choices: tuple[Choice, ...], values: Mapping[tuple[str, ...], Value]) -> Spread:
    """
    The same without the questions that make no difference.
    """
    kept = list(choices)
    table = dict(values)
    for choice in choices:
        place = kept.index(choice)
        rest: dict[tuple[str, ...], Value] = {}
        for readings, value in table.items():
            key = readings[:place] + readings[place + 1 :]
            if rest.setdefault(key, value) != value:
                break
        else:
            kept.remove(choice)
            table = rest
    return Spread(tuple(kept), table)
