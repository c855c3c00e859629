"""
Stays or people followed from a day 0: their outcomes as counts, then as shares in time.

A judged table has ``begins`` and ``ends`` (days since day 0, the first of them 0 unless
it begins late) and ``outcome``. What is counted is given by outcome and by interval of
days, all of it in one row of the answer, so that whoever publishes a share can see every
count that it would give back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.measures._by import bound, condition, select_list
from custodes.measures._measure import Figure
from custodes.measures._survival import BEGUN, Course

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import ArrayLike, NDArray

    from custodes.measures._counting import Counting
    from custodes.measures._view import View

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Followed:
    """
    What can happen to whom is followed, and at which days it is asked for.
    """

    column: str
    title: str
    outcomes: Mapping[str, str]
    """Values of ``outcome``, `UNSEEN` too: the column of their count."""
    titles: Mapping[str, str]
    """Of the columns of ``outcomes``."""
    horizons: Mapping[str, int]
    """Names of days, and how many, rising."""
    shares: tuple[str, ...]
    """Outcomes whose shares in time are asked for."""

    @property
    def most(self) -> int:
        """
        The last day asked for.
        """
        return max(self.horizons.values())

    @property
    def intervals(self) -> dict[str, tuple[int, int | None]]:
        """
        First and last day of each interval, by the end of the column's name.
        """
        ends = list(self.horizons.values())
        known = {
            f"{a}_{b}": (a, b) for a, b in zip([0, *(e + 1 for e in ends)], ends, strict=False)
        }
        return {**known, f"{ends[-1] + 1}_on": (ends[-1] + 1, None)}

    @property
    def sums(self) -> str:
        """
        The counts, as SQL.
        """
        said = [f"COUNT(*) AS {self.column}"]
        for outcome, column in self.outcomes.items():
            is_it = f"outcome = '{outcome}'"
            said.append(f"COUNT(CASE WHEN {is_it} THEN 1 END) AS {column}")
            for name, (first, last) in self.intervals.items():
                within = f"ends >= {first}" + (f" AND ends <= {last}" if last is not None else "")
                said.append(f"COUNT(CASE WHEN {is_it} AND {within} THEN 1 END) AS {column}_{name}")
        return ",\n       ".join(said)

    @property
    def counts(self) -> tuple[Figure, ...]:
        """
        Every column of ``sums``.
        """
        columns = tuple(self.outcomes.values())
        said = [Figure(self.column, self.title, additive=True, parts=columns)]
        for column in columns:
            parts = tuple(f"{column}_{i}" for i in self.intervals)
            said.append(Figure(column, self.titles[column], additive=True, parts=parts))
            said += [
                Figure(f"{column}_{i}", f"{self.titles[column]}, {_days(*days)}", additive=True)
                for i, days in self.intervals.items()
            ]
        return tuple(said)

    @property
    def share_figures(self) -> tuple[Figure, ...]:
        """
        Every column that ``finish`` adds.
        """
        said = []
        for outcome in self.shares:
            for name, horizon in self.horizons.items():
                rests = tuple(
                    f"{column}_{i}"
                    for column in self.outcomes.values()
                    for i, (first, _) in self.intervals.items()
                    if first <= horizon
                )
                title = f"{self.titles[self.outcomes[outcome]]} within {horizon} days, share"
                for end, of in (("", ""), ("_low", ", lowest"), ("_high", ", highest")):
                    said.append(
                        Figure(
                            f"share_{outcome}_{name}{end}",
                            title + of,
                            "share",
                            rests_on=(self.column, *rests),
                        )
                    )
        return tuple(said)

    def query(self, counting: Counting) -> str:
        """
        The query of who begins and ends on each day; days past the last are one.
        """
        holds = condition(counting.where, counting.names)
        places = ", ".join(str(i + 1) for i in range(len(counting.split) + 2))

        def part(day: str, what: str) -> str:
            return (
                f"SELECT {select_list(counting.split, counting.names)}"
                f"CASE WHEN {day} > {self.most} THEN {self.most + 1} ELSE {day} END AS on_day, "
                f"{what} AS what, COUNT(*) AS n\n"
                f"FROM {counting.judged} WHERE left_out IS NULL AND {holds} GROUP BY {places}"
            )

        return part("begins", f"'{BEGUN}'") + "\nUNION ALL\n" + part("ends", "outcome")

    def finish(self, view: View, counting: Counting, table: pa.Table) -> pa.Table:
        """
        The table of counts, with the shares: ``share_<outcome>_<horizon>``, ``_low``, ``_high``.
        """
        found = self._courses(view, counting)
        keys, group = _groups(table, counting.split)
        days = list(self.horizons.values())
        for outcome in self.shares:
            told = [found[k].incidence(outcome, days) for k in keys]
            for at, name in enumerate(self.horizons):
                for end, suffix in enumerate(("", "_low", "_high")):
                    values = [told[g][at][end] for g in group]
                    table = table.append_column(f"share_{outcome}_{name}{suffix}", nullable(values))
        return table

    def _courses(self, view: View, counting: Counting) -> dict[tuple[Any, ...], Course]:
        rows = view.engine.fetch(self.query(counting), bound(counting.where))
        keys, group = _groups(rows, counting.split)
        day = rows.column("on_day").to_numpy().astype(np.int64)
        n = rows.column("n").to_numpy().astype(np.int64)
        what = np.asarray(rows.column("what").to_pylist(), dtype=object)
        order = np.argsort(group, kind="stable")
        cuts = np.searchsorted(group[order], np.arange(len(keys) + 1))
        listed = (order[first:last] for first, last in pairwise(cuts))
        return {
            k: Course.of(day[at], list(what[at]), n[at]) for k, at in zip(keys, listed, strict=True)
        }


def _groups(rows: pa.Table, split: Sequence[str]) -> tuple[list[tuple[Any, ...]], Ints]:
    """
    The groups of a split, and which one each row belongs to.
    """
    number: dict[tuple[Any, ...], int] = {}
    columns = [rows.column(b).to_pylist() for b in split]
    listed = zip(*columns, strict=True) if columns else iter([()] * rows.num_rows)
    group = np.fromiter(
        (number.setdefault(k, len(number)) for k in listed), np.int64, rows.num_rows
    )
    return list(number), group


def _days(first: int, last: int | None) -> str:
    return f"from day {first} on" if last is None else f"days {first} to {last}"


def nullable(values: ArrayLike) -> pa.Array:
    """
    Numbers as a column, null where NaN.
    """
    import pyarrow as pa

    return pa.array(np.asarray(values, dtype=np.float64), pa.float64(), from_pandas=True)
