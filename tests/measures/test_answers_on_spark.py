"""
The measures again on Spark, with the rows that were counted by hand.
"""

import pytest
from partner_rows import tables as agreed
from test_against import tables as series
from test_county_jails import EIGHT as IN_JAILS
from test_county_jails import tables as in_jails
from test_detainers import ARRESTS, SPANS, arrest, detainer
from test_detainers import EIGHT as DETAINERS
from test_detainers import tables as detained
from test_hold_rooms import EIGHT as STINTS
from test_hold_rooms import ROW, stint
from test_hold_rooms import tables as held
from test_partners import EIGHT as AGREED
from test_partners import LISTS, PENDING_LISTS
from test_partners_arrests import EIGHT as BY_PARTNERS
from test_partners_arrests import made as arrest_credited
from test_partners_population import EIGHT as PLACED
from test_partners_population import LISTS as PLACED_ON
from test_priorities import EIGHT as ARRESTED
from test_priorities import arrest as arrest_by
from test_priorities import table as arrested
from test_priorities_standardized import TWO_OFFICES
from test_releases import EIGHT as STAYS
from test_releases import stay
from test_releases_article import EIGHT as CONVICTED
from test_releases_article import LISTED
from test_repatriation import EIGHT as ORDERED
from test_repatriation import OPENS
from test_repatriation import stay as ordered
from test_returned import EIGHT as RELEASED
from test_returned import case
from test_returned import tables as released
from test_secrecy import EIGHT as KEPT_BACK
from test_secrecy import fields
from test_third_country_removals import EIGHT as DEPARTED
from test_third_country_removals import removal
from test_waiting import random_clocks
from test_without_agreement import EIGHT as HELD_WITHOUT
from test_without_agreement import LISTS as LISTED_ON
from test_without_agreement import PLANS
from test_without_agreement import arrest as arrest_from_jail
from test_without_agreement import detainer as detainer_at

from custodes.measures import View, catalog
from small_datasets import rows, view


def leveled():
    """
    Stints with a level, withheld or not read, of which one is in a State.
    """
    more = [
        {"case_threat_level": "1"},
        {"case_threat_level": "I"},
        {"redacted": "case_threat_level"},
        {},
    ]
    given = [{**stint(*s), **m} for s, m in zip(STINTS, more, strict=False)]
    listed = [{"detention_facility_code": "XYZ", "state": "NY"}]
    return held(given, listed)


def waited():
    """
    Clocks of every kind with their stays.
    """
    clocks, stays = random_clocks(9, 40)
    return {
        "clocks": rows("clocks", [{"stay_id": f"s{i}", **c} for i, c in enumerate(clocks)]),
        "stays": rows("stays", [{"stay_id": f"s{i}", **s} for i, s in enumerate(stays)]),
    }


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "given", "by"),
    [
        ("releases", {"stays": rows("stays", [stay(*s) for s in STAYS])}, ["year", "level"]),
        (
            "releases",
            {"stays": rows("stays", CONVICTED), "facilities": rows("facilities", LISTED)},
            ["offense_group", "office", "state"],
        ),
        (
            "article_2014",
            {"stays": rows("stays", CONVICTED), "facilities": rows("facilities", LISTED)},
            ["fiscal_year"],
        ),
        ("waiting", waited(), ["office", "month"]),
        ("hold_rooms", held([stint(*s) for s in STINTS]), ["facility", "told_by"]),
        ("hold_rooms", held([stint(*s) for s in ROW]), ["facility"]),
        ("county_jails", in_jails([stint(*s) for s in IN_JAILS]), ["facility", "month"]),
        (
            "detainers",
            detained(
                [detainer(f"p{n}", s[0]) for n, s in enumerate(SPANS)],
                [arrest(f"p{n}", s[1]) for n, s in enumerate(SPANS)],
            ),
            ["day"],
        ),
        ("against_published", series(), ["day"]),
        ("secrecy", {"fields": fields(KEPT_BACK)}, ["release", "table", "field"]),
        (
            "detainers",
            detained([detainer(*d) for d in DETAINERS], [arrest(*a) for a in ARRESTS]),
            ["month", "state", "lift_reason"],
        ),
        (
            "priorities",
            arrested([arrest_by(*a) for a in ARRESTED]),
            ["office", "fiscal_year", "criminality"],
        ),
        ("priorities", arrested(TWO_OFFICES), ["criminality"]),
        ("partners", agreed(AGREED, LISTS, PENDING_LISTS), ["month", "state"]),
        ("partners_population", agreed(PLACED, PLACED_ON), ["month", "state"]),
        (
            "partners_arrests",
            arrested([arrest_credited(*a) for a in BY_PARTNERS]),
            ["office", "program"],
        ),
        (
            "without_agreement",
            {
                **agreed(PLANS, LISTED_ON),
                "detainers": rows("detainers", [detainer_at(*d[:3]) for d in HELD_WITHOUT]),
                **arrested([arrest_from_jail("2025-02-15", "MN", "KANDIYOHI")]),
            },
            ["state", "county", "county_status"],
        ),
        (
            "repatriation",
            {"stays": rows("stays", [ordered(*s) for s in (*ORDERED, OPENS)])},
            ["country", "order_fiscal_year"],
        ),
        ("return", released([case(*c) for c in RELEASED]), ["kind", "year"]),
        (
            "third_country",
            {"removals": rows("removals", [removal(*r) for r in DEPARTED])},
            ["country", "month", "offense_group"],
        ),
        ("flows", leveled(), ["event", "level", "state"]),
        ("population", leveled(), ["level", "state"]),
        ("completeness", {"fields": fields(KEPT_BACK)}, ["table", "file"]),
    ],
)
def test_spark_gives_the_cells_and_the_ledger_that_duckdb_gives(spark, tmp_path, name, given, by):
    data = view(tmp_path, given)
    here = catalog()[name].compute(data, by)
    there = catalog()[name].compute(View.over(data.tables, data.manifest, spark), by)

    def in_order(findings):
        return sorted(map(str, findings.table.to_pylist()))

    assert in_order(here) == in_order(there)
    assert here.ledger == there.ledger
    assert here.table.num_rows > 1
