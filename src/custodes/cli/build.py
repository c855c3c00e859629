"""
custodes build
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli._show import lines, progress, quiet_option

if TYPE_CHECKING:
    from custodes.build import Built


@click.command("build")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--to",
    "target",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the dataset.",
)
@click.option(
    "--mode",
    type=click.Choice(["custodes", "ddp", "both"]),
    default="custodes",
    show_default=True,
    help="Whose rules make the histories.",
)
@click.option(
    "--extract",
    "extracts",
    multiple=True,
    metavar="RELEASE=DATE",
    help="The day a release was drawn, where you know better than its files.",
)
@click.option(
    "--wins",
    multiple=True,
    metavar="TABLE=RELEASE",
    help="The release that counts in a table wherever it reaches.",
)
@click.option(
    "--memory",
    default="2GB",
    show_default=True,
    help="What the engine may hold before it spills to disk.",
)
@click.option(
    "--max-size",
    default=None,
    metavar="SIZE",
    help="Raise the ceiling of what one file may unpack to, for example 20GB.",
)
@quiet_option
def command(
    paths: tuple[Path, ...], target: Path, mode: str, extracts: tuple[str, ...], wins: tuple[str, ...],
    memory: str, max_size: str | None, quiet: bool,
) -> None:  # fmt: skip
    """
    Read releases into a dataset.

    Files and folders may be mixed. Safe to interrupt: the folder holds the old
    dataset until the new one is whole, and a second run takes up what the
    first had read.
    """
    from custodes.build import Options, build
    from custodes.cli._pairs import day, pairs
    from custodes.cli._paths import check_target
    from custodes.cli._sizes import limits_of, memory_of

    check_target(target)
    options = Options(
        mode=mode,  # type: ignore[arg-type]
        extracts={r: day("--extract", d) for r, d in pairs("--extract", extracts)},
        wins=dict(pairs("--wins", wins)),
        memory=memory_of(memory),
        limits=limits_of(max_size),
    )
    with progress(quiet=quiet) as tell:
        built = build(list(paths), target, options, tell)
    _report(built)
    if built.failed:
        raise click.exceptions.Exit(1)


def _report(built: Built) -> None:
    manifest = built.dataset.manifest
    rows = [[t.name, t.rows] for t in manifest.tables]
    click.echo(lines(rows, ["table", "rows"]))
    for aside in manifest.set_aside:
        where = f", sheet {aside.sheet!r}" if aside.sheet else ""
        click.echo(
            f"set aside: {aside.name}{where}, {aside.rows:,} rows, a copy of {aside.copy_of}"
        )
    for covered in manifest.coverage:
        click.echo(
            f"{covered.table}: {covered.superseded_by} counts for {covered.rows:,} rows of {covered.release}"
        )
    for problem in manifest.problems:
        click.echo(problem.text, err=True)
    read = sum(1 for i in manifest.inputs if i.parts)
    click.echo(f"{built.dataset.folder}: build {manifest.build_id}, {read} files read.")
