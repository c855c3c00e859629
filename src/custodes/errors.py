"""
Every error raised on purpose.

    CustodesError
    ├── FileError            what we were given, one file of it
    │   ├── NotRecognisedError     no layout fits
    │   ├── HeaderMismatchError    a layout fits but for some headers
    │   ├── UnreadableFileError    broken, encrypted, hostile, of another kind
    │   └── LimitError             larger than the reader was allowed
    │       └── NoRoomError              than the disk has room for
    ├── DatasetError         a folder that build made, or did not
    │   ├── NotADatasetError
    │   ├── DatasetBusyError
    │   ├── DatasetDamagedError
    │   ├── NothingReadError       a build that found no row
    │   └── MissingTableError
    ├── QueryError           a query that is refused or fails
    ├── EngineError          the engine ran out of memory or cannot use the disk
    ├── CallError            a command called wrongly
    └── LawError             what we wrote of the law, or a case that contradicts itself
        ├── CaseError              a case file that cannot be so
        ├── MissingFactError       a rule lacks a fact
        └── ReadingError           a parameter has no such reading

A message is one sentence: what, where (file, sheet, row, column), what to do.
It never carries a value from a person's row.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where in what we were given: as much of file, sheet, row and column as is known.

    >>> str(Place("arrests.xlsx", sheet="FY2024", row=12, column="Apprehension Date"))
    "arrests.xlsx, sheet 'FY2024', row 12, column 'Apprehension Date'"
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet!r}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column!r}")
        return ", ".join(parts)


class CustodesError(Exception):
    """
    Base of every error raised on purpose; its text is for the user as it stands.
    """


class FileError(CustodesError):
    """
    One file that we were given cannot be used; the others still can.
    """

    def __init__(self, place: Place, wrong: str, do: str) -> None:
        self.place = place
        self.wrong = wrong
        self.do = do
        super().__init__(f"{place}: {wrong}; {do}.")


class NotRecognisedError(FileError):
    """
    No layout fits the headers of any sheet.
    """


class HeaderMismatchError(FileError):
    """
    A layout fits, but a header is new, missing or repeated: a new column is news.
    """


class UnreadableFileError(FileError):
    """
    The file is broken, encrypted, hostile or of another kind than its name says.
    """


class LimitError(FileError):
    """
    Reading the file would take more memory, time or cells than allowed.
    """


class NoRoomError(LimitError):
    """
    The disk has no room for what reading a file makes.
    """


class DatasetError(CustodesError):
    """
    A dataset folder cannot be used.
    """


class NotADatasetError(DatasetError):
    """
    The folder holds no manifest.
    """


class DatasetBusyError(DatasetError):
    """
    Another build holds the folder.
    """


class DatasetDamagedError(DatasetError):
    """
    A file of the dataset is not what its manifest says.
    """


class NothingReadError(DatasetError):
    """
    A build found nothing that it could read, and changed nothing.
    """


class MissingTableError(DatasetError):
    """
    A table that was asked for is not in the dataset.
    """


class QueryError(CustodesError):
    """
    A query was refused or failed.
    """


class EngineError(CustodesError):
    """
    The engine ran out of memory, or cannot read or write a file.
    """


class CallError(CustodesError):
    """
    A command was called with something it cannot take.
    """


class LawError(CustodesError):
    """
    A rule, a parameter or a case cannot be read.
    """


class CaseError(LawError):
    """
    A case file cannot be so: a fact contradicts another or itself.
    """


class MissingFactError(LawError):
    """
    A rule was read over facts that lack one it needs.
    """


class ReadingError(LawError):
    """
    A parameter was asked for a reading it does not have.
    """
