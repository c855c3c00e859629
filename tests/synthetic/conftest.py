"""
Releases that the tests of this folder read.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from custodes.synthetic import SyntheticRelease, make


@pytest.fixture(scope="session")
def parquet_release(tmp_path_factory) -> SyntheticRelease:
    """
    Six thousand people in Parquet.
    """
    return make(6_000, 11, tmp_path_factory.mktemp("parquet"))


@pytest.fixture(scope="session")
def workbook_release(tmp_path_factory) -> SyntheticRelease:
    """
    Four hundred people in workbooks, 60 rows a sheet.
    """
    return make(
        400, 11, tmp_path_factory.mktemp("workbooks"), raw_workbooks=True, rows_per_sheet=60
    )


@pytest.fixture(scope="session")
def wider_release(tmp_path_factory) -> SyntheticRelease:
    """
    Twenty thousand people in Parquet, for what is rare.
    """
    return make(20_000, 5, tmp_path_factory.mktemp("wider"))


@pytest.fixture(scope="session")
def asker():
    """
    Gives a function that answers SQL over a release and its truth.
    """
    return _asker


@pytest.fixture
def ask(parquet_release):
    """
    Answers SQL over the Parquet release and its truth.
    """
    return _asker(parquet_release)


def _asker(release: SyntheticRelease):
    connection = duckdb.connect()
    for path in release.paths:
        table = next(t for t in release.rows if t.capitalize() in path.name)
        connection.execute(
            f"CREATE VIEW {table} AS SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS row_ "
            f"FROM read_parquet('{path}', file_row_number = true)"
        )
    for path in Path(release.truth).glob("*.parquet"):
        connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
    return lambda sql: connection.execute(sql).fetchall()
