"""
custodes verify
"""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli._show import progress, quiet_option


@click.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@quiet_option
def command(folder: Path, quiet: bool) -> None:
    """
    Check a dataset against its manifest, and its log against itself.
    """
    from custodes.provenance import Dataset, verify

    dataset = Dataset.open(folder)
    with progress(quiet=quiet) as tell:
        wrong = verify(dataset, lambda done, total: tell("hashing", done, total))
    for sentence in wrong:
        click.echo(sentence)
    if wrong:
        click.echo(f"{folder}: {len(wrong)} found wrong; build the dataset again.", err=True)
        raise click.exceptions.Exit(1)
    files = sum(len(t.files) for t in dataset.manifest.tables)
    click.echo(
        f"{folder}: {files} files are as the manifest says (build {dataset.manifest.build_id})."
    )
