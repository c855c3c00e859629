"""
custodes measure
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli._show import lines
from custodes.cli.sql import STAMP, WRITERS

if TYPE_CHECKING:
    from custodes.measures import Findings

SHOWN = 60
"""Rows shown on a terminal; the other forms give all."""


@click.command("measure")
@click.argument("name", required=False)
@click.argument("folder", metavar="DIR", required=False, type=click.Path(path_type=Path))
@click.option("--by", multiple=True, help="What to split by; may be given again, or as a,b.")
@click.option(
    "--where", multiple=True, metavar="NAME=VALUE", help="What to limit to; may be given again."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
    help="The form of the answer.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; else the terminal.",
)
def command(
    name: str | None, folder: Path | None, by: tuple[str, ...], where: tuple[str, ...], form: str, target: Path | None
) -> None:  # fmt: skip
    """
    List the measures, or compute one over a dataset.

    Small cells are not hidden: the answer is for the owner of the data and not
    for publication.
    """
    from custodes.errors import CallError
    from custodes.measures import catalog

    # One word alone is a measure or a dataset; a dataset is asked what there is to compute.
    if name is None or (folder is None and name not in catalog() and Path(name).is_dir()):
        click.echo(_listed())
        return
    if name not in catalog():
        raise CallError(f"no measure {name!r}; there are {', '.join(catalog())}.")
    if folder is None:
        click.echo(catalog()[name].definition)
        return
    findings = _compute(name, folder, by, where)
    told = form == "table"
    data = (_text(findings) + "\n").encode() if told else WRITERS[form](findings.table)
    if target is None:
        sys.stdout.buffer.write(data)
    else:
        target.write_bytes(data)
    if sys.stderr.isatty():
        click.echo(STAMP, err=True)


def _listed() -> str:
    from custodes.measures import catalog

    rows = [[m.name, m.question, ", ".join(m.choices)] for m in catalog().values()]
    return lines(rows, ["measure", "question", "--by"])


def _compute(name: str, folder: Path, by: tuple[str, ...], where: tuple[str, ...]) -> Findings:
    from custodes.cli._pairs import pairs
    from custodes.measures import View, catalog
    from custodes.provenance import Dataset

    split = [part for given in by for part in given.split(",") if part] or None
    view = View.of(Dataset.open(folder))
    return catalog()[name].compute(view, split, dict(pairs("--where", where)))


def _text(findings: Findings) -> str:
    table = findings.table
    rows = [list(r.values()) for r in table.slice(0, SHOWN).to_pylist()]
    made_up = ["SYNTHETIC: no real person"] if any(s.synthetic for s in findings.sources) else []
    said = [*made_up, findings.title, "", lines(rows, table.column_names) or "nothing was counted."]
    if table.num_rows > SHOWN:
        said.append(f"... {table.num_rows - SHOWN:,} more rows; --format csv gives all")
    said.append("")
    for part in findings.ledger.parts:
        said.append(f"{part.about}: {part.all_rows:,} {part.unit}, {part.counted:,} counted")
        said += [f"  {loss.rows:,} left out: {loss.why}" for loss in part.losses]
    said += [f"note: {c}" for c in findings.caveats]
    return "\n".join(said)
