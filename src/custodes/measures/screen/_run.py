"""
From stays to clocks: facts in SQL, the law's rules over them, rows in SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from custodes import records
from custodes.engine import Engine, Step, read_steps
from custodes.law.expression import Expr
from custodes.law.interpret import CalendarTable, Shape, to_sql
from custodes.measures.screen._expressions import ALL_STAYS, BY_DATE, BY_KIND, HIGH, LOW
from custodes.measures.screen._words import READINGS

if TYPE_CHECKING:
    import pyarrow as pa

MOST_STAYS = 32
"""Stays since an order that are added up; each takes columns of its own."""

_PACKAGE = "custodes.measures.screen"
_NO_STRETCHES = {
    "criminal_custody": 0,
    "noncompliance": 0,
    "noncompliance_noticed": 0,
    "detainee_stay": 0,
}
"""What no release shows is taken not to be; `REASONS` says so in every row."""

_KNOWN = ("order_kind", "order_on", "petitioned", "court_stayed")
_HERE = (*_KNOWN, "as_of", "held_to_low", "held_to_high")
_KIND = (*_KNOWN, "appeal_waived", "appealed", "board_decided")


def run(
    engine: Engine,
    tables: Mapping[str, Sequence[Path]],
    out: Path,
    *,
    extracts: Mapping[str, datetime],
) -> dict[str, list[Path]]:
    """
    Write the clock of every stay.

    Args:
        engine: Where the SQL runs; its tables of the names used here are replaced.
        tables: Parquet of stays, as `custodes.histories.people` writes them.
        out: Folder for the file.
        extracts: By release, its last moment; a release without one has no state
            for a stay that has not ended.

    Returns:
        The file of clocks, its rows in the order of the stays; nothing where there
        are no stays. Its columns are those of `custodes.records.table("clocks")`.
    """
    paths = tables.get("stays", ())
    if not paths:
        return {}
    made = list(_steps(engine, paths, extracts))
    columns = ", ".join(map(_typed, records.table("clocks").stored()))
    path = out / "clocks.parquet"
    engine.write_parquet(f"SELECT {columns} FROM clocks_out ORDER BY stay_no", path)
    engine.drop(*reversed(made), "read_stays", "extracts", "screen_words")
    return {"clocks": [path]}


def _typed(column: records.Column) -> str:
    # STRING is the one name of text that both engines know.
    kind = "STRING" if column.type is records.ColumnType.TEXT else column.type.sql
    return f"CAST({column.name} AS {kind}) AS {column.name}"


def _steps(
    engine: Engine, paths: Sequence[Path], extracts: Mapping[str, datetime]
) -> Iterator[str]:
    """
    Run every step and give the names they leave.
    """
    _open(engine, paths, extracts)
    readings = ";".join(f"{k}={v}" for k, v in sorted(READINGS.items()))
    stages: Sequence[Callable[[], Sequence[Step]]] = (
        lambda: read_steps(_PACKAGE, "facts.sql"),
        lambda: _marks(engine, "screen_marks", BY_DATE, "screen_by_date", _HERE),
        lambda: _marks(engine, "screen_marks_latest", BY_KIND, "screen_by_kind", _KIND),
        lambda: _all_stays(engine),
        lambda: read_steps(_PACKAGE, "rows.sql"),
    )
    for stage in stages:
        steps = stage()
        engine.run(steps, {"most_stays": MOST_STAYS, "readings": readings})
        yield from (step.name for step in steps)


def _open(engine: Engine, paths: Sequence[Path], extracts: Mapping[str, datetime]) -> None:
    import pyarrow as pa

    engine.drop("read_stays", "extracts", "screen_words")
    engine.read_parquet("read_stays", paths, position="stay_no")
    engine.register(
        "extracts",
        pa.table(
            {
                "release": pa.array(extracts.keys(), pa.string()),
                "extract_end": pa.array(extracts.values(), pa.timestamp("us")),
            }
        ),
    )
    words = ["WITHIN_90_DAYS", "PAST_DAY_90", "PAST_DAY_180", "PAST_SIX_MONTHS"]
    engine.register(
        "screen_words", pa.table({"past": pa.array(range(4), pa.int32()), "words": words})
    )


def _marks(
    engine: Engine,
    name: str,
    outputs: Mapping[str, Expr[object]],
    source: str,
    columns: Sequence[str],
) -> Sequence[Step]:
    shape = Shape(columns, {"ice_custody": 1, **_NO_STRETCHES})
    return [_asked(engine, name, outputs, source, shape)]


def _all_stays(engine: Engine) -> Sequence[Step]:
    """
    One query for stays whose person has few stays since the order, one for more, ...

    A query has columns for as many stretches as a row can need, so that the many
    rows that need one pay for one.
    """
    found = engine.fetch("SELECT max(many) AS many FROM screen_stretches")["many"][0].as_py()
    most = min(int(found or 1), MOST_STAYS)
    sizes = [1]
    while sizes[-1] < most:
        sizes.append(sizes[-1] * 2)
    steps = []
    for below, size in zip([-1, *sizes], sizes, strict=False):
        facts = f"screen_facts_{size}"
        shape = Shape(
            (*_KNOWN, "as_of", "ice_custody_known"),
            {"ice_custody": size, LOW: size, HIGH: size, **_NO_STRETCHES},
        )
        steps.append(Step(facts, _in_slots(size, below), kept=False))
        # Spark 4 cannot put checkpointed tables together: the query is not kept, the whole is.
        steps.append(
            replace(_asked(engine, f"screen_all_{size}", ALL_STAYS, facts, shape), kept=False)
        )
    every = "\nUNION ALL\n".join(f"SELECT * FROM screen_all_{size}" for size in sizes)
    return [*steps, Step("screen_all", every, kept=True)]


def _in_slots(size: int, below: int) -> str:
    """
    Orders whose person has so many stays since, each stay in columns of its own.
    """
    columns = ",\n    ".join(
        f"max(CASE WHEN t.nth = {nth} THEN t.{day} END) AS {name}_{nth}_{end}"
        for nth in range(1, size + 1)
        for name, last in (("ice_custody", "to_day"), (LOW, "low_day"), (HIGH, "high_day"))
        for end, day in (("from", "from_day"), ("to", last))
    )
    return f"""
SELECT
    s.stay_no,
    'final' AS order_kind,
    max(s.order_day) AS order_on,
    FALSE AS petitioned,
    FALSE AS court_stayed,
    max(s.extract_day) AS as_of,
    coalesce(min(t.known_to), 1) = 1 AS ice_custody_known,
    {columns}
FROM screen_stays AS s
LEFT JOIN screen_stretches AS t ON t.stay_no = s.stay_no
WHERE s.order_day IS NOT NULL AND s.order_after_extract = 0
    AND coalesce(t.many, 0) > {below} AND coalesce(t.many, 0) <= {size}
GROUP BY s.stay_no"""


def _asked(
    engine: Engine, name: str, outputs: Mapping[str, Expr[object]], source: str, shape: Shape
) -> Step:
    query = to_sql(outputs, source, shape, keep=["stay_no"])
    for needed in query.calendars:
        engine.register(needed.name, _days_of(needed))
    return Step(name, query.sql, kept=True)


@cache
def _days_of(calendar: CalendarTable) -> pa.Table:
    import pyarrow as pa

    days, counts, nth = zip(*calendar.rows(), strict=True)
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "counts": pa.array(counts, pa.bool_()),
            "nth": pa.array(nth, pa.int32()),
        }
    )
