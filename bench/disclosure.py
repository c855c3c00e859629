"""
What judging a report costs: the numbers of the demonstration in 5 CPU seconds.

    .venv/bin/python bench/disclosure.py
    .venv/bin/python bench/disclosure.py --from DIR     # a built dataset instead of a made one
    .venv/bin/python bench/disclosure.py --attack       # and what it takes to attack it

Prints what is hidden too: a faster judge that hides more is no better one.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import measures
from custodes.disclosure import Judgement, attack, protect
from custodes.measures import View
from custodes.provenance import Dataset
from custodes.site._write import draft

PEOPLE = 20_000
"""Nearly four times those of ``custodes demo``."""
TARGET_CPU = 5.0


def run(folder: Path, *, attacked: bool) -> None:
    """
    Judge every number of a dataset's report, and print what it took.
    """
    said = draft(View.of(Dataset.open(folder))).publication
    began = time.process_time()
    judged = protect(said)
    cpu = time.process_time() - began
    print(f"{len(said.values):,} numbers, {len(said.sums):,} sums")
    print(hides(judged))
    kept = "kept" if cpu <= TARGET_CPU else "MISSED"
    print(f"judged in {cpu:.1f} CPU s (target {TARGET_CPU:.0f} CPU s: {kept})", flush=True)
    if attacked:
        began = time.process_time()
        found = len(attack(said, judged.hidden))
        print(f"attacked in {time.process_time() - began:.1f} CPU s, {found} worked out")


def hides(judged: Judgement) -> str:
    """
    How much is hidden, and how much of it only for others' sake.
    """
    said = judged.publication
    others = [k for k in judged.hidden if not said.is_small(k)]
    totals = sum(not at for _, at in others)
    return (
        f"{len(judged.hidden):,} hidden, {len(others):,} of them for others' sake, "
        f"{totals} of these a grand total"
    )


def main() -> None:
    """
    Print the figures.
    """
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    asked.add_argument("--from", dest="folder", type=Path, help="dataset to take instead")
    asked.add_argument("--people", type=int, default=PEOPLE, help="to make up")
    asked.add_argument("--attack", action="store_true", help="attack what is shown, too")
    args = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="custodes-disclosure-") as scratch:
        folder = args.folder or measures.make(Path(scratch), args.people)
        run(folder, attacked=args.attack)


if __name__ == "__main__":
    main()
