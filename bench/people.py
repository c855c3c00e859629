"""
How long the default histories take: CPU, wall time and memory at any size.

    .venv/bin/python bench/people.py --stints 1000000

Makes random canonical tables of the asked size (about 2.4 stints a stay, two per
cent duplicates), runs `custodes.histories.people.run` over them in a child
process and prints what it used, beside a bare scan and rewrite of the same tables.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb

from custodes import records
from custodes.engine import DuckDBEngine
from custodes.histories import people

EXTRACT = datetime(2026, 3, 10, 23, 59, 59)  # noqa: DTZ001 (naive local, as released)
PER_STAY = 2.4

_STAYS = """
SELECT
    printf('%040x', CAST(floor(n / 1.07) AS BIGINT)) AS person,
    TIMESTAMP '2022-10-01' + to_minutes(CAST(hash(n) % 1800000 AS BIGINT)) AS start,
    CAST(1 + least(hash(n, 1) % 5, hash(n, 2) % 6) AS BIGINT) AS stints,
    hash(n, 3) % 10 = 0 AS open,
    n
FROM range(CAST({people} AS BIGINT)) AS t(n)
"""
_STINTS = """
SELECT person, n, k, start AS stay_in, stints, open,
    start + to_hours(CAST(k * 200 + hash(n, k) % 24 AS BIGINT)) AS book_in,
    CASE WHEN open AND k = stints - 1 THEN NULL
         ELSE start + to_hours(CAST((k + 1) * 200 AS BIGINT)) END AS book_out,
    CASE WHEN open THEN NULL ELSE start + to_hours(CAST(stints * 200 AS BIGINT)) END AS stay_out
FROM stay_plan, range(stints) AS r(k)
"""
_KNOWN = {
    "stints": {
        "unique_identifier": "person",
        "book_in_date_time": "CASE WHEN k = 0 THEN stay_in ELSE book_in END",
        "book_out_date_time": "book_out",
        "stay_book_in_date_time": "stay_in",
        "stay_book_out_date_time": "stay_out",
        "stay_book_out_date": "CAST(stay_out AS DATE)",
        "detention_facility_code": "'FAC' || hash(n, k, 5) % 700",
        "detention_facility": "'FACILITY NUMBER ' || hash(n, k, 5) % 700",
        "detention_release_reason": "CASE WHEN book_out IS NULL THEN NULL "
        "WHEN k = stints - 1 THEN 'Removed' ELSE 'Transferred' END",
        "stay_release_reason": "CASE WHEN NOT open THEN 'Removed' END",
        "departed_date": "CASE WHEN NOT open AND n % 2 = 0 THEN CAST(stay_out AS DATE) END",
        "case_status": "CASE WHEN n % 2 = 0 THEN '8-Excluded/Removed - Inadmissibility' ELSE 'ACTIVE' END",
    },
    "arrests": {
        "unique_identifier": "person",
        "apprehension_date": "start - to_minutes(CAST(hash(n, 7) % 4000 AS BIGINT))",
    },
    "detainers": {
        "unique_identifier": "person",
        "detainer_prepare_date": "start - to_hours(CAST(hash(n, 8) % 900 AS BIGINT))",
    },
    "removals": {
        "unique_identifier": "person",
        "departed_date": "CAST(start AS DATE) + CAST(stints * 9 AS INTEGER)",
    },
}
_SOURCE = {
    "stints": "stint_plan",
    "arrests": "stay_plan WHERE hash(n, 9) % 3 > 0",
    "detainers": "stay_plan WHERE hash(n, 9) % 4 = 0",
    "removals": "stay_plan WHERE n % 2 = 0",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stints", type=int, default=1_000_000)
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--to", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="custodes-people-") as made:
        folder = asked.to or Path(made)
        # In a child, so that its memory is not counted as the job's.
        with get_context("spawn").Pool(1) as pool:
            inputs = pool.apply(make, (folder / "in", asked.stints))
        for job in (rewrite, histories):
            used = _measured(job, inputs, folder / job.__name__, asked.memory, asked.threads)
            print(
                f"{job.__name__:10} {used['cpu']:7.1f} CPU s {used['wall']:7.1f} wall s "
                f"{used['rss'] / 1024:8.0f} MB resident",
                flush=True,
            )


def make(folder: Path, stints: int) -> dict[str, list[Path]]:
    """
    Random canonical tables, one Parquet file each, the same for the same size.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(config={"memory_limit": "3GB", "temp_directory": str(folder)})
    connection.execute("SET enable_progress_bar = false")
    plan = _STAYS.format(people=stints / PER_STAY)
    connection.execute(f"CREATE TABLE stay_plan AS {plan}")
    connection.execute(f"CREATE TABLE stint_plan AS {_STINTS}")
    made = {}
    for name, known in _KNOWN.items():
        made[name] = [folder / f"{name}.parquet"]
        if not made[name][0].exists():
            connection.execute(_filled(name, known, made[name][0]))
    connection.close()
    return made


def _filled(name: str, known: dict[str, str], target: Path) -> str:
    columns = []
    for place, column in enumerate(records.table(name).columns):
        value = known.get(column.name) or _anything(column.type.sql, place)
        columns.append(f"CAST({value} AS {column.type.sql}) AS {column.name}")
    rows = f"SELECT *, 1 AS copy FROM {_SOURCE[name]}"
    if name == "stints":
        rows += f" UNION ALL SELECT *, 2 AS copy FROM {_SOURCE[name]} WHERE hash(n, k, 11) % 50 = 0"
    return f"""COPY (
        SELECT {", ".join(columns)},
            'bench' AS release, '{name}.xlsx' AS file, repeat('{name[0]}', 64) AS file_sha256,
            'Sheet1' AS sheet, row_number() OVER () + 7 AS row, CAST(NULL AS VARCHAR) AS redacted,
            CAST(NULL AS VARCHAR) AS unreadable, CAST(NULL AS VARCHAR) AS superseded_by
        FROM ({rows})) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"""


def _anything(kind: str, place: int) -> str:
    """
    A value for four rows in five, the same for all rows of a stay.
    """
    value = {
        "VARCHAR": f"'value number ' || hash(n, {place}) % 40",
        "DATE": f"DATE '2010-01-01' + CAST(hash(n, {place}) % 5000 AS INTEGER)",
        "TIMESTAMP": f"TIMESTAMP '2015-01-01' + to_minutes(CAST(hash(n, {place}) % 500000 AS BIGINT))",
    }.get(kind, f"hash(n, {place}) % 90")
    return f"CASE WHEN hash(n, {place}, 1) % 5 > 0 THEN {value} END"


def rewrite(engine: DuckDBEngine, inputs: dict[str, list[Path]], out: Path) -> None:
    """
    The least that can be done: read every table and write it again.
    """
    for name, paths in inputs.items():
        engine.read_parquet(name, paths)
        engine.write_parquet(f"SELECT * FROM {name}", out / f"{name}.parquet")


def histories(engine: DuckDBEngine, inputs: dict[str, list[Path]], out: Path) -> None:
    people.run(engine, inputs, out, extracts={"bench": EXTRACT})


def _measured(job: Any, *given: Any) -> dict[str, float]:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_child, (job.__name__, *given))


def _child(
    job: str, inputs: dict[str, list[Path]], out: Path, memory: str, threads: int
) -> dict[str, float]:
    out.mkdir(parents=True, exist_ok=True)
    engine = DuckDBEngine(memory=memory, threads=threads, spill=out / "spill")
    started = time.monotonic()
    getattr(sys.modules[__name__], job)(engine, inputs, out)
    wall = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss}


if __name__ == "__main__":
    main()
