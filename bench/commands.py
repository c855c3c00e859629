"""
What the commands take, as whole processes: help, inspect, the demo, a build of the real files.

    python bench/commands.py
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REAL = Path(__file__).resolve().parents[2] / "shared" / "data"
EIGHT = (
    "enforcement-fy16-19",
    "seattle-productions",
    "release-2025-samples",
    "release-2026-samples",
    "detainers-pennsylvania",
    "287g-participating",
    "287g-pending",
    "detention-statistics",
)
RUNS = 5


def main() -> None:
    """
    Print a line a command: what it took and what it may take.
    """
    with tempfile.TemporaryDirectory(prefix="custodes-bench-") as made:
        folder = Path(made)
        walls = [cost("--help")[0] for _ in range(RUNS)]
        line("custodes --help", sorted(walls)[RUNS // 2], 0.3)
        path = csv_of(folder / "arrests.csv", 60_000_000)
        line(
            f"custodes inspect, a csv of {path.stat().st_size / 1e6:.0f} MB",
            cost("inspect", path)[0],
            3,
        )
        line("custodes demo, the job itself", cost("demo", "--to", folder / "demo")[0], 30)
        if REAL.is_dir():
            took = cost("build", *(REAL / e for e in EIGHT), "--to", folder / "real")[0]
            line("custodes build, eight folders of real files", took, 60)


def cost(*call: object) -> tuple[float, float]:
    """
    Wall and CPU seconds of one command, its children included.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "custodes", *map(str, call)], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def line(what: str, took: float, target: float) -> None:
    """
    One line of the table.
    """
    print(f"{what:50} {took:7.2f} s   at most {target:g} s", flush=True)


def csv_of(path: Path, size: int) -> Path:
    """
    Arrests of fiscal year 2016 as the university center published them, made up, of a size.
    """
    heads = "Area of Responsibility|Apprehension Date|Apprehension Method|Apprehension Landmark|Operation|Processing Disposition|Birth Date|Citizenship|Gender"
    row = '"St. Paul Area of Responsibility"|{m}/{d}/2016|"CAP Local Incarceration"|"HENNEPIN COUNTY JAIL"||"Warrant of Arrest/Notice to Appear"|"(B)(6);(B)(7)(C) "|"MEXICO"|"Male"\n'
    with path.open("w", encoding="utf-8") as file:
        file.write(heads + "\n")
        written, number = 0, 0
        while written < size:
            text = row.format(m=number % 9 + 1, d=number % 28 + 1)
            file.write(text)
            written += len(text)
            number += 1
    return path


if __name__ == "__main__":
    main()
