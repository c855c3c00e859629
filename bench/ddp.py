"""
What the Deportation Data Project's rules cost, beside scanning and rewriting the tables.

    .venv/bin/python bench/ddp.py
    .venv/bin/python bench/ddp.py --millions 10 --memory 6GB

Makes stints and arrests in the columns of March 2026 (a million stints have
412,000 stays and 281,000 arrests), or takes them from a folder (``--from``) that
holds stints*.parquet, arrests*.parquet and facilities*.parquet. Then, each in a
process of its own with the same memory, threads and compression:

- the four steps: duplicates, stays, arrest episodes, arrests joined to stays;
- the measure: reading and writing again, unchanged, the four tables that the
  steps wrote, at full width;
- for comparison, reading and writing again only the two tables that they read.

CPU is user and system time of the process; memory is its peak resident set.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pyarrow.parquet as pq

from custodes.engine import DuckDBEngine
from custodes.histories import ddp

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "histories"))

Cost = tuple[float, float, int]
MADE = ("ddp_stints", "ddp_stays", "ddp_arrests", "ddp_arrest_stays")
READ = ("stints", "arrests")


def make(folder: Path, part: int) -> None:
    import ddp_made

    tables = ddp_made.make(ddp_made.MILLION, seed=part)
    for name in READ:
        pq.write_table(
            tables[name],
            folder / f"{name}-{part:02}.parquet",
            compression="zstd",
            row_group_size=122_880,
        )
    pq.write_table(ddp_made.facilities(ddp_made.MILLION), folder / "facilities.parquet")


def steps(engine: DuckDBEngine, folder: Path, out: Path) -> None:
    ddp.run(
        engine,
        {name: files(folder, name) for name in READ},
        out,
        extracts=dict.fromkeys(releases(folder), ddp.EXTRACTS["2026-03"]),
        facilities=files(folder, "facilities"),
    )


def releases(folder: Path) -> list[str]:
    tables = [pq.read_table(p, columns=["release"]) for n in READ for p in files(folder, n)]
    return sorted({r for t in tables for r in t["release"].unique().to_pylist()})


def rewrite_made(engine: DuckDBEngine, folder: Path, out: Path) -> None:
    for name in MADE:
        rewrite(engine, name, [out / f"{name}.parquet"], folder)


def rewrite_read(engine: DuckDBEngine, folder: Path, out: Path) -> None:
    for name in READ:
        rewrite(engine, name, files(folder, name), out)


def rewrite(engine: DuckDBEngine, name: str, paths: list[Path], out: Path) -> None:
    engine.read_parquet(name, paths)
    engine.write_parquet(f"SELECT * FROM {name}", out / "again.tmp")


def files(folder: Path, name: str) -> list[Path]:
    return sorted(folder.glob(f"{name}*.parquet"))


def cost(work: Callable[[DuckDBEngine, Path, Path], None], *args: object) -> Cost:
    """
    CPU seconds, wall seconds and peak MB of the work in a process of its own.
    """
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (work, *args))


def _measured(
    work: Callable[[DuckDBEngine, Path, Path], None], folder: Path, out: Path, memory: str
) -> Cost:
    engine = DuckDBEngine(memory=memory, threads=2, spill=out / "spill")
    began, cpu = time.perf_counter(), time.process_time()
    work(engine, folder, out)
    engine.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return time.process_time() - cpu, time.perf_counter() - began, peak


def main() -> None:
    """
    Print the table of costs.
    """
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    asked.add_argument("--millions", type=int, default=1, help="of stints, to make")
    asked.add_argument("--from", dest="folder", type=Path, help="folder of tables to take instead")
    asked.add_argument("--memory", default="1600MB", help="what the engine may hold")
    asked.add_argument("--repeat", type=int, default=1, help="times; the least CPU counts")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder, out = args.folder or Path(scratch, "in"), Path(scratch, "out")
        out.mkdir()
        if not args.folder:
            folder.mkdir()
            for part in range(args.millions):  # each in a process, so that memory is given back
                with get_context("spawn").Pool(1) as pool:
                    pool.apply(make, (folder, part))
        report(folder, out, args.memory, args.repeat)


def report(folder: Path, out: Path, memory: str, repeat: int) -> None:
    work = {
        "four steps": steps,
        "rewrite of what they write": rewrite_made,
        "rewrite of what they read": rewrite_read,
    }
    least = {
        name: min(cost(w, folder, out, memory) for _ in range(repeat)) for name, w in work.items()
    }
    rows = {n: sum(pq.read_metadata(p).num_rows for p in files(folder, n)) for n in READ}
    rows |= {n: pq.read_metadata(out / f"{n}.parquet").num_rows for n in MADE}
    print(", ".join(f"{n:,} {name}" for name, n in rows.items()))
    print(f"{'':28}{'CPU s':>8}{'wall s':>8}{'MB':>8}{'ratio':>8}")
    spent = least["four steps"][0]
    for name, (cpu, wall, peak) in least.items():
        print(f"{name:28}{cpu:8.1f}{wall:8.1f}{peak:8,}{spent / cpu:8.2f}")


if __name__ == "__main__":
    main()
