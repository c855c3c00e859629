"""
Did who is stopped or arrested change after a 287(g) agreement, more than elsewhere?

What is counted:
    Stops (by race group) and administrative arrests (by conviction, charge or neither) in
    the 365 days before the first agreement of an agency in a county and the 365 days from it
    on, in that county and in one matched to it over the same days. The day is that of
    signature, else of the first list that has it. The match: same State, no agency in it
    that ever signed or applied, the nearest number of residents (Census Bureau, 1 July 2023);
    earlier agreements choose first, and each county is in one pair at most. Arrests are
    counted once for each episode, by rows where the histories were not built.

Columns:
    ``source`` (stops or arrests), what it was split by, ``category``; ``pairs`` (int64);
    ``treated_before``, ``treated_after``, ``control_before``, ``control_after`` (int64, events of
    the category) and each with ``_of`` (int64, of every category); ``treated_people`` and
    ``control_people`` (int64, residents); ``change``, ``change_low``, ``change_high`` (float64,
    share of the category: its change in the county with the agreement less the change in the
    other, mean over pairs); ``rate_change``, ``rate_change_low``, ``rate_change_high`` (float64,
    the same of events for each 1,000 residents in 365 days).

What the intervals say:
    A pair is one observation and all pairs weigh alike: the 95 percent interval is Student's,
    of the mean over pairs, so whatever the events of a county share (officers, years) is in
    it. Null with fewer than two pairs; with fewer than about ten it rests on the pairs being
    spread like a normal curve.

What it can show:
    Whether the mix or the number of those stopped or arrested moved apart from that of
    similar counties when an agreement began.

What it cannot show:
    Why. Counties that sign differ from those that do not, and may have been on another
    course already; an agreement can follow a change as well as cause it, and can change what
    is recorded. Agencies of a whole State act in both counties of a pair. An agreement on a
    list says nothing of how much it is used.

What is left out:
    In this order: events of a period that another release is trusted for; without a date;
    with a universal hour and no zone; dated after the release was drawn; that repeat an
    arrest; without a category; of no known county; of a county in no pair (nor, with its
    State, covered by the data for the whole window); outside the window; of a pair that has
    no event on one side before or after.

Sources:
    Tables ``stops`` or ``arrests`` with counties, and ``agreement_histories``, which the
    histories make of the 287(g) lists that ICE publishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from custodes.measures._answer import FILTERED_REASON
from custodes.measures._by import bound, condition, group_order, script, select_list
from custodes.measures._counting import Counting, ledger_part, nothing_left
from custodes.measures._disparity_change import add_changes
from custodes.measures._disparity_events import judge_events
from custodes.measures._disparity_stops import UNFIT, never_of_one_person, with_ends
from custodes.measures._findings import Findings, Ledger
from custodes.measures._measure import Figure, Measure
from custodes.measures._sources import area_caveat, sources_of
from custodes.measures._trail import Trail
from custodes.measures._view import ORIGIN, View

if TYPE_CHECKING:
    from custodes.measures._disparity_pairs import Agreements

_NAMES = {n: n for n in ("source", "state", "category")}

REASONS = {
    **UNFIT,
    "repeated": "the row repeats an arrest",
    "no_category": "the race, or conviction and charge, is not recorded or withheld",
    "no_county": "no county that is known",
    "no_pair": "of a county in no pair whose window the data cover",
    "outside": "more than a year before the agreement or after it",
    "half_pair": "of a pair without an event on one side, before or after",
    **FILTERED_REASON,
}

CELLS = ("treated_before", "treated_after", "control_before", "control_after")


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = ("source", *(b for b in by if b not in ("source", "category")), "category")
    view.need(MEASURE.name, ("agreement_histories",))
    there = tuple(t for t in ("stops", "arrests") if view.has(t))
    steps, agreements = judge_events(view, there)
    values = bound(where)
    holds = condition(where, _NAMES)
    counting = Counting("change_judged", "", _NAMES, REASONS, split, where)
    query = _query(split, holds)
    lost = counting.lost.replace("SELECT release,", "SELECT source, release,", 1) + ", 3"
    counted = view.engine.fetch(query, values)
    rows = view.engine.fetch(lost, values).to_pylist()
    parts = tuple(ledger_part(t, REASONS, [r for r in rows if r["source"] == t]) for t in there)
    sources = sources_of(
        view, [(r["source"], r["release"], r["n"]) for r in rows if r["left_out"] is None]
    )
    said = _caveats(where, sum(p.counted for p in parts), agreements)
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=split,
        where=where,
        unit="stops and arrests",
        table=add_changes(counted, split),
        ledger=Ledger(parts),
        caveats=(*area_caveat(view, sources), *said),
        definition=MEASURE.definition,
        sql=script(steps, ("the figures", query), ("the ledger", lost)),
        sources=sources,
        trails=tuple(_trail(t, split, holds, values) for t in there),
    )


def _query(split: Sequence[str], holds: str) -> str:
    """
    Events of every category of each pair's four cells.
    """
    return (
        f"SELECT {select_list(split, _NAMES)}pair, side, period, MAX(people) AS people, "
        f"COUNT(*) AS n\nFROM change_judged WHERE left_out IS NULL AND {holds}"
        f"{group_order((*split, 'pair', 'side', 'period'))}"
    )


def _trail(table: str, split: Sequence[str], holds: str, values: dict[str, object]) -> Trail:
    query = (
        f"SELECT {select_list(split, _NAMES)}{ORIGIN} FROM change_judged "
        f"WHERE left_out IS NULL AND source = '{table}' AND {holds}"
    )
    return Trail(table, table, query, values)


def _caveats(where: dict[str, str], counted: int, agreements: Agreements) -> tuple[str, ...]:
    said = [
        never_of_one_person(),
        (
            "Counties that sign an agreement differ from those that do not: a change that is larger "
            "there came with the agreement, and need not have come of it."
        ),
        "An arrest by ICE is no stop, and neither conviction nor charge is known of a stop.",
        (
            f"Counties are matched within a State by residents alone; {len(agreements.starts):,} "
            f"have an agreement of a known day, and {agreements.unplaced:,} agreements are of no "
            "one county."
        ),
    ]
    if not counted:
        said.append(nothing_left(where, "stops or arrests"))
    return tuple(said)


_ALL = (*CELLS, *(f"{c}_of" for c in CELLS))
_PEOPLE = ("treated_people", "control_people")

MEASURE = Measure(
    name="disparity_before_after",
    title="Before and after a 287(g) agreement",
    question="Did who is stopped or arrested change after an agreement, more than elsewhere?",
    needs=("stops", "arrests"),
    choices=("source", "state", "category"),
    filters=("source", "state"),
    default=("source", "category"),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure("pairs", "Pairs of counties", "things"),
        *(Figure(c, f"Events, {c.replace('_', ' ')}", additive=True) for c in CELLS),
        *(Figure(f"{c}_of", f"Events of every category, {c.replace('_', ' ')}") for c in CELLS),
        Figure("treated_people", "Residents of counties with an agreement"),
        Figure("control_people", "Residents of counties matched to them"),
        *with_ends("change", "Change of the share, less that elsewhere", "share", *_ALL),
        *with_ends(
            "rate_change", "Change of the rate, less that elsewhere", "rate", *CELLS, *_PEOPLE
        ),
    ),
)
