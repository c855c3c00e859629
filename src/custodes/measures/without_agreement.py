"""
How many detainers and arrests from jails are where no 287(g) agreement was active that day?

What is counted:
    ``detainer``: detainers by the day they were prepared, rows of one person and moment
    once. ``jail_arrest``: arrests out of local jails, methods CAP Local Incarceration and
    Custodial Arrest, once for each arrest episode. ``partner_arrest``: arrests by method
    287(g) Program, which ought to have an agreement behind them: where none is listed, the
    lists or the records are wrong. Neither a detainer nor an arrest from a jail needs an
    agreement: without one, local police hold or tell of people on their own.

What held on that day:
    An agreement is active from its day of signature, or from the first list of a stretch
    of lists that has it, to the last list of that stretch. Between the last list with it
    and the first without, and while it is off the lists for a time, nothing is known. Before
    the first list read, what was signed and still listed later is known to be active, and
    none is known not to be; after the last list nothing is known.

In the State:
    ``active``: any agency of it has an agreement. ``none``: no agency has. ``unknown``: no
    State on record, or the lists cannot say.

In the county:
    ``county``: its own agency has an agreement. ``municipality``: only one of a municipality
    in it. ``none``: none in it. ``not of the county``: its own agency has none, and some agency
    of the State that is placed in no county may be in it. ``unknown``: the county or the day
    is not known. State-wide agencies are in the State's status alone. The county is that of
    the record, of the facility in a list of facilities, or of a facility whose name has a
    county; ``county_by`` says which.

Columns:
    ``kind`` and what it was split by; ``events``; ``state_active``, ``state_without``,
    ``state_unknown``; ``county_with``, ``county_without``, ``county_unknown`` (int64; each three
    add up to events; ``county_without`` is: the county's own agency has none); ``county_none``
    (int64, of those: no agency in the county has one); ``state_known`` and ``county_known``
    (int64, not unknown); ``share_state``, ``share_county`` (float64, 0 to 1: without, of those
    known), each with ``_low`` and ``_high``, the 95 percent Wilson score interval; null where
    of none.

Splits:
    ``office`` is the area of responsibility of the jail, or of the arrest; ``facility`` is that
    of a detainer; ``country`` that of citizenship. Null: not given.

What is left out:
    In this order: rows of a period that another release is trusted for; releases of one
    area that stand beside larger national ones; rows without a readable date; dated after
    the release was drawn; rows that repeat an event; arrests by any other method.

Sources:
    Any release that fills ``detainers`` or ``arrests``, the lists of 287(g) agreements, and
    for the counties of jails the reference lists of facilities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import read_steps
from custodes.measures._agreed_events import events_step, register_events
from custodes.measures._answer import DATED_REASONS, FILTERED_REASON, SET_ASIDE_REASONS, answer
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting, register_local
from custodes.measures._findings import Findings
from custodes.measures._measure import Figure, Measure
from custodes.measures._partner_lists import list_days, run_lists
from custodes.measures._shares import add_share, share_figures
from custodes.measures._trail import Trail

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.measures._view import View

_PLAIN = (
    "kind",
    "state",
    "county",
    "county_by",
    "state_status",
    "county_status",
    "office",
    "country",
    "facility",
    "release",
)
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}
_TABLES = ("detainers", "arrests")

REASONS = {
    **SET_ASIDE_REASONS,
    **DATED_REASONS,
    "repeated": "the row repeats an event",
    "other_method": "an arrest by another method, or by none that is given",
    **FILTERED_REASON,
}


def _count(name: str, *statuses: str) -> str:
    column = name.split("_", maxsplit=1)[0] + "_status"
    listed = ", ".join(f"'{s}'" for s in statuses)
    return f"COUNT(CASE WHEN {column} IN ({listed}) THEN 1 END) AS {name}"


_NOT_OWN = ("municipality", "not of the county", "none")
_SUMS = ",\n       ".join(
    (
        "COUNT(*) AS events",
        _count("state_active", "active"),
        _count("state_without", "none"),
        _count("state_unknown", "unknown"),
        _count("county_with", "county"),
        _count("county_without", *_NOT_OWN),
        _count("county_unknown", "unknown"),
        _count("county_none", "none"),
        _count("state_known", "active", "none"),
        _count("county_known", "county", *_NOT_OWN),
    )
)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = ("kind", *(b for b in by if b != "kind"))
    lists = run_lists(view, MEASURE.name)
    register_events(view)
    there = tuple(t for t in _TABLES if view.has(t))
    aside = {t: () if "release" in {*split, *where} else view.local(t) for t in there}
    for table in _TABLES:
        register_local(view, f"agreed_local_{table}", aside.get(table, ()))
    view.register_extracts()
    steps = (events_step(view), *read_steps("custodes.measures", "without_agreement.sql"))
    view.once(steps, given=tuple(sorted(aside.items())))
    counting = Counting("agreed_judged", _SUMS, _NAMES, REASONS, split, where)
    return answer(
        MEASURE,
        view,
        counting,
        (*lists, *steps),
        of="detainers and arrests",
        unit="events",
        caveats=_caveats(view),
        finish=_with_shares,
        trails=tuple(_trail(counting, t) for t in there),
    )


def _with_shares(table: pa.Table) -> pa.Table:
    table = add_share(table, "share_state", "state_without", "state_known")
    return add_share(table, "share_county", "county_without", "county_known")


def _trail(counting: Counting, table: str) -> Trail:
    """
    The way back to one of the two tables: positions are each table's own.
    """
    whole = counting.trail("detainers and arrests", table)
    is_it = "=" if table == "detainers" else "<>"
    query = f"{whole.query} AND kind {is_it} 'detainer'"
    return Trail(whole.about, table, query, whole.values, whole.note)


def _caveats(view: View) -> tuple[str, ...]:
    said = [
        (
            "A detainer, and an arrest out of a jail, need no agreement: without one nothing unlawful "
            "is shown, only that local police and jails took part without its terms."
        ),
        (
            "A jail is taken for its county's; which agency stopped or held the person is not in the "
            "releases."
        ),
        "An agreement on a list says nothing of whether it was used in the case.",
        (
            "Where the record names no place, the status is unknown, and no share is made of it: see "
            "how many are known."
        ),
        "An interval says what chance can do to a share of so few, and nothing of wrong records.",
    ]
    first, last = list_days(view)
    if first and last:
        said.append(
            f"The lists read run from {first} to {last}: before, none can be known to have no "
            "agreement, and after, nothing is known."
        )
    else:
        said.append("No participating list was read, so nothing is known of any day.")
    return tuple(said)


MEASURE = Measure(
    name="without_agreement",
    title="Detainers and jail arrests without an agreement",
    question="How many detainers and arrests from jails are where no 287(g) agreement was active?",
    needs=_TABLES,
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("kind", "fiscal_year"),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure(
            "events",
            "Detainers or arrests",
            additive=True,
            parts=("state_active", "state_without", "state_unknown"),
        ),
        Figure("state_active", "With an agreement in the State", additive=True),
        Figure("state_without", "With none in the State", additive=True),
        Figure("state_unknown", "Not known of the State", additive=True),
        Figure("county_with", "With the county's own agreement", additive=True),
        Figure("county_without", "Without the county's own", additive=True),
        Figure("county_unknown", "Not known of the county", additive=True),
        Figure("county_none", "With none in the county", additive=True),
        Figure(
            "state_known",
            "Known of the State",
            additive=True,
            parts=("state_active", "state_without"),
        ),
        Figure(
            "county_known",
            "Known of the county",
            additive=True,
            parts=("county_with", "county_without"),
        ),
        *share_figures(
            "share_state", "Share with none in the State", "state_without", "state_known"
        ),
        *share_figures(
            "share_county", "Share without the county's own", "county_without", "county_known"
        ),
    ),
)
