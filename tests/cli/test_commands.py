"""
Each command does its work on a made-up release, and says how it went by its exit status.
"""

from __future__ import annotations

import csv
import io
import json
import re
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from custodes.build import build
from custodes.cli._main import main
from custodes.cli._show import lines
from custodes.measures import catalog
from custodes.provenance import Dataset, hold
from custodes.records import tables
from custodes.synthetic import SyntheticRelease, make


def custodes(name: str, *call: str | Path) -> Result:
    command = import_module(f"custodes.cli.{name.replace('-', '_')}").command
    return CliRunner().invoke(command, [str(c) for c in call], catch_exceptions=False)


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> SyntheticRelease:
    return make(150, 8, tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def made(release: SyntheticRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build([release.folder], tmp_path_factory.mktemp("made") / "set").dataset.folder


def test_demo_goes_from_nothing_to_a_report_that_says_what_it_is(tmp_path: Path) -> None:
    call = ("demo", "--to", tmp_path / "demo", "--people", "50", "--quiet")
    done = custodes(*call)
    pages = sorted((tmp_path / "demo" / "site").glob("*.html"))

    assert done.exit_code == 0
    assert f"open {tmp_path / 'demo' / 'site' / 'index.html'}" in done.output
    assert len(pages) > 4
    for page in pages:
        text = re.sub(r"\s+", " ", page.read_text("utf-8"))
        assert "SYNTHETIC" in re.findall(r"<title>(.*?)</title>", text)[0]
        assert "no real person" in text
        assert "more frequent" in text
    assert custodes(*call).output == done.output


def test_tables_lists_every_table_with_its_rows(release: SyntheticRelease, made: Path) -> None:
    told = {t["table"]: t["rows"] for t in json.loads(custodes("tables", made, "--json").output)}

    assert told["stints"] == release.rows["detentions"]
    assert told["arrests"] == release.rows["arrests"]
    assert set(told) == set(Dataset.open(made).tables)


def test_tables_says_what_the_columns_of_a_table_mean(made: Path) -> None:
    told = json.loads(custodes("tables", made, "--columns", "stays", "--json").output)

    assert {c["column"] for c in told} >= {c.name for c in tables()["stays"].stored()}
    assert all(c["means"] for c in told)


def test_measure_lists_its_questions(made: Path) -> None:
    told = custodes("measure").output

    assert [n for n in catalog() if f"\n{n} " not in told] == []
    assert (
        custodes("measure", "population").output.strip()
        == catalog()["population"].definition.strip()
    )


def test_measure_splits_and_limits(release: SyntheticRelease, made: Path) -> None:
    call = ("measure", "flows", made, "--format", "csv")
    whole = cells(custodes(*call, "--by", "event").output)
    split = cells(custodes(*call, "--by", "fiscal_year", "--where", "event=arrests").output)
    given = cells(custodes(*call, "--by", "event,release").output)

    counted = {r["event"]: int(r["row_count"]) for r in whole}
    assert 0 < counted["arrests"] <= release.rows["arrests"]
    assert {r["event"] for r in split} == {"arrests"}
    assert sum(int(r["row_count"]) for r in split) == counted["arrests"]
    assert {r["release"] for r in given} == {"synthetic-2026-03"}


def test_a_year_is_printed_as_one_and_a_count_by_thousands() -> None:
    assert lines([[2024, 43500], [None, 7]], ["fiscal_year", "rows"]).splitlines() == [
        "fiscal_year    rows",
        "-----------  ------",
        "       2024  43,500",
        "                  7",
    ]


MARK = "not for publication: rows of persons, no disclosure control"


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_measure_writes_each_form_into_a_file(made: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    done = custodes("measure", "flows", made, "--format", form, "--to", target)

    # The table carries the mark itself.
    told = "" if form == "table" else f"{MARK}\n"
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", told)
    assert (MARK.encode() in target.read_bytes()) == (form in ("table", "parquet"))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_program_that_reads_rows_from_a_pipe_gets_nothing_else(made: Path, form: str) -> None:
    done = custodes("sql", made, "SELECT count(*) AS n FROM stints", "--format", form)

    assert (MARK in done.stdout, done.stderr) == (False, "")


def test_a_table_on_the_terminal_carries_the_mark(made: Path) -> None:
    for call in (("sql", made, "SELECT count(*) AS n FROM stints"), ("measure", "flows", made)):
        assert custodes(*call).stdout.splitlines()[-1] == MARK


def test_export_writes_every_table_with_codebook_and_package(made: Path, tmp_path: Path) -> None:
    done = custodes("export", made, "--to", tmp_path / "out", "--format", "csv", "--quiet")
    names = set(Dataset.open(made).tables)
    book = cells((tmp_path / "out" / "codebook.csv").read_text("utf-8"))
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))

    assert "not for publication" in done.stderr
    assert names == {p.stem for p in (tmp_path / "out").glob("*.csv")} - {"codebook"}
    for table in names & set(tables()):
        listed = {r["column"]: r["text"] for r in book if r["table"] == table}
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert [c for c in next(csv.reader(file)) if not listed.get(c)] == []
    assert package["synthetic"] is True


def test_report_opens_from_disk(made: Path, tmp_path: Path) -> None:
    done = custodes("report", made, "--to", tmp_path / "site", "--quiet")

    assert done.exit_code == 0
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_file_that_cannot_be_read_costs_the_status_and_no_other_file(
    release: SyntheticRelease, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    done = custodes("build", release.folder, broken, "--to", tmp_path / "set", "--quiet")

    assert done.exit_code == 1
    assert done.stderr.startswith("broken.xlsx: ")
    assert len(done.stderr.strip().splitlines()) == 1
    rows = {t.name: t.rows for t in Dataset.open(tmp_path / "set").manifest.tables}
    assert rows["arrests"] == release.rows["arrests"]


def test_a_build_into_a_folder_that_is_held_is_told_by_whom(
    release: SyntheticRelease, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    call = ["custodes", "build", str(release.folder), "--to", str(tmp_path / "set"), "--quiet"]
    monkeypatch.setattr("sys.argv", call)
    with hold(tmp_path / "set"):
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
    said = capsys.readouterr().err

    assert "another build holds this folder (process " in said
    assert "Traceback" not in said
    assert not (tmp_path / "set" / "manifest.json").exists()
