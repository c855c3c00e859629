"""
The scenarios worked from the text, as files through `custodes clock --json`.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_scenarios import FILES, SPARE

from custodes.cli.clock import command


def _scenarios():
    for file in FILES:
        for number, scenario in enumerate(tomllib.loads(file.read_text())["scenario"]):
            for expect in scenario["expect"]:
                asked = tuple(sorted(expect.get("set", {}).items()))
                name = f"{file.stem}-{scenario['row']}-{number}-{'-'.join(v for _, v in asked)}"
                yield name, f"{file.stem}-{number}", scenario, asked, expect


SCENARIOS = list(_scenarios())


@cache
def _told(folder: Path, asked: tuple[tuple[str, str], ...]) -> tuple[int, dict[str, dict]]:
    """
    One call for all cases that are read in one way.
    """
    for _, stem, scenario, read, _ in SCENARIOS:
        if read == asked:
            top = {k: v for k, v in scenario.items() if k not in SPARE}
            case = {"name": stem, **top, "event": scenario["events"]}
            (folder / f"{stem}.json").write_text(json.dumps(case, default=lambda d: d.isoformat()))
    files = sorted({str(folder / f"{s}.json") for _, s, _, read, _ in SCENARIOS if read == asked})
    options = [f"--set={name}={reading}" for name, reading in asked]
    done = CliRunner().invoke(command, [*files, "--json", *options])
    said = json.loads(done.stdout)
    cases = said if isinstance(said, list) else [said]
    return done.exit_code, {c["case"]: c for c in cases}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cases")


@pytest.mark.parametrize(
    ("stem", "asked", "expect"), [pytest.param(*s[1:2], *s[3:], id=s[0]) for s in SCENARIOS]
)
def test_the_command_says_what_the_text_says(stem, asked, expect, folder):
    values = {k: v for k, v in expect.items() if k not in {"set", "none"}}
    values |= dict.fromkeys(expect.get("none", []))

    _, cases = _told(folder, asked)

    found = {a["output"]: a["value"] for a in cases[stem]["answers"]}
    expected = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in values.items()}
    assert expected == {k: found[k] for k in values}


@pytest.mark.parametrize("asked", sorted({s[3] for s in SCENARIOS}), ids=str)
def test_the_command_fails_just_when_something_is_late(asked, folder):
    status, cases = _told(folder, asked)

    assert status == int(any(c["late"] for c in cases.values()))


def test_every_row_of_the_dossier_is_told():
    told = {int(str(scenario["row"])) for _, _, scenario, _, _ in SCENARIOS}

    # Rows 34 and 35 go on from 33 and are told in it.
    assert set() == set(range(1, 61)) - {34, 35} - told
