"""
Counties with a 287(g) agreement, each beside one of its State without.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from custodes.measures._counties import counties, place_agency

if TYPE_CHECKING:
    from custodes.measures._view import View

WINDOW = 365
"""Days counted to either side of the day of an agreement."""


@dataclass(frozen=True, slots=True)
class Pair:
    """
    One county with an agreement, and the one it is held against.
    """

    treated: str
    control: str
    state: str
    start: dt.date
    """Day of the first agreement of an agency in the treated county."""


@dataclass(frozen=True, slots=True)
class Agreements:
    """
    What the lists say of counties.
    """

    starts: Mapping[str, dt.date]
    """County to the day of its first agreement, where that is known."""
    touched: frozenset[str]
    """Counties that no other may be held against: signed or applied, or no known day."""
    unplaced: int
    """Agencies of no known county, and those of a whole State."""


def agreements_by_county(view: View) -> Agreements:
    """
    The first agreement in each county, by day of signature, else of the first list.
    """
    rows = view.engine.fetch(
        "SELECT state_code, agency, county, agency_type, "
        "COALESCE(signed_first, first_seen) AS day, first_seen FROM agreement_histories "
        "ORDER BY agency_key, model"
    ).to_pylist()
    starts: dict[str, dt.date] = {}
    touched: set[str] = set()
    unplaced = 0
    for row in rows:
        placed = place_agency(
            row["state_code"], row["agency"], row["county"], row["agency_type"]
        ).fips
        if placed is None:
            unplaced += 1
            continue
        touched.add(placed)
        if row["first_seen"] is not None and row["day"] is not None:
            starts[placed] = min(row["day"], starts.get(placed, row["day"]))
    return Agreements(starts, frozenset(touched), unplaced)


def match_counties(
    agreements: Agreements,
    spans: Mapping[str, tuple[dt.date, dt.date]],
    covered: Mapping[str, tuple[dt.date, dt.date]],
) -> list[Pair]:
    """
    Pair each county with the one of its State without an agreement nearest in population.

    Earlier agreements choose first, and a county is in one pair at most.

    Args:
        agreements: What the lists say.
        spans: Each county's first and last event.
        covered: Each State's first and last event: a window must lie within.
    """
    known = counties()
    reach = dt.timedelta(WINDOW)
    taken: set[str] = set()
    pairs = []
    for fips, start in sorted(agreements.starts.items(), key=lambda s: (s[1], s[0])):
        if fips not in spans:
            continue
        state = known[fips].state
        first, last = covered[state]
        if start - reach < first or start + reach - dt.timedelta(1) > last:
            continue
        free = _free(state, spans, agreements.touched | taken)
        control = min(
            free, key=lambda f: (abs(known[f].people - known[fips].people), f), default=None
        )
        if control is not None:
            taken.add(control)
            pairs.append(Pair(fips, control, state, start))
    return pairs


def _free(state: str, spans: Iterable[str], barred: Collection[str]) -> list[str]:
    known = counties()
    return [f for f in spans if known[f].state == state and f not in barred]
