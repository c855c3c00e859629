"""
The lists that are known, and which of them a record's headers are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from custodes.releases._headers import fold
from custodes.releases._layout import layouts

LAYOUT = "reference"
_QUOTED = re.compile(r'"(.*)"', re.DOTALL)
_WIDE = ("estimates", "margins", "errors", "also_not_taken")
_NAMED = ("name", "variable", "estimate", "margin")
_MOST = 0.6
"""Share of headers that a list must foresee: a release's file may have some of its names."""


@dataclass(frozen=True)
class Known:
    """
    One list as the layout describes it.
    """

    facts: Mapping[str, Any]

    @property
    def id(self) -> str:
        """
        Its release.
        """
        return str(self.facts["id"])

    @property
    def columns(self) -> dict[str, str]:
        """
        Folded header to canonical column.
        """
        return {fold(h): c for h, c in self.facts["columns"].items()}

    @property
    def required(self) -> frozenset[str]:
        """
        Folded headers that make a record this list's.
        """
        named = {fold(self.facts[n]) for n in _NAMED if n in self.facts}
        return frozenset(self.columns) | named

    def foreseen(self, header: str) -> bool:
        """
        Whether a header is mapped, or known to become nothing.
        """
        if fold(header) in self.required | {fold(h) for h in self.facts.get("not_taken", ())}:
            return True
        patterns = [self.facts[w] for w in _WIDE if w in self.facts]
        return any(re.search(p, header) for p in patterns)

    def fits(self, headers: Sequence[str]) -> bool:
        """
        Whether a record of headers is this list's, whatever else it has.
        """
        if not self.required <= {fold(h) for h in headers}:
            return False
        if sum(map(self.foreseen, headers)) < _MOST * len(headers):
            return False
        wide = self.facts.get("estimates")
        return wide is None or any(re.search(wide, h) for h in headers)


@cache
def known_lists() -> tuple[Known, ...]:
    """
    Every list of the layout.
    """
    return tuple(Known(x) for x in layouts()[LAYOUT].facts["list"])


def clean(cell: str | None) -> str:
    """
    A cell without white space around it, nor the quotes that a blank before them kept.

    >>> clean(' "North  Carolina"'), clean(' ""')
    ('North Carolina', '')
    """
    text = (cell or "").strip()
    quoted = _QUOTED.fullmatch(text)
    return " ".join((quoted[1].replace('""', '"') if quoted else text).split())


def list_of(record: Sequence[str | None]) -> Known | None:
    """
    The list whose headers a record holds: of several, the one that takes most of them.
    """
    headers = [clean(c) for c in record if clean(c)]
    found = [k for k in known_lists() if k.fits(headers)]
    return max(found, key=lambda k: (sum(map(k.foreseen, headers)), len(k.required)), default=None)
