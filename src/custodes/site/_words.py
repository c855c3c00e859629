"""
The site's sentences, one file a language.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(language: str = "en") -> dict[str, Any]:
    """
    Every sentence of a language, by page and name.
    """
    text = (files("custodes.site") / "words" / f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def say(page: str, name: str, **values: object) -> str:
    """
    One sentence with its values put in.
    """
    return str(words()[page][name]).format(**values)
