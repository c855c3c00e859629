"""
Ours beside theirs, for each published figure that a dataset can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from custodes.measures._view import View
from custodes.measures.published._figures import Published, Value
from custodes.records import tables

_HISTORIES = "ddp_"
_EVENTS = {
    "ddp_stints": "stints",
    "ddp_stays": "stints",
    "ddp_removals": "removals",
    "ddp_arrest_stays": "arrests",
}
"""Histories, and the table by whose events it is told whether a release is whole."""

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """
    One figure, theirs and ours.
    """

    id: str
    what: str
    key: str | None
    release: str
    theirs: Value
    ours: Value
    difference: float | None
    """Ours less theirs. Null: they are days."""
    percent: float | None
    """The difference in percent of theirs. Null: they are days, or theirs is nothing."""
    within: bool
    """Whether ours lies within the tolerance."""
    why: str | None
    """Why it may differ. Null: it may not."""
    source: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """
    One figure that the dataset cannot be asked for.
    """

    id: str
    what: str
    key: str | None
    release: str
    needs: str


def compare_published(
    view: View, figures: Iterable[Published], tell: Tell | None = None
) -> tuple[tuple[Compared, ...], tuple[Unchecked, ...]]:
    """
    Compare a dataset with each figure that its releases make checkable.
    """
    wanted = list(figures)
    done: list[Compared] = []
    left: list[Unchecked] = []
    for n, figure in enumerate(wanted):
        if tell:
            tell("figures", n, len(wanted))
        needs = _needs(view, figure)
        if needs:
            left.append(Unchecked(figure.id, figure.what, figure.key, figure.release, needs))
        else:
            done.append(_compared(figure, _ours(view, figure)))
    return tuple(done), tuple(left)


def _needs(view: View, figure: Published) -> str | None:
    """
    What the dataset lacks for a figure; null: nothing.
    """
    for name in (figure.table, *figure.also):
        lacks = _lacks(view, figure, name)
        if lacks:
            return lacks
    table = _EVENTS.get(figure.table, figure.table)
    whole = f"{table} of the release {figure.release}"
    if figure.measure and any(
        (c.table, c.release) == (table, figure.release) for c in view.manifest.coverage
    ):
        return f"{whole}, built without the release that counts in its place here"
    if figure.spans and not _spans(view, figure, table):
        return f"all files of {whole}"
    return None


def _lacks(view: View, figure: Published, name: str) -> str | None:
    """
    What of one of its tables is not there; null: nothing.
    """
    table = _EVENTS.get(name, name)
    whole = f"{table} of the release {figure.release}"
    held = [
        i
        for i in view.manifest.inputs
        for p in i.parts
        if (p.table, p.release) == (table, figure.release)
    ]
    if not held:
        return whole
    if figure.file and not any(figure.file in i.name for i in held):
        return f"the file of {whole} with {figure.file} in its name"
    if not view.has(name):
        theirs = name.startswith(_HISTORIES)
        return f"{whole}, built with --mode {'ddp' if theirs else 'custodes'}"
    return None


def _spans(view: View, figure: Published, table: str) -> bool:
    """
    Whether the rows reach beyond the days that a whole release reaches beyond.
    """
    assert figure.spans is not None  # noqa: S101 - asked only then
    event = tables()[table].event
    row = view.engine.fetch(
        f"SELECT MIN(CAST({event} AS DATE)) AS first, MAX(CAST({event} AS DATE)) AS last "
        f"FROM {table} WHERE release = :release",
        {"release": figure.release},
    ).to_pylist()[0]
    first, last = figure.spans
    return row["first"] is not None and row["first"] <= first and row["last"] >= last


def _ours(view: View, figure: Published) -> Value:
    if figure.sql is not None:
        values = {"release": figure.release, "key": figure.key}
        used = {k: v for k, v in values.items() if f":{k}" in figure.sql}
        found: Value | None = view.engine.fetch(figure.sql, used).to_pylist()[0]["ours"]
        return found if found is not None else 0
    from custodes.measures._catalog import catalog

    measure = catalog()[str(figure.measure)]
    answer = measure.compute(view, figure.by, {"release": figure.release}).table.to_pylist()
    rows = [r for r in answer if str(r[figure.by[-1]])[: len(str(figure.key))] == figure.key]
    total: Value = sum(r[figure.column] for r in rows)
    return total


def _compared(figure: Published, ours: Value) -> Compared:
    theirs = figure.value
    counted = not isinstance(theirs, str) and not isinstance(ours, str)
    apart = ours - theirs if counted else None  # type: ignore[operator]
    return Compared(
        id=figure.id,
        what=figure.what,
        key=figure.key,
        release=figure.release,
        theirs=theirs,
        ours=ours,
        difference=apart,
        percent=100 * apart / float(theirs) if apart is not None and theirs else None,
        within=figure.allows(ours),
        why=figure.why,
        source=figure.source,
    )
