"""
Detainers and jail arrests where no agreement was active, by hand and day by day.
"""

import datetime as dt
import random

import pytest
from optimizers_off import without_optimizers
from partner_rows import Plan, stretches, tables

from custodes.errors import MissingTableError
from custodes.measures import catalog
from custodes.measures._trail import walk
from custodes.measures.without_agreement import REASONS
from small_datasets import every_table_empty, manifest, moment, rows, view

LISTS = (dt.date(2025, 1, 10), dt.date(2025, 2, 10), dt.date(2025, 3, 10), dt.date(2025, 4, 10))
FIRST, SECOND, THIRD, LAST = LISTS
PLANS = [
    # Kandiyohi's sheriff: signed in December, on every list.
    Plan("Kandiyohi County Sheriff", "MN", LISTS, signed=dt.date(2024, 12, 1), county="Kandiyohi"),
    # Travis's sheriff: on the second list alone; signed five days before it.
    Plan("Travis County Sheriff", "TX", (SECOND,), signed=dt.date(2025, 2, 5)),
    # A town of Collin County, and one of Texas that is placed nowhere, on the last two lists.
    Plan("Princeton Police", "TX", (THIRD, LAST), county="Collin County", kind="Municipality"),
    Plan("Somewhere Police", "TX", (LAST,), kind="Municipality"),
]
MN, TX, OH = "MINNESOTA", "TEXAS", "OHIO"
EIGHT = [
    # day, State, facility, what holds in the State and in the county
    ("2024-11-30", MN, "KANDIYOHI COUNTY JAIL", "unknown", "unknown"),  # before it signed
    ("2024-12-01", MN, "KANDIYOHI COUNTY JAIL", "active", "county"),  # the day it signed
    ("2025-02-15", MN, "HENNEPIN CO JAIL", "active", "none"),  # another county of the State
    ("2025-02-09", TX, "TRAVIS COUNTY JAIL", "active", "county"),  # signed, on no list yet
    ("2025-02-20", TX, "TRAVIS COUNTY JAIL", "unknown", "unknown"),  # left by 10 March
    ("2025-03-11", TX, "COLLIN COUNTY JAIL", "active", "municipality"),
    ("2025-04-10", TX, "TRAVIS COUNTY JAIL", "active", "not of the county"),  # or in it?
    ("2025-02-15", OH, "CITY LOCKUP", "none", "unknown"),  # no county in its name
]


def detainer(day, state, name, who=None, **more):
    return {
        "unique_identifier": who,
        "detainer_prepare_date": moment(f"{day} 09:00"),
        "facility_state": state,
        "detention_facility": name,
        **more,
    }


def arrest(day, state, county, method="CAP Local Incarceration", first=1, **more):
    return {
        "apprehension_date": moment(f"{day} 09:00"),
        "apprehension_state": state,
        "apprehension_county": county,
        "apprehension_method": method,
        "episode_first": first,
        **more,
    }


def data(folder, detainers=(), arrests=(), plans=PLANS, made=None, **more):
    given = dict(tables(plans, LISTS))
    if detainers:
        given["detainers"] = rows("detainers", detainers)
    if arrests:
        given["arrests"] = rows("arrests", arrests, extra=["episode_first"])
    given |= more
    return view(folder, given, made)


def measured(view_, by=None, where=None):
    return catalog()["without_agreement"].compute(view_, by, where)


def eight(folder, by=None, where=None):
    return measured(data(folder, [detainer(*e[:3]) for e in EIGHT]), by, where)


def statuses(findings):
    return [
        (r["state_status"], r["county_status"], r["events"]) for r in findings.table.to_pylist()
    ]


@pytest.mark.parametrize("event", EIGHT, ids=lambda e: f"{e[0]} {e[2]}")
def test_what_held_on_the_day(tmp_path, event):
    found = measured(data(tmp_path, [detainer(*event[:3])]), ["state_status", "county_status"])
    assert statuses(found) == [(*event[3:], 1)]


def test_eight_detainers_counted(tmp_path):
    # State: five active, Ohio none, two unknown. County: two with their own, three without
    # (none, municipality, not of the county), three unknown; one with none at all.
    (row,) = eight(tmp_path, []).table.to_pylist()
    assert {k: v for k, v in row.items() if not k.startswith("share")} == {
        "kind": "detainer",
        "events": 8,
        "state_active": 5,
        "state_without": 1,
        "state_unknown": 2,
        "county_with": 2,
        "county_without": 3,
        "county_unknown": 3,
        "county_none": 1,
        "state_known": 6,
        "county_known": 5,
    }
    assert row["share_state"] == pytest.approx(1 / 6)
    assert row["share_county"] == pytest.approx(3 / 5)
    assert row["share_county_low"] < 3 / 5 < row["share_county_high"]


def test_states_are_told_by_their_code_and_counties_with_it(tmp_path):
    found = eight(tmp_path, ["state", "county"]).table.to_pylist()
    assert [(r["state"], r["county"], r["events"]) for r in found] == [
        ("MN", "Hennepin County, MN", 1),
        ("MN", "Kandiyohi County, MN", 2),
        ("OH", None, 1),
        ("TX", "Collin County, TX", 1),
        ("TX", "Travis County, TX", 3),
    ]


def test_an_arrest_is_placed_by_its_own_county_and_a_jail_by_a_list(tmp_path):
    listed = [
        {"detention_facility_code": "LOCKUP", "state": "MN", "county_fips": "27067"},
        {"detention_facility_code": "OTHER", "state": "MN", "county": "Hennepin"},
    ]
    given = data(
        tmp_path,
        [
            detainer("2025-02-15", MN, "CITY LOCKUP", detention_facility_code="LOCKUP"),
            detainer("2025-02-15", MN, "CITY LOCKUP", detention_facility_code="OTHER"),
            # The list has that code in another State than the record: it is not believed.
            detainer("2025-02-15", TX, "CITY LOCKUP", detention_facility_code="OTHER"),
        ],
        [arrest("2025-02-15", "MN", "KANDIYOHI"), arrest("2025-02-15", "MN", "NOT GIVEN")],
        facilities=rows("facilities", listed),
    )
    found = measured(given, ["county_by", "county_status"]).table.to_pylist()
    assert [(r["kind"], r["county_by"], r["county_status"], r["events"]) for r in found] == [
        ("detainer", "facility list", "county", 1),
        ("detainer", "facility list", "none", 1),
        ("detainer", "unknown", "unknown", 1),
        ("jail_arrest", "record", "county", 1),
        ("jail_arrest", "unknown", "unknown", 1),
    ]


def test_only_arrests_from_jails_and_of_partners_are_counted(tmp_path):
    methods = ["CAP Local Incarceration", "Custodial Arrest", "287(g) Program", "Located", None]
    given = data(tmp_path, arrests=[arrest("2025-02-15", "MN", None, m) for m in methods])
    found = measured(given, [])
    assert [(r["kind"], r["events"]) for r in found.table.to_pylist()] == [
        ("jail_arrest", 2),
        ("partner_arrest", 1),
    ]
    assert [(x.why, x.rows) for x in found.ledger.parts[0].losses] == [(REASONS["other_method"], 2)]


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("superseded", {"superseded_by": "ice-2026-08"}),
        ("no_date", {"detainer_prepare_date": None}),
        ("after_extract", {"detainer_prepare_date": moment("2026-03-11 00:00")}),
    ],
)
def test_a_detainer_that_is_not_counted_says_why(tmp_path, why, changed):
    one = detainer("2025-02-15", MN, "KANDIYOHI COUNTY JAIL", "p1")
    part = measured(data(tmp_path, [one, {**one, **changed}])).ledger.parts[0]
    assert [(x.why, x.rows) for x in part.losses] == [(REASONS[why], 1)]
    assert part.counted == 1


def test_rows_of_one_person_and_moment_count_once_and_rows_without_an_id_each(tmp_path):
    one = detainer("2025-02-15", MN, "KANDIYOHI COUNTY JAIL", "p1")
    given = data(
        tmp_path,
        [one, one, {**one, "unique_identifier": None}, {**one, "unique_identifier": None}],
        [arrest("2025-02-15", "MN", None), arrest("2025-02-15", "MN", None, first=0)],
    )
    found = measured(given, [])
    assert [(r["kind"], r["events"]) for r in found.table.to_pylist()] == [
        ("detainer", 3),
        ("jail_arrest", 1),
    ]
    assert [(x.why, x.rows) for x in found.ledger.parts[0].losses] == [(REASONS["repeated"], 2)]


def test_a_release_of_one_area_is_no_part_of_a_national_count(tmp_path):
    made = manifest({"ice-2026-03": "2026-03-10", "penn": None}, scopes={"penn": "Pennsylvania"})
    one = detainer("2025-02-15", MN, "KANDIYOHI COUNTY JAIL")
    given = data(tmp_path, [one, one, {**one, "release": "penn"}], made=made)
    assert measured(given).ledger.counted == 2


def restated(plans, lists, state, fips_name, day):
    """
    What holds in a State and a county on a day, looked up day by day.
    """
    sure_state = sure_own = sure_any = perhaps_state = perhaps_own = perhaps_any = unplaced = False
    for p in plans:
        if p.state != state:
            continue
        runs = stretches(p.on, lists)
        for i, run in enumerate(runs):
            begins = min(run[0], p.signed) if i == 0 and p.signed else run[0]
            after = runs[i + 1][0] if i + 1 < len(runs) else None
            after = after or next((d for d in lists if d > run[-1]), None)
            sure = begins <= day <= run[-1]
            perhaps = bool(after) and run[-1] < day < after
            here = p.county == fips_name
            own = here and p.kind == "County"
            sure_state |= sure
            perhaps_state |= perhaps
            sure_own |= sure and own
            perhaps_own |= perhaps and own
            sure_any |= sure and here
            perhaps_any |= perhaps and here
            unplaced |= (sure or perhaps) and p.county is None
    outside = day < lists[0] or day > lists[-1]
    in_state = "active" if sure_state else "unknown" if perhaps_state or outside else "none"
    if sure_own:
        return in_state, "county"
    if perhaps_own:
        return in_state, "unknown"
    if sure_any:
        return in_state, "municipality"
    if perhaps_any or outside:
        return in_state, "unknown"
    return in_state, "not of the county" if unplaced else "none"


@pytest.mark.parametrize("seed", range(6))
def test_any_plan_gives_what_a_look_at_each_day_gives(tmp_path, seed):
    draw = random.Random(seed)
    places = {"MN": ["Hennepin County", "Rice County"], "TX": ["Travis County"]}
    plans = []
    for n in range(8):
        state = draw.choice(["MN", "TX"])
        kind = draw.choice(["County", "Municipality"])
        county = draw.choice([*places[state], *([None] if kind == "Municipality" else [])])
        on = tuple(d for d in LISTS if draw.random() < 0.4)
        signed = FIRST - dt.timedelta(draw.randrange(-20, 60)) if draw.random() < 0.7 else None
        plans.append(Plan(f"Agency {n}", state, on, signed=signed, county=county, kind=kind))
    arrests, expected = [], {}
    for _ in range(150):
        state = draw.choice(["MN", "TX"])
        county = draw.choice(places[state])
        day = FIRST + dt.timedelta(draw.randrange(-60, 130))
        arrests.append(arrest(day, state, county))
        key = restated(plans, LISTS, state, county, day)
        expected[key] = expected.get(key, 0) + 1
    found = measured(
        data(tmp_path, arrests=arrests, plans=plans), ["state_status", "county_status"]
    )
    assert expected == {(a, b): n for a, b, n in statuses(found)}


def test_each_three_counts_add_up_to_the_events(tmp_path):
    for row in eight(tmp_path, ["state", "county_status"]).table.to_pylist():
        for place, ends in (("state", ("active", "without")), ("county", ("with", "without"))):
            assert sum(row[f"{place}_{e}"] for e in ends) == row[f"{place}_known"]
            assert row[f"{place}_known"] + row[f"{place}_unknown"] == row["events"]


def test_a_figure_leads_back_to_the_rows_of_either_table(tmp_path):
    given = data(
        tmp_path,
        [detainer(*e[:3]) for e in EIGHT],
        [arrest("2025-02-15", "MN", None), arrest("2025-02-15", "MN", None, "Located")],
    )
    found = measured(given, ["state"])
    walked = {t.table: walk(given, t) for t in found.trails}
    assert walked["detainers"].rows.column("row").to_pylist() == [8, 9, 10, 15, 11, 12, 13, 14]
    assert walked["arrests"].rows.column("row").to_pylist() == [8]


def test_the_order_of_rows_and_the_optimizers_change_nothing(tmp_path):
    by = ["state", "county_status"]
    given = data(tmp_path, [detainer(*e[:3]) for e in EIGHT])
    plain = measured(given, by)
    assert plain.table.equals(without_optimizers("without_agreement", given, by).table)
    turned = data(tmp_path, [detainer(*e[:3]) for e in EIGHT[::-1]], plans=PLANS[::-1])
    assert plain.table.equals(measured(turned, by).table)


def test_a_second_split_does_not_judge_the_rows_again(tmp_path, monkeypatch):
    given = data(tmp_path, [detainer(*e[:3]) for e in EIGHT])
    measured(given, ["state"])
    ran = []
    monkeypatch.setattr(given.engine, "run", lambda steps, values=None: ran.append(steps))
    assert measured(given, ["month"]).ledger.counted == 8
    assert ran == []


def test_without_lists_or_without_events_it_says_what_is_missing(tmp_path):
    events = {"detainers": rows("detainers", [detainer(*EIGHT[0][:3])])}
    with pytest.raises(MissingTableError, match="lists that ICE publishes"):
        measured(view(tmp_path, events))
    with pytest.raises(MissingTableError, match="any release of detainers"):
        measured(view(tmp_path, tables(PLANS, LISTS)))


def test_a_filter_that_leaves_nothing_and_empty_tables_say_so(tmp_path):
    found = eight(tmp_path, where={"state": "HI"})
    assert found.empty
    assert "Nothing is left to count after the filter." in found.caveats
    empty = measured(every_table_empty(tmp_path))
    assert empty.empty
    assert any("no row of it can be counted" in c for c in empty.caveats)
    assert any("nothing is known of any day" in c for c in empty.caveats)


def test_events_are_split_by_country_of_citizenship(tmp_path):
    events = [
        {**detainer(*e[:3]), "citizenship_country": c}
        for e, c in zip(EIGHT, "MMMMMGGG", strict=True)
    ]
    found = measured(data(tmp_path, events), ["country"]).table.to_pylist()
    assert {r["country"]: r["events"] for r in found} == {"M": 5, "G": 3}
