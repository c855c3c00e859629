"""
Forty-eight hours on a detainer: the text restated minute by minute, one case, a column.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from hypothesis import given
from hypothesis import strategies as st
from law_columns import column, plain

from custodes.law.calendar import exists
from custodes.law.interpret import Program
from custodes.law.us import detainer

CHOICES = detainer.RULE.choices
OUTPUTS = detainer.RULE.expressions
CLOSED = {datetime(2025, 12, 24).date(), datetime(2025, 12, 26).date()}


@cache
def federal(observed):
    return holidays.US(years=range(2015, 2031), observed=observed, categories=("public",))


def friday_after_thanksgiving(day):
    return day.month == 11 and day.weekday() == 4 and (day - timedelta(1)).day in range(22, 29)


def excluded(day, r):
    # The package has Juneteenth from 2021, and as Congress did: two days before it fell.
    return (
        day.weekday() >= 5
        or day in federal(r["observed_holidays"] == "true")
        or (r["declared_closures"] == "executive_orders" and day in CLOSED)
        or (r["state_holidays"] == "minnesota" and friday_after_thanksgiving(day))
    )


def regulation(at, r):
    """
    8 CFR 287.7(d): not more than 48 hours, Saturdays, Sundays and holidays left out.
    """
    left = 48 * 60
    while left:
        left -= not excluded(at.date(), r)
        at += timedelta(minutes=1)
    return at


def form(at, zone):
    place = ZoneInfo(zone)
    there = at.replace(tzinfo=place).astimezone(UTC) + timedelta(hours=48)
    return there.astimezone(place).replace(tzinfo=None)


def by_hand(row, r):
    at, zone = row.get("would_be_release_at"), row.get("zone")
    forbidden = row.get("state") == "MN" and r["state_override"] == "minnesota_zero"
    if row.get("detainer_served") is None:
        return dict.fromkeys(OUTPUTS)
    if not row["detainer_served"]:
        return dict.fromkeys(OUTPUTS) | {"effect": "NEVER_TOOK_EFFECT"}
    if forbidden:
        return dict.fromkeys(OUTPUTS, at) | {"effect": "NO_HOLD_UNDER_STATE_LAW"}
    reg = regulation(at, r) if at else None
    flat = form(at, zone) if at and zone else None
    chosen = flat if r["detainer_clock"] == "form_flat_48h" else reg
    return {
        "hold_until": chosen,
        "hold_until_regulation": reg,
        "hold_until_form": flat,
        "effect": "HOLD_REQUESTED",
    }


ZONES = ["America/New_York", "America/Chicago", "America/Phoenix", "America/Anchorage"]
instants = st.datetimes(datetime(2019, 1, 1), datetime(2029, 1, 1)) | st.datetimes(
    datetime(2025, 12, 20), datetime(2025, 12, 31)
)
rows = st.fixed_dictionaries(
    {"as_of": st.just(datetime(2029, 1, 1).date())},
    optional={
        "would_be_release_at": instants.map(lambda t: t.replace(second=0, microsecond=0)),
        "zone": st.sampled_from(ZONES),
        "state": st.sampled_from(["MN", "NY"]),
        "detainer_served": st.booleans() | st.just(value=True),
    },
).filter(
    lambda r: (
        "zone" not in r
        or "would_be_release_at" not in r
        or exists(r["would_be_release_at"], r["zone"])
    )
)
readings = st.fixed_dictionaries({c.id: st.sampled_from(sorted(c.readings)) for c in CHOICES})


@given(st.lists(rows, min_size=3, max_size=30), readings)
def test_the_text_one_case_and_a_column_agree_on_detainers(cases, read):
    program = Program(OUTPUTS, read)

    answers = column(OUTPUTS, cases, read)

    for row, answer in zip(cases, answers, strict=True):
        assert by_hand(row, read) == plain(program.run(row))
        assert by_hand(row, read) == answer


def test_a_time_that_occurs_twice_is_the_first_of_the_two():
    row = {
        "would_be_release_at": datetime(2025, 11, 2, 1, 30),
        "zone": "America/New_York",
        "detainer_served": True,
    }

    answer = Program(OUTPUTS).run(row)["hold_until_form"]

    # 01:30 in summer time; 48 hours later the clocks have gone back one hour.
    assert datetime(2025, 11, 4, 0, 30) == answer
