"""
The two fences about dates, and what stands behind them.
"""

from __future__ import annotations

import datetime as dt
import re
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pytest

import custodes
from custodes.engine import DuckDBEngine, Step
from custodes.engine._steps import dollar_names, names_bound

DAY = dt.date(2020, 10, 21)
BOTH = "SELECT d + INTERVAL 6 MONTH AS months, d + INTERVAL 180 DAY AS days FROM t"


def days_and_months(engine: DuckDBEngine, sql: str) -> tuple[str, str]:
    engine.register("t", pa.table({"d": [DAY]}))
    (row,) = engine.fetch(sql).to_pylist()
    return str(row["months"])[:10], str(row["days"])[:10]


def test_the_defect_behind_the_fence_is_still_there() -> None:
    # When this fails the engine was mended upstream: keep the fence and say so in ADR 1.
    open_gate = DuckDBEngine(disabled_optimizers="")

    assert ("2021-04-21", "2021-04-21") == days_and_months(open_gate, BOTH)


def test_the_engine_room_gives_each_interval_its_own_day() -> None:
    # 21 October 2020 and six months is 21 April 2021; and 180 days, counted by hand, 19 April.
    assert ("2021-04-21", "2021-04-19") == days_and_months(DuckDBEngine(), BOTH)


def test_the_shared_names_add_days_as_integers() -> None:
    sql = "SELECT add_months(d, 6) AS months, date_add(d, 180) AS days FROM t"

    assert ("2021-04-21", "2021-04-19") == days_and_months(
        DuckDBEngine(disabled_optimizers=""), sql
    )


@pytest.mark.parametrize(("start", "months", "due"), [
    (dt.date(2025, 8, 31), 6, dt.date(2026, 2, 28)), (dt.date(2023, 8, 31), 6, dt.date(2024, 2, 29)),
    (dt.date(2025, 12, 31), 2, dt.date(2026, 2, 28)), (dt.date(2025, 1, 15), 12, dt.date(2026, 1, 15)),
])  # fmt: skip
def test_months_end_where_the_month_ends(start: dt.date, months: int, due: dt.date) -> None:
    engine = DuckDBEngine()

    assert [due] == engine.fetch("SELECT add_months(:d, :n) AS x", {"d": start, "n": months})[
        "x"
    ].to_pylist()


def test_no_sql_of_ours_holds_an_interval() -> None:
    root = Path(str(files(custodes)))
    found = [
        f"{p.relative_to(root)}"
        for p in sorted(root.rglob("*.sql")) + sorted(root.rglob("*.py"))
        if re.search(r"\binterval\s*['(\d]|\bto_days\s*\(", _code(p), re.IGNORECASE)
    ]

    assert [] == found


def _code(path: Path) -> str:
    text = path.read_text("utf-8")
    if path.suffix == ".sql":
        return re.sub(r"--[^\n]*", "", text)
    return re.sub(r"#[^\n]*", "", text)


def test_values_are_bound_where_names_stand_and_not_in_quotes_or_casts() -> None:
    assert frozenset({"a"}) == names_bound("SELECT x::DATE, ':b', :a -- :c")
    assert "SELECT x::DATE, ':b', $a " == dollar_names("SELECT x::DATE, ':b', :a -- :c")


def test_a_step_that_binds_a_value_keeps_it() -> None:
    engine = DuckDBEngine()

    engine.run(
        [
            Step("a", "SELECT :n AS n", kept=False),
            Step("b", "SELECT n + 1 AS n FROM a", kept=False),
        ],
        {"n": 1},
    )

    assert [2] == engine.fetch("SELECT n FROM b")["n"].to_pylist()
