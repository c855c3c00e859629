"""
Seconds and memory to make a synthetic release.

    python bench/synthetic.py            # five million stints in Parquet
    python bench/synthetic.py 10000 xlsx # ten thousand stints in workbooks
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from custodes.synthetic import make

STINTS_A_PERSON = 1.8
"""Rows of the detentions table for each person of the made-up world, March 2026 layout."""
TARGET = 120.0


def main(stints: int = 5_000_000, kind: str = "parquet") -> None:
    folder = Path(tempfile.mkdtemp(prefix="custodes-synthetic-"))
    try:
        wall, cpu = time.perf_counter(), time.process_time()
        made = make(int(stints / STINTS_A_PERSON), 1, folder, raw_workbooks=kind == "xlsx")
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    finally:
        shutil.rmtree(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rows: {made.rows}, people: {made.people:,}, stays: {made.stays:,}")
    print(
        f"{made.rows['detentions']:,} stints: {wall:.1f} s wall, {cpu:.1f} s CPU, "
        f"{peak:.0f} MB resident at most, {size / 1e6:.0f} MB on disk (target {TARGET:.0f} s)"
    )


if __name__ == "__main__":
    main(*[int(a) if a.isdigit() else a for a in sys.argv[1:]])  # type: ignore[arg-type]
