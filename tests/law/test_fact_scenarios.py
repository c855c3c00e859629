"""
Scenarios of rules that read facts and not events, in every interpreter.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from law_columns import column, plain, spark

from custodes.engine import DuckDBEngine
from custodes.law import RULES
from custodes.law.interpret import Program, Unknown, every_reading

FOLDER = Path(__file__).parent / "scenarios" / "facts"
BY_FAMILY = {r.family: r for r in RULES}
SPARE = {"set", "none", "missing"}


def _scenarios():
    for file in sorted(FOLDER.glob("*.toml")):
        rule = BY_FAMILY[file.stem]
        for number, scenario in enumerate(tomllib.loads(file.read_text())["scenario"]):
            for expect in scenario["expect"]:
                asked = expect.get("set", {})
                values = {k: v for k, v in expect.items() if k not in SPARE}
                values |= dict.fromkeys(expect.get("none", []))
                name = f"{file.stem}-{number}-{'-'.join(asked.values())}"
                missing = frozenset(expect.get("missing", []))
                yield pytest.param(rule, scenario["facts"], asked, values, missing, id=name)


SCENARIOS = list(_scenarios())


@pytest.mark.parametrize(("rule", "facts", "asked", "values", "missing"), SCENARIOS)
def test_the_facts_read_as_the_text_does(rule, facts, asked, values, missing):
    answers = Program(rule.expressions, asked).run(facts)

    assert values == {k: v for k, v in plain(answers).items() if k in values}
    if missing:
        unknown = [answers[k] for k, v in values.items() if v is None]
        assert [Unknown(missing)] == unknown


@pytest.mark.parametrize(("rule", "facts", "asked", "values", "missing"), SCENARIOS)
def test_all_readings_at_once_hold_what_the_text_says(rule, facts, asked, values, missing):
    spreads = every_reading(rule.expressions, facts, asked)

    found = {k: spreads[k].under({c.id: c.default for c in spreads[k].engaged}) for k in values}
    assert values == plain(found)


@pytest.mark.parametrize("optimizers", [True, False], ids=["optimized", "plain"])
@pytest.mark.parametrize(("rule", "facts", "asked", "values", "missing"), SCENARIOS)
def test_a_column_of_facts_reads_as_the_text_does(rule, facts, asked, values, missing, optimizers):
    engine = DuckDBEngine(threads=1)
    if not optimizers:
        engine.fetch("SELECT 1")
        engine._connection.execute("PRAGMA disable_optimizer")
    outputs = {k: rule.expressions[k] for k in values}

    (answer,) = column(outputs, [facts], asked, engine)

    assert values == answer


def _group(scenario):
    rule, _, asked, *_ = scenario.values
    return rule.family, tuple(sorted(asked.items()))


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.parametrize("group", sorted({_group(p) for p in SCENARIOS}), ids=lambda g: str(g[0]))
def test_spark_reads_the_facts_as_the_text_does(group):
    family, asked = group
    scenarios = [p for p in SCENARIOS if _group(p) == group]
    # One table: each query is costly there.
    rows = [p.values[1] for p in scenarios]
    found = column(BY_FAMILY[family].expressions, rows, dict(asked), spark())

    expected = [p.values[3] for p in scenarios]
    assert expected == [{k: f[k] for k in e} for e, f in zip(expected, found, strict=True)]
