"""
What every measure must do.
"""

import pytest

from custodes.engine import DuckDBEngine, read_steps
from custodes.measures import Ledger, LedgerPart, Loss, View, catalog
from small_datasets import every_table_empty

NAMES = list(catalog())


def test_each_question_that_is_told_of_is_there():
    told = {
        "agreements",
        "completeness",
        "detainers",
        "flows",
        "hold_rooms",
        "partners",
        "population",
        "priorities",
        "releases",
        "repatriation",
        "return",
        "secrecy",
        "waiting",
    }
    tests_of_bias = {f"disparity_{t}" for t in ("benchmark", "outcome", "veil", "before_after")}

    assert told | tests_of_bias <= set(NAMES)
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_the_definition_says_what_is_counted_the_columns_and_what_is_left_out(name):
    said = catalog()[name].definition
    assert all(part in said for part in ("What is counted:", "Columns:", "Sources:"))


@pytest.mark.parametrize("name", NAMES)
def test_empty_tables_give_an_empty_and_explained_answer(tmp_path, name):
    measure = catalog()[name]
    view = every_table_empty(tmp_path)
    for by in (None, [], *([c] for c in measure.choices)):
        found = measure.compute(view, by=by)
        assert found.empty
        assert found.caveats
        assert found.ledger.counted == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_those_of_the_split_and_then_numbers(tmp_path, name):
    measure = catalog()[name]
    found = measure.compute(every_table_empty(tmp_path))
    assert list(found.by) == found.table.column_names[: len(found.by)]


def test_a_ledger_that_does_not_add_up_cannot_be_made():
    with pytest.raises(AssertionError, match="does not add up"):
        Ledger((LedgerPart("arrests", "rows", 8, (Loss("no date", 1),), 6),))


@pytest.mark.parametrize(
    "file",
    [
        "flows",
        "population",
        "population_days",
        "agreements",
        "releases",
        "hold_rooms",
        "detainers",
        "priorities",
    ],
)
def test_no_interval_literal_stands_in_the_sql(file):
    said = " ".join(s.sql for s in read_steps("custodes.measures", f"{file}.sql")).upper()
    assert "INTERVAL" not in said
    assert "QUALIFY" not in said


def test_a_view_can_be_given_an_engine_of_its_own(tmp_path):
    view = every_table_empty(tmp_path)
    paths = dict(view.tables)
    again = View.over(paths, view.manifest, DuckDBEngine(threads=1))
    assert catalog()["flows"].compute(again).empty
