"""
Which columns of the agency's own tables a measure reads, found in its SQL.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from custodes.engine import read_steps
from custodes.measures._measure import Measure
from custodes.records import PROVENANCE, tables

RECORDS = ("arrests", "removals", "encounters", "detainers", "stints")
"""Tables whose rows the agency releases one by one."""

_PACKAGE = "custodes.measures"
_WORD = re.compile(r"\b[a-z][a-z0-9_]*\b")
_QUERY = re.compile(r"\b(SELECT|FROM|JOIN|COALESCE)\b")
_SQL_FILE = re.compile(r"[a-z0-9_]+\.sql")

Words = frozenset[str]


@cache
def facts() -> Mapping[str, Any]:
    """
    What cannot be found in SQL: questions by field, and what histories make columns of.
    """
    return tomllib.loads((files(_PACKAGE) / "secrecy.toml").read_text("utf-8"))


def needs_of(measure: Measure) -> dict[str, frozenset[str]]:
    """
    Table and its columns that a measure's SQL names, those behind the histories among them.

    A column is needed of a table where one statement names it and reads the table,
    itself or through the statements that it reads.

    Returns:
        Table of `RECORDS` to columns; no entry where none is read.
    """
    said = dict(_statements(measure.run.__module__))
    made: Mapping[str, list[str]] = facts()["made_of"]
    origins: Mapping[str, list[str]] = facts()["comes_from"]
    found: dict[str, set[str]] = {}
    for name, words in said.items():
        behind = {o for w in words for o in (w, *origins.get(w, ()))}
        for read in _reached(name, said):
            for table in (read, *made.get(read, ())):
                if table in RECORDS:
                    known = set(tables()[table].names()) - {c.name for c in PROVENANCE}
                    found.setdefault(table, set()).update(known & behind)
    return {t: frozenset(c) for t, c in found.items() if c}


def _reached(name: str, said: Mapping[str, Words]) -> frozenset[str]:
    """
    What a statement reads, through all those it reads.
    """
    seen: set[str] = set()
    left = [name]
    while left:
        for word in said.get(left.pop(), frozenset()) - seen:
            seen.add(word)
            left.append(word)
    return frozenset(seen)


@cache
def _statements(module: str) -> tuple[tuple[str, Words], ...]:
    """
    Every statement of a module and of the private modules it uses: name and words.
    """
    found: dict[str, Words] = {}
    sources = {n: _source(n) for n in _modules(module)}
    meant = {k: v for source in sources.values() for k, v in source.meant.items()}
    for name, source in sources.items():
        for place, text in source.texts:
            if _SQL_FILE.fullmatch(text):
                for step in read_steps(_PACKAGE, text):
                    found[step.name] = _words(step.sql)
            elif _QUERY.search(text):
                found[f"{name} {place}"] = _words(text)
        for step_name, made in source.steps:
            words = _words(" ".join(_texts(made, meant)))
            found[step_name] = found.get(step_name, frozenset()) | words
    return tuple(found.items())


def _modules(module: str) -> list[str]:
    """
    Its own name, and those of the private modules behind it.
    """
    found = [module.rpartition(".")[2]]
    for name in found:
        found += [other for other in _source(name).uses if other not in found]
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    """
    What there is to know of one module; all of it found in one walk.
    """

    uses: tuple[str, ...]
    """Private modules it imports."""
    meant: Mapping[str, ast.expr]
    """What is assigned to each name, wherever."""
    texts: tuple[tuple[str, str], ...]
    """Line and column of every text, and the text."""
    steps: tuple[tuple[str, tuple[ast.expr, ...]], ...]
    """Steps that it makes itself, and what they are made of."""


@cache
def _source(name: str) -> _Source:
    uses: dict[str, None] = {}
    meant: dict[str, ast.expr] = {}
    texts: list[tuple[str, str]] = []
    steps: list[tuple[str, tuple[ast.expr, ...]]] = []
    for node in ast.walk(ast.parse((files(_PACKAGE) / f"{name}.py").read_text("utf-8"))):
        match node:
            case ast.Constant(value=str(text)):
                texts.append((f"{node.lineno} {node.col_offset}", text))
            case ast.ImportFrom(module=str(of)) if of.startswith(f"{_PACKAGE}._"):
                uses[of.rpartition(".")[2]] = None
            case ast.Assign(targets=targets, value=value):
                meant |= {t.id: value for t in targets if isinstance(t, ast.Name)}
            case ast.Call(func=ast.Name(id="Step"), args=[ast.Constant(value=step), *made]):
                steps.append((str(step), tuple(made)))
    return _Source(tuple(uses), meant, tuple(texts), tuple(steps))


def _texts(nodes: Sequence[ast.AST], meant: Mapping[str, ast.expr], deep: int = 4) -> list[str]:
    """
    The texts of an expression, and of the names in it.
    """
    found = []
    for node in (n for root in nodes for n in ast.walk(root)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
        elif isinstance(node, ast.Name) and node.id in meant and deep:
            found += _texts([meant[node.id]], meant, deep - 1)
    return found


@cache
def _words(sql: str) -> Words:
    return frozenset(_WORD.findall(re.sub(r"--.*", "", sql)))
