"""
Few classes for many numbers, with round bounds and names in words.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from custodes.site._shown import Number
from custodes.site._words import say

MOST = 5
"""Classes that a reader tells apart in print."""


@dataclass(frozen=True, slots=True)
class Classes:
    """
    Where each class but the first begins, and what the key says of each.
    """

    starts: tuple[float, ...]
    words: tuple[str, ...]

    def of(self, number: float) -> int:
        """
        The place of a number's class, the lowest being 0.
        """
        return bisect_right(self.starts, number)


def classes(numbers: Sequence[float], kind: str) -> Classes:
    """
    At most five classes of about as many places each; zeros are a class of their own.

    *numbers* are those that are shown, so that no bound rests on a hidden one.
    """
    rest = sorted(n for n in numbers if n)
    zeros = len(rest) < len(numbers)
    starts = _starts(rest, MOST - zeros, kind)
    if zeros and rest:
        starts = (rest[0], *starts)
    bounds = [min(numbers), *starts, max(numbers)] if numbers else []
    names = []
    for i in range(len(bounds) - 1):
        inside = [n for n in numbers if bisect_right(starts, n) == i]
        last = i == len(bounds) - 2
        low = inside[0] if len(set(inside)) == 1 or i == 0 else bounds[i]
        names.append(_name(min(inside) if i == 0 else low, bounds[i + 1], inside, kind, last=last))
    return Classes(starts, tuple(names))


def _starts(numbers: Sequence[float], most: int, kind: str) -> tuple[float, ...]:
    """
    Round numbers near the quantiles, of as few digits as tell the classes apart.
    """
    if len(set(numbers)) < 2:  # noqa: PLR2004
        return ()
    best: tuple[float, ...] = ()
    for digits in (1, 2, 3):
        cuts = {_round(numbers[len(numbers) * i // most], digits, kind) for i in range(1, most)}
        found = tuple(sorted(c for c in cuts if numbers[0] < c <= numbers[-1]))
        filled = {bisect_right(found, n) for n in numbers}
        found = tuple(c for i, c in enumerate(found, start=1) if i in filled)
        if len(found) > len(best):
            best = found
        if len(best) == most - 1:
            break
    return best


def _round(number: float, digits: int, kind: str) -> float:
    size = 10 ** (math.floor(math.log10(abs(number))) - digits + 1)
    whole = round(number / size) * size
    return float(round(whole)) if kind == "count" else round(whole, 6)


def _name(low: float, end: float, inside: Sequence[float], kind: str, *, last: bool) -> str:
    """
    ``0``, ``120 to 499``, ``10.0% to under 20.0%``.
    """
    if len(set(inside)) == 1:
        return say("maps", "single", low=Number(inside[0], kind).text)
    if last:
        return say("maps", "last", low=Number(low, kind).text, high=Number(end, kind).text)
    if kind == "count":
        return say("maps", "counts", low=Number(low, kind).text, high=Number(end - 1, kind).text)
    return say("maps", "from_to", low=Number(low, kind).text, high=Number(end, kind).text)
