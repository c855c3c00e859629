"""
What a file is, said without keeping anything of it.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from raw_made import Rows
from sheets import sheet

from custodes.releases import FileReport, inspect
from custodes.releases._evidence import known_files


def text_file(path: Path, rows: Rows) -> Path:
    width = max(map(len, rows))
    lines = ["|".join(str(r[i]) if i < len(r) and r[i] else "" for i in range(width)) for r in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def arrests(path: Path, *days: str) -> Path:
    records = [{"Apprehension Date": d, "Operation": "(b)(7)(E)"} for d in days]
    return text_file(path, sheet("2026-03", "arrests", *records))


@pytest.fixture
def report(tmp_path: Path) -> FileReport:
    name = "2026-ICLI-00005_Arrests_FY26_20260311_Redacted.csv"
    days = ["2026-01-05", "2026-01-05", "2026-04-01", "", "07/02/0999"]
    (found,) = inspect([arrests(tmp_path / name, *days)])
    return found


def test_it_says_release_table_rows_and_dates(report: FileReport) -> None:
    (table,) = report.tables
    assert (report.release, table.table, table.rows, table.duplicates) == (
        "2026-03",
        "arrests",
        5,
        2,
    )
    assert (str(table.first), str(table.last)) == ("2026-01-05", "2026-04-01")


def test_it_says_what_is_withheld_by_field(report: FileReport) -> None:
    field = next(f for f in report.tables[0].fields if f.column == "operation")
    assert (field.redacted, field.filled, field.blank) == (5, 0, 0)


def test_it_says_what_looks_wrong_in_numbers(report: FileReport) -> None:
    assert report.problems == (
        "values that cannot be read and are kept apart: 1",
        "rows without apprehension_date: 2",
        "rows dated after 2026-03-10, the last day the file can know of: 1",
    )


def test_it_goes_into_json(report: FileReport) -> None:
    told = json.loads(json.dumps(report.as_json()))
    assert set(told) >= {"path", "sha256", "release", "tables", "problems"}
    assert set(told["tables"][0]) >= {"table", "sheet", "rows", "first", "last"}
    assert told["tables"][0]["first"] == "2026-01-05"


def test_a_file_that_is_no_release_is_named_and_the_others_are_still_read(tmp_path: Path) -> None:
    text_file(tmp_path / "a.csv", [["x", "y"], ["1", "2"]])
    arrests(tmp_path / "b.csv", "2026-01-05")
    found = inspect([tmp_path, tmp_path / "missing.csv"])
    assert [(r.path.name, r.readable) for r in found] == [
        ("missing.csv", False),
        ("a.csv", False),
        ("b.csv", True),
    ]
    assert found[1].problems[0].startswith("a.csv: no sheet has the headers of a release")
    assert (found[0].sha256, found[1].sha256 is None) == (None, False)


def test_copies_among_the_files_are_pointed_out(tmp_path: Path) -> None:
    arrests(tmp_path / "a.csv", "2026-01-05")
    arrests(tmp_path / "b.csv", "1/5/2026")
    notes = [r.notes for r in inspect([tmp_path])]
    assert notes[1][-1] == "its arrests is a copy of a.csv and would be set aside"


def test_141_published_names_are_of_137_files_known_by_their_hash() -> None:
    known = known_files()
    listed = (files("custodes.releases") / "known_files.tsv").read_text("utf-8").splitlines()
    assert (len(listed) - 1, len(known)) == (141, 137)
    assert all(len(h) == 64 and set(h) <= set("0123456789abcdef") for h in known)
    assert sum("March 2026 Release" in n for n in known.values()) == 21


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    inspect([arrests(tmp_path / "a.csv", "2026-01-05")])
    assert list(temporary.iterdir()) == []
