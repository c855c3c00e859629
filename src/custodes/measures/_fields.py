"""
The fields of each release as published, withheld or dropped, and what reads them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from custodes.measures._needs import RECORDS, facts, needs_of
from custodes.records import tables

STATES = ("published", "withheld in part", "withheld", "empty", "dropped")
NO_MEASURE = "(none)"
"""Stands for the measure where none reads a field."""

Row = dict[str, Any]


def cells_of(row: Mapping[str, Any]) -> int:
    """
    How many cells a field has, whatever is in them.
    """
    return sum(int(row[n] or 0) for n in ("filled", "blank", "redacted", "unreadable"))


def judged_fields(read: Iterable[Mapping[str, Any]]) -> list[Row]:
    """
    Each known field of each release and table, with its state.
    """
    here = {(r["release"], r["table_name"], r["column_name"]): r for r in read}
    pairs = sorted({(release, table) for release, table, _ in here})
    elsewhere: dict[tuple[str, str], set[str]] = defaultdict(set)
    for release, table, name in here:
        elsewhere[table, name].add(release)
    for key, releases in _in_layouts().items():
        elsewhere[key] |= releases
    judged = []
    for release, table in pairs:
        for (of, name), known in elsewhere.items():
            if of != table:
                continue
            found = here.get((release, table, name))
            read_by = _measures_of().get((table, name), ())
            judged.append(
                {
                    "release": release,
                    "table": table,
                    "field": name,
                    "state": _state(found),
                    "cells": cells_of(found) if found else 0,
                    "redacted": int(found["redacted"] or 0) if found else 0,
                    "also_in": ", ".join(sorted(known - {release})) or None,
                    "measures": ", ".join(read_by) or None,
                    "question": facts()["questions"].get(name),
                }
            )
    return judged


def _state(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return "dropped"
    if found["redacted"]:
        return "withheld in part" if found["filled"] else "withheld"
    return "published" if found["filled"] else "empty"


@cache
def _in_layouts() -> dict[tuple[str, str], frozenset[str]]:
    """
    Table and column to the releases whose layouts have it; copies by others are none.
    """
    from custodes.releases import layouts

    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for layout in layouts().values():
        for table in () if layout.is_copy else layout.tables:
            if table.table in RECORDS and not table.set_aside:
                known = set(tables()[table.table].names())
                for column in {c for targets in table.columns.values() for c in targets} & known:
                    found[table.table, column].add(layout.id)
    return {k: frozenset(v) for k, v in found.items()}


@cache
def _measures_of() -> dict[tuple[str, str], tuple[str, ...]]:
    from custodes.measures._catalog import catalog

    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, measure in catalog().items():
        for table, columns in needs_of(measure).items():
            for column in columns:
                found[table, column].append(name)
    return {k: tuple(v) for k, v in found.items()}
