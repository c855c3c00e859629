"""
The Inspector General's recommendations on 287(g): a checklist whose texts are still to be copied.

A slot without a text is not a recommendation that was met, or one that was not: nobody
has copied it. Nothing here is counted in any clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from custodes.errors import LawError
from custodes.law.citation import Citation
from custodes.law.us._data import KnownFrom, cited, known_from, read_table

_FILE = "inspector_general.toml"
_RAW = read_table(_FILE)


@dataclass(frozen=True, slots=True)
class Report:
    """
    One report.

    Attributes:
        number: As the office numbers it.
        on: Its day; None: only its month is known, see the citation.
        recommendations: How many it made.
        agreed: With how many the agency agreed; None: not recorded.
        all_closed: Whether all were later closed; None: not recorded.
        citation: What this rests on.
        known_from: How far it was checked.
    """

    number: str
    on: date | None
    recommendations: int
    agreed: int | None
    all_closed: bool | None
    citation: Citation
    known_from: KnownFrom


@dataclass(frozen=True, slots=True)
class Recommendation:
    """
    One recommendation of the first report.

    Attributes:
        number: Its place in the report, from 1.
        text: What it says; None: nobody has copied it.
        citation: Where the text was read, else the report.
        known_from: How far the text was checked; None: there is none.
    """

    number: int
    text: str | None
    citation: Citation
    known_from: KnownFrom | None


REPORTS: tuple[Report, ...] = tuple(
    Report(
        r["number"],
        r.get("on"),
        r["recommendations"],
        r.get("agreed"),
        r.get("all_closed"),
        cited(_FILE, r),
        known_from(_FILE, r),
    )
    for r in _RAW["report"]
)
"""
The reports, the oldest first.
"""
THEMES: tuple[str, ...] = tuple(_RAW["themes"])
"""
What the first report is remembered to be about; from weak memory, in no order.
"""
CLOSED: tuple[date, int, Citation] = (
    _RAW["closed_by"],
    _RAW["closed"],
    Citation(_RAW["closed_cite"]),
)
"""
By which day how many of the first three reports' recommendations were closed.
"""


def slots(raw: Mapping[str, Any]) -> tuple[Recommendation, ...]:
    """
    As many recommendations as the first report made, with the texts that were copied.

    Raises:
        LawError: a text has no number of the report, or a number has two texts.
    """
    count = REPORTS[0].recommendations
    copied: dict[int, Mapping[str, Any]] = {}
    for row in raw.get("recommendation", ()):
        number = row["number"]
        if not 1 <= number <= count or number in copied:
            raise LawError(
                f"{_FILE}: recommendation {number} is given twice or is none of the {count}; "
                "look up its number in the report."
            )
        copied[number] = row
    return tuple(
        Recommendation(
            i,
            copied[i]["text"] if i in copied else None,
            cited(_FILE, copied[i]) if i in copied else REPORTS[0].citation,
            known_from(_FILE, copied[i]) if i in copied else None,
        )
        for i in range(1, count + 1)
    )


RECOMMENDATIONS: tuple[Recommendation, ...] = slots(_RAW)
"""
The recommendations of March 2010, by number.
"""
