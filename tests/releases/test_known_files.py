"""
Which files are known by their hash: those on the published list, all of them and as it names them.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from custodes.releases._evidence import known_files


@pytest.mark.real
def test_the_known_files_are_those_of_the_published_list(real_data: Path) -> None:
    with (real_data / "releases" / "raw_release_manifest.tsv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, "excel-tab"))
    listed = {(h.removeprefix("sha256:"), name.removeprefix("inputs/")) for _, h, name in rows}
    known = known_files()

    assert len(rows) == 141
    assert set(known) == {h for h, _ in listed}
    # A file that was published under two names goes by one of them.
    assert set(known.items()) <= listed
