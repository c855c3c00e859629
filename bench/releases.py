"""
What recognising and converting takes, after the cells are read.

    python bench/releases.py           # 250,000 stints by 53 columns; inspect of a 60 MB csv
    python bench/releases.py 957000    # a real year's size

Seconds of CPU of this process and, for inspect, of its children and in all.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from custodes.records import Column, ColumnType, table
from custodes.releases import inspect, layouts
from custodes.releases._read import _read
from custodes.releases.raw import RawFile, RawSheet

USUAL = 250_000
CSV_BYTES = 60_000_000
INSPECT_TARGET = 3.0
ROWS_A_BATCH = 65_536


def main(arguments: list[str]) -> None:
    rows = int(arguments[0]) if arguments else USUAL
    folder = Path(tempfile.mkdtemp(prefix="custodes-releases-"))
    try:
        convert(rows, folder)
        look(folder)
    finally:
        shutil.rmtree(folder)


def convert(rows: int, folder: Path) -> None:
    sheet = stints(rows, folder / "stints.arrow")
    raw = RawFile(Path("made.xlsx"), "0" * 64, "xlsx", (sheet,), ())
    before = cpu()
    read = _read(raw, folder)
    spent = cpu() - before
    print(
        f"{read.tables[0].rows:,} rows by {sheet.columns} columns: {spent:.2f} s CPU, "
        f"{spent / rows * 1e6:.1f} s a million"
    )


def look(folder: Path) -> None:
    path = folder / "encounters.csv"
    size = encounters(path)
    start, before = time.perf_counter(), cpu()
    (report,) = inspect([path])
    spent, took = cpu() - before, time.perf_counter() - start
    print(
        f"inspect of {size / 1e6:.0f} MB, {report.tables[0].rows:,} rows: {spent:.2f} s CPU, "
        f"{took:.2f} s in all (to reach: {INSPECT_TARGET:.0f})"
    )


def cpu() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(k) for k in kinds]
    return sum(u.ru_utime + u.ru_stime for u in used)


def stints(rows: int, path: Path) -> RawSheet:
    random = np.random.default_rng(0)
    layout = next(t for t in layouts()["2026-03"].tables if t.table == "stints")
    columns = {c.name: c for c in table("stints").columns}
    made = [
        (header, values(columns[to[0]], place, rows, random))
        for place, (header, to) in enumerate(layout.columns.items())
    ]
    made += [(header, ["b(6), b(7)c"] * rows) for header in layout.not_taken]
    above = ["made up", *[None] * 5]
    cells = [pa.array([*above, h, *v], pa.string()) for h, v in made]
    sheet = pa.table(cells, names=[f"c{n + 1}" for n in range(len(cells))])
    with pa.ipc.new_file(str(path), sheet.schema) as out:
        out.write_table(sheet, max_chunksize=ROWS_A_BATCH)
    return RawSheet("FY2025", path, 1, sheet.num_rows, sheet.num_columns)


def values(column: Column, place: int, rows: int, random: np.random.Generator) -> list[str | None]:
    if column.name == "unique_identifier":
        return [f"{n:040x}" for n in random.integers(0, max(1, rows // 3), rows)]
    if column.type in (ColumnType.TIMESTAMP, ColumnType.DATE):
        minutes = random.integers(0, 1_800_000, rows)
        if column.type is ColumnType.DATE:
            minutes -= minutes % 1_440
        times = np.datetime64("2022-10-01T00:00:00") + minutes.astype("timedelta64[m]")
        return [t.replace("T", " ") for t in times.astype(str).tolist()]
    if column.type is not ColumnType.TEXT:
        return random.integers(1_940, 2_006, rows).astype(str).tolist()
    kinds = (2, 5, 200, 800, 30)[place % 5]
    texts = [f"Text {n} of {column.name}" for n in range(kinds)] + [None]
    return [texts[n] for n in random.integers(0, kinds + 1, rows)]


def encounters(path: Path) -> int:
    layout = next(t for t in layouts()["2019-icfo-53623"].tables if t.table == "encounters")
    names = [*layout.columns, *layout.not_taken]
    random = np.random.default_rng(1)
    size = 0
    with path.open("w", encoding="utf-8") as out:
        size += out.write("made up|" + "|" * (len(names) - 2) + "\n" + "|".join(names) + "\n")
        while size < CSV_BYTES:
            day, place, area = random.integers(1, 28), random.integers(900), random.integers(25)
            size += out.write(
                f"Area {area} Area of Responsibility|10/{day}/2015|COUNTY JAIL NUMBER {place}||"
                f"Notice to Appear Released (I-862)|COUNTRY {area}|Male|(B)(6);(B)(7)(C) \n"
            )
    return size


if __name__ == "__main__":
    main(sys.argv[1:])
