"""
After a final order: who was removed, who was released, and how long did it take?

What is counted:
    Stays in custody with a dated final order, from day 0 until custody ended or the
    release was drawn. Day 0 is the later of the order and the book-in, the day from which
    table ``clocks`` counts (its ``counted_from``): what passes is time in custody under an
    order, and each stay of a person is followed by itself. With ``clock=order`` day 0 is
    the day of the order, in custody or not: a stay that began later is followed from its
    book-in only (left truncation), and of several stays after one order the first alone,
    since its end decided what is asked. Either way a stay that began before the release of
    data lists everyone held (before the day of its first end of custody) is followed from
    that day on: of such stays only those that lasted are listed.

Outcomes:
    Each ends the stay, and only the first is seen. ``removed`` (removed, returned or left;
    also an end without a readable reason, or in a transfer, for which the stay or table
    ``timelines`` has a departure), ``released`` (any kind of measure ``releases``),
    ``died``, ``elsewhere`` (handed to another agency, escaped, or transferred and not seen
    again), ``unknown`` (ended, and nothing says how), ``still_held`` when the release was
    drawn. The day is that on which custody ended; where that is known only as no later
    than a day, that day.

Columns:
    What it was split by; ``ratings`` where split by country (string: what the agency was
    reported to have rated it and when; null: on no list that we have, which is not to say
    that it takes people back); ``stays`` (int64); each outcome (int64), and how many of it
    in which days, ``removed_0_90`` to ``removed_366_on`` (int64); ``with_category``,
    ``no_travel_document`` (int64: with a case category; of those, the category [5F] Unable
    to Obtain Travel Document, as of the extract); ``share_removed_90``, ``_180``, ``_365``,
    the same for ``released`` and ``unknown``, each with ``_low`` and ``_high`` (float64);
    ``releases_per_removal``, ``_low``, ``_high`` (float64, released / removed; null:
    none removed).

Uncertainty:
    Shares are Aalen and Johansen's cumulative incidence, the other outcomes competing and
    those still held censored; the intervals are 95 percent, Greenwood's variance on the
    log(-log) scale. Null: nobody was followed to that day. An end that nothing explains
    competes like any other: the share removed (or released) can be higher by as much as
    ``share_unknown``, and no more. The interval of releases to removals is Wilson's,
    of the share released among both.

Not to be known:
    No release says when a travel document was asked for, issued or refused, so the days to
    one cannot be told. Nor does one list removals that were tried and failed.

Splits:
    ``day``, ``month``, ``year`` and ``fiscal_year`` are those of day 0;
    ``order_fiscal_year`` is that of the order. The others as in measure ``releases``.

What is left out:
    In this order: stays of a period that another release is trusted for; releases of one
    area beside larger national ones; without a dated final order; of a release of which it
    is not known when it was drawn; unknown whether ended; ended on no known day, or after
    the release was drawn; an order after the end; ended before the release lists everyone;
    with ``clock=order``, later stays after the same order.

Sources:
    Table ``stays``: its order, book-in, end, reason and departure; ``case_category``, which
    is that of the day of the extract. ``timelines`` adds departures from table ``removals``
    to stays that end without a reason. Removals of people who were never held are in
    measure ``flows`` and not here; those to a third country in ``third_country``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.measures._answer import answer
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting
from custodes.measures._findings import Findings
from custodes.measures._followed import nullable
from custodes.measures._intervals import wilson
from custodes.measures._measure import Figure, Measure
from custodes.measures._ratings import rated
from custodes.measures._repatriation import CLOCK, FOLLOWED, REASONS, caveats, clock_of, judge
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

_PLAIN = ("country", "office", "state", "level", "offense_group", "release")
_NAMES = {
    **PERIODS,
    **{n: n for n in _PLAIN},
    "order_fiscal_year": PERIODS["fiscal_year"].replace("day_of", "order_day"),
}

_SUMS = (
    FOLLOWED.sums + ",\n       CAST(SUM(has_category) AS BIGINT) AS with_category, "
    "CAST(SUM(no_document) AS BIGINT) AS no_travel_document"
)
_RATIO = "releases_per_removal"


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    clock = clock_of(where)
    limits = {k: v for k, v in where.items() if k != CLOCK}
    steps = judge(view, clock, whole="release" in {*by, *limits})
    counting = Counting("repatriation_judged", _SUMS, _NAMES, REASONS, by, limits)

    def finish(table: pa.Table) -> pa.Table:
        table = _with_ratio(FOLLOWED.finish(view, counting, table))
        if "country" not in by:
            return table
        told = [rated(c) for c in table.column("country").to_pylist()]
        return table.add_column(len(by), "ratings", _texts(told))

    return answer(
        MEASURE,
        view,
        counting,
        steps,
        of="stays",
        unit="stays",
        caveats=caveats(view, by, clock),
        finish=finish,
        where=where,
        queries=[("the shares", FOLLOWED.query(counting))],
        notes={CLOCK: clock},
    )


def _with_ratio(table: pa.Table) -> pa.Table:
    """
    Releases to removals, from the share released among both.
    """
    import numpy as np

    released, removed = (table.column(c).to_numpy() for c in ("released", "removed"))
    told = wilson(released, released + removed)
    for end, share in zip(("", "_low", "_high"), told, strict=True):
        known = (removed > 0) & (share < 1)
        ratio = np.where(known, share / np.where(known, 1 - share, 1.0), np.nan)
        table = table.append_column(_RATIO + end, nullable(ratio))
    return table


def _texts(values: list[str | None]) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, pa.string())


_FIGURES = (
    *FOLLOWED.counts,
    Figure("with_category", "With a case category", additive=True),
    Figure("no_travel_document", "Category: unable to obtain travel document", additive=True),
    *FOLLOWED.share_figures,
    *(
        Figure(_RATIO + end, "Releases per removal" + of, "rate", rests_on=("released", "removed"))
        for end, of in (("", ""), ("_low", ", lowest"), ("_high", ", highest"))
    ),
)

MEASURE = Measure(
    name="repatriation",
    title="Removal after a final order",
    question="How long after a final order is a person removed, to which country, and who is not?",
    needs=("stays",),
    choices=(*PERIODS, "order_fiscal_year", *_PLAIN),
    filters=(*PERIODS, "order_fiscal_year", *_PLAIN, CLOCK),
    default=("country",),
    definition=__doc__ or "",
    run=_run,
    figures=_FIGURES,
)
