"""
Releases after an order in a synthetic release against its planted truth.
"""

import duckdb
import pytest

from custodes.build import build
from custodes.measures import View, catalog
from custodes.synthetic import make

TRUTH = """
WITH listed AS (
    SELECT DISTINCT person, stay FROM '{0}/truth_stints.parquet' WHERE NOT null_id AND row IS NOT NULL
)
SELECT YEAR("end") + CASE WHEN MONTH("end") >= 10 THEN 1 ELSE 0 END AS fiscal_year, COUNT(*)
FROM '{0}/truth_stays.parquet' JOIN listed USING (person, stay)
WHERE seen AND "end" < DATE '{1}' AND order_day <= CAST("end" AS DATE) AND end_reason IN {2}
GROUP BY 1 ORDER BY 1
"""


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    """
    A view of a made-up release, and the folder of its truth.
    """
    folder = tmp_path_factory.mktemp("synthetic")
    made = make(4000, 13, folder)
    return View.of(build([made.folder], folder / "dataset").dataset), folder / "truth"


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        ("supervision_no_slrrff", ("Order of Supervision - No SLRRFF", "")),
        ("bond", ("Bonded Out - IJ", "Bonded Out - Field Office")),
        (
            "supervision",
            (
                "Order of supervision",
                "Order of Supervision - Humanitarian",
                "Order of Supervision - Re-Release",
            ),
        ),
    ],
)
def test_the_releases_of_each_year_are_those_that_were_planted(synthetic, kind, reasons):
    view, truth = synthetic
    where = {"kind": kind}
    found = catalog()["releases"].compute(view, ["fiscal_year"], where).table.to_pylist()
    (extract,) = view.extracts().values()
    with duckdb.connect() as db:
        planted = dict(db.execute(TRUTH.format(truth, extract, reasons)).fetchall())
    assert planted
    assert planted == {r["fiscal_year"]: r["releases"] for r in found}
