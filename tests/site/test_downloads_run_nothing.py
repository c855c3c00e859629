"""
No cell or heading of a download is run by a spreadsheet, whatever its country.
"""

from __future__ import annotations

import csv
import io

import pytest

from custodes.disclosure import safe_text
from custodes.site._csv import csv_bytes
from custodes.site._shown import Heading, Number, Table

BLANKS = ("", " ", "  ", "\u00a0", "\u3000", "\ufeff", "\u200b")
SIGNS = "=+-@＝＋－＠"  # noqa: RUF001  the forms that Asian keyboards write


def table(*names: str) -> Table:
    heads = (Heading("Office", "office", number=False), Heading("n", "n"))
    return Table("t", "", heads, tuple((n, Number(20)) for n in names))


def cells(table: Table, parted: str = ",") -> list[list[str]]:
    text = csv_bytes(table, synthetic=False).decode()
    return list(csv.reader(io.StringIO(text), delimiter=parted))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("blank", BLANKS)
def test_a_formula_is_text_also_after_blanks_and_in_wide_letters(blank: str, sign: str) -> None:
    assert safe_text(f"{blank}{sign}1+1") == f"'{blank}{sign}1+1"
    assert cells(table(f"{blank}{sign}1+1"))[1] == [f"'{blank}{sign}1+1", "20"]


def test_a_formula_in_a_heading_is_text() -> None:
    made = Table("t", "", (Heading("x", "=1+1"),), ())

    assert cells(made) == [["'=1+1"]]


def test_a_name_is_not_parted_where_cells_end_at_semicolons() -> None:
    (line,) = cells(table("Boston;=1+1"), parted=";")[1:]

    assert not any(c.startswith(("=", "+", "-", "@")) for c in line)


@pytest.mark.parametrize("name", ['a "b" c', "a, b", "a;b", "a\nb", "plain", " a -b", "St. Paul"])
def test_what_is_written_is_read_back(name: str) -> None:
    assert cells(table(name))[1] == [name, "20"]
