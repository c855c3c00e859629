"""
What measures say of themselves, in the language that is spoken.

Measures write English: titles, questions, names of figures, caveats, reasons of the
ledger, units. ``words/measures.<lang>.toml`` has those sentences in another language,
English to the left; ``{}`` stands for a value, which is put where the translation has
``{}`` too (or ``{1}``, ``{0}`` where the order differs). A value that is itself a
sentence of the file is translated as well.

On a page use `told`: what has no translation stays English and is marked so for
screen readers. Where no mark can stand (a page's title, an attribute, a download)
use `told_plain`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from custodes.site._words import FIRST, language

_VALUE = "{}"
_OR = "; or "


def told(text: str) -> str:
    """
    A measure's sentence in the language spoken now; English marked as English without one.
    """
    found = translated(text, language())
    if found is None and text:
        return Markup('<span lang="{}">{}</span>').format(FIRST, text)
    return found or text


def told_plain(text: str) -> str:
    """
    The same without a mark.
    """
    found = translated(text, language())
    return text if found is None else found


@cache
def translated(text: str, name: str) -> str | None:
    """
    A measure's sentence in a language; null where nobody has translated it.
    """
    if name == FIRST:
        return text
    sentences = _sentences(name)
    if text in sentences:
        return sentences[text]
    for pattern, made in _templates(name):
        values = pattern.fullmatch(text)
        if values:
            return made.format(*(_value(v, name) for v in values.groups()))
    return None


def _value(text: str, name: str) -> str:
    """
    A value of a template: a sentence of the file, several joined by `_OR`, or itself.
    """
    parts = [translated(part, name) or part for part in text.split(_OR)]
    return _sentences(name).get(_OR, _OR).join(parts)


@cache
def _sentences(name: str) -> Mapping[str, str]:
    file = files("custodes.site") / "words" / f"measures.{name}.toml"
    if not file.is_file():
        return {}
    found: dict[str, str] = tomllib.loads(file.read_text("utf-8"))["sentences"]
    return found


@cache
def _templates(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """
    Sentences with values, those with the most words of their own first.
    """
    found = [(k, v) for k, v in _sentences(name).items() if _VALUE in k]
    found.sort(key=lambda pair: -len(pair[0].replace(_VALUE, "")))
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, k.split(_VALUE))), re.DOTALL), v) for k, v in found
    )
