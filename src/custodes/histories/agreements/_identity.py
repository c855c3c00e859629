"""
Which names are one agency, and by what evidence.

The keys of the lists fold what cannot tell two agencies apart. What is left needs
evidence: two keys are joined only if no list has both, a participating list gives
both the same model and day of signature, and the names differ

- by two letters at most, digits not among them (``typo``), their counties not
  being two; or
- by the order of their words, or by words added, where one begins in the very list
  after the other ends (``words``), and no other name could be meant.

One key is two agencies where a list has it twice for one model with two counties.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from custodes.releases.agreements import edits, fold_agency

TYPO = 2
"""Letters by which two spellings of one name may differ."""

_COUNTY = re.compile(r" (county|parish|borough)$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Listing:
    """
    One name as one list has it.
    """

    key: str
    """State and folded name, as reading the list made it."""
    agency: str
    county: str | None
    model: str
    signed: dt.date | None
    participating: bool
    number: int
    """Number of the list among those of its kind."""

    @property
    def list_id(self) -> tuple[bool, int]:
        """
        The list it stands in.
        """
        return self.participating, self.number


@dataclass(frozen=True, slots=True)
class Identity:
    """
    The agency that a name is.
    """

    key: str
    reason: str
    """``same``, ``typo``, ``words``, or ``county`` where one name is two agencies."""


@dataclass(slots=True)
class _Name:
    """
    One key and where it stands.
    """

    key: str
    lists: set[tuple[bool, int]] = field(default_factory=set)
    counties: set[str] = field(default_factory=set)
    signed: set[tuple[str, dt.date]] = field(default_factory=set)
    numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By model, the participating lists that have it."""

    @property
    def state(self) -> str:
        return self.key.split("|")[0]

    @property
    def words(self) -> list[str]:
        return self.key.split("|")[1].split()

    @property
    def first(self) -> tuple[int, bool, str]:
        """
        Sorts the name that was there first to the front, whatever was read after.
        """
        participating, number = min(self.lists, key=lambda x: (not x[0], x[1]))
        return number, not participating, self.key


Place = tuple[str, str, str | None]
"""Key, spelling and county: what a listing is joined by."""


def identify(listings: Iterable[Listing]) -> dict[Place, Identity]:
    """
    The agency of every key, spelling and county.
    """
    given = list(listings)
    split = _split(given)
    names: dict[str, _Name] = {}
    for one in given:
        name = names.setdefault(k := _key(one, split), _Name(k))
        name.lists.add(one.list_id)
        if one.county:
            name.counties.add(_county(one.county))
        if one.participating:
            name.numbers[one.model].add(one.number)
            if one.signed:
                name.signed.add((one.model, one.signed))
    joined = _joined(names)
    return {
        (one.key, one.agency, one.county): joined.get(k) or _own(k, one.key)
        for one in given
        for k in (_key(one, split),)
    }


def _own(key: str, printed: str) -> Identity:
    return Identity(key, "same" if key == printed else "county")


def _county(text: str) -> str:
    return _COUNTY.sub("", fold_agency(text))


def _key(one: Listing, split: Mapping[str, set[str]]) -> str:
    if one.county and _county(one.county) in split.get(one.key, ()):
        return f"{one.key}|{_county(one.county)}"
    return one.key


def _split(listings: Sequence[Listing]) -> dict[str, set[str]]:
    """
    Keys that are several agencies, and the counties that tell them apart.
    """
    together: dict[tuple[str, str, tuple[bool, int]], set[str]] = defaultdict(set)
    for one in listings:
        if one.county:
            together[one.key, one.model, one.list_id].add(_county(one.county))
    found: dict[str, set[str]] = defaultdict(set)
    for (key, _, _), counties in together.items():
        for a, b in combinations(sorted(counties), 2):
            if edits(a, b, TYPO) > TYPO:
                found[key] |= {a, b}
    return found


def _joined(names: Mapping[str, _Name]) -> dict[str, Identity]:
    """
    The keys that are joined to another, the surest evidence first.
    """
    group = {k: {k} for k in names}
    reasons: dict[str, str] = {}
    for reason, a, b in _candidates(names):
        if group[a] is group[b] or _side_by_side(group[a], group[b], names):
            continue
        merged = group[a] | group[b]
        for member in merged:
            group[member] = merged
        for key in (a, b):
            reasons.setdefault(key, reason)
    found = {}
    for members in {id(g): g for g in group.values() if len(g) > 1}.values():
        first = min(members, key=lambda k: names[k].first)
        for member in members:
            reason = "same" if member == first else reasons[member]
            found[member] = Identity(first, reason)
    return found


def _side_by_side(one: set[str], other: set[str], names: Mapping[str, _Name]) -> bool:
    lists = set().union(*(names[k].lists for k in one))
    return any(names[k].lists & lists for k in other)


def _candidates(names: Mapping[str, _Name]) -> list[tuple[str, str, str]]:
    typos: list[tuple[int, str, str]] = []
    words: list[tuple[str, str]] = []
    for a, b in _signed_alike(names):
        one, other = names[a], names[b]
        if one.lists & other.lists:
            continue
        apart = edits(" ".join(one.words), " ".join(other.words), TYPO)
        if apart <= TYPO and _digits(a) == _digits(b) and _one_county(one, other):
            typos.append((apart, a, b))
        elif _worded_alike(one, other) and _handed_over(one, other):
            words.append((a, b))
    meant = Counter(k for pair in words for k in pair)
    only = [(a, b) for a, b in words if meant[a] == meant[b] == 1]
    return [("typo", a, b) for _, a, b in sorted(typos)] + [
        ("words", a, b) for a, b in sorted(only)
    ]


def _signed_alike(names: Mapping[str, _Name]) -> list[tuple[str, str]]:
    """
    Pairs of keys of one State with a model and day of signature in common.
    """
    alike: dict[tuple[str, str, dt.date], list[str]] = defaultdict(list)
    for key, name in names.items():
        for model, day in name.signed:
            alike[name.state, model, day].append(key)
    pairs = {p for keys in alike.values() for p in combinations(sorted(keys), 2)}
    return sorted(pairs)


def _digits(key: str) -> list[str]:
    return _DIGITS.findall(key)


def _one_county(one: _Name, other: _Name) -> bool:
    if not one.counties or not other.counties:
        return True
    return any(edits(a, b, TYPO) <= TYPO for a in one.counties for b in other.counties)


def _worded_alike(one: _Name, other: _Name) -> bool:
    a, b = Counter(one.words), Counter(other.words)
    return (a <= b or b <= a) and min(a.total(), b.total()) > 1


def _handed_over(one: _Name, other: _Name) -> bool:
    """
    Whether for a model they share one name begins in the list after the other's last.
    """
    for model, _ in one.signed & other.signed:
        first, second = sorted((one.numbers[model], other.numbers[model]), key=min)
        if max(first) + 1 == min(second):
            return True
    return False
