"""
What became of detainers: why were they lifted, and did an arrest follow within hours?

What is counted:
    Detainers by the day they were prepared; rows of one person and moment in a release
    count once, and a row without a person's id is a detainer of its own. A fiscal year
    runs from 1 October to 30 September and bears the later year.

An arrest that follows:
    A row of ``arrests`` of the same person in the same release, at the moment of the
    detainer or at most so many hours after it: 48, or as many as ``hours`` asks for. The
    moments are compared as written, on local clocks. Which detainer brought about an
    arrest is not recorded: it follows, which does not say that it was because of it. Nor
    does an arrest that is missing say that the jail let the person go.

Held longer than 48 hours:
    The hours begin when the jail would otherwise have let the person go, which no release
    says; it is not before the detainer. So the time from the detainer to the first arrest
    after it is the most that anyone was held on it alone, and the least is nothing. It is
    held against both counts of the law room's detainer rule: 48 hours that run on, as
    Form I-247A has them, and those of 8 CFR 287.7(d), which stand still on Saturdays,
    Sundays and federal holidays, those kept in lieu among them. An arrest of which only
    the day is known came at the latest with its last moment. Most of those over 48 hours
    were serving a sentence or awaiting trial.

Columns:
    What it was split by, with ``facility_name`` where split by facility; ``detainers``;
    ``lifted`` (with a recorded reason); ``without_id`` (without a person's id: never
    followed, and in no share); ``followable`` (with an id, in a release that has arrests,
    and with hours that end by the end of the extract's day); ``followed`` (of those, an
    arrest follows); ``taken`` (of all, an arrest follows however late);
    ``over_48h_form_most`` and ``over_48h_regulation_most`` (of those taken, the most that
    can have been held longer, by either count), all int64, detainers; ``share_followed``
    (float64, followed / followable), with ``share_followed_low`` and
    ``share_followed_high``, its 95 percent interval after Wilson. Where none can be
    followed, what followed is null: nobody knows it, and it is not none.

Splits:
    ``state``, ``office`` and ``facility`` (its code, else its name) are those of the jail that
    the detainer was sent to; null: not given. ``lift_reason`` is our code of the reason, or
    the agency's words where we have no code: the list is not complete. ``none recorded``
    does not mean in force; ``withheld`` is a group of its own. ``level`` is the threat level
    when the detainer was prepared: 1, 2, 3, ``none`` (the agency's NA); ``withheld``, ``not
    given`` and ``not read`` are kept as groups of their own. ``offense_group`` is that of the
    most serious conviction, by its code, else by its words.

What is left out:
    In this order: rows of a period that another release is trusted for; releases of one
    area that stand beside larger national ones; rows without a readable date; dated
    after the release was drawn; rows that repeat a detainer.
    Of arrests: rows without a person's id or a date. Arrests of a period that another
    release is trusted for are looked at nonetheless, since ids differ between releases.

Sources:
    Any release that fills ``detainers``; to follow them, one that fills ``arrests`` too.
"""

from __future__ import annotations

from custodes.engine import Step, read_steps
from custodes.measures._answer import (
    DATED_REASONS,
    FILTERED_REASON,
    SET_ASIDE_REASONS,
    answer,
    set_aside,
)
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting, ledger_part, register_spellings
from custodes.measures._detainer_hours import (
    HOLD_DAYS,
    HOURS,
    MICROS_AN_HOUR,
    hours_of,
    register_days,
    with_interval,
)
from custodes.measures._findings import Findings, LedgerPart
from custodes.measures._measure import Figure, Measure
from custodes.measures._offenses import register_offenses
from custodes.measures._view import View

_PLAIN = (
    "state",
    "facility",
    "office",
    "country",
    "level",
    "offense_group",
    "lift_reason",
    "release",
)
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}

REASONS = {
    **SET_ASIDE_REASONS,
    **DATED_REASONS,
    "repeated": "the row repeats a detainer of the same person and moment",
    **FILTERED_REASON,
}
ARREST_REASONS = {
    "no_id": "without a person's id, so they follow no detainer",
    "no_date": "the date is blank, withheld or unreadable",
}

_SUMS = """COUNT(*) AS detainers, CAST(SUM(is_lifted) AS BIGINT) AS lifted,
       CAST(SUM(without_id) AS BIGINT) AS without_id,
       CAST(SUM(can_follow) AS BIGINT) AS followable,
       CASE WHEN SUM(can_follow) > 0 THEN CAST(SUM(can_follow * was_followed) AS BIGINT) END
           AS followed,
       CASE WHEN SUM(can_follow + was_taken) > 0 THEN CAST(SUM(was_taken) AS BIGINT) END AS taken,
       CASE WHEN SUM(can_follow + was_taken) > 0 THEN CAST(SUM(over_form) AS BIGINT) END
           AS over_48h_form_most,
       CASE WHEN SUM(can_follow + was_taken) > 0 THEN CAST(SUM(over_regulation) AS BIGINT) END
           AS over_48h_regulation_most,
       CASE WHEN SUM(can_follow) > 0 THEN CAST(SUM(can_follow * was_followed) AS DOUBLE)
            / CAST(SUM(can_follow) AS DOUBLE) END AS share_followed"""

_ARRESTS = (
    "SELECT DISTINCT release, unique_identifier, apprehension_date AS arrested FROM arrests "
    "WHERE unique_identifier IS NOT NULL AND apprehension_date IS NOT NULL"
)
_NO_ARRESTS = (
    "SELECT CAST(NULL AS STRING) AS release, CAST(NULL AS STRING) AS unique_identifier, "
    "CAST(NULL AS TIMESTAMP) AS arrested FROM detainers WHERE FALSE"
)
_ARRESTS_LOST = (
    "SELECT CASE WHEN unique_identifier IS NULL THEN 'no_id' "
    "WHEN apprehension_date IS NULL THEN 'no_date' END AS left_out, COUNT(*) AS n "
    "FROM arrests GROUP BY 1"
)

_SHARE = ("followed", "followable")
FIGURES = (
    Figure("detainers", "Detainers", additive=True),
    Figure("lifted", "Lifted, with a reason", additive=True),
    Figure("without_id", "Without a person's id", additive=True),
    Figure("followable", "Can be followed", additive=True),
    Figure("followed", "Followed by an arrest", additive=True),
    Figure("taken", "Arrested at any later time", additive=True),
    Figure("over_48h_form_most", "Over 48 hours, at most (form)", additive=True),
    Figure("over_48h_regulation_most", "Over 48 hours, at most (regulation)", additive=True),
    Figure("share_followed", "Share followed by an arrest", "share", rests_on=_SHARE),
    Figure("share_followed_low", "Share followed, low", "share", rests_on=_SHARE),
    Figure("share_followed_high", "Share followed, high", "share", rests_on=_SHARE),
)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    hours = hours_of(where)
    limits = {k: v for k, v in where.items() if k != HOURS}
    register_spellings(view, "detainer_spellings", "detainer_lift_reason", {})
    register_spellings(view, "detainer_levels", "threat_level", {})
    register_offenses(view, "detainer_offenses")
    aside = set_aside(view, "detainer_local", "detainers", {*by, *where})
    steps = (
        Step("detainer_arrests", _ARRESTS if view.has("arrests") else _NO_ARRESTS, kept=True),
        *read_steps("custodes.measures", "detainers.sql"),
    )
    register_days(view)
    bounds = {"window": hours * MICROS_AN_HOUR, "hold_days": HOLD_DAYS}
    view.once(steps, bounds, aside)
    named = "MIN(facility_name) AS facility_name, " if "facility" in by else ""
    counting = Counting("detainer_judged", named + _SUMS, _NAMES, REASONS, by, limits)
    return answer(
        MEASURE,
        view,
        counting,
        steps,
        of="detainers",
        unit="detainers",
        caveats=_caveats(view, hours),
        finish=with_interval,
        where=where,
        ledger=_arrests_part(view),
        notes={"hours": str(hours)},
    )


def _arrests_part(view: View) -> tuple[LedgerPart, ...]:
    if not view.has("arrests"):
        return ()
    rows = view.engine.fetch(_ARRESTS_LOST).to_pylist()
    return (ledger_part("arrests to look for", ARREST_REASONS, rows),)


def _caveats(view: View, hours: int) -> tuple[str, ...]:
    said = [
        "A detainer is a request: it does not say that the jail held anyone, or for how long.",
        (
            f"An arrest follows within {hours} hours; that it was because of the detainer is not "
            "recorded, and an arrest later or under another id is not seen."
        ),
        (
            "When a jail would have let a person go is in no release: of those taken, how many were "
            "held over 48 hours is between none and the figure given."
        ),
        (
            "No recorded reason does not mean that a detainer is in force; the releases seldom say "
            "when one was lifted."
        ),
    ]
    if not view.has("arrests"):
        said.append("This dataset holds no arrests, so no detainer can be followed.")
    midnights = view.engine.fetch("SELECT DISTINCT release FROM detainer_midnights ORDER BY 1")
    whole = [str(r) for r in midnights.column("release").to_pylist()]
    if whole:
        said.append(
            f"Days without times, so that hours are counted from midnight: {', '.join(whole)}."
        )
    held = view.engine.fetch("SELECT DISTINCT release FROM detainers").column("release")
    drawn = view.extracts()
    unknown = sorted(str(r) for r in held.to_pylist() if drawn.get(str(r)) is None)
    if unknown:
        said.append(
            "When these releases were drawn is not known, so their last detainers may have too few "
            f"arrests after them: {', '.join(unknown)}."
        )
    return tuple(said)


MEASURE = Measure(
    name="detainers",
    title="What became of detainers",
    question="How many detainers were lifted and why, how many were followed by an arrest, and how late?",
    needs=("detainers",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN, HOURS),
    default=("fiscal_year",),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
