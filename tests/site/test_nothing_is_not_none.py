"""
What no release tells of is empty, and not none: a year, or a State.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_splits import findings, measure

from custodes.disclosure import Publication, protect
from custodes.site._common import only_of_the_nation
from custodes.site._shown import Judged, Number
from custodes.site._spec import spec
from custodes.site._split import split
from custodes.site._tables import table
from small_datasets import manifest

# Encounters were released of 2024 alone; of removals from Boston there were none in 2025.
ROWS = [
    ("arrests", "Boston", 2024, 40, 20),
    ("arrests", "Boston", 2025, 50, 20),
    ("encounters", "Boston", 2024, 60, 30),
    ("removals", "Boston", 2024, 70, 35),
    ("removals", "Miami", 2025, 80, 35),
]


def test_a_year_that_no_release_tells_of_is_empty() -> None:
    made, said = measure(), Publication()
    told = replace(spec(made), apart=frozenset({"event"}), figures=("people",))
    found = split(said, made, findings(ROWS, ("event", "office", "fiscal_year")), told)
    shown = table(found, Judged(protect(said)), {"office": "Boston"}, id="t")
    years = {str(r[0]): [n.value for n in r[1:3] if isinstance(n, Number)] for r in shown.rows}

    assert [h.name for h in shown.headings[1:3]] == ["2024", "2025"]
    assert years == {"Arrests": [40, 50], "Encounters": [60, None], "Removals": [70, 0]}


@pytest.mark.parametrize(
    ("scopes", "whole"),
    [({}, True), ({"area": "Pennsylvania"}, False), ({"nation": "national"}, True)],
)
def test_a_state_without_rows_has_none_only_where_every_release_is_of_the_nation(
    scopes: dict[str, str], whole: bool
) -> None:
    made = manifest({"nation": "2025-06-30", "area": "2025-06-30"}, scopes=scopes)
    (source,) = findings().sources
    counted = tuple(replace(source, release=r) for r in ("nation", "area"))

    assert only_of_the_nation(made, replace(findings(), sources=counted)) is whole
