"""
Who was released after a final order of removal, and under what?

What is counted:
    Stays in custody that ended, or likely ended, in release, where the final order is
    dated on or before the day of the end. A fiscal year runs from 1 October to 30
    September and bears the later year; the day is that of the end of the stay.

Kinds of release:
    By the agency's reason for the end of the stay, else for the end of its last stint:
    ``supervision_no_slrrff`` (its words: Order of Supervision - No SLRRFF, no
    significant likelihood of removal in the reasonably foreseeable future: release
    under *Zadvydas*, as recorded), ``supervision`` (any other order of supervision),
    ``recognizance``, ``bond``, ``parole``, and ``other`` (relief granted, proceedings
    terminated, processing disposition changed locally; the last does not prove that
    the person went free).

Columns:
    ``kind`` and what it was split by; ``releases`` (int64, stays); ``persons`` (int64,
    distinct persons within a release of the agency, added up over those).

Splits:
    ``level`` is the case's threat level as last recorded: 1, 2, 3; ``none`` (the
    agency's NA); ``withheld``, ``not given`` and ``not read`` are kept as groups of
    their own, never spread over the others. ``offense_group`` is that of the most serious
    conviction, by the first two digits of its NCIC code, or by the agency's words where
    it gives no code; ``not given`` (no conviction, none on record, or not published),
    ``withheld`` and ``not read`` are groups of their own. ``confidence`` is how sure the
    end of the stay is: certain, strong, weak or none. ``end_known_by`` is whether the end
    is known by its time, its day, or only as no later than a day: then it may have come
    before the order. ``office`` is the area of responsibility of the last stint that
    names one; else that of the last book-in, else that of the last facility by a list of
    facilities: ``office_told_by`` says which. ``state`` is that of the last facility, by
    such a list. Null: an office, State or country that nothing tells.

What is left out:
    In this order: stays of a period that another release is trusted for; releases of one
    area that stand beside larger national ones; stays not ended, or of which that is
    unknown; without a final order; ended on no known day; ended after the release was
    drawn; ended before the order; ended for no stated reason, or one that is on no list;
    ended in a transfer, in removal or return, in another agency's custody, by escape, by
    death.

Sources:
    Table ``stays``, which the histories make of any release that fills ``stints``. Only
    releases that publish ends of custody and dates of final orders can add to it.
    ``stints`` and lists of facilities (``facilities``) add offices and States.
"""

from __future__ import annotations

from custodes.engine import Step, read_steps
from custodes.measures._answer import FILTERED_REASON, SET_ASIDE_REASONS, answer, set_aside
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting, register_spellings
from custodes.measures._findings import Findings
from custodes.measures._measure import Figure, Measure
from custodes.measures._stays import GROUPS, place_caveats, stay_steps
from custodes.measures._view import View

_PLAIN = ("kind", *GROUPS, "confidence", "end_known_by", "release")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}

KINDS = {
    "supervision_no_slrrff": "supervision_no_slrrff",
    "supervision": "supervision",
    "supervision_humanitarian": "supervision",
    "supervision_re_release": "supervision",
    "own_recognizance": "recognizance",
    "own_recognizance_humanitarian": "recognizance",
    "bond_judge": "bond",
    "bond_field_office": "bond",
    "paroled": "parole",
    "paroled_fear_found": "parole",
    "paroled_humanitarian": "parole",
    "paroled_public_benefit": "parole",
    "relief": "other",
    "terminated": "other",
    "disposition_changed": "other",
    "transferred": "not: transfer",
    "removed": "not: removed",
    "voluntary_departure": "not: removed",
    "voluntary_return": "not: removed",
    "withdrawal": "not: removed",
    "title_42": "not: removed",
    "other_agency": "not: other_agency",
    "escaped": "not: escaped",
    "died": "not: died",
}
"""Kind of each release reason; ``not:`` goes before the reason it is no release."""

REASONS = {
    **SET_ASIDE_REASONS,
    "not_ended": "not ended, or it is not known whether they ended",
    "no_order": "no date of a final order",
    "no_day": "ended on no known day, so the order cannot be put before or after it",
    "after_extract": "ended after the release was drawn",
    "order_after_end": "the final order is dated after the end",
    "no_reason": "no reason for the end: blank, withheld or unreadable",
    "unread_reason": "a reason that is on no list of ours",
    "transfer": "the last reason is a transfer",
    "removed": "removed, returned or left",
    "other_agency": "handed to another agency's custody",
    "escaped": "escaped",
    "died": "died",
    **FILTERED_REASON,
}

_SUMS = "COUNT(*) AS releases, COUNT(DISTINCT CONCAT(release, '|', unique_identifier)) AS persons"


def judge(view: View, *, whole: bool) -> tuple[Step, ...]:
    """
    Make ``release_judged``: each stay, what kind of release it is, why it is left out.

    Args:
        view: The dataset.
        whole: Whether releases of one area count beside national ones.

    Returns:
        The steps that ran, or had run.
    """
    register_spellings(view, "release_kinds", "release_reason", KINDS)
    aside = set_aside(view, "release_local", "stays", ("release",) if whole else ())
    facts = stay_steps(view)
    view.once(facts)
    judging = read_steps("custodes.measures", "releases.sql")
    view.once(judging, given=aside)
    return (*facts, *judging)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = ("kind", *(b for b in by if b != "kind"))
    steps = judge(view, whole="release" in {*split, *where})
    counting = Counting("release_judged", _SUMS, _NAMES, REASONS, split, where)
    said = _caveats(view)
    return answer(MEASURE, view, counting, steps, of="stays", unit="stays", caveats=said)


def _caveats(view: View) -> tuple[str, ...]:
    said = [
        (
            "A release is a stay that ended, not a person: one person can be released several "
            "times, and ids do not carry over from one release of data to the next."
        ),
        (
            "The date of the final order is that of the case as it stood when the data were "
            "drawn: an order can have been reopened, or be older than the stay."
        ),
        "The kind is the agency's own reason; it is not a finding of a court.",
        "A level that is not given is no low level: see how many have none before any share.",
        "The last months of a release are rarely whole: ends are entered late.",
        *place_caveats(view),
    ]
    unsure = _unsure(view)
    if unsure:
        said.append(
            f"Of all that can be counted, the end of {unsure} is weakly known or known only as no "
            "later than a day; split by confidence or end_known_by."
        )
    return tuple(said)


def _unsure(view: View) -> int:
    found = view.engine.fetch(
        "SELECT COUNT(*) AS n FROM release_judged WHERE left_out IS NULL "
        "AND (confidence IN ('weak', 'none') OR end_known_by = 'no_later_than')"
    )
    return int(found.column("n")[0].as_py())


MEASURE = Measure(
    name="releases",
    title="Releases after a final order",
    question="How many were released after a final order of removal, and under what?",
    needs=("stays",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("kind", "fiscal_year"),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure("releases", "Releases", additive=True),
        # A person released twice under two kinds is in both, and ids differ by release.
        Figure("persons", "Distinct persons within a release", public=False),
    ),
)
