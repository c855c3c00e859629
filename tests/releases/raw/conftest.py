"""
Reading made short for tests: a table as rows of text.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from raw_forge import Table, table

from custodes.releases.raw import RawFile, read_raw


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., RawFile]:
    """
    Reads a file into a folder of the test's own.
    """

    def reader(path: Path, **how: object) -> RawFile:
        return read_raw(path, tmp_path / "work", **how)

    return reader


@pytest.fixture
def rows(read: Callable[..., RawFile]) -> Callable[[Path], Table]:
    """
    Reads a file's only sheet as rows.
    """

    def reader(path: Path) -> Table:
        (sheet,) = read(path).sheets
        return table(sheet)

    return reader
