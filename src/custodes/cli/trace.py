"""
custodes trace
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli import _answers
from custodes.cli._show import lines
from custodes.cli._stamp import STAMP
from custodes.cli.sql import WRITERS

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.measures import Findings, Measure, Walked

SHOWN = 100
"""Rows shown on a terminal unless told."""


@click.command("trace")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("name", metavar="MEASURE")
@click.option(
    "--where", multiple=True, metavar="NAME=VALUE", help="The figure's place; may be given again."
)
@click.option("--by", multiple=True, help="What to split by; may be given again, or as a,b.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help=f"Rows to give of each input; else {SHOWN} on a terminal, all in the other forms.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="The form of the answer; csv gives the rows alone.",
)
def command(
    folder: Path, name: str, where: tuple[str, ...], by: tuple[str, ...], limit: int | None, form: str
) -> None:  # fmt: skip
    """
    Show what a figure is made of, down to the rows of the files.

    Gives the definition, the SQL, the ledger, and of each row that was counted the
    release, file, sheet and row it stands in. Not for publication.
    """
    from custodes.measures import groups_asked, narrowed, walk

    measure = _answers.known(name)
    rest, only = groups_asked(measure, _answers.limits_of(where))
    split = list(dict.fromkeys([*_answers.split_of(by), *only]))
    view, findings = _answers.compute(measure, folder, split, rest)
    findings = narrowed(measure, view, findings, only)
    most = SHOWN if limit is None and form == "table" else limit
    walked = [walk(view, t, only, most) for t in findings.trails]
    sys.stdout.buffer.write(_FORMS[form](measure, findings, walked))
    click.echo(STAMP, err=True)


def _text(measure: Measure, findings: Findings, walked: list[Walked]) -> bytes:
    said = [STAMP, "", *_answers.figures(findings), "", *_answers.ledger(findings)]
    told = [w for w in walked if w.counted] or walked[:1]
    for each in told:
        said += ["", *_rows(each)]
    if findings.untraced or not walked:
        said += ["", findings.untraced or _none(measure)]
    said += ["", "definition", "", measure.definition.strip(), "", "SQL", "", findings.sql.strip()]
    for each in walked:
        bound = "".join(f"\n-- :{n} = {v!r}" for n, v in sorted(each.values.items()))
        said.append(f"\n-- the rows of {each.trail.about}{bound}\n{each.sql};")
    return ("\n".join(said) + "\n").encode()


def _rows(each: Walked) -> list[str]:
    shown = [c for c in each.rows.column_names if c != "file_sha256"]
    cells = [[_plain(r[c]) for c in shown] for r in each.rows.to_pylist()]
    said = [_counted(each), lines(cells, shown) or "no row."]
    if each.rows.num_rows < each.lines:
        said.append(f"... {each.lines - each.rows.num_rows:,} more; --limit gives as many as asked")
    return said


def _counted(each: Walked) -> str:
    said = f"{each.trail.about}: {each.counted:,} counted, {each.found:,} rows of the files"
    return f"{said}. {each.trail.note}" if each.trail.note else said


def _json(measure: Measure, findings: Findings, walked: list[Walked]) -> bytes:
    told = {
        "stamp": STAMP,
        "synthetic": any(s.synthetic for s in findings.sources),
        "measure": measure.name,
        "title": findings.title,
        "by": list(findings.by),
        "where": findings.where,
        "unit": findings.unit,
        "figures": findings.table.to_pylist(),
        "ledger": [dataclasses.asdict(p) for p in findings.ledger.parts],
        "caveats": list(findings.caveats),
        "sources": [dataclasses.asdict(s) for s in findings.sources],
        "rows": [
            {
                "about": w.trail.about,
                "counted": w.counted,
                "rows_of_files": w.found,
                "note": w.trail.note,
                "rows": w.rows.to_pylist(),
                "sql": w.sql,
                "values": dict(w.values),
            }
            for w in walked
        ],
        "untraced": findings.untraced,
        "definition": measure.definition,
        "sql": findings.sql,
    }
    return (json.dumps(told, indent=1, default=str, ensure_ascii=False) + "\n").encode()


def _none(measure: Measure) -> str:
    return f"{measure.name!r} counts no rows that could be shown one by one."


def _csv(measure: Measure, findings: Findings, walked: list[Walked]) -> bytes:
    import pyarrow as pa

    parts = [w.rows.add_column(0, "about", pa.array([w.trail.about] * w.rows.num_rows, pa.string())) for w in walked]  # fmt: skip
    if findings.untraced or not parts:
        click.echo(findings.untraced or _none(measure), err=True)
    if not parts:
        return b""
    table = pa.concat_tables(parts, promote_options="default")
    stamp = pa.array([STAMP] * table.num_rows, pa.string())
    table = table.append_column("stamp", stamp)
    # A file or a sheet may be called whatever a spreadsheet would run.
    safe = [_safe(c) if pa.types.is_string(c.type) else c for c in table.columns]
    return WRITERS["csv"](pa.table(safe, names=table.column_names))


def _safe(column: pa.ChunkedArray) -> pa.Array:
    import pyarrow as pa

    from custodes.disclosure import safe_text

    return pa.array([v and safe_text(v) for v in column.to_pylist()], pa.string())


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | None) else str(value)


_FORMS = {"table": _text, "json": _json, "csv": _csv}
