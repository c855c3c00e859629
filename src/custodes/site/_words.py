"""
The site's sentences, a file a language: ``words/<lang>.toml``.

A language is there when its file is; ``words/common.<lang>.toml`` is merged into it.
Whoever makes pages says once which language they are in, and everything below
speaks it::

    with speaking("es"):
        title = say("population", "lead", held="1,234")

Numbers are written alike in English and in the Spanish of the United States, Mexico
and Central America: 1,234.5. What measures say of themselves is in English in their
own modules; `custodes.site._translate` has it in the other languages.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

from custodes.disclosure import LIMIT
from custodes.errors import CallError

FIRST = "en"
"""The language that every sentence is written in first."""
_FILE = re.compile(r"([a-z]{2,3}(?:-[A-Z]{2})?)\.toml")
_spoken: ContextVar[str] = ContextVar("spoken", default=FIRST)
_limit: ContextVar[int] = ContextVar("limit", default=LIMIT)


@cache
def languages() -> tuple[str, ...]:
    """
    Every language there is a file of, the first one first.
    """
    found = (_FILE.fullmatch(f.name) for f in (files("custodes.site") / "words").iterdir())
    return tuple(sorted((m[1] for m in found if m), key=lambda name: (name != FIRST, name)))


def language() -> str:
    """
    The language that is spoken now.
    """
    return _spoken.get()


@contextmanager
def speaking(name: str) -> Iterator[str]:
    """
    Have `words`, `say` and `_translate.told` speak a language.

    Raises:
        CallError: there is no file of it.
    """
    if name not in languages():
        there = ", ".join(languages())
        raise CallError(f"There are no pages in {name!r}; there are in: {there}.")
    before = _spoken.set(name)
    try:
        yield name
    finally:
        _spoken.reset(before)


def words(name: str | None = None) -> dict[str, Any]:
    """
    Every sentence of a language, by page and name; null: of the one spoken now.
    """
    return _limited(name or language(), limit())


def limit() -> int:
    """
    Below which numbers are hidden on the pages that are made now.
    """
    return _limit.get()


@contextmanager
def hiding_under(least: int) -> Iterator[int]:
    """
    Have every sentence speak of the limit below which numbers are hidden.
    """
    before = _limit.set(least)
    try:
        yield least
    finally:
        _limit.reset(before)


@cache
def _limited(name: str, least: int) -> dict[str, Any]:
    return {k: _told_limit(v, least) for k, v in _read(name).items()}


def _told_limit(value: Any, least: int) -> Any:
    if isinstance(value, dict):
        return {k: _told_limit(v, least) for k, v in value.items()}
    if isinstance(value, str):
        return value.replace("{limit}", str(least)).replace("{last_hidden}", str(least - 1))
    return value


@cache
def _read(name: str) -> dict[str, Any]:
    folder = files("custodes.site") / "words"
    found = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    common = tomllib.loads((folder / f"common.{name}.toml").read_text("utf-8"))
    own = _over(common, found)
    return own if name == FIRST else _over(_read(FIRST), own)


def _over(first: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """
    A language's own sentences; what it has none for is said in the first.
    """
    kept = {k: _over(first[k], v) for k, v in own.items() if isinstance(v, dict) and k in first}
    return {**first, **own, **kept}


def say(page: str, name: str, **values: object) -> str:
    """
    One sentence with its values put in.
    """
    return str(words()[page][name]).format(**values)


def day_words(day: dt.date) -> str:
    """
    A day in words that no country misreads: ``10 March 2026``, ``10 de marzo de 2026``.
    """
    month = words()["dates"]["months"][day.month - 1]
    return say("dates", "day", day=day.day, month=month, year=day.year)


def month_words(month: dt.date) -> str:
    """
    A month in words: ``March 2026``, ``marzo de 2026``.
    """
    name = words()["dates"]["months"][month.month - 1]
    return say("dates", "month", month=name, year=month.year)
