"""
The Spanish of words that are no rule's own: codes, readings, authorities.
"""

from __future__ import annotations

from functools import cache

from custodes.law.choice import Choice
from custodes.law.citation import Citation
from custodes.law.us._data import read_table


@cache
def _words(kind: str) -> dict[str, str]:
    found: dict[str, str] = read_table("spanish.toml")[kind]
    return found


def value_word(value: str, language: str) -> str:
    """
    A code as a person reads it; in Spanish with the code behind its words.

    >>> value_word("CHALLENGEABLE", "es")
    'impugnable (CHALLENGEABLE)'
    """
    said = _words("value").get(value) if language == "es" else None
    return f"{said} ({value})" if said else value


def reading_words(choice: Choice, reading: str, language: str) -> str:
    """
    Who reads a divided question so.
    """
    if language != "es":
        return choice.readings[reading]
    return _words("reading").get(f"{choice.id}.{reading}", choice.readings[reading])


def authority_words(citation: Citation, language: str) -> str:
    """
    An authority, with what is said about it in the language; its name stays as it is.
    """
    text = citation.text
    if language == "es":
        phrases = _words("citation")
        for phrase in sorted(phrases, key=len, reverse=True):
            text = text.replace(phrase, phrases[phrase])
    return text
