"""
Pages made from the code: codebook, layouts, measures, errors, commands.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path

import click
from law_pages import law_pages, markdown_table

from custodes import errors
from custodes.cli._main import COMMANDS
from custodes.measures import catalog, screen
from custodes.records import code_lists, tables
from custodes.releases import layouts


def write_reference(to: Path) -> None:
    """
    Write every generated page.
    """
    to.mkdir(exist_ok=True)
    pages = {
        "codebook": codebook,
        "codes": codes,
        "releases": releases,
        "measures": measures,
        "screen": screened,
        "errors": error_tree,
        "commands": commands,
    }
    for name, page in pages.items():
        _write(to / f"{name}.md", page())
    (to / "law").mkdir(exist_ok=True)
    for name, text in law_pages().items():
        _write(to / "law" / f"{name}.md", text)


def _write(path: Path, text: str) -> None:
    # A page that did not change keeps its time, so that Sphinx passes it over.
    if not path.is_file() or path.read_text("utf-8") != text:
        path.write_text(text, encoding="utf-8")


def codebook() -> str:
    """
    Each table, each column, what it means.
    """
    said = [
        "# Codebook",
        "Made from the tables themselves. Every table also carries where each row came from.",
    ]
    for table in tables().values():
        said += [f"## {table.name}", table.row]
        said.append(
            markdown_table(
                ["column", "type", "means"],
                [[f"`{c.name}`", c.type.value, c.text] for c in table.stored()],
            )
        )
    return "\n\n".join(said) + "\n"


def codes() -> str:
    """
    Each code list: our code and the agency's spellings.
    """
    said = ["# Code lists"]
    for listed in code_lists().values():
        said += [f"## {listed.name}", listed.text]
        rows = [[f"`{c.code}`", c.label, "; ".join(c.agency)] for c in listed.codes]
        said.append(markdown_table(["code", "means", "the agency's text"], rows))
    return "\n\n".join(said) + "\n"


def releases() -> str:
    """
    Each layout that is recognized.
    """
    rows = [
        [f"`{layout.id}`", str(layout.facts.get("title", "")), layout.scope]
        for layout in layouts().values()
    ]
    return "# Layouts\n\n" + markdown_table(["layout", "what", "scope"], rows) + "\n"


def measures() -> str:
    """
    Each measure and its method.
    """
    said = ["# Measures"]
    for measure in catalog().values():
        said += [f"## {measure.title}", f"```text\n{inspect.cleandoc(measure.definition)}\n```"]
    return "\n\n".join(said) + "\n"


def screened() -> str:
    """
    The screen of a whole release: its states, what is uncertain, how the law was read.
    """
    states = markdown_table(["state", "says"], [[f"`{k}`", v] for k, v in screen.STATES.items()])
    reasons = markdown_table(["code", "says"], [[f"`{k}`", v] for k, v in screen.REASONS.items()])
    readings = markdown_table(
        ["question", "reading"], [[f"`{k}`", f"`{v}`"] for k, v in screen.READINGS.items()]
    )
    return (
        "\n\n".join(
            [
                "# Clocks of a whole release",
                inspect.cleandoc(screen.__doc__ or ""),
                "The rows are the table `clocks` of a dataset; the codebook has its columns.",
                f"## States\n\n{states}",
                f"## Why it may be otherwise\n\nThe codes of `why_uncertain`.\n\n{reasons}",
                f"## Readings\n\n{readings}",
            ]
        )
        + "\n"
    )


def error_tree() -> str:
    """
    The tree of errors.
    """
    return f"# Errors\n\n```text\n{inspect.cleandoc(errors.__doc__ or '')}\n```\n"


def commands() -> str:
    """
    Each command with its help.
    """
    said = ["# Commands"]
    for name in COMMANDS:
        command = import_module(f"custodes.cli.{name.replace('-', '_')}").command
        with click.Context(command, info_name=f"custodes {name}") as context:
            said += [f"## {name}", f"```text\n{command.get_help(context)}\n```"]
    return "\n\n".join(said) + "\n"
