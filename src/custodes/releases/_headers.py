"""
Headers compared: case and blanks fold, nothing else.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

STATA_LONGEST = 32
"""Names in a Stata file are no longer; writers cut or abbreviate the rest."""


def fold(header: str | None) -> str:
    """
    A header as it is compared.

    >>> fold("  MSC  Charge Date ")
    'msc charge date'
    """
    return " ".join((header or "").split()).casefold()


def folded(cells: Iterable[str | None]) -> list[str]:
    """
    A record of headers as they are compared, blanks at its end left out.
    """
    found = [fold(c) for c in cells]
    while found and not found[-1]:
        found.pop()
    return found


def nearest(header: str, known: Sequence[str]) -> str | None:
    """
    The known header that this one may be a misspelling of.
    """
    by_fold = {fold(k): k for k in known}
    found = difflib.get_close_matches(fold(header), by_fold, n=1, cutoff=0.8)
    return by_fold[found[0]] if found else None


def lengthened(header: str, known: Iterable[str]) -> str | None:
    """
    The one long name that a Stata writer cut or abbreviated to this one.

    R's ``abbreviate`` drops lower-case vowels from the end until 32 are left, others cut
    at 32; in both the short name is the long one with letters left out.

    >>> lengthened("latest_apprehension_final_progrm", ["latest_apprehension_final_program"])
    'latest_apprehension_final_program'
    """
    if not STATA_LONGEST - 8 <= len(header) <= STATA_LONGEST:
        return None
    pattern = re.compile(".*".join(re.escape(letter) for letter in header) + ".*")
    fits = [k for k in known if len(k) > STATA_LONGEST and pattern.fullmatch(k)]
    return fits[0] if len(fits) == 1 else None
