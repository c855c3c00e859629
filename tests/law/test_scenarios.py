"""
The scenarios worked from the text, in every interpreter.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from law_columns import column, plain, spark

from custodes.engine import DuckDBEngine
from custodes.law import RULES, facts_of, parse_case, read_case, to_json
from custodes.law.clock import default_reading
from custodes.law.interpret import Program, Unknown, resolved

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.toml"))
OUTPUTS = {o.id: (rule, o) for rule in RULES for o in rule.outputs}
SPARE = {"row", "why", "expect", "events"}


def _scenarios():
    for file in FILES:
        for number, scenario in enumerate(tomllib.loads(file.read_text())["scenario"]):
            top = {k: v for k, v in scenario.items() if k not in SPARE}
            case = parse_case({**top, "event": scenario["events"]}, name=file.stem)
            for expect in scenario["expect"]:
                asked = expect.get("set", {})
                values = {k: v for k, v in expect.items() if k not in {"set", "none"}}
                values |= dict.fromkeys(expect.get("none", []))
                name = f"{file.stem}-{scenario['row']}-{number}-{'-'.join(asked.values())}"
                yield pytest.param(case, asked, values, id=name)


SCENARIOS = list(_scenarios())
CASES = list({id(p.values[0]): p.values[0] for p in SCENARIOS}.values())


@pytest.mark.parametrize(("case", "asked", "values"), SCENARIOS)
def test_one_case_reads_as_the_text_does(case, asked, values):
    answers = read_case(case, asked)

    found = {a.output.id: a.value for a in answers.answers}
    assert values == plain({k: found[k] for k in values})


@pytest.mark.parametrize(("case", "asked", "values"), SCENARIOS)
def test_json_reads_as_the_text_does(case, asked, values):
    answers = to_json(read_case(case, asked))

    found = {a["output"]: a["value"] for a in answers["answers"]}
    expected = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in values.items()}
    assert expected == {k: found[k] for k in values}


def _outputs():
    """
    Every answer that a scenario expects, under every set of readings: one table for all.
    """
    return {
        _column(name, param.values[1]): resolved(OUTPUTS[name][1].expression, param.values[1])
        for param in SCENARIOS
        for name in param.values[2]
    }


def _column(name, asked):
    return "__".join([name, *(f"{k}_{v}" for k, v in sorted(asked.items()))])


@cache
def _table(engine):
    return column(_outputs(), [facts_of(c) for c in CASES], engine=ENGINES[engine]())


def _plain_duckdb():
    engine = DuckDBEngine(threads=1)
    engine._connection.execute("PRAGMA disable_optimizer")
    return engine


ENGINES = {
    "duckdb": lambda: DuckDBEngine(threads=1),
    "duckdb_without_optimizers": _plain_duckdb,
    "spark": spark,
}


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(e, marks=[pytest.mark.spark, pytest.mark.slow] if e == "spark" else [])
        for e in ENGINES
    ],
)
@pytest.mark.parametrize(("case", "asked", "values"), SCENARIOS)
def test_a_column_reads_as_the_text_does(case, asked, values, engine):
    found = _table(engine)[[c is case for c in CASES].index(True)]

    assert values == {k: found[_column(k, asked)] for k in values}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_every_answer_shows_what_each_other_reading_gives(case):
    answers = read_case(case)

    facts = facts_of(case)
    for answer in answers.answers:
        read = {c.id: default_reading(c, facts) for c in answer.rule.choices}
        for choice in answer.rule.choices:
            for reading in choice.readings:
                program = Program({"it": answer.output.expression}, {**read, choice.id: reading})
                value = program.run(facts)["it"]
                shown = [
                    v.value for v in answer.varied if (v.choice, v.reading) == (choice, reading)
                ]
                assert [value] == shown or value == answer.value
                assert (
                    isinstance(value, Unknown)
                    or not hasattr(value, "year")
                    or (answer.earliest <= value <= answer.latest)
                )
