"""
Every benchmark in order of cost, each beside what it may take.

    make bench
    python bench/run.py            # the figures of a million stints
    python bench/run.py full       # and of ten million, and of a workbook of a real year's size
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

USUAL = (
    ("the commands", "commands.py"),
    ("reading raw workbooks: at most 1.5 times the CPU of a bare read, 600 MB", "raw.py"),
    ("recognising and converting; inspect of a 60 MB csv: 3 s", "releases.py"),
    ("histories, ddp: at most twice the CPU of a rewrite, 2 GB", "ddp.py"),
    ("histories, custodes", "people.py"),
    ("synthetic, five million stints: under two minutes", "synthetic.py"),
    ("every measure on 2.6 million stints: 60 CPU s, 4 GB", "measures.py"),
    ("judging the demonstration's report: 5 CPU s", "disclosure.py"),
    ("the law over a million orders: at most three times a copy of the columns", "law.py 1000000"),
)
FULL = (
    ("reading a workbook of a real year's size: 45 CPU s, 4 GB", "raw.py 957000"),
    ("histories, ddp, ten million: at most 12 times one million, 8 GB", "ddp.py --millions 10"),
)


def main() -> None:
    """
    Run them one after the other; each prints its own table.
    """
    chosen = (*USUAL, *FULL) if "full" in sys.argv[1:] else USUAL
    for title, call in chosen:
        print(f"\n{title}\n  python bench/{call}", flush=True)
        name, *arguments = call.split()
        subprocess.run([sys.executable, str(HERE / name), *arguments], check=True)


if __name__ == "__main__":
    main()
