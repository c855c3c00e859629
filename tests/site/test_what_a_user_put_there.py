"""
A report takes the place of an earlier one and of nothing that a user put beside it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from custodes.site import write
from small_datasets import every_table_empty


def test_a_second_report_keeps_what_a_user_put_into_the_first(tmp_path: Path) -> None:
    view, site = every_table_empty(tmp_path), tmp_path / "site"
    write(view, site)
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_text("mine")
    (site / "CNAME").write_text("mine")
    (site / "old.html").write_text("a page of an earlier version")

    write(view, site)

    assert ["mine", "mine"] == [(site / p).read_text() for p in (".git/HEAD", "CNAME")]
    assert not (site / "old.html").exists()


def test_a_report_is_written_into_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = every_table_empty(tmp_path)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    write(view, Path())

    assert (tmp_path / "here/index.html").is_file()
