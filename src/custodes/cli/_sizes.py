"""
Sizes as people type them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from custodes.errors import CallError

if TYPE_CHECKING:
    from custodes.releases.raw import Limits

LEAST_MEMORY = 100 * 10**6
"""Below this the engine cannot sort one row group."""

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


def size(text: str) -> int:
    """
    Bytes from text such as ``20GB`` or ``500M``.

    Raises:
        CallError: it is no size.
    """
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)B?\s*", text.upper())
    if match is None:
        raise CallError(f"{text!r} is no size; write for example 20GB.")
    return int(float(match[1]) * _UNITS[match[2]])


def memory_of(text: str) -> str:
    """
    What the engine may hold, as it wants it said.

    Raises:
        CallError: it is no size, or too little to work in.
    """
    asked = size(text)
    if asked < LEAST_MEMORY:
        raise CallError(f"{text!r} is too little memory to work in; give 100MB or more.")
    return f"{asked}B"


def limits_of(ceiling: str | None) -> Limits:
    """
    The limits of reading one file, every ceiling raised in the measure the user asked.
    """
    from custodes.releases.raw import Limits

    usual = Limits()
    if ceiling is None:
        return usual
    asked = size(ceiling)
    times = max(1.0, asked / usual.max_bytes)
    return Limits(
        max_bytes=asked,
        max_memory=int(usual.max_memory * times),
        max_seconds=int(usual.max_seconds * times),
        max_cells=int(usual.max_cells * times),
    )
