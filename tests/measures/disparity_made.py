"""
Stops for the tests of disparity: a few by hand, and many by a seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from custodes.records import arrow_schema
from small_datasets import RELEASE, moment, rows

MINNEAPOLIS = {"lat": 44.98, "lng": -93.27, "state": "MN"}
HOUR = 60


def stop(day, time=None, race="white", **more):
    return {"date": moment(day), "time": time, "subject_race": race, **MINNEAPOLIS, **more}


def stops(given):
    return {"stops": rows("stops", given)}


def table_of(name: str, columns: Mapping[str, Any], n: int) -> pa.Table:
    """
    Many rows of a canonical table from whole columns; what is not given is null.
    """
    given = {"release": RELEASE, "file": f"{name}.csv", "file_sha256": "0" * 64, **columns}
    made = []
    for field in arrow_schema(name):
        value = given.get(field.name, np.arange(n) if field.name == "row" else None)
        if value is None:
            made.append(pa.nulls(n, field.type))
        elif isinstance(value, str | int | float):
            made.append(pa.repeat(pa.scalar(value, field.type), n))
        else:
            made.append(pa.array(value).cast(field.type))
    return pa.table(made, schema=arrow_schema(name))


def suns_by_almanac(days: np.ndarray, lat: float, lng: float) -> tuple[np.ndarray, np.ndarray]:
    """
    Sunset and the end of civil dusk, minutes after midnight of universal time.

    The low-precision formulas of the Astronomical Almanac, restated here without astral.
    """
    at = days.astype("datetime64[D]").astype(np.float64) - 10_957.5 + 1  # days since J2000, evening
    mean = np.radians((280.460 + 0.9856474 * at) % 360)
    anomaly = np.radians((357.528 + 0.9856003 * at) % 360)
    along = mean + np.radians(1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    tilt = np.radians(23.439)
    up = np.arcsin(np.sin(tilt) * np.sin(along))
    right = np.arctan2(np.cos(tilt) * np.sin(along), np.cos(along))
    equation = np.degrees((mean - right + np.pi) % (2 * np.pi) - np.pi) * 4
    noon = 720 - 4 * lng - equation
    found = []
    for below in (0.833, 6.0):
        cosine = -np.sin(np.radians(below)) - np.sin(np.radians(lat)) * np.sin(up)
        # Nothing where the sun does not go down so far.
        with np.errstate(invalid="ignore"):
            angle = np.arccos(cosine / (np.cos(np.radians(lat)) * np.cos(up)))
        found.append(noon + 4 * np.degrees(angle))
    return found[0], found[1]


def summer_time(days: np.ndarray) -> np.ndarray:
    """
    Whether clocks in Minnesota showed summer time on an evening of 2017: 12 March to 4 November.
    """
    first, last = np.datetime64("2017-03-12"), np.datetime64("2017-11-05")
    return (days >= first) & (days < last)


def evening_stops(seed: int, replicates: int, each: int, bias: float) -> pa.Table:
    """
    Stops in which the odds of a stopped person being black are ``bias`` times as large by light.

    They also rise with the hour and on weekends, which nobody must take for bias. Each
    replicate is a release of its own.
    """
    draw = np.random.default_rng(seed)
    n = replicates * each
    days = np.datetime64("2017-01-01") + draw.integers(0, 365, n)
    minute = draw.integers(16 * HOUR, 22 * HOUR + 30, n)
    sunset, _ = suns_by_almanac(days, MINNEAPOLIS["lat"], MINNEAPOLIS["lng"])
    light = minute < sunset - 360 + 60 * summer_time(days)
    weekday = (days.astype(np.int64) + 3) % 7
    odds = 0.5 * np.exp((minute - 19 * HOUR) / 150) * np.where(weekday >= 5, 1.6, 1)
    odds *= np.where(light, bias, 1)
    black = draw.random(n) < odds / (1 + odds)
    release = np.char.add("r", np.repeat(np.arange(replicates), each).astype(str))
    hours = np.char.add(
        np.char.add(np.char.zfill((minute // 60).astype(str), 2), ":"),
        np.char.zfill((minute % 60).astype(str), 2),
    )
    columns = {
        "release": release,
        "date": days.astype("datetime64[us]"),
        "time": hours,
        "subject_race": np.where(black, "black", "white"),
        **MINNEAPOLIS,
    }
    return table_of("stops", columns, n)


def alike(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    """
    Whether two answers are the same but for the last digits of their floating point.
    """
    if [list(r) for r in one] != [list(r) for r in other]:
        return False
    pairs = [(a[k], b[k]) for a, b in zip(one, other, strict=True) for k in a]
    return all(
        np.isclose(x, y, rtol=1e-9) if isinstance(x, float) and y is not None else x == y
        for x, y in pairs
    )
