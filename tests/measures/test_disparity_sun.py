"""
The sun by the clocks of a place, against published tables.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from disparity_made import suns_by_almanac

from custodes.measures._sun import evening, evenings, middle, offsets, zone_of


# Published to the minute, for a town, by tables of other makers: within two minutes.
@pytest.mark.parametrize(
    ("place", "day", "sunset", "dusk"),
    [
        # Minnesota Public Radio, 26 June 2010.
        ("Deephaven", "2010-06-26", "21:04", "21:41"),
        ("Hallock", "2010-06-26", "21:35", "22:17"),
        # Luther College, Decorah: sunset and end of twilight in September.
        ("Decorah", "2005-09-01", "19:41", "20:11"),
        ("Decorah", "2005-09-10", "19:25", "19:54"),
        ("Decorah", "2005-09-30", "18:49", "19:18"),
    ],
)
def test_sunset_and_dusk_are_those_that_tables_print(place, day, sunset, dusk):
    lat, lng = {
        "Deephaven": (44.93, -93.52),
        "Hallock": (48.77, -96.95),
        "Decorah": (43.31, -91.80),
    }[place]
    found = evening(lat, lng, "America/Chicago", dt.date.fromisoformat(day))

    def minutes(text):
        hour, minute = text.split(":")
        return int(hour) * 60 + int(minute)

    assert abs(found.sunset - minutes(sunset)) <= 2
    assert abs(found.dusk - minutes(dusk)) <= 2


@pytest.mark.parametrize(
    ("lat", "lng", "zone"),
    [
        (44.98, -93.27, "America/Chicago"),
        (25.76, -80.19, "America/New_York"),
        (21.31, -157.86, "Pacific/Honolulu"),
        (61.22, -149.90, "America/Anchorage"),
        (13.44, 144.79, "Pacific/Guam"),
    ],
)
def test_every_sunset_of_a_year_is_that_of_the_almanacs_formulas(lat, lng, zone):
    days = np.datetime64("2017-01-01") + np.arange(365)
    sunset, dusk = suns_by_almanac(days, lat, lng)
    for n in range(0, 365, 7):
        day = dt.date(2017, 1, 1) + dt.timedelta(n)
        found = evening(lat, lng, zone, day)
        noon = dt.datetime.combine(day, dt.time(18), ZoneInfo(zone))
        ahead = noon.utcoffset().total_seconds() / 60
        for ours, theirs in ((found.sunset, sunset[n]), (found.dusk, dusk[n])):
            assert (ours is None) == np.isnan(theirs)
            if ours is not None:
                apart = (ours - theirs - ahead + 720) % 1440 - 720
                # So far north the sun sinks slowly, and a formula's fault tells in minutes.
                assert abs(apart) <= (3 if lat < 50 else 8), (day, ours, theirs)


def test_in_the_white_nights_of_anchorage_civil_dusk_does_not_end():
    found = evening(61.22, -149.90, "America/Anchorage", dt.date(2020, 6, 21))

    assert found.sunset == pytest.approx(23 * 60 + 42, abs=2)
    assert found.dusk is None


def test_clocks_go_forward_between_two_evenings_of_march():
    year = evenings(179, -374, "America/Chicago", 2017)
    before, after = (year[dt.date(2017, 3, d)].sunset for d in (11, 12))

    # A day is about a minute and a half longer; the rest is the hour.
    assert 60 <= after - before <= 63


def test_summer_time_of_2017_began_and_ended_at_eight_and_seven_of_universal_time():
    shifts = offsets("America/Chicago", 2017, 2017)
    began, ended = (
        int(dt.datetime(2017, m, d, h, tzinfo=dt.UTC).timestamp() * 1_000_000)
        for m, d, h in ((3, 12, 8), (11, 5, 7))
    )

    assert [s[2] for s in shifts] == [-360, -300, -360]
    assert [s[0] for s in shifts[1:]] == [began, ended]
    assert [s[1] for s in shifts[:-1]] == [began, ended]


@pytest.mark.parametrize(
    ("state", "lat", "lng", "zone"),
    [
        ("MN", None, None, "America/Chicago"),
        ("TN", 36.16, -86.78, "America/Chicago"),  # Nashville
        ("TN", 35.96, -83.92, "America/New_York"),  # Knoxville
        ("TN", 35.05, -85.31, None),  # Chattanooga: near the border
        ("TX", 31.76, -106.49, "America/Denver"),  # El Paso
        ("TX", 29.76, -95.37, "America/Chicago"),  # Houston
        ("FL", 30.42, -87.22, "America/Chicago"),  # Pensacola
        ("AZ", 33.45, -112.07, "America/Phoenix"),
        ("ID", 47.68, -116.78, "America/Los_Angeles"),  # Coeur d'Alene
        ("ID", 43.62, -116.20, "America/Denver"),  # Boise
        ("TX", None, None, None),
        (None, 44.98, -93.27, None),
        ("ZZ", 44.98, -93.27, None),
    ],
)
def test_a_zone_is_known_or_not_and_never_guessed(state, lat, lng, zone):
    assert zone_of(state, lat, lng) == zone


def test_a_cell_reaches_an_eighth_of_a_degree_from_its_middle():
    for degrees in (-93.27, -0.1, 0.0, 44.98):
        assert abs(middle(int(np.floor(4 * degrees))) - degrees) <= 0.125
