"""
Layouts as data: what an agency's headers become, read from ``layouts/<id>/``.

A folder holds ``release.toml`` (what the release is) and a file for each of its
tables. A new release is a new folder; code is only for what a map cannot say.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from custodes.releases._headers import fold
from custodes.releases._model import NATIONAL

_UNSAID = 2049
"""So that a year of two digits is read as one from 1951 to 2050."""


@dataclass(frozen=True)
class Title:
    """
    A text above the headers that gives columns a fixed value.
    """

    says: re.Pattern[str]
    set: Mapping[str, str]


@dataclass(frozen=True)
class TableLayout:
    """
    One sheet's headers, and the canonical column each becomes.
    """

    layout: str
    stem: str
    table: str
    columns: Mapping[str, tuple[str, ...]]
    """Header as published, to its canonical column; to several where it is repeated."""
    also: Mapping[str, str]
    """Other spellings of a header."""
    optional: frozenset[str]
    """Headers, folded, that some files of the release lack."""
    not_taken: Mapping[str, str]
    """Headers that become nothing, and why."""
    titles: tuple[Title, ...]
    set_aside: str | None
    """Why the whole table is not taken. Null: it is."""
    telling: frozenset[str]
    """Headers, folded, that tell a table which is not taken from others."""

    @cached_property
    def known(self) -> frozenset[str]:
        """
        Every header it foresees, folded.
        """
        return frozenset(fold(h) for h in [*self.columns, *self.also, *self.not_taken])

    @cached_property
    def required(self) -> frozenset[str]:
        """
        Headers, folded, that a sheet must have.
        """
        if self.set_aside:
            return self.telling
        return frozenset(map(fold, self.columns)) - self.optional

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """
        A folded header to the folded header that the layout maps.
        """
        return {h: h for h in self.known} | {fold(a): fold(h) for a, h in self.also.items()}

    @cached_property
    def targets(self) -> Mapping[str, tuple[str, ...]]:
        """
        A folded header to its canonical columns.
        """
        return {fold(h): c for h, c in self.columns.items()}

    @cached_property
    def whys(self) -> Mapping[str, str]:
        """
        A folded header to why it is not taken.
        """
        return {fold(h): w for h, w in self.not_taken.items()}


@dataclass(frozen=True)
class Layout:
    """
    One release's files.
    """

    id: str
    title: str
    facts: Mapping[str, Any]
    tables: tuple[TableLayout, ...]

    @property
    def scope(self) -> str:
        """
        ``national``, or the area the release is limited to.
        """
        return str(self.facts.get("scope", NATIONAL))

    @property
    def na(self) -> tuple[str, ...]:
        """
        Texts that stand for a blank in text files of this release.
        """
        return tuple(self.facts.get("na", ()))

    @property
    def quirks(self) -> str | None:
        """
        Module that reads its files instead of the common reader.
        """
        return self.facts.get("quirks")

    @property
    def is_copy(self) -> bool:
        """
        Whether its files repeat rows of the agency's own files of the same release.
        """
        return bool(self.facts.get("copy", False))

    @property
    def split(self) -> bool:
        """
        Whether one row holds events of several tables side by side.
        """
        return bool(self.facts.get("split", False))

    @property
    def last_year(self) -> int:
        """
        Last year of the period covered; 2049 where the release does not say.
        """
        to: dt.date | None = self.facts.get("covers", {}).get("to")
        return to.year if to else _UNSAID


@cache
def layouts() -> dict[str, Layout]:
    """
    Every layout by id.
    """
    folder = files("custodes.releases") / "layouts"
    found = [_layout(f) for f in folder.iterdir() if f.is_dir() and _is_layout(f)]
    return {x.id: x for x in sorted(found, key=lambda x: x.id)}


@cache
def exemptions() -> dict[str, str]:
    """
    Each exemption that marks withheld text, as letters and digits, and what it says.
    """
    return dict(_toml(files("custodes.releases") / "layouts" / "redactions.toml")["exemptions"])


def _is_layout(folder: Traversable) -> bool:
    return (folder / "release.toml").is_file()


def _toml(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _layout(folder: Traversable) -> Layout:
    facts = _toml(folder / "release.toml")
    tables = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".toml") and f.name != "release.toml"),
        key=lambda f: f.name,
    )
    read = () if "quirks" in facts else tuple(_table(facts["id"], f) for f in tables)
    return Layout(facts["id"], facts["title"], facts, read)


def _table(layout: str, file: Traversable) -> TableLayout:
    raw = _toml(file)
    aside = raw.get("set_aside")
    not_taken = dict.fromkeys(raw["headers"], aside) if aside else raw.get("not_taken", {})
    columns = {
        h: (c,) if isinstance(c, str) else tuple(c) for h, c in raw.get("columns", {}).items()
    }
    optional = raw.get("optional", [])
    return TableLayout(
        layout=layout,
        stem=file.name.removesuffix(".toml"),
        table=raw.get("table", ""),
        columns=columns,
        also=raw.get("also", {}),
        optional=frozenset(map(fold, columns if optional == "all" else optional)),
        not_taken=not_taken,
        titles=tuple(
            Title(re.compile(t["says"], re.IGNORECASE), t["set"]) for t in raw.get("title", ())
        ),
        set_aside=aside,
        telling=frozenset(map(fold, raw.get("required", ()))),
    )
