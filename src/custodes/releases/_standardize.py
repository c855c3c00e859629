"""
Text columns into a canonical table, a piece of the sheet at a time.

Every distinct text of a piece is converted once and spread over its rows by its
place in the dictionary, which costs a quarter of converting each cell in SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from custodes.records import ColumnType, arrow_schema, table
from custodes.releases._marks import names
from custodes.releases._rejects import RejectWriter
from custodes.releases._sheet import chunks
from custodes.releases._tally import Header, Tally, note
from custodes.releases._values import Rules, Status, convert

if TYPE_CHECKING:
    import pyarrow as pa

_FOOT = 60
"""Records at the end of a sheet among which remarks are sought."""
_MOST_REMARKS = 20
_SENTENCE = re.compile(r"\s|:|^total", re.IGNORECASE)
_FEW = 4
"""Headers below which one filled cell may be all that a row says."""


@dataclass(frozen=True, slots=True)
class Plan:
    """
    How the records below a header become rows of one table.
    """

    table: str
    header_index: int
    """Index of the record that holds the headers."""
    first_row: int
    """Row number, in the sheet as it came, of the record at index 0."""
    headers: Sequence[Header]
    fixed: Mapping[str, str]
    """Columns whose value the sheet's title gives."""
    place: Mapping[str, str | None]
    """Release, file, file_sha256 and sheet."""
    rules: Rules
    event: frozenset[str] = frozenset()
    """Where a record holds events of several tables: the columns of this one's. A row is
    made once for each distinct event, and none where they are all blank."""


def standardize(cells: pa.Table, plan: Plan, target: Path) -> tuple[Tally, Path | None]:
    """
    Write the records below the headers as a canonical table.

    Args:
        cells: The sheet, text columns.
        plan: What becomes what.
        target: Parquet file to write.

    Returns:
        The counts, and the Parquet file of rejected values where there are any.
    """
    import pyarrow.parquet as pq

    tally = Tally()
    rejects = RejectWriter(target.with_suffix(".rejects.parquet"), plan.place, plan.table)
    with pq.ParquetWriter(target, arrow_schema(plan.table), compression="zstd") as writer, rejects:
        for piece, rows in _pieces(cells, plan, tally):
            made = _piece(piece, rows, plan, tally, rejects)
            tally.rows += made.num_rows
            writer.write_table(made)
    return tally, rejects.written


def _pieces(cells: pa.Table, plan: Plan, tally: Tally) -> Iterator[tuple[pa.Table, Any]]:
    """
    Records that are not blank, and their row numbers.
    """
    import numpy as np
    import pyarrow as pa

    headers = [c[plan.header_index].as_py() for c in cells.columns]
    start = plan.header_index + 1
    cells, tally.remarks = _without_remarks(cells, plan)
    for piece in chunks(cells, start):
        rows = np.arange(start, start + piece.num_rows) + plan.first_row
        start += piece.num_rows
        blank = _blank(piece)
        if blank.any():
            tally.blank_rows += int(blank.sum())
        kept = _once(piece, plan, tally) & ~blank if plan.event else ~blank
        again = kept & _headers_again(piece, headers)
        if again.any():
            tally.headers_again += int(again.sum())
            kept &= ~again
        if kept.all():
            yield piece, rows
        elif kept.any():
            yield piece.filter(pa.array(kept)).combine_chunks(), rows[kept]


def _without_remarks(cells: pa.Table, plan: Plan) -> tuple[pa.Table, int]:
    """
    The sheet without the remarks below its rows, and how many there were.

    A total or a source stands alone in the first column; of an event nobody says so little.
    """
    lowest = max(plan.header_index + 1, cells.num_rows - _FOOT)
    columns = [c.to_pylist() for c in cells.slice(lowest).columns]
    last = cells.num_rows
    remarks, end = 0, last
    for record in reversed(list(zip(*columns, strict=True))):
        filled = [place for place, text in enumerate(record) if text and text.strip()]
        last -= 1
        if filled and (filled != [0] or _stands_for_a_day(record[0], plan)):
            break
        if filled:
            remarks, end = remarks + 1, last
    few = len(plan.headers) < _FEW or remarks > _MOST_REMARKS
    return (cells, 0) if few or not remarks else (cells.slice(0, end), remarks)


def _stands_for_a_day(text: str, plan: Plan) -> bool:
    """
    Whether a text of the first column is the event's day or hour, or one word in its place.

    An event whose day is "unknown" is an event; "Total: 64" is none.
    """
    import pyarrow as pa

    first = next((h.column for h in plan.headers if h.position == 1), None)
    if first is None or first.name != table(plan.table).event:
        return False
    if not _SENTENCE.search(text.strip()):
        return True
    return bool(convert(first.type, pa.array([text]), plan.rules).status[0] == Status.VALUE)


def _blank(piece: pa.Table) -> Any:
    import numpy as np
    import pyarrow.compute as pc

    undecided = np.ones(piece.num_rows, bool)
    for column in piece.columns:
        filled = pc.match_substring_regex(column, r"[^\s\p{Z}]").fill_null(False)
        undecided &= ~filled.to_numpy()
        if not undecided.any():
            break
    return undecided


def _headers_again(piece: pa.Table, headers: Sequence[str | None]) -> Any:
    """
    Which records hold the headers once more, as below a page break or where files were joined.
    """
    import numpy as np
    import pyarrow.compute as pc

    again = np.ones(piece.num_rows, bool)
    for column, header in zip(piece.columns, headers, strict=True):
        if header:
            again &= pc.equal(column, header).fill_null(False).to_numpy()
        if not again.any():
            break
    return again


def _once(piece: pa.Table, plan: Plan, tally: Tally) -> Any:
    """
    Which records hold an event that no record before them held.
    """
    import numpy as np

    own = [h for h in plan.headers if h.column]
    telling = [i for i, h in enumerate(own) if h.column and h.column.name in plan.event]
    blank = {None, "", *plan.rules.na}
    columns = [piece.column(h.position - 1).to_pylist() for h in own]
    kept = np.zeros(piece.num_rows, bool)
    for place, values in enumerate(zip(*columns, strict=True)):
        if all(values[i] in blank for i in telling):
            continue
        if values in tally.seen:
            tally.repeats += 1
            continue
        tally.seen.add(values)
        kept[place] = True
    return kept


def _piece(piece: pa.Table, rows: Any, plan: Plan, tally: Tally, rejects: RejectWriter) -> pa.Table:
    made: dict[str, pa.Array] = {}
    withheld: dict[str, Any] = {}
    unreadable: dict[str, Any] = {}
    for header in plan.headers:
        column = header.column
        kind = column.type if column else ColumnType.TEXT
        coded = piece.column(header.position - 1).combine_chunks().dictionary_encode()
        read = convert(kind, coded.dictionary, plan.rules)
        status = _spread(read.status, coded)
        _count(tally, header, status)
        if column is None:
            continue
        made[column.name] = read.values.take(coded.indices)
        _mark(withheld, column.name, status == Status.REDACTED)
        _mark(unreadable, column.name, status == Status.UNREADABLE)
        rejects.write(column.name, coded, read, status, rows)
        note(tally, plan.table, column, read, coded)
    made |= {
        "row": rows,
        "redacted": names(withheld, len(rows)),
        "unreadable": names(unreadable, len(rows)),
    }
    return _assemble(made, plan, len(rows))


def _spread(status: Any, coded: pa.DictionaryArray) -> Any:
    import numpy as np

    places = coded.indices.fill_null(len(status)).to_numpy()
    return np.append(status, np.uint8(Status.BLANK))[places]


def _count(tally: Tally, header: Header, status: Any) -> None:
    import numpy as np

    counted = np.bincount(status, minlength=4)
    tally.statuses[header.position] = tally.statuses.get(header.position, 0) + counted


def _mark(marks: dict[str, Any], name: str, rows: Any) -> None:
    if rows.any():
        marks[name] = rows


def _assemble(made: Mapping[str, Any], plan: Plan, rows: int) -> pa.Table:
    import pyarrow as pa

    given = {**plan.fixed, **plan.place}
    columns = []
    schema = arrow_schema(plan.table)
    for wanted in schema:
        if wanted.name in made:
            columns.append(pa.array(made[wanted.name]).cast(wanted.type))
        elif given.get(wanted.name) is not None:
            columns.append(pa.repeat(pa.scalar(given[wanted.name], wanted.type), rows))
        else:
            columns.append(pa.nulls(rows, wanted.type))
    return pa.table(columns, schema=schema)
