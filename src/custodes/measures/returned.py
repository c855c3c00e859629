"""
Who is back in custody after a release that followed a final order?

What is counted:
    Each release of measure ``releases``, by the same definition, from its day until the
    person was booked in again, was removed, died, or the release of data was drawn. A
    person released twice is followed twice. Ids do not carry over from one release of data
    to the next, so a return is seen only within one; what another release is trusted for
    is followed there all the same where the first saw the release from custody.

Outcomes:
    Whichever comes first: ``returned`` (the person's next stay in custody, for whatever
    reason: table ``redetentions``), ``removed`` (the case records a departure before the
    next stay, or table ``removals`` has one on or after the day of the release; one dated
    before the end of the stay is taken for day 0; a book-in on the day of a departure is a
    return), ``died`` (the case is closed for death; the day is not published, so it is
    taken for the last), ``not_seen`` (nothing by the day the data were drawn).

Columns:
    What it was split by; ``releases`` (int64); each outcome (int64), and how many of it in
    which days, ``returned_0_365`` to ``returned_1827_on`` (int64);
    ``share_returned_ever``, ``_low``, ``_high`` (float64): returned / releases, however
    long each was followed, with Wilson's 95 percent interval;
    ``share_returned_1y``, ``_2y``, ``_3y``, ``_5y``, each with ``_low`` and ``_high``
    (float64): cumulative incidence by the end of day 365, 730, 1095 and 1826. Null: nobody
    was followed to that day.

Uncertainty:
    Aalen and Johansen's estimator, with removal and death competing and whoever was not
    seen again censored when the data were drawn; 95 percent intervals, Greenwood's
    variance on the log(-log) scale.

The two shares:
    ``share_returned_ever`` is what is quoted when a share of those released is said to be
    back in custody. It counts who was released the week before the data were drawn like
    who was released years before, so it is below the share that will have come back, and
    falls as releases rise. The shares by years take time into account.

Splits:
    As in measure ``releases``; ``day``, ``month``, ``year`` and ``fiscal_year`` are those of
    the release from custody.

What is left out:
    Whatever measure ``releases`` leaves out, in its order, and then: not in the table of
    re-detentions; of a release of data of which it is not known when it was drawn; released
    on a day known only as no later than a day; the next stay begins before this one ends.

Sources:
    Tables ``stays`` and ``redetentions``, which the histories make of any release that
    fills ``stints``; ``removals`` adds departures that no case of a stay records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import Step, read_steps
from custodes.measures import releases
from custodes.measures._answer import answer
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting, register_spellings
from custodes.measures._findings import Findings
from custodes.measures._followed import Followed, nullable
from custodes.measures._intervals import wilson
from custodes.measures._measure import Figure, Measure
from custodes.measures._survival import UNSEEN
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

_PLAIN = ("kind", "office", "state", "country", "level", "criminality", "offense_group", "release")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}

_FURTHER = {
    "unfollowed": "not in the table of re-detentions",
    "no_extract": "it is not known when their release of data was drawn",
    "no_release_day": "released on a day that is known only as no later than a day",
    "overlap": "the next stay begins before this one ends",
}
REASONS = {
    **{why: text for why, text in releases.REASONS.items() if why != "filtered"},
    **_FURTHER,
    "filtered": releases.REASONS["filtered"],
}

FOLLOWED = Followed(
    column="releases",
    title="Releases followed",
    outcomes={**{o: o for o in ("returned", "removed", "died")}, UNSEEN: "not_seen"},
    titles={
        "returned": "Back in custody",
        "removed": "Removed first",
        "died": "Died",
        "not_seen": "Not seen again by the day the data were drawn",
    },
    horizons={"1y": 365, "2y": 730, "3y": 1095, "5y": 1826},
    shares=("returned",),
)

_EVER = "share_returned_ever"
_DEPARTURES = """
SELECT release, unique_identifier, COALESCE(departed_date, removal_date) AS departed
FROM removals WHERE unique_identifier IS NOT NULL
"""
_NO_DEPARTURES = """
SELECT release, unique_identifier, departed_date AS departed FROM redetentions WHERE FALSE
"""


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    view.need(MEASURE.name, ("stays",))
    steps = _judge(view, whole="release" in {*by, *where})
    counting = Counting("returned_judged", FOLLOWED.sums, _NAMES, REASONS, by, where)
    return answer(
        MEASURE,
        view,
        counting,
        steps,
        of="stays",
        unit="releases",
        caveats=_caveats(view),
        finish=lambda table: FOLLOWED.finish(view, counting, _with_ever(table)),
        queries=[("the shares", FOLLOWED.query(counting))],
    )


def _judge(view: View, *, whole: bool) -> tuple[Step, ...]:
    first = releases.judge(view, whole=whole)
    register_spellings(view, "return_statuses", "case_status", {})
    steps = (
        Step(
            "return_departures", _DEPARTURES if view.has("removals") else _NO_DEPARTURES, kept=False
        ),
        *read_steps("custodes.measures", "returned.sql"),
    )
    view.once(steps, given=() if whole else view.local("stays"))
    return (*first, *steps)


def _with_ever(table: pa.Table) -> pa.Table:
    told = wilson(table.column("returned").to_numpy(), table.column("releases").to_numpy())
    for end, values in zip(("", "_low", "_high"), told, strict=True):
        table = table.append_column(_EVER + end, nullable(values))
    return table


def _caveats(view: View) -> tuple[str, ...]:
    said = [
        (
            "Being back in custody is not a crime, and no sign of one: people are booked in again "
            "to be removed once a country takes them, for missing a report, or because a policy "
            "changed. Nobody counts crimes after release, and neither does this."
        ),
        (
            "The share that is back at all counts people released a week ago like people released "
            "years ago, so it hides how many will yet come back; those who were removed or died "
            "cannot, which the shares by years take into account."
        ),
        (
            "A return is seen only within one release of data: ids do not carry over, and custody "
            "by others (jails, prisons, Border Patrol) is not in it."
        ),
        (
            "Who left without the agency's knowledge, or died without its case being closed, is "
            "counted as not seen, which makes the shares by years too low."
        ),
        (
            "Those released early in a release of data are followed longest, so the later years "
            "rest on them alone; the intervals take releases for independent, and those of one "
            "person are not."
        ),
    ]
    same = _on_the_same_day(view)
    if same:
        said.append(
            f"Of all that can be followed, {same} were booked in again on the day of the release, "
            "which may be one stay that the records break in two."
        )
    if not view.has("removals"):
        said.append(
            "This dataset holds no removals, so only departures that the case of a stay records "
            "are known."
        )
    return tuple(said)


def _on_the_same_day(view: View) -> int:
    found = view.engine.fetch(
        "SELECT COUNT(*) AS n FROM returned_judged "
        "WHERE left_out IS NULL AND outcome = 'returned' AND ends = 0"
    )
    return int(found.column("n")[0].as_py())


_FIGURES = (
    *FOLLOWED.counts,
    *(
        Figure(
            _EVER + end,
            "Back in custody at all, share" + of,
            "share",
            rests_on=("returned", "releases"),
        )
        for end, of in (("", ""), ("_low", ", lowest"), ("_high", ", highest"))
    ),
    *FOLLOWED.share_figures,
)

MEASURE = Measure(
    name="return",
    title="Back in custody after release",
    question="How many released after a final order were back in custody within years?",
    needs=("redetentions",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("kind",),
    definition=__doc__ or "",
    run=_run,
    figures=_FIGURES,
)
