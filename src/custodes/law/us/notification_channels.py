"""
Channels by which someone may be told, and the gates that stand before all of them, as data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args

from custodes.errors import LawError
from custodes.law.citation import Citation
from custodes.law.us._data import KnownFrom, cited, known_from, read_table

Basis = Literal["statutory", "opt_in_registration", "interagency_policy", "none"]
_FILE = "notification_channels.toml"


@dataclass(frozen=True, slots=True)
class Running:
    """
    A time in which a channel was open.

    Attributes:
        since: Its first day.
        until: Its last day; None: it is still open.
        exact: Whether the first day is known; otherwise the channel opened later
            in that year.
    """

    since: date
    until: date | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """
    A way by which someone may be told.

    Attributes:
        id: Such as ``lens``.
        title: Its name.
        basis: What the duty or the permission rests on.
        who: Whom it serves.
        tells: What it tells them.
        limits: What it does not do.
        running: When it was open; empty: no days are recorded.
        citation: What this rests on.
        known_from: How far it was checked.
    """

    id: str
    title: str
    basis: Basis
    who: str
    tells: str
    limits: str
    running: tuple[Running, ...]
    citation: Citation
    known_from: KnownFrom


@dataclass(frozen=True, slots=True)
class Gate:
    """
    What must be passed before anyone is told anything.
    """

    id: str
    title: str
    says: str
    citation: Citation
    known_from: KnownFrom


def _channel(raw: Mapping[str, Any]) -> Channel:
    if raw["basis"] not in get_args(Basis):
        raise LawError(f"{_FILE}: {raw['id']} has no basis that is known; correct it.")
    return Channel(
        raw["id"],
        raw["title"],
        raw["basis"],
        raw["for"],
        raw["tells"],
        raw["limits"],
        tuple(
            Running(s["since"], s.get("until"), s.get("exact", True)) for s in raw.get("spans", ())
        ),
        cited(_FILE, raw),
        known_from(_FILE, raw),
    )


def _gate(raw: Mapping[str, Any]) -> Gate:
    return Gate(raw["id"], raw["title"], raw["says"], cited(_FILE, raw), known_from(_FILE, raw))


_RAW = read_table(_FILE)
CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {c.id: c for c in map(_channel, _RAW["channel"])}
)
GATES: Mapping[str, Gate] = MappingProxyType({g.id: g for g in map(_gate, _RAW["gate"])})
"""
In the order in which they are passed, 8 USC 1367 first.
"""
