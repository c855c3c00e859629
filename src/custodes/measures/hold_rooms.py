"""
How many were kept in hold rooms for more than 12 and more than 72 hours?

What is counted:
    Stints in a hold room, by the day of the book-in, repeated rows not counted. A fiscal
    year runs from 1 October to 30 September and bears the later year.

What a hold room is:
    No release says it. A facility is taken for one by the first of these that holds
    (``told_by``): ``code``, its code ends in HOLD, as the agency builds the codes of its
    hold rooms; ``name``, its name holds HOLD ROOM, HOLDROOM, HOLDING ROOM or HOLD RM;
    ``list``, a reference list of facilities gives its type as hold. The code takes in some
    offices and staging places whose name says nothing of a room; staging facilities,
    hospitals and the border agency's holding places without such a code, name or type are
    not taken in. So this is a reading, and can be wrong both ways.

How long:
    From the book-in to the book-out, at the local clock of the facility; over 12 hours is
    more than 12:00:00. The night a clock changes is an hour wrong. ICE's own limit
    is 12 hours; a waiver of June 2025 allows 72.

In a row:
    Somebody moved from one room to another begins a new stint. So the stints of one person
    in hold rooms are also joined where each begins before the one before it ended, or at
    most four hours after (the way between them): one time in a row, from the first book-in
    to the last end, which counts in the room, the office and the period of its first
    stint. Rows without a person's id are joined to none.

Columns:
    What it was split by, with ``facility_name`` where split by facility; ``stints``,
    ``over_12h`` and ``over_72h``; ``open_stints``, those not ended when the release was
    drawn, and of them ``over_12h_open`` and ``over_72h_open`` (all int64, stints). An
    open stint is measured to the end of the extract: it lasted at least so long. So
    ``over_12h`` is the least it can be; the most is ``over_12h`` + ``open_stints`` -
    ``over_12h_open``, and likewise for 72. Then the same six of times in a row: ``runs``,
    ``runs_over_12h``, ``runs_over_72h``, ``open_runs``, ``runs_over_12h_open`` and
    ``runs_over_72h_open``.

Splits:
    ``office`` is the stint's area of responsibility, else that of its book-in; ``state`` that
    of the facility by a list (null: no list, or not on it); ``level`` the case's threat level
    as in measure ``releases``.

What is left out:
    In this order: stints of a period that another release is trusted for; releases of one
    area that stand beside larger national ones; repeated rows; stints in no named place
    and in other places; without a book-in; booked in after the release was drawn; of a
    release that publishes no book-outs, or no times of day for the book-ins or for the
    book-outs; without an end though the person was booked in again later; open, where the
    day of the extract is not known; ended before they began.

Sources:
    Any release that fills ``stints`` with times of day. Lists of facilities
    (``facilities``) add what ``list`` tells, and the State; they are not needed.
"""

from __future__ import annotations

from custodes.engine import Step, read_steps
from custodes.measures._answer import FILTERED_REASON
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting
from custodes.measures._findings import Findings
from custodes.measures._marked import STINT_REASONS, stints_answer
from custodes.measures._measure import Figure, Measure
from custodes.measures._view import View

_PLAIN = ("facility", "office", "state", "country", "level", "told_by", "release")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}

REASONS = {
    **STINT_REASONS,
    "elsewhere": "not in a hold room, by its code, its name or a list",
    **FILTERED_REASON,
}

_SUMS = """COUNT(*) AS stints, CAST(SUM(over_12h) AS BIGINT) AS over_12h,
       CAST(SUM(over_72h) AS BIGINT) AS over_72h, CAST(SUM(is_open) AS BIGINT) AS open_stints,
       CAST(SUM(over_12h * is_open) AS BIGINT) AS over_12h_open,
       CAST(SUM(over_72h * is_open) AS BIGINT) AS over_72h_open,
       CAST(SUM(is_run) AS BIGINT) AS runs, CAST(SUM(run_over_12h) AS BIGINT) AS runs_over_12h,
       CAST(SUM(run_over_72h) AS BIGINT) AS runs_over_72h,
       CAST(SUM(run_open) AS BIGINT) AS open_runs,
       CAST(SUM(run_over_12h * run_open) AS BIGINT) AS runs_over_12h_open,
       CAST(SUM(run_over_72h * run_open) AS BIGINT) AS runs_over_72h_open"""

GAP_HOURS = 4
"""The longest way from one room to the next that still is one time in a row."""
_MICROS_AN_HOUR = 3_600_000_000

FIGURES = tuple(
    Figure(name, title, additive=True)
    for name, title in (
        ("stints", "Stints in hold rooms"),
        ("over_12h", "Over 12 hours, at least"),
        ("over_72h", "Over 72 hours, at least"),
        ("open_stints", "Not ended"),
        ("over_12h_open", "Not ended, over 12 hours so far"),
        ("over_72h_open", "Not ended, over 72 hours so far"),
        ("runs", "Times in a row"),
        ("runs_over_12h", "In a row, over 12 hours, at least"),
        ("runs_over_72h", "In a row, over 72 hours, at least"),
        ("open_runs", "In a row, not ended"),
        ("runs_over_12h_open", "In a row, not ended, over 12 hours so far"),
        ("runs_over_72h_open", "In a row, not ended, over 72 hours so far"),
    )
)

# Two lists can differ on a facility; one that calls it a hold room is enough.
_LISTED = """
SELECT detention_facility_code,
       MAX(CASE WHEN LOWER(facility_type) IN ('hold', 'hold room') THEN 1 ELSE 0 END) AS is_hold,
       CASE WHEN MIN(state) = MAX(state) THEN MIN(state) END AS state
FROM facilities WHERE detention_facility_code IS NOT NULL GROUP BY detention_facility_code
"""
_UNLISTED = (
    "SELECT CAST(NULL AS STRING) AS detention_facility_code, 0 AS is_hold, "
    "CAST(NULL AS STRING) AS state"
)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    steps = (
        Step("hold_listed", _LISTED if view.has("facilities") else _UNLISTED, kept=True),
        *read_steps("custodes.measures", "hold_rooms.sql"),
    )
    named = "MIN(facility_name) AS facility_name, " if "facility" in by else ""
    counting = Counting("hold_judged", named + _SUMS, _NAMES, REASONS, by, where)
    return stints_answer(
        MEASURE, view, counting, "hold", steps, _CAVEATS, {"gap": GAP_HOURS * _MICROS_AN_HOUR}
    )


_CAVEATS = (
    (
        "No release says what a hold room is: it is told from the code, the name or a list "
        "of facilities, and can be wrong both ways; split by told_by."
    ),
    (
        "Open stints are measured to the end of the extract: over_12h and over_72h are the "
        "least they can be."
    ),
    (
        "A stint is a time in one room; runs join those of one person with at most "
        f"{GAP_HOURS} hours between them. One person can have several of either."
    ),
    "Times are those that officers entered; a book-out entered late makes a stint longer.",
)


MEASURE = Measure(
    name="hold_rooms",
    title="Long stints in hold rooms",
    question="How many were kept in hold rooms for more than 12 and more than 72 hours, and where?",
    needs=("stints",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("fiscal_year",),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
