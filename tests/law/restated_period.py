"""
The removal period and the six months in plain Python, written from the text.

Nothing here is taken from the code: days are walked one by one, holidays come
from the package `holidays`. A fact that is absent raises `Missing`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

DAY = timedelta(1)
END = date(2032, 1, 1)


class Missing(Exception):  # noqa: N818 - a fact that is missing is no error
    """
    A fact that would have to be found.
    """


class Facts(dict):
    def __missing__(self, name):
        raise Missing(name)


def any3(*tests):
    return _decided(tests, decides=True)


def all3(*tests):
    return _decided(tests, decides=False)


def _decided(tests, *, decides):
    missing = False
    for test in tests:
        try:
            if test() is decides:
                return decides
        except Missing:
            missing = True
    if missing:
        raise Missing
    return not decides


@cache
def federal(observed):
    return holidays.US(years=range(2015, 2033), observed=observed, categories=("public",))


def business(day, observed):
    return day.weekday() < 5 and day not in federal(observed)


def nth_business_day(day, count, observed):
    while count:
        day += DAY
        count -= business(day, observed)
    return day


# When an order becomes final: 8 CFR 1241.1.


def final_on(f, r):  # noqa: PLR0911 - one return a paragraph
    observed = r["observed_holidays"] == "true"
    kind = f["order_kind"]
    if kind == "immigration_judge":
        if any3(lambda: f["board_decided"], lambda: f["appealed"]):
            return f["board_decided_on"] if f["board_decided"] else None
        if f["appeal_waived"]:
            return f["order_on"]
        last = f["order_on"] + 30 * DAY
        if r["appeal_period_rolls"] == "yes":
            while not business(last, observed):
                last += DAY
        return last
    if kind == "voluntary_departure":
        return departure_final(f, r, observed)
    if kind == "reinstated":
        which = r["reinstatement_start"]
        if which == "ice_custody_date":
            return last_taken(f["ice_custody"])
        return f["reinstated_on" if which == "reinstatement_date" else "order_on"]
    return f["order_on"]


def departure_final(f, r, observed):
    if f["departure_bond_missed"]:
        last = nth_business_day(f["order_on"], 5, observed)
    else:
        last = f["departure_by"]
    return last + DAY if r["departure_final"] == "day_after" else last


def last_taken(stretches):
    """
    When the last custody began; what touches or overlaps is one custody.
    """
    began = ends = None
    for a, b in sorted(stretches, key=lambda s: (s[0], s[1] or END)):
        if began is None or a > ends:
            began, ends = a, b or END
        else:
            ends = max(ends, b or END)
    return began


# Its ninety days: 8 USC 1231(a)(1).

COURT_ENDS = {
    "court_decision": ("court_decided", "court_decided_on"),
    "mandate_issued": ("mandate_issued", "mandate_on"),
    "order_executable": ("executable", "executable_on"),
}


def stay(f, r):
    """
    Whether a stay on review stands, and else when it ended; None: there is none.
    """
    if not all3(lambda: f["petitioned"], lambda: f["court_stayed"]):
        return False, None
    done, on = COURT_ENDS[r["stay_end_event"]]
    return (False, f[on]) if f[done] else (True, None)


def removal_start(f, r):
    begun = before_prison(f, r)
    if begun is None:
        return None
    if r["criminal_custody_after_rp"] == "restarts":
        return after(begun, f["criminal_custody"], lambda _: None)
    if f["criminal_custody"]:
        broken(f, r)  # whether the period had run turns on it
    return after(
        begun, f["criminal_custody"], lambda s: ninety_from(s, f, r, r["count_convention"])
    )


def before_prison(f, r):
    stands, ended = stay(f, r)
    final = final_on(f, r)
    if stands:
        return final if r["stay_authority"] == "1231" else None
    return final if ended is None or final is None else max(final, ended)


def after(start, stretches, mark_of):
    """
    The latest of: the end of each stretch that came before the period had run.
    """
    for a, b in sorted(stretches, key=lambda s: (s[0], s[1] or END)):
        if b is not None and b <= start:
            continue
        mark = mark_of(start)
        if mark is not None and a > mark:
            continue
        if b is None:
            return None
        start = b
    return start


def broken(f, r):
    return f["noncompliance" if r["ftc_start"] == "conduct_date" else "noncompliance_noticed"]


def day_90(f, r, convention=None):
    start = removal_start(f, r)
    return None if start is None else ninety_from(start, f, r, convention or r["count_convention"])


def ninety_from(start, f, r, convention):
    return counted_to(start, lambda _: 90, None, (), f, r, convention)


def counted_to(start, length_of, held, stays, f, r, convention):
    """
    The mark of a period under each reading of a failure to comply.
    """
    effect, failures = r["ftc_effect"], broken(f, r)
    off = convention == "include_event_day"
    if effect == "pause_and_resume":
        return walk(start, length_of, held, (*failures, *stays), off)
    if effect == "restart_on_compliance":
        start = after(start, failures, lambda s: walk(s, length_of, held, stays, off))
        return None if start is None else walk(start, length_of, held, stays, off)
    mark = walk(start, length_of, held, stays, off)
    for a, b in failures:
        if (b is None or b > start) and (mark is None or a <= mark):
            return None
    return mark


def inside(day, stretches):
    return any(a < day and (b is None or day <= b) for a, b in stretches)


def counts(day, held, pauses):
    return (held is None or inside(day, held)) and not inside(day, pauses)


def first_counted(start, held, pauses):
    day = start + DAY
    while day <= END:
        if counts(day, held, pauses):
            return day
        day += DAY
    return None


def walk(start, length_of, held, pauses, off):
    first = first_counted(start, held, pauses)
    if first is None:
        return None
    left = length_of(first - DAY) - off
    day = first - DAY
    while left:
        day += DAY
        if day > END:
            return None
        left -= counts(day, held, pauses)
    while ends := [b for a, b in pauses if a <= day and (b is None or b > day)]:
        if None in ends:
            return None
        day = max(ends)
    return day


# Six months: Zadvydas, Clark.


def six_month_terms(f, r):
    """
    From when days count, and in which custody (None: all days).
    """
    anchor = removal_start(f, r)
    if r["clock_anchor"] == "rp_end":
        anchor = day_90(f, r, "exclude_event_day")
    ways = r["clock_counts"]
    if ways == "calendar_from_rp_start":
        return anchor, None
    held = f["ice_custody"]
    if ways == "current_detention_only":
        taken = last_taken(held)
        anchor = None if anchor is None or taken is None else max(anchor, taken)
    return anchor, held


def tolled(f, r):
    return f["detainee_stay"] if r["detainee_requested_stay_tolls"] == "yes" else ()


def six_months(f, r):
    since, held = six_month_terms(f, r)
    stays = tolled(f, r)
    broken(f, r)
    if since is None:
        return None

    def length_of(first):
        if r["six_month_unit"] == "180_days":
            return 180
        return (first + relativedelta(months=6) - first).days

    return counted_to(since, length_of, held, stays, f, r, r["count_convention"])


def status(f, r):
    try:
        return known_status(f, r)
    except Missing:
        return "UNKNOWN"


def pending(f, r):
    """
    An appeal, a stay on review or criminal custody that keeps the period from beginning.
    """

    def appeal_pending():
        return all3(
            lambda: f["order_kind"] == "immigration_judge",
            lambda: f["appealed"],
            lambda: not f["board_decided"],
        )

    def stayed():
        done = COURT_ENDS[r["stay_end_event"]][0]
        return r["stay_authority"] == "1226" and all3(
            lambda: f["petitioned"], lambda: f["court_stayed"], lambda: not f[done]
        )

    return any3(appeal_pending, stayed, lambda: any(b is None for _, b in f["criminal_custody"]))


def known_status(f, r):
    if pending(f, r):
        return "NOT_RUNNING"

    def begun():
        start = removal_start(f, r)
        if start is None:
            raise Missing
        return start <= f["as_of"]

    if not all3(lambda: any(b is None for _, b in f["ice_custody"]), begun):
        return "NOT_RUNNING"
    mark = six_months(f, r)
    if mark is None:
        failures = broken(f, r)
        if r["ftc_effect"] == "open_ended_reasonable_time":
            return "EXTENDED" if failures else "NOT_RUNNING"
        return "EXTENDED" if any(b is None for _, b in failures) else "NOT_RUNNING"
    over = f["as_of"] >= mark if r["mark"] == "reached" else f["as_of"] > mark
    return "CHALLENGEABLE" if over else "PRESUMPTIVELY_REASONABLE"


def held_so_far(f, r):
    """
    Days detained since the removal period began that no pause takes, by the day of the reading.
    """
    since, held = six_month_terms(f, r)
    stays = tolled(f, r)
    failures = broken(f, r)
    if since is None:
        return None
    pauses = stays
    if r["ftc_effect"] == "pause_and_resume":
        pauses = (*stays, *failures)
    elif r["ftc_effect"] == "restart_on_compliance":
        off = r["count_convention"] == "include_event_day"
        since = after(since, failures, lambda s: walk(s, lambda _: 180, held, stays, off))
    if since is None:
        return None
    first = first_counted(since, held, pauses)
    if first is None or first - DAY > f["as_of"]:
        return 0
    days = 0
    day = first
    while day <= f["as_of"]:
        days += counts(day, held, pauses)
        day += DAY
    return days + (r["count_convention"] == "include_event_day")
