"""
Expressions as a list in which every part comes before what it is part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from custodes.errors import LawError
from custodes.law.choice import Choice, Default
from custodes.law.expression import _build as build
from custodes.law.expression import _nodes as n
from custodes.law.expression import constant, same
from custodes.law.parameters import Series

T = TypeVar("T")


def in_order(expressions: Iterable[n.Expr[Any]]) -> list[n.Expr[Any]]:
    """
    Every node once, parts first.
    """
    found: dict[n.Expr[Any], None] = {}
    waiting = [(e, False) for e in reversed(list(expressions))]
    while waiting:
        node, ready = waiting.pop()
        if node in found:
            continue
        if ready:
            found[node] = None
        else:
            waiting.append((node, True))
            waiting += [(p, False) for p in reversed(node.parts)]
    return list(found)


def choices_in(expressions: Iterable[n.Expr[Any]]) -> tuple[Choice, ...]:
    """
    The divided questions that expressions ask, in the order they are met.
    """
    met = (node.choice for node in in_order(expressions) if isinstance(node, n.Pick))
    return tuple(dict.fromkeys(met))


def series_in(expressions: Iterable[n.Expr[Any]]) -> tuple[Series, ...]:
    """
    The dated numbers that expressions read, in the order they are met.
    """
    met = (node.series for node in in_order(expressions) if isinstance(node, n.Parameter))
    return tuple(dict.fromkeys(met))


def facts_in(expressions: Iterable[n.Expr[Any]]) -> tuple[n.Fact[Any], ...]:
    """
    The facts that expressions read, in the order they are met; defaults read some too.
    """
    found: dict[str, n.Fact[Any]] = {}
    for node in in_order(expressions):
        if isinstance(node, n.Fact):
            found[node.name] = node
        elif isinstance(node, n.Pick) and isinstance(node.choice.default, Default):
            fact = _default_fact(node.choice.default)
            found.setdefault(fact.name, fact)
    return tuple(found.values())


def _default_fact(default: Default) -> n.Fact[str]:
    return n.made(n.Fact[str]("text", default.fact, default.fact, default.fact))


def resolved(expression: n.Expr[T], readings: Mapping[str, str], *, rest: bool = True) -> n.Expr[T]:
    """
    The same without divided questions: each is read as asked, or as its default says.

    Args:
        expression: The expression.
        readings: From question to reading, and from dated number to its value.
        rest: Whether to settle the questions nobody asked about, by their defaults.

    Raises:
        ReadingError: A question has no such reading.
    """
    done: dict[n.Expr[Any], n.Expr[Any]] = {}
    for node in in_order([expression]):
        if isinstance(node, n.Pick) and (rest or node.choice.id in readings):
            done[node] = _picked(node, done, readings)
        elif isinstance(node, n.Parameter) and node.series.id in readings:
            done[node] = constant(node.series.check(readings[node.series.id]))
        else:
            done[node] = _with(node, done)
    return done[expression]


def _picked(
    node: n.Pick[Any], done: Mapping[n.Expr[Any], n.Expr[Any]], readings: Mapping[str, str]
) -> n.Expr[Any]:
    branches = {reading: done[branch] for reading, branch in node.readings}
    asked = readings.get(node.choice.id)
    if asked is not None:
        return branches[node.choice.check(asked)]
    default = node.choice.default
    if isinstance(default, str):
        return branches[default]
    fact = _default_fact(default)
    chosen = branches[default.otherwise]
    for value, reading in default.readings.items():
        is_it = build.all_of(build.known(fact), same(fact, constant(value)))
        if branches[reading] is not chosen:
            chosen = build.when(is_it, branches[reading], chosen)
    return chosen


def _with(node: n.Expr[Any], done: Mapping[n.Expr[Any], n.Expr[Any]]) -> n.Expr[Any]:
    if all(done[p] is p for p in node.parts):
        return node
    changed: dict[str, Any] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, n.Expr):
            changed[field.name] = done[value]
        elif isinstance(value, n.Period):
            changed[field.name] = _period(value, done)
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Expr):
            changed[field.name] = tuple(done[i] for i in value)
        elif isinstance(node, n.Pick) and field.name == "readings":
            changed[field.name] = tuple((r, done[e]) for r, e in node.readings)
    if not changed:
        raise LawError(f"{type(node).__name__} hides its parts.")
    return n.made(replace(node, **changed))


def _period(period: n.Period, done: Mapping[n.Expr[Any], n.Expr[Any]]) -> n.Period:
    changed: dict[str, Any] = {
        f.name: done[getattr(period, f.name)]
        for f in fields(period)
        if isinstance(getattr(period, f.name), n.Expr)
    }
    return replace(period, **changed)
