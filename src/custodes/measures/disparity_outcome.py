"""
Do searches of people of different race groups find contraband as often?

What is counted:
    Stops in which the person or the vehicle was searched and of which it is recorded
    whether contraband was found, by the race that the officer recorded.

Columns:
    What it was split by, and ``race``; ``searches`` and ``hits`` (int64, searches that found
    contraband); ``reference_searches`` and ``reference_hits`` (int64, those of people recorded
    as white, in the same split); ``hit_rate``, ``hit_rate_low``, ``hit_rate_high`` (float64, 0 to
    1; 95 percent Wilson score interval); ``difference``, ``difference_low``,
    ``difference_high`` (float64, the hit rate less that of the reference; 95 percent interval
    by Newcombe's score method; null for the reference itself and where it has no search).

What it can show:
    Where searches of one group find less, officers searched that group on less evidence
    at the margin, if its people who were searched were otherwise alike in how likely
    they were to carry contraband.

What it cannot show:
    A hit rate is an average over everyone who was searched, while bias would show at the
    margin, in the least likely search that is still made. Groups that differ in how
    likeliness is spread have different averages under one and the same standard, and can
    have equal averages under two (infra-marginality). A difference is then no proof of
    bias, and no difference no proof of its absence. Searches that policy demands (after
    an arrest, of a towed car) answer to no officer's judgment and dilute it.

What the intervals say:
    How much a rate of so few searches could vary by chance if they were independent;
    searches of one stop or by one officer are not.

What is left out:
    In this order: stops of a period that another release is trusted for; without a date;
    with a universal hour and no zone; dated after the release was drawn; of which it is not
    recorded whether there was a search; without a search; without a recorded outcome.

Sources:
    Table ``stops``, of files in the columns of the Stanford Open Policing Project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import read_steps
from custodes.measures._answer import FILTERED_REASON, answer
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting
from custodes.measures._disparity_stops import (
    NAMES,
    PLAIN,
    REFERENCE,
    UNFIT,
    never_of_one_person,
    prepare,
    with_ends,
    with_reference,
)
from custodes.measures._findings import Findings
from custodes.measures._intervals import difference, wilson
from custodes.measures._measure import Figure, Measure
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

REASONS = {
    **UNFIT,
    "search_unknown": "it is not recorded whether there was a search",
    "not_searched": "nobody and nothing was searched",
    "no_outcome": "it is not recorded whether the search found contraband",
    **FILTERED_REASON,
}

_SUMS = "COUNT(*) AS searches, CAST(SUM(found) AS BIGINT) AS hits"
_COUNTS = ("searches", "hits")


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = (*(b for b in by if b != "race"), "race")
    steps = (*prepare(view), *read_steps("custodes.measures", "disparity_outcome.sql"))
    view.once(steps[-1:], given="stop_judged")
    counting = Counting("outcome_judged", _SUMS, NAMES, REASONS, split, where)
    return answer(
        MEASURE,
        view,
        counting,
        steps,
        of="stops",
        unit="searches",
        caveats=_CAVEATS,
        of_none="Only searches whose outcome is recorded can be tested (contraband_found).",
        finish=lambda table: _with_rates(table, split),
    )


def _with_rates(table: pa.Table, split: tuple[str, ...]) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    rows = with_reference(table.to_pylist(), split[:-1], _COUNTS)
    for name in ("reference_searches", "reference_hits"):
        table = table.append_column(name, pa.array([r[name] for r in rows], pa.int64()))
    own = wilson([r["hits"] for r in rows], [r["searches"] for r in rows])
    other = wilson(
        [r["reference_hits"] for r in rows],
        [0 if r["race"] == REFERENCE else r["reference_searches"] for r in rows],
    )
    for name, found in (("hit_rate", own), ("difference", difference(own, other))):
        for end, values in zip(("", "_low", "_high"), found, strict=True):
            column = pa.array(np.asarray(values), pa.float64(), from_pandas=True)
            table = table.append_column(f"{name}{end}", column)
    return table


_CAVEATS = (
    never_of_one_person(),
    (
        "Hit rates can differ without bias and be equal despite it, where groups differ in how "
        "likely their people are to carry contraband (infra-marginality)."
    ),
    (
        "Searches that policy demands, as after an arrest, are among these wherever the data do "
        "not tell them apart."
    ),
    "Race is what the officer recorded.",
)


MEASURE = Measure(
    name="disparity_outcome",
    title="What searches find",
    question="Do searches of people of different race groups find contraband as often?",
    needs=("stops",),
    choices=(*PERIODS, *PLAIN, "race"),
    filters=(*PERIODS, *PLAIN),
    default=("race",),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure("searches", "Searches with a recorded outcome", additive=True),
        Figure("hits", "Searches that found contraband", additive=True),
        Figure("reference_searches", "Searches of people recorded as white"),
        Figure("reference_hits", "Of these, searches that found contraband"),
        *with_ends(
            "hit_rate", "Share of searches that found contraband", "share", "searches", "hits"
        ),
        *with_ends(
            "difference",
            "Hit rate less that of people recorded as white",
            "share",
            "searches",
            "hits",
            "reference_searches",
            "reference_hits",
        ),
    ),
)
