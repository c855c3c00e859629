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

Columns:
    What it was split by, with ``facility_name`` where split by facility; ``detainers``;
    ``lifted`` (with a recorded reason); ``without_id`` (without a person's id: never
    followed, and in no share); ``followable`` (with an id, in a release that has arrests,
    and with hours that end by the end of the extract's day); ``followed`` (of those, an
    arrest follows), all int64, detainers; ``share_followed`` (float64, followed /
    followable; null where none can be followed).

Splits:
    ``lift_reason`` is our code of the reason, or the agency's words where we have no code:
    the list is not complete. ``none recorded`` does not mean in force; ``withheld`` is a
    group of its own.

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

from typing import TYPE_CHECKING

from custodes.engine import Step, read_steps
from custodes.errors import CallError
from custodes.measures._by import PERIODS, script
from custodes.measures._counting import (
    Counting,
    ledger_part,
    nothing_left,
    register_local,
    register_spellings,
)
from custodes.measures._findings import Findings, Ledger, LedgerPart
from custodes.measures._measure import Measure
from custodes.measures._sources import area_caveat, sources_of
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

_PLAIN = ("state", "facility", "office", "country", "lift_reason", "release")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}
_HOURS = "hours"
_DEFAULT_HOURS = 48
_MOST_HOURS = 8784
"""A year; what follows later follows from something else."""
_MICROS_AN_HOUR = 3_600_000_000

REASONS = {
    "superseded": "another release is trusted for their period",
    "local": "their release is limited to an area, and stands beside national ones here",
    "no_date": "the date is blank, withheld or unreadable",
    "after_extract": "dated after the release was drawn",
    "repeated": "the row repeats a detainer of the same person and moment",
    "filtered": "outside what was asked for",
}
ARREST_REASONS = {
    "no_id": "without a person's id, so they follow no detainer",
    "no_date": "the date is blank, withheld or unreadable",
}

_SUMS = """COUNT(*) AS detainers, CAST(SUM(is_lifted) AS BIGINT) AS lifted,
       CAST(SUM(without_id) AS BIGINT) AS without_id,
       CAST(SUM(can_follow) AS BIGINT) AS followable,
       CAST(SUM(can_follow * was_followed) AS BIGINT) AS followed,
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


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    hours = _hours(where)
    limits = {k: v for k, v in where.items() if k != _HOURS}
    register_spellings(view, "detainer_spellings", "detainer_lift_reason", {})
    register_local(
        view, "detainer_local", () if "release" in {*by, *where} else view.local("detainers")
    )
    view.register_extracts()
    steps = (
        Step("detainer_arrests", _ARRESTS if view.has("arrests") else _NO_ARRESTS, kept=True),
        *read_steps("custodes.measures", "detainers.sql"),
    )
    view.engine.run(steps, {"window": hours * _MICROS_AN_HOUR})
    named = "MIN(facility_name) AS facility_name, " if "facility" in by else ""
    counting = Counting("detainer_judged", named + _SUMS, _NAMES, REASONS, by, limits)
    table, part, kept = counting.fetch(view, "detainers")
    sources = sources_of(view, kept)
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=by,
        where=where,
        unit="detainers",
        table=table,
        ledger=Ledger((part, *_arrests_part(view))),
        caveats=(*area_caveat(view, sources), *_caveats(view, where, table, hours)),
        definition=MEASURE.definition,
        sql=script(steps, *counting.queries),
        sources=sources,
        trails=(counting.trail("detainers"),),
        notes={"hours": str(hours)},
    )


def _hours(where: dict[str, str]) -> int:
    asked = where.get(_HOURS, str(_DEFAULT_HOURS))
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= _MOST_HOURS):
        raise CallError(
            f"'detainers' cannot be limited to those hours; write a whole number from 1 to "
            f"{_MOST_HOURS}."
        )
    return int(asked)


def _arrests_part(view: View) -> tuple[LedgerPart, ...]:
    if not view.has("arrests"):
        return ()
    rows = view.engine.fetch(_ARRESTS_LOST).to_pylist()
    return (ledger_part("arrests to look for", ARREST_REASONS, rows),)


def _caveats(view: View, where: dict[str, str], table: pa.Table, hours: int) -> tuple[str, ...]:
    said = [
        "A detainer is a request: it does not say that the jail held anyone, or for how long.",
        (
            f"An arrest follows within {hours} hours; that it was because of the detainer is not "
            "recorded, and an arrest later or under another id is not seen."
        ),
        (
            "No recorded reason does not mean that a detainer is in force; the releases seldom say "
            "when one was lifted."
        ),
    ]
    if not view.has("arrests"):
        said.append("This dataset holds no arrests, so no detainer can be followed.")
    midnights = view.engine.fetch("SELECT release FROM detainer_midnights ORDER BY release")
    whole = [str(r) for r in midnights.column("release").to_pylist()]
    if whole:
        said.append(
            f"Days without times, so that hours are counted from midnight: {', '.join(whole)}."
        )
    unknown = sorted(r for r, extract in view.extracts().items() if extract is None)
    if unknown:
        said.append(
            "When these releases were drawn is not known, so their last detainers may have too few "
            f"arrests after them: {', '.join(unknown)}."
        )
    if not table.num_rows:
        said.append(nothing_left(where, "detainers"))
    return tuple(said)


MEASURE = Measure(
    name="detainers",
    title="What became of detainers",
    question="How many detainers were lifted and why, and how many were followed by an arrest?",
    needs=("detainers",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN, _HOURS),
    default=("fiscal_year",),
    definition=__doc__ or "",
    run=_run,
)
