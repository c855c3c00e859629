"""
The rows of measure `custodes.measures.repatriation`: how they are judged, and what is said.
"""

from __future__ import annotations

from custodes.engine import Step, read_steps
from custodes.errors import CallError
from custodes.measures._answer import FILTERED_REASON, SET_ASIDE_REASONS, set_aside
from custodes.measures._counting import register_spellings
from custodes.measures._followed import Followed
from custodes.measures._ratings import sources
from custodes.measures._stays import stay_steps
from custodes.measures._survival import UNSEEN
from custodes.measures._view import View
from custodes.measures.releases import KINDS

CLOCK = "clock"
CLOCKS = ("custody", "order")

REASONS = {
    **SET_ASIDE_REASONS,
    "no_order": "no date of a final order",
    "no_extract": "it is not known when their release was drawn, so none can be followed to it",
    "end_unknown": "it is not known whether they ended",
    "no_day": "ended on no known day",
    "after_extract": "ended after the release was drawn",
    "order_after_end": "the final order is dated after the end, or after the release was drawn",
    "before": "ended before the release lists everyone held",
    "later_stay": "a later stay after the same order, of which the first decides",
    **FILTERED_REASON,
}

FOLLOWED = Followed(
    column="stays",
    title="Stays followed",
    outcomes={
        **{o: o for o in ("removed", "released", "died", "elsewhere", "unknown")},
        UNSEEN: "still_held",
    },
    titles={
        "removed": "Removed",
        "released": "Released",
        "died": "Died in custody",
        "elsewhere": "Handed over, transferred or escaped",
        "unknown": "Ended, not known how",
        "still_held": "Still held when the data were drawn",
    },
    horizons={"90": 90, "180": 180, "365": 365},
    shares=("removed", "released", "unknown"),
)

# A stay that ended before the order is none after it.
_BEFORE = """
SELECT release, unique_identifier, final_order_date, MIN(stay_book_in_date_time) AS first_in
FROM stays WHERE final_order_date IS NOT NULL AND unique_identifier IS NOT NULL
  AND (ended_at IS NULL OR CAST(ended_at AS DATE) >= final_order_date)
GROUP BY release, unique_identifier, final_order_date HAVING COUNT(*) > 1
"""
_NOT_BEFORE = """
SELECT release, unique_identifier, final_order_date, stay_book_in_date_time AS first_in
FROM stays WHERE FALSE
"""
_REMOVALS = "SELECT DISTINCT stay_id FROM timelines WHERE removal_departed_date IS NOT NULL"
_NO_REMOVALS = "SELECT stay_id FROM stays WHERE FALSE"

_COUNTED_FROM = {
    "custody": "Days are counted in custody, from the later of the order and the book-in; "
    "a person held twice under one order is followed twice.",
    "order": "Days are counted from the order, in custody or not; whoever was booked in "
    "later is taken to fare from then on like those held since the order, which "
    "someone arrested with papers ready need not do.",
}
_ALWAYS = (
    (
        "Only what ended custody is seen: a person released may be removed later, and one "
        "removed from outside custody is not here."
    ),
    (
        "The date of the final order is that of the case as it stood when the data were drawn; "
        "an order can have been reopened, or a court can have stayed the removal."
    ),
    (
        "No release says when a travel document was asked for, issued or refused; the category "
        "of the case says only how it stood when the data were drawn."
    ),
    (
        "A country's share says nothing of why: appeals, courts, flights and the agency's own "
        "choices are in it as much as what a government does."
    ),
    ("The intervals take stays for independent; those of one person, or on one flight, are not."),
)


def clock_of(where: dict[str, str]) -> str:
    """
    What days are counted from, as asked or else in custody.

    Raises:
        CallError: asked for what is no clock; says which there are.
    """
    asked = where.get(CLOCK, CLOCKS[0]).lower()
    if asked not in CLOCKS:
        raise CallError(
            f"'repatriation' knows no clock {where[CLOCK]!r}; write {' or '.join(CLOCKS)}."
        )
    return asked


def judge(view: View, clock: str, *, whole: bool) -> tuple[Step, ...]:
    """
    Make ``repatriation_judged``: each stay, how long it is followed and what became of it.

    Args:
        view: The dataset.
        clock: What days are counted from, of `CLOCKS`.
        whole: Whether releases of one area count beside national ones.

    Returns:
        The steps that ran, or had run.
    """
    register_spellings(view, "release_kinds", "release_reason", KINDS)
    register_spellings(view, "stay_categories", "case_category", {})
    aside = set_aside(view, "release_local", "stays", ("release",) if whole else ())
    facts = stay_steps(view)
    view.once(facts)
    judging = (
        Step("repatriation_before", _BEFORE if clock == "order" else _NOT_BEFORE, kept=True),
        Step(
            "repatriation_removals", _REMOVALS if view.has("timelines") else _NO_REMOVALS, kept=True
        ),
        *read_steps("custodes.measures", "repatriation.sql"),
    )
    view.once(judging, {CLOCK: clock}, given=aside)
    return (*facts, *judging)


def caveats(view: View, by: tuple[str, ...], clock: str) -> tuple[str, ...]:
    """
    What the reader must know, after `judge` ran.
    """
    said = [_COUNTED_FROM[clock], *_ALWAYS]
    late = _begun_late(view)
    if late:
        said.append(
            f"Of all that can be followed, {late} are followed only from a day after day 0: they "
            "were booked in later, or were in custody before the release lists everyone."
        )
    if "country" in by:
        said.append(
            "Ratings are the agency's, as reported, on their own days, and no reading of these "
            f"figures; the reverse holds too. Sources: {sources()}."
        )
    return tuple(said)


def _begun_late(view: View) -> int:
    found = view.engine.fetch(
        "SELECT COUNT(*) AS n FROM repatriation_judged WHERE left_out IS NULL AND begins > 0"
    )
    return int(found.column("n")[0].as_py())
