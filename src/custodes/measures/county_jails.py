"""
How many were held in county jails, for days, weeks or months?

What is counted:
    Stints in a county jail, by the day of the book-in, repeated rows not counted. A fiscal
    year runs from 1 October to 30 September and bears the later year. It is a stint as
    the agency records it: time that the jail held a person for others, before the agency
    booked the person in, is in no release.

What a county jail is:
    No release says it. A facility is taken for one by the first of these that holds
    (``told_by``): ``list``, a reference list gives its type as IGSA, the agency's agreement
    with a local government for beds; ``marshals``, a list gives it as USMS IGA, the same
    kind of agreement of the U.S. Marshals, whose beds the agency uses (cities and States
    sign either too); ``name``, no list tells its type, and its name holds JAIL or SHERIFF.
    A place that a list gives another type, or whose code or name is that of a hold room,
    is none.

How long:
    From the book-in to the book-out. Groups: under 2 days; 2 to 7 days; 7 to 28 days; 28
    to 56 days; longer. An end on the boundary is in the longer group. A stint that had not
    ended is in the group that it had reached when the release was drawn: the longer
    groups are the least they can be.

Columns:
    What it was split by, with ``facility_name`` where split by facility; ``stints`` and,
    adding up to it, ``under_2_days``, ``days_2_to_7``, ``weeks_1_to_4``, ``weeks_4_to_8``
    and ``over_8_weeks``; ``open_stints``, those not ended when the release was drawn; all
    int64, stints.

Splits:
    ``office`` is the stint's area of responsibility, else that of its book-in; ``state`` that
    of the facility by a list (null: no list, or not on it); ``level`` the case's threat level
    as in measure ``releases``.

What is left out:
    In this order: stints of a period that another release is trusted for; releases of one
    area that stand beside larger national ones; repeated rows; stints in no named place
    and in other places; without a book-in; booked in after the release was drawn; of a
    release that publishes no book-outs; without an end though the person was booked in
    again later; open, where the day of the extract is not known; ended before they began.

Sources:
    Any release that fills ``stints``. Lists of facilities (``facilities``) add what
    ``list`` tells, and the State; they are not needed.
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
    "elsewhere": "not in a county jail, by a list or by its name",
    **FILTERED_REASON,
}

LENGTHS = {
    "under_2_days": "Under 2 days",
    "days_2_to_7": "2 to 7 days",
    "weeks_1_to_4": "1 to 4 weeks",
    "weeks_4_to_8": "4 to 8 weeks",
    "over_8_weeks": "Over 8 weeks",
}
FIGURES = (
    Figure("stints", "Stints in county jails", additive=True, parts=tuple(LENGTHS)),
    *(Figure(n, t, additive=True) for n, t in LENGTHS.items()),
    Figure("open_stints", "Not ended", additive=True),
)

_SUMS = ", ".join(
    (
        "COUNT(*) AS stints",
        *(
            f"CAST(SUM(CASE WHEN length = {i} THEN 1 ELSE 0 END) AS BIGINT) AS {name}"
            for i, name in enumerate(LENGTHS)
        ),
        "CAST(SUM(is_open) AS BIGINT) AS open_stints",
    )
)
# Two lists can differ on a facility; one that gives an agreement for beds is enough.
_LISTED = """
SELECT detention_facility_code,
       MAX(CASE WHEN UPPER(facility_type) = 'IGSA' THEN 2
                WHEN UPPER(facility_type) = 'USMS IGA' THEN 1
                WHEN UPPER(facility_type) NOT IN ('UNKNOWN', 'OTHER', '?') THEN 0 END) AS beds,
       CASE WHEN MIN(state) = MAX(state) THEN MIN(state) END AS state
FROM facilities WHERE detention_facility_code IS NOT NULL
GROUP BY detention_facility_code
"""
_UNLISTED = (
    "SELECT CAST(NULL AS STRING) AS detention_facility_code, 0 AS beds, "
    "CAST(NULL AS STRING) AS state"
)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    steps = (
        Step("jail_listed", _LISTED if view.has("facilities") else _UNLISTED, kept=True),
        *read_steps("custodes.measures", "county_jails.sql"),
    )
    named = "MIN(facility_name) AS facility_name, " if "facility" in by else ""
    counting = Counting("jail_judged", named + _SUMS, _NAMES, REASONS, by, where)
    return stints_answer(MEASURE, view, counting, "jail", steps, _CAVEATS)


_CAVEATS = (
    (
        "No release says what a county jail is: it is told from a list or the name, and can be "
        "wrong both ways; split by told_by."
    ),
    (
        "Only time that the agency booked is counted: whoever a jail held without booking by "
        "the agency, on a detainer or without one, is not here."
    ),
    "A stint is not a person: one person can have several, in one jail or in others.",
    "Stints not ended are in the group they had reached: the longer groups are at least so many.",
)


MEASURE = Measure(
    name="county_jails",
    title="Held in county jails",
    question="How many were held in county jails, for days, weeks or months, and where?",
    needs=("stints",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("fiscal_year",),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
