"""
Why a limit left nothing: a value that occurs nowhere, or several that do not meet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from custodes.errors import CallError

if TYPE_CHECKING:
    from custodes.measures._measure import Measure
    from custodes.measures._view import View

_FEW = 12
"""As many values are all told; of more, their number and those spelled most alike."""
_ALIKE = 3


def check_values(measure: Measure, view: View, where: Mapping[str, str]) -> None:
    """
    Refuse a value that no row has; to be asked once a limit has left nothing.

    What is told are groups that the measure can be split by, none of them a person's.

    Raises:
        CallError: a value occurs nowhere in what the measure counts; says which do.
    """
    for name, asked in where.items():
        values = _values(measure, view, name)
        if values is None or asked.casefold() in {v.casefold() for v in values}:
            continue
        if name == "month" and asked[:7] in values:
            continue
        raise CallError(
            f"{measure.name!r} has nothing whose {name.replace('_', ' ')} is {asked!r} in this "
            f"dataset; {_told(name, asked, values)}."
        )


def _values(measure: Measure, view: View, name: str) -> list[str] | None:
    """
    The values of one name, in order; null: they cannot be told, or nothing is counted at all.
    """
    if name in measure.choices:
        column = measure.compute(view, [name]).table.column(name).to_pylist()
        if not column:
            return None
        found = {_text(name, v) for v in column if v is not None}
    elif name == "release":
        found = {r.id for r in view.manifest.releases}
    else:
        return None
    return sorted(found)


def _text(name: str, value: object) -> str:
    return value.isoformat()[:7] if name == "month" and isinstance(value, dt.date) else str(value)


def _told(name: str, asked: str, values: Sequence[str]) -> str:
    if not values:
        return f"no row that it counts tells its {name.replace('_', ' ')}"
    if len(values) <= _FEW:
        return f"there is {', '.join(map(repr, values))}"
    if name in {"day", "month", "year", "fiscal_year"}:
        return f"there are {len(values):,}, from {values[0]} to {values[-1]}"
    spelled = {v.casefold(): v for v in values}
    near = get_close_matches(asked.casefold(), spelled, n=_ALIKE, cutoff=0.0)
    # A part of a long name is what people write first.
    parts = [v for k, v in spelled.items() if asked.casefold() in k][:_ALIKE]
    alike = list(dict.fromkeys([*parts, *(spelled[n] for n in near)]))[:_ALIKE]
    return f"there are {len(values):,}, spelled most alike: {', '.join(map(repr, alike))}"
