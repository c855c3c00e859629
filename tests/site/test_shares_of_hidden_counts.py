"""
The nearest percent of a hidden count tells no more of it than that it is hidden.
"""

from __future__ import annotations

import pytest

from custodes.disclosure import Publication, cell, protect
from custodes.site._completeness import PARTS, _share
from custodes.site._shown import Judged

FIELD = {"table": "arrests", "field": "birth_year"}


def field(rows: int, few: int, limit: float = 11) -> Judged:
    """
    A field of which a few cells are blank and as many withheld.
    """
    said = Publication(limit)
    parts = dict(zip(PARTS, (rows - 2 * few, few, few, 0), strict=True))
    for part, n in {"cells": rows, **parts}.items():
        said.add(cell(f"completeness.{part}", **FIELD), n)
    keys = [cell(f"completeness.{part}", **FIELD) for part in PARTS]
    said.total(cell("completeness.cells", **FIELD), keys)
    return Judged(protect(said))


@pytest.mark.parametrize(("rows", "limit"), [(1100, 11), (2199, 11), (5999, 30)])
def test_a_share_that_would_narrow_a_hidden_count_is_not_shown(rows: int, limit: int) -> None:
    # Of 1,100 rows 100% are filled: 5 at most are not, and neither part is more than 4.
    judged = field(rows, 2, limit)

    assert [_share(judged, FIELD, p) for p in ("filled", "blank", "redacted")] == [None] * 3


@pytest.mark.parametrize(("rows", "limit"), [(2200, 11), (6000, 30)])
def test_of_many_rows_the_nearest_percent_is_shown(rows: int, limit: int) -> None:
    judged = field(rows, 2, limit)

    assert [_share(judged, FIELD, p) for p in ("filled", "blank", "redacted")] == [1.0, 0.0, 0.0]
