"""
Stops by the police of a made-up city, with planted disparities.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from custodes.synthetic._columns import dictionary
from custodes.synthetic._random import Bools, Days, Floats, Ints, Streams
from custodes.synthetic._shapes import Choice, world
from custodes.synthetic._sheet import Cell, write_sheet

RACES = ("white", "black")
BENCHMARK = "SYNTHETIC_residents.xlsx"
STOPS = "SYNTHETIC_stops.parquet"
_REMARK = "Districts and their residents are made up"
_MORNING = 7 * 60
"""Minute of the day before which it is taken for dark."""
_EVENING = 19 * 60
_SATURDAY = 5

Row = dict[str, Any]


@dataclass(frozen=True)
class Stops:
    """
    Stops of the whole made-up world, by day.
    """

    day: Days
    minute: Ints
    place: Ints
    """Position in the places of ``stops.toml``."""
    race: Ints
    """Position in `RACES`; -1: not recorded."""
    searched: Bools
    found: Bools
    """Whether a search found contraband."""
    columns: Mapping[str, Any]
    """Columns that nothing is planted in."""


def stops(seed: int, people: int) -> Stops:
    """
    Every stop of a world; so many more for each of its people, up to a most.
    """
    facts = world("stops")
    rng = Streams(seed, 0).of("stops")
    n = min(facts["most"], facts["per_person"] * people)
    first, days = np.datetime64(facts["first"], "D"), (facts["last"] - facts["first"]).days + 1
    day = np.sort(first + rng.integers(0, days, n))
    place = Choice.of([(i, p["weight"]) for i, p in enumerate(facts["places"])]).draw(rng, n)
    in_evening = rng.random(n) < facts["evening"]
    opens, closes = facts["evening_minutes"]
    minute = np.where(in_evening, rng.integers(opens, closes, n), rng.integers(0, 1440, n))
    light = (minute >= _MORNING) & (minute < _sunsets()[(day - first).astype(np.int64)])
    chance = _chance(day, minute, place, light)
    race = (rng.random(n) < chance).astype(np.int64)
    searched = rng.random(n) < _planted("searched")[place, race]
    found = searched & (rng.random(n) < _planted("hits")[place, race])
    race = np.where(rng.random(n) < facts["unknown"], -1, race)
    plain = {
        "lat": np.round(facts["lat"] + rng.normal(0, 0.03, n), 6),
        "lng": np.round(facts["lng"] + rng.normal(0, 0.03, n), 6),
        "subject_age": np.clip(16 + rng.gamma(2.0, 9.0, n), 16, 90).astype(np.int64),
        "subject_sex": _text(rng.random(n) < facts["female"], ("male", "female")),
        "type": _text(rng.random(n) < facts["vehicular"], ("pedestrian", "vehicular")),
    }
    return Stops(day, minute, place, race, searched, found, plain)


@cache
def _sunsets() -> Ints:
    """
    Minute of sunset by the clocks of the place, for each day of the stops.
    """
    from astral import Observer
    from astral.sun import sunset

    facts = world("stops")
    zone, at = ZoneInfo(facts["time_zone"]), Observer(facts["lat"], facts["lng"])
    days = (facts["last"] - facts["first"]).days + 1
    suns = (sunset(at, facts["first"] + dt.timedelta(n), tzinfo=zone) for n in range(days))
    return np.array([s.hour * 60 + s.minute for s in suns])


def _chance(day: Days, minute: Ints, place: Ints, light: Bools) -> Floats:
    facts = world("stops")
    since = np.clip(minute, *facts["evening_minutes"]) - _EVENING
    weekend = (day.astype(np.int64) + 3) % 7 >= _SATURDAY
    odds = facts["odds"] * np.exp(facts["odds_growth"] * since)
    odds = odds * np.where(weekend, facts["odds_weekend"], 1.0)
    odds = odds * np.where(light, _planted("daylight")[place], 1.0)
    found: Floats = odds / (1 + odds)
    return found


def _planted(name: str) -> Floats:
    return np.array([p[name] for p in world("stops")["places"]], np.float64)


def _text(at: Any, values: tuple[str, ...]) -> Any:
    return dictionary(np.asarray(at).astype(np.int64), values)


def within(made: Stops, start: dt.date, until: dt.date) -> Ints:
    """
    Positions of the stops of a window.
    """
    return np.flatnonzero((made.day >= np.datetime64(start)) & (made.day <= np.datetime64(until)))


def write_stops(
    folder: Path, made: Stops, inside: Ints, facts: Mapping[str, str]
) -> tuple[Path, int]:
    """
    Write those at some positions; gives the file and how many.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(_columns(made)).take(pa.array(inside))
    path = folder / STOPS
    with pq.ParquetWriter(path, table.schema, compression="zstd", store_schema=False) as writer:
        writer.add_key_value_metadata(dict(facts))
        writer.write_table(table)
    return path, table.num_rows


def _columns(made: Stops) -> dict[str, Any]:
    """
    The columns of the Stanford Open Policing Project.
    """
    facts = world("stops")
    n = len(made.day)
    same = np.zeros(n, np.int64)
    clock = tuple(f"{m // 60:02}:{m % 60:02}:00" for m in range(1440))
    places = facts["places"]
    hits = np.where(made.searched, made.found, -1)
    return {
        "date": made.day,
        "time": _text(made.minute, clock),
        "time_zone": _text(same, (facts["time_zone"],)),
        "state": _text(same, (facts["state"],)),
        "county_name": _text(made.place, tuple(p["county"] for p in places)),
        "department_name": _text(made.place, tuple(p["department"] for p in places)),
        "district": _text(*_districts(made.place)),
        "subject_race": _text(made.race, RACES),
        **made.columns,
        "search_conducted": _text(made.searched, ("FALSE", "TRUE")),
        "contraband_found": _text(hits, ("FALSE", "TRUE")),
    }


def _districts(place: Ints) -> tuple[Ints, tuple[str, ...]]:
    names = [p.get("district") for p in world("stops")["places"]]
    at = np.array([-1 if name is None else i for i, name in enumerate(names)])
    return at[place], tuple(name or "" for name in names)


def residents(made: Stops, inside: Ints) -> list[list[Cell]]:
    """
    Residents of each district, so many that the stops at some positions fall on them as planted.
    """
    facts = world("stops")
    rows: list[list[Cell]] = []
    for n, place in enumerate(facts["places"]):
        here = made.race[inside][made.place[inside] == n]
        white, black = (int((here == race).sum()) for race in range(len(RACES)))
        if "benchmark" not in place or not white:
            continue
        people = facts["white_people"] * black / white / place["benchmark"]
        for race, many in zip(RACES, (facts["white_people"], round(people)), strict=True):
            rows.append(["district", place["district"], facts["state"], race, many])
    return rows


def write_residents(
    folder: Path, made: Stops, inside: Ints, facts: Mapping[str, str]
) -> tuple[Path, int]:
    """
    Write them as a file that stops are held against.
    """
    path, rows = folder / BENCHMARK, residents(made, inside)
    headers = ("place_kind", "place", "state", "race", "people")
    write_sheet(path, "residents", facts, [_REMARK], headers, rows)
    return path, len(rows)


def planted() -> list[Row]:
    """
    What the tests of disparity are to find, by place; a null race: of black against white.
    """
    rows: list[Row] = []
    for place in world("stops")["places"]:
        at = {"county": place["county"], "district": place.get("district")}
        rows.append(
            {**at, "what": "daylight odds ratio", "race": None, "planted": place["daylight"]}
        )
        if "benchmark" in place:
            rows.append({**at, "what": "rate ratio", "race": None, "planted": place["benchmark"]})
        for what, name in (("share searched", "searched"), ("hit rate", "hits")):
            rows += [
                {**at, "what": what, "race": race, "planted": value}
                for race, value in zip(RACES, place[name], strict=True)
            ]
    return rows
