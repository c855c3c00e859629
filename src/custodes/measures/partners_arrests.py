"""
How many arrests came about through 287(g), and what share of all arrests were they?

What is counted:
    Arrests by apprehension date, once for each arrest episode (rows within 24 hours of
    one another), by the row that stands for it; by rows where the histories were not
    built, and where a release gives no person's id, since then no row can be told from
    another. A fiscal year runs from 1 October to 30 September and bears the later year.

What makes an arrest one of 287(g):
    Its method is 287(g) Program (``by_method``), or the program that the agency credits is
    a 287(g) one, of any model (``by_program``). The two do not agree: a partner's arrest can
    be credited to another program, and releases before 2025 name no program.

Columns:
    What it was split by; ``arrests``; ``with_method`` (a method is given); ``by_method``;
    ``with_program``; ``by_program``; ``by_either``, all int64, arrests; ``share_method``,
    ``share_method_low``, ``share_method_high`` (by_method / with_method) and
    ``share_program``, ``share_program_low``, ``share_program_high`` (by_program /
    with_program), float64, 0 to 1, with the 95 percent Wilson score interval; null where
    no arrest has a method, or a program. Arrests without one are in neither side.

Splits:
    ``office`` and ``state`` are those of the arrest, ``method`` and ``program`` in the agency's
    own words; null: not given, or withheld.

What the intervals say:
    The records are all that were released and no sample. An interval says how much a
    share of so few could vary by chance alone if arrests came about independently; it
    says nothing of errors in the records, and arrests made together are not independent.

What is left out:
    In this order: rows of a period that another release is trusted for; releases of one
    area that stand beside larger national ones; rows without a readable date; dated after
    the release was drawn; rows that repeat an arrest.

Sources:
    Any release that fills ``arrests``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import Step, read_steps
from custodes.measures._answer import (
    DATED_REASONS,
    FILTERED_REASON,
    SET_ASIDE_REASONS,
    answer,
    set_aside,
)
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting, register_spellings
from custodes.measures._episodes import EPISODE, NO_EPISODES
from custodes.measures._findings import Findings
from custodes.measures._measure import Figure, Measure
from custodes.measures._shares import add_share, share_figures

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.measures._view import View

_PLAIN = ("office", "state", "country", "method", "program", "release")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}

REASONS = {
    **SET_ASIDE_REASONS,
    **DATED_REASONS,
    "repeated": "the row repeats an arrest",
    **FILTERED_REASON,
}

_SUMS = """COUNT(*) AS arrests, CAST(SUM(has_method) AS BIGINT) AS with_method,
       CAST(SUM(by_method) AS BIGINT) AS by_method,
       CAST(SUM(has_program) AS BIGINT) AS with_program,
       CAST(SUM(by_program) AS BIGINT) AS by_program,
       CAST(SUM(CASE WHEN by_method + by_program > 0 THEN 1 ELSE 0 END) AS BIGINT) AS by_either"""


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    episodes = EPISODE in view.columns("arrests")
    stands = f"a.{EPISODE}" if episodes else "1"
    register_spellings(view, "partner_methods", "apprehension_method", {"287g": "partner"})
    aside = set_aside(view, "partner_local", "arrests", {*by, *where})
    marked = f"SELECT a.*, {stands} AS stands_for_event FROM arrests a"
    steps = (
        Step("partner_marked_arrests", marked, kept=False),
        *read_steps("custodes.measures", "partners_arrests.sql"),
    )
    view.once(steps, given=aside)
    counting = Counting("partner_arrests_judged", _SUMS, _NAMES, REASONS, by, where)
    said = _CAVEATS if episodes else (*_CAVEATS, NO_EPISODES)
    return answer(
        MEASURE,
        view,
        counting,
        steps,
        of="arrests",
        unit="arrests",
        caveats=said,
        finish=_with_shares,
    )


def _with_shares(table: pa.Table) -> pa.Table:
    table = add_share(table, "share_method", "by_method", "with_method")
    return add_share(table, "share_program", "by_program", "with_program")


_CAVEATS = (
    (
        "The method is the agency's own word for how an arrest came about; which partner made it "
        "is not in the releases."
    ),
    (
        "Arrests without a method, or without a program, are on neither side of the share: see how "
        "many have one."
    ),
    "An interval says what chance can do to a share of so few, and nothing of wrong records.",
)


MEASURE = Measure(
    name="partners_arrests",
    title="Arrests by 287(g) partners",
    question="How many arrests came about through 287(g), and what share of all were they?",
    needs=("arrests",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("fiscal_year",),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure("arrests", "Arrests", additive=True),
        Figure("with_method", "With a method", additive=True),
        Figure("by_method", "By the 287(g) method", additive=True),
        Figure("with_program", "With a program", additive=True),
        Figure("by_program", "Credited to a 287(g) program", additive=True),
        Figure("by_either", "By either", additive=True),
        *share_figures("share_method", "Share by the method", "by_method", "with_method"),
        *share_figures("share_program", "Share by the program", "by_program", "with_program"),
    ),
)
