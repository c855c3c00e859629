"""
The measures of releases, hold rooms, detainers and priorities, again on Spark.
"""

import pytest
from test_detainers import ARRESTS, arrest, detainer
from test_detainers import EIGHT as DETAINERS
from test_detainers import tables as detained
from test_hold_rooms import EIGHT as STINTS
from test_hold_rooms import stint
from test_hold_rooms import tables as held
from test_priorities import EIGHT as ARRESTED
from test_priorities import arrest as arrest_by
from test_priorities import table as arrested
from test_releases import EIGHT as STAYS
from test_releases import stay

from custodes.engine import SparkEngine
from custodes.measures import View, catalog
from small_datasets import rows, view


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    engine = SparkEngine(
        spill=tmp_path_factory.mktemp("spark"),
        settings={
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        },
    )
    yield engine
    engine.close()


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "given", "by"),
    [
        ("releases", {"stays": rows("stays", [stay(*s) for s in STAYS])}, ["year", "level"]),
        ("hold_rooms", held([stint(*s) for s in STINTS]), ["facility", "told_by"]),
        (
            "detainers",
            detained([detainer(*d) for d in DETAINERS], [arrest(*a) for a in ARRESTS]),
            ["month", "state", "lift_reason"],
        ),
        (
            "priorities",
            arrested([arrest_by(*a) for a in ARRESTED]),
            ["office", "fiscal_year", "criminality"],
        ),
    ],
)
def test_spark_gives_the_cells_and_the_ledger_that_duckdb_gives(spark, tmp_path, name, given, by):
    data = view(tmp_path, given)
    here = catalog()[name].compute(data, by)
    there = catalog()[name].compute(View.over(data.tables, data.manifest, spark), by)

    def in_order(findings):
        return sorted(map(str, findings.table.to_pylist()))

    assert in_order(here) == in_order(there)
    assert here.ledger == there.ledger
    assert here.table.num_rows > 1
