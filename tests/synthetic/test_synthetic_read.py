"""
The reader of releases takes what is made for the real thing, whatever is asked for.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.releases import read_file
from custodes.synthetic import TABLES, layouts, make


@pytest.mark.parametrize("raw", [False, True], ids=["parquet", "workbooks"])
@pytest.mark.parametrize("name", layouts())
def test_every_file_is_recognised_and_every_value_taken(tmp_path, name, raw):
    made = make(
        150, 9, tmp_path, layout=name, raw_workbooks=raw, rows_per_sheet=60, one_workbook=True
    )
    found = dict.fromkeys(TABLES, 0)
    for path in made.paths:
        for part in read_file(path, tmp_path / "read" / path.stem):
            table = "detentions" if part.table == "stints" else part.table
            found[table] += part.rows
            assert part.layout == name
            assert (dict(part.rejected), part.unmapped) == ({}, ())
            if raw:
                assert part.header_row == 7
    assert found == made.rows


@settings(max_examples=15)
@given(
    people=st.integers(1, 40),
    seed=st.integers(0, 2**63),
    name=st.sampled_from(layouts()),
    rare=st.floats(0.01, 1000),
    raw=st.sets(st.sampled_from(TABLES)),
)
def test_any_size_and_any_seed_give_a_release(people, seed, name, rare, raw):
    with tempfile.TemporaryDirectory() as folder:
        told = []
        made = make(
            people, seed, Path(folder), layout=name, rare=rare, raw_workbooks=raw,
            progress=lambda done, whole: told.append((done, whole)),
        )  # fmt: skip
        assert all(path.is_file() for path in made.paths)
        assert {p.suffix for p in made.paths} <= {".xlsx", ".parquet"}
        assert made.rows["detentions"] >= made.stays
        assert told == sorted(told)
        assert told[-1] == (people, people)
