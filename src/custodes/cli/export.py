"""
custodes export
"""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli._show import progress, quiet_option
from custodes.cli.sql import STAMP


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    required=True,
    metavar="OUT",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write into.",
)
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(["csv", "xlsx", "parquet", "dta", "sav"]),
    help="The form of the files.",
)
@click.option("--table", "names", multiple=True, help="Only this table; may be given again.")
@quiet_option
def command(folder: Path, target: Path, form: str, names: tuple[str, ...], quiet: bool) -> None:
    """
    Write tables with their codebook and a data package.

    The rows are persons' and not for publication.
    """
    from custodes.disclosure import export
    from custodes.provenance import Dataset

    dataset = Dataset.open(folder)
    with progress(quiet=quiet) as tell:
        written = export(dataset, target, form, names, tell)
    for path in written:
        click.echo(path)
    click.echo(STAMP, err=True)
