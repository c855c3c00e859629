"""
One file of series read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from custodes.errors import HeaderMismatchError, NotRecognisedError, Place
from custodes.releases._headers import fold
from custodes.releases._layout import layouts
from custodes.releases._model import Context, FieldCount, ReadTable
from custodes.releases._sheet import cells, first_records
from custodes.releases._store import store

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.releases.raw import RawFile, RawSheet

LAYOUT = "published-series"
TABLE = "published_series"
_TOP = 20
_DAYS = {"day": 1, "week": 7}
_OCTOBER = 10
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_NAMED = ("day", "place", "period", "measure", "category", "value")

Facts = Mapping[str, Any]


def matches(header: Sequence[str | None]) -> bool:
    """
    Whether a record holds the headers of a series.

    >>> matches(["date", "daily_pop", "midnight_pop", "book_in", "book_out"])
    True
    """
    return _series_of(header) is not None


def _required(facts: Facts) -> frozenset[str]:
    named = [facts[n] for n in _NAMED if n in facts]
    return frozenset(map(fold, [*named, *facts.get("values", ())]))


def _series_of(header: Sequence[str | None]) -> Facts | None:
    held = {fold(c) for c in header if c}
    known = (s for s in layouts()[LAYOUT].facts["series"] if _required(s) <= held)
    return max(known, key=lambda s: len(_required(s)), default=None)


def read(raw: RawFile, context: Context) -> list[ReadTable]:
    """
    Read the series that a file holds.

    Raises:
        NotRecognisedError: It holds none.
        HeaderMismatchError: A header is not foreseen.
    """
    found = [t for sheet in raw.sheets for t in _sheet(raw, sheet, context)]
    if not found:
        wrong = "no sheet has the headers of a series that is known"
        raise NotRecognisedError(Place(raw.path.name), wrong, "check that it is one")
    return found


def _sheet(raw: RawFile, sheet: RawSheet, context: Context) -> Iterator[ReadTable]:
    held = cells(sheet)
    index = next((i for i, r in first_records(held, _TOP) if _series_of(r)), None)
    if index is None:
        return
    header = [(c or "").strip() for c in held.slice(index, 1).to_pylist()[0].values()]
    facts = _series_of(header)
    assert facts is not None  # noqa: S101 - the index says so
    place = Place(raw.path.name, sheet.sheet, sheet.first_row + index)
    foreseen = _required(facts) | {fold(h) for h in facts["not_taken"]}
    for name in header:
        if name and fold(name) not in foreseen:
            wrong = f"the header {name!r} is not foreseen in the series {facts['id']!r}"
            raise HeaderMismatchError(place, wrong, "map it in layouts/published-series")
    columns = {fold(h): held.column(n).slice(index + 1) for n, h in enumerate(header) if h}
    rows = held.num_rows - index - 1
    numbers = [sheet.first_row + index + 1 + n for n in range(rows)]
    make = _wide if "values" in facts else _long
    yield store(
        raw,
        context,
        TABLE,
        make(facts, columns, numbers),
        sheet=sheet.sheet,
        header_row=place.row,
        release=facts["id"],
        fields=_fields(facts, header, columns),
    )


def _number(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """
    Figures; null where the text is none.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    trimmed = pc.utf8_trim_whitespace(texts)
    fine = pc.match_substring_regex(trimmed, r"^-?\d+(\.\d+)?$")
    return pc.if_else(fine, trimmed, pa.scalar(None, pa.string())).cast(pa.float64())


def _wide(facts: Facts, columns: Mapping[str, Any], numbers: list[int]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pc.utf8_slice_codeunits(columns[fold(facts["day"])], 0, 10)
    fine = pc.match_substring_regex(texts, r"^\d{4}-\d{2}-\d{2}$")
    first = pc.if_else(fine, texts, pa.scalar(None, pa.string())).cast(pa.date32())
    more = pa.scalar(_DAYS[facts["length"]] - 1, pa.int32())
    last = pc.add(first.cast(pa.int32()), more).cast(pa.date32())
    parts = []
    for header, measure in facts["values"].items():
        part = {
            "row": pa.array(numbers, pa.int64()),
            "measure": pa.array([measure] * len(numbers), pa.string()),
            "first_day": first,
            "last_day": last,
            "value": _number(columns[fold(header)]),
        }
        if "place" in facts:
            part["detention_facility_code"] = columns[fold(facts["place"])]
        parts.append(pa.table(part))
    return pa.concat_tables(parts)


def _long(facts: Facts, columns: Mapping[str, Any], numbers: list[int]) -> pa.Table:
    import pyarrow as pa

    names = ("measure", "category", "period")
    texts = [columns[fold(facts[n])].to_pylist() for n in names]
    values = _number(columns[fold(facts["value"])]).to_pylist()
    rows = []
    for number, measure, category, period, value in zip(numbers, *texts, values, strict=True):
        named = facts["names"].get(measure)
        if named:
            first, last = _span(period or "")
            rows.append(
                {
                    "row": number,
                    "measure": named,
                    "category": None if category == facts["all"] else category,
                    "first_day": first,
                    "last_day": last,
                    "value": value,
                }
            )
    kinds = {"first_day": pa.date32(), "last_day": pa.date32(), "value": pa.float64()}
    kinds |= {"row": pa.int64(), "measure": pa.string(), "category": pa.string()}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))


def _span(period: str) -> tuple[dt.date | None, dt.date | None]:
    """
    The days of a month, or those from the beginning of the fiscal year to a day.

    >>> [str(d) for d in _span("2024-02")], [str(d) for d in _span("2024-02-05")]
    (['2024-02-01', '2024-02-29'], ['2023-10-01', '2024-02-05'])
    """
    month = _MONTH.fullmatch(period)
    if month:
        first = dt.date(int(month[1]), int(month[2]), 1)
        following = (first.replace(day=28) + dt.timedelta(4)).replace(day=1)
        return first, following - dt.timedelta(1)
    try:
        last = dt.date.fromisoformat(period)
    except ValueError:
        return None, None
    return dt.date(last.year - (last.month < _OCTOBER), _OCTOBER, 1), last


def _fields(facts: Facts, header: Sequence[str], columns: Mapping[str, Any]) -> list[FieldCount]:
    mapped = {fold(h): "value" for h in facts.get("values", ())}
    mapped |= {
        fold(facts[n]): c
        for n, c in {"day": "first_day", "period": "first_day", "measure": "measure",
                     "place": "detention_facility_code", "category": "category",
                     "value": "value"}.items()
        if n in facts
    }  # fmt: skip
    found = []
    for position, name in enumerate(header, 1):
        column = mapped.get(fold(name)) if name else None
        if column is None:
            found.append(FieldCount(position, name, None, "not compared with", 0, 0, 0, 0))
        else:
            texts = columns[fold(name)]
            filled = sum(1 for t in texts.to_pylist() if t and t.strip())
            found.append(
                FieldCount(position, name, column, None, filled, len(texts) - filled, 0, 0)
            )
    return found
