"""
Population of a synthetic release against its planted truth, day by day.
"""

import duckdb
import pytest

from custodes.build import build
from custodes.measures import View, catalog
from custodes.synthetic import make


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    """
    A view of a made-up release, and the file of its truth.
    """
    folder = tmp_path_factory.mktemp("synthetic")
    made = make(900, 5, folder)
    built = build([made.folder], folder / "dataset")
    return View.of(built.dataset), folder / "truth" / "truth_population.parquet"


@pytest.mark.parametrize(
    ("by", "place"),
    [(["day"], "t.facility IS NULL"), (["facility", "day"], "t.facility = f.facility")],
)
def test_each_day_and_facility_equals_the_truth_that_was_planted(synthetic, by, place):
    view, truth = synthetic
    found = catalog()["population"].compute(view, by=by).table
    with duckdb.connect() as db:
        db.register("f", found)
        days, wrong = db.execute(
            "SELECT COUNT(*), COUNT(*) FILTER (WHERE any_part <> recorded_any_part "
            "OR midnight <> recorded_midnight) "
            f"FROM f JOIN '{truth}' t ON t.date = f.day AND {place}"
        ).fetchone()
    assert days == found.num_rows
    assert days >= 1000
    assert wrong == 0
