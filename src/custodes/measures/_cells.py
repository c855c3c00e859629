"""
The way back to the cells of a field that are not filled.

A cell that was not read as a value is null in the dataset; the row says in ``redacted``
and ``unreadable`` why, and where it says neither the cell was blank. So the cells of a
field are looked up in the rows of the files that have it, and nothing else is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from custodes.measures._by import bound, condition
from custodes.measures._trail import Trail
from custodes.measures._view import ORIGIN

if TYPE_CHECKING:
    from custodes.measures._view import View

_PLACES = {"release": "s.release", "file": "s.file"}
NAME_A_FIELD = (
    "Limit it to a field (--where field=NAME) to see in which rows that is blank, withheld or "
    "unreadable."
)
NO_FILE = "No file that was read has a column for it, so there is no row to show."


def cell_trails(
    view: View, fields: Iterable[tuple[str, str]], where: Mapping[str, str]
) -> tuple[Trail, ...]:
    """
    A way back for each table and column: ``cell`` is blank, withheld or unreadable.

    Args:
        view: The dataset.
        fields: Table and column of each.
        where: Limits by ``release`` and ``file``; others are not looked at.
    """
    places = {n: v for n, v in where.items() if n in _PLACES}
    return tuple(
        Trail(
            f"{table}, {column}",
            table,
            _query(table, column, condition(places, _PLACES)),
            bound(places),
            "Cells that are not filled, as rows from the first to the last of each stretch.",
            stretches=True,
        )
        for table, column in fields
        if view.has(table)
    )


def repeat_trail(table: str, event: str, where: Mapping[str, str]) -> Trail:
    """
    The way back to rows that have person and moment of an earlier row of the release.

    Args:
        table: The table.
        event: Its column of the moment.
        where: Limits by ``release``; others are not looked at.
    """
    limits = {n: v for n, v in where.items() if n == "release"}
    query = (
        f"SELECT 'repeated' AS cell, {ORIGIN} FROM (SELECT s.*, ROW_NUMBER() OVER (\n"
        f"    PARTITION BY s.release, s.unique_identifier, s.{event} "
        "ORDER BY s.file, s.sheet, s.row) AS nth\n"
        f"FROM {table} s WHERE s.unique_identifier IS NOT NULL AND s.{event} IS NOT NULL "
        f"AND {condition(limits, _PLACES)}) n WHERE nth > 1"
    )
    return Trail(f"{table}, whole rows", table, query, bound(limits), stretches=True)


def _query(table: str, column: str, holds: str) -> str:
    listed = "CONCAT(';', COALESCE(s.{0}, ''), ';') LIKE '%;" + column + ";%'"
    return (
        f"SELECT CASE WHEN {listed.format('redacted')} THEN 'withheld'\n"
        f"            WHEN {listed.format('unreadable')} THEN 'unreadable'\n"
        f"            ELSE 'blank' END AS cell, s.{ORIGIN}\n"
        f"FROM {table} s JOIN (\n"
        "    SELECT DISTINCT release, file, COALESCE(sheet, '') AS sheet FROM fields\n"
        f"    WHERE table_name = '{table}' AND column_name = '{column}'\n"
        ") f ON f.release = s.release AND f.file = s.file AND f.sheet = COALESCE(s.sheet, '')\n"
        f"WHERE s.{column} IS NULL AND {holds}"
    )
