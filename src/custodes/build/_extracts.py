"""
The last moment that each release can know of: data, never a constant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from custodes.errors import CallError
from custodes.releases import ReadTable

END_OF_DAY = dt.time(23, 59, 59)

FROM_USER = "the user"
FROM_FILE = "the file or its layout"
FROM_EVENTS = "its latest event"
NOT_KNOWN = "not known"


def extracts_of(
    parts: Sequence[ReadTable], given: Mapping[str, dt.date]
) -> dict[str, tuple[dt.datetime | None, str]]:
    """
    For each release the last moment it can know of, and how that was told.

    The user's word goes before what the files say, and that before the latest
    event of any of the release's tables. The last day is partial either way.

    Raises:
        CallError: the user's word is of a release that was not read.
    """
    have = sorted({p.release for p in parts})
    for release in sorted(set(given) - set(have)):
        raise CallError(f"no release {release!r} was read; of these were: {', '.join(have)}.")
    found: dict[str, tuple[dt.datetime | None, str]] = {}
    for release in have:
        own = [p for p in parts if p.release == release]
        said = [p.extracted for p in own if p.extracted]
        seen = [p.last for p in own if p.last]
        if release in given:
            found[release] = _end(given[release]), FROM_USER
        elif said:
            found[release] = _end(max(said)), FROM_FILE
        elif seen:
            found[release] = _end(max(seen)), FROM_EVENTS
        else:
            found[release] = None, NOT_KNOWN
    return found


def _end(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, END_OF_DAY)
