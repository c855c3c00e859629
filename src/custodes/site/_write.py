"""
From a dataset to a folder of pages: said, judged, drawn.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from custodes.disclosure import LIMIT, NUMBERS, Publication, numbers_csv, protect
from custodes.errors import CallError, MissingTableError
from custodes.measures import Measure, View, catalog
from custodes.measures._partner_names import partners_by_name
from custodes.site import _agreements, _article, _completeness, _flows, _generic, _population
from custodes.site._beside import MARK, guard, mark
from custodes.site._common import missing
from custodes.site._draft import Draft, Draw
from custodes.site._nested import say_nested
from custodes.site._pages import write_pages
from custodes.site._partners_named import Lists
from custodes.site._rows import say_rows
from custodes.site._shown import Judged
from custodes.site._spec import spec
from custodes.site._twins import say_twins
from custodes.site._wholes import say_wholes
from custodes.site._words import hiding_under

Progress = Callable[[str, int, int], None]
"""Told the stage, units done and units in all."""

BUILDERS: Mapping[str, Callable[[Draft], Draw]] = {
    "population": _population.build,
    "flows": _flows.build,
    "agreements": _agreements.build,
    "completeness": _completeness.build,
    "article_2014": _article.build,
}
"""Measures that have a page of their own making."""


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
    after: Path | None = None,
    least: int = LIMIT,
    progress: Progress | None = None,
) -> Report:
    """
    Write the whole site; the same dataset gives the same bytes.

    A site that was there is replaced when the new one is whole.

    Args:
        view: The dataset.
        to: Folder of the site; made where it is not there.
        synthetic: Whether any input is made up; null: what the manifest says.
        after: The site that was published before: what its numbers and these give
            away together is hidden too. It may be the one that is replaced.
        least: Numbers below it are hidden.
        progress: Told of every page.

    Raises:
        CallError: *after* holds no site with its numbers; the folder holds something that is no site of ours.
    """
    asked, to = to, to.absolute()  # "." has no name to build beside
    _check(to)
    made_up = view.manifest.synthetic or any(r.synthetic for r in view.manifest.releases)
    made_up = made_up if synthetic is None else synthetic or made_up
    tell = progress or (lambda _stage, _done, _total: None)
    drafted = draft(view, tell, least)
    if after is not None:
        drafted.beside = guard(drafted.publication, after)
    judgement = protect(drafted.publication)
    judged = Judged(judgement)
    work = to.parent / f".{to.name}.part"
    shutil.rmtree(work, ignore_errors=True)
    (work / "data").mkdir(parents=True)
    with hiding_under(least):
        write_pages(work, drafted, judged, synthetic=made_up)
    (work / "data" / NUMBERS).write_bytes(numbers_csv(judgement))
    (work / MARK).write_text(mark(view.manifest.build_id), "utf-8")
    if to.exists():
        _keep_of_the_users(to, work)
        shutil.rmtree(to)
    work.rename(to)
    tell("report", len(catalog()) + 1, len(catalog()) + 1)
    written = [f for f in to.rglob("*") if f.is_file()]
    return Report(asked / "index.html", len(written), sum(f.stat().st_size for f in written))


def draft(view: View, tell: Progress | None = None, least: int = LIMIT) -> Draft:
    """
    Every page with its numbers said, and none of them judged.
    """
    made = Draft(view, Publication(least))
    for i, (name, measure) in enumerate(catalog().items()):
        if tell:
            tell("report", i, len(catalog()) + 1)
        made.pages[name] = _said(made, measure)
    with suppress(MissingTableError):
        made.partners = Lists(partners_by_name(view))
    say_twins(made.publication)
    say_nested(made.publication)
    say_wholes(made.publication)
    say_rows(made.publication, view.manifest)
    return made


def _said(made: Draft, measure: Measure) -> Draw:
    """
    One page with its numbers said; one that says what it needs, where that is not there.
    """
    try:
        made.view.need(measure.name, measure.needs)
        if measure.name not in BUILDERS:
            return _generic.build(made, measure)
        drawn = BUILDERS[measure.name](made)
        for asked in spec(measure, usual=False).splits:
            _generic.splitted(made, measure, asked)
    except MissingTableError as e:
        why = str(e)
        return lambda _judged: missing(measure, why)
    else:
        return drawn


def _keep_of_the_users(old: Path, new: Path) -> None:
    """
    Copy what a user put into an earlier site: a repository, the name of a web address.
    """
    for path in old.iterdir():
        ours = path.name == MARK or path.suffix in {".html", ".css"}
        if ours or (new / path.name).exists():
            continue
        if path.is_dir() and path.name.startswith("."):
            shutil.copytree(path, new / path.name, symlinks=True)
        elif path.is_file():
            shutil.copy2(path, new / path.name)


def _check(to: Path) -> None:
    if to.is_symlink() or (to.exists() and not to.is_dir()):
        raise CallError(f"{to}: not a folder; name one that is new or empty.")
    if to.is_dir() and any(to.iterdir()) and not (to / MARK).is_file():
        raise CallError(
            f"{to}: holds files that no report made; name a folder that is new or empty."
        )
