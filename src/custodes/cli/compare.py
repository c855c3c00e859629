"""
custodes compare
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli._show import Progress, lines, progress, quiet_option

if TYPE_CHECKING:
    from custodes.build import TableChange
    from custodes.provenance import Dataset


@click.command("compare")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@quiet_option
def command(old: Path, new: Path, as_json: bool, quiet: bool) -> None:
    """
    Say what changed between two releases or two datasets.

    OLD and NEW are each a dataset, a file or a folder of files.
    """
    import json
    import tempfile
    from dataclasses import asdict

    from custodes.build import compare

    with tempfile.TemporaryDirectory() as scratch, progress(quiet=quiet) as tell:
        sides = [_side(p, Path(scratch) / n, tell) for p, n in ((old, "old"), (new, "new"))]
        changes = compare(*(dataset for dataset, _ in sides))
    if as_json:
        click.echo(json.dumps([asdict(c) for c in changes], indent=1))
    else:
        click.echo(
            "\n\n".join(_text(c) for c in changes) or "neither has a table that can be compared."
        )
    if any(failed for _, failed in sides):
        raise click.exceptions.Exit(1)


def _side(path: Path, scratch: Path, tell: Progress) -> tuple[Dataset, bool]:
    """
    A dataset, and whether a file that should be in it could not be read.
    """
    from custodes.build import Options, build
    from custodes.errors import NothingReadError
    from custodes.provenance import Dataset

    if (path / "manifest.json").is_file():
        return Dataset.open(path), False
    try:
        built = build([path], scratch, Options(mode="records"), tell)
    except NothingReadError as e:
        # The user named this folder, and not the one that holds the comparison.
        raise NothingReadError(str(e).replace(str(scratch), str(path))) from e
    for problem in built.failed:
        click.echo(problem.text, err=True)
    return built.dataset, bool(built.failed)


def _text(change: TableChange) -> str:
    old, new = change.old, change.new
    heads = [change.table, "old", "new", "change"]
    rows: list[list[object]] = [
        ["rows", old.rows, new.rows, f"{new.rows - old.rows:+,}"],
        ["first", old.first, new.first, ""],
        ["last", old.last, new.last, ""],
    ]
    for year in change.years:
        name = "no date" if year.fiscal_year is None else f"fiscal year {year.fiscal_year}"
        rows.append([name, year.old, year.new, f"{year.new - year.old:+,}"])
    for moved in change.moved:
        points = (moved.new - moved.old) * 100
        share = [f"{moved.old:.1%}", f"{moved.new:.1%}", f"{points:+.1f} points"]
        rows.append([f"{moved.column} {moved.state}", *share])
    said = [lines([[str(v) if isinstance(v, str) else v for v in r] for r in rows], heads)]
    if change.appeared:
        said.append("now published: " + ", ".join(change.appeared))
    if change.vanished:
        said.append("no longer published: " + ", ".join(change.vanished))
    return "\n".join(said)
