"""
Code lists: the agency's text beside ours, loaded from ``codes/*.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Code:
    """
    One value: our code and words, and every spelling the agency has used.
    """

    code: str
    label: str
    agency: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeList:
    """
    The values of a kind of column.
    """

    name: str
    text: str
    codes: tuple[Code, ...]

    def spellings(self) -> dict[str, str]:
        """
        Agency spelling, case-folded, to our code.
        """
        return {a.casefold(): c.code for c in self.codes for a in c.agency}


@cache
def code_lists() -> dict[str, CodeList]:
    """
    Every code list by name.
    """
    folder = files("custodes.records") / "codes"
    found = {}
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            raw = tomllib.loads(file.read_text("utf-8"))
            codes = tuple(Code(c["code"], c["label"], tuple(c["agency"])) for c in raw["value"])
            found[raw["name"]] = CodeList(raw["name"], raw["text"], codes)
    return dict(sorted(found.items()))
