"""
Population by race that a user gives as a file with columns of ours.

The headers are ``place_kind``, ``place``, ``race`` and ``people``; ``state`` and
``source`` may be there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from custodes.errors import HeaderMismatchError, NotRecognisedError, Place
from custodes.records import ColumnType, table
from custodes.releases._headers import fold, folded
from custodes.releases._model import Context, FieldCount, ReadTable
from custodes.releases._sheet import cells, first_records
from custodes.releases._store import store
from custodes.releases._values import Rules, Status, convert

if TYPE_CHECKING:
    from custodes.releases.raw import RawFile, RawSheet

_TABLE = "benchmarks"
_REQUIRED = frozenset(map(fold, ("place_kind", "place", "race", "people")))
_TOP = 60


def matches(header: Sequence[str | None]) -> bool:
    """
    Whether a record holds the headers.

    >>> matches(["place_kind", "place", "race", "people", "source"]), matches(["race", "people"])
    (True, False)
    """
    return set(folded(header)) >= _REQUIRED


def read(raw: RawFile, context: Context) -> list[ReadTable]:
    """
    Read the population that a file holds.

    Raises:
        HeaderMismatchError: A header is not foreseen or stands twice.
        NotRecognisedError: No sheet has the headers.
    """
    found = [t for t in (_sheet(raw, s, context) for s in raw.sheets) if t]
    if not found:
        wrong = "no sheet has the headers of a benchmark"
        raise NotRecognisedError(Place(raw.path.name), wrong, "check that it is one")
    return found


def _sheet(raw: RawFile, sheet: RawSheet, context: Context) -> ReadTable | None:
    held = cells(sheet)
    records = first_records(held, _TOP)
    index, header = next(((i, r) for i, r in records if matches(r)), (None, []))
    if index is None:
        return None
    _check(header, Place(raw.path.name, sheet.sheet, sheet.first_row + index))
    below = held.slice(index + 1)
    texts = [c.to_pylist() for c in below.columns]
    kept = [n for n in range(below.num_rows) if any((t[n] or "").strip() for t in texts)]
    rows: list[dict[str, Any]] = [{"row": sheet.first_row + index + 1 + n} for n in kept]
    rejects: list[dict[str, Any]] = []
    fields = [
        _column(rows, rejects, position, header[position] or "", [texts[position][n] for n in kept])
        for position in range(len(folded(header)))
    ]
    return store(
        raw,
        context,
        _TABLE,
        rows,
        sheet=sheet.sheet,
        header_row=sheet.first_row + index,
        scope=str(context.facts["scope"]),
        fields=fields,
        rejects=rejects,
    )


def _check(header: Sequence[str | None], place: Place) -> None:
    known = {fold(c.name): c.name for c in table(_TABLE).columns}
    names = folded(header)
    for position, name in enumerate(names):
        if name not in known:
            wrong = f"the header {(header[position] or '').strip()!r} is not one of a benchmark's"
            raise HeaderMismatchError(
                place, wrong, f"leave it out; known are {sorted(known.values())}"
            )
        if name in names[:position]:
            wrong = f"the header {known[name]!r} stands twice"
            raise HeaderMismatchError(place, wrong, "remove the one that is not meant")


def _column(
    rows: list[dict[str, Any]],
    rejects: list[dict[str, Any]],
    position: int,
    header: str,
    texts: Sequence[str | None],
) -> FieldCount:
    """
    Put a column's values into the rows; what is no number is kept apart.
    """
    import pyarrow as pa

    column = next(c for c in table(_TABLE).columns if fold(c.name) == fold(header))
    filled_in = pa.array([t or "" for t in texts], pa.string())
    read = convert(column.type, filled_in, Rules(frozenset({"NA"})))
    for place, (row, value) in enumerate(zip(rows, read.values.to_pylist(), strict=True)):
        negative = column.type is ColumnType.NUMBER and value is not None and value < 0
        why = "less than none" if negative else read.reasons.get(place)
        row[column.name] = None if negative else value
        if why:
            row["unreadable"] = column.name
            told = {"row": row["row"], "column_name": column.name, "text": texts[place]}
            rejects.append(told | {"reason": why})
    unreadable = sum(r.get("unreadable") == column.name for r in rows)
    filled = sum(r.get(column.name) is not None for r in rows)
    redacted = int((read.status == Status.REDACTED).sum())
    blank = len(rows) - filled - unreadable - redacted
    return FieldCount(position + 1, header, column.name, None, filled, blank, redacted, unreadable)
