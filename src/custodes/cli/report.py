"""
custodes report
"""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli._show import progress, quiet_option


@click.command("report")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    required=True,
    metavar="SITE",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the site.",
)
@click.option(
    "--after",
    metavar="SITE",
    type=click.Path(path_type=Path, file_okay=False),
    help="The report that was published before this one: what both together would give away "
    "is hidden.",
)
@click.option(
    "--hide-under",
    "least",
    type=click.IntRange(2, 1000),
    default=11,
    show_default=True,
    help="Numbers below it are hidden.",
)
@quiet_option
def command(folder: Path, target: Path, after: Path | None, least: int, quiet: bool) -> None:
    """
    Write the static site of a dataset: it opens from disk, with no network.

    Small cells are hidden in it, with what would give them away, and daily
    series are national only.
    """
    from custodes.cli._paths import check_target
    from custodes.measures import View
    from custodes.provenance import Dataset
    from custodes.site import write

    check_target(target, folder)
    view = View.of(Dataset.open(folder))
    with progress(quiet=quiet) as tell:
        report = write(view, target, after=after, least=least, progress=tell)
    click.echo(f"open {report.index}")
