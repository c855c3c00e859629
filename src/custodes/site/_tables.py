"""
Tables of a split, whole or limited to one group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from custodes.measures._measure import Figure
from custodes.site import _labels as labels
from custodes.site._shown import Cell, Heading, Judged, Number, Table
from custodes.site._split import TIMES, At, Split
from custodes.site._translate import told_plain
from custodes.site._words import say, words

PAGE_ROWS = 25
_COLUMNS = 8
_FLAT = 2


def table(
    found: Split,
    judged: Judged,
    at: At,
    *,
    id: str,
    figure: str | None = None,
    folded: bool = False,
    download: str | None = None,
) -> Table:
    """
    A split limited to *at*: what is left of it down, and across years where two are left.

    Args:
        found: The split.
        judged: What may be shown.
        at: Groups it is limited to.
        id: Of the table on its page.
        figure: The one shown where years go across; null: the first.
        folded: Shown only when asked for.
        download: Name of the file.
    """
    left = [b for b in found.by if b not in at]
    main = next((f for f in found.figures if f.name == figure), found.figures[0])
    across = _goes_across(found, judged, at, left)
    if across:
        heads, rows = _across(found, judged, at, main, across)
    else:
        heads, rows = _down(found, judged, at, left)
    return Table(
        id=id,
        caption=caption(found, left, main if across else None),
        headings=tuple(heads),
        rows=tuple(rows),
        folded=folded,
        download=download,
        page_rows=PAGE_ROWS,
        file=long_table(found, judged, at) if download else None,
        bars=1 if len(left) == 1 and not found.texts else None,
        total=len(rows) > 1 and rows[-1][0] == words()["split"]["all"],
    )


def _goes_across(found: Split, judged: Judged, at: At, left: Sequence[str]) -> str | None:
    """
    The split whose groups are columns: times, else the one with few groups.
    """
    if len(left) < _FLAT:
        return None
    sizes = {b: len(found.values(b, judged, at)) for b in left}
    times = [b for b in left if b in TIMES and sizes[b] > 1]
    if times:
        return times[0]
    if found.shown is not None:
        return None  # its columns are named, and are no groups
    least = min(left, key=lambda b: sizes[b])
    return least if 1 < sizes[least] <= _COLUMNS else None


def caption(found: Split, left: Sequence[str], figure: Figure | None) -> str:
    """
    What a table of a split is called.
    """
    title = told_plain(found.measure.title)
    if figure is not None:
        title = labels.figure_title(figure)
    if not left:
        return title
    names = f" {words()['split']['and']} ".join(labels.dimension(b).lower() for b in left)
    return say("split", "caption", title=title, split=names)


def _across(
    found: Split, judged: Judged, at: At, figure: Figure, across: str
) -> tuple[list[Heading], list[tuple[Cell, ...]]]:
    """
    Groups down, the latest years or the groups of another split across, and all of both.
    """
    w = words()["split"]
    downs = [b for b in found.by if b not in at and b != across]
    columns = found.values(across, judged, at)
    apart = found.apart.union(figure.apart)
    whole = figure.additive and across not in apart
    if across in TIMES:
        columns = [t for t in columns if t is not None][-_COLUMNS:]
    heads = [
        *(Heading(labels.dimension(b), b, number=False) for b in downs),
        *(Heading(labels.group(across, c), str(c)) for c in columns),
        *([Heading(w["all_times" if across in TIMES else "all"], "all")] * whole),
    ]

    def row(names: Sequence[str], here: dict[str, object]) -> tuple[Cell, ...]:
        cells = [found.whole(judged, figure, {**at, **here, across: c}) for c in columns]
        last = [found.whole(judged, figure, {**at, **here})] * whole
        return (*names, *cells, *last)

    rows = []
    for values in groups(found, judged, at, downs):
        here = dict(zip(downs, values, strict=True))
        rows.append(row([labels.group(b, v) for b, v in here.items()], here))
    if figure.additive and len(rows) > 1 and not apart.intersection(downs):
        rows.append(row([w["all"], *[""] * (len(downs) - 1)], {}))
    return heads, rows


def _down(
    found: Split, judged: Judged, at: At, left: Sequence[str]
) -> tuple[list[Heading], list[tuple[Cell, ...]]]:
    w = words()["split"]
    if not left:
        return _alone(found, judged, at)
    heads = [
        *(Heading(labels.dimension(b), b, number=False) for b in left),
        *(Heading(labels.dimension(t), t, number=False) for t in found.texts),
        *(Heading(labels.figure_title(f), f.name) for f in found.columns),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            *(labels.group(b, v) for b, v in zip(left, values, strict=True)),
            *(found.text(t, {**at, **dict(zip(left, values, strict=True))}) for t in found.texts),
            *_numbers(found, judged, {**at, **dict(zip(left, values, strict=True))}),
        )
        for values in groups(found, judged, at, left)
    ]
    adds_up = any(f.additive and not set(f.apart).intersection(left) for f in found.columns)
    adds_up = adds_up and not found.apart.intersection(left)
    if len(rows) > 1 and adds_up:
        blank = [""] * (len(left) - 1 + len(found.texts))
        rows.append((w["all"], *blank, *_numbers(found, judged, dict(at))))
    return heads, rows


def _alone(found: Split, judged: Judged, at: At) -> tuple[list[Heading], list[tuple[Cell, ...]]]:
    """
    One group by itself: its figures down.
    """
    w = words()["split"]
    heads = [Heading(w["figure"], "figure", number=False), Heading(w["number"], "number")]
    numbers = zip(found.columns, _numbers(found, judged, dict(at)), strict=True)
    told = [(f, n) for f, n in numbers if n.why or n.value is not None]
    return heads, [(labels.figure_title(f), n) for f, n in told]


def groups(found: Split, judged: Judged, at: At, left: Sequence[str]) -> list[tuple[Any, ...]]:
    """
    The groups of some splits that are there, latest first, the rest by size.
    """
    orders = {}
    for b in left:
        values = found.values(b, judged, at)
        orders[b] = {v: i for i, v in enumerate(values[::-1] if b in TIMES else values)}
    keys = dict.fromkeys(tuple(r[b] for b in left) for r in found.rows_at(at))
    return sorted(keys, key=lambda k: [orders[b][v] for b, v in zip(left, k, strict=True)])


def _numbers(found: Split, judged: Judged, at: dict[str, object]) -> list[Number]:
    return [found.whole(judged, f, at) for f in found.columns]


def long_table(found: Split, judged: Judged, at: At) -> Table:
    """
    Every row and figure of a split as a file holds them.
    """
    left = [b for b in found.by if b not in at]
    heads = [
        *(Heading(b, b, number=False) for b in found.by),
        *(Heading(f.name, f.name) for f in found.figures),
    ]
    rows: list[tuple[Cell, ...]] = []
    for values in groups(found, judged, at, left):
        here = {**at, **dict(zip(left, values, strict=True))}
        numbers = [found.number(judged, f, here) for f in found.figures]
        rows.append((*(_plain(here[b]) for b in found.by), *numbers))
    return Table("file", "", tuple(heads), tuple(rows))


def _plain(value: object) -> str:
    return "" if value is None else str(value)
