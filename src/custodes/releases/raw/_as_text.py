"""
Typed columns as the text a person would write: plain numbers, ISO dates.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_WHOLE = float(1 << 63)
_UTC = {"UTC", "Etc/UTC", "GMT", "+00:00", "Z"}


def as_text(column: Any) -> Any:
    """
    A column as text; null, empty text and what is not a number are null.

    Moments are given to the nearest second, in the time of their own zone.
    """
    if pa.types.is_dictionary(column.type):
        return as_text(column.dictionary_decode())
    for holds, convert in _KINDS:
        if holds(column.type):
            return convert(column)
    return _text(column)


def _text(column: Any) -> Any:
    text = column.cast(pa.string())
    return pc.if_else(pc.equal(text, ""), None, text)


def _boolean(column: Any) -> Any:
    return pc.utf8_upper(column.cast(pa.string()))


def _time(column: Any) -> Any:
    return pc.replace_substring_regex(column.cast(pa.string()), r"\.0+$", "")


def _nested(column: Any) -> Any:
    texts = [None if v is None else json.dumps(v, default=str) for v in column.to_pylist()]
    return pa.array(texts, pa.string())


def _number(column: Any) -> Any:
    column = pc.if_else(pc.is_nan(column), None, column)
    whole = pc.and_(
        pc.equal(column, pc.trunc(column)), pc.less(pc.abs(column.cast(pa.float64())), _WHOLE)
    )
    whole = pc.fill_null(whole, False)
    if pc.all(pc.or_(whole, column.is_null())).as_py():
        return column.cast(pa.int64()).cast(pa.string())
    integers = pc.if_else(whole, column, None).cast(pa.int64()).cast(pa.string())
    text = pc.if_else(whole, integers, column.cast(pa.string()))
    exponents = pc.fill_null(pc.match_substring(text, "e"), False)
    if not pc.any(exponents).as_py():
        return text
    plain = [
        format(Decimal(t), "f") if t is not None and e else t
        for t, e in zip(text.to_pylist(), exponents.to_pylist(), strict=True)
    ]
    return pa.array(plain, pa.string())


def _moment(column: Any) -> Any:
    zone = column.type.tz
    if zone in _UTC:
        column = column.cast(pa.timestamp(column.type.unit))
    elif zone is not None:
        column = pc.local_timestamp(column)
    if column.type.unit != "s":
        column = pc.round_temporal(column, 1, "second").cast(pa.timestamp("s"))
    return column.cast(pa.string())


def _bytes(column: Any) -> Any:
    try:
        return _text(column)
    except pa.ArrowInvalid:
        texts = [v.decode("cp1252", "replace") if v else None for v in column.to_pylist()]
        return pa.array(texts, pa.string())


_KINDS = (
    (pa.types.is_boolean, _boolean),
    (pa.types.is_floating, _number),
    (pa.types.is_timestamp, _moment),
    (pa.types.is_time, _time),
    (pa.types.is_binary, _bytes),
    (pa.types.is_large_binary, _bytes),
    (pa.types.is_nested, _nested),
    (pa.types.is_duration, _nested),
)
