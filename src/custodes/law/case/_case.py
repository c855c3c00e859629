"""
A case: dated events, read from TOML or JSON.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from custodes.errors import CaseError
from custodes.law.calendar import ZONES, exists
from custodes.law.case._events import BY_NAME, EventKind

_SPARE = {"what", "on", "from", "to", "at", "note"}
_TOP = {
    "as_of",
    "name",
    "circuit",
    "state",
    "zone",
    "withholding_only_pending",
    "grounds",
    "unknown",
    "event",
}
CIRCUITS = (*map(str, range(1, 12)), "DC")
GROUNDS = {
    "1182": "inadmissible under 8 USC 1182",
    "1182(a)(2)": "inadmissible for crimes",
    "1182(a)(3)(B)": "inadmissible for terrorism",
    "1227(a)(1)(B)": "present in violation of law",
    "1227(a)(1)(C)": "violated status or a condition of entry",
    "1227(a)(2)": "deportable for crimes",
    "1227(a)(4)": "deportable on security grounds",
    "1227(a)(4)(B)": "deportable for terrorism",
    "risk": "determined to be a risk to the community or unlikely to comply",
}


@dataclass(frozen=True, slots=True)
class Event:
    """
    One event of a case.
    """

    kind: EventKind
    begins: date
    ends: date | None
    at: datetime | None
    fields: Mapping[str, Any]

    @property
    def what(self) -> str:
        return self.kind.what

    def __str__(self) -> str:
        until = f" to {self.ends}" if self.ends else ""
        return f"{self.kind.english} {self.begins}{until}"


@dataclass(frozen=True, slots=True)
class Case:
    """
    What is known of one person's case on a day.

    Attributes:
        name: What the user calls the case.
        as_of: The day on which it is read; no event lies beyond it.
        events: In order of their days.
        unknown: Kinds of event of which the user does not know whether they happened.
        grounds: Grounds of removal found; None: not stated.
    """

    name: str
    as_of: date
    events: tuple[Event, ...]
    circuit: str | None = None
    state: str | None = None
    zone: str | None = None
    withholding_only_pending: bool = False
    grounds: frozenset[str] | None = None
    unknown: frozenset[str] = frozenset()

    def of(self, *what: str) -> list[Event]:
        """
        The events of some kinds, in order.
        """
        return [e for e in self.events if e.what in what]

    def ended(self, custody: Event) -> date | None:
        """
        When a custody ended: as stated, or by the first release after it began.
        """
        if custody.ends or custody.what != "ice_custody":
            return custody.ends
        releases = (e.begins for e in self.of("release") if e.begins >= custody.begins)
        return min(releases, default=None)

    def last(self, *what: str) -> Event | None:
        found = self.of(*what)
        return found[-1] if found else None


def load_case(path: Path, as_of: date | None = None, *, otherwise: date | None = None) -> Case:
    """
    A case from a TOML or JSON file.

    Args:
        path: The file; ``.json`` is JSON, everything else TOML.
        as_of: The day on which to read it, in place of the file's own.
        otherwise: The day where neither says one; null: that is an error.

    Raises:
        CaseError: The file cannot be read, lacks something or contradicts itself.
    """
    try:
        text = path.read_text("utf-8")
        raw = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise CaseError(f"{path.name} cannot be read as a case; give TOML or JSON.") from error
    if not isinstance(raw, dict):
        raise CaseError(f"{path.name} is not a case; give a table with events.")
    return parse_case(raw, name=path.stem, as_of=as_of, otherwise=otherwise)


def parse_case(
    raw: Mapping[str, Any],
    *,
    name: str = "case",
    as_of: date | None = None,
    otherwise: date | None = None,
) -> Case:
    """
    A case from what a file holds, checked against itself.

    Raises:
        CaseError: Something is missing, unknown or contradicts something else.
    """
    from custodes.law.case._contradictions import check

    for key in raw:
        if key not in _TOP:
            raise CaseError(f"A case has no field {key!r}; it has {', '.join(sorted(_TOP))}.")
    day = as_of or (_day(raw["as_of"], "as_of") if "as_of" in raw else otherwise)
    if day is None:
        raise CaseError("The case has no as_of; say on which day it is read.")
    listed = raw.get("event", [])
    if not isinstance(listed, list):
        raise CaseError("event is not a list; write [[event]] once for each.")
    zone = _word(raw, "zone", ZONES)
    events = tuple(sorted((_event(e, zone) for e in listed), key=lambda e: (e.begins, e.what)))
    case = Case(
        name=str(raw.get("name", name)),
        as_of=day,
        events=events,
        circuit=_word(raw, "circuit", CIRCUITS),
        state=_word(raw, "state", ()),
        zone=zone,
        withholding_only_pending=_truth(raw, "withholding_only_pending"),
        grounds=_words(raw, "grounds", GROUNDS),
        unknown=_words(raw, "unknown", BY_NAME) or frozenset(),
    )
    check(case)
    return case


def _event(raw: object, zone: str | None) -> Event:
    if not isinstance(raw, dict) or str(raw.get("what")) not in BY_NAME:
        raise CaseError(
            f"An event has no kind that is known; its `what` is one of {', '.join(BY_NAME)}."
        )
    kind = BY_NAME[str(raw["what"])]
    words = dict(kind.words)
    for key in raw:
        if key not in _SPARE and key not in words and key not in kind.days:
            raise CaseError(f"The event {kind.what} has no field {key!r}; leave it out.")
    for key in kind.required:
        if key not in raw:
            raise CaseError(f"The event {kind.what} has no {key}; add it.")
    fields: dict[str, Any] = {k: _word(raw, k, allowed) for k, allowed in words.items() if k in raw}
    fields |= {k: _day(raw[k], f"{kind.what}.{k}") for k in kind.days if k in raw}
    begins, ends, at = _when(raw, kind, zone)
    return Event(kind, begins, ends, at, fields)


_NAMES = {"day": "on", "span": "from", "instant": "at"}


def _when(
    raw: Mapping[str, Any], kind: EventKind, zone: str | None
) -> tuple[date, date | None, datetime | None]:
    field = _NAMES[kind.shape]
    given = sorted({"on", "from", "to", "at"} & set(raw))
    if field not in raw or set(given) - {field, *(("to",) if kind.shape == "span" else ())}:
        more = " and, once it ended, `to`" if kind.shape == "span" else ""
        raise CaseError(f"The event {kind.what} takes `{field}`{more}, and is given {given}.")
    if kind.shape == "instant":
        at = _instant(raw["at"], kind.what)
        if zone and not exists(at, zone):
            raise CaseError(
                f"The event {kind.what} lies in the hour that summer time skips; correct its time."
            )
        return at.date(), None, at
    begins = _day(raw[field], f"{kind.what}.{field}")
    ends = _day(raw["to"], f"{kind.what}.to") if "to" in raw else None
    return begins, ends, None


def _day(value: object, field: str) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise CaseError(f"{field} is not a day; write it as 2025-03-31.")
    return _within(value, field)


_FIRST_YEAR, _LAST_YEAR = 1900, 2200
"""
No case has a day outside these, and every count from a day within them is a day.
"""


def _within(value: date, field: str) -> date:
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise CaseError(f"{field} lies in no year from {_FIRST_YEAR} to {_LAST_YEAR}; correct it.")
    return value


def _instant(value: object, field: str) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if isinstance(value, datetime) and value.tzinfo is None:
        _within(value, field)
        return value
    raise CaseError(f"{field}.at is not a local time; write it as 2025-03-31T15:00:00.")


def _word(raw: Mapping[str, Any], field: str, allowed: tuple[str, ...]) -> str | None:
    if field not in raw:
        return None
    value = str(raw[field])
    if allowed and value not in allowed:
        raise CaseError(f"{field} is not one of {', '.join(allowed)}; correct it.")
    return value


def _words(
    raw: Mapping[str, Any], field: str, allowed: Mapping[str, object]
) -> frozenset[str] | None:
    if field not in raw:
        return None
    value = raw[field]
    if not isinstance(value, list) or not all(str(v) in allowed for v in value):
        raise CaseError(f"{field} is not a list of {', '.join(allowed)}; correct it.")
    return frozenset(map(str, value))


def _truth(raw: Mapping[str, Any], field: str) -> bool:
    value = raw.get(field, False)
    if not isinstance(value, bool):
        raise CaseError(f"{field} is neither true nor false; write one of them.")
    return value
