"""
custodes inspect
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli._show import lines, progress, quiet_option

if TYPE_CHECKING:
    from custodes.releases import FieldCount, FileReport, TableReport

MOST = 6
"""Fields of a kind that are named; the JSON has all."""


@click.command("inspect")
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="For programs; every field and code.")
@click.option(
    "--max-size",
    default=None,
    metavar="SIZE",
    help="Raise the ceiling of what one file may unpack to, for example 20GB.",
)
@quiet_option
def command(paths: tuple[Path, ...], as_json: bool, max_size: str | None, quiet: bool) -> None:
    """
    Say what files are: release, tables, rows, dates, what is withheld, what looks wrong.

    Writes nothing. Values that occur fewer than eleven times are not shown.
    """
    import json

    from custodes.cli._sizes import limits_of
    from custodes.releases import inspect

    limits = limits_of(max_size)
    with progress(quiet=quiet) as tell:
        reports = inspect(
            paths, limits=limits, progress=lambda done, total: tell("inspecting", done, total)
        )
    if as_json:
        files = [r.as_json() for r in reports]
        click.echo(json.dumps({"files": files}, indent=1, ensure_ascii=False))
    else:
        click.echo("\n\n".join(_file(r) for r in reports) or "no files")
    if any(not r.readable for r in reports):
        raise click.exceptions.Exit(1)


def _file(report: FileReport) -> str:
    said = [
        report.path.name,
        f"  {report.kind or 'not read'}, sha256 {report.sha256 or 'not known'}",
    ]
    if report.known_as:
        said.append(f"  published as {report.known_as}")
    for table in report.tables:
        said += ["", *_table(table)]
    said += [f"  problem: {p}" for p in report.problems]
    said += [f"  note: {n}" for n in report.notes]
    return "\n".join(said)


def _table(table: TableReport) -> list[str]:
    where = [f"sheet {table.sheet!r}"] if table.sheet else []
    if table.header_row:
        where.append(f"headers in row {table.header_row}")
    said = [
        f"  {table.table} of release {table.release}" + (f" ({', '.join(where)})" if where else ""),
        f"    {table.rows:,} rows"
        + (f", {table.first} to {table.last}" if table.first else "")
        + (f", drawn {table.extracted}" if table.extracted else ""),
    ]
    if table.duplicates:
        said.append(
            f"    {table.duplicates:,} rows equal an earlier row in every column that was taken"
        )
    for word in ("redacted", "blank", "unreadable"):
        named = _shares(table, word)
        if named:
            said.append(f"    {word}: {named}")
    dropped = [f.header for f in table.fields if f.column is None]
    if dropped:
        said.append(f"    not taken: {', '.join(dropped)}")
    if table.unmapped:
        rows = [[u.column, u.value, u.rows] for u in table.unmapped]
        said += ["    outside the code lists:"]
        said += [f"      {line}" for line in lines(rows, ["column", "value", "rows"]).splitlines()]
    return said + [f"    note: {n}" for n in table.notes]


def _shares(table: TableReport, word: str) -> str:
    def count(field: FieldCount) -> int:
        return int(getattr(field, word))

    taken = [f for f in table.fields if f.column and count(f)]
    ranked = sorted(taken, key=lambda f: (-count(f), f.position))
    named = [f"{f.header} {count(f) / max(table.rows, 1):.1%}" for f in ranked[:MOST]]
    more = [f"and {len(ranked) - MOST} more"] if len(ranked) > MOST else []
    return ", ".join([*named, *more])
