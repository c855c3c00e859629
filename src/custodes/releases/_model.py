"""
What reading a file gives, and what a reader of its own is handed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from custodes.records import FILE_COLUMNS, Column, ColumnType

NATIONAL = "national"
"""Scope of a release that covers the whole country."""

SYNTHETIC = "synthetic-"
"""Begins the id of a release that no agency made."""

RARE = 11
"""A value that occurs less often than this is not shown: it may be someone's name."""

_TEXT, _INTEGER = ColumnType.TEXT, ColumnType.INTEGER

REJECT_COLUMNS = (
    *FILE_COLUMNS,
    Column("table_name", _TEXT, "Canonical table the row went to."),
    Column("column_name", _TEXT, "Canonical column whose value could not be read."),
    Column("reason", _TEXT, "Why not, by our code."),
    Column("text", _TEXT, "What the cell held. Not for publication."),
)
"""Columns of the table ``rejects``: one row for each value that was there and did not convert."""

FIELD_COLUMNS = (
    *FILE_COLUMNS[:4],
    Column("table_name", _TEXT, "Canonical table of the sheet."),
    Column("position", _INTEGER, "Column of the sheet, from 1."),
    Column("header", _TEXT, "Header as the file has it."),
    Column("column_name", _TEXT, "Canonical column it became. Null: it was not taken."),
    Column("why_not_taken", _TEXT, "Why it was not taken. Null: it was."),
    Column("filled", _INTEGER, "Rows with a value."),
    Column("blank", _INTEGER, "Rows without one."),
    Column("redacted", _INTEGER, "Rows where the agency withheld it."),
    Column("unreadable", _INTEGER, "Rows with something that is no value of its type."),
)
"""Columns of the table ``fields``: one row for each header of each sheet that was read."""


@dataclass(frozen=True, slots=True)
class FieldCount:
    """
    One header of a sheet: what it became and what its cells held.
    """

    position: int
    header: str
    column: str | None
    why_not_taken: str | None
    filled: int
    blank: int
    redacted: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Unmapped:
    """
    A value outside its column's code list, and how many rows have it (never under `RARE`).
    """

    column: str
    value: str
    rows: int


@dataclass(frozen=True, slots=True)
class ReadTable:
    """
    One sheet, or one part of a file, as a canonical table.
    """

    table: str
    release: str
    layout: str
    file: str
    file_sha256: str
    sheet: str | None
    header_row: int | None
    """Row of the sheet that holds the headers. Null: the file has none of its own."""
    rows: int
    parquet: Path
    """The table's own columns and ``PROVENANCE``, in the order of the sheet."""
    scope: str = NATIONAL
    """``national``, or the area that the release is limited to."""
    extracted: dt.date | None = None
    """Last day the file can know of. Null: it does not say."""
    first: dt.date | None = None
    """Earliest date of the table's event."""
    last: dt.date | None = None
    fields: tuple[FieldCount, ...] = ()
    rejects: Path | None = None
    """Parquet of `REJECT_COLUMNS`. Null: nothing was rejected."""
    rejected: Mapping[str, int] = field(default_factory=dict)
    """Rejected values by column and reason, as ``column: reason``."""
    unmapped: tuple[Unmapped, ...] = ()
    copy: bool = False
    """Whether it repeats rows of the agency's own files of the same release."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """
    One file as read; iterating gives its tables.
    """

    path: Path
    sha256: str
    kind: str
    known_as: str | None
    """Name under which a file of this very hash was published. Null: not a known one."""
    tables: tuple[ReadTable, ...]
    notes: tuple[str, ...] = ()
    """What was set aside, and why."""

    def __iter__(self) -> Iterator[ReadTable]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


@dataclass(frozen=True, slots=True)
class Context:
    """
    What a layout's own reader is handed beside the raw file.

    A layout whose ``release.toml`` says ``quirks = "custodes.releases.agreements"``
    is read by that module's ``read(raw, context) -> list[ReadTable]``; the file is
    its own when ``matches(cells)`` is true of any of a sheet's first records.
    """

    layout: str
    """Id of the layout, and the release unless the reader knows better."""
    facts: Mapping[str, Any]
    """The layout's ``release.toml`` as it stands."""
    work: Path
    """Folder for what is written."""
    made_up: bool = False
    """Whether the file says of itself that no agency made it."""
