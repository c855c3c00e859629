"""
Every rule is cited, exercised and made of parts that change something; the fences stand.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from law_columns import plain

from custodes.errors import LawError, ReadingError
from custodes.law import RULES, facts_of, parse_case, read_case
from custodes.law.expression import Choice, bool_fact, date_fact, pick, plus_days
from custodes.law.expression import _nodes as n
from custodes.law.interpret import Program, every_reading, in_order, series_in
from custodes.law.us import facts as fact_list
from custodes.law.us import presumptive_period

HERE = Path(__file__).parent
SCENARIOS = [
    s
    for file in sorted((HERE / "scenarios").rglob("*.toml"))
    for s in tomllib.loads(file.read_text())["scenario"]
]
CHOICES = {c.id: c for r in RULES for c in r.choices}

# The parameters of the dossier's part I that turn on dates, with every value.
PARAMETERS = {
    "six_month_unit": {"180_days", "six_calendar_months"},
    "clock_anchor": {"rp_start", "rp_end"},
    "clock_counts": {
        "detained_days_cumulative",
        "current_detention_only",
        "calendar_from_rp_start",
    },
    "count_convention": {"exclude_event_day", "include_event_day"},
    "stay_end_event": {"court_decision", "mandate_issued", "order_executable"},
    "stay_authority": {"1226", "1231"},
    "detainee_requested_stay_tolls": {"yes", "no"},
    "ftc_effect": {"pause_and_resume", "restart_on_compliance", "open_ended_reasonable_time"},
    "ftc_start": {"conduct_date", "notice_I229b_date"},
    "criminal_custody_after_rp": {"restarts", "no_effect"},
    "reinstatement_start": {"reinstatement_date", "ice_custody_date", "original_order_date"},
    "prematurity": {"must_exceed_at_filing", "may_rule_earlier"},
    "withholding_only": {"no_indefinite_risk", "normal_test"},
    "specially_dangerous_reg_valid": {"true", "false", "unknown"},
    "three_months": {"calendar_months", "90_days"},
    "detainer_clock": {"reg_excl_weekends_holidays", "form_flat_48h"},
    "observed_holidays": {"true", "false"},
    "foia_appeal_unit": {"calendar", "dhs_working"},
    "misrouting_days": {"working", "calendar"},
    "mark": {"exceeded", "reached"},
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_has_every_value(name):
    assert PARAMETERS[name] == set(CHOICES[name].readings)


def _cases():
    spare = {"row", "why", "expect", "events"}
    for s in SCENARIOS:
        if "events" not in s:
            continue
        top = {k: v for k, v in s.items() if k not in spare}
        yield parse_case({**top, "event": s["events"]})


CASES = list(_cases())
FACTS = [*map(facts_of, CASES), *(s["facts"] for s in SCENARIOS if "facts" in s)]
HELD = next(c for c in CASES if c.of("board_decision") and not c.of("petition_filed"))


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_every_reading_of_every_question_changes_some_answer(choice):
    seen = {reading: set() for reading in choice.readings}
    for rule in RULES:
        if choice not in rule.choices:
            continue
        settled = {c.id: next(iter(c.readings)) for c in rule.choices if c is not choice}
        for facts in FACTS:
            spreads = every_reading(rule.expressions, facts, settled)
            for name, spread in spreads.items():
                for reading in choice.readings if choice in spread.engaged else ():
                    others = {
                        str(spread.under({choice.id: r})) for r in choice.readings if r != reading
                    }
                    value = str(spread.under({choice.id: reading}))
                    if value not in others or len(others) > 1:
                        seen[reading].add((rule.id, name))

    assert [] == [reading for reading, changed in seen.items() if not changed]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_every_answer_of_every_rule_is_exercised_by_a_scenario(rule):
    expected = {
        name
        for s in SCENARIOS
        for e in s["expect"]
        for name in {*e, *e.get("none", [])} - {"set", "none"}
    }

    assert set() == {o.id for o in rule.outputs} - expected


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_every_rule_says_what_it_does_not_mean(rule):
    assert rule.means
    assert rule.means_not
    assert all(c.text for c in rule.citations)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_every_fact_of_every_rule_is_in_the_list_of_facts(rule):
    us = Path(fact_list.__file__).parent
    modules = [import_module(f"custodes.law.us.{f.stem}") for f in us.glob("*facts.py")]
    listed = {v.name for m in modules for v in vars(m).values() if isinstance(v, n.Fact)}

    assert set() == {f.name for f in rule.facts} - listed


def test_no_citation_counts_as_verified_without_quotation_source_and_day():
    for rule in RULES:
        for citation in rule.citations:
            assert citation.verified == bool(
                citation.quote and citation.source and citation.read_on
            )


def test_no_rule_tells_anyone_to_release():
    words = {
        str(node.value)
        for rule in RULES
        for node in in_order(rule.expressions.values())
        if isinstance(node, n.Constant) and node.kind == "text"
    }

    assert not [w for w in words if "MUST" in w or "UNLAWFUL" in w]


def test_no_rule_negates_what_may_be_unknown():
    nodes = [node for rule in RULES for node in in_order(rule.expressions.values())]

    assert [] == [x for x in nodes if isinstance(x, n.Not) and not isinstance(x.item, n.Known)]


def test_no_rule_asks_the_time():
    source = Path(fact_list.__file__).parents[1]
    asks = re.compile(r"\b(today|now|utcnow|time\.time)\(")

    found = [f.name for f in source.rglob("*.py") if asks.search(f.read_text())]

    assert found == []


def test_no_sql_of_the_law_holds_an_interval():
    source = Path(fact_list.__file__).parents[1]

    found = [f.name for f in source.rglob("_sql*.py") if "INTERVAL" in f.read_text()]

    assert found == []


def test_a_parameter_of_another_family_is_refused_and_the_family_named():
    jail = next(c for c in CASES if c.zone and c.state == "NY")

    with pytest.raises(ReadingError, match="it belongs to presumptive_period"):
        read_case(jail, {"six_month_unit": "180_days"})


def test_an_unknown_reading_is_refused_and_the_others_named():
    with pytest.raises(ReadingError, match="180_days, six_calendar_months"):
        read_case(HELD, {"six_month_unit": "weeks"})


def test_a_dated_number_can_be_set():
    case = parse_case(
        {
            "as_of": date(2025, 6, 1),
            "event": [
                {"what": "order_entered", "on": date(2025, 1, 15), "kind": "immigration_judge"}
            ],
        }
    )

    answers = read_case(case, {"bia_appeal_days": "10", "appeal_period_rolls": "no"})

    assert date(2025, 1, 25) == answers.value("removal_period", "final_on")
    with pytest.raises(ReadingError, match="whole number"):
        read_case(case, {"bia_appeal_days": "ten"})


def test_a_question_needs_an_expression_for_each_of_its_readings():
    choice = Choice("c", "Which?", {"a": "one", "b": "two"}, "a")

    with pytest.raises(LawError, match="each of its readings"):
        pick(choice, {"a": date_fact("day", "a day")})


def test_days_are_not_added_to_a_boolean_nor_to_an_instant(tmp_path):
    from mypy import api

    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from custodes.law.expression import bool_fact, date_fact, instant_fact, plus_days\n"
        "right = plus_days(date_fact('d', 'D'), 3)\n"
        "plus_days(bool_fact('b', 'B'), 3)\n"
        "plus_days(instant_fact('i', 'I'), 3)\n"
        "date_fact('d', 'D') < instant_fact('i', 'I')\n"
    )

    out, _, _ = api.run(["--strict", "--no-incremental", "--config-file=", str(wrong)])

    assert [3, 4, 5] == [int(line.split(":")[1]) for line in out.splitlines() if ": error:" in line]


def test_series_ascend_and_cite():
    for rule in RULES:
        for series in series_in(rule.expressions.values()):
            assert all(v.cite for v in series.values)
            assert series.on(date(2025, 1, 1)) is not None
            assert series.on(date(1900, 1, 1)) is None


def test_one_node_stands_for_what_is_said_twice():
    assert plus_days(date_fact("d", "D"), 1) is plus_days(date_fact("d", "D"), 1)
    assert bool_fact("d", "D") is not date_fact("d", "D")


def test_a_default_that_turns_on_the_circuit_does_so_for_one_case():
    answers = Program(presumptive_period.RULE.expressions).run(
        {**facts_of(HELD), "circuit": "11", "habeas_on": date(2025, 4, 1)}
    )

    assert plain(answers)["petition"] == "PREMATURE"
