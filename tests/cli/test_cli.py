"""
The commands as typed: what they print, their exit status, and never a traceback.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from custodes.cli._main import COMMANDS
from custodes.cli._sizes import memory_of, size
from custodes.errors import CallError
from datasets import dataset, table_of


def custodes(*call: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "custodes", *map(str, call)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert status == done.returncode, (done.stdout, done.stderr)
    return done


@pytest.fixture
def made(tmp_path: Path) -> Path:
    rows = [{"gender": "Male", "apprehension_method": "Located"}, {"gender": "Female"}]
    dataset(tmp_path / "set", {"arrests": table_of("arrests", rows)})
    return tmp_path / "set"


def test_help_lists_every_command_and_comes_at_once() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    shown = custodes("--help").stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert [] == [c for c in COMMANDS if f"  {c} " not in shown]
    # Seconds of work, which other work on the machine does not lengthen as it does the wait.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_shows_its_own_help(name: str) -> None:
    assert f"custodes {name}" in custodes(name, "--help").stdout


def test_sql_answers_in_each_form(made: Path, tmp_path: Path) -> None:
    asked = "SELECT gender, count(*) AS n FROM arrests GROUP BY gender ORDER BY gender"

    assert (
        '"gender","n"\n"Female",1\n"Male",1\n'
        == custodes("sql", made, asked, "--format", "csv").stdout
    )
    assert [{"gender": "Female", "n": 1}, {"gender": "Male", "n": 1}] == json.loads(
        custodes("sql", made, asked, "--format", "json").stdout
    )
    assert "Female" in custodes("sql", made, asked).stdout
    custodes("sql", made, asked, "--format", "parquet", "--to", tmp_path / "x.parquet")
    assert b"PAR1" == (tmp_path / "x.parquet").read_bytes()[:4]


def test_two_columns_of_one_name_are_both_shown(made: Path) -> None:
    assert 2 == custodes(
        "sql", made, "SELECT 1 AS a, 2 AS a", "--format", "csv"
    ).stdout.splitlines()[0].count("a")


@pytest.mark.parametrize(
    "sql", ["DROP VIEW arrests", "SELECT * FROM read_text('/etc/hostname')", "SELEC 1", ""]
)
def test_sql_refuses_in_one_sentence(made: Path, sql: str) -> None:
    done = custodes("sql", made, sql, status=1)

    assert 1 == len(done.stderr.strip().splitlines())
    assert done.stdout == ""


def test_verify_tells_a_whole_dataset_from_a_changed_one(made: Path) -> None:
    custodes("verify", made)
    next(made.rglob("*.parquet")).write_bytes(b"")

    assert "not the file that was built" in custodes("verify", made, status=1).stdout


@pytest.mark.parametrize(
    ("call", "status", "said"),
    [
        (["tables", "{dir}/nowhere"], 1, "no dataset here"),
        (["build", "--to", "{dir}/out"], 2, "PATH"),
        (["build", "{dir}/nowhere.xlsx", "--to", "{dir}/out"], 1, "nowhere.xlsx"),
        (["build", "{dir}", "--to", "{dir}/out", "--extract", "2026-03"], 2, "NAME=VALUE"),
        (["build", "{dir}", "--to", "{dir}/out", "--extract", "2026-03=tomorrow"], 2, "2026-03-10"),
        (["build", "{dir}", "--to", "{dir}/out", "--max-size", "huge"], 2, "20GB"),
        (["inspect", "{dir}/nowhere.csv"], 1, "nowhere.csv"),
        (["measure", "nothing", "{dir}"], 2, "no measure 'nothing'"),
        (["synthetic", "--people", "0", "--to", "{dir}/s"], 2, "0"),
        (
            ["synthetic", "--people", "5", "--layout", "1999", "--to", "{dir}/s"],
            2,
            "no layout '1999'",
        ),
        (["export", "{dir}", "--to", "{dir}/x", "--format", "pdf"], 2, "pdf"),
        (["nonsense"], 2, "nonsense"),
        (["compare", "{dir}/a", "{dir}/b"], 1, "nothing was read"),
        (["report", "{dir}", "--to", "{dir}/site"], 1, "no dataset here"),
        (["verify", "{dir}"], 1, "no dataset here"),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence(
    tmp_path: Path, call: list[str], status: int, said: str
) -> None:
    (tmp_path / "x.txt").write_text("no release\n")

    done = custodes(*(c.format(dir=tmp_path) for c in call), status=status)

    assert said in done.stderr + done.stdout


@pytest.mark.parametrize(
    "call",
    [
        ["sql", "{set}", "SELECT 1 AS one", "--format", "csv", "--to"],
        ["measure", "flows", "{set}", "--to"],
        ["export", "{set}", "--format", "csv", "--to"],
        ["report", "{set}", "--to"],
    ],
)
@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("{set}/manifest.json", ""),
        ("{set}/data/here", "dataset's own files"),
        ("{set}/data/../work", "dataset's own files"),
        ("{file}/below", "is a file and no folder"),
    ],
)
def test_nothing_is_written_over_a_dataset_or_below_a_file(
    made: Path, tmp_path: Path, call: list[str], place: str, said: str
) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    before = {p: p.read_bytes() for p in made.rglob("*") if p.is_file()}

    done = custodes(*(c.format(set=made, file=file) for c in [*call, place]), status=2)

    assert said in done.stderr
    assert {p: p.read_bytes() for p in made.rglob("*") if p.is_file()} == before
    assert file.read_text() == "mine"


def test_sql_over_a_damaged_file_blames_the_file_and_not_the_query(made: Path) -> None:
    (path,) = made.rglob("arrests.parquet")
    path.write_bytes(path.read_bytes()[:-8] + b"damaged!")

    done = custodes("sql", made, "SELECT count(*) FROM arrests", status=1)

    assert "arrests.parquet cannot be read; build the dataset again" in done.stderr


def test_a_folder_that_is_gone_and_a_name_that_is_not_utf_8_are_said(
    made: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    run = f"{sys.executable} -m custodes"
    calls = [
        (f"cd {gone} && rmdir {gone} && {run} inspect .", 1, "the folder you stand in is gone"),
        (f"{run} build {made} --to {tmp_path}/bad$'\\xff'", 2, "not UTF-8"),
        (f"{run} sql {tmp_path}/bad$'\\xff' 'SELECT 1'", 1, "not UTF-8"),
    ]
    for call, status, said in calls:
        done = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=False)
        assert (status, "") == (done.returncode, done.stdout), (call, done.stderr)
        assert said in done.stderr, call


def test_output_into_a_closed_pipe_is_no_error(made: Path) -> None:
    call = f"{sys.executable} -m custodes sql {made} 'SELECT * FROM range(100000)' --format csv | head -1"

    done = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=True)

    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "expected"),
    [("20GB", 20 * 10**9), ("500M", 5 * 10**8), ("1.5g", 15 * 10**8), ("7", 7)],
)
def test_sizes_are_read_as_people_write_them(text: str, expected: int) -> None:
    assert expected == size(text)


@pytest.mark.parametrize("text", ["", "big", "-1", "1 PB", "1e9"])
def test_what_is_no_size_is_said(text: str) -> None:
    with pytest.raises(CallError, match="is no size"):
        size(text)


def test_demo_leaves_a_release_alone_that_is_not_made_up(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "arrests.csv").write_text("mine")

    called = custodes("demo", "--to", tmp_path, status=2)

    assert "holds something that is no demo" in called.stderr
    assert (tmp_path / "release" / "arrests.csv").is_file()


@pytest.mark.parametrize("text", ["0", "1MB", "banana", "-2GB"])
def test_memory_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(CallError):
        memory_of(text)


CALLS = [
    ("sql", "SELECT count(*) FROM arrests"),
    ("measure", "completeness"),
    ("export", "--format", "csv", "--to", "out"),
    ("report", "--to", "site"),
    ("verify",),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda c: c[0])
def test_a_dataset_that_lacks_a_file_is_told_in_one_sentence(
    call: tuple[str, ...], made: Path, tmp_path: Path
) -> None:
    next(made.rglob("arrests*.parquet")).unlink()
    named, *rest = call
    rest = [str(tmp_path / r) if r in ("out", "site") else r for r in rest]
    folder = [rest[0], str(made)] if named == "measure" else [str(made), *rest]

    told = custodes(named, *folder, status=1)

    assert "arrests" in told.stdout + told.stderr
    assert "fault of ours" not in told.stderr


def test_a_dataset_file_that_was_changed_is_told_by_whatever_reads_it(made: Path) -> None:
    path = next(made.rglob("arrests*.parquet"))
    size = path.stat().st_size
    path.write_bytes(b"PAR1" + b"Z" * (size - 8) + b"PAR1")

    told = custodes("export", made, "--format", "csv", "--to", made.parent / "out", status=1)

    assert "not the file that was built; build the dataset again" in told.stderr


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "table"])
def test_sql_answers_with_values_of_every_type(form: str, made: Path, tmp_path: Path) -> None:
    asked = (
        "SELECT map{1: 2} AS m, [1, 2] AS l, {'a': 1} AS s, INTERVAL 1 DAY AS i, 'nan'::FLOAT AS n,"
        " '\\xAA'::BLOB AS b, TIME '10:00' AS t, 170141183460469231731687303715884105727 AS h, null AS z"
    )

    custodes("sql", made, asked, "--format", form, "--to", tmp_path / "out")

    if form == "json":
        (row,) = json.loads((tmp_path / "out").read_text())
        assert ("[1, 2]", None, None) == (row["l"], row["n"], row["z"])


def test_measure_of_a_dataset_alone_lists_what_there_is(made: Path) -> None:
    assert custodes("measure").stdout == custodes("measure", made).stdout


def test_compare_names_what_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "x.csv").write_text("a,b\n1,2\n")

    told = custodes("compare", tmp_path / "old", tmp_path / "old", status=1)

    assert f"{tmp_path / 'old'}: nothing was read" in told.stderr


def test_an_empty_argument_is_not_the_folder_one_stands_in(tmp_path: Path) -> None:
    told = custodes("build", "", "--to", tmp_path / "set", status=2)

    assert "an argument is empty" in told.stderr
