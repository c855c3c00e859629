"""
Every sentence that a measure can say of itself, read from the code.

A sentence with values in it is a template: ``{}`` stands for each value.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import custodes.measures
from custodes.measures import catalog

FOLDER = Path(custodes.measures.__file__).parent
WORDS = 4


def sentences() -> set[str]:
    """
    Titles, questions, titles of figures, units, reasons of ledgers, and caveats.
    """
    found = set()
    for measure in catalog().values():
        found |= {measure.title, measure.question, *(f.title for f in measure.figures)}
    for file in FOLDER.glob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        found |= {*_caveats(tree), *_reasons(tree), *_units(tree)}
    return {f for f in found if f}


def _template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
        return "".join(str(p) for p in parts)
    return None


def _caveats(tree: ast.Module) -> Iterator[str]:
    """
    Whole sentences: not docstrings, not errors, not SQL.
    """
    aside = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            aside |= {id(n) for n in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            aside |= {id(n) for n in node.values}
    for node in ast.walk(tree):
        if id(node) in aside or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        text = _template(node) or ""
        if (
            len(text.split()) >= WORDS
            and text.endswith(".")
            and text[:1].isupper() | (text[:2] == "{}")
        ):
            yield text


def _reasons(tree: ast.Module) -> Iterator[str]:
    """
    The reasons of the ledger: dictionaries of that name.
    """
    for node in tree.body:
        named = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(named, ast.Name) and "REASON" in named.id and isinstance(value, ast.Dict):
            yield from (t for v in value.values if (t := _template(v)))


def _units(tree: ast.Module) -> Iterator[str]:
    """
    What findings and parts of a ledger say they count.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        named = [k.value for k in node.keywords if k.arg == "unit"]
        if isinstance(node.func, ast.Name) and node.func.id == "LedgerPart":
            named += node.args[1:2]
        yield from (t for v in named if (t := _template(v)))
