"""
What reading a raw workbook takes beside a bare read of it by fastexcel.

    python bench/raw.py                # 100,000 rows by 53 columns, three ways of writing them
    python bench/raw.py 957000         # a real year's size, texts shared
    python bench/raw.py FILE.xlsx ...  # workbooks of your own

CPU counts every process, the interpreter's start included; memory is the most that all
processes held together, sampled every 20 milliseconds.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _workbook import write_inline, write_shared

CPU_TARGET = 1.5
USUAL = 100_000
_BARE = """
import sys, fastexcel
book = fastexcel.read_excel(sys.argv[1])
for i in range(len(book.sheet_names)):
    table = book.load_sheet(i, header_row=None, dtypes="string").to_arrow()
"""
_OURS = """
import sys
from pathlib import Path
from custodes.releases.raw import read_raw
found = read_raw(Path(sys.argv[1]), Path(sys.argv[2]))
print(*(f"{s.rows:,} x {s.columns}" for s in found.sheets), sep="; ")
"""


def main(arguments: list[str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="custodes-raw-"))
    try:
        for path in _workbooks(arguments, folder):
            compare(path, folder)
    finally:
        shutil.rmtree(folder)


def _workbooks(arguments: list[str], folder: Path):
    if arguments and not arguments[0].isdigit():
        yield from map(Path, arguments)
        return
    rows = int(arguments[0]) if arguments else USUAL
    write_shared(folder / "shared.xlsx", rows)
    yield folder / "shared.xlsx"
    if rows <= USUAL:
        write_inline(folder / "inline.xlsx", rows)
        yield folder / "inline.xlsx"
        write_shared(folder / "four-sheets.xlsx", rows, sheets=4)
        yield folder / "four-sheets.xlsx"


def compare(path: Path, folder: Path) -> None:
    bare_cpu, bare_memory = measure(_BARE, path)
    our_cpu, our_memory = measure(_OURS, path, folder / "work")
    print(
        f"{path.name} ({path.stat().st_size / 1e6:.0f} MB): bare {bare_cpu:.2f} s CPU, "
        f"{bare_memory:.0f} MB; ours {our_cpu:.2f} s CPU, {our_memory:.0f} MB; "
        f"ratio {our_cpu / bare_cpu:.2f} (target {CPU_TARGET})"
    )


def measure(code: str, *arguments: Path) -> tuple[float, float]:
    """
    CPU seconds and most megabytes of a Python process and all that it starts.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)])
    most = 0
    while process.poll() is None:
        most = max(most, sum(_resident(pid) for pid in _family(process.pid)))
        time.sleep(0.02)
    if process.returncode:
        raise SystemExit(process.returncode)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, most / 1e6


def _family(pid: int) -> list[int]:
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    except OSError:
        pass
    return found


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGESIZE")


if __name__ == "__main__":
    main(sys.argv[1:])
