"""
A second report: what its numbers say beside those of an earlier one.

Whoever has both subtracts. The earlier numbers are out and cannot be hidden, so
each difference is guarded like any small number, and the later number is hidden
where it would give one away. A number that is the same in both hides nothing else.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from custodes.disclosure._protect import Judgement
from custodes.disclosure._publication import Key, Publication

FILE = "numbers.csv"
"""Every number that a report shows, by what it counts: for the report after it."""
_DIFFERENCE = "difference from the earlier report"
_EARLIER = "the earlier report"


@dataclass(frozen=True, slots=True)
class Beside:
    """
    How a report stands beside an earlier one.
    """

    earlier: str
    """The build that the earlier one shows."""
    same: int
    differ: int
    """Numbers that both count and that are not the same."""
    small: int
    """Of these, by less than the limit: guarded."""
    only_earlier: int
    only_now: int


def said_before(publication: Publication, earlier: Mapping[str, float], build: str) -> Beside:
    """
    Guard the differences from the numbers of an earlier report.

    Args:
        publication: The numbers of this one, all of them said.
        earlier: What the earlier one showed, by `name_of` its keys.
        build: The build of the earlier one.
    """
    said = {name_of(k): k for k in publication.values if k not in publication.unprinted}
    same = differ = small = 0
    for name, before in earlier.items():
        key = said.get(name)
        if key is None:
            continue
        now = publication.values[key]
        if now == before:
            same += 1
            publication.known.add(key)
            continue
        differ += 1
        small += _guard(publication, key, before)
    both = same + differ
    return Beside(build, same, differ, small, len(earlier) - both, len(said) - both)


def _guard(publication: Publication, key: Key, before: float) -> bool:
    now, limit = publication.values[key], publication.limit_of(key)
    fact, at = key
    apart = (f"{_DIFFERENCE}: {fact}", at)
    old = (f"{_EARLIER}: {fact}", at)
    publication.add(old, before, passed=True)
    publication.add(apart, abs(now - before), limit=limit, printed=False)
    if key in publication.passed:
        publication.passed.add(apart)
    larger, smaller = (key, old) if now > before else (old, key)
    publication.total(larger, [smaller, apart])
    return publication.is_small(apart)


def numbers_csv(judged: Judgement) -> bytes:
    """
    Every number that a report shows, by what it counts.
    """
    said = judged.publication
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("number", "value"))
    shown = {
        name_of(k): v
        for k, v in said.values.items()
        if judged.shows(k) and k not in said.unprinted and not k[0].startswith(_EARLIER)
    }
    for name in sorted(shown):
        writer.writerow((name, f"{shown[name]:.10g}"))
    return out.getvalue().encode()


def read_numbers(path: Path) -> dict[str, float]:
    """
    The numbers of an earlier report, by name.

    Raises:
        OSError: there is no such file.
        ValueError: it is not one that a report wrote.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if next(rows, None) != ["number", "value"]:
            raise ValueError("not the numbers of a report")
        return {name: float(value) for name, value in rows}


def name_of(key: Key) -> str:
    """
    A key as text: the same in every report.

    >>> name_of(("arrests", frozenset({("office", "St. Paul"), ("fiscal_year", 2025)})))
    'arrests [fiscal_year=2025; office=St. Paul]'
    """
    fact, at = key
    told = sorted((n, v.isoformat() if isinstance(v, dt.date) else str(v)) for n, v in at)
    return f"{fact} [{'; '.join(f'{n}={v}' for n, v in told)}]"
