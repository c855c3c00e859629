"""
Each command that README and the tutorial show can be typed as it stands.
"""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path

import click
import pytest

from custodes.cli._main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (
    "README.md",
    "CONTRIBUTING.md",
    *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md"))),
)
SHOWN = sorted(
    {
        line
        for text in TEXTS
        for block in re.findall(r"```sh\n(.*?)```", (ROOT / text).read_text("utf-8"), re.DOTALL)
        for line in block.splitlines()
        if line.startswith("custodes ")
    }
)


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_that_is_shown_has_such_arguments_and_options(line: str) -> None:
    # Where the output goes is for the shell.
    _, name, *rest = shlex.split(line.partition(" > ")[0], comments=True)
    command = import_module(f"custodes.cli.{name.replace('-', '_')}").command

    assert isinstance(command, click.Command)
    command.make_context(name, rest)


def test_readme_shows_the_commands_and_names_none_that_is_not() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"\bcustodes ([a-z-]+)", text))

    assert len(SHOWN) > 8
    assert named - set(COMMANDS) == set()


@pytest.mark.parametrize("text", ["README.md", "CONTRIBUTING.md"])
def test_each_make_target_and_each_file_that_is_named_is_there(text: str) -> None:
    said = (ROOT / text).read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"`make ([a-z]+)`", said)) - targets == set()
    links = re.findall(r"\]\((?!https?:)([^)#]+)", said)
    assert [n for n in links if not (ROOT / n).exists()] == []
