"""
Random histories, unknowns included: one by one, on DuckDB and on Spark.
"""

from __future__ import annotations

import pytest
import test_agreement
import test_authority_restated
import test_detainer_restated
import test_interpreters
import test_notification
import test_period_restated
import test_requests_restated
import test_severity
import test_travel_document
from hypothesis import Phase, assume, given, seed, settings
from hypothesis import strategies as st
from law_columns import column, plain, spark

from custodes.law.interpret import Program

NO_READINGS = st.just({})
# Fewer stretches than DuckDB is shown: Spark's analysis grows with a query's depth.
FEW = {"held": 2, "paused": 1, "broken": 1}
LANGUAGE = test_interpreters.OUTPUTS
# In parts: one query of all takes Spark longer than its parts together.
REACHED, COUNTED = (
    {k: e for k, e in LANGUAGE.items() if k.startswith(w)} for w in ("reached", "counted")
)
REST = {k: e for k, e in LANGUAGE.items() if k not in REACHED | COUNTED}
shallow = test_interpreters.cases.map(lambda c: c | {k: c[k][:n] for k, n in FEW.items()})
# Answers, how a history is drawn, how its readings are.
TABLES = {
    "days_reached": (REACHED, shallow, NO_READINGS),
    "days_counted": (COUNTED, shallow, NO_READINGS),
    "the_rest_of_the_language": (REST, shallow, NO_READINGS),
    "orders": (
        test_period_restated.OUTPUTS,
        test_period_restated.facts(),
        test_period_restated.readings,
    ),
    "authority": (
        test_authority_restated.OUTPUTS,
        test_authority_restated.rows,
        test_authority_restated.readings,
    ),
    "reviews": (
        test_requests_restated.REVIEWS,
        test_requests_restated.reviews,
        test_requests_restated.REVIEW_READINGS,
    ),
    "detainers": (
        test_detainer_restated.OUTPUTS,
        test_detainer_restated.rows,
        test_detainer_restated.readings,
    ),
    "requests": (
        test_requests_restated.FOIA,
        test_requests_restated.requests(),
        test_requests_restated.FOIA_READINGS,
    ),
    "agreements": (test_agreement.OUTPUTS, test_agreement.cases(), NO_READINGS),
    "documents": (test_travel_document.OUTPUTS, test_travel_document.cases(), NO_READINGS),
    "levels": (test_severity.OUTPUTS, test_severity.records(), test_severity.readings),
    "notices": (test_notification.OUTPUTS, test_notification.cases(), NO_READINGS),
}


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_spark_says_of_random_histories_what_duckdb_and_one_case_say(name):
    outputs, history, readings = TABLES[name]

    @seed(20250731)
    @settings(max_examples=1, phases=[Phase.generate], database=None)
    @given(st.lists(history, min_size=25, max_size=40), readings)
    def agree(rows, read):
        # The first that is drawn is the plainest there is, the same over and over.
        assume(len({str(sorted(r.items())) for r in rows}) > len(rows) // 2)
        program = Program(outputs, read)
        alone = [plain(program.run(row)) for row in rows]

        assert alone == column(outputs, rows, read)
        assert alone == column(outputs, rows, read, spark())

    agree()
