"""
The hours of a detainer: those asked for, those that count, and the interval of a share.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from custodes.errors import CallError
from custodes.law.us.calendars import FEDERAL
from custodes.law.us.detainer import MINUTES
from custodes.measures._intervals import wilson
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

HOURS = "hours"
DEFAULT_HOURS = 48
MOST_HOURS = 8784
"""A year; what follows later follows from something else."""
HOLD_DAYS = MINUTES // (24 * 60)
"""The days that a jail may hold: the regulation's hours are whole days."""
MICROS_AN_HOUR = 3_600_000_000


def hours_of(where: dict[str, str]) -> int:
    """
    The hours within which an arrest follows, as asked for.

    Raises:
        CallError: it is no whole number of hours from 1 to those of a year.
    """
    asked = where.get(HOURS, str(DEFAULT_HOURS))
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= MOST_HOURS):
        raise CallError(
            f"'detainers' cannot be limited to those hours; write a whole number from 1 to "
            f"{MOST_HOURS}."
        )
    return int(asked)


def register_days(view: View) -> None:
    """
    Register the days on which the regulation's hours run: ``day_of``, ``counts``, ``nth``.
    """
    view.engine.register("detainer_days", _days())


@cache
def _days() -> pa.Table:
    import pyarrow as pa

    kinds = {"day_of": pa.date32(), "counts": pa.bool_(), "nth": pa.int64()}
    columns = zip(*FEDERAL.rows(), strict=True)
    return pa.table({n: pa.array(c, k) for (n, k), c in zip(kinds.items(), columns, strict=True)})


def with_interval(table: pa.Table) -> pa.Table:
    """
    Add the two ends of the interval of the share that is followed.
    """
    import pyarrow as pa

    counts = (table.column(n).to_numpy() for n in ("followed", "followable"))
    _, *ends = wilson(*counts)
    for name, end in zip(("share_followed_low", "share_followed_high"), ends, strict=True):
        table = table.append_column(name, pa.array(end, pa.float64(), from_pandas=True))
    return table
