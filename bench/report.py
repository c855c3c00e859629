"""
What a report costs, stage by stage: 90 seconds of wall time on 2.6 million stints.

    .venv/bin/python bench/report.py                # made of 1.3 million made-up people
    .venv/bin/python bench/report.py --from DIR     # a built dataset instead
    .venv/bin/python bench/report.py --from custodes-demo/dataset

A report is drafted (every measure counts what its page shows), judged (what must be
hidden is found), and written (every page, in every language). CPU is user and system
time of all threads; memory is the peak resident set so far. A made dataset takes minutes
to make and build, which is not counted.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from custodes.disclosure import numbers_csv, protect
from custodes.measures import View
from custodes.provenance import Dataset
from custodes.site._pages import write_pages
from custodes.site._shown import Judged
from custodes.site._write import draft

PEOPLE = 1_300_000
TARGET = 90.0


class Clock:
    """
    Time since the stage before.
    """

    def __init__(self) -> None:
        self.start = self.wall, self.cpu = time.perf_counter(), time.process_time()

    def told(self, stage: str) -> None:
        """
        Print what a stage took.
        """
        wall, cpu = time.perf_counter(), time.process_time()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{stage:8}{cpu - self.cpu:8.1f}{wall - self.wall:8.1f}{most:8,}")
        self.wall, self.cpu = wall, cpu

    def all(self) -> float:
        """
        Print what all stages took together.

        Returns:
            Wall seconds.
        """
        self.wall, self.cpu = self.start
        self.told("all")
        return time.perf_counter() - self.start[0]


def run(folder: Path, work: Path) -> bool:
    """
    Make the report of a dataset; whether it kept within the target.
    """
    clock = Clock()
    print(f"{'':8}{'CPU s':>8}{'wall s':>8}{'MB':>8}")
    view = View.of(Dataset.open(folder))
    drafted = draft(view)
    clock.told("drafted")
    judgement = protect(drafted.publication)
    clock.told("judged")
    (work / "data").mkdir(parents=True)
    write_pages(work, drafted, Judged(judgement), synthetic=True)
    (work / "data" / "numbers.csv").write_bytes(numbers_csv(judgement))
    clock.told("written")
    wall = clock.all()
    size = sum(f.stat().st_size for f in work.rglob("*") if f.is_file())
    said = drafted.publication.values
    print(f"{len(said):,} numbers, {len(judgement.hidden):,} hidden, {size / 1e6:.1f} MB")
    print(f"target {TARGET:.0f} s: {'kept' if wall <= TARGET else 'MISSED'}")
    return wall <= TARGET


def main() -> None:
    """
    Run from a shell.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="dataset", type=Path)
    parser.add_argument("--people", type=int, default=PEOPLE)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dataset = given.dataset or made(Path(folder), given.people)
        sys.exit(not run(dataset, Path(folder) / "site"))


def made(folder: Path, people: int) -> Path:
    """
    A made-up release, built; the folder of the dataset.
    """
    from custodes.build import build
    from custodes.synthetic import make

    release = make(people, 1, folder / "made", layout="2026-08", lists=True)
    return build([release.folder], folder / "set").dataset.folder


if __name__ == "__main__":
    main()
