"""
The claims of the article of 2014, on eight releases counted by hand.
"""

import pyarrow as pa
import pytest
from optimizers_off import without_optimizers
from test_releases import NO_SLRRFF, one, rows

from custodes.law.us.severity_offenses import _NEGLIGENT
from custodes.measures import catalog
from custodes.measures._article import CLAIMS
from custodes.measures._trail import walk
from custodes.measures.releases_article import REASONS
from small_datasets import moment, view

CODE, LEVEL = "most_serious_conviction_code", "case_threat_level"
OFFICE, PLACE = "area_of_responsibility", "last_detention_facility_code"


def released(crime, level, office, criminality="1 Convicted Criminal", **more):
    return one(
        **{CODE: crime, LEVEL: level, OFFICE: office, "book_in_criminality": criminality},
        stay_release_reason=more.pop("stay_release_reason", NO_SLRRFF),
        **more,
    )


EIGHT = [
    released("0999", "1", "St. Paul", last_detention_facility_code="MN1"),
    released("0909", "2", "St. Paul Area of Responsibility", last_detention_facility_code="KS1"),
    released("1103", "1", "Chicago", last_detention_facility_code="KS1"),
    released("3699", None, "St. Paul", last_detention_facility_code="MN1"),
    released(None, "1", None),  # convicted of something, somewhere
    released(None, None, "St. Paul", "3 Other Immigration Violator"),  # no conviction
    released(None, None, None, None),  # nothing is known
    released("0999", "1", "St. Paul", stay_release_reason="Order of supervision"),  # other kind
]
LISTED = [
    {"detention_facility_code": "MN1", "state": "MN", "field_office": "St. Paul"},
    {"detention_facility_code": "KS1", "state": "KS", "field_office": "Chicago"},
]
# Claim: counted, others, unknown. Seven are of the kind; five surely convicted (rows 1 to 5),
# one not, one unknown. Of offenses, rows 5 and 7 say nothing; of levels, 4 and 7; of the
# office, 5 and 7; of the State, 5, 6 (not convicted: no matter) and 7.
BY_HAND = {
    "released": (7, 0, 0),
    "convicted": (5, 1, 1),
    "homicide": (2, 2, 2),
    "homicide_without_negligent": (1, 3, 2),
    "sexual_assault": (1, 3, 2),
    "sexual_assault_or_sex_offense": (2, 2, 2),
    "terrorism": (0, 0, 6),
    "level_one": (3, 1, 2),
    "st_paul": (3, 1, 2),
    "st_paul_as_of_2014": (4, 0, 2),
    # Of rows 1, 2 and 4, and of 5 and 7 which may be of the office.
    "st_paul_homicide": (2, 1, 2),
    "st_paul_sexual_assault": (0, 3, 2),
    # Row 3 is of another office.
    "st_paul_terrorism": (0, 0, 5),
    # Row 1 is of level one, 2 is not; 4 has none; 5 has it, and may be of the office; 7.
    "st_paul_level_one": (1, 1, 3),
}


def asked(folder, by=(), where=None, stays=EIGHT, listed=LISTED):
    given = {"stays": rows("stays", stays), "facilities": rows("facilities", listed)}
    return catalog()["article_2014"].compute(view(folder, given), by=list(by), where=where)


def by_claim(found):
    return {r["claim"]: r for r in found.table.to_pylist()}


def test_each_claim_is_counted_as_by_hand_and_what_is_not_known_stands_apart(tmp_path):
    found = by_claim(asked(tmp_path))
    assert {
        claim: (r["counted"], r["others"], r["unknown"]) for claim, r in found.items()
    } == BY_HAND
    assert list(found) == [c.id for c in CLAIMS]


def test_the_parts_add_up_and_the_most_is_what_may_be(tmp_path):
    for r in asked(tmp_path).table.to_pylist():
        assert r["total"] == r["counted"] + r["others"] + r["unknown"]
        assert r["most"] == r["counted"] + r["unknown"]


def test_a_share_is_of_those_known_and_has_the_interval_of_wilson(tmp_path):
    found = by_claim(asked(tmp_path))["level_one"]
    # Three of four: Wilson's interval of 95 percent is 0.3006 to 0.9544.
    assert (
        round(found["share"], 4),
        round(found["share_low"], 4),
        round(found["share_high"], 4),
    ) == (
        0.75,
        0.3006,
        0.9544,
    )


def test_a_claim_of_which_nothing_can_be_told_has_no_share_and_says_so(tmp_path):
    found = by_claim(asked(tmp_path))["terrorism"]
    assert (found["share"], found["share_low"], found["share_high"]) == (None, None, None)
    assert found["note"].startswith("Unknown: no row here can tell.")


def test_the_ledger_tells_other_kinds_from_stays_that_are_no_release(tmp_path):
    found = asked(tmp_path, stays=[*EIGHT, released("0999", "1", None, final_order_date=None)])
    (part,) = found.ledger.parts
    assert (part.all_rows, part.counted) == (9, 7)
    assert {loss.why: loss.rows for loss in part.losses} == {
        REASONS["no_order"]: 1,
        REASONS["other_kind"]: 1,
    }


def test_years_add_up_to_all_years(tmp_path):
    later = [{**s, "ended_at": moment("2025-11-01 00:00")} for s in EIGHT[:3]]
    found = asked(tmp_path, ["fiscal_year"], stays=[*EIGHT, *later]).table.to_pylist()
    years = [(r["fiscal_year"], r["counted"]) for r in found if r["claim"] == "homicide"]
    assert years == [(2025, 2), (2026, 2)]


def test_the_article_s_figures_are_those_printed(tmp_path):
    found = {
        c: (r["article"], r["article_low"], r["article_high"])
        for c, r in by_claim(asked(tmp_path)).items()
    }
    assert found["homicide"] == ("618", "618", "618")
    assert found["sexual_assault"] == ("1,012", "1012", "1012")
    assert found["st_paul"] == ("812", "812", "812")
    assert (found["st_paul_homicide"][1], found["st_paul_sexual_assault"][1]) == ("16", "93")
    assert found["convicted"][1:] == ("20000", None)
    assert found["released"][1:] == ("2600", "3900")


def test_without_a_list_of_facilities_no_state_is_told(tmp_path):
    given = view(tmp_path, {"stays": rows("stays", EIGHT)})
    found = by_claim(catalog()["article_2014"].compute(given, by=[]))
    assert (found["st_paul_as_of_2014"]["counted"], found["st_paul_as_of_2014"]["unknown"]) == (
        0,
        6,
    )


def test_negligent_manslaughter_is_that_of_the_law(tmp_path):
    assert set(_NEGLIGENT) == {"0909", "0910"}
    stays = [released(c, None, None) for c in _NEGLIGENT]
    found = by_claim(asked(tmp_path, stays=stays))
    assert (found["homicide"]["counted"], found["homicide_without_negligent"]["counted"]) == (2, 0)


def test_no_release_at_all_gives_no_row_and_says_why(tmp_path):
    found = asked(tmp_path, stays=[])
    assert found.empty
    assert any("no row of it can be counted" in c for c in found.caveats)


@pytest.mark.parametrize("order", [EIGHT[::-1], EIGHT[3:] + EIGHT[:3]])
def test_no_order_of_rows_and_no_optimizer_changes_a_cell(tmp_path, order):
    stays = {"stays": rows("stays", order), "facilities": rows("facilities", LISTED)}
    data = view(tmp_path, stays)
    plain = catalog()["article_2014"].compute(data, ["fiscal_year"])
    assert plain.table.equals(without_optimizers("article_2014", data, ["fiscal_year"]).table)
    assert {
        r["claim"]: (r["counted"], r["others"], r["unknown"]) for r in plain.table.to_pylist()
    } == BY_HAND


def test_the_rows_behind_a_claim_are_those_it_counts(tmp_path):
    given = {"stays": rows("stays", EIGHT), "facilities": rows("facilities", LISTED)}
    data = view(tmp_path, given)
    (trail,) = catalog()["article_2014"].compute(data, []).trails
    for claim, (counted, _, _) in BY_HAND.items():
        assert walk(data, trail, {"claim": claim}).counted == counted


def test_every_number_is_described_in_its_order(tmp_path):
    table = asked(tmp_path).table
    numbers = [
        f.name for f in table.schema if pa.types.is_integer(f.type) or pa.types.is_floating(f.type)
    ]
    assert numbers == [f.name for f in catalog()["article_2014"].figures]
