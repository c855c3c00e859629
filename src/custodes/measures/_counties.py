"""
Which county a local agency is of, and how many people live there.

The table ``counties_2023.csv`` has the 3,144 counties and their equals in the 50 States
and the District of Columbia, with the residents of 1 July 2023, 334,914,895 in all: U.S.
Census Bureau, annual estimates of the resident population, vintage 2023 (public domain).
Connecticut is in planning regions there, so its old counties are not found; nor are
those of the territories.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from custodes.releases.agreements import edits

COUNTED_ON = "1 July 2023"

Kind = Literal["county", "municipality", "state", "unknown"]
How = Literal["list", "name", "state-wide", "unplaced"]

_KINDS: Mapping[str, Kind] = {
    "county": "county",
    "municipality": "municipality",
    "state agency": "state",
    "state": "state",
}
_WORD = r"(?:county|parish|borough|census area|municipality|planning region|city)"
_LAST_WORD = re.compile(rf" {_WORD}$")
_OF = re.compile(r"^(city|county|parish) of (?:the )?(.+)$")
_IN_NAME = re.compile(r"^(.+?) (county|parish|borough)\b")
_SHERIFF = re.compile(r"^(.+?) sheriff")
_NOT_NAME = re.compile(r"[^a-z0-9 ]+")
_TYPO = 1
_SHORTEST = 6
"""Letters a name must have before one of them may be wrong."""


@dataclass(frozen=True, slots=True)
class County:
    """
    One county or its equal.
    """

    fips: str
    state: str
    """Two-letter code."""
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Placed:
    """
    Where an agency is, and how that is known.
    """

    fips: str | None
    how: How
    """By the list's column, by the agency's name, not of one county, or not known."""
    kind: Kind


@cache
def counties() -> dict[str, County]:
    """
    Every county by its five-digit code.
    """
    text = (files("custodes.measures") / "counties_2023.csv").read_text("utf-8")
    return {
        r["county_fips"]: County(r["county_fips"], r["state"], r["county"], int(r["people"]))
        for r in csv.DictReader(text.splitlines())
    }


@cache
def people_of_states() -> dict[str, int]:
    """
    Residents of each State, all its counties together.
    """
    sums: dict[str, int] = defaultdict(int)
    for c in counties().values():
        sums[c.state] += c.people
    return dict(sums)


@cache
def county_named(state: str | None, text: str | None) -> str | None:
    """
    The code of a county by its State and name, where only one can be meant.

    One letter may be wrong. A bare name that a county and a city share is neither.

    >>> county_named("MN", "KANDIYOHI"), county_named("LA", "Calacasieu Parish")
    ('27067', '22019')
    >>> county_named("MD", "Baltimore City"), county_named("MD", "Baltimore")
    ('24510', None)
    """
    if state is None or text is None:
        return None
    named = _names().get(state, {})
    name = _OF.sub(r"\2 \1", _fold(text))
    for tried in (name, _LAST_WORD.sub("", name)):
        if key := _key(tried):
            found = named.get(key, frozenset())
            if found:
                return next(iter(found)) if len(found) == 1 else None
    wrong = _key(name)
    if len(wrong) < _SHORTEST:
        return None
    near = frozenset().union(*(f for k, f in named.items() if edits(wrong, k, _TYPO) <= _TYPO))
    return next(iter(near)) if len(near) == 1 else None


def place_agency(
    state: str | None, agency: str | None, county: str | None, kind: str | None
) -> Placed:
    """
    Where an agency of the 287(g) lists is.

    Args:
        state: Two-letter code.
        agency: Its name.
        county: What the list's column of counties has.
        kind: What its column of kinds has.

    >>> place_agency("MN", "Kandiyohi County Sheriff's Office", None, None)
    Placed(fips='27067', how='name', kind='county')
    """
    name = _fold(agency or "")
    known = _KINDS.get((kind or "").strip().lower()) or _kind_of(name)
    if known == "state":
        return Placed(None, "state-wide", known)
    if fips := county_named(state, county):
        return Placed(fips, "list", known)
    if m := _IN_NAME.match(name):
        fips = county_named(state, f"{m[1]} {m[2]}")
    elif known == "county" and (m := _SHERIFF.match(name)):
        fips = county_named(state, m[1])
    return Placed(fips, "name" if fips else "unplaced", known)


def _kind_of(name: str) -> Kind:
    if _IN_NAME.match(name) or _SHERIFF.match(name):
        return "county"
    if name.startswith(("city of", "town of")) or " police department" in name:
        return "municipality"
    return "state" if re.search(r"\b(state|department of corrections?)\b", name) else "unknown"


@cache
def _names() -> dict[str, dict[str, frozenset[str]]]:
    """
    Counties by State and by name in letters alone, whole and without its last word.
    """
    named: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for c in counties().values():
        for name in _both(_fold(c.name)):
            named[c.state][_key(name)].add(c.fips)
    return {s: {k: frozenset(v) for k, v in keys.items()} for s, keys in named.items()}


def _both(name: str) -> Iterable[str]:
    return {name, _LAST_WORD.sub("", name)}


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower()).replace("\u2019", "'").replace("'", "")
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    words = _NOT_NAME.sub(" ", bare).split()
    usual = {"saint": "st", "sainte": "ste", "co": "county", "cnty": "county"}
    return " ".join(usual.get(w, w) for w in words)


def _key(name: str) -> str:
    return name.replace(" ", "")
