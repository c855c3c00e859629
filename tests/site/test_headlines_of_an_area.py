"""
A sample of one State heads no front page.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from custodes.build import build
from custodes.measures import View
from custodes.site import write


@pytest.mark.real
def test_thirty_people_of_one_state_are_no_headline(real_data: Path, tmp_path: Path) -> None:
    sample = real_data / "release-2025-samples" / "washington-joined.csv"
    dataset = build([sample], tmp_path / "set").dataset

    site = write(View.of(dataset), tmp_path / "site").index.parent

    front = (site / "index.html").read_text("utf-8")
    page = (site / "waiting.html").read_text("utf-8")
    assert "Held past day 180" not in front
    assert "Not national; limited to an area" in page
