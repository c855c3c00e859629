"""
Every number that a report would print, and how they add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

LIMIT = 11
"""A count below it, other than none, is small."""

Key = tuple[str, frozenset[tuple[str, object]]]
"""What is counted, and what it is limited to: the same number wherever it is printed."""


def cell(fact: str, /, **at: object) -> Key:
    """
    The key of a number: what it counts, and the value of each thing it is limited to.

    >>> cell("arrests", office="St. Paul") == cell("arrests", **{"office": "St. Paul"})
    True
    """
    return fact, frozenset(at.items())


@dataclass(frozen=True, slots=True)
class Sum:
    """
    A total that readers see, or can work out, and the parts that make it up.
    """

    total: Key
    parts: frozenset[Key]


class Publication:
    """
    The numbers of all pages of one report.

    A number that several pages print is one cell, so what hides it on one hides
    it on all. Whatever adds up must be said here: a relation that is not said
    is not guarded.
    """

    def __init__(self, limit: float = LIMIT) -> None:
        self.limit = limit
        self.values: dict[Key, float] = {}
        self.limits: dict[Key, float] = {}
        """Below which a cell is small, where that is not ``limit``."""
        self.passed: set[Key] = set()
        """Published by the agency itself: never hidden."""
        self.unprinted: set[Key] = set()
        """Guarded, as they can be worked out, but printed nowhere."""
        self.known: set[Key] = set()
        """Shown by an earlier report, and the same now: to hide it keeps nothing from anybody."""
        self.slacks: set[Key] = set()
        """What lies between two numbers: none or more, and no secret of its own."""
        self.sums: dict[Sum, None] = {}
        self.links: list[tuple[Key, ...]] = []

    def add(
        self,
        key: Key,
        value: float,
        *,
        limit: float | None = None,
        passed: bool = False,
        printed: bool = True,
    ) -> None:
        """
        Say a number.

        Args:
            key: What it counts.
            value: The count, or a sum over days.
            limit: Below which it is small; null: the publication's. For sums over
                days (person-nights) the limit of a day times the days.
            passed: The agency itself published it.
            printed: Whether any page prints it.
        """
        if self.values.setdefault(key, value) != value:
            # Two pages would say different things of the same: a fault of ours.
            raise AssertionError(f"{key[0]} is said twice, and differs")
        if limit is not None:
            self.limits[key] = limit
        if passed:
            self.passed.add(key)
        if not printed:
            self.unprinted.add(key)

    def slack(self, key: Key, value: float) -> None:
        """
        Say what lies between a number and another that is never less.

        It is printed nowhere and may be small; that it is not below none is what a
        reader knows of the two.
        """
        self.add(key, value, printed=False)
        self.slacks.add(key)

    def total(self, total: Key, parts: Iterable[Key]) -> None:
        """
        Say that parts add up to a total; a part that is not said counts as none.
        """
        self.sums[Sum(total, frozenset(parts))] = None

    def link(self, keys: Iterable[Key]) -> None:
        """
        Say that each of these gives the others away: all are hidden, or none.
        """
        self.links.append(tuple(keys))

    def cube(
        self,
        fact: str,
        rows: Iterable[Mapping[str, object]],
        dims: Sequence[str],
        number: str,
        *,
        apart: Sequence[str] = (),
        passed: bool = False,
        printed: bool = True,
    ) -> None:
        """
        Say the numbers of one split, all their totals, and how these add up.

        Args:
            fact: What is counted.
            rows: One for each group, with *dims* and *number*.
            dims: What it is split by.
            number: The column of the count; its groups must add up.
            apart: Those of *dims* whose groups do not add up: the days of a stock.
            passed: The agency itself published all of it.
            printed: Whether any page prints them.
        """
        totals: dict[frozenset[tuple[str, object]], float] = {}
        parts: dict[Key, dict[str, set[Key]]] = {}
        adds = [d for d in dims if d not in apart]
        for row in rows:
            value = row[number]
            if value is None:
                continue
            for kept in _subsets(adds):
                where = frozenset((d, row[d]) for d in (*apart, *kept))
                totals[where] = totals.get(where, 0) + float(str(value))
                for d in kept:
                    whole = (fact, where - {(d, row[d])})
                    parts.setdefault(whole, {}).setdefault(d, set()).add((fact, where))
        for where, value in totals.items():
            self.add((fact, where), value, passed=passed, printed=printed)
        for whole, splits in parts.items():
            for found in splits.values():
                self.total(whole, found)

    def is_small(self, key: Key) -> bool:
        """
        Whether a number is small and not the agency's own.
        """
        if key in self.passed or key in self.slacks:
            return False
        return 0 < self.values[key] < self.limit_of(key)

    def least(self, key: Key) -> float:
        """
        The least that a reader takes a hidden number for: none is never hidden.
        """
        return float(key not in self.unprinted and self.values[key] > 0)

    def limit_of(self, key: Key) -> float:
        """
        Below which a number is small.
        """
        return self.limits.get(key, self.limit)


def _subsets(dims: Sequence[str]) -> list[tuple[str, ...]]:
    return [kept for n in range(len(dims) + 1) for kept in combinations(dims, n)]
