"""
A case file: what it may hold, what cannot be, what comes out.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.errors import CaseError
from custodes.law import (
    case_schema,
    load_case,
    parse_case,
    read_case,
    render_brief,
    render_text,
    to_ics,
    to_json,
)
from custodes.law.case import KINDS

ORDER = {"what": "order_entered", "on": "2025-01-15", "kind": "final"}
HELD = {"what": "ice_custody", "from": "2025-01-02"}


def case(*events, **top):
    return parse_case({"as_of": "2025-09-30", "event": list(events), **top})


def test_toml_and_json_say_the_same(tmp_path):
    (tmp_path / "a.toml").write_text(
        'as_of = 2025-09-30\n[[event]]\nwhat = "order_entered"\non = 2025-01-15\nkind = "final"\n'
    )
    (tmp_path / "a.json").write_text(json.dumps({"as_of": "2025-09-30", "event": [ORDER]}))

    assert load_case(tmp_path / "a.toml") == load_case(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("events", "says"),
    [
        (
            [{"what": "ice_custody", "from": "2025-03-02", "to": "2025-03-01"}],
            "ICE custody ends on 2025-03-01 before it begins on 2025-03-02",
        ),
        (
            [HELD, {"what": "criminal_custody", "from": "2025-03-01", "to": "2025-04-01"}],
            "ICE custody 2025-01-02 and criminal custody 2025-03-01 to 2025-04-01 are two custodies",
        ),
        (
            [{"what": "departure", "on": "2025-01-10"}, ORDER],
            "order entered 2025-01-15 comes after departure from the United States 2025-01-10",
        ),
        (
            [{**ORDER, "on": "2025-10-01"}],
            "order entered 2025-10-01 lies beyond the day of the reading, as_of 2025-09-30",
        ),
        (
            [ORDER, {"what": "appeal_filed", "on": "2025-01-10"}],
            "appeal filed 2025-01-10 comes before order entered 2025-01-15",
        ),
        (
            [
                ORDER,
                {"what": "appeal_waived", "on": "2025-01-15"},
                {"what": "appeal_filed", "on": "2025-01-20"},
            ],
            "appeal waived 2025-01-15 and appeal filed 2025-01-20 contradict each other",
        ),
        ([{"what": "mandate", "on": "2025-02-01"}], "follows no court_decision"),
        (
            [{**HELD, "to": "2025-05-01"}, {"what": "release", "on": "2025-04-01"}],
            "release 2025-04-01 lies within ICE custody 2025-01-02 to 2025-05-01",
        ),
        ([ORDER, {**ORDER, "kind": "in_absentia"}], "two orders on one day"),
        ([{"what": "arrest", "on": "2025-02-01"}], "has no kind that is known"),
        ([{"what": "order_entered", "on": "2025-02-01"}], "has no kind; add it"),
        ([{**ORDER, "court": "St. Paul"}], "has no field 'court'"),
        ([{**ORDER, "on": "15 January"}], "is not a day"),
        ([{"what": "ice_custody", "on": "2025-01-02"}], "takes `from`"),
    ],
)
def test_what_cannot_be_is_refused_naming_both_events(events, says):
    with pytest.raises(CaseError, match=says.replace("(", r"\(")):
        case(*events)


def test_a_case_without_a_day_of_reading_is_refused():
    with pytest.raises(CaseError, match="as_of"):
        parse_case({"event": [ORDER]})


def test_a_local_time_that_summer_time_skips_is_refused():
    skipped = {"what": "would_be_release", "at": "2025-03-09T02:30:00"}

    with pytest.raises(CaseError, match="summer time skips"):
        case(skipped, zone="America/New_York")


def test_custody_that_touches_is_no_contradiction():
    held = case(ORDER, {"what": "criminal_custody", "from": "2024-01-01", "to": "2025-01-02"}, HELD)

    assert 3 == len(held.events)


def test_a_release_ends_the_custody_it_falls_in():
    answers = read_case(case(ORDER, HELD, {"what": "release", "on": "2025-04-01"}))

    assert answers.value("presumptive_period", "status") == "NOT_RUNNING"
    assert answers.value("presumptive_period", "days_cumulative") == 76


def test_a_release_ends_custody_before_the_next_begins():
    back = {"what": "ice_custody", "from": "2025-08-01"}

    answers = read_case(case(ORDER, HELD, {"what": "release", "on": "2025-04-01"}, back))

    # 76 days to the first of April, sixty from the first of August.
    assert answers.value("presumptive_period", "days_cumulative") == 136


def test_a_new_order_after_a_reinstatement_governs():
    old = {"what": "order_entered", "on": "2015-02-02", "kind": "final"}

    answers = read_case(case(old, {"what": "reinstatement", "on": "2020-06-16"}, ORDER, HELD))

    assert answers.value("removal_period", "removal_period_starts") == date(2025, 1, 15)


def test_before_an_order_is_final_no_removal_authority_is_named():
    answers = read_case(case({**ORDER, "kind": "immigration_judge", "on": "2025-09-15"}, HELD))

    assert answers.value("removal_period", "authority") == "8 USC 1226 or 1225(b), no final order"
    assert answers.value("presumptive_period", "status") == "NOT_RUNNING"


def test_a_missing_fact_gives_unknown_and_is_named():
    answers = read_case(
        case({**ORDER, "kind": "immigration_judge"}, HELD, unknown=["appeal_filed"])
    )

    start = next(a for a in answers.answers if a.output.id == "removal_period_starts")
    assert ["appealed"] == start.missing
    assert answers.value("presumptive_period", "status") == "UNKNOWN"


def test_without_an_order_the_order_is_the_fact_to_find():
    answers = read_case(case(HELD))

    start = next(a for a in answers.answers if a.output.id == "removal_period_starts")
    assert "order_kind" in start.missing


def test_an_appeal_that_is_pending_leaves_nothing_running():
    answers = read_case(
        case(
            {**ORDER, "kind": "immigration_judge"},
            HELD,
            {"what": "appeal_filed", "on": "2025-02-01"},
        )
    )

    assert answers.value("presumptive_period", "status") == "NOT_RUNNING"


SCENARIOS = [
    s
    for f in sorted((Path(__file__).parent / "scenarios").glob("*.toml"))
    for s in tomllib.loads(f.read_text())["scenario"]
]


def as_file(scenario):
    spare = {"row", "why", "expect", "events"}
    raw = {k: v for k, v in scenario.items() if k not in spare} | {"event": scenario["events"]}
    return json.loads(json.dumps(raw, default=lambda v: v.isoformat()))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: f"row{s['row']}")
def test_the_schema_takes_what_the_code_takes(scenario):
    jsonschema.Draft202012Validator(case_schema()).validate(as_file(scenario))

    assert parse_case(as_file(scenario)).events


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.what)
def test_the_schema_refuses_what_the_code_refuses(kind):
    event = {"what": kind.what, "surprise": 1}
    validator = jsonschema.Draft202012Validator(case_schema())

    assert not validator.is_valid({"event": [event]})
    with pytest.raises(CaseError):
        case(event)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)
words = st.sampled_from([k.what for k in KINDS])
fields = st.sampled_from(["on", "from", "to", "at", "kind", "conduct_from", "note", "departure_by"])
odd_days = st.dates().map(str) | st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(str) | junk
odd_events = st.dictionaries(fields, odd_days, max_size=3).flatmap(
    lambda e: words.map(lambda w: {"what": w, **e})
)
odd_cases = st.fixed_dictionaries(
    {},
    optional={
        "as_of": odd_days,
        "event": st.lists(odd_events | junk, max_size=4) | junk,
        "unknown": st.lists(words | junk, max_size=2) | junk,
        "circuit": junk,
        "zone": junk,
        "grounds": junk,
        "name": junk,
    },
)


@settings(max_examples=300)
@given(odd_cases)
def test_any_case_is_read_or_refused_in_one_sentence(raw):
    try:
        answers = read_case(parse_case(raw))
    except CaseError as refused:
        lines = str(refused).splitlines()
    else:
        assert json.dumps(to_json(answers))
        lines = [render_brief(answers)]

    assert 1 == len(lines)


def row_22():
    return case(
        {"what": "order_entered", "on": "2025-03-03", "kind": "final"},
        HELD,
        {"what": "likelihood_request", "on": "2025-04-15"},
    )


def test_what_is_late_and_due_comes_first():
    text = render_text(read_case(row_22()))

    head = text.split("\n\n")[1]
    assert "Acknowledge the 241.13 request: about Friday 13 June 2025, 109 days late" in head


def test_the_arithmetic_and_the_days_it_skipped_are_told():
    answers = read_case(case(ORDER, HELD, {"what": "likelihood_request", "on": "2025-06-12"}))

    found = next(a for a in answers.answers if a.output.id == "likelihood_acknowledge")
    told = " ".join(found.why)
    # Ten business days from Thursday 12 June, over Juneteenth.
    assert date(2025, 6, 27) == found.value
    assert "12 June 2025 + 10 business days = Friday 27 June 2025" in told
    assert "19 June 2025 (Juneteenth)" in told


def test_spanish_tells_the_same():
    answers = read_case(
        case(ORDER, HELD, {"what": "likelihood_request", "on": "2025-06-12"}), language="es"
    )

    found = next(a for a in answers.answers if a.output.id == "likelihood_acknowledge")
    assert "12 de junio de 2025 + 10 días hábiles = viernes 27 de junio de 2025" in " ".join(
        found.why
    )
    assert "Atrasado" in render_text(answers, "es")


def test_a_calendar_imported_twice_updates():
    first, second = to_ics(read_case(row_22())), to_ics(read_case(row_22(), {"mark": "reached"}))

    def ids(text):
        return [line for line in text.splitlines() if line.startswith("UID")]

    assert ids(first) == ids(second)
    assert len(ids(first)) == len(set(ids(first)))


def test_json_is_json_and_names_authority_and_verification():
    answers = json.loads(json.dumps(to_json(read_case(row_22()))))

    found = next(a for a in answers["answers"] if a["output"] == "day_90")
    assert "2025-06-01" == found["value"]
    assert not found["verified"]
    assert "8 USC 1231" in found["authority"]


def test_brief_is_one_line():
    assert "\n" not in render_brief(read_case(row_22()))
