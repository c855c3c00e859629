"""
Requests for records and reviews of custody: the text restated, one case, a column.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from law_columns import column, plain

from custodes.law.interpret import Program
from custodes.law.us import custody_review, disclosure_request

DAY = timedelta(1)
FIRST = date(2025, 1, 1)
CLOSED = {date(2025, 12, 24), date(2025, 12, 26)}
days = st.integers(0, 400).map(lambda n: FIRST + timedelta(n))


@cache
def federal(observed):
    return holidays.US(years=range(2015, 2031), observed=observed, categories=("public",))


def works(day, r):
    closed = r.get("declared_closures") == "executive_orders" and day in CLOSED
    return day.weekday() < 5 and day not in federal(r["observed_holidays"] == "true") and not closed


def working_days(day, count, r):
    while count:
        day += DAY
        count -= works(day, r)
    return day


# 5 USC 552(a)(6).

FOIA = disclosure_request.RULE.expressions
FOIA_READINGS = st.fixed_dictionaries(
    {c.id: st.sampled_from(sorted(c.readings)) for c in disclosure_request.RULE.choices}
)


def foia_starts(f, r):
    """
    On receipt by the right component, but ten days after any at the latest.
    """
    if r["misrouting_days"] == "working":
        latest = working_days(f["foia_received_on"], 10, r)
    else:
        latest = f["foia_received_on"] + 10 * DAY
    right = f.get("foia_right_on")
    return min(right, latest) if right else latest


def foia_due(f, r, length):
    """
    Working days one after another, those between a question and its answer left out.
    """
    start = day = foia_starts(f, r)
    asked, answered = f.get("foia_asked_on"), f.get("foia_answered_on")
    tolls = f["foia_asked"] and asked >= start
    while length:
        if tolls and day == asked:
            if answered is None:
                return None
            day = max(day, answered - DAY)
            tolls = False
        day += DAY
        length -= works(day, r)
    return day


def foia(f, r):
    due = foia_due(f, r, 30 if f["foia_extended"] else 20)
    determined, appealed = f.get("foia_determined_on"), f.get("foia_appealed_on")
    answered = determined or f["as_of"]
    floor = determined + 90 * DAY if determined else None
    working = working_days(determined, 90, r) if determined else None
    return {
        "foia_starts": foia_starts(f, r),
        "foia_due": due,
        "foia_due_if_extended": foia_due(f, r, 30),
        "foia_exhausted_since": None if due is None or answered <= due else due + DAY,
        "foia_appeal_by": working if r["foia_appeal_unit"] == "dhs_working" else floor,
        "foia_appeal_floor": floor,
        "foia_appeal_due": working_days(appealed, 20, r) if appealed else None,
        "foia_appeal_days": _count(appealed, f, r),
    }


def _count(appealed, f, r):
    if appealed is None:
        return None
    end = f.get("foia_appeal_decided_on") or f["as_of"]
    step = DAY if end >= appealed else -DAY
    low, high = sorted((appealed, end))
    count = sum(works(low + i * DAY, r) for i in range(1, (high - low).days + 1))
    return count if step == DAY else -count


@st.composite
def requests(draw):
    f = {
        "as_of": date(2026, 6, 1),
        "foia_received_on": draw(days),
        "foia_extended": draw(st.booleans()),
        "foia_asked": draw(st.booleans()),
    }
    if f["foia_asked"]:
        f["foia_asked_on"] = f["foia_received_on"] + draw(st.integers(0, 50)) * DAY
        if draw(st.booleans()):
            f["foia_answered_on"] = f["foia_asked_on"] + draw(st.integers(1, 40)) * DAY
    if draw(st.booleans()):
        f["foia_right_on"] = f["foia_received_on"] + draw(st.integers(0, 20)) * DAY
    for name in ("foia_determined_on", "foia_appealed_on", "foia_appeal_decided_on"):
        if draw(st.booleans()):
            f[name] = draw(days)
    return f


@given(st.lists(requests(), min_size=3, max_size=30), FOIA_READINGS)
def test_the_text_one_case_and_a_column_agree_on_requests(rows, read):
    program = Program(FOIA, read)

    answers = column(FOIA, rows, read)

    for row, answer in zip(rows, answers, strict=True):
        assert foia(row, read) == plain(program.run(row))
        assert foia(row, read) == answer


# 8 CFR 241.4, 241.13, 241.14.

REVIEWS = custody_review.RULE.expressions
REVIEW_READINGS = st.fixed_dictionaries(
    {
        c.id: st.sampled_from(sorted(c.readings))
        for c in custody_review.RULE.choices
        if c.id
        in {
            "three_months",
            "observed_holidays",
            "declared_closures",
            "count_convention",
            "specially_dangerous_reg_valid",
        }
    }
)


def months(day, count):
    return day + relativedelta(months=count) if day else None


def plus(day, count):
    return day + timedelta(count) if day else None


def three(day, r):
    return months(day, 3) if r["three_months"] == "calendar_months" else plus(day, 90)


def review(f, r):
    start = f["order_on"]
    day_90 = plus(start, 89 if r["count_convention"] == "include_event_day" else 90)
    g = f.get
    last, interim, revoked = g("review_last_on"), g("interim_asked_on"), g("revoked_on")
    asked = g("likelihood_on")
    after = three(revoked, r)
    interim_from = max(three(last, r), three(interim, r)) if last and interim else three(last, r)
    reviewed = g("revocation_review_on") or after
    valid = {"true": "VALID", "false": "INVALID", "unknown": "UNSETTLED"}
    return {
        "warning_by": plus(start, 30),
        "review_90": day_90,
        "review_90_notice": plus(day_90, -30),
        "review_hq": three(day_90, r),
        "review_hq_notice": plus(three(day_90, r), -30),
        "review_annual": months(last, 12),
        "interim_from": interim_from,
        "interim_answer": plus(interim, 90),
        "likelihood_acknowledge": working_days(max(asked, day_90), 10, r) if asked else None,
        "likelihood_acknowledge_unpostponed": working_days(asked, 10, r) if asked else None,
        "likelihood_release_not_before": months(start, 6),
        "likelihood_next_from": months(g("likelihood_denied_on"), 6),
        "revocation_interview": plus(revoked, 2),
        "revocation_review": after,
        "revocation_annual": months(reviewed, 12),
        "violation_six_months": months(revoked, 6),
        "danger_hearing": working_days(f["danger_referred_on"], 10, r)
        if g("danger_referred_on")
        else None,
        "danger_regulation": valid[r["specially_dangerous_reg_valid"]],
    }


PLAIN = {
    "as_of": date(2026, 6, 1),
    "order_kind": "final",
    "petitioned": False,
    "court_stayed": False,
    "ice_custody": (),
    "criminal_custody": (),
    "noncompliance": (),
    "noncompliance_noticed": (),
}
reviews = st.fixed_dictionaries(
    {"order_on": days, **{k: st.just(v) for k, v in PLAIN.items()}},
    optional=dict.fromkeys(
        (
            "review_last_on",
            "interim_asked_on",
            "likelihood_on",
            "likelihood_denied_on",
            "revoked_on",
            "revocation_review_on",
            "danger_referred_on",
        ),
        days,
    ),
)


@given(st.lists(reviews, min_size=3, max_size=30), REVIEW_READINGS)
def test_the_text_one_case_and_a_column_agree_on_reviews(rows, read):
    program = Program(REVIEWS, read)

    answers = column(REVIEWS, rows, read)

    for row, answer in zip(rows, answers, strict=True):
        assert review(row, read) == plain(program.run(row))
        assert review(row, read) == answer
