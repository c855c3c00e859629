"""
The counties whose agencies have a 287(g) agreement, by its model: a map, and a table of kinds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from custodes.measures._counties import counties, people_of_states
from custodes.site import _labels as labels
from custodes.site._maps_counties import Kind, county_map
from custodes.site._shown import Cell, Heading, Judged, Number, Section, Table
from custodes.site._split import Split
from custodes.site._tables import long_table
from custodes.site._words import limit, say, words

PLACE = "county_fips"
KINDS = ("none", "municipal", "jails", "task_force")
"""What a county is by its widest agreement, the last the widest; of names under ``[covered]``."""
_TASK_FORCE = "task_force"


def covered(found: Split, judged: Judged, *, id: str, name: str) -> Section:
    """
    The section of a split by State, model and county.

    Args:
        found: The split; its figures ``counties``, ``counties_municipal``, ``state_wide`` and
            ``unplaced`` are read.
        judged: What may be shown.
        id: Of the section.
        name: What the names of its parts and of its file begin with.
    """
    w = words()["covered"]
    kinds = kinds_of(found, judged)
    names = [w[k] for k in KINDS]
    drawn = county_map(kinds, names, id=f"{name}-map", title=w["map"], what=w["what"])
    made = _table(kinds, found, judged, name)
    return Section(id, w["title"], tuple(_text(found, judged)), tables=(made,), maps=(drawn,))


def kinds_of(found: Split, judged: Judged) -> dict[str, Kind]:
    """
    The kind of every county of today's by the position of its name; null: hidden.
    """
    kinds: dict[str, Kind] = dict.fromkeys(counties(), 0)
    for row in found.rows:
        fips = row[PLACE]
        before = kinds.get(fips) if fips else None
        if before is not None:
            kind = _kind(found, judged, row)
            kinds[fips] = None if kind is None else max(kind, before)
    return kinds


def _kind(found: Split, judged: Judged, row: Mapping[str, Any]) -> Kind:
    own, of_a_town = (_number(found, judged, row, n) for n in ("counties", "counties_municipal"))
    if own is None or of_a_town is None:
        return None
    if own:
        return KINDS.index(_TASK_FORCE if row["model"] == _TASK_FORCE else "jails")
    return KINDS.index("municipal") if of_a_town else 0


def _number(found: Split, judged: Judged, row: Mapping[str, Any], name: str) -> float | None:
    figure = next(f for f in found.figures if f.name == name)
    return found.number(judged, figure, {b: row[b] for b in found.by}).value


def _table(kinds: Mapping[str, Kind], found: Split, judged: Judged, name: str) -> Table:
    """
    How many counties and people each kind has; the file has every county and model.
    """
    w = words()["covered"]
    many, people = Counter(kinds.values()), Counter[Kind]()
    for fips, kind in kinds.items():
        people[kind] += counties()[fips].people
    every = sum(people_of_states().values())
    rows: list[tuple[Cell, ...]] = [
        (w[k], _own(many[i]), _own(people[i]), Number(people[i] / every, "share"))
        for i, k in reversed([*enumerate(KINDS)])
    ]
    if many[None]:
        rows.append((words()["numbers"]["hidden"], _own(many[None]), Number(None), Number(None)))
    rows.append((words()["split"]["all"], _own(len(kinds)), _own(every), Number(1.0, "share")))
    heads = (
        Heading(w["widest"], "kind", number=False),
        *(Heading(w[n], n) for n in ("counties", "people", "share")),
    )
    return Table(
        id=f"{name}-kinds",
        caption=w["caption"],
        headings=heads,
        rows=tuple(rows),
        download=f"{name}.csv",
        file=long_table(found, judged, {}),
        total=True,
    )


def _own(count: float) -> Number:
    """
    A count of counties or their residents: of lists and a census that are public.
    """
    return Number(count, own=0 < count < limit())


def _text(found: Split, judged: Judged) -> Iterable[str]:
    w = words()["covered"]
    yield w["text"]
    wide = {r["state"] for r in found.rows if _number(found, judged, r, "state_wide")}
    if wide:
        states = sorted(labels.group("state", s) for s in wide)
        yield say("covered", "state_wide", states=", ".join(states))
    lost = [_number(found, judged, r, "unplaced") for r in found.rows]
    count = sum(n or 0 for n in lost)
    if count:
        yield say("covered", "unplaced", count=f"{count:,.0f}")
