"""
What every measure that counts judged rows does alike: whom it sets aside, what it answers.

Such a measure judges the rows of one table by its SQL, says with a `Counting` what to sum
of them, and gives both to `answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from custodes.measures._by import script
from custodes.measures._counting import Counting, nothing_left, register_local
from custodes.measures._findings import Findings, Ledger, LedgerPart
from custodes.measures._sources import area_caveat, sources_of

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.engine import Step
    from custodes.measures._measure import Measure
    from custodes.measures._trail import Trail
    from custodes.measures._view import View

SUPERSEDED_REASON = {"superseded": "another release is trusted for their period"}
SET_ASIDE_REASONS = {
    **SUPERSEDED_REASON,
    "local": "their release is limited to an area, and stands beside national ones here",
}
"""Why whole releases are left out, before anything else."""

DATED_REASONS = {
    "no_date": "the date is blank, withheld or unreadable",
    "after_extract": "dated after the release was drawn",
}
FILTERED_REASON = {"filtered": "outside what was asked for"}


def set_aside(view: View, name: str, table: str, asked: Collection[str] = ()) -> tuple[str, ...]:
    """
    Register the releases of one area that are set aside, and the days releases were drawn.

    Args:
        view: The dataset.
        name: Of the table to register.
        table: Whose rows are counted.
        asked: What is split and limited by; with ``release`` among it nothing is set aside.

    Returns:
        The releases, which whatever is judged rests on.
    """
    aside = () if "release" in asked else view.local(table)
    register_local(view, name, aside)
    view.register_extracts()
    return aside


def answer(
    measure: Measure,
    view: View,
    counting: Counting,
    steps: Iterable[Step],
    *,
    of: str,
    unit: str,
    caveats: Sequence[str],
    of_none: str = "",
    finish: Callable[[pa.Table], pa.Table] | None = None,
    by: tuple[str, ...] | None = None,
    where: dict[str, str] | None = None,
    ledger: Iterable[LedgerPart] = (),
    queries: Iterable[tuple[str, str]] = (),
    trails: tuple[Trail, ...] | None = None,
    notes: Mapping[str, str] | None = None,
) -> Findings:
    """
    The answer of a measure whose rows are judged.

    Args:
        measure: Whose answer it is.
        view: The dataset, after ``steps`` ran.
        counting: What to sum.
        steps: What ran.
        of: The input, as the ledger names it.
        unit: What is counted.
        caveats: What the reader must know in any case.
        of_none: What is said besides where nothing is counted.
        finish: Adds columns to the sums.
        by: What the answer is split by, where that is more than ``counting`` is.
        where: What it is limited by, where that is more than ``counting`` is.
        ledger: Parts that follow the first.
        queries: Names and SQL that ran besides those of ``counting``.
        trails: The way back to the rows; null: that of ``counting``.
        notes: Facts about the run.
    """
    limits = dict(counting.where) if where is None else where
    table, part, kept = counting.fetch(view, of)
    sources = sources_of(view, kept)
    none = [] if part.counted else [s for s in (nothing_left(limits, of), of_none) if s]
    return Findings(
        measure=measure.name,
        title=measure.title,
        by=tuple(counting.split) if by is None else by,
        where=limits,
        unit=unit,
        table=finish(table) if finish else table,
        ledger=Ledger((part, *ledger)),
        caveats=(*area_caveat(view, sources), *caveats, *none),
        definition=measure.definition,
        sql=script(steps, *counting.queries, *queries),
        sources=sources,
        notes=dict(notes or {}),
        trails=(counting.trail(of),) if trails is None else trails,
    )
