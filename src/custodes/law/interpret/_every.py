"""
One case under every reading of every divided question at once.

Each node's value is kept as a table over those questions alone that make a
difference to it; a question that makes none drops out. So what is left in an
answer's table is exactly what the facts engage.

A table holds each value once and numbers for the rest: a node is worked out
once for each set of values that its parts take together, however many readings
lead there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

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


class _Table(NamedTuple):
    """
    What a node comes to under every reading, the last question's readings turning fastest.
    """

    choices: tuple[Choice, ...]
    numbers: tuple[int, ...]
    values: tuple[Value, ...]

    def spread(self) -> Spread:
        if not self.choices:
            return Spread((), {(): self.values[0]})
        readings = product(*(c.readings for c in self.choices))
        return Spread(
            self.choices,
            {r: self.values[i] for r, i in zip(readings, self.numbers, strict=True)},
        )


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
        expressions = {k: resolved(e, fixed, rest=False) for k, e in outputs.items()}
        order = in_order(expressions.values())
        place = {node: i for i, node in enumerate(order)}
        self._start: list[Value] = [NOTHING] * len(order)
        self._facts: list[tuple[int, str]] = []
        self._plain: list[tuple[int, Meaning, tuple[int, ...]]] = []
        self._steps: list[tuple[int, Meaning | Choice, tuple[int, ...]]] = []
        divided: set[int] = set()
        for i, node in enumerate(order):
            parts = tuple(place[p] for p in node.parts)
            if isinstance(node, n.Fact):
                self._facts.append((i, node.name))
            elif isinstance(node, n.Constant):
                self._start[i] = NOTHING if node.value is None else node.value
            elif isinstance(node, n.Pick):
                divided.add(i)
                self._steps.append((i, node.choice, parts))
            elif divided.isdisjoint(parts):
                # No question lies below: one value, whatever the readings.
                self._plain.append((i, meaning(node), parts))
            else:
                divided.add(i)
                self._steps.append((i, meaning(node), parts))
        self._whole = sorted(
            {p for _, _, parts in self._steps for p in parts if p not in divided}
            | {place[e] for e in expressions.values() if place[e] not in divided}
        )
        self._answers = [(name, place[e]) for name, e in expressions.items()]

    def run(self, facts: Mapping[str, Any]) -> dict[str, Spread]:
        """
        The answers for one case; a fact that is absent is unknown, None is no value.
        """
        values = self._start.copy()
        for i, name in self._facts:
            value = facts[name] if name in facts else Unknown(frozenset((name,)))
            values[i] = NOTHING if value is None else value
        for i, use, places in self._plain:
            values[i] = use(*[values[p] for p in places])
        found = {i: _single(values[i]) for i in self._whole}
        for i, does, places in self._steps:
            parts = [found[p] for p in places]
            made = _picked(does, parts) if isinstance(does, Choice) else _applied(does, parts)
            found[i] = made
        return {name: found[i].spread() for name, i in self._answers}


def every_reading(
    outputs: Mapping[str, n.Expr[Any]],
    facts: Mapping[str, Any],
    fixed: Mapping[str, str] | None = None,
) -> dict[str, Spread]:
    """
    The answers for one case under every reading of every question that is not settled.
    """
    return AllReadings(outputs, fixed or {}).run(facts)


def _single(value: Value) -> _Table:
    return _Table((), (0,), (value,))


def _applied(use: Meaning, parts: Sequence[_Table]) -> _Table:
    divided = [k for k, part in enumerate(parts) if part.choices]
    if not divided:
        return _single(use(*[part.values[0] for part in parts]))
    if len(divided) == 1:
        return _of_one(use, parts, divided[0])
    choices = _asked(parts)
    values = [part.values for part in parts]
    met: dict[tuple[int, ...], int] = {}
    together = list(zip(*(_over(choices, part) for part in parts), strict=True))
    numbered: dict[Value, int] = {}
    for at in dict.fromkeys(together):
        value = use(*[v[i] for v, i in zip(values, at, strict=True)])
        met[at] = numbered.setdefault(value, len(numbered))
    return _collapsed(choices, [met[at] for at in together], tuple(numbered))


def _of_one(use: Meaning, parts: Sequence[_Table], which: int) -> _Table:
    """
    The same where a single part differs by reading: its table, with other values.
    """
    given = [part.values[0] for part in parts]
    part, made = parts[which], []
    for value in part.values:
        given[which] = value
        made.append(use(*given))
    numbered: dict[Value, int] = {}
    new = [numbered.setdefault(value, len(numbered)) for value in made]
    if len(numbered) == len(made):
        return _Table(part.choices, part.numbers, tuple(made))
    return _collapsed(part.choices, [new[i] for i in part.numbers], tuple(numbered))


def _asked(parts: Iterable[_Table]) -> tuple[Choice, ...]:
    asked: tuple[Choice, ...] = ()
    for part in parts:
        if part.choices and part.choices != asked:
            asked = tuple(dict.fromkeys(asked + part.choices)) if asked else part.choices
    return asked


def _picked(choice: Choice, branches: Sequence[_Table]) -> _Table:
    choices = _asked((_Table((choice,), (), ()), *branches))
    numbered: dict[Value, int] = {}
    columns = []
    for branch in branches:
        new = [numbered.setdefault(v, len(numbered)) for v in branch.values]
        columns.append([new[i] for i in _over(choices, branch)])
    taken = _places(choices, (choice,))
    return _collapsed(choices, [columns[t][i] for i, t in enumerate(taken)], tuple(numbered))


def _over(choices: tuple[Choice, ...], part: _Table) -> Iterable[int]:
    """
    The numbers of a table, over more questions than its own.
    """
    if part.choices == choices:
        return part.numbers
    numbers = part.numbers
    return [numbers[i] for i in _places(choices, part.choices)]


@lru_cache(maxsize=4096)
def _places(choices: tuple[Choice, ...], fewer: tuple[Choice, ...]) -> tuple[int, ...]:
    """
    For each set of readings of some questions, its place among those of fewer.
    """
    steps, step = dict.fromkeys(choices, 0), 1
    for choice in reversed(fewer):
        steps[choice] = step
        step *= len(choice.readings)
    sizes = [[steps[c] * i for i in range(len(c.readings))] for c in choices]
    return tuple(map(sum, product(*sizes)))


@lru_cache(maxsize=4096)
def _first(choices: tuple[Choice, ...], without: Choice) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """
    The places at which a question is read in its first way; and for each place, which of them.
    """
    rest = tuple(c for c in choices if c is not without)
    own = _places(choices, (without,))
    return tuple(i for i, r in enumerate(own) if r == 0), _places(choices, rest)


def _collapsed(
    choices: tuple[Choice, ...], numbers: list[int], values: tuple[Value, ...]
) -> _Table:
    """
    The same without the questions that make no difference.
    """
    kept = choices
    for choice in choices:
        first, places = _first(kept, choice)
        fewer = [numbers[i] for i in first]
        if [fewer[i] for i in places] == numbers:
            numbers = fewer
            kept = tuple(c for c in kept if c is not choice)
    return _Table(kept, tuple(numbers), values)
