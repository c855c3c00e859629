"""
What leaves for the public: files of judged tables, and a second report.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from custodes.build import build
from custodes.synthetic import make

COMMAND = Path(sys.executable).with_name("custodes")


def custodes(*call: str | Path, status: int = 0) -> str:
    done = subprocess.run(
        [COMMAND, *map(str, call)], check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("made")
    return build([make(2_000, 8, here / "release").folder], here / "set").dataset.folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def published(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """
    A report and a public export of one dataset.
    """
    here = tmp_path_factory.mktemp("published")
    custodes("report", made, "--to", here / "site", "--quiet")
    custodes("export", made, "--to", here / "out", "--format", "csv", "--public", "--quiet")
    return here / "site", here / "out"


def test_public_files_hold_what_the_report_shows_and_hide_what_it_hides(
    published: tuple[Path, Path],
) -> None:
    site, out = published
    compared = 0
    for path in sorted((site / "data").glob("*-by-*.csv")):
        if not (out / path.name).is_file():
            continue
        for shown, public in zip(rows(path), rows(out / path.name), strict=True):
            told = [v for k, v in shown.items() if k != "synthetic"]
            numbers = [v or why for v, why in _cells(public)]
            for page, file in zip(told, numbers, strict=True):
                hidden = page in ("hidden", "<11")
                assert hidden == (file in ("small", "protects", "linked")), path.name
                if not hidden and page.replace(".", "").isdigit() and file:
                    assert float(page) == float(file), path.name
                compared += 1
    assert compared > 1000


def _cells(row: dict[str, str]) -> list[tuple[str, str]]:
    told = {k: v for k, v in row.items() if k != "synthetic" and not k.endswith("_hidden")}
    return [(v, row.get(f"{k}_hidden", "")) for k, v in told.items()]


def test_no_row_of_a_person_is_in_a_public_export(published: tuple[Path, Path]) -> None:
    _, out = published
    heads = {
        h for p in out.glob("*.csv") for h in p.read_text("utf-8").partition("\n")[0].split(",")
    }

    assert not {h for h in heads if "unique_identifier" in h or h.strip('"') in ("file", "row")}


def test_a_public_table_that_is_not_there_is_named_with_those_that_are(
    made: Path, tmp_path: Path
) -> None:
    told = custodes(
        "export", made, "--to", tmp_path / "x", "--format", "csv", "--public",
        "--table", "nothing", "--quiet", status=2,
    )  # fmt: skip

    assert "no public table nothing" in told


def test_a_report_says_how_it_stands_beside_the_one_before(
    made: Path, published: tuple[Path, Path], tmp_path: Path
) -> None:
    site, _ = published
    custodes("report", made, "--to", tmp_path / "second", "--after", site, "--quiet")

    page = (tmp_path / "second/data.html").read_text("utf-8")
    assert "Beside the report before" in page
    # What is out cannot be hidden again. More may be shown, as what is out protects nothing.
    first, second = (
        set((folder / "data/numbers.csv").read_text("utf-8").splitlines())
        for folder in (site, tmp_path / "second")
    )
    assert first - second == set()


def test_a_folder_without_a_report_is_no_report_before(made: Path, tmp_path: Path) -> None:
    told = custodes(
        "report", made, "--to", tmp_path / "site", "--after", tmp_path, "--quiet", status=2
    )

    assert "holds no report with its numbers" in told


def test_the_limit_below_which_numbers_are_hidden_can_be_set(made: Path, tmp_path: Path) -> None:
    custodes(
        "export", made, "--to", tmp_path, "--format", "csv", "--public", "--hide-under", "30",
        "--table", "arrests-by-office-and-year", "--quiet",
    )  # fmt: skip

    table = rows(tmp_path / "arrests-by-office-and-year.csv")
    shown = [float(v) for r in table for k, v in r.items() if k.startswith("v_20") and v.isdigit()]
    assert shown
    assert all(n == 0 or n >= 30 for n in shown)
