"""
The SQL of this room, with its lists of columns filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from custodes.engine import Step, read_steps
from custodes.histories.ddp._columns import COLUMNS, COMPARED, SORTED, STAY_LEVEL, joined
from custodes.histories.ddp._states import STATES
from custodes.records import table

_DROP_ROW = {
    "plain": "CAST(NULL AS BOOLEAN)",
    "2026-08": "coalesce(m.has_later, FALSE)",
}
REMOVALS_RULES = tuple(_DROP_ROW)


def stint_steps() -> list[Step]:
    """
    The project's stints: bond repeats, same-day repeats, what is dropped.
    """
    return _filled(
        "stints.sql",
        {
            "sorted": ", ".join(f"s.{name} NULLS FIRST" for name in SORTED),
            "compared": ", ".join(COMPARED),
            "columns": _of("s", table("stints").names()),
        },
    )


def stay_steps() -> list[Step]:
    """
    Stays from the stints that are kept: first, longest and last facility, the last row's fields.
    """
    return _filled("stays.sql", {"columns": _of("s", STAY_LEVEL)})


def arrest_steps() -> list[Step]:
    """
    States filled in, episodes of 24 hours, likely duplicates.
    """
    return _filled(
        "arrests.sql",
        {
            "states": ",\n".join(f"    ('{code}', '{name}')" for code, name in STATES.items()),
            "state_codes": "|".join(STATES),
            "state_names": "|".join(STATES.values()),
            "columns": _of("a", table("arrests").names()),
        },
    )


def arrest_stay_steps() -> list[Step]:
    """
    The first row of each episode joined to at most one stay.
    """
    columns = ",\n    ".join(f"{sql} AS {name}" for name, sql in joined().items())
    return _filled("arrest_stays.sql", {"columns": columns})


def event_steps(name: str, removals_rule: str) -> list[Step]:
    """
    The steps that end in the table ``ddp_`` and the name.
    """
    steps = _filled("events.sql", {"drop_row": _DROP_ROW[removals_rule]})
    return [s for s in steps if s.name.startswith(f"ddp_{name.removesuffix('s')}")]


def output(name: str) -> str:
    """
    The query of a finished table, in the order of its columns.

    The others keep the order of the rows that they stream through; in this join
    either side may be the one that streams, so that it must be sorted.
    """
    order = " ORDER BY position" if name == "ddp_arrest_stays" else ""
    return f"SELECT {', '.join(COLUMNS[name])} FROM {name}{order}"


def _of(alias: str, names: tuple[str, ...]) -> str:
    return ",\n    ".join(f"{alias}.{name}" for name in names)


def _filled(file: str, lists: Mapping[str, str]) -> list[Step]:
    filled = []
    for step in read_steps(__package__, file):
        sql = step.sql
        for name, text in lists.items():
            sql = sql.replace(f"{{{name}}}", text)
        filled.append(replace(step, sql=sql))
    return filled
