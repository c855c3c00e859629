"""
287(g) partners by name: the section of a State, and the files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from custodes.measures._partner_names import Partner
from custodes.site import _labels as labels
from custodes.site._shown import Heading, Section, Table
from custodes.site._spec import Top
from custodes.site._words import day_words, say, words

ID = "partners-by-name"
ALL = "partner-agencies.csv"
"""The file of all States."""
_FOLDED = 25
"""More agreements than this are shown when asked for."""

_Column = Callable[[Partner], str]


@dataclass(frozen=True, slots=True)
class Lists:
    """
    All agreements, and the days of the last lists.
    """

    partners: tuple[Partner, ...] = ()

    @property
    def last(self) -> dt.date | None:
        """
        Day of the latest participating list.
        """
        return max((p.last_seen for p in self.partners if p.last_seen), default=None)

    @property
    def last_pending(self) -> dt.date | None:
        """
        Day of the latest pending list.
        """
        return max((p.last_pending for p in self.partners if p.last_pending), default=None)

    def when(self, top: Top) -> str:
        """
        The list that a figure of agreements is of.
        """
        day = self.last_pending if top.at.get("kind") == "pending" else self.last
        told = words()["tops"]["latest_list"]
        return say("tops", "list_of", day=day_words(day)) if day else str(told)

    def of(self, state: str) -> tuple[Partner, ...]:
        """
        The agreements of a State by its name on a page.
        """
        return tuple(p for p in self.partners if labels.group("state", p.state) == state)


def section(lists: Lists, state: str) -> Section | None:
    """
    Who acts for ICE in a State: in force, applied for, and no longer listed.
    """
    found = lists.of(state)
    if not found:
        return None
    w = words()["partners_named"]
    made = [_table(lists, name, [p for p in found if _is(p, name)]) for name in _TABLES]
    tables = tuple(t for t in made if t.rows)
    return Section(ID, w["title"], (_counts(lists, found), w["text"]), None, tables)


def state_file(lists: Lists, state: str, slug: str) -> Table:
    """
    The file of a State's agreements.
    """
    caption = say("partners_named", "file", state=state)
    return _file(lists.of(state), f"partner-agencies/{slug}.csv", caption)


def all_states(lists: Lists) -> Table | None:
    """
    The file of every agreement of every State.
    """
    if not lists.partners:
        return None
    return _file(lists.partners, ALL, words()["partners_named"]["file_all"])


def _counts(lists: Lists, found: Sequence[Partner]) -> str:
    w = words()["partners_named"]
    told = []
    for status, day in (("listed", lists.last), ("pending", lists.last_pending)):
        n = sum(_is(p, status) for p in found)
        if day:
            name = f"count_{status}_one" if n == 1 else f"count_{status}"
            told.append(w[name].format(n=f"{n:,}", day=day_words(day)))
    return " ".join(told)


def _is(p: Partner, table: str) -> bool:
    """
    Whether an agreement stands in a table. The last pending list is often older than the
    last participating one, so that what was applied for there may be in force by now.
    """
    return p.applied if table == "pending" else p.status == table


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _county(p: Partner) -> str:
    """
    Without the State, which the page is of.
    """
    return (p.county or "").removesuffix(f", {p.state}")


def _model(p: Partner) -> str:
    return str(words()["partners_named"].get(f"model_{p.model}") or labels.group("model", p.model))


_SHOWN: Mapping[str, _Column] = {
    "county": _county,
    "model": _model,
    "signed": lambda p: _day(p.signed_first),
    "since": lambda p: _day(p.first_seen),
    "signed_since": lambda p: _day(p.first_seen),
    "until": lambda p: _day(p.last_seen),
    "gone": lambda p: _day(p.dropped_by),
    "first_pending": lambda p: _day(p.first_pending),
    "last_pending": lambda p: _day(p.last_pending),
}
_TABLES: Mapping[str, tuple[str, ...]] = {
    "listed": ("county", "model", "signed", "since"),
    "pending": ("county", "model", "first_pending", "signed_since"),
    "dropped": ("county", "model", "signed", "until", "gone"),
    "lapsed": ("county", "model", "first_pending", "last_pending"),
}
"""The columns of each table of a page."""


def _table(lists: Lists, name: str, found: Sequence[Partner]) -> Table:
    w = words()["partners_named"]
    day = lists.last_pending if name == "pending" else lists.last
    columns = _TABLES[name]
    return Table(
        f"partners-{name}",
        say("partners_named", f"caption_{name}", day=day_words(day) if day else ""),
        (
            Heading(w["agency"], "agency", number=False),
            *(Heading(w[c], c, number=False) for c in columns),
        ),
        tuple((p.agency, *(_SHOWN[c](p) for c in columns)) for p in found),
        folded=len(found) > _FOLDED,
    )


_HELD: Mapping[str, _Column] = {
    "state": lambda p: p.state or "",
    "agency": lambda p: p.agency,
    "county": lambda p: p.county or "",
    "agency_type": lambda p: p.agency_type or "",
    "model": lambda p: p.model,
    "status": lambda p: p.status,
    "signed_first": lambda p: _day(p.signed_first),
    "signed_last": lambda p: _day(p.signed_last),
    "on_last_pending_list": lambda p: "yes" if p.applied else "no",
    "first_listed": lambda p: _day(p.first_seen),
    "last_listed": lambda p: _day(p.last_seen),
    "gone_by": lambda p: _day(p.dropped_by),
    "times_back": lambda p: "" if p.rejoined is None else str(p.rejoined),
    "first_pending": lambda p: _day(p.first_pending),
    "last_pending": lambda p: _day(p.last_pending),
    "last_list": lambda p: p.list_file,
}
"""The columns of the files, in the records' own names."""


def _file(found: Sequence[Partner], name: str, caption: str) -> Table:
    heads = tuple(Heading(n, n, number=False) for n in _HELD)
    rows = tuple(tuple(tell(p) for tell in _HELD.values()) for p in found)
    return Table("file", caption, heads, rows, download=name)
