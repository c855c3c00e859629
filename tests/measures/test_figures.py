"""
Every number that a measure gives is described, and what it rests on stands beside it.
"""

import pyarrow as pa
import pytest

from custodes.measures import catalog
from small_datasets import every_table_empty

NAMES = [
    "population",
    "flows",
    "completeness",
    "agreements",
    "priorities",
    "without_agreement",
    "partners_arrests",
    "partners_population",
    "partners",
    "secrecy",
    "detainers",
    "hold_rooms",
    "county_jails",
    "against_published",
    "disparity_benchmark",
    "disparity_outcome",
    "disparity_veil",
    "disparity_before_after",
]


def numbers(found):
    """
    The columns of numbers that are no split.
    """
    return [
        f.name
        for f in found.table.schema
        if f.name not in found.by and (pa.types.is_integer(f.type) or pa.types.is_floating(f.type))
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_a_figure_and_in_their_order(tmp_path, name):
    measure = catalog()[name]
    view = every_table_empty(tmp_path)
    for by in (None, [], *([c] for c in measure.choices)):
        found = measure.compute(view, by=by)
        assert numbers(found) == [f.name for f in measure.figures]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_figure_is_made_of_is_a_column_of_the_same_row(name):
    known = {f.name: f for f in catalog()[name].figures}
    for figure in known.values():
        assert {*figure.parts, *figure.rests_on} <= set(known)
        assert bool(figure.rests_on) == (figure.kind not in ("count", "things"))
        assert all(known[n].kind == "count" for n in (*figure.parts, *figure.rests_on))
