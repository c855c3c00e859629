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
    found = [v for v in values if isinstance(v, Unknown)]
    if not found:
        return None
    return found[0] if len(found) == 1 else Unknown(frozenset().union(*(u.missing for u in found)))
