"""
Headers compared by their letters and digits: case, blanks and punctuation fold.

A program that saves an agency's file again writes ``MSC_Charge_Date`` or ``msc.charge.date``
for ``MSC Charge Date``, and the column is the same.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

STATA_LONGEST = 32
"""Names in a Stata file are no longer; writers cut or abbreviate the rest."""


_BETWEEN = re.compile(r"[\W_]+")
_ROW_NUMBERS = re.compile(r"\s*(?:unnamed: \d+|__index_level_\d+__|\.\.\.\d+)\s*", re.IGNORECASE)
"""What pandas, Arrow and readr write above a column that has no name."""


def fold(header: str | None) -> str:
    """
    A header as it is compared; nothing where a program wrote it for want of a name.

    >>> fold("  MSC  Charge_Date "), fold("Final Order Y/N"), fold("Unnamed: 0")
    ('msc charge date', 'final order y n', '')
    """
    if not header or _ROW_NUMBERS.fullmatch(header):
        return ""
    return _BETWEEN.sub(" ", header).strip().casefold()


def squeeze(folded: str) -> str:
    """
    A folded header without its blanks, which some programs leave out.

    >>> squeeze(fold("MscChargeDate")) == squeeze(fold("MSC Charge Date"))
    True
    """
    return folded.replace(" ", "")


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

    >>> lengthened("latest apprehension final progrm", ["latest apprehension final program"])
    'latest apprehension final program'
    """
    if not STATA_LONGEST - 8 <= len(header) <= STATA_LONGEST:
        return None
    pattern = re.compile(".*".join(re.escape(letter) for letter in header) + ".*")
    fits = [k for k in known if len(k) > STATA_LONGEST and pattern.fullmatch(k)]
    return fits[0] if len(fits) == 1 else None
