"""
The SQL that turns stretches of days into stock and flow, without a row for each day.

A stretch adds one to the stock from the period in which it begins until the one by whose
last day it has ended; running sums over the periods give the stock on the last day of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from custodes.engine import Step
from custodes.measures._by import condition

MARKS = (90, 180, 365)
READINGS = ("low", "rec", "high")

INDEX: Mapping[str | None, str] = {
    "day": "datediff({d}, DATE '1970-01-01')",
    "month": "(year({d}) * 12 + month({d}))",
    "year": "year({d})",
    "fiscal_year": "(year({d}) + CASE WHEN month({d}) >= 10 THEN 1 ELSE 0 END)",
    None: "(0 * year({d}))",
}
"""Number of the period of a day ``{d}``; the next period has the next number."""

_TAILS = {"low": "_low", "rec": "", "high": "_high"}
_HELD = tuple(f"held_{m}{_TAILS[r]}" for m in MARKS for r in READINGS)
_CROSSED = tuple(f"crossed_{m}{_TAILS[r]}" for m in MARKS for r in READINGS)
NUMBERS = (*_HELD, "undated", *_CROSSED)
"""The columns, in their order."""

# What is open from one change to the next; the others happen in one period.
_RUNNING = {*_HELD, "undated", *(f"crossed_{m}_high" for m in MARKS)}


def waiting_steps(
    groups: Sequence[str],
    where: Mapping[str, str],
    names: Mapping[str, str],
    period: str | None,
) -> tuple[Step, ...]:
    """
    The steps to ``waiting_sums``: the columns by group and number ``n`` of the period.

    ``waiting_judged`` and ``waiting_periods`` (``n``) must be there; ``:first_day`` and
    ``:last_day`` are bound, and the values of ``where``.

    Args:
        groups: What it is split by, other than a period.
        where: What it is limited to, other than a period.
        names: The column of each group and limit.
        period: A key of `INDEX`.
    """
    plain = "".join(f"{names[g]}, " for g in groups)
    chosen = f"SELECT * FROM waiting_judged WHERE left_out IS NULL AND {condition(where, names)}"
    parts = [part for m in MARKS for part in _of_mark(m, plain, INDEX[period])]
    parts += _stock("undated", "undated_from", "to_high", plain, INDEX[period])
    sums = ", ".join(f"SUM(CASE WHEN what = '{n}' THEN change ELSE 0 END) AS {n}" for n in NUMBERS)
    changes = "\nUNION ALL\n".join(parts)
    return (
        Step("waiting_chosen", chosen, kept=True),
        Step(
            "waiting_changes",
            f"SELECT {plain}n, {sums}\nFROM (\n{changes}\n) e GROUP BY {plain}n",
            kept=True,
        ),
        Step("waiting_sums", _sums(plain), kept=True),
    )


def _change(what: str, plain: str, at: str, change: int, holds: str) -> str:
    return (
        f"SELECT {plain}{at} AS n, '{what}' AS what, {change} AS change "
        f"FROM waiting_chosen WHERE {holds}"
    )


def _stock(what: str, first: str, last: str, plain: str, index: str) -> list[str]:
    """
    One more on its first day (or that of the calendar), one less on the day after its last.
    """
    holds = f"{first} <= {last} AND {last} >= :first_day AND {first} <= :last_day"
    begins = index.format(d=f"GREATEST({first}, :first_day)")
    over = f"date_add({last}, 1)"
    return [
        _change(what, plain, begins, 1, holds),
        _change(what, plain, index.format(d=over), -1, f"{holds} AND {over} <= :last_day"),
    ]


def _of_mark(mark: int, plain: str, index: str) -> list[str]:
    """
    Stock and flow of one mark, by each of the three readings.

    The day of a crossing lies between the first day past the mark at the most and that at
    the least, in custody. It is surely in a period where both are; it may be in any
    between.
    """
    low, rec, high = (f"from_{r}_{mark}" for r in READINGS)
    parts = [
        part
        for r in READINGS
        for part in _stock(f"held_{mark}{_TAILS[r]}", f"from_{r}_{mark}", f"to_{r}", plain, index)
    ]
    inside = "{0} >= :first_day AND {0} <= :last_day"
    same = f"{index.format(d=low)} = {index.format(d=high)}"
    both = f"{low} <= to_low AND {inside.format(low)} AND {inside.format(high)} AND {same}"
    parts.append(_change(f"crossed_{mark}_low", plain, index.format(d=low), 1, both))
    recorded = f"{rec} <= to_rec AND {inside.format(rec)}"
    parts.append(_change(f"crossed_{mark}", plain, index.format(d=rec), 1, recorded))
    until = f"LEAST(COALESCE({low}, to_high), to_high)"
    may = f"{high} <= to_high AND {until} >= :first_day AND {high} <= :last_day"
    begins = index.format(d=f"GREATEST({high}, :first_day)")
    after = f"{index.format(d=f'LEAST({until}, :last_day)')} + 1"
    parts.append(_change(f"crossed_{mark}_high", plain, begins, 1, may))
    parts.append(_change(f"crossed_{mark}_high", plain, after, -1, may))
    return parts


def _sums(plain: str) -> str:
    """
    Every group in every period, with what ran on to it.
    """
    columns = ", ".join(NUMBERS)
    none = ", ".join(f"0 AS {n}" for n in NUMBERS)
    every = f"SELECT DISTINCT {plain.removesuffix(', ')} FROM waiting_changes" if plain else ""
    grid = f"({every}) g CROSS JOIN waiting_periods p" if plain else "waiting_periods p"
    added = ", ".join(f"SUM({n}) AS {n}" for n in NUMBERS)
    over = f"PARTITION BY {plain.removesuffix(', ')} " if plain else ""
    said = ", ".join(
        f"CAST({f'SUM({n}) OVER w' if n in _RUNNING else n} AS BIGINT) AS {n}" for n in NUMBERS
    )
    return (
        f"SELECT {plain}n, {said}\nFROM (\n"
        f"SELECT {plain}n, {added} FROM (\n"
        f"SELECT {plain}n, {columns} FROM waiting_changes\n"
        f"UNION ALL\nSELECT {plain}p.n, {none} FROM {grid}\n) u GROUP BY {plain}n\n) t\n"
        f"WINDOW w AS ({over}ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
    )
