"""
Groups of offenses.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from custodes.engine import DuckDBEngine
from custodes.law.us.severity_offenses import GROUPS
from custodes.measures import View
from custodes.measures._offenses import (
    BY_CODE,
    UNKNOWN,
    by_text,
    offense_group,
    register_offenses,
)
from small_datasets import manifest

# Code, charge, whether withheld, and the group: pairs as an agency published them, then
# what is spoiled about a code in turn.
ROWS = [
    ("13AB", "Domestic Violence", False, "assault"),
    ("5404", "Driving Under Influence Liquor", False, "traffic"),
    ("3802", "Cruelty Toward Child", False, "family"),
    ("35AB", "Drug Trafficking", False, "dangerous_drugs"),
    ("7399", "Public Order Crimes", False, "public_order"),
    ("1103", None, False, "sexual_assault"),
    (None, "RAPE - strongarm", False, "sexual_assault"),
    ("0999", None, False, "homicide"),
    ("999", None, False, "not read"),
    ("999", "Homicide", False, "homicide"),
    ("8899", None, False, "not read"),
    ("09999", None, False, "not read"),
    (None, "Some charge on no list", False, "not read"),
    (None, None, True, "withheld"),
    (None, None, False, "not given"),
    ("13", None, False, "not read"),
]


def _names() -> set[str]:
    return {*BY_CODE.values()}


def test_every_group_of_the_law_keeps_its_name() -> None:
    assert {k: BY_CODE[k] for k in GROUPS} == GROUPS


def test_every_group_of_a_charge_is_one_of_a_code() -> None:
    assert set(by_text().values()) - _names() == set()
    assert _names() & set(UNKNOWN) == set()


@pytest.mark.parametrize(("code", "charge", "withheld", "expected"), ROWS)
def test_a_code_comes_before_its_text_and_nothing_is_guessed(
    code: str | None, charge: str | None, withheld: bool, expected: str
) -> None:
    assert offense_group(code, charge, withheld=withheld) == expected


def documented() -> str:
    """
    The SQL of the module's docstring.
    """
    from custodes.measures import _offenses

    text = (_offenses.__doc__ or "").split("::", 1)[1]
    lines = [line for line in text.splitlines() if line.startswith("    ")]
    return "\n".join(lines).replace("SELECT ", "SELECT s.n, ", 1)


def test_the_documented_sql_finds_what_the_function_finds_and_repeats_no_row() -> None:
    engine = DuckDBEngine()
    view = View(engine, {}, manifest())
    register_offenses(view)
    engine.register(
        "stays",
        pa.table(
            {
                "n": list(range(len(ROWS))),
                "most_serious_conviction_code": pa.array([r[0] for r in ROWS], pa.string()),
                "most_serious_conviction_charge": pa.array([r[1] for r in ROWS], pa.string()),
                "redacted": pa.array(
                    ["x;most_serious_conviction_code" if r[2] else None for r in ROWS], pa.string()
                ),
            }
        ),
    )
    found = engine.fetch(documented() + " ORDER BY 1").to_pylist()
    assert [(i, r[3]) for i, r in enumerate(ROWS)] == [(r["n"], r["offense_group"]) for r in found]


@pytest.mark.real
def test_nearly_all_convictions_of_a_real_release_are_read(real_data: Path) -> None:
    path = real_data / "seattle-productions" / "arrests.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig") as file:
        rows = [r for r in csv.reader(file, delimiter="|") if len(r) == 8]
    start = next(i for i, r in enumerate(rows) if r[7] == "Most Serious Conviction")
    said = Counter(" ".join(r[7].split()) for r in rows[start + 1 :] if r[7].strip())
    unread = {k: n for k, n in said.items() if offense_group(None, k) == "not read"}
    assert sum(said.values()) > 10_000
    assert sum(unread.values()) < 0.02 * sum(said.values()), unread
