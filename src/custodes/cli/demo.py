"""
custodes demo
"""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from custodes.cli._show import progress, quiet_option

PEOPLE = 5_400
"""Gives some 10,000 stints."""
SEED = 2014
RARE = 20.0
"""Rare outcomes are made this many times more frequent, so that the pages have something to show."""


@click.command("demo")
@click.option(
    "--to",
    "target",
    default="custodes-demo",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the release, the dataset and the site.",
)
@click.option(
    "--people",
    default=PEOPLE,
    show_default=True,
    type=click.IntRange(50),
    help="How many people to make up.",
)
@quiet_option
def command(target: Path, people: int, quiet: bool) -> None:
    """
    Make a synthetic release, build it and write its report.

    Needs no network and no data. Nobody in it is real, and rare outcomes are
    made more frequent; every page says both.
    """
    from custodes.build import build
    from custodes.errors import CallError, DatasetDamagedError
    from custodes.measures import View
    from custodes.site import write
    from custodes.synthetic import make

    if target.exists() and any(target.iterdir()) and not _is_demo(target):
        raise CallError(f"{target} holds something that is no demo; name another folder with --to.")
    shutil.rmtree(target / "release", ignore_errors=True)
    with progress(quiet=quiet) as tell:
        # Absolute, since Arrow takes "a:b/c" for an address of the web.
        # One workbook as the agency sends them, since that is what there is to read.
        made = make(
            people, SEED, target.absolute(), raw_workbooks=["detentions"], rare=RARE, one_workbook=True,
            lists=True, progress=lambda done, total: tell("making", done, total),
        )  # fmt: skip
        built = build([made.folder], target / "dataset", tell=tell)
        report = write(View.of(built.dataset), target / "site", progress=tell)
    if built.failed:
        raise DatasetDamagedError(f"the demo could not read what it made: {built.failed[0].text}")
    click.echo(
        f"{made.rows['detentions']:,} made-up stints of {people:,} people, with lists and stops "
        f"made up beside them: {target / 'release'}"
    )
    click.echo(f"dataset: {built.dataset.folder}")
    click.echo(f"open {report.index}")


def _is_demo(folder: Path) -> bool:
    """
    Whether all that lies in its release is made up, so that it may be made again.
    """
    release = folder / "release"
    return release.is_dir() and all(p.name.startswith("SYNTHETIC_") for p in release.iterdir())
