"""
The only real custody of persons at hand: the Washington sample of 2025.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from custodes.engine import DuckDBEngine
from custodes.histories import people
from custodes.releases import read_file


@pytest.mark.real
def test_the_washington_sample_gives_its_stays_and_says_what_is_wrong_with_them(
    real_data: Path, tmp_path: Path
) -> None:
    # The file is a join made by others, so that its stints repeat; the column named
    # stay book-in holds the day on which the stay ended, and is blank while it lasts.
    path = real_data / "release-2025-samples" / "washington-joined.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    stints = {
        (row["unique_identifier"], *(v for k, v in row.items() if k.endswith(".detention")))
        for row in rows
        if row["book_in_date_time.detention"] != "NA"
    }
    begun: dict[tuple[str, str], str] = {}
    for row in rows:
        stay = row["unique_identifier"], row["stay_book_in_date_time.detention"]
        if stay[1] != "NA":
            begun[stay] = min(begun.get(stay, "9"), row["book_in_date_time.detention"])

    inputs: dict[str, list[Path]] = {}
    for table in read_file(path, tmp_path).tables:
        inputs.setdefault(table.table, []).append(table.parquet)
    extracts = {"2025-02-washington": datetime(2025, 2, 18)}
    written = people.run(DuckDBEngine(), inputs, tmp_path, extracts=extracts)

    made = {name: pq.read_table(paths[0]) for name, paths in written.items()}
    assert len(made["stints"]) == len(stints) == 70
    assert len(made["stays"]) == len(begun) == 23
    late = [
        c for c in made["stays"]["end_conflicts"].to_pylist() if "stint_before_stay" in (c or "")
    ]
    assert len(late) == sum(day < stay[1] for stay, day in begun.items())
    assert made["stays"]["stay_days"].null_count == len(late)
