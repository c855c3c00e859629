"""
Which columns of the agency's own tables a measure reads, found in its SQL.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
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
    trees = {
        n: ast.parse((files(_PACKAGE) / f"{n}.py").read_text("utf-8")) for n in _modules(module)
    }
    meant = {k: v for tree in trees.values() for k, v in _meant(tree).items()}
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if _SQL_FILE.fullmatch(node.value):
                    for step in read_steps(_PACKAGE, node.value):
                        found[step.name] = _words(step.sql)
                elif _QUERY.search(node.value):
                    found[f"{name} {node.lineno} {node.col_offset}"] = _words(node.value)
        for step_name, words in _made_steps(tree, meant):
            found[step_name] = found.get(step_name, frozenset()) | words
    return tuple(found.items())


def _modules(module: str) -> list[str]:
    """
    Its own name, and those of the private modules behind it.
    """
    found = [module.rpartition(".")[2]]
    for name in found:
        tree = ast.parse((files(_PACKAGE) / f"{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{_PACKAGE}._"):
                other = str(node.module).rpartition(".")[2]
                if other not in found:
                    found.append(other)
    return found


def _meant(tree: ast.Module) -> dict[str, ast.expr]:
    """
    What is assigned to each name, wherever in a module.
    """
    return {
        t.id: n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Assign)
        for t in n.targets
        if isinstance(t, ast.Name)
    }


def _made_steps(tree: ast.Module, meant: Mapping[str, ast.expr]) -> Iterator[tuple[str, Words]]:
    """
    Steps that a module makes itself: the name, and the words of the texts it may be of.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            name = node.args[0]
            if node.func.id == "Step" and isinstance(name, ast.Constant):
                yield str(name.value), _words(" ".join(_texts(node.args[1:], meant)))


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


def _words(sql: str) -> Words:
    return frozenset(_WORD.findall(re.sub(r"--.*", "", sql)))
