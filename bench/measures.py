"""
What every measure costs on a dataset of 2.6 million stints: 60 CPU seconds and 4 GB in all.

    .venv/bin/python bench/measures.py
    .venv/bin/python bench/measures.py --from DIR     # a built dataset instead of a made one
    .venv/bin/python bench/measures.py --only waiting --only returned

Makes some 2.7 million stints, 720,000 arrests and 670,000 removals, and builds them,
which takes minutes and is not counted. Then, in one process over one view as a report
does it, each measure is asked with its default split and with one further.

CPU is user and system time; memory is the peak resident set while the measure ran. A
measure whose tables the dataset lacks says so: stops and agreements are not made up.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

from custodes.errors import MissingTableError
from custodes.measures import Measure, View, catalog
from custodes.provenance import Dataset

PEOPLE = 1_300_000
TARGET_CPU, TARGET_MB = 60.0, 4_000
# The first of these by which a measure can be split, and is not unless told.
FURTHER = ("office", "country", "state", "facility", "year", "month", "level", "release")
COUNTED = ("stints", "stays", "arrests", "removals", "detainers", "encounters")


def make(folder: Path, people: int) -> Path:
    """
    A made-up release, built; the folder of the dataset.
    """
    from custodes.build import build
    from custodes.synthetic import make as make_release

    made = make_release(people, 1, folder / "made", layout="2026-08")
    return build([made.folder], folder / "set").dataset.folder


def run(folder: Path, only: tuple[str, ...]) -> None:
    """
    Ask each measure, and print what it took.
    """
    view = View.of(Dataset.open(folder))
    rows = {t.name: t.rows for t in view.manifest.tables}
    print(", ".join(f"{rows[n]:,} {n}" for n in COUNTED if n in rows))
    print(
        f"{'':24}{'default':>8}  {'further split':20}{'CPU s':>6}{'sum':>7}{'wall s':>8}{'MB':>7}"
    )
    cpu, wall, most = time.process_time(), time.perf_counter(), 0
    for name, measure in catalog().items():
        if not only or name in only:
            most = max(most, _print_cost(view, measure))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    fit = cpu <= TARGET_CPU and most <= TARGET_MB
    print(
        f"{'all':24}{'':36}{cpu:7.1f}{wall:8.1f}{most:7,}  "
        f"(target {TARGET_CPU:.0f} CPU s, {TARGET_MB:,} MB: {'kept' if fit else 'MISSED'})"
    )


def _print_cost(view: View, measure: Measure) -> int:
    further = next((f for f in FURTHER if f in measure.choices and f not in measure.default), None)
    _forget_peak()
    wall = time.perf_counter()
    try:
        first = _cpu(view, measure, measure.default)
        second = _cpu(view, measure, (further,)) if further else 0.0
    except MissingTableError:
        print(f"{measure.name:24}   its tables are not in the dataset")
        return 0
    wall, peak = time.perf_counter() - wall, _peak()
    print(
        f"{measure.name:24}{first:8.1f}  {further or '':20}{second:6.1f}"
        f"{first + second:7.1f}{wall:8.1f}{peak:7,}",
        flush=True,
    )
    return peak


def _cpu(view: View, measure: Measure, by: tuple[str, ...]) -> float:
    began = time.process_time()
    measure.compute(view, by)
    return time.process_time() - began


def _forget_peak() -> None:
    """
    Let the peak begin anew, where the system can: else it is that of all measures so far.
    """
    forget = Path("/proc/self/clear_refs")
    if forget.exists():
        forget.write_text("5", "ascii")


def _peak() -> int:
    status = Path("/proc/self/status")
    if status.exists():
        said = dict(line.split(":", 1) for line in status.read_text("ascii").splitlines())
        return int(said["VmHWM"].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """
    Print the table of costs.
    """
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    asked.add_argument("--from", dest="folder", type=Path, help="dataset to take instead")
    asked.add_argument("--people", type=int, default=PEOPLE, help="to make up")
    asked.add_argument("--only", action="append", default=[], help="measure to ask alone")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="custodes-measures-") as scratch:
        folder = args.folder
        if folder is None:  # in a process of its own, so that its memory is not counted
            with get_context("spawn").Pool(1) as pool:
                folder = pool.apply(make, (Path(scratch), args.people))
        run(folder, tuple(args.only))


if __name__ == "__main__":
    main()
