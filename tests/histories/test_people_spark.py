"""
The same histories on Spark.
"""

from __future__ import annotations

from pathlib import Path

import people_made
import pytest
from people_made import OTHER, Row, histories, stint

from custodes.engine import SparkEngine

IN = "2025-03-01 08:00"
TABLES = {
    "stints": [
        stint(IN, "2025-03-09 10:00", why="Transferred", religion="X"),
        stint(IN, "2025-03-09 10:00", why="Transferred", religion="X"),
        stint("2025-03-09 12:00", None, stay=IN, at="B", left="2025-03-12"),
        stint("2025-05-01 08:00", None, bond=3.0),
        stint("2025-05-01 08:00", None, bond=4.0),
        stint("2025-05-01 08:30", None, stay="2025-05-01 08:00"),
        stint(IN, None, id=None),
        OTHER,
    ],
    "arrests": [
        {"id": "p", "arrested": f"2025-{day} 07:00"} for day in ("03-01", "03-01", "04-28", "04-30")
    ],
    "detainers": [{"id": "p", "prepared": "2025-02-20"}],
    "removals": [{"id": "p", "left": "2025-03-12"}],
}


class _OneThread(SparkEngine):
    """
    A session as small as the tables are.
    """

    def __init__(self, **_: str) -> None:
        super().__init__(threads=1)


def _sorted(rows: list[Row]) -> list[Row]:
    names = ("row_key", "stay_id", "table_name", "step", "reason", "release")
    return sorted(rows, key=lambda row: [str(row.get(name)) for name in names])


@pytest.mark.spark
@pytest.mark.slow
def test_spark_gives_the_rows_that_duckdb_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = histories(tmp_path / "duckdb", TABLES)
    monkeypatch.setattr(people_made, "DuckDBEngine", _OneThread)
    there = histories(tmp_path / "spark", TABLES)
    for name, rows in here.items():
        assert _sorted(there[name]) == _sorted(rows)
