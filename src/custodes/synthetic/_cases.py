"""
The removal case of each stay, as the agency's records have it on the day of an extract.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from custodes.synthetic._frame import Frame
from custodes.synthetic._outcomes import outcomes
from custodes.synthetic._people import People
from custodes.synthetic._random import Days, Floats, Ints, Streams, lognormal
from custodes.synthetic._shapes import draw_by_row, people_choice, share, world
from custodes.synthetic._stays import NEVER_DAY, Stays
from custodes.synthetic._window import Window

CLOSED = 1
"""Statuses from this position on close the case; the first is ACTIVE."""


@dataclass(frozen=True)
class Cases:
    """
    One case a stay, the future included; positions in the lists of `texts`.
    """

    category_with: Ints
    """Category once a final order stands."""
    category_without: Ints
    status: Ints
    """Status once the stay has ended."""
    country: Ints
    """Country departed for."""
    port: Ints
    bond_set: Floats
    """Amount first set. NaN: no bond."""
    bond_set_day: Days
    bond_posted: Floats
    """NaN: not posted."""
    bond_posted_day: Days
    disposition: Ints


@cache
def texts() -> dict[str, tuple[str, ...]]:
    """
    The lists of statuses and categories.
    """
    facts = world("cases")
    named = {s for rows in facts["status"].values() for s, _ in rows}
    return {
        "status": ("ACTIVE", *sorted(named - {"ACTIVE"})),
        "category": tuple(facts["categories"].values()),
    }


def cases(streams: Streams, people: People, stays: Stays) -> Cases:
    """
    The cases of a block of stays.
    """
    rng = streams.of("cases")
    n = stays.size
    country = people.country[stays.person]
    elsewhere = rng.random(n) < share("shares", "third_country")
    return Cases(
        category_with=draw_by_row(rng, _categories("with_order"), stays.outcome),
        category_without=draw_by_row(rng, _categories("without_order"), stays.outcome),
        status=draw_by_row(rng, _statuses(), stays.outcome),
        country=np.where(elsewhere, people_choice("countries").draw(rng, n), country),
        port=people_choice("ports").draw(rng, n),
        disposition=people_choice("dispositions").draw(rng, n),
        **_bonds(rng, stays),
    )


def _categories(which: str) -> Floats:
    keys = list(world("cases")["categories"])
    table = world("cases")[which]
    weights = np.zeros((len(outcomes().reasons), len(keys)))
    for i, reason in enumerate(outcomes().reasons):
        for key, weight in table.get(reason, table["other"]):
            weights[i, keys.index(key)] = weight
    return weights


def _statuses() -> Floats:
    listed = texts()["status"]
    weights = np.zeros((len(outcomes().reasons), len(listed)))
    for i, reason in enumerate(outcomes().reasons):
        for value, weight in world("cases")["status"].get(reason, [["ACTIVE", 1.0]]):
            weights[i, listed.index(value)] = weight
    return weights


def _bonds(rng: np.random.Generator, stays: Stays) -> dict[str, np.ndarray]:
    n = stays.size
    sure = outcomes().bond[stays.outcome] == 1.0
    has = sure | (rng.random(n) < share("shares", "bond_unposted"))
    amount = np.rint(lognormal(rng, np.full(n, 6000.0), np.full(n, 0.6)) / 500) * 500
    amount = np.maximum(amount, 1500.0)
    when = rng.uniform(0.2, 0.9, n)
    span = (stays.end - stays.start).astype(np.int64)
    day = (stays.start + (span * when).astype(np.int64)).astype("datetime64[D]")
    last = stays.end.astype("datetime64[D]")
    return {
        "bond_set": np.where(has, amount, np.nan),
        "bond_set_day": np.where(has, day, NEVER_DAY),
        "bond_posted": np.where(sure, amount, np.nan),
        "bond_posted_day": np.where(sure, last, NEVER_DAY),
    }


def add_case(frame: Frame, stays: Stays, case: Cases, stay: Ints, window: Window) -> None:
    """
    Add the columns of the case to rows of any table.

    Args:
        frame: Rows.
        stays: All stays of the block.
        case: Their cases.
        stay: For each row the position of its stay.
        window: What the release sees; what lies after it is not in the columns.
    """
    extract = window.end
    ended = (stays.end < window.closes)[stay]
    order = np.where(stays.order_day <= extract, stays.order_day, NEVER_DAY)[stay]
    gone = np.where(stays.departed <= extract, stays.departed, NEVER_DAY)[stay]
    has_order, has_gone = ~np.isnat(order), ~np.isnat(gone)
    departs = ~np.isnat(stays.departed)[stay]
    settled = ended & (has_gone | ~departs)
    category = np.where(has_order, case.category_with[stay], case.category_without[stay])
    frame.text("case_status", np.where(settled, case.status[stay], 0), texts()["status"])
    frame.text("case_category", category, texts()["category"])
    frame.text("final_order_yes_no", np.where(has_order, 0, 1), ("YES", "NO"))
    frame.moment("final_order_date", order)
    frame.moment("departed_date", gone)
    country = np.where(has_gone, case.country[stay], -1)
    frame.text("departure_country", country, people_choice("countries").values)
    frame.text("port_of_departure", np.where(has_gone, case.port[stay], -1), _ports())
    frame.text("processing_disposition", case.disposition[stay], _dispositions())


def _ports() -> tuple[str, ...]:
    return people_choice("ports").values


def _dispositions() -> tuple[str, ...]:
    return people_choice("dispositions").values
