"""
custodes export
"""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli._show import progress, quiet_option
from custodes.cli._stamp import STAMP


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
@click.option(
    "--public",
    is_flag=True,
    help="The judged tables of the report in place of rows: these may be published.",
)
@click.option(
    "--after",
    metavar="SITE",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --public: the report that was published before.",
)
@click.option(
    "--hide-under",
    "least",
    type=click.IntRange(2, 1000),
    default=11,
    show_default=True,
    help="With --public: Numbers below it are hidden.",
)
@quiet_option
def command(
    folder: Path,
    target: Path,
    form: str,
    names: tuple[str, ...],
    public: bool,
    after: Path | None,
    least: int,
    quiet: bool,
) -> None:
    """
    Write tables with their codebook and a data package.

    The rows are persons' and not for publication; with --public it is the figures
    of the report that are written, in which small cells are hidden.
    """
    from custodes.cli._paths import check_target

    check_target(target, folder)
    if public:
        _export_public(folder, target, form, names, after, least, quiet=quiet)
    elif after is not None:
        raise click.UsageError("--after goes with --public.")
    else:
        _export_rows(folder, target, form, names, quiet=quiet)


def _export_rows(
    folder: Path, target: Path, form: str, names: tuple[str, ...], *, quiet: bool
) -> None:
    from custodes.disclosure import export
    from custodes.provenance import Dataset

    dataset = Dataset.open(folder)
    with progress(quiet=quiet) as tell:
        written = export(dataset, target, form, names, tell)
    for path in written:
        click.echo(path)
    click.echo(STAMP, err=True)


def _export_public(
    folder: Path,
    target: Path,
    form: str,
    names: tuple[str, ...],
    after: Path | None,
    least: int,
    *,
    quiet: bool,
) -> None:
    from custodes.disclosure import check_folder, export_public
    from custodes.errors import CallError
    from custodes.measures import View
    from custodes.provenance import Dataset
    from custodes.site import public_tables

    dataset = Dataset.open(folder)
    check_folder(target, public=True)  # before the numbers are judged, which takes minutes
    with progress(quiet=quiet) as tell:
        tables = public_tables(View.of(dataset), after=after, least=least, progress=tell)
    known = [t.name for t in tables]
    wrong = [n for n in names if n not in known]
    if wrong:
        raise CallError(f"no public table {', '.join(wrong)}; there are {', '.join(known)}.")
    chosen = [t for t in tables if not names or t.name in names]
    for path in export_public(chosen, dataset.manifest, target, form):
        click.echo(path)
