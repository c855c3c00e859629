"""
From recognised headers to how the records below them become rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from custodes.records import Column, table
from custodes.releases._layout import TableLayout
from custodes.releases._recognise import Match
from custodes.releases._tally import Header

_UNNAMED = "the sheet gives it no header"


def headers_of(match: Match, layout: TableLayout, width: int) -> tuple[Header, ...]:
    """
    What each column of the sheet becomes in one table.

    Columns that belong to another table of the same sheet are left out.

    Args:
        match: The recognised headers.
        layout: The table.
        width: Columns of the sheet, those beyond the last header included.
    """
    columns = {c.name: c for c in table(layout.table).columns}
    targets = _targets(match, layout)
    taken = _first_listed(targets, layout, match)
    found = []
    for place in range(width):
        text = match.headers[place] if place < len(match.headers) else ""
        spelled = match.spelled[place] if place < len(match.spelled) else ""
        why: str | None = None
        column: Column | None = None
        if place in targets and taken[targets[place]] == place:
            column = columns[targets[place]]
        elif place in targets:
            why = f"{match.headers[taken[targets[place]]]!r} is taken instead"
        elif spelled in layout.whys:
            why = layout.whys[spelled]
        elif not spelled:
            why = _UNNAMED
        else:
            continue
        found.append(Header(place + 1, " ".join(text.split()), column, why))
    return tuple(found)


def _targets(match: Match, layout: TableLayout) -> dict[int, str]:
    """
    Index of a column to the canonical column its header stands for.

    A header foreseen twice but there once stands for the last of its columns.
    """
    total = Counter(match.spelled)
    seen: Counter[str] = Counter()
    found = {}
    for place, spelled in enumerate(match.spelled):
        names = layout.targets.get(spelled)
        if names:
            found[place] = names[max(0, len(names) - total[spelled]) + seen[spelled]]
            seen[spelled] += 1
    return found


def _first_listed(targets: dict[int, str], layout: TableLayout, match: Match) -> dict[str, int]:
    order = {h: i for i, h in enumerate(layout.targets)}
    best: dict[str, int] = {}
    for place, name in sorted(targets.items(), key=lambda t: order[match.spelled[t[0]]]):
        best.setdefault(name, place)
    return best


def fixed_by_title(layout: TableLayout, above: Iterable[str]) -> tuple[dict[str, str], str | None]:
    """
    The values that the title above the headers gives, and a note where no title does.
    """
    if not layout.titles:
        return {}, None
    text = "\n".join(above)
    for title in layout.titles:
        if re.search(title.says, text):
            return dict(title.set), None
    names = ", ".join(sorted({n for t in layout.titles for n in t.set}))
    return {}, f"no title says what kind of rows these are; {names} is blank"


def of_one_event(match: Match, layout: TableLayout) -> frozenset[str]:
    """
    The canonical columns that no other table of the same sheet shares.
    """
    others = {h for t in match.form.tables if t is not layout for h in t.targets}
    return frozenset(c for h, names in layout.targets.items() if h not in others for c in names)
