"""
The screen in plain Python, written from the text: one stay at a time, day by day.

Nothing is taken from the code under test. Holidays come from the package
`holidays`, months from `dateutil`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays
from dateutil.relativedelta import relativedelta

DAY = timedelta(1)
Row = Mapping[str, Any]


@cache
def _federal() -> Any:
    return holidays.US(years=range(1990, 2033), observed=True, categories=("public",))


def appeal_ended(order: date) -> date:
    """
    Thirty days; a last day on a weekend or holiday runs to the next business day.
    """
    last = order + 30 * DAY
    while last.weekday() > 4 or last in _federal():
        last += DAY
    return last


def final_at_the_latest(stay: Row) -> date | None:
    category = (stay["case_category"] or "")[:4].lower()
    if category in {"[8f]", "[8i]", "[11]"}:
        return stay["final_order_date"]
    if category in {"[16]", "[1a]", "[1b]", "[1c]", "[2b]", "[8d]", "[8g]", "[8h]", "[8k]"}:
        return None
    return appeal_ended(stay["final_order_date"])


def marks(start: date | None) -> tuple[date | None, date | None, date | None]:
    if start is None:
        return None, None, None
    return start + 90 * DAY, start + 180 * DAY, start + relativedelta(months=6)


def ends(stay: Row, extract: date | None) -> tuple[date, date | None, date | None]:
    """
    First, told and last day on which custody can have ended.
    """
    began = stay["stay_book_in_date_time"].date()
    known = extract if extract and extract >= began else None
    ended = stay["ended_at"] and stay["ended_at"].date()
    there = [began]
    for name in ("last_book_in_date_time", "last_stint_book_out_date_time"):
        day = stay[name] and stay[name].date()
        if day and known and day <= known and (ended is None or day <= ended):
            there.append(day)
    seen = max(there)
    status, kind, sure = stay["end_status"], stay["ended_at_kind"], stay["end_confidence"]
    if status == "held":
        return (known if sure == "strong" else seen), known, known
    if kind == "no_later_than":
        return seen, None, ended
    if status == "ended":
        return ended, ended, ended
    return ended or seen, ended, known


def held_days(stays: Sequence[tuple[date, date]], since: date, until: date) -> int:
    """
    Each day from the day after `since` on which someone was held the night before.
    """
    nights = {
        began + i * DAY for began, end in stays for i in range((min(end, until) - began).days)
    }
    return sum(1 for night in nights if night >= since)


def state(stay: Row, prefix: str, until: date | None, limits: Sequence[date | None]) -> str:
    if until is None:
        return "UNKNOWN"
    if until < stay["final_order_date"]:
        return "ORDER_AFTER_STAY"
    past = sum(1 for limit in limits if limit is not None and until > limit)
    words = ("WITHIN_90_DAYS", "PAST_DAY_90", "PAST_DAY_180", "PAST_SIX_MONTHS")[past]
    return f"{prefix}_{words}"


def restated(stay: Row, everyone: Sequence[Row], extract: date | None) -> dict[str, Any]:
    """
    What the row of a stay must say; columns that are left out must be null.
    """
    order, began = stay["final_order_date"], stay["stay_book_in_date_time"].date()
    low, told, high = ends(stay, extract)
    known = extract if extract and extract >= began else None
    found: dict[str, Any] = {"held_to_low": low, "held_to": told, "held_to_high": high}
    if order is None:
        nothing = "ORDER_WITHOUT_DATE" if stay["final_order_yes_no"] == "YES" else "NO_ORDER"
        nothing = _null(stay, nothing)
        return found | dict.fromkeys(("state", "state_low", "state_high"), nothing)
    if known and order > known:
        return found | dict.fromkeys(("state", "state_low", "state_high"), "ORDER_AFTER_EXTRACT")
    found |= _over_all(stay, everyone, extract, known)
    over = stay["end_status"] == "ended" or stay["ended_at_kind"] == "no_later_than"
    if over and order > high:
        return found | dict.fromkeys(("state", "state_low", "state_high"), "ORDER_AFTER_STAY")
    since, final = max(order, began), final_at_the_latest(stay)
    here, first, last = marks(since), marks(order), marks(final and max(final, began))
    for name, days in (("", here), ("_earliest", first), ("_latest", last)):
        found |= dict(
            zip((f"day_90{name}", f"day_180{name}", f"six_months{name}"), days, strict=True)
        )
    for name, until in (("", told), ("_low", low), ("_high", high)):
        found[f"days_held{name}"] = until and held_days([(began, until)], since, until)
    held = stay["end_status"] == "held"
    sure = held and (
        stay["end_confidence"] == "strong" or stay["last_stint_book_out_date_time"] is None
    )
    return found | {
        "counted_from": since,
        "state": state(stay, "HELD" if held else "LEFT", told, here),
        "state_low": state(stay, "HELD" if sure else "LEFT", low, last),
        "state_high": state(stay, "LEFT" if over else "HELD", high, first),
    }


def _null(stay: Row, otherwise: str) -> str:
    if "final_order_date" in (stay["redacted"] or "").split(";"):
        return "ORDER_DATE_WITHHELD"
    if "final_order_date" in (stay["unreadable"] or "").split(";"):
        return "ORDER_DATE_UNREADABLE"
    return otherwise


def _over_all(
    stay: Row, everyone: Sequence[Row], extract: date | None, known: date | None
) -> dict[str, Any]:
    order = stay["final_order_date"]
    own = [
        (s["stay_book_in_date_time"].date(), ends(s, extract), s["end_status"] == "held")
        for s in everyone
        if (s["release"], s["unique_identifier"]) == (stay["release"], stay["unique_identifier"])
    ]
    since = [s for s in own if s[1][2] is None or s[1][2] > order]
    found: dict[str, Any] = {}
    for name, which in (("_low", 0), ("", 1), ("_high", 2)) if known else ():
        spans = [(began, end[which]) for began, end, _ in since]
        if which == 1 and any(end is None for _, end in spans):
            continue
        found[f"days_held_all_stays{name}"] = held_days(
            [(a, b or known) for a, b in spans], order, known
        )
    if all(end[1] for _, end, _ in since):
        open_end = date(2040, 1, 1)
        going_on = [(a, open_end if held else end[1]) for a, end, held in since]
        nights = sorted(
            {a + i * DAY for a, b in going_on for i in range((b - a).days) if a + i * DAY >= order}
        )
        if nights:
            months = (nights[0] + relativedelta(months=6) - nights[0]).days
            for name, length in (("day_180_all_stays", 180), ("six_months_all_stays", months)):
                found[name] = nights[length - 1] + DAY if len(nights) >= length else None
    return found
