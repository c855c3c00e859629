"""
Splits over whose groups no sum is printed, and figures that are another one elsewhere.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from custodes.disclosure import Publication, attack, cell, protect
from custodes.measures import Measure, catalog
from custodes.measures._findings import Findings, Ledger, LedgerPart, Loss, Source
from custodes.measures._measure import Figure
from custodes.site._common import declare
from custodes.site._shown import Judged
from custodes.site._spec import Same, Spec, spec
from custodes.site._split import split
from custodes.site._tables import table

MEASURE = Measure(
    "searches", "Searches", "How many?", (), ("race",), (), ("race",), "", lambda *_: None,
    (
        Figure("searches", "Searches", additive=True),
        Figure("beside", "Of white people"),
    ),
)  # fmt: skip
TOLD = Spec((), unsummed=("race",), same=(Same("beside", "searches", {"race": "white"}),))


def said(rows, by=("district", "race"), told=TOLD):
    made = [dict(zip((*by, "searches", "beside"), r, strict=True)) for r in rows]
    counted = sum(r[-2] for r in rows)
    part = LedgerPart("stops", "rows", counted + 40, (Loss("no search", 40),), counted)
    found = Findings(
        "searches", "Searches", by, {}, "rows", pa.Table.from_pylist(made), Ledger((part,)), (),
        "", "", (Source("r", "R", dt.date(2025, 6, 30), False, counted, "stops"),),
    )  # fmt: skip
    publication = Publication()
    return publication, split(publication, MEASURE, found, told), found


ROWS = [
    ("North", "white", 90, 90),
    ("North", "black", 60, 90),
    ("North", "unknown", 3, 90),
    ("South", "white", 80, 80),
    ("South", "black", 70, 80),
    ("South", "unknown", 50, 80),
]


def shown(publication, made, **at):
    return Judged(protect(publication)).number(made.key(made.figures[0], at)).text


def test_a_small_group_hides_no_other_where_no_sum_over_groups_is_printed():
    publication, made, _ = said(ROWS)
    assert shown(publication, made, district="North", race="black") == "60"
    assert shown(publication, made, district="North", race="unknown") in ("<11", "hidden")
    # With its sums it does: what is left of the district would be the three.
    publication, made, _ = said(ROWS, told=Spec(()))
    hidden = protect(publication).hidden
    north = {k for k in hidden if ("district", "North") in k[1] and k[0] == "searches.searches"}
    assert len(north) > 1


def test_no_row_of_all_is_printed_over_them():
    publication, made, _ = said(ROWS)
    judged = Judged(protect(publication))
    assert not table(made, judged, {}, id="t").total
    assert table(made, judged, {"race": "black"}, id="t").total


def test_a_sum_that_the_ledger_prints_is_one_of_the_equations():
    # By race alone: 150, 40 and 3 are all that the ledger counts, so the 3 are known by it.
    rows = [("white", 150, 150), ("black", 40, 150), ("unknown", 3, 150)]
    publication, made, found = said(rows, by=("race",))
    assert len(protect(publication).hidden) == 1
    declare(publication, found, made.whole_of(made.figures[0]))
    only = {
        made.key(made.figures[0], {"race": "unknown"}): why
        for why in protect(publication).hidden.values()
    }
    assert attack(publication, only)
    judgement = protect(publication)
    assert len(judgement.hidden) > 1
    assert attack(publication, judgement.hidden) == ()


def test_a_number_that_stands_in_another_row_too_is_hidden_in_both():
    rows = [*ROWS[:2], ("North", "unknown", 40, 90), ("South", "white", 7, 7), *ROWS[4:5]]
    rows[-1] = ("South", "black", 70, 7)
    publication, made, _ = said(rows)
    publication.add(cell("elsewhere"), 97)
    publication.total(
        cell("elsewhere"),
        [made.key(made.figures[0], {"district": d, "race": "white"}) for d in ("North", "South")],
    )
    judged = Judged(protect(publication))
    # The 7 are small; of the 90 or the 97 one more is hidden, and then wherever it stands.
    whites = judged.number(made.key(made.figures[0], {"district": "North", "race": "white"}))
    beside = judged.number(made.key(made.figures[1], {"district": "North", "race": "black"}))
    assert (whites.value is None) == (beside.value is None)
    assert attack(publication, judged.judgement.hidden) == ()


@pytest.mark.parametrize("name", ["disparity_outcome", "disparity_benchmark"])
def test_the_counts_of_the_group_held_against_are_those_of_its_own_row(name):
    told = spec(catalog()[name])
    known = {f.name for f in catalog()[name].figures}
    assert {s.figure for s in told.same} == {n for n in known if n.startswith("reference_")}
    assert all(s.figure == f"reference_{s.of}" for s in told.same)
