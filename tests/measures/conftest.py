"""
The other engine, for tests that put a measure to both.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from custodes.engine import SparkEngine


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkEngine]:
    """
    Spark, interpreted: of a few rows that is quicker than code made for them.
    """
    engine = SparkEngine(
        spill=tmp_path_factory.mktemp("spark"),
        settings={
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        },
    )
    yield engine
    engine.close()
