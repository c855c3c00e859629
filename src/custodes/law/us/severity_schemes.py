"""
The schemes under which ICE called something a level, as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from custodes.law.citation import Citation
from custodes.law.us._data import KnownFrom, cited, known_from, read_table

_FILE = "severity_schemes.toml"


@dataclass(frozen=True, slots=True)
class Span:
    """
    A time in which a scheme was in force.

    Attributes:
        since: Not before this day.
        since_by: Surely from this day on.
        until_at_least: Surely up to this day; None: it has not ended.
        until: Not after this day; None: it has not ended.
    """

    since: date
    since_by: date
    until_at_least: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """
    One scheme.

    Attributes:
        id: Such as ``ICE2010``.
        title: What it is.
        kind: What it looks at: the type of offense, convictions, a table of
            codes, priorities, or nothing.
        spans: When it was in force.
        levels: From level to the types of offense it names, where it looks at those.
        citation: What this rests on.
        known_from: How far it was checked.
    """

    id: str
    title: str
    kind: str
    spans: tuple[Span, ...]
    levels: Mapping[str, tuple[str, ...]]
    citation: Citation
    known_from: KnownFrom


def _span(raw: Mapping[str, Any]) -> Span:
    until = raw.get("until")
    return Span(
        raw["since"], raw.get("since_by", raw["since"]), raw.get("until_at_least", until), until
    )


def _scheme(raw: Mapping[str, Any]) -> Scheme:
    levels = {k: tuple(v) for k, v in raw.items() if k.startswith("level_")}
    return Scheme(
        raw["id"],
        raw["title"],
        raw["kind"],
        tuple(map(_span, raw["spans"])),
        MappingProxyType(levels),
        cited(_FILE, raw),
        known_from(_FILE, raw),
    )


SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {s.id: s for s in map(_scheme, read_table(_FILE)["scheme"])}
)
"""
Every scheme by its id, in the order of their beginnings.
"""
