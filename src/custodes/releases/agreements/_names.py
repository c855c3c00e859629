"""
Names of agencies folded, so that one agency has one key over many spellings.

Folds only what cannot tell two agencies apart: case, punctuation, possessives,
usual short forms, misspelled words that every agency has. What needs evidence
(a misspelled place, "City of") is joined by the histories or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from custodes.records import code_lists

# A county has one sheriff: Sheriff's Office and Sheriff's Department are one.
_SHORT = {
    "dept": "department",
    "depts": "department",
    "pd": "police department",
    "so": "sheriff office",
    "sheriffs": "sheriff",
    "constables": "constable",
    "marshals": "marshal",
    "attorneys": "attorney",
    "generals": "general",
    "co": "county",
    "cnty": "county",
    "twp": "township",
    "pct": "precinct",
    "st": "saint",
    "mt": "mount",
    "ft": "fort",
    "commissioners": "commissioner",
    "bocc": "board of county commissioner",
}
_USUAL = ("department", "sheriff", "police", "office", "county", "corrections")
_NEVER_MEANT = {"offices", "counties"}
_POSSESSIVE = re.compile(r"'(s?)(?![a-z0-9])")
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_SHERIFF = re.compile(r"\bsheriff department\b")


@cache
def fold_agency(name: str) -> str:
    """
    An agency's name as it is compared.

    >>> fold_agency("St. Johns Co. Sheriff's Dept"), fold_agency("Tampa PD")
    ('saint johns county sheriff office', 'tampa police department')
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("\u2019", "'")
    text = _POSSESSIVE.sub(r"\1", text.replace("&", " and ")).replace("'", "")
    words = (_usual(w) for w in _NOT_NAME.sub(" ", text).split())
    folded = " ".join(_SHORT.get(w, w) for w in words)
    return _SHERIFF.sub("sheriff office", folded)


@cache
def state_code(name: str) -> str | None:
    """
    The postal code of a State, one misspelled letter seen through where only one State fits.

    >>> state_code("UTAHJ"), state_code("West Viriginia"), state_code("Nowhere")
    ('UT', 'WV', None)
    """
    spelled = code_lists()["state"].spellings()
    asked = " ".join(name.split()).casefold()
    if asked in spelled:
        return spelled[asked]
    if len(asked) < 4:  # noqa: PLR2004 - every short text is near some code
        return None
    near = {c for s, c in spelled.items() if len(s) > 3 and edits(asked, s, 1) <= 1}  # noqa: PLR2004
    return near.pop() if len(near) == 1 else None


def agency_key(state: str | None, agency: str | None) -> str | None:
    """
    State and folded name; null where there is no name.
    """
    if not agency:
        return None
    code = state_code(state) if state else None
    return f"{code or fold_agency(state or '')}|{fold_agency(agency)}"


def edits(a: str, b: str, most: int) -> int:
    """
    Letters added, left out, changed or swapped with their neighbour; ``most + 1`` if more.

    >>> edits("mantiowoc", "manitowoc", 2), edits("lake", "leon", 2)
    (1, 3)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, last[j - 2] + 1)
            row.append(best)
        if min(row) > most and (not before or min(before) > most):
            return most + 1
    return min(row[-1], most + 1)


@cache
def _usual(word: str) -> str:
    if len(word) < 5 or word in _NEVER_MEANT:  # noqa: PLR2004 - short words are near many
        return word
    return next((u for u in _USUAL if edits(word, u, 1) <= 1), word)
