"""
The published figures, as the files of this folder hold them.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FILES = ("rows.toml", "days.toml", "histories.toml", "series.toml")

Value = int | float | str


@dataclass(frozen=True, slots=True)
class Published:
    """
    One figure that somebody published, or one of a series.
    """

    id: str
    what: str
    key: str | None
    """Which of a series: a year, a month, a table. Null: it stands alone."""
    key_name: str | None
    value: Value
    release: str
    """The release it is of."""
    table: str
    """The table it is counted in; ``ddp_`` before its name needs the Project's histories."""
    also: tuple[str, ...]
    """Further tables of the release that its query reads."""
    file: str | None
    """What the name of its file holds. Null: it is of the whole release."""
    spans: tuple[dt.date, dt.date] | None
    """
    Days that a whole release holds events on both sides of; null: any part is the whole.
    """
    within: float
    """How far ours may lie from it, as a share of it."""
    plus_minus: float
    """How far ours may lie from it, in its own unit; the wider of the two holds."""
    why: str | None
    """Why it may differ. Null: it may not."""
    source: str
    sql: str | None
    """Query that gives ours as ``ours``; binds ``:release`` and ``:key``."""
    measure: str | None
    """Else the measure that gives ours,"""
    by: tuple[str, ...]
    """split by these, of which the last is ``key``, and added up,"""
    column: str
    """in this column."""

    def allows(self, ours: Value) -> bool:
        """
        Whether a figure of ours is close enough.
        """
        if isinstance(self.value, str) or isinstance(ours, str):
            return ours == self.value
        allowed = max(self.plus_minus, self.within * abs(self.value))
        # Published means have one decimal, and no two sums of doubles end alike.
        return abs(ours - self.value) <= allowed + 1e-9 * abs(self.value)


@cache
def published_figures() -> tuple[Published, ...]:
    """
    Every figure, in the order of the files.
    """
    found: list[Published] = []
    for name in FILES:
        text = (files("custodes.measures.published") / name).read_text("utf-8")
        for said in tomllib.loads(text)["figure"]:
            found += figures_of(said)
    return tuple(found)


def figures_of(said: Mapping[str, Any]) -> list[Published]:
    """
    The figures of one entry: one for each of its ``values``, or the one of its ``value``.
    """
    series: Mapping[str | None, Value] = said.get("values") or {None: said["value"]}
    spans = said.get("spans")
    return [
        Published(
            id=said["id"],
            what=said["what"],
            key=key,
            key_name=said.get("key"),
            value=value,
            release=said["release"],
            table=_filled(said["table"], key),
            also=tuple(said.get("also", ())),
            file=_filled(said["file"], key) if "file" in said else None,
            spans=_span(*spans) if spans else None,
            within=said.get("within", 0.0),
            plus_minus=said.get("plus_minus", 0),
            why=said.get("why"),
            source=said["source"],
            sql=_filled(said["sql"], key) if "sql" in said else None,
            measure=said.get("measure"),
            by=tuple(said.get("by", ())),
            column=said.get("column", "ours"),
        )
        for key, value in series.items()
    ]


def _filled(text: str, key: str | None) -> str:
    return text.replace("{key}", key or "")


def _span(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
