"""
Progress bars: on a terminal, unless told to be quiet, and nowhere else.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.progress import Progress

from custodes.cli._rate import RateColumn
from custodes.synthetic import make

BAR = "\u2501"
"""What rich draws bars of."""


def on_a_terminal(*call: str | Path) -> tuple[str, str]:
    """
    Standard output through a pipe, and what a terminal would have been sent of standard error.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "custodes", *map(str, call)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
    )
    os.close(theirs)
    sent = b""
    while True:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:  # how Linux says that nobody holds the other end any more
            break
        if not piece:
            break
        sent += piece
    os.close(ours)
    assert process.stdout is not None
    with process.stdout as stream:
        answer = stream.read()
    assert process.wait(timeout=60) == 0
    return answer.decode(), sent.decode()


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(60, 4, tmp_path_factory.mktemp("release")).folder


@pytest.fixture(scope="module")
def made(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from custodes.build import build

    return build([release], tmp_path_factory.mktemp("made") / "set").dataset.folder


COMMANDS = {
    "build": ["build", "{release}", "--to", "{new}"],
    "inspect": ["inspect", "{release}"],
    "report": ["report", "{set}", "--to", "{new}"],
    "export": ["export", "{set}", "--to", "{new}", "--format", "csv"],
    "compare": ["compare", "{release}", "{set}"],
    "synthetic": ["synthetic", "--people", "300", "--to", "{new}"],
    "verify": ["verify", "{set}"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_terminal_gets_bars_and_a_quiet_one_none(
    release: Path, made: Path, tmp_path: Path, name: str
) -> None:
    def call(to: str) -> list[str]:
        places = {"release": release, "set": made, "new": tmp_path / to}
        return [part.format(**places) for part in COMMANDS[name]]

    answer, sent = on_a_terminal(*call("loud"))
    quiet_answer, quiet_sent = on_a_terminal(*call("quiet"), "--quiet")

    assert BAR in sent
    assert re.search(r"\d+%", sent)
    assert BAR not in quiet_sent
    assert BAR not in answer
    assert quiet_answer.replace("quiet", "loud") == answer


def test_without_a_terminal_nothing_is_drawn(release: Path, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "custodes", "build", str(release), "--to", str(tmp_path / "set")]
    done = subprocess.run(call, capture_output=True, text=True, check=True)

    assert BAR not in done.stderr + done.stdout
    assert "\x1b" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("a_second", "said"),
    [(None, ""), (7.0, "7/s"), (999.0, "999/s"), (1_000.0, "1.0 k/s"), (2_500_000.0, "2.5 M/s")],
)
def test_a_bar_says_how_fast_it_moves(a_second: float | None, said: str) -> None:
    bars = Progress()
    bars.add_task("reading", total=10)
    (task,) = bars.tasks
    task.finished_speed = a_second

    assert RateColumn().render(task).plain == said


def test_help_loads_neither_engine_nor_tables() -> None:
    # What makes help come at once, whatever else the machine does.
    call = [sys.executable, "-X", "importtime", "-m", "custodes", "--help"]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}

    assert "custodes.cli" in loaded
    heavy = {"duckdb", "pyarrow", "numpy", "polars", "fastexcel", "jinja2", "rich"}
    assert loaded & heavy == set()
