"""
custodes clock
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from custodes.law import Answers


@click.command("clock")
@click.argument("cases", metavar="CASE...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--as-of",
    "as_of",
    metavar="DATE",
    help="Day on which to read the case; else the file's own, else today.",
)
@click.option(
    "--set",
    "asked",
    multiple=True,
    metavar="PARAM=VALUE",
    help="Read a divided question so; see custodes rules.",
)
@click.option("--brief", is_flag=True, help="One line a case: what is late, what is due next.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--ics", is_flag=True, help="For calendars; a second import updates the first.")
@click.option(
    "--language",
    type=click.Choice(["en", "es"]),
    default="en",
    show_default=True,
    help="Language of the sentences.",
)
@click.option(
    "--schema", is_flag=True, help="Print the JSON Schema of a case file, and nothing else."
)
def command(
    cases: tuple[Path, ...], as_of: str | None, asked: tuple[str, ...], brief: bool, as_json: bool,
    ics: bool, language: str, schema: bool,
) -> None:  # fmt: skip
    """
    Read cases: what is due next, what is late, then every date and why.

    A case is a TOML or JSON file of dated events. Exit status 1 when something
    is late in any of them. It states law and never that anyone must be released.
    """
    import json

    from custodes.errors import CallError
    from custodes.law import case_schema

    if schema:
        click.echo(json.dumps(case_schema(), indent=1, ensure_ascii=False))
        return
    if not cases:
        raise CallError("name at least one case file; --schema shows what one may hold.")
    if ics + as_json + brief > 1:
        raise CallError("give one of --brief, --json and --ics.")
    read = _read(cases, as_of, asked, language)
    click.echo(_told(read, language, brief=brief, as_json=as_json, ics=ics), nl=False)
    if any(answers.late for answers in read):
        raise click.exceptions.Exit(1)


def _read(
    cases: tuple[Path, ...], as_of: str | None, asked: tuple[str, ...], language: str
) -> list[Answers]:
    from custodes.cli._pairs import day, pairs
    from custodes.law import load_case, read_case

    given = day("--as-of", as_of) if as_of else None
    # Local: "today" is the day where the user sits.
    today = dt.date.today()  # noqa: DTZ011
    readings = dict(pairs("--set", asked))
    return [
        read_case(load_case(path, given, otherwise=today), readings, language=language)
        for path in cases
    ]


def _told(read: list[Answers], language: str, *, brief: bool, as_json: bool, ics: bool) -> str:
    import json

    from custodes.law import render_brief, render_text, to_ics, to_json

    if as_json:
        said = [to_json(a, language) for a in read]
        return json.dumps(said[0] if len(said) == 1 else said, indent=1, ensure_ascii=False) + "\n"
    if ics:
        return to_ics(*read, language=language)
    if brief:
        return "".join(render_brief(a, language) + "\n" for a in read)
    return "\n".join(render_text(a, language) for a in read)
