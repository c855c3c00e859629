"""
What lies beside a made-up release: lists of facilities and of agreements, stops, residents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from custodes.synthetic._agreement_lists import write_lists
from custodes.synthetic._facility_list import write_facilities
from custodes.synthetic._stops import planted, stops, within, write_residents, write_stops
from custodes.synthetic._truth import Truth
from custodes.synthetic._window import Window

LISTS = ("facilities", "agreements", "stops", "benchmarks")
"""Canonical tables that the files beside a release fill."""


@dataclass(frozen=True, slots=True)
class Lists:
    """
    What was written beside a release.
    """

    paths: tuple[Path, ...]
    rows: dict[str, int]
    """Rows by table of `LISTS`."""


NONE = Lists((), {})


def write_beside(
    folder: Path, truth: Truth, window: Window, people: int, seed: int, facts: Mapping[str, str]
) -> Lists:
    """
    Write every list and its truth; they do not grow with the people beyond a few thousand.
    """
    first, last = _day(window.start), _day(window.end)
    facility_list, facilities = write_facilities(folder, facts)
    lists, listed, histories = write_lists(folder, seed, last, facts)
    made = stops(seed, people)
    inside = within(made, first, last)
    paths = [facility_list, *lists]
    rows = {"facilities": facilities, "agreements": len(listed), "stops": 0, "benchmarks": 0}
    if len(inside):
        stopped, rows["stops"] = write_stops(folder, made, inside, facts)
        residents, rows["benchmarks"] = write_residents(folder, made, inside, facts)
        paths += [stopped, residents]
        truth.rows("truth_disparity", planted())
    if listed:
        truth.rows("truth_agreements", histories)
        truth.rows("truth_agreement_lists", listed)
    return Lists(tuple(paths), rows)


def _day(moment: Any) -> dt.date:
    found: dt.date = moment.astype("datetime64[D]").item()
    return found
