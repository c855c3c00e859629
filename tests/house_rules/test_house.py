"""
Rules of the house that no value can test.
"""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

import custodes
from custodes import errors
from custodes.cli._main import COMMANDS
from custodes.records import code_lists, tables

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(custodes.__file__).parent
PYTHON = sorted(SOURCE.rglob("*.py"))
TEXT = [
    p
    for pattern in ("*.py", "*.sql", "*.toml", "*.md", "*.html", "*.css", "*.js", "*.txt", "Makefile", "*.cfg", "*.lock")
    for p in sorted(ROOT.rglob(pattern))
    if not {".venv", ".git", "node_modules", "_build", ".hypothesis", "demo", "dist"} & set(p.relative_to(ROOT).parts)
]  # fmt: skip


def test_files_are_small() -> None:
    lengths = {p.relative_to(ROOT): len(p.read_text("utf-8").splitlines()) for p in PYTHON}

    assert {} == {p: n for p, n in lengths.items() if n > 500}
    assert statistics.median(lengths.values()) < 150


def public_definitions() -> Iterator[tuple[Path, ast.FunctionDef | ast.ClassDef]]:
    for path in PYTHON:
        tree = ast.parse(path.read_text("utf-8"))
        nodes: list[ast.stmt] = list(tree.body)
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                yield path, node


def test_what_is_public_is_documented() -> None:
    bare = [
        f"{p.relative_to(ROOT)}: {node.name}"
        for p, node in public_definitions()
        if ast.get_docstring(node) is None
    ]

    assert [] == bare


def test_every_module_says_what_it_is() -> None:
    assert [] == [
        str(p.relative_to(ROOT))
        for p in PYTHON
        if ast.get_docstring(ast.parse(p.read_text("utf-8"))) is None
    ]


def test_functions_are_short() -> None:
    long = [
        f"{p.relative_to(ROOT)}: {node.name} has {(node.end_lineno or 0) - node.lineno + 1} lines"
        for p in PYTHON
        for node in ast.walk(ast.parse(p.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and _code_lines(node) > 45
    ]

    assert [] == long


def _code_lines(node: ast.FunctionDef) -> int:
    docs = node.body[0]
    documented = isinstance(docs, ast.Expr) and isinstance(docs.value, ast.Constant)
    doc_lines = (docs.end_lineno or 0) - docs.lineno + 1 if documented else 0
    return (node.end_lineno or 0) - node.lineno + 1 - doc_lines


def test_no_pandas_in_the_path_of_a_record() -> None:
    assert [] == [
        str(p)
        for p in PYTHON
        if re.search(r"^\s*(import|from)\s+pandas\b", p.read_text("utf-8"), re.MULTILINE)
    ]


def test_a_person_is_called_a_person() -> None:
    found = [
        f"{p.relative_to(ROOT)}:{n}"
        for p in TEXT
        if p.suffix in {".py", ".html", ".md"} and p != Path(__file__)
        for n, line in enumerate(p.read_text("utf-8").splitlines(), 1)
        # A quotation and an agency's own header may say it.
        if re.search(r"\baliens?\b", line, re.IGNORECASE)
        and not re.search(r"[\"'“`|][^\"'”`|]*\balien", line, re.IGNORECASE)
    ]

    assert [] == found


def test_no_number_of_a_person_is_in_the_repository() -> None:
    pattern = re.compile(r"\bA[- ]?\d{3}[- ]\d{3}[- ]\d{3}\b|\bA\d{8,9}\b")

    assert [] == [
        str(p.relative_to(ROOT))
        for p in TEXT
        if pattern.search(p.read_text("utf-8", errors="replace"))
    ]


def test_nothing_names_a_registry_or_a_place_on_a_machine() -> None:
    # Put together here so that the rule does not find itself.
    pattern = re.compile(
        "|".join(
            [
                "index" + "-url",
                r"pypi\.org/sim" + "ple",
                "/ro" + "ot/",
                r"(?<![A-Z])/wor" + "k/",
                r"\.lib" + "rary",
            ]
        )
    )

    assert [] == [
        str(p.relative_to(ROOT))
        for p in TEXT
        if pattern.search(p.read_text("utf-8", errors="replace"))
    ]


def test_the_tree_of_errors_is_the_one_its_file_prints() -> None:
    raised = {
        name
        for name, c in vars(errors).items()
        if isinstance(c, type) and issubclass(c, errors.CustodesError)
    }

    assert raised == set(re.findall(r"\b\w+Error\b", errors.__doc__ or "")) - {"Error"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_so_has_each_option(name: str) -> None:
    command = import_module(f"custodes.cli.{name.replace('-', '_')}").command

    assert isinstance(command, click.Command)
    assert command.help
    assert [] == [p.name for p in command.params if isinstance(p, click.Option) and not p.help]


def test_every_code_list_that_a_column_names_is_there() -> None:
    named = {c.codes for t in tables().values() for c in t.columns if c.codes}

    assert set() == named - set(code_lists())


def test_no_spelling_stands_for_two_codes_of_a_list() -> None:
    for listed in code_lists().values():
        pairs = {(a.casefold(), c.code) for c in listed.codes for a in c.agency}
        assert len(pairs) == len({spelling for spelling, _ in pairs}), listed.name


def test_no_column_is_named_twice_and_each_says_what_it_is() -> None:
    for table in tables().values():
        names = table.names()
        assert len(names) == len(set(names)), table.name
        assert all(c.text for c in table.stored())
        assert table.event is None or table.event in names


def test_notes_of_things_to_do_have_an_owner() -> None:
    pattern = re.compile(r"\b(TODO|FIXME|XXX)\b(?!.*\bADR\b)")

    assert [] == [str(p.relative_to(ROOT)) for p in PYTHON if pattern.search(p.read_text("utf-8"))]


def test_no_two_test_files_have_one_name() -> None:
    names = [p.name for p in (ROOT / "tests").rglob("test_*.py")]

    # pytest imports each by its bare name and refuses the second.
    assert sorted(set(names)) == sorted(names)
