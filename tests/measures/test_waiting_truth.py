"""
Waiting past the order in a synthetic release against its planted truth, month by month.
"""

import duckdb
import pytest

from custodes.build import build
from custodes.measures import View, catalog
from custodes.synthetic import make

# True stays that the release lists with a person's id, and the first day past each mark,
# counted from the later of order and book-in.
TRUTH = """
WITH listed AS (
    SELECT DISTINCT person, stay FROM '{0}/truth_stints.parquet' WHERE NOT null_id AND row IS NOT NULL
), true_stays AS (
    SELECT GREATEST(order_day, CAST(start AS DATE)) + {1} + 1 AS past_from,
           LEAST(COALESCE(CAST("end" AS DATE), DATE '{2}'), DATE '{2}') AS past_to
    FROM '{0}/truth_stays.parquet' JOIN listed USING (person, stay)
    WHERE seen AND order_day <= DATE '{2}'
)
SELECT f.held_{1}_low, f.held_{1}, f.held_{1}_high + f.undated, (
           SELECT COUNT(*) FROM true_stays WHERE past_from <= f.as_of AND past_to >= f.as_of
       ), f.crossed_{1}_low, f.crossed_{1}, f.crossed_{1}_high, (
           SELECT COUNT(*) FROM true_stays
           WHERE past_from <= past_to AND past_from BETWEEN GREATEST(f.month, {3}) AND f.as_of
       )
FROM f ORDER BY f.month
"""


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    """
    A view of a made-up release, and the folder of its truth.
    """
    folder = tmp_path_factory.mktemp("synthetic")
    made = make(1500, 11, folder)
    return View.of(build([made.folder], folder / "dataset").dataset), folder / "truth"


@pytest.mark.parametrize("mark", [90, 180, 365])
def test_the_truth_lies_within_the_bounds_and_on_the_recorded_days(synthetic, mark):
    view, truth = synthetic
    found = catalog()["waiting"].compute(view, by=["month"]).table
    (extract,) = view.extracts().values()
    first = view.engine.fetch("SELECT first_day FROM waiting_span").to_pylist()[0]["first_day"]
    with duckdb.connect() as db:
        db.register("f", found)
        rows = db.execute(TRUTH.format(truth, mark, extract, f"DATE '{first}'")).fetchall()
    assert len(rows) >= 24
    assert sum(true for *_, true in rows) > 0
    for low, _, high, true, crossed_low, _, crossed_high, crossed in rows:
        assert low <= true <= high
        assert crossed_low <= crossed <= crossed_high
    apart = sum(abs(r[1] - r[3]) + abs(r[5] - r[7]) for r in rows)
    assert apart <= 0.05 * sum(r[3] + r[7] for r in rows)
