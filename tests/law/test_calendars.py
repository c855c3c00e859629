"""
Holidays: the package `holidays` as the oracle, and days counted by hand.
"""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.law.calendar import FIRST, LAST
from custodes.law.us.calendars import _ALL, FEDERAL

ACTUAL = _ALL["false", "none", "none"]


@pytest.mark.parametrize(("calendar", "observed"), [(FEDERAL, True), (ACTUAL, False)])
def test_federal_holidays_are_those_of_the_oracle(calendar, observed):
    oracle = holidays.US(years=range(1971, 2061), observed=observed, categories=("public",))
    day, wrong = FIRST, []
    while day < date(2060, 1, 1):
        if day.weekday() < 5 and (day in oracle) == calendar.counts(day):
            wrong.append(day)
        day += timedelta(1)

    assert wrong == []


def test_a_holiday_is_one_from_the_first_day_it_was_law():
    assert FEDERAL.counts(date(2020, 6, 19))
    assert not FEDERAL.counts(date(2021, 6, 18))
    assert FEDERAL.counts(date(1985, 1, 21))
    assert not FEDERAL.counts(date(1986, 1, 20))
    assert not FEDERAL.counts(date(1975, 10, 27))
    assert FEDERAL.counts(date(1975, 11, 11))


def test_new_years_day_on_a_saturday_is_kept_in_the_old_year():
    assert not FEDERAL.counts(date(2021, 12, 31))


def test_minnesota_keeps_the_friday_after_thanksgiving():
    calendar = _ALL["true", "minnesota", "none"]

    # In 2024 the month began on a Friday: the fourth Friday is the 22nd, the day after is the 29th.
    assert calendar.counts(date(2024, 11, 22))
    assert not calendar.counts(date(2024, 11, 29))


@given(st.dates(FIRST, date(2090, 1, 1)), st.integers(1, 60))
def test_adding_and_counting_business_days_undo_each_other(day, count):
    later = FEDERAL.add(day, count)

    assert count == FEDERAL.between(later, day)
    assert FEDERAL.counts(later)


def test_a_calendar_says_nothing_beyond_what_it_knows():
    assert FEDERAL.add(LAST, 1) is None
    assert FEDERAL.add(FIRST - timedelta(1), 1) is None
