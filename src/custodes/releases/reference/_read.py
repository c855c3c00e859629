"""
One reference list read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from custodes.errors import HeaderMismatchError, NotRecognisedError, Place
from custodes.records import ColumnType, table
from custodes.releases._headers import fold
from custodes.releases._model import Context, FieldCount, ReadTable
from custodes.releases._sheet import cells, first_records
from custodes.releases._store import store
from custodes.releases.reference._areas import area_code
from custodes.releases.reference._lists import Known, clean, list_of

if TYPE_CHECKING:
    from custodes.releases.raw import RawFile, RawSheet

_TOP = 60
_TO_NINETY = 1.645
"""Standard errors in the half width of a ninety per cent interval."""
_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][-+]?\d+)?")
_FIPS = 5

Row = dict[str, Any]


@dataclass(slots=True)
class _Reader:
    """
    A list on its way to its tables.
    """

    known: Known
    na: frozenset[str]
    headers: tuple[str, ...]
    records: Sequence[tuple[int, Sequence[str | None]]]
    """Row in the file and cells, of every record that is not blank."""
    rejects: list[dict[str, Any]] = field(default_factory=list)

    def text(self, record: Sequence[str | None], header: str) -> str | None:
        """
        What a record says under a header; null where that is nothing.
        """
        said = clean(record[self.headers.index(header)]) if header in self.headers else ""
        return None if not said or said in self.na else said

    def number(self, row: int, column: str, text: str | None) -> float | None:
        """
        A figure, or null with its text kept.
        """
        if text is None:
            return None
        if _NUMBER.fullmatch(text):
            return float(text.replace(",", ""))
        place = {"row": row, "column_name": column}
        self.rejects.append(place | {"reason": "not a number", "text": text})
        return None


def matches(header: Sequence[str | None]) -> bool:
    """
    Whether a record holds the headers of a reference list.

    >>> matches(["fips", "county_name", "state_name"])
    True
    """
    return list_of(header) is not None


def read(raw: RawFile, context: Context) -> list[ReadTable]:
    """
    Read the list that a file holds.

    Raises:
        NotRecognisedError: It is none, or one that no table takes.
        HeaderMismatchError: A header is not foreseen or stands twice.
    """
    found: list[ReadTable] = []
    for sheet in raw.sheets:
        found += _sheet(raw, sheet, context)
    if not found:
        wrong = "no sheet has the headers of a reference list"
        raise NotRecognisedError(Place(raw.path.name), wrong, "check that it is one")
    return found


def _sheet(raw: RawFile, sheet: RawSheet, context: Context) -> Iterator[ReadTable]:
    held = cells(sheet)
    index = next((i for i, r in first_records(held, _TOP) if list_of(r)), None)
    if index is None:
        return
    columns = [c.to_pylist() for c in held.columns]
    records = list(zip(*columns, strict=True))
    known = list_of(records[index])
    assert known is not None  # noqa: S101 - the index says so
    place = Place(raw.path.name, sheet.sheet, sheet.first_row + index)
    if known.facts.get("set_aside"):
        raise NotRecognisedError(place, known.facts["set_aside"], "leave it out")
    headers = tuple(clean(c) for c in records[index])
    _check(headers, known, place)
    filled = [
        (sheet.first_row + i, r)
        for i, r in enumerate(records[index + 1 :], index + 1)
        if any(clean(c) for c in r)
    ]
    reader = _Reader(known, frozenset(context.facts["na"]), headers, filled)
    for name, rows in _tables(reader).items():
        yield store(
            raw,
            context,
            name,
            rows,
            sheet=sheet.sheet,
            header_row=place.row,
            release=known.id,
            fields=_fields(reader, name, rows),
            rejects=[r for r in reader.rejects if r["column_name"] in table(name).names()],
        )


def _check(headers: Sequence[str], known: Known, place: Place) -> None:
    for position, header in enumerate(headers):
        if not header:
            continue
        if not known.foreseen(header):
            wrong = f"the header {header!r} is not foreseen in the list {known.id!r}"
            raise HeaderMismatchError(place, wrong, "map it in layouts/reference/release.toml")
        if fold(header) in map(fold, headers[:position]):
            wrong = f"the header {header!r} stands twice"
            raise HeaderMismatchError(place, wrong, "remove the one that is not meant")


def _tables(reader: _Reader) -> dict[str, list[Row]]:
    facts = reader.known.facts
    rows = [_row(reader, facts["table"], number, record) for number, record in reader.records]
    if "estimates" in facts:
        wide = zip(rows, reader.records, strict=True)
        return {"population": [p for r, (n, c) in wide for p in _wide(reader, r, n, c)]}
    if "also" in facts:
        long = zip(rows, reader.records, strict=True)
        return {facts["table"]: rows, "population": [_long(reader, r, n, c) for r, (n, c) in long]}
    return {facts["table"]: rows}


def _row(reader: _Reader, name: str, number: int, record: Sequence[str | None]) -> Row:
    kinds = {c.name: c.type for c in table(name).columns}
    row: Row = {"row": number}
    unreadable = []
    mapped = reader.known.columns
    for header in reader.headers:
        column = mapped.get(fold(header))
        if column is None:
            continue
        said = reader.text(record, header)
        row[column] = said
        if kinds[column] is not ColumnType.TEXT:
            row[column] = read = reader.number(number, column, said)
            if read is None and said is not None:
                unreadable.append(column)
            elif read is not None and kinds[column] is ColumnType.INTEGER:
                row[column] = int(read)
    if row.get("county_fips"):
        # Spreadsheets drop the nought before the codes of nine States.
        row["county_fips"] = row["county_fips"].zfill(_FIPS)
    row |= _names(reader, record)
    printed = row.get("aor_code") or row.get("area_of_responsibility") or row.get("field_office")
    if "aor_code" in kinds:
        row["aor_code"] = area_code(printed)
    return row | ({"unreadable": ";".join(unreadable)} if unreadable else {})


def _names(reader: _Reader, record: Sequence[str | None]) -> Row:
    """
    County and State out of ``autauga county, alabama``.
    """
    facts = reader.known.facts
    if "name" not in facts or facts["table"] == "population":
        return {}
    county, _, state = (reader.text(record, facts["name"]) or "").rpartition(", ")
    return {"county": county or None, "state": state or None}


def _long(reader: _Reader, row: Row, number: int, record: Sequence[str | None]) -> Row:
    facts = reader.known.facts
    estimate, margin = (reader.text(record, facts[n]) for n in ("estimate", "margin"))
    return {
        "row": number,
        "place_kind": facts["place_kind"],
        "county_fips": row["county_fips"],
        "variable": reader.text(record, facts["variable"]),
        "estimate": reader.number(number, "estimate", estimate),
        "margin_of_error": reader.number(number, "margin_of_error", margin),
    }


def _wide(reader: _Reader, row: Row, number: int, record: Sequence[str | None]) -> Iterator[Row]:
    facts = reader.known.facts
    for header in reader.headers:
        named = re.search(facts["estimates"], header)
        if not named:
            continue
        estimate = reader.number(number, "estimate", reader.text(record, header))
        margin = _margin(reader, named[1], number, record, facts)
        made = {"place_kind": facts["place_kind"], "variable": named[1]}
        yield row | made | {"estimate": estimate, "margin_of_error": margin}


def _margin(
    reader: _Reader,
    variable: str,
    number: int,
    record: Sequence[str | None],
    facts: Mapping[str, Any],
) -> float | None:
    for kind, times in (("margins", 1.0), ("errors", _TO_NINETY)):
        for header in reader.headers if kind in facts else ():
            named = re.search(facts[kind], header)
            if named and named[1] == variable:
                found = reader.number(number, "margin_of_error", reader.text(record, header))
                return None if found is None else found * times
    return None


def _fields(reader: _Reader, name: str, rows: list[Row]) -> list[FieldCount]:
    mapped = reader.known.columns if name == reader.known.facts["table"] else {}
    found = []
    for position, header in enumerate(reader.headers, 1):
        column = mapped.get(fold(header))
        if column is None:
            found.append(FieldCount(position, header, None, "not a column of its own", 0, 0, 0, 0))
            continue
        unreadable = sum(column in (r.get("unreadable") or "").split(";") for r in rows)
        filled = sum(r.get(column) is not None for r in rows)
        blank = len(rows) - filled - unreadable
        found.append(FieldCount(position, header, column, None, filled, blank, 0, unreadable))
    return found
