"""
Shares are the published ones, within what chance allows.
"""

from __future__ import annotations

import csv
import math

import pytest

from custodes.synthetic import make

# Detention Release Reason over 763,286 stints, mid-November 2023 to mid-February 2025, as
# published; transfers (386,645) and blanks (42,418) end no stay.
PUBLISHED = {
    "Removed": 193_947, "Paroled": 41_920, "Order of recognizance": 23_834,
    "Paroled - Fear Found": 20_799, "Bonded Out - IJ": 9_856, "Paroled - Humanitarian": 9_454,
    "U.S. Marshals or other agency (explain in Detention Comments)": 8_549,
    "Order of supervision": 5_980, "Processing Disposition Changed Locally": 5_203,
    "Order of Recognizance - Humanitarian": 3_640, "Bonded Out - Field Office": 2_618,
    "Order of Supervision - No SLRRFF": 2_015, "Relief Granted by IJ": 1_565,
    "Proceedings Terminated": 1_333, "Voluntary departure": 1_093,
    "Paroled - Public Benefit": 928, "Order of Supervision - Humanitarian": 876,
    "Voluntary Return": 330, "Order of Supervision - Re-Release": 151, "Withdrawal": 102,
    "Died": 17, "Escaped": 11, "Title 42 Return": 2,
}  # fmt: skip
SIGMAS = 4.5
"""One draw in 150,000 lies further out."""


@pytest.fixture(scope="module")
def ask(tmp_path_factory, asker):
    return asker(make(60_000, 2026, tmp_path_factory.mktemp("large")))


def far(found: float, share: float, n: int) -> float:
    """
    How many standard errors a count lies from its expectation.
    """
    return abs(found - n * share) / math.sqrt(max(n * share * (1 - share), 1.0))


def test_stays_end_as_often_for_each_reason_as_published(ask):
    found = dict(
        ask("SELECT end_reason, count(*) FROM truth_stays WHERE start >= '2022-10-01' GROUP BY 1")
    )
    n = sum(found.values())
    whole = sum(PUBLISHED.values())
    assert set(found) <= set(PUBLISHED)
    off = {r: far(found.get(r, 0), c / whole, n) for r, c in PUBLISHED.items()}
    assert {r: s for r, s in off.items() if s > SIGMAS} == {}


@pytest.mark.parametrize(
    ("fault", "share"),
    [
        ("repeat = 'bond'", 12_824 / 995_649),
        ("repeat = 'same day'", 5_743 / 995_649),
        ("null_id", 7_341 / 2_617_844),
    ],
)
def test_rows_are_at_fault_as_often_as_measured(ask, fault, share):
    n, found = ask(f"SELECT count(*), count(*) FILTER ({fault}) FROM truth_stints WHERE row > 0")[0]
    # the repeats depend on bonds and lengths besides: a tenth is allowed on top of chance
    assert abs(found - n * share) < 0.1 * n * share + SIGMAS * math.sqrt(n * share)


def test_rows_people_and_stays_stand_to_each_other_as_in_march_2026(ask):
    rows, people = ask('SELECT count(*), count(DISTINCT "Anonymized Identifier") FROM detentions')[
        0
    ]
    stays = ask("SELECT count(*) FILTER (seen) FROM truth_stays")[0][0]
    assert rows / stays == pytest.approx(2_617_844 / 1_087_417, rel=0.05)
    assert stays / people == pytest.approx(1_087_417 / 1_014_866, rel=0.03)


def test_stays_last_about_as_long_as_published_on_average(ask):
    """
    46.90 and 50.32 days in the fiscal years 2024 and 2025.
    """
    mean = ask("SELECT avg(date_diff('minute', start, \"end\")) / 1440 FROM truth_stays")[0][0]
    assert 42 < mean < 54


def test_open_stints_are_as_rare_as_in_march_2026_or_nearly(ask):
    """
    61,888 of 2,617,844.
    """
    share = ask('SELECT avg(("Book Out Date Time" IS NULL)::INT) FROM detentions')[0][0]
    assert share == pytest.approx(61_888 / 2_617_844, rel=0.25)


def test_half_of_the_stints_in_the_hold_room_shape_are_over_within_eight_hours(ask):
    """
    Median 0.308 days, of 5,041 stints in one federal building.
    """
    days = ask(
        "SELECT median(date_diff('minute', start, \"end\")) / 1440 FROM truth_stints "
        "JOIN truth_facilities USING (facility) WHERE kind = 'hold room'"
    )[0][0]
    assert days == pytest.approx(0.3083, rel=0.15)


def test_facilities_hold_the_share_of_people_that_their_office_holds_in_truth(ask):
    """
    New Orleans holds 19.6 % of people at midnight (its Louisiana, Mississippi, Tennessee and
    Alabama facilities), San Antonio 9.4 %; people near their arrest shift it somewhat.
    """
    shares = dict(
        ask(
            "SELECT office, sum(true_midnight) / sum(sum(true_midnight)) OVER () "
            "FROM truth_population JOIN truth_facilities USING (facility) GROUP BY office"
        )
    )
    assert shares["New Orleans"] == max(shares.values())
    assert 0.10 < shares["New Orleans"] < 0.30
    assert 0.04 < shares["San Antonio"] < 0.16


@pytest.mark.real
@pytest.mark.parametrize(
    ("table", "column", "field", "published"),
    [
        ("detentions", "Religion", "Religion", "missing_Detentions"),
        ("detentions", "Marital Status", "Marital Status", "missing_Detentions"),
        ("detentions", "Ethnicity", "Ethnicity", "missing_Detentions"),
        ("detentions", "Aggravated Felon Yes No", "Felon", "missing_Detentions"),
        ("detentions", "Final Charge", "Final Charge", "missing_Detentions"),
        ("detentions", "Case Threat Level", "Case Threat Level", "missing_Detentions"),
        ("detentions", "MSC Charge Code", "Most Serious Conviction (MSC) Charge Code",
         "missing_Detentions"),
        ("detentions", "Final Order Date", "Final Order Date", "missing_Detentions"),
        ("arrests", "State", "Apprehension State", "missing_Admin Arrests"),
        ("arrests", "County", "Apprehension County", "missing_Admin Arrests"),
        ("detainers", "Anonymized Identifier", "Unique Identifier", "missing_Detainers"),
        ("detainers", "Facility AOR", "Facility AOR", "missing_Detainers"),
        ("encounters", "Anonymized Identifier", "Unique Identifier", "missing_Encounters"),
        ("encounters", "Lead Source", "Lead Source", "missing_Encounters"),
        ("removals", "State", "Apprehension State", "missing_Removals"),
    ],
)  # fmt: skip
def test_fields_are_blank_as_often_as_published(ask, real_data, table, column, field, published):
    with (real_data / "codebook" / "missingness_by_field.csv").open(newline="") as lines:
        shares = {row["field"]: row[published] for row in csv.DictReader(lines)}
    found = ask(f'SELECT avg(("{column}" IS NULL)::INT) FROM {table}')[0][0]
    assert found == pytest.approx(float(shares[field]), abs=0.03)


def test_rare_outcomes_become_more_frequent_by_the_factor_and_the_file_says_so(tmp_path, asker):
    import pyarrow.parquet as pq

    made = make(30_000, 8, tmp_path, rare=20.0)
    count = "SELECT avg((end_reason = 'Order of Supervision - No SLRRFF')::INT) FROM truth_stays"
    rare = {"Order of supervision", "Order of Supervision - No SLRRFF", "Relief Granted by IJ",
            "Proceedings Terminated", "Order of Supervision - Humanitarian",
            "Order of Supervision - Re-Release"}  # fmt: skip
    whole = sum(c * (20 if r in rare else 1) for r, c in PUBLISHED.items())
    assert asker(made)(count)[0][0] == pytest.approx(20 * 2_015 / whole, rel=0.15)
    for path in made.paths:
        assert pq.read_metadata(path).metadata[b"custodes.rare outcomes times"] == b"20"
