"""
custodes tables
"""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli._show import lines


@click.command("tables")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option(
    "--columns", "of", metavar="TABLE", help="The columns of one table and what they mean."
)
def command(folder: Path, as_json: bool, of: str | None) -> None:
    """
    List what is in a dataset.
    """
    from custodes.provenance import Dataset

    dataset = Dataset.open(folder)
    heads, rows = _columns(dataset.paths(of)[0], of) if of else _tables(dataset.manifest)
    if as_json:
        import json

        click.echo(json.dumps([dict(zip(heads, r, strict=True)) for r in rows], indent=1))
    else:
        click.echo(lines(rows, heads))


def _tables(manifest: object) -> tuple[list[str], list[list[object]]]:
    from custodes.provenance import Manifest
    from custodes.records import tables

    assert isinstance(manifest, Manifest)  # noqa: S101
    known = tables()
    return ["table", "rows", "one row is"], [
        [t.name, t.rows, known[t.name].row if t.name in known else ""] for t in manifest.tables
    ]


def _columns(path: Path, name: str) -> tuple[list[str], list[list[object]]]:
    import pyarrow.parquet as pq

    from custodes.records import tables

    ours = tables().get(name)
    known = {c.name: c for c in (*ours.stored(), *ours.added)} if ours else {}
    schema = pq.read_schema(path)
    return ["column", "type", "means"], [
        [f.name, str(f.type), known[f.name].text if f.name in known else ""] for f in schema
    ]
