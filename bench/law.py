"""
Orders of removal with two custody stretches each: the rules beside a mere copy.

    python bench/law.py 10000000

Prints CPU seconds of reading and writing the same columns, of all answers of
the removal period and the six months under eight readings, their ratio, the
pace of the rules restated in plain Python, one case read by every rule, and
`custodes clock` as a whole process.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import date
from pathlib import Path

from custodes.engine import DuckDBEngine
from custodes.law import RULES as EVERY_RULE
from custodes.law import parse_case, read_case
from custodes.law.interpret import Program, Shape, resolved, to_sql
from custodes.law.us import presumptive_period, removal_period

RULES = (removal_period.RULE, presumptive_period.RULE)
READINGS = [
    {"six_month_unit": unit, "clock_counts": counts, "count_convention": convention}
    for unit in ("180_days", "six_calendar_months")
    for counts in ("detained_days_cumulative", "calendar_from_rp_start")
    for convention in ("exclude_event_day", "include_event_day")
]
ORDERS = """
SELECT i AS case_id, 'final' AS order_kind, order_on,
  date_add(order_on, -20) AS ice_custody_1_from,
  date_add(order_on, CAST(hash(i + 7) % 200 AS INT)) AS ice_custody_1_to,
  CASE WHEN hash(i + 3) % 3 > 0 THEN date_add(DATE '2025-01-01', CAST(hash(i + 5) % 200 AS INT))
  END AS ice_custody_2_from,
  CAST(NULL AS DATE) AS ice_custody_2_to,
  FALSE AS petitioned, FALSE AS court_stayed, FALSE AS court_decided, FALSE AS mandate_issued,
  FALSE AS appealed, FALSE AS board_decided, FALSE AS withholding_pending,
  DATE '2025-08-01' AS as_of
FROM (SELECT i, date_add(DATE '2018-01-01', CAST(hash(i) % 2000 AS INT)) AS order_on
      FROM range({rows}) AS t(i))
"""
SLOTS = {
    "ice_custody": 2,
    "criminal_custody": 0,
    "noncompliance": 0,
    "noncompliance_noticed": 0,
    "detainee_stay": 0,
}

CASE = """
as_of = 2025-08-31
grounds = ["1227(a)(1)(B)"]
event = [
  {what = "order_entered", on = 2025-01-10, kind = "immigration_judge"},
  {what = "appeal_waived", on = 2025-01-10},
  {what = "ice_custody", from = 2024-12-01, to = 2025-03-01},
  {what = "ice_custody", from = 2025-04-01},
  {what = "notice_of_failure_to_comply", on = 2025-05-01},
  {what = "compliance", on = 2025-05-20},
  {what = "travel_document_requested", on = 2025-02-03},
  {what = "review_held", on = 2025-06-10, kind = "90_day"},
  {what = "likelihood_request", on = 2025-08-01},
]
"""


def main(rows: int) -> None:
    engine = DuckDBEngine(threads=2)
    outputs = {
        f"{output.id}_{i}": resolved(output.expression, readings)
        for i, readings in enumerate(READINGS)
        for rule in RULES
        for output in rule.outputs
    }
    with tempfile.TemporaryDirectory() as folder:
        source, answers, copy = (Path(folder) / f"{n}.parquet" for n in ("in", "out", "copy"))
        engine.write_parquet(ORDERS.format(rows=rows), source)
        engine.read_parquet("orders", [source])
        columns = engine.fetch("SELECT * FROM orders LIMIT 0").column_names
        query = to_sql(outputs, "orders", Shape(columns, SLOTS), keep=["case_id"])
        for table in query.calendars:
            register(engine, table)
        law = cpu(lambda: engine.write_parquet(query.sql, answers))
        engine.read_parquet("answers", [answers])
        plain = cpu(lambda: engine.write_parquet("SELECT * FROM answers", copy))
        plain += cpu(lambda: engine.write_parquet("SELECT * FROM orders", copy))
    print(f"{rows} orders, {len(outputs)} answers each")
    print(
        f"copy of the same columns: {plain:.1f} s CPU; rules: {law:.1f} s; {law / plain:.2f} times"
    )
    one_case()
    every_rule()
    whole_command()


def register(engine: DuckDBEngine, table) -> None:
    import pyarrow as pa

    days, counts, nth = zip(*table.rows(), strict=True)
    columns = {"day": pa.array(days), "counts": pa.array(counts), "nth": pa.array(nth, pa.int32())}
    engine.register(table.name, pa.table(columns))


def cpu(do) -> float:
    before = time.process_time()
    do()
    return time.process_time() - before


def one_case() -> None:
    facts = {
        "as_of": date(2025, 8, 1),
        "order_kind": "final",
        "order_on": date(2019, 2, 4),
        "ice_custody": ((date(2019, 2, 4), date(2019, 7, 8)), (date(2025, 6, 2), None)),
        **dict.fromkeys(("petitioned", "court_stayed", "appealed", "board_decided"), False),
        **dict.fromkeys(SLOTS.keys() - {"ice_custody"}, ()),
    }
    programs = [Program({**RULES[0].expressions, **RULES[1].expressions}, r) for r in READINGS]
    took = min(cpu(lambda: [p.run(facts) for p in programs]) for _ in range(20))
    print(f"one case, eight readings, in Python: {took * 1e6:.0f} microseconds")
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "law"))
    import restated_period as restated

    read = {c.id: next(iter(c.readings)) for r in RULES for c in r.choices}
    row = restated.Facts(facts)
    uses = (restated.day_90, restated.six_months, restated.status, restated.held_so_far)
    took = min(
        cpu(lambda: [use(row, read | r) for r in READINGS for use in uses]) for _ in range(5)
    )
    print(f"the same restated, day by day: {took * 1e6:.0f} microseconds")


def every_rule() -> None:
    case = parse_case(tomllib.loads(CASE))
    read_case(case, rules=EVERY_RULE)
    took = [cpu(lambda: read_case(case, rules=EVERY_RULE)) for _ in range(30)]
    engaged = [cpu(lambda: read_case(case)) for _ in range(30)]
    print(
        f"one case, every rule, all readings, with reasons: {min(took) * 1e3:.1f} ms "
        f"(median {statistics.median(took) * 1e3:.1f}); the rules it engages: "
        f"{min(engaged) * 1e3:.1f} ms   at most 5 ms"
    )


def whole_command() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.toml"
        path.write_text(CASE)
        walls, used = [], []
        for _ in range(7):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.perf_counter()
            call = [sys.executable, "-m", "custodes", "clock", str(path), "--json"]
            subprocess.run(call, capture_output=True, check=False)  # 1: something is late
            walls.append(time.perf_counter() - began)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(
        f"custodes clock --json, from cold: {statistics.median(walls) * 1e3:.0f} ms, "
        f"{statistics.median(used) * 1e3:.0f} ms of CPU   at most 400 ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
