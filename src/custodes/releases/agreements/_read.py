"""
One list read, whichever of its six headers it has.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from custodes.errors import HeaderMismatchError, NotRecognisedError, Place
from custodes.records import code_lists
from custodes.releases._dates import BadDateError, read_date
from custodes.releases._headers import fold, nearest
from custodes.releases._model import RARE, Context, FieldCount, ReadTable, Unmapped
from custodes.releases._sheet import cells
from custodes.releases._store import store
from custodes.releases.agreements._day import GRACE, ListDay, day_of_list
from custodes.releases.agreements._names import agency_key, state_code

if TYPE_CHECKING:
    from custodes.releases.raw import RawFile, RawSheet

_NEEDED = frozenset({"state", "law enforcement agency", "support type"})
_TOP = 60
"""Records among which the headers are sought."""
_LAST_YEAR = 2100

Cells = Sequence[str | None]


@dataclass(slots=True)
class _List:
    """
    A sheet on its way to being a table.
    """

    place: Place
    header_row: int
    headers: dict[int, str]
    """Position to the header as the layout spells it."""
    printed: dict[int, str]
    rows: list[tuple[int, dict[str, str | None]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def matches(header: Cells) -> bool:
    """
    Whether a record holds the headers of a 287(g) list.

    >>> matches(["STATE ", "Law Enforcement Agency", "SUPPORT TYPE"])
    True
    """
    return {fold(c) for c in header} >= _NEEDED


def read(raw: RawFile, context: Context) -> list[ReadTable]:
    """
    Read every list that a workbook holds.

    Raises:
        NotRecognisedError: No sheet has the headers.
        HeaderMismatchError: A header is new or repeated.
    """
    found: list[ReadTable] = []
    for sheet in raw.sheets:
        records = _records(sheet)
        top = [(i, r) for i, r in enumerate(records) if _filled(r)][:_TOP]
        index = next((i for i, r in top if matches(r)), None)
        if index is not None:
            found.append(_table(raw, sheet, records, index, context))
    if not found:
        place = Place(raw.path.name)
        wrong = "no sheet has the headers of a 287(g) list"
        raise NotRecognisedError(place, wrong, "check that it is one")
    return found


def _records(sheet: RawSheet) -> list[list[str | None]]:
    columns = [c.to_pylist() for c in cells(sheet).columns]
    return [list(r) for r in zip(*columns, strict=True)]


def _table(
    raw: RawFile, sheet: RawSheet, records: list[list[str | None]], index: int, context: Context
) -> ReadTable:
    facts = context.facts
    listed = _headed(raw, sheet, records[index], index, facts)
    _take_rows(listed, records, index, sheet.first_row)
    na = frozenset(facts.get("na", ()))
    signed = [d for _, r in listed.rows if (d := _signature(r.get("SIGNED")))]
    stood = day_of_list(raw.path.name, signed, listed.headers.values(), facts["columns_since"])
    if stood.note:
        listed.notes.append(stood.note)
    kind = _kind(listed, facts)
    rejects: list[dict[str, Any]] = []
    rows = [_row(n, r, stood, kind, na, facts["columns"], rejects) for n, r in listed.rows]
    made = store(
        raw,
        context,
        "agreements",
        rows,
        sheet=sheet.sheet,
        header_row=listed.header_row,
        extracted=stood.day,
        fields=_fields(listed, rows, facts["columns"]),
        rejects=rejects,
        notes=listed.notes,
    )
    return replace(made, unmapped=_unmapped(rows))


def _headed(
    raw: RawFile, sheet: RawSheet, header: Cells, index: int, facts: Mapping[str, Any]
) -> _List:
    row = sheet.first_row + index
    place = Place(raw.path.name, sheet.sheet, row)
    known = {fold(h): h for h in facts["columns"]}
    listed = _List(place, row, {}, {})
    for position, cell in enumerate(header):
        name = fold(cell)
        if not name:
            continue
        if name not in known:
            meant = nearest(name, list(known.values()))
            wrong = f"the header {' '.join((cell or '').split())!r} is not foreseen"
            do = f"correct it if {meant!r} is meant, or " if meant else ""
            raise HeaderMismatchError(place, wrong, do + "map it in layouts/287g/release.toml")
        if known[name] in listed.headers.values():
            wrong = f"the header {known[name]!r} stands twice"
            raise HeaderMismatchError(place, wrong, "remove the one that is not meant")
        listed.headers[position] = known[name]
        listed.printed[position] = " ".join((cell or "").split())
    return listed


def _take_rows(listed: _List, records: list[list[str | None]], index: int, first: int) -> None:
    for offset, record in enumerate(records[index + 1 :], index + 1):
        filled = _filled(record)
        if not filled:
            continue
        if matches(record):
            listed.notes.append(f"row {first + offset} repeats the headers and was passed over")
        elif len(filled) == 1:
            listed.notes.append(f"row {first + offset} holds a remark and was passed over")
        else:
            cell = {h: _text(record[p]) for p, h in listed.headers.items()}
            listed.rows.append((first + offset, cell))


def _row(
    number: int,
    cell: Mapping[str, str | None],
    stood: ListDay,
    kind: str,
    na: frozenset[str],
    columns: Mapping[str, str],
    rejects: list[dict[str, Any]],
) -> dict[str, Any]:
    made: dict[str, Any] = {columns[h]: None if t in na else t for h, t in cell.items()}
    made |= {"row": number, "snapshot_date": stood.day, "list_kind": kind}
    made["state_code"] = state_code(made["state"]) if made["state"] else None
    made["agency_key"] = agency_key(made["state"], made["agency"])
    text = made.get("signed_date")
    if text is not None:
        made["signed_date"] = _signature(text)
        why = _wrong(text, made["signed_date"], stood.day)
        if why:
            made |= {"signed_date": None, "unreadable": "signed_date"}
            place = {"row": number, "column_name": "signed_date"}
            rejects.append(place | {"reason": why, "text": text})
    return made


@cache
def _signature(text: str | None) -> dt.date | None:
    try:
        return read_date(text, _LAST_YEAR).date() if text else None
    except BadDateError:
        return None


def _wrong(text: str, read: dt.date | None, day: dt.date | None) -> str | None:
    """
    Why a date of signature is none; null where it is.
    """
    if read is None:
        try:
            read_date(text, _LAST_YEAR)
        except BadDateError as e:
            return str(e)
    elif day and read > day + dt.timedelta(GRACE):
        return "later than the list"
    return None


def _kind(listed: _List, facts: Mapping[str, Any]) -> str:
    signed = set(facts["participating"]) & set(listed.headers.values())
    return "participating" if signed else "pending"


def _fields(
    listed: _List, rows: list[dict[str, Any]], columns: Mapping[str, str]
) -> list[FieldCount]:
    counts = []
    for position, header in listed.headers.items():
        column = columns[header]
        unreadable = sum(column in (r.get("unreadable") or "").split(";") for r in rows)
        filled = sum(r.get(column) is not None for r in rows)
        blank = len(rows) - filled - unreadable
        name = listed.printed[position]
        counts.append(FieldCount(position + 1, name, column, None, filled, blank, 0, unreadable))
    return counts


def _unmapped(rows: list[dict[str, Any]]) -> tuple[Unmapped, ...]:
    spelled = code_lists()["agreement_model"].spellings()
    counts = Counter(r["model"] for r in rows if r["model"])
    rare = {v: n for v, n in counts.items() if v.casefold() not in spelled and n >= RARE}
    return tuple(Unmapped("model", v, n) for v, n in sorted(rare.items()))


def _text(cell: str | None) -> str | None:
    return " ".join((cell or "").split()) or None


def _filled(record: Cells) -> list[str]:
    return [c for c in record if c and c.strip()]
