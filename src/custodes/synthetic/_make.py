"""
Making a release.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from custodes.errors import CallError
from custodes.synthetic._block import BLOCK, block
from custodes.synthetic._layouts import TABLES, Layout
from custodes.synthetic._layouts import layout as published
from custodes.synthetic._lists import NONE, write_beside
from custodes.synthetic._parquet import ParquetSink
from custodes.synthetic._sinks import Sink
from custodes.synthetic._stays import BEGIN, FINISH
from custodes.synthetic._truth import Truth
from custodes.synthetic._window import Window
from custodes.synthetic._work import Work
from custodes.synthetic._workbook import WorkbookSink

MOST_ROWS = 1_048_576 - 7
"""Records that fit under the header of a sheet."""


@dataclass(frozen=True, slots=True)
class SyntheticRelease:
    """
    What `make` made.
    """

    folder: Path
    """Folder to build from."""
    paths: tuple[Path, ...]
    """Its files."""
    truth: Path
    """Folder of the planted truth: ``truth_*.parquet``, and a ``README.md`` with their columns."""
    release: str
    """Id under which the release is to be read."""
    rows: dict[str, int]
    """Rows of each table."""
    people: int
    """People of the world; the window shows most of them."""
    stays: int
    """Stays of which the release lists a stint."""


def make(
    people: int,
    seed: int,
    to: Path,
    *,
    layout: str = "2026-03",
    raw_workbooks: bool | Collection[str] = False,
    rare: float = 1.0,
    start: dt.date | None = None,
    end: dt.date | None = None,
    rows_per_sheet: int = 1_000_000,
    one_workbook: bool = False,
    lists: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> SyntheticRelease:
    """
    Make a release that no agency made, in the layout of one that it did.

    The same arguments give the same bytes, with the same versions of pyarrow and XlsxWriter.
    People, stays and faults depend on ``people``, ``seed`` and ``rare`` alone, so releases in
    other layouts and windows show the same world; pseudonyms differ, as the agency's do.

    Args:
        people: People of the made-up world, from April 2022 to August 2026; a window shows
            those who had something happen to them in it. 1,000 give some 1,800 stints.
        seed: Any whole number from 0.
        to: Folder; the files go to ``release`` in it, the planted truth to ``truth``.
        layout: ``2026-03``, ``2025-07`` or ``2026-08``.
        raw_workbooks: Write the agency's kind of workbooks and not Parquet: for all tables or
            for those named.
        rare: How many times as frequent the outcomes marked rare in ``custody.toml`` are to
            be; the files say so.
        start: First day of the window, where it is not the layout's.
        end: Day of the extract, where it is not the layout's.
        rows_per_sheet: Records after which a workbook goes on in a further sheet.
        one_workbook: All years in one workbook, a sheet each, and not one workbook a year.
        lists: Write beside the release a list of its facilities, 287(g) lists, stops by police
            and residents to hold them against, all made up, with their truth. They depend on
            the seed, the people and the window.
        progress: Called now and then with the people done and the people there are.

    Raises:
        CallError: An argument out of range.
    """
    raw = set(TABLES) if raw_workbooks is True else set(raw_workbooks or ())
    _check(people=people, seed=seed, rare=rare, rows_per_sheet=rows_per_sheet, raw=raw)
    wanted = _windowed(published(layout), start, end)
    facts = _facts(wanted, people, seed, rare)
    folder, truth_folder = _empty(to / "release"), _empty(to / "truth")
    sinks: dict[str, Sink] = {
        t: WorkbookSink(folder, wanted, t, facts, rows_per_sheet, one_workbook)
        if t in raw
        else ParquetSink(folder, wanted, t, facts)
        for t in TABLES
    }
    truth = Truth(truth_folder, wanted.window, facts)
    work = Work(wanted, sinks, truth, seed)
    beside = write_beside(folder, truth, wanted.window, people, seed, facts) if lists else NONE
    for number, first in enumerate(range(0, people, BLOCK)):
        size = min(BLOCK, people - first)
        for part in work.add(block(seed, number, size, rare)):
            if progress:
                progress(first + int(size * part), people)
    work.close()
    return SyntheticRelease(
        folder=folder,
        paths=(*(p for s in sinks.values() for p in s.paths), *beside.paths),
        truth=truth_folder,
        release=f"synthetic-{wanted.id}",
        rows={**work.rows, **beside.rows},
        people=people,
        stays=work.stays,
    )


def _check(
    *, people: int, seed: int, rare: float, rows_per_sheet: int, raw: Collection[str]
) -> None:
    if people < 1:
        raise CallError("A synthetic release needs at least one person.")
    if seed < 0:
        raise CallError("A seed is a whole number from 0.")
    if rare <= 0:
        raise CallError("The factor for rare outcomes must be greater than 0.")
    if not 1 <= rows_per_sheet <= MOST_ROWS:
        raise CallError(f"A sheet holds between 1 and {MOST_ROWS} records.")
    if unknown := set(raw) - set(TABLES):
        known = ", ".join(TABLES)
        raise CallError(f"There is no table {min(unknown)!r} to write as workbooks; name {known}.")


def _windowed(wanted: Layout, start: dt.date | None, end: dt.date | None) -> Layout:
    """
    The layout with the window of the caller's choice.
    """
    first = wanted.window.start if start is None else np.datetime64(start, "D")
    last = wanted.window.end if end is None else np.datetime64(end, "D")
    if not BEGIN < first <= last <= FINISH:
        raise CallError(f"The window must lie between {BEGIN + 1} and {FINISH}.")
    return replace(wanted, window=Window(first, last))


def _empty(folder: Path) -> Path:
    """
    The folder without what was made in it before: two releases in one would be read as one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*folder.glob("SYNTHETIC_*"), *folder.glob("truth_*.parquet")):
        path.unlink()
    return folder


def _facts(wanted: Layout, people: int, seed: int, rare: float) -> dict[str, str]:
    return {
        "custodes.synthetic": "yes",
        "custodes.layout": wanted.id,
        "custodes.people": str(people),
        "custodes.seed": str(seed),
        "custodes.rare outcomes times": f"{rare:g}",
    }
