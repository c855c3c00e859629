"""
What `inspect` prints: which published file a file is, and no value that may be someone's name.
"""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from custodes.build import Options, build
from custodes.cli.inspect import command
from custodes.provenance import hash_file
from custodes.releases import _read

HEADERS = [
    "Area of Responsibility", "Event Date", "Landmark", "Operation", "Processing Disposition",
    "Citizenship Country", "Gender", "Encounter Threat Level", "Alien File Number",
]  # fmt: skip


def encounters(folder: Path, genders: dict[str, int]) -> Path:
    """
    A list of encounters with so many rows of each gender.
    """
    path = folder / "encounters.csv.gz"
    with gzip.open(path, "wt", newline="") as file:
        lines = csv.writer(file, delimiter="|")
        lines.writerow(HEADERS)
        for gender, rows in genders.items():
            for n in range(rows):
                known = {"Event Date": f"1/{n + 1}/2016", "Gender": gender}
                lines.writerow([known.get(h, "") for h in HEADERS])
    return path


def inspected(path: Path, *options: str) -> str:
    done = CliRunner().invoke(command, [str(path), *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_value_outside_the_code_lists_is_printed_from_eleven_rows_on(
    tmp_path: Path, form: list[str]
) -> None:
    said = inspected(encounters(tmp_path, {"Zamboni": 11, "Jane Doe": 10, "Male": 3}), *form)

    assert "Zamboni" in said
    assert "Jane" not in said


def test_a_download_is_named_as_the_file_that_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = encounters(tmp_path, {"Male": 3})
    published = "encounters/2019-ICFO-53623/Encounters (FY16).csv"
    monkeypatch.setattr(_read, "known_files", lambda: {hash_file(path): published})

    assert f"published as {published}\n" in inspected(path)
    assert json.loads(inspected(path, "--json"))["files"][0]["known_as"] == published
    made = build([path], tmp_path / "set", Options(mode="records")).dataset
    assert [i.known_as for i in made.manifest.inputs] == [published]


def test_a_file_that_was_changed_is_no_published_one(tmp_path: Path) -> None:
    assert "published as" not in inspected(encounters(tmp_path, {"Male": 3}))


def test_a_table_without_events_is_shown_without_dates(tmp_path: Path) -> None:
    path = tmp_path / "counties.csv"
    path.write_text("fips,county_name,state_name\n27067,Kandiyohi County,Minnesota\n")

    shown = CliRunner().invoke(command, [str(path)]).output

    assert "counties of release counties (headers in row 1)\n    1 rows\n" in shown
    assert "None" not in shown
