"""
Tables that lie in TOML beside the rules, each row with what it rests on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from custodes.errors import LawError
from custodes.law.citation import Citation

KnownFrom = Literal["primary", "opening", "secondary", "memory", "weak_memory", "arithmetic"]
"""
How far a statement was checked: against the primary text, against its opening
alone, in a secondary source, not at all, or worked out.
"""

_PACKAGE = "custodes.law.us.parameters"
_CITED = ("url", "quote", "source", "read_on")


def read_table(file: str) -> dict[str, Any]:
    """
    What a TOML file among the parameters holds.
    """
    return tomllib.loads((files(_PACKAGE) / file).read_text("utf-8"))


def cited(file: str, row: Mapping[str, Any], otherwise: str = "") -> Citation:
    """
    What a row rests on.

    Raises:
        LawError: It cites nothing.
    """
    text = row.get("cite", otherwise)
    if not text:
        raise LawError(f"{file}: a row cites nothing; say what it rests on.")
    return Citation(text, **{k: row[k] for k in _CITED if k in row})


def known_from(file: str, row: Mapping[str, Any]) -> KnownFrom:
    """
    How far a row was checked.

    Raises:
        LawError: It does not say.
    """
    if row.get("known_from") not in get_args(KnownFrom):
        raise LawError(f"{file}: a row does not say how far it was checked; add known_from.")
    return cast(KnownFrom, row["known_from"])
