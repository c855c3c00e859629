"""
Hours and minutes in SQL: instants are whole numbers of microseconds, never intervals.
"""

from __future__ import annotations

from custodes.law.calendar import ZONES, Calendar
from custodes.law.interpret._stages import Sql, Stages, level_of

_ZONES = ", ".join(f"'{z}'" for z in ZONES)
_MINUTE = 60_000_000
_DAY = 86_400_000_000


def wall_minutes(at: Sql, minutes: Sql) -> Sql:
    """
    So many minutes on the clock on the wall.
    """
    text = f"timestamp_micros(unix_micros({at}) + {minutes} * CAST({_MINUTE} AS BIGINT))"
    return Sql(text, level_of((at, minutes)))


def counting_minutes(stages: Stages, at: Sql, minutes: Sql, calendar: Calendar) -> Sql:
    """
    So many minutes of counting days; the others stop the clock from 00:00 to 24:00.
    """
    table, a, b = stages.calendar(calendar), stages.name("j"), stages.name("j")
    day = stages.share(Sql(f"CAST({at} AS DATE)", at.level))
    join = (
        f"LEFT JOIN (SELECT day AS {a}_day, counts AS {a}_counts, nth AS {a}_nth FROM {table})"
        f" AS {a} ON {a}_day = {day}"
    )
    midnight = f"unix_micros(CAST({day} AS TIMESTAMP))"
    begun = stages.join(
        join,
        f"CASE WHEN {a}_counts THEN unix_micros({at}) - {midnight} ELSE 0 END"
        f" + {minutes} * CAST({_MINUTE} AS BIGINT)",
        level_of((at, day, minutes)),
    )
    first = stages.join(
        join,
        f"CASE WHEN {a}_counts THEN {a}_nth ELSE {a}_nth + 1 END",
        level_of((at, day, minutes)),
    )
    full = stages.share(Sql(f"CAST(floor(({begun} - 1) / {_DAY}) AS BIGINT)", level_of((begun,))))
    last = stages.join(
        f"LEFT JOIN (SELECT day AS {b}_day, nth AS {b}_nth FROM {table} WHERE counts) AS {b}"
        f" ON {b}_nth = {first} + {full}",
        f"{b}_day",
        level_of((first, full)),
    )
    return Sql(
        f"timestamp_micros(unix_micros(CAST({last} AS TIMESTAMP)) + {begun} - {full} * {_DAY})",
        level_of((last, begun, full)),
    )


def elapsed(stages: Stages, at: Sql, minutes: Sql, zone: Sql) -> Sql:
    """
    So many minutes that really pass: on the wall, and the shift if one lies between.

    The table ``zone_days`` has a row for each zone and each day on or within a
    week before which the clocks change: the wall's instant of the change and by
    how many minutes. It serves for spans of less than a week.
    """
    stages.zones = True
    z = stages.name("j")
    day = stages.share(Sql(f"CAST({at} AS DATE)", at.level))
    join = (
        f"LEFT JOIN (SELECT zone AS {z}_zone, day AS {z}_day, shift_at AS {z}_at,"
        f" shift_minutes AS {z}_by FROM zone_days) AS {z}"
        f" ON {z}_zone = {zone} AND {z}_day = {day}"
    )
    level = level_of((at, zone, day, minutes))
    wall = stages.share(Sql(wall_minutes(at, minutes).text, level_of((at, minutes))))
    level = max(level, wall.level)
    shifted = stages.join(
        join,
        f"CASE WHEN {zone} IN ({_ZONES}) THEN {wall} END",
        level,
    )
    shift = stages.join(
        join,
        f"CASE WHEN {at} < {z}_at AND {wall} >= {z}_at THEN {z}_by ELSE 0 END",
        level,
    )
    return Sql(
        f"timestamp_micros(unix_micros({shifted}) + {shift} * CAST({_MINUTE} AS BIGINT))",
        level_of((shifted, shift)),
    )
