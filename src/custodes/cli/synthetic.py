"""
custodes synthetic
"""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli._show import lines, progress, quiet_option


@click.command("synthetic")
@click.option("--people", required=True, type=click.IntRange(1), help="How many people to make up.")
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(0),
    help="The same seed gives the same bytes.",
)
@click.option(
    "--layout", default="2026-03", show_default=True, help="Release whose layout the files have."
)
@click.option(
    "--to",
    "target",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write into.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "xlsx"]),
    default="parquet",
    show_default=True,
    help="Parquet, or raw workbooks as the agency sends them.",
)
@click.option(
    "--rare",
    default=1.0,
    show_default=True,
    type=click.FloatRange(1.0, 1000.0),
    help="How many times more frequent rare outcomes are made.",
)
@click.option(
    "--lists/--no-lists",
    default=True,
    show_default=True,
    help="Made-up facilities, 287(g) agreements, stops and residents beside the release.",
)
@quiet_option
def command(
    people: int,
    seed: int,
    layout: str,
    target: Path,
    form: str,
    rare: float,
    lists: bool,
    quiet: bool,
) -> None:
    """
    Make made-up releases, with the truth that is planted in them beside.

    Nobody in them is real, and every file says so.
    """
    from custodes.cli._paths import check_target
    from custodes.errors import CallError
    from custodes.synthetic import layouts, make

    if layout not in layouts():
        raise CallError(f"no layout {layout!r} to make up; there are {', '.join(layouts())}.")
    check_target(target)
    with progress(quiet=quiet) as tell:
        made = make(
            people,
            seed,
            target.absolute(),  # since Arrow takes "a:b/c" for an address of the web
            layout=layout,
            raw_workbooks=form == "xlsx",
            rare=rare,
            lists=lists,
            progress=lambda done, total: tell("making", done, total),
        )
    click.echo(lines([[t, n] for t, n in made.rows.items()], ["table", "rows"]))
    click.echo(
        f"{target}: {people:,} made-up people, seed {seed}; the truth is in {target / made.truth.name}."
    )
