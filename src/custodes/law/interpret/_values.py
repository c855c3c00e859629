"""
What an expression comes to for one case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Unknown:
    """
    No value.

    Attributes:
        missing: The facts that would have to be found; none: the law sets no value.
    """

    missing: frozenset[str] = frozenset()


NOTHING = Unknown()

Spans = tuple[tuple[date, date | None], ...]
Value = date | datetime | bool | int | str | Spans | Unknown


def first_unknown(values: Iterable[object]) -> Unknown | None:
    """
    All that is missing among values, if any of them is unknown.
    """
    found: Unknown | None = None
    for value in values:
        if isinstance(value, Unknown):
            found = value if found is None else _both(found, value)
    return found


def _both(first: Unknown, second: Unknown) -> Unknown:
    # Most often the same thing is missing: then there is nothing to make.
    if second.missing <= first.missing:
        return first
    return Unknown(first.missing | second.missing)
