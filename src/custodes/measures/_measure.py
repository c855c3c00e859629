"""
What a measure is, and how a call of one is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from custodes.errors import CallError
from custodes.measures._by import check_periods
from custodes.measures._findings import Findings
from custodes.measures._view import View

Kind = Literal["count", "share", "mean", "days", "rate", "things"]
"""Things are counted too, but are no people, nor do they tell of any: pairs of counties."""


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One column of numbers that a measure gives, as whoever publishes it must know it.

    A share or a rate would give back the counts it is made of, so it is published
    only where all of them are.
    """

    name: str
    title: str
    kind: Kind = "count"
    additive: bool = False
    """Whether the groups of any split add up to the count of all of them."""
    apart: tuple[str, ...] = ()
    """Splits over whose groups it does not add up though it does over others: days of a stock."""
    parts: tuple[str, ...] = ()
    """Columns of the same row that add up to this one."""
    rests_on: tuple[str, ...] = ()
    """Counts of the same row that this one is worked out from."""
    public: bool = True
    """Whether it is ever published: counts of ids are not, where a release's ids repeat."""


Compute = Callable[[View, tuple[str, ...], dict[str, str]], Findings]


@dataclass(frozen=True, slots=True)
class Measure:
    """
    One question that can be put to a dataset.
    """

    name: str
    title: str
    question: str
    needs: tuple[str, ...]
    """Tables it reads; at least one must be there."""
    choices: tuple[str, ...]
    """What it can be split by."""
    filters: tuple[str, ...]
    """What it can be limited by."""
    default: tuple[str, ...]
    """What it is split by unless told."""
    definition: str
    """The method section: the docstring of its module."""
    run: Compute
    figures: tuple[Figure, ...] = ()
    """The columns of numbers, in their order."""

    def compute(
        self,
        view: View,
        by: Sequence[str] | None = None,
        where: Mapping[str, object] | None = None,
    ) -> Findings:
        """
        Put the question to a dataset.

        Args:
            view: The dataset's tables on an engine.
            by: What to split by, of ``choices``; null: ``default``.
            where: What to limit to, of ``filters``: a name and the value it must
                have, whatever its capitals.

        Raises:
            CallError: a name is none of the choices; says which there are.
            MissingTableError: no table it reads is there; says which releases fill them.
        """
        split = self.default if by is None else tuple(dict.fromkeys(by))
        limits = {k: str(v) for k, v in (where or {}).items()}
        self._check("split by", split, self.choices)
        self._check("limited by", tuple(limits), self.filters)
        check_periods(self.name, limits)
        view.need(self.name, self.needs)
        return self.run(view, split, limits)

    def _check(self, verb: str, asked: tuple[str, ...], can: tuple[str, ...]) -> None:
        wrong = [a for a in asked if a not in can]
        if wrong:
            raise CallError(
                f"{self.name!r} cannot be {verb} {', '.join(map(repr, wrong))}; "
                f"it can be {verb}: {', '.join(can)}."
            )
