"""
What the page of a measure shows: by its entry in ``pages.toml``, or by what it can be split by.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from custodes.measures import Measure

PLACES = ("office", "country", "state")
"""Splits whose every group has a page of its own."""
_GROUPS = ("level", "offense_group")


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One split of a measure, and how it is shown.
    """

    by: tuple[str, ...]
    over: tuple[str, ...] = ()
    """What is added up and not shown; only counts that add up are left."""
    figure: str | None = None
    """The one that is drawn and stands in tables across years. Null: the first."""
    drawn: bool = True
    folded: bool = False
    on_page: bool = True
    """Whether the measure's own page shows it; the pages of places do in any case."""
    mapped: str | None = None
    """Office, state or county_fips: drawn as a map too."""
    zero: bool = False
    """Whether a State without a row has none, where a release is of the whole country."""
    figures: tuple[str, ...] | None = None
    """Columns of this split. Null: those of the page."""


@dataclass(frozen=True, slots=True)
class Top:
    """
    A figure for the front page, or a column in the tables of all places.
    """

    label: str
    """Name of its words under ``[tops]``."""
    figure: str
    at: Mapping[str, Any] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    """The split that gives it. Empty: the first that has what it is limited to, by year."""
    low: str | None = None
    high: str | None = None
    """Figures at the ends of its interval."""
    all: bool = False
    """Whether it is of all times."""
    stock: bool = False
    """Whether it is of the last list of a month: the month need not be over."""
    bounds: bool = False
    """Whether its ends are the least and the most it can be, and no interval."""


@dataclass(frozen=True, slots=True)
class Same:
    """
    A figure that is another one somewhere else: the searches of the group held against.
    """

    figure: str
    of: str
    at: Mapping[str, Any] = field(default_factory=dict)
    """Where the other is, besides the place of the first."""
    over: tuple[str, ...] = ()
    """What the other is added up over."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    The estimate that a test comes to; its words stand under the name of the measure.
    """

    figure: str
    none: int
    """What it is where there is no difference."""
    points: bool = False
    """Whether it is a difference of shares, told in percentage points."""


@dataclass(frozen=True, slots=True)
class Spec:
    """
    The splits of a page and its figures for the front page.
    """

    splits: tuple[Asked, ...]
    figures: tuple[str, ...] | None = None
    """Columns that are shown. Null: all that may be."""
    columns: tuple[str, ...] | None = None
    """Those of them that stand in tables across figures, in order. Null: all, see `Split`."""
    aside: frozenset[str] = frozenset()
    """Counts that a figure rests on and that need not be shown with it."""
    apart: frozenset[str] = frozenset()
    """Splits whose groups make no sum."""
    unsummed: tuple[str, ...] = ()
    """Splits over whose groups no sum is printed, so that a small one hides no other."""
    same: tuple[Same, ...] = ()
    passed: bool = False
    """Whether the agency itself published the counts."""
    tops: tuple[Top, ...] = ()
    verdict: Verdict | None = None
    """Of a test."""
    index: tuple[Top, ...] = ()
    """Columns in the tables of all offices, countries or States."""


def spec(measure: Measure, *, usual: bool = True) -> Spec:
    """
    What the page of a measure shows.

    Args:
        measure: The measure.
        usual: Whether one without splits of its own is split as most are.
    """
    told = _file().get(measure.name, {})
    known = {*measure.choices, *measure.default}
    splits = tuple(_asked(s) for s in told.get("split", []) if set(s["by"]) <= known)
    return Spec(
        splits or (_usual(measure) if usual else ()),
        figures=tuple(told["figures"]) if "figures" in told else None,
        columns=tuple(told["columns"]) if "columns" in told else None,
        aside=frozenset(told.get("aside", ())),
        apart=frozenset(told.get("apart", ())),
        unsummed=tuple(told.get("unsummed", ())),
        same=tuple(_same(s) for s in told.get("same", [])),
        passed=told.get("passed", False),
        tops=tuple(_top(t) for t in told.get("top", [])),
        verdict=Verdict(**told["verdict"]) if "verdict" in told else None,
        index=tuple(_top(t) for t in told.get("index", [])),
    )


def _asked(told: Mapping[str, Any]) -> Asked:
    lists = {n: tuple(told[n]) for n in ("by", "over", "figures") if n in told}
    return Asked(**{**told, **lists})


def _same(told: Mapping[str, Any]) -> Same:
    return Same(**{**told, "over": tuple(told.get("over", ()))})


def _top(told: Mapping[str, Any]) -> Top:
    return Top(**{**told, "by": tuple(told.get("by", ()))})


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("custodes.site") / "pages.toml").read_text("utf-8"))


def _usual(measure: Measure) -> tuple[Asked, ...]:
    """
    The measure's own split, then places and groups, by fiscal year where they add up.
    """
    can = measure.choices
    year = ("fiscal_year",) if "fiscal_year" in can else ()
    adds_up = any(f.additive for f in measure.figures)
    lone = any(f.kind != "count" for f in measure.figures) or not adds_up
    found = [measure.default]
    if year:
        found.append(year)
    for name in (*PLACES, *_GROUPS):
        if name in can:
            found += [(name,)] if lone or not year else []
            found += [(name, *year)] if year and adds_up else []
    return tuple(Asked(by, drawn=i == 0) for i, by in enumerate(dict.fromkeys(found)))
