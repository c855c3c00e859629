"""
The people whom stops are held against, by race group and place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from custodes.measures._counties import counties, county_named
from custodes.measures._disparity_stops import PLACES

if TYPE_CHECKING:
    from custodes.measures._view import View

EVERYWHERE = "all"
KINDS = (EVERYWHERE, *PLACES)
"""Kinds of place, in the order in which they are taken where none is asked for."""

_NOT_HISPANIC = "not hispanic or latino: - "
_CENSUS = {
    "hispanic or latino": "hispanic",
    f"{_NOT_HISPANIC}white alone": "white",
    f"{_NOT_HISPANIC}black or african american alone": "black",
    f"{_NOT_HISPANIC}american indian and alaska native alone": "native_american",
    f"{_NOT_HISPANIC}asian alone": "asian_pacific",
    f"{_NOT_HISPANIC}native hawaiian and other pacific islander alone": "asian_pacific",
    f"{_NOT_HISPANIC}some other race alone": "other",
    f"{_NOT_HISPANIC}two or more races": "other",
}
"""Variable of the American Community Survey (table B03002), in lower case, to race group."""


@dataclass(slots=True)
class People:
    """
    One place and its people.
    """

    kind: str
    state: str | None
    name: str
    key: str
    """What makes two spellings one place."""
    by_race: dict[str, float] = field(default_factory=dict)


def key_of(kind: str, state: str | None, name: str) -> str:
    """
    What makes two spellings of a place one: a county's code, else its folded name.

    >>> key_of("county", "MN", "HENNEPIN"), key_of("precinct", "MN", " 3  ")
    ('27053', '3')
    """
    folded = " ".join(name.casefold().split())
    return (county_named(state, name) or folded) if kind == "county" else folded


def people_of(view: View) -> list[People]:
    """
    Every place with people by race: the user's own, else the census's counties.
    """
    return _given(view) or _census(view)


def _given(view: View) -> list[People]:
    if not view.has("benchmarks"):
        return []
    from custodes.records import code_lists

    races = code_lists()["subject_race"].spellings()
    states = code_lists()["state"].spellings()
    found: dict[tuple[str, str | None, str], People] = {}
    rows = view.engine.fetch(
        "SELECT place_kind, place, state, race, people FROM benchmarks WHERE superseded_by IS NULL"
    ).to_pylist()
    for row in rows:
        kind = (row["place_kind"] or "").casefold()
        race = races.get((row["race"] or "").casefold())
        name = row["place"] or ""
        if kind not in KINDS or race is None or row["people"] is None:
            continue
        if not name and kind != EVERYWHERE:
            continue
        state = states.get((row["state"] or "").casefold())
        key = key_of(kind, state, name) if kind != EVERYWHERE else ""
        one = found.setdefault((kind, state, key), People(kind, state, name, key))
        one.by_race[race] = one.by_race.get(race, 0.0) + row["people"]
    return list(found.values())


def _census(view: View) -> list[People]:
    if not view.has("population"):
        return []
    rows = view.engine.fetch(
        "SELECT county_fips, LOWER(variable) AS variable, MAX(estimate) AS people FROM population "
        "WHERE place_kind = 'county' AND superseded_by IS NULL AND estimate IS NOT NULL "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    ).to_pylist()
    known = counties()
    found: dict[str, People] = {}
    for row in rows:
        race, county = _CENSUS.get(row["variable"]), known.get(row["county_fips"])
        if race is None or county is None:
            continue
        one = found.setdefault(
            county.fips, People("county", county.state, county.name, county.fips)
        )
        one.by_race[race] = one.by_race.get(race, 0.0) + row["people"]
    return list(found.values())


def kind_in_use(people: Sequence[People], asked: Sequence[str]) -> str:
    """
    The kind of place that is asked for, else the first that has any people.
    """
    there = {p.kind for p in people}
    return next(
        (k for k in KINDS if k in asked), next((k for k in KINDS if k in there), EVERYWHERE)
    )


def register_places(view: View, people: Sequence[People], kind: str) -> None:
    """
    Register which places of the stops have people: ``place_of``, ``state``, ``name``.
    """
    import pyarrow as pa

    column = "''" if kind == EVERYWHERE else kind
    rows = view.engine.fetch(
        f"SELECT DISTINCT {column} AS place_of, state FROM stop_judged WHERE {column} IS NOT NULL"
    ).to_pylist()
    matched = [
        (r["place_of"], r["state"] or "", one.name or None)
        for r in rows
        if (one := match(people, kind, r["state"], r["place_of"]))
    ]
    names = ("place_of", "state", "name")
    columns = {n: pa.array([m[i] for m in matched], pa.string()) for i, n in enumerate(names)}
    view.engine.register("benchmark_places", pa.table(columns))


def match(people: Sequence[People], kind: str, state: str | None, place: str) -> People | None:
    """
    The people of a place; of two with one name, those of its State.
    """
    key = key_of(kind, state, place) if kind != EVERYWHERE else ""
    found = [p for p in people if p.kind == kind and p.key == key and p.state in (state, None)]
    return found[0] if found else None


def totals(
    people: Sequence[People], kind: str, fixed: Mapping[str, str | None]
) -> dict[str, float]:
    """
    People by race over the places that a group or a limit speaks of.

    Args:
        people: Every place.
        kind: The kind in use.
        fixed: ``state`` and the kind's own name, where they are split or limited by.
    """
    sums: dict[str, float] = {}
    for one in people:
        if one.kind != kind:
            continue
        own = {"state": one.state, kind: one.name}
        if any(not _alike(own.get(name), value) for name, value in fixed.items()):
            continue
        for race, n in one.by_race.items():
            sums[race] = sums.get(race, 0.0) + n
    return sums


def _alike(own: str | None, asked: str | None) -> bool:
    # A benchmark that names no State is of whatever State the stops are of.
    return own is None or (asked is not None and own.casefold() == asked.casefold())
