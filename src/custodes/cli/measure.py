"""
custodes measure
"""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli import _answers
from custodes.cli._show import lines
from custodes.cli._stamp import deliver
from custodes.cli.sql import WRITERS


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
    from custodes.cli._paths import check_target
    from custodes.measures import catalog

    # One word alone is a measure or a dataset; a dataset is asked what there is to compute.
    if name is None or (folder is None and name not in catalog() and Path(name).is_dir()):
        click.echo(_listed())
        return
    measure = _answers.known(name)
    if folder is None:
        click.echo(measure.definition)
        return
    if target is not None:
        check_target(target, folder)
    limits = _answers.limits_of(where)
    _, findings = _answers.compute(measure, folder, _answers.split_of(by) or None, limits)
    text = "\n".join([*_answers.figures(findings), "", *_answers.ledger(findings)])
    data = (text + "\n").encode() if form == "table" else WRITERS[form](findings.table)
    deliver(data, form, target)
    if form != "table":
        _explain(findings.empty, _answers.ledger(findings))


def _explain(empty: bool, said: list[str]) -> None:
    """
    Say beside an empty file why it is empty.
    """
    if empty:
        click.echo("\n".join(["nothing was counted.", *said]), err=True)


def _listed() -> str:
    from custodes.measures import catalog

    rows = [[m.name, m.question, ", ".join(m.choices)] for m in catalog().values()]
    return lines(rows, ["measure", "question", "--by"])
