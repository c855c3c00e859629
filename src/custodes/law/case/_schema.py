"""
The JSON Schema of a case file, made from the code that reads it.
"""

from __future__ import annotations

from typing import Any

from custodes.law.calendar import ZONES
from custodes.law.case._case import CIRCUITS, GROUNDS
from custodes.law.case._events import BY_NAME, KINDS, EventKind

_DAY = {"type": "string", "format": "date"}
_INSTANT = {"type": "string", "format": "date-time"}


def case_schema() -> dict[str, Any]:
    """
    JSON Schema, draft 2020-12; TOML files hold the same with dates of their own.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "name": {"type": "string"},
            "as_of": _DAY | {"description": "The day on which the case is read."},
            "circuit": {"enum": list(CIRCUITS)},
            "state": {"type": "string", "description": "Two letters."},
            "zone": {"enum": list(ZONES)},
            "withholding_only_pending": {"type": "boolean"},
            "grounds": {
                "type": "array",
                "items": {"oneOf": [{"const": g, "title": t} for g, t in GROUNDS.items()]},
            },
            "unknown": {
                "type": "array",
                "items": {"enum": list(BY_NAME)},
                "description": "Events of which nobody knows whether they happened.",
            },
            "event": {"type": "array", "items": {"oneOf": [_event(k) for k in KINDS]}},
        },
        "required": ["event"],
    }


def _event(kind: EventKind) -> dict[str, Any]:
    times: dict[str, Any] = {
        "day": {"on": _DAY},
        "span": {"from": _DAY, "to": _DAY},
        "instant": {"at": _INSTANT},
    }[kind.shape]
    words = {name: {"enum": list(w)} if w else {"type": "string"} for name, w in kind.words}
    first = next(iter(times))
    return {
        "title": kind.english,
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "what": {"const": kind.what},
            **times,
            **words,
            **dict.fromkeys(kind.days, _DAY),
            "note": {"type": "string"},
        },
        "required": ["what", first, *kind.required],
    }
