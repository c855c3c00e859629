"""
Small numbers are hidden, and so is what would give them back.

The first rule, until the disclosure room takes its place: a count of 1 to 10 is
hidden; where a published sum would still give a hidden count to within four, the
next smallest count of that sum is hidden as well, until it does not. Sums that
share counts are gone through again until none changes. This is no proof against
every system of equations; the disclosure room's attack by linear programming is.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LIMIT = 11
_WIDTH = 4
"""A hidden count must be unknown by at least so much."""

Key = Hashable


class Why(StrEnum):
    """
    Why a number is not shown.
    """

    SMALL = "small"
    PROTECTS = "protects"
    """Large enough itself; hidden so that a small one cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Sum:
    """
    A total that readers see, or can work out, and the parts that make it up.
    """

    total: Key
    parts: tuple[Key, ...]


def hidden(
    values: Mapping[Key, float],
    sums: Sequence[Sum] = (),
    *,
    days: Mapping[Key, int] | None = None,
    linked: Sequence[tuple[Key, ...]] = (),
) -> dict[Key, Why]:
    """
    What must not be shown of these numbers, and why.

    Args:
        values: Every number that would be published.
        sums: How they add up; keys that are not in *values* count as nothing.
        days: For sums over days (person-nights), over how many: such a number
            is small when its average day is.
        linked: Numbers of which each gives the others away: hidden together.
    """
    over = days or {}
    most = {k: (LIMIT - 1) * over.get(k, 1) for k in values}
    found = {k: Why.SMALL for k, v in values.items() if 0 < v < LIMIT * over.get(k, 1)}
    before = -1
    while before != len(found):
        before = len(found)
        for group in linked:
            if any(k in found for k in group):
                found |= {k: Why.PROTECTS for k in group if k in values and k not in found}
        for each in sums:
            while not _safe(each, values, found, most):
                other = _next(each, values, found)
                if other is None:
                    break
                found[other] = Why.PROTECTS
    return found


def _safe(
    each: Sum, values: Mapping[Key, float], found: Mapping[Key, Why], most: Mapping[Key, float]
) -> bool:
    unseen = [p for p in each.parts if p in found]
    if each.total in found:
        return bool(unseen) or not any(values.get(p) for p in each.parts)
    if not unseen or each.total not in values:
        return True
    if len(unseen) == 1:
        return False
    rest = values[each.total] - sum(values.get(p, 0) for p in each.parts if p not in found)
    low = {p: 1 if found[p] is Why.SMALL else 0 for p in unseen}
    high = {p: most[p] if found[p] is Why.SMALL else math.inf for p in unseen}
    least, utmost = sum(low.values()), sum(high.values())
    return all(
        min(high[p], rest - least + low[p]) - max(low[p], rest - (utmost - high[p])) >= _WIDTH
        for p in unseen
        if found[p] is Why.SMALL
    )


def _next(each: Sum, values: Mapping[Key, float], found: Mapping[Key, Why]) -> Key | None:
    """
    The smallest number of a sum that is still seen; the total where no part is left.
    """
    seen = [p for p in each.parts if p not in found and values.get(p)]
    if seen:
        return min(seen, key=lambda p: (values[p], str(p)))
    return each.total if each.total not in found and values.get(each.total) else None
