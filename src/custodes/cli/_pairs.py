"""
Options of the form NAME=VALUE.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from custodes.errors import CallError


def pairs(option: str, given: Sequence[str]) -> list[tuple[str, str]]:
    """
    Names and values as they were given.

    Raises:
        CallError: one of them is no NAME=VALUE.
    """
    parted = [g.partition("=") for g in given]
    if any(not (left and equals and right) for left, equals, right in parted):
        raise CallError(f"{option} wants NAME=VALUE.")
    return [(left, right) for left, _, right in parted]


def day(option: str, text: str) -> dt.date:
    """
    A day in ISO form.

    Raises:
        CallError: it is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as e:
        raise CallError(f"{option} wants a day such as 2026-03-10, not {text!r}.") from e
