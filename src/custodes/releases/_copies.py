"""
The same sheet twice: in a workbook and as text, or under another file's name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from custodes.records import table
from custodes.releases._model import ReadTable

if TYPE_CHECKING:
    from custodes.engine import Engine


@dataclass(frozen=True, slots=True)
class Copy:
    """
    A sheet that repeats what another holds.
    """

    part: ReadTable
    copy_of: str
    """The file and sheet that count, or the release whose own files do."""


def copies(parts: Iterable[ReadTable], engine: Engine) -> tuple[Copy, ...]:
    """
    The sheets to set aside: exact copies, and others' copies of the agency's own files.

    Two sheets are copies when the columns taken from them hold the same rows, in any
    order; what dates and blanks looked like in the files does not count.

    Args:
        parts: Sheets as read.
        engine: Where they are compared; only sheets of one table with equally many
            rows are.
    """
    parts = list(parts)
    found: list[Copy] = []
    by_size: dict[tuple[str, int], list[ReadTable]] = defaultdict(list)
    own = {(p.release, p.table) for p in parts if not p.copy}
    for part in parts:
        if part.copy and (part.release, part.table) in own:
            found.append(Copy(part, f"the agency's own {part.table} of {part.release}"))
        elif part.rows:
            by_size[part.table, part.rows].append(part)
    for alike in by_size.values():
        if len(alike) > 1:
            found += _same(sorted(alike, key=_preference), engine)
    return tuple(found)


def _preference(part: ReadTable) -> tuple[bool, bool, str, str, str]:
    # The workbook is what the agency sent; its sheets as text are someone's copies.
    return part.copy, part.sheet is None, part.file, part.file_sha256, part.sheet or ""


def _same(alike: Iterable[ReadTable], engine: Engine) -> list[Copy]:
    first: dict[tuple[object, ...], ReadTable] = {}
    found = []
    for part in alike:
        content = _content(part, engine)
        kept = first.setdefault(content, part)
        if kept is not part:
            where = f", sheet {kept.sheet!r}" if kept.sheet else ""
            found.append(Copy(part, f"{kept.file}{where}"))
    return found


def _content(part: ReadTable, engine: Engine) -> tuple[object, ...]:
    """
    A mark of the rows, whatever their order: sums of two hashes of each.
    """
    columns = ", ".join(c.name for c in table(part.table).columns)
    engine.read_parquet("one_sheet", [part.parquet])
    made = engine.fetch(
        f"SELECT sum(CAST(hash({columns}) AS HUGEINT)) AS a,"
        f" sum(CAST(hash('again', {columns}) AS HUGEINT)) AS b FROM one_sheet"
    )
    engine.drop("one_sheet")
    return tuple(str(made[n][0]) for n in ("a", "b"))
