"""
From a dataset to a folder of pages.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from custodes.errors import CallError, MissingTableError
from custodes.measures import View, catalog
from custodes.records import PROVENANCE, tables
from custodes.site import _agreements, _completeness, _data, _flows, _population
from custodes.site._common import missing
from custodes.site._csv import csv_bytes
from custodes.site._front import front
from custodes.site._shown import MeasurePage, Table
from custodes.site._templates import render
from custodes.site._words import words

Progress = Callable[[str, int, int], None]
"""Told the stage, units done and units in all."""

BUILDERS: Mapping[str, Callable[[View], MeasurePage]] = {
    "population": _population.build,
    "flows": _flows.build,
    "agreements": _agreements.build,
    "completeness": _completeness.build,
}
MARK = ".custodes-site"
"""A file that says that the folder is ours to replace."""


@dataclass(frozen=True, slots=True)
class Report:
    """
    What was written.
    """

    index: Path
    """The page to open."""
    files: int
    bytes: int


def write(
    view: View,
    to: Path,
    *,
    synthetic: bool | None = None,
    progress: Progress | None = None,
) -> Report:
    """
    Write the whole site; the same dataset gives the same bytes.

    A site that was there is replaced when the new one is whole.

    Args:
        view: The dataset.
        to: Folder of the site; made where it is not there.
        synthetic: Whether any input is made up; null: what the manifest says.
        progress: Told of every page.

    Raises:
        CallError: the folder holds something that is no site of ours.
    """
    _check(to)
    made_up = view.manifest.synthetic or any(r.synthetic for r in view.manifest.releases)
    made_up = made_up if synthetic is None else synthetic or made_up
    tell = progress or (lambda _stage, _done, _total: None)
    pages: dict[str, MeasurePage] = {}
    for i, name in enumerate(BUILDERS):
        tell("report", i, len(BUILDERS) + 1)
        pages[name] = _page(name, view)
    work = to.parent / f".{to.name}.part"
    shutil.rmtree(work, ignore_errors=True)
    (work / "data").mkdir(parents=True)
    _pages(work, view, pages, synthetic=made_up)
    (work / MARK).write_text("Made by custodes report; replaced whole when made again.\n", "utf-8")
    if to.exists():
        shutil.rmtree(to)
    work.rename(to)
    tell("report", len(BUILDERS) + 1, len(BUILDERS) + 1)
    written = [f for f in to.rglob("*") if f.is_file()]
    return Report(to / "index.html", len(written), sum(f.stat().st_size for f in written))


def _check(to: Path) -> None:
    if to.is_symlink() or (to.exists() and not to.is_dir()):
        raise CallError(f"{to}: not a folder; name one that is new or empty.")
    if to.is_dir() and any(to.iterdir()) and not (to / MARK).is_file():
        raise CallError(
            f"{to}: holds files that no report made; name a folder that is new or empty."
        )


def _page(name: str, view: View) -> MeasurePage:
    measure = catalog()[name]
    if not any(view.has(t) for t in measure.needs):
        try:
            view.need(name, measure.needs)
        except MissingTableError as e:
            return missing(measure, str(e))
    return BUILDERS[name](view)


def _pages(work: Path, view: View, pages: Mapping[str, MeasurePage], *, synthetic: bool) -> None:
    w = words()
    base: dict[str, Any] = {
        "w": w,
        "synthetic": synthetic,
        "version": view.manifest.version,
        "build": view.manifest.build_id,
    }
    index = front(pages, view.manifest)
    _put(
        work / "index.html",
        "index",
        {**base, "here": "index", "title": w["front"]["title"], "front": index},
    )
    for name, page in pages.items():
        _put(
            work / f"{name}.html",
            "measure",
            {**base, "here": name, "title": page.title, "page": page},
        )
        for table in page.downloads:
            _download(work, table, synthetic=synthetic)
    _reference(work, view, base, synthetic=synthetic)
    (work / "style.css").write_text(render("style.css", {}), "utf-8")


def _reference(work: Path, view: View, base: dict[str, Any], *, synthetic: bool) -> None:
    """
    The pages that say where the data came from, how they were counted, what a column is.
    """
    w = words()
    found = _data.sections(view.manifest)
    for section in found:
        for table in section.tables:
            if table.download:
                _download(work, table, synthetic=synthetic)
    more: dict[str, dict[str, Any]] = {
        "data": {"sections": found},
        "method": {"measures": list(catalog().values())},
        "codebook": {"tables": list(tables().values()), "provenance": PROVENANCE},
    }
    for name, context in more.items():
        page = {**base, "here": name, "title": w[name]["title"], **context}
        _put(work / f"{name}.html", name, page)


def _put(path: Path, template: str, context: dict[str, Any]) -> None:
    path.write_text(render(f"{template}.html", context), "utf-8")


def _download(work: Path, table: Table, *, synthetic: bool) -> None:
    (work / "data" / str(table.download)).write_bytes(csv_bytes(table, synthetic=synthetic))
