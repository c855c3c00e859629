"""
How many people are held past day 90, 180 and 365 after their order, and how many cross?

What is counted:
    Stays in custody with a final order, by the clocks that the law's rules give to each
    (table ``clocks``). A stay is past a mark from the day after it, as long as custody
    lasts, any part of the last day included. Day 365 is counted as day 90 is; the law sets
    no mark there.

Stock and flow:
    ``held_*`` is the stock: on the last day of the period (``as_of``), or without a period
    on the last day that the dataset knows of. ``crossed_*`` is the flow: stays whose first
    day past the mark lies in the period. A period in which nobody was or may have been
    is no row.

Three readings:
    No release shows when an order became final, whether a court stayed it, or in every
    case when custody ended. ``held_90`` counts from the later of the order's recorded day
    and the book-in, to the end as recorded (or, unknown, the last day on which the rows
    show the person there). ``held_90_low`` counts from the last day on which the order can
    have become final had nobody appealed, to the first day on which custody can have
    ended; a mark that nothing bounds is never past. ``held_90_high`` counts from the order
    in or out of custody, to the last day on which custody can have ended. A court's stay,
    failure to comply, or time in prison could make even the low figure less, by no
    known length; an order of no readable day (``undated``) the high figure more.

    ``crossed_90_low`` counts a stay only in a period in which it surely crossed;
    ``crossed_90_high`` in every period in which it may have. So the bounds of months do
    not add up to those of the year.

Columns:
    What it was split by; ``as_of`` (date); ``held_90_low``, ``held_90``, ``held_90_high``, the
    same for 180 and 365; ``undated`` (stays held on that day with an order of no readable
    day, which are in none of the others and may be past any mark); ``crossed_90_low``,
    ``crossed_90``, ``crossed_90_high``, the same for 180 and 365. All int64, stays.

Which days:
    From the first day on which any stay ended, since before it a release lists only
    those who were still there, to the last day that any release knows of (where none is
    known, the last on which anybody may have been held); each release counts to its own.
    A limit by year, fiscal year, month or day narrows the days.

Splits:
    As in measure ``releases``, and ``order_kind``: the kind of order that the case category
    tells (null: none). Of several periods only one can be asked for.

What is left out:
    In this order: stays of a period that another release is trusted for; of releases of
    one area that stand beside national ones; without an order; ordered after the release
    was drawn; of which neither the end nor the day of the release is known; ended before
    the order; and those that by no reading were held past day 90.

Sources:
    Table ``clocks``, which ``custodes build`` makes of ``stays``; and ``stays`` for the splits.
"""

from __future__ import annotations

from dataclasses import replace

from custodes.engine import Step, read_steps
from custodes.errors import CallError
from custodes.measures._answer import FILTERED_REASON, SET_ASIDE_REASONS, set_aside
from custodes.measures._by import PERIODS, bound, group_order, script
from custodes.measures._counting import Counting, ledger_part, nothing_left
from custodes.measures._findings import Findings, Ledger
from custodes.measures._measure import Figure, Measure
from custodes.measures._sources import area_caveat, sources_of
from custodes.measures._stays import GROUPS, place_caveats, stay_steps
from custodes.measures._trail import Trail
from custodes.measures._view import View
from custodes.measures._waiting_days import Span, register_periods
from custodes.measures._waiting_steps import MARKS, NUMBERS, waiting_steps

_GROUPS = (*GROUPS, "order_kind", "release")
_NAMES = {n: n for n in _GROUPS}

REASONS = {
    **SET_ASIDE_REASONS,
    "no_order": "the release shows no final order",
    "after_extract": "the final order is dated after the release was drawn",
    "no_extract": "neither the end of custody nor the day of the release is known",
    "after_stay": "the final order is dated after the end",
    "within": "by no reading held past day 90",
    **FILTERED_REASON,
}


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    view.need(MEASURE.name, ("stays",))
    groups = tuple(b for b in by if b not in PERIODS)
    periods = tuple(b for b in by if b in PERIODS)
    if len(periods) > 1:
        raise CallError(
            f"'waiting' cannot be split by {' and '.join(periods)} at once: people are held on "
            "through many of them; ask for one."
        )
    period = periods[0] if periods else None
    limits = {k: v for k, v in where.items() if k not in PERIODS}
    judging, aside = _judge(view, whole="release" in {*by, *where})
    counting = Counting("waiting_judged", "COUNT(*) AS n", _NAMES, REASONS, groups, limits)
    rows = view.engine.fetch(counting.lost, bound(limits)).to_pylist()
    part = ledger_part("clocks", REASONS, rows)
    kept = [("clocks", r["release"], r["n"]) for r in rows if r["left_out"] is None]
    sources = sources_of(view, kept)
    span = Span.of(view).within(where)
    register_periods(view, "waiting_periods", span, period)
    steps = waiting_steps(groups, limits, _NAMES, period)
    view.once(steps, {**bound(limits), **span.bound}, (aside, period))
    query = _query(by, period)
    table = view.engine.fetch(query)
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=by,
        where=where,
        unit="stays",
        table=table,
        ledger=Ledger((part,)),
        caveats=(*area_caveat(view, sources), *_caveats(view, where, empty=table.num_rows == 0)),
        definition=MEASURE.definition,
        sql=script((*judging, *steps), ("the figures", query), ("the ledger", counting.lost)),
        sources=sources,
        trails=(_trail(counting, span),),
    )


def _trail(counting: Counting, span: Span) -> Trail:
    """
    The stays that were in the stock, or may have been, on any of the days.
    """
    whole = counting.trail("clocks")
    then = (
        "from_high_90 <= :last_day AND to_high >= :first_day AND from_high_90 <= to_high"
        " OR undated_from <= :last_day AND to_high >= :first_day"
    )
    return replace(
        whole,
        query=f"{whole.query} AND ({then})",
        values={**whole.values, **span.bound},
        note="These are the stays that by some reading were held past day 90 on any of the days, "
        "or with an order of no readable day; not each is in every column and period.",
    )


def _judge(view: View, *, whole: bool) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """
    Make ``waiting_judged``; give the steps, and the releases set aside.
    """
    aside = set_aside(view, "waiting_local", "clocks", ("release",) if whole else ())
    facts = stay_steps(view)
    view.once(facts)
    judging = read_steps("custodes.measures", "waiting.sql")
    view.once(judging, given=aside)
    return (*facts, *judging), aside


def _query(by: tuple[str, ...], period: str | None) -> str:
    told = "".join(f"{'p.label' if b == period else f's.{b}'} AS {b}, " for b in by)
    numbers = ", ".join(f"s.{n}" for n in NUMBERS)
    some = " + ".join(["s.undated", *(f"s.{k}_{MARKS[0]}_high" for k in ("held", "crossed"))])
    order = group_order(by).partition(" ORDER BY")[2]
    tail = f"\nORDER BY{order}" if by else ""
    return (
        f"SELECT {told}p.last_day AS as_of, {numbers}\nFROM waiting_sums s "
        f"JOIN waiting_periods p ON p.n = s.n\nWHERE {some} > 0{tail}"
    )


def _caveats(view: View, where: dict[str, str], *, empty: bool) -> tuple[str, ...]:
    said = [
        (
            "Past a mark is no finding that anybody must be released: after six months the "
            "burden shifts, and whether the removal period ran at all, no release shows."
        ),
        (
            "Take the low and the high figure for the answer; the one between takes the "
            "recorded days at their word. No interval of chance is in it."
        ),
        (
            "A stay is not a person: days in earlier stays are not added to those of a later "
            "one, except that the high figure counts from the order, in custody or not."
        ),
        "In the last months before a release was drawn, orders and ends are entered late.",
        *place_caveats(view),
    ]
    if empty:
        said.append(nothing_left(where, "clocks"))
    return tuple(said)


def _figures() -> tuple[Figure, ...]:
    tails = {"_low": "at the least", "": "by the recorded days", "_high": "at the most"}
    # A stock adds up over places and not over days; so do the bounds of a flow.
    times = tuple(PERIODS)
    held = tuple(
        Figure(f"held_{m}{t}", f"Held past day {m}, {said}", additive=True, apart=times)
        for m in MARKS
        for t, said in tails.items()
    )
    crossed = tuple(
        Figure(
            f"crossed_{m}{t}",
            f"Crossed day {m}, {said}",
            additive=True,
            apart=times if t else (),
        )
        for m in MARKS
        for t, said in tails.items()
    )
    undated = Figure("undated", "Held with an order of no readable day", additive=True, apart=times)
    return (*held, undated, *crossed)


MEASURE = Measure(
    name="waiting",
    title="Waiting past the order",
    question="How many people are held past day 90, 180 and 365 after their order?",
    needs=("clocks",),
    choices=(*PERIODS, *_GROUPS),
    filters=(*PERIODS, *_GROUPS),
    default=("month",),
    definition=__doc__ or "",
    run=_run,
    figures=_figures(),
)
