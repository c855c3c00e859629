"""
SQL files as named steps.

A file holds steps, each under a line ``-- step: name`` (kept as a view) or
``-- table: name`` (computed once and kept). Values are bound as ``:name``;
Spark takes that spelling, and DuckDB's ``$name`` is made from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HEAD = re.compile(r"^-- (step|table): ([a-z][a-z0-9_]*)\s*$", re.MULTILINE)
_NAME = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")
_QUOTED = re.compile(r"'(?:[^']|'')*'|--[^\n]*")
"""Text and comments, whichever begins first: each may hold the other's mark."""


@dataclass(frozen=True, slots=True)
class Step:
    """
    One query and the name its answer goes by.
    """

    name: str
    sql: str
    kept: bool
    """Computed once into a table; otherwise a view."""


@cache
def read_steps(package: str, file: str) -> tuple[Step, ...]:
    """
    The steps of a ``.sql`` file that lies in a package.
    """
    text = (files(package) / file).read_text("utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [h.start() for h in heads[1:]] + [len(text)]
    return tuple(
        Step(h[2], text[h.end() : end].strip().rstrip(";"), h[1] == "table")
        for h, end in zip(heads, ends, strict=True)
    )


def names_bound(sql: str) -> frozenset[str]:
    """
    The names of the values that a query binds.
    """
    return frozenset(_NAME.findall(_bare(sql)))


def dollar_names(sql: str) -> str:
    """
    The same query with ``$name`` for ``:name``, as DuckDB wants it.

    >>> dollar_names("SELECT :a::DATE, ':b'")
    "SELECT $a::DATE, ':b'"
    """
    kept: list[str] = []
    place = 0
    for quoted in _QUOTED.finditer(sql):
        text = "" if quoted[0].startswith("--") else quoted[0]
        kept += [_NAME.sub(r"$\1", sql[place : quoted.start()]), text]
        place = quoted.end()
    kept.append(_NAME.sub(r"$\1", sql[place:]))
    return "".join(kept)


def _bare(sql: str) -> str:
    return _QUOTED.sub("''", sql)
