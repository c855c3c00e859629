"""
Rows of a file or table are one number, on the page of sources, in completeness and in ledgers.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from custodes.disclosure import Judgement, Publication, attack, cell, protect
from custodes.provenance import Coverage, InputFile, Manifest, SetAside, TablePart
from custodes.site._rows import of_copy, of_file, of_period, say_rows
from small_datasets import manifest

ALL = cell("ledger.all", measure="detainers", about="detainers")
COUNTED = cell("ledger.counted", measure="detainers", about="detainers")


def read(**rows: int) -> Manifest:
    """
    Files of detainers of one release, by name.
    """
    files = tuple(
        InputFile(n, n * 8, 1, "csv", None, (TablePart("detainers", "r", None, 0, k),))
        for n, k in rows.items()
    )
    return replace(manifest({"r": None}), inputs=files)


def ledger(why: str, left_out: int, counted: int) -> Publication:
    said = Publication()
    loss = cell("ledger.left_out", measure="detainers", about="detainers", why=why)
    for key, n in ((ALL, left_out + counted), (COUNTED, counted), (loss, left_out)):
        said.add(key, n)
    said.total(ALL, [COUNTED, loss])
    return said


def judged(said: Publication, read_from: Manifest) -> Judgement:
    say_rows(said, read_from)
    found = protect(said)
    assert attack(said, found.hidden) == ()
    return found


def test_all_rows_of_a_ledger_are_not_hidden_where_the_files_show_them() -> None:
    read_from = read(a=1381)
    found = judged(ledger("no date", 4, 1377), read_from)

    assert found.shows(ALL) == found.shows(of_file(read_from.inputs[0]))
    assert not found.shows(ALL) or not found.shows(COUNTED)


def test_all_rows_stay_shown_where_much_else_rests_on_them() -> None:
    said = ledger("no date", 4, 1377)
    for n in range(20):
        at = {"table": "detainers", "field": f"f{n}", "release": "r"}
        said.add(cell("completeness.cells", **at), 1381)
        said.add(cell("completeness.filled", **at), 1381)
        said.total(cell("completeness.cells", **at), [cell("completeness.filled", **at)])
    found = judged(said, read(a=1381))

    assert found.shows(ALL, *(k for k in said.values if k[0].startswith("completeness")))
    assert not found.shows(COUNTED)


def test_how_many_rows_are_there_twice_is_shown_though_few() -> None:
    why = "the row repeats a detainer of the same person and moment"
    found = judged(ledger(why, 4, 1377), read(a=1381))

    assert found.hidden == {}


def test_a_file_of_few_rows_hides_another_of_its_table() -> None:
    read_from = read(few=5, many=900, more=400)
    found = judged(ledger("no date", 0, 1305), read_from)
    few, many, more = map(of_file, read_from.inputs)

    assert not found.shows(few)
    assert not found.shows(many) or not found.shows(more) or not found.shows(ALL)


def test_a_copy_that_was_set_aside_shows_no_more_than_its_original() -> None:
    read_from = read(few=5, many=900)
    aside = (SetAside("again", None, 5, "few"),)
    found = judged(ledger("no date", 0, 905), replace(read_from, set_aside=aside))

    assert not found.shows(of_copy(aside[0]))


@pytest.mark.parametrize("rows", [4, 400])
def test_rows_of_a_period_that_gave_way_are_the_ledgers_own(rows: int) -> None:
    why = "another release is trusted for their period"
    said = ledger(why, rows, 1000)
    period = Coverage("detainers", "r", "s", None, None, rows)
    found = judged(said, replace(read(a=rows + 1000), coverage=(period,)))
    loss = cell("ledger.left_out", measure="detainers", about="detainers", why=why)

    assert found.shows(of_period(period)) == found.shows(loss) == (rows == 400)
