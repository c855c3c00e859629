"""
What a file is, without keeping anything of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from custodes.errors import FileError
from custodes.provenance import hash_file
from custodes.records import table
from custodes.releases._copies import copies
from custodes.releases._find import find_files
from custodes.releases._model import FieldCount, ReadFile, ReadTable, Unmapped
from custodes.releases._read import read_file

if TYPE_CHECKING:
    from custodes.engine import Engine
    from custodes.releases.raw import Limits


@dataclass(frozen=True, slots=True)
class TableReport:
    """
    One sheet, or one part of a file.
    """

    table: str
    release: str
    layout: str
    scope: str
    sheet: str | None
    header_row: int | None
    rows: int
    duplicates: int
    """Rows that equal an earlier row in every column that was taken."""
    first: dt.date | None
    """Earliest date of the table's event."""
    last: dt.date | None
    extracted: dt.date | None
    """Last day the file can know of, where it says."""
    fields: tuple[FieldCount, ...]
    rejected: dict[str, int]
    """Values that could not be read, by column and reason."""
    unmapped: tuple[Unmapped, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileReport:
    """
    What one file is, or why it cannot be read.
    """

    path: Path
    sha256: str | None
    """Null: the file cannot be opened."""
    kind: str | None
    release: str | None
    """Release of its first table. Null: it was not read."""
    known_as: str | None
    """Name under which a file of this very hash was published. Null: not a known one."""
    tables: tuple[TableReport, ...]
    problems: tuple[str, ...]
    """What looks wrong, in sentences."""
    notes: tuple[str, ...]

    @property
    def readable(self) -> bool:
        """
        Whether it was recognised and read.
        """
        return self.kind is not None

    def as_json(self) -> dict[str, Any]:
        """
        The report in types that JSON has.
        """
        return _plain(asdict(self))  # type: ignore[no-any-return]


def inspect(
    paths: Iterable[Path],
    *,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[FileReport]:
    """
    Say of files, and of the files in folders, what they are.

    Args:
        paths: Files and folders.
        limits: What reading one file may cost.
        progress: Told files done and files in all.
    """
    from custodes.engine import DuckDBEngine

    found = find_files(paths)
    reports = [_failed(Path(p.place.file), None, p) for p in found.problems]
    engine = DuckDBEngine()
    try:
        with TemporaryDirectory(prefix="custodes-") as work:
            read: list[tuple[int, ReadFile]] = []
            for number, path in enumerate(found.files):
                if progress:
                    progress(number, len(found.files))
                try:
                    read.append(
                        (len(reports), read_file(path, Path(work, str(number)), limits=limits))
                    )
                    reports.append(_report(read[-1][1], engine))
                except FileError as e:
                    reports.append(_failed(path, _hash(path), e))
            return _with_copies(reports, read, engine)
    finally:
        engine.close()


def _hash(path: Path) -> str | None:
    try:
        return hash_file(path)
    except OSError:
        return None


def _failed(path: Path, sha256: str | None, error: FileError) -> FileReport:
    return FileReport(path, sha256, None, None, None, (), (str(error),), ())


def _report(read: ReadFile, engine: Engine) -> FileReport:
    problems = [p for t in read.tables for p in _problems(t, engine)]
    return FileReport(
        path=read.path,
        sha256=read.sha256,
        kind=read.kind,
        release=read.tables[0].release if read.tables else None,
        known_as=read.known_as,
        tables=tuple(_of_table(t, engine) for t in read.tables),
        problems=tuple(problems),
        notes=read.notes,
    )


def _of_table(part: ReadTable, engine: Engine) -> TableReport:
    return TableReport(
        table=part.table, release=part.release, layout=part.layout, scope=part.scope,
        sheet=part.sheet, header_row=part.header_row, rows=part.rows,
        duplicates=_duplicates(part, engine), first=part.first, last=part.last,
        extracted=part.extracted, fields=part.fields, rejected=dict(part.rejected),
        unmapped=part.unmapped, notes=part.notes,
    )  # fmt: skip


def _duplicates(part: ReadTable, engine: Engine) -> int:
    columns = ", ".join(c.name for c in table(part.table).columns)
    sql = f"SELECT count(*) - count(DISTINCT hash({columns})) AS n FROM one_sheet"
    return int(_ask(part, sql, engine))


def _problems(part: ReadTable, engine: Engine) -> list[str]:
    """
    What looks wrong in a sheet; numbers only, never a value.
    """
    where = f"sheet {part.sheet!r}: " if part.sheet else ""
    said = []
    unreadable = sum(part.rejected.values())
    if unreadable:
        said.append(f"{where}values that cannot be read and are kept apart: {unreadable:,}")
    event = table(part.table).event
    if event is None or not part.rows:
        return said
    undated = int(_ask(part, f"SELECT count(*) AS n FROM one_sheet WHERE {event} IS NULL", engine))
    if undated:
        said.append(f"{where}rows without {event}: {undated:,}")
    if part.extracted:
        late = f"SELECT count(*) AS n FROM one_sheet WHERE CAST({event} AS DATE) > DATE '{part.extracted}'"
        after = int(_ask(part, late, engine))
        if after:
            said.append(
                f"{where}rows dated after {part.extracted}, the last day the file can know of: {after:,}"
            )
    return said


def _ask(part: ReadTable, sql: str, engine: Engine) -> Any:
    engine.read_parquet("one_sheet", [part.parquet])
    answer = engine.fetch(sql)["n"][0].as_py()
    engine.drop("one_sheet")
    return answer


def _with_copies(
    reports: Sequence[FileReport], read: Sequence[tuple[int, ReadFile]], engine: Engine
) -> list[FileReport]:
    owner = {id(t): number for number, file in read for t in file.tables}
    more: dict[int, list[str]] = {}
    for copy in copies([t for _, file in read for t in file.tables], engine):
        where = f"sheet {copy.part.sheet!r}" if copy.part.sheet else f"its {copy.part.table}"
        said = f"{where} is a copy of {copy.copy_of} and would be set aside"
        more.setdefault(owner[id(copy.part)], []).append(said)
    return [
        FileReport(r.path, r.sha256, r.kind, r.release, r.known_as, r.tables, r.problems,
                   (*r.notes, *more.get(number, ())))
        for number, r in enumerate(reports)
    ]  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
