"""
Tables and columns, loaded from ``tables/*.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


class ColumnType(StrEnum):
    """
    The five types a column can have; each has one spelling on every engine.
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIMESTAMP = "timestamp"

    @property
    def sql(self) -> str:
        """
        The SQL type, the same on DuckDB and Spark but for text.
        """
        return _SQL[self]


_SQL = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.DATE: "DATE",
    ColumnType.TIMESTAMP: "TIMESTAMP",
}


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column: its name, its type, what it says and what null means.
    """

    name: str
    type: ColumnType
    text: str
    codes: str | None = None
    """Name of the code list of its values, where it has one."""


@dataclass(frozen=True, slots=True)
class Table:
    """
    One canonical table.
    """

    name: str
    row: str
    """What one row is."""
    event: str | None
    """The column that dates a row, where rows are events."""
    columns: tuple[Column, ...]
    """The table's own columns; `PROVENANCE` follows them in every stored table."""
    added: tuple[Column, ...] = ()
    """Columns that histories adds to the table of a dataset; they follow `PROVENANCE`."""

    def names(self) -> tuple[str, ...]:
        """
        Its own columns' names and then those of `PROVENANCE`, in stored order.
        """
        return tuple(c.name for c in self.stored())

    def stored(self) -> tuple[Column, ...]:
        """
        Its own columns and then `PROVENANCE`.
        """
        return self.columns + PROVENANCE


_T = ColumnType.TEXT
FILE_COLUMNS = (
    Column("release", _T, "Release the row belongs to, by our id."),
    Column("file", _T, "Name of the file the row was read from."),
    Column("file_sha256", _T, "Hash of that file."),
    Column("sheet", _T, "Sheet of the workbook. Null: the file has no sheets."),
    Column("row", ColumnType.INTEGER, "Row in the sheet as it came, from 1; line of a text file."),
)
PROVENANCE = (
    *FILE_COLUMNS,
    Column(
        "redacted",
        _T,
        "Columns of this row that the agency withheld, separated by ';'. Null: none.",
    ),
    Column(
        "unreadable",
        _T,
        "Columns of this row that held something which is no value of their type, separated by ';'. Null: none. The table rejects has what and why.",
    ),
    Column(
        "superseded_by",
        _T,
        "Release that counts for this row's period in place of this one. Null: the row counts.",
    ),
)
"""Where a row came from, and which of its nulls are not blanks."""


@cache
def tables() -> dict[str, Table]:
    """
    Every canonical table by name.
    """
    folder = files("custodes.records") / "tables"
    found = [
        _read(tomllib.loads(f.read_text("utf-8")))
        for f in folder.iterdir()
        if f.name.endswith(".toml")
    ]
    return {t.name: t for t in sorted(found, key=lambda t: t.name)}


def table(name: str) -> Table:
    """
    The canonical table of this name.
    """
    return tables()[name]


def arrow_schema(name: str, *, provenance: bool = True) -> pa.Schema:
    """
    The Arrow schema of a canonical table, provenance included unless told.
    """
    import pyarrow as pa

    kinds = {
        ColumnType.TEXT: pa.string(),
        ColumnType.INTEGER: pa.int64(),
        ColumnType.NUMBER: pa.float64(),
        ColumnType.DATE: pa.date32(),
        ColumnType.TIMESTAMP: pa.timestamp("us"),
    }
    found = table(name)
    columns = found.stored() if provenance else found.columns
    return pa.schema([pa.field(c.name, kinds[c.type]) for c in columns])


def _read(raw: dict[str, Any]) -> Table:
    return Table(
        name=raw["name"],
        row=raw["row"],
        event=raw.get("event"),
        columns=_columns(raw["column"]),
        added=_columns(raw.get("added", [])),
    )


def _columns(raw: list[dict[str, Any]]) -> tuple[Column, ...]:
    return tuple(Column(c["name"], ColumnType(c["type"]), c["text"], c.get("codes")) for c in raw)
