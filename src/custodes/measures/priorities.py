"""
Whom do 287(g) partners arrest, against other ways of arrest at the same office and time?

What is counted:
    Arrests by apprehension date, once for each arrest episode (rows within 24 hours of
    one another), by the row that stands for it; by rows where the histories were not
    built. A partner's arrest is one whose method is 287(g) Program; every other
    stated method is among the others, whatever program is credited. Only offices and
    fiscal years in which both made an arrest are counted, on both sides. A fiscal year
    runs from 1 October to 30 September and bears the later year.

Columns:
    What it was split by, with ``criminality`` (conviction, charge or neither at the
    arrest) unless ``level`` (threat level of the case) or ``offense_group`` (of the most
    serious conviction) is asked for: the group whose share is given. All counts int64,
    arrests; all shares float64, 0 to 1, null where of none; intervals of 95 percent.

    As they are: ``partner_arrests`` and ``other_arrests`` (of this group); ``partner_of`` and
    ``other_of`` (of every group, so split otherwise); ``partner_share``, ``partner_low``,
    ``partner_high``, ``other_share``, ``other_low``, ``other_high`` (Wilson's score interval);
    ``difference``, ``difference_low``, ``difference_high`` (the partners' share less the
    others'; Newcombe's interval).

    Like with like: ``matched_arrests`` and ``matched_of`` (partners' arrests of this group and of
    every group, in offices and fiscal years where the row has others too), ``other_matched``
    and ``other_matched_of`` (the others' there); ``matched_share`` (the partners' there);
    ``standardized_share``, ``standardized_low``, ``standardized_high`` (the others' share, each
    office and fiscal year weighing as much as it does among the partners' arrests);
    ``standardized_difference``, ``standardized_difference_low``,
    ``standardized_difference_high`` (matched share less standardized share).

How others' shares are standardized:
    Directly, to the partners' own distribution: the others' share in each office and fiscal
    year, times the part of the partners' matched arrests made there, added up. Its interval
    is of Wilson's intervals of each office and year, their distances from the share, times
    the weight, added as squares; the interval of the difference is Newcombe's of that and of
    Wilson's interval of the matched share. With one office and year both differences are
    the same. Weights are taken as given.

Groups:
    ``convicted``, ``charged``, ``neither``; or 1, 2, 3 and ``none`` (the agency's NA); or groups of
    offenses. What is ``withheld``, ``not given`` or ``not read`` is a group of its own and part of
    every total. The level is that of the case when the data were drawn, and not at the arrest.
    The offense is that of the most serious conviction: by the arrest's own charge, else by
    the code or charge of the one stay in custody that the histories link the arrest to.
    ``no stay``: none is linked, so no conviction can be looked up. ``not given`` is mostly: not
    convicted; few releases tell the two apart.

What the intervals say:
    The records are all that were released and no sample. An interval says how much a
    share of so few could vary by chance alone if arrests came about independently; it
    says nothing of errors in the records, and arrests made together are not independent.

What is left out:
    In this order: rows of a period that another release is trusted for; releases of one
    area that stand beside larger national ones; rows without a readable date; dated after
    the release was drawn; rows that repeat an arrest; without a method; without an office;
    of an office and fiscal year without a partner's arrest; of one with partners' alone.

Sources:
    Any release that fills ``arrests`` with methods and criminality, levels or convictions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from custodes.engine import read_steps
from custodes.measures._answer import (
    DATED_REASONS,
    FILTERED_REASON,
    SET_ASIDE_REASONS,
    answer,
    set_aside,
)
from custodes.measures._by import PERIODS, bound
from custodes.measures._counting import Counting, register_spellings
from custodes.measures._episodes import EPISODE, NO_EPISODES
from custodes.measures._findings import Findings
from custodes.measures._intervals import difference, wilson
from custodes.measures._measure import Measure
from custodes.measures._offenses import register_offenses
from custodes.measures._priority_figures import FIGURES
from custodes.measures._priority_steps import first_steps
from custodes.measures._standardized import STRATA, add_standardized
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

_GROUPS = ("criminality", "level", "offense_group")
_PLAIN = ("office", "state", "country", "release")
_NAMES = {**PERIODS, **{n: n for n in (*_PLAIN, *_GROUPS)}}
_FINE = {**_NAMES, **dict(zip(STRATA, ("office", PERIODS["fiscal_year"]), strict=True))}

REASONS = {
    **SET_ASIDE_REASONS,
    **DATED_REASONS,
    "repeated": "the row repeats an arrest",
    "no_method": "no method of arrest is given",
    "no_office": "no office is given, so there is nothing to compare with",
    "no_partner": "no arrest by the 287(g) method at that office in that fiscal year",
    "no_other": "only arrests by the 287(g) method at that office in that fiscal year",
    **FILTERED_REASON,
}

_SUMS = (
    "CAST(SUM(is_partner) AS BIGINT) AS partner_arrests, "
    "CAST(SUM(1 - is_partner) AS BIGINT) AS other_arrests"
)
_SIDES = ("partner", "other")


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = by if set(by) & set(_GROUPS) else (*by, _GROUPS[0])
    episodes = EPISODE in view.columns("arrests")
    register_spellings(view, "priority_methods", "apprehension_method", {"287g": "partner"})
    register_spellings(view, "priority_criminality", "criminality", {})
    register_spellings(view, "priority_levels", "threat_level", {})
    register_offenses(view, "priority_offenses")
    aside = set_aside(view, "priority_local", "arrests", {*split, *where})
    steps = (*first_steps(view), *read_steps("custodes.measures", "priorities.sql"))
    view.once(steps, given=aside)
    counting = Counting("priority_judged", _SUMS, _NAMES, REASONS, split, where)
    fine = Counting("priority_judged", _SUMS, _FINE, REASONS, (*split, *STRATA), where).figures
    strata = view.engine.fetch(fine, bound(where)).to_pylist()
    rest = [b for b in split if b not in _GROUPS]
    return answer(
        MEASURE,
        view,
        counting,
        steps,
        of="arrests",
        unit="arrests",
        caveats=_caveats({*split, *where}, episodes=episodes),
        finish=lambda table: add_standardized(_with_shares(table, rest), strata, split, rest),
        queries=[("by office and fiscal year", fine)],
    )


def _with_shares(table: pa.Table, rest: list[str]) -> pa.Table:
    """
    Add the totals over the groups of each place and time, shares and intervals.
    """
    import pyarrow as pa

    rows = table.to_pylist()
    shares = []
    for side in _SIDES:
        hits = [r[f"{side}_arrests"] for r in rows]
        of = _totals(rows, rest, f"{side}_arrests")
        table = table.append_column(f"{side}_of", pa.array(of, pa.int64()))
        shares.append(wilson(hits, of))
    for name, found in zip((*_SIDES, "difference"), (*shares, difference(*shares)), strict=True):
        ends = ("difference", "difference_low", "difference_high")
        called = ends if name == "difference" else (f"{name}_share", f"{name}_low", f"{name}_high")
        for column, values in zip(called, found, strict=True):
            table = table.append_column(column, pa.array(values, pa.float64(), from_pandas=True))
    return table


def _totals(rows: list[dict[str, Any]], rest: list[str], count: str) -> list[int]:
    keys = [tuple(r[b] for b in rest) for r in rows]
    sums: dict[tuple[Any, ...], int] = {}
    for key, row in zip(keys, rows, strict=True):
        sums[key] = sums.get(key, 0) + row[count]
    return [sums[key] for key in keys]


def _caveats(asked: set[str], *, episodes: bool) -> tuple[str, ...]:
    said = [
        (
            "A charge is no conviction, and a conviction may be for crossing the border or for "
            "driving: neither says that a person is a danger."
        ),
        (
            "Partners arrest whom local police have already stopped or jailed, others also arrest "
            "in prisons and at large: a difference can come of where people are found."
        ),
        (
            "What is not given or withheld is part of every total; where much is, shares of the "
            "rest are too low."
        ),
        "An interval says what chance can do to a share of so few, and nothing of wrong records.",
    ]
    if "office" not in asked or not asked & set(PERIODS):
        said.append(
            "Offices or years are added together here, and others' arrests lie otherwise over them "
            "than partners': compare by the standardized difference, not by the plain one."
        )
    if not episodes:
        said.append(NO_EPISODES)
    return tuple(said)


MEASURE = Measure(
    name="priorities",
    title="Whom 287(g) partners arrest",
    question="What share of 287(g) arrests are of people convicted, charged or neither, beside others?",
    needs=("arrests",),
    choices=(*PERIODS, *_PLAIN, *_GROUPS),
    filters=(*PERIODS, *_PLAIN),
    default=("fiscal_year", "criminality"),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
