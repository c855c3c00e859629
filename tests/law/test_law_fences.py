"""
The two fences about dates, in the SQL that is made of rules: days are whole
numbers, and no difference has a unit. What each keeps out is shown.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import pyarrow as pa
import pytest

from custodes.engine import DuckDBEngine
from custodes.law import RULES
from custodes.law.expression import date_fact, instant_fact, plus_days, plus_minutes, plus_months
from custodes.law.interpret import Shape, facts_in, to_sql

A, B = date_fact("a", "A", "A"), date_fact("b", "B", "B")
AT, NOW = instant_fact("began_at", "A", "A"), instant_fact("now_at", "B", "B")
OPEN_GATE = {"disabled_optimizers": ""}


def sql_of(outputs, readings=None):
    facts = facts_in(outputs.values())
    slots = {f.name: 3 for f in facts if f.kind == "stretches"}
    columns = {f.name for f in facts if f.kind != "stretches"}
    columns |= {f"{s}_known" for s in slots}
    columns |= {f"{s}_{i}_{e}" for s in slots for i in (1, 2, 3) for e in ("from", "to")}
    return to_sql(outputs, "cases", Shape(frozenset(columns), slots), readings=readings).sql


def answer(sql, row, **engine):
    opened = DuckDBEngine(threads=1, **engine)
    opened.register("cases", pa.Table.from_pylist([row]))
    return opened.fetch(sql).to_pylist()[0]


def arguments(sql, function):
    """
    What each call of a function is given, split at the commas of its own.
    """
    for found in re.finditer(rf"\b{function}\(", sql, re.IGNORECASE):
        depth, begin, given = 0, found.end(), []
        for place in range(begin, len(sql)):
            if sql[place] in ",)" and depth == 0:
                given.append(sql[begin:place].strip())
                begin = place + 1
                if sql[place] == ")":
                    break
            depth += (sql[place] == "(") - (sql[place] == ")")
        yield given


WAYS = [
    {},
    {c.id: next(iter(c.readings)) for r in RULES for c in r.choices},
    {c.id: list(c.readings)[-1] for r in RULES for c in r.choices},
]


@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_no_rule_becomes_sql_with_intervals_or_units(rule, way):
    sql = sql_of(rule.expressions, WAYS[way])

    assert not re.search(
        r"\binterval\b|\bto_(days|months|hours|minutes)\b|timestampdiff|months_between|date_trunc|\bage\(",
        sql,
        re.IGNORECASE,
    )
    assert [] == [g for g in arguments(sql, "date_?diff") if len(g) != 2 or "'" in g[0]]


def test_the_guard_sees_a_unit():
    assert [["'day'", "f(a, b)", "c"]] == list(
        arguments("x + DATE_DIFF('day', f(a, b), c)", "date_?diff")
    )


MONTHS_AND_DAYS = {"months": plus_months(A, 6), "days": plus_days(A, 180)}
# 180 days from 21 October 2020, counted by hand: 10, 30, 31, 31, 28, 31 and 19 April.
RIGHT = {"months": date(2021, 4, 21), "days": date(2021, 4, 19)}


def test_six_months_and_180_days_differ_whatever_the_optimizer_does():
    sql = sql_of(MONTHS_AND_DAYS)

    assert RIGHT == answer(sql, {"a": date(2020, 10, 21)})
    assert RIGHT == answer(sql, {"a": date(2020, 10, 21)}, **OPEN_GATE)


def test_with_intervals_in_their_place_180_days_become_six_months():
    sql = sql_of(MONTHS_AND_DAYS)
    sql = re.sub(r"date_add\(a, (\d+)\)", r"CAST(a + INTERVAL \1 DAY AS DATE)", sql)
    sql = re.sub(r"add_months\(a, (\d+)\)", r"CAST(a + INTERVAL \1 MONTH AS DATE)", sql)

    # Once this gives the right answer the engine was mended; the fence stays.
    wrong = answer(sql, {"a": date(2020, 10, 21)}, **OPEN_GATE)
    assert sql.count("INTERVAL") == 2
    assert {"months": date(2021, 4, 21), "days": date(2021, 4, 21)} == wrong
    assert RIGHT == answer(sql, {"a": date(2020, 10, 21)})


def test_instants_are_compared_where_a_difference_in_hours_would_be_early():
    sql = sql_of({"over": plus_minutes(AT, 48 * 60) <= NOW})
    row = {"began_at": datetime(2025, 12, 2, 15, 10), "now_at": datetime(2025, 12, 4, 15, 5)}

    # 47 hours and 55 minutes; a difference in hours counts the strokes of the clock.
    assert {"over": False} == answer(sql, row)
    unit = re.sub(
        r"\(timestamp_micros\(.*<= now_at\)", "(date_diff('hour', began_at, now_at) >= 48)", sql
    )
    assert "date_diff" in unit
    assert {"over": True} == answer(unit, row)


def test_days_are_compared_where_a_difference_in_months_would_be_early():
    sql = sql_of({"over": plus_months(A, 6) <= B})
    row = {"a": date(2025, 8, 31), "b": date(2026, 2, 1)}

    # Five months and a day; a difference in months counts the firsts of months.
    assert {"over": False} == answer(sql, row)
    unit = re.sub(r"\(add_months\(a, 6\) <= b\)", "(date_diff('month', a, b) >= 6)", sql)
    assert "date_diff" in unit
    assert {"over": True} == answer(unit, row)
