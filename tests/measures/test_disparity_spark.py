"""
The tests of disparity, again on Spark.
"""

import pytest
from disparity_made import alike, evening_stops, stops
from test_disparity_before_after import EDGES, EIGHT, SIGNED
from test_disparity_benchmark import given
from test_disparity_outcome import EIGHT as SEARCHES
from test_disparity_outcome import searched
from test_disparity_veil import EIGHT as EVENING
from test_disparity_veil import stop

from custodes.measures import View, catalog
from small_datasets import RELEASE, manifest, rows, view

UTC = stop("2017-06-21 23:07", None, "black", clock="UTC", time_zone="America/Chicago")


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "tables", "by"),
    [
        ("disparity_veil", stops([*(stop(*s) for s in EVENING), UTC]), ["year"]),
        ("disparity_veil", {"stops": evening_stops(4, 2, 500, 1.5)}, ["month"]),
        ("disparity_outcome", stops([searched(*s) for s in SEARCHES]), ["fiscal_year", "state"]),
        ("disparity_benchmark", given(), ["precinct"]),
        (
            "disparity_before_after",
            {
                "stops": rows("stops", [*EIGHT, *EDGES]),
                "agreement_histories": rows("agreement_histories", SIGNED),
            },
            ["state"],
        ),
    ],
)
def test_spark_gives_the_figures_and_the_ledger_that_duckdb_gives(
    spark, tmp_path, name, tables, by
):
    known = {RELEASE: "2026-07-01", "r0": None, "r1": None}
    data = view(tmp_path, tables, manifest(known))
    here = catalog()[name].compute(data, by)
    there = catalog()[name].compute(View.over(data.tables, data.manifest, spark), by)

    def in_order(findings):
        return sorted(findings.table.to_pylist(), key=lambda r: str([r[b] for b in findings.by]))

    assert alike(in_order(here), in_order(there))
    assert here.ledger == there.ledger
    assert here.table.num_rows
