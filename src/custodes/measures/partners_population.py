"""
How many people live under a 287(g) agreement?

What is counted:
    Residents, on 1 July 2023, of the counties whose own agency (a sheriff, a county jail, a
    county's police) stands on the last participating list of the period. Each county counts
    once, however many agencies and models it has.

What is not added on top:
    Agencies of a municipality act in a part of a county: where a county has no agreement of
    its own, its people are given apart (``people_municipal``) and are more than those
    who live in the municipality. State-wide agencies act in the whole State: their States'
    people are given apart too, and never added. An agency that cannot be placed (several
    counties, a territory, a name that is no county of its State) adds nobody.

How an agency is placed in a county:
    By the column COUNTY of the lists, else by its name ("X County Sheriff's Office"), one
    letter of either being allowed to be wrong; else not at all. The columns show how many
    were placed in which way. Most municipal agencies without COUNTY stay unplaced.

Columns:
    What it was split by; ``agencies`` (int64), which are ``by_list`` + ``by_name`` +
    ``state_wide`` + ``unplaced``; ``counties`` and ``people`` (int64: with an agreement of the
    county's own agency, and their residents); ``counties_municipal`` and
    ``people_municipal`` (int64: with one of a municipality only); ``people_state_wide``
    (int64: of States with a State-wide agency); ``people_of`` (int64, residents of the State
    that the row or the limit names, else of all the States and the District of Columbia);
    ``share`` (float64, people / people_of; null where a territory's people are not known).
    Stocks: never added up over time, nor over models.

Sources:
    The participating lists that ICE publishes, through the tables of the histories. People:
    U.S. Census Bureau, annual estimates of the resident population of counties, vintage
    2023, shipped with the program: the same for every dataset and every period, so that a
    change over time is one of agreements and not of people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import read_steps
from custodes.measures._answer import FILTERED_REASON
from custodes.measures._by import PERIODS, bound, script, select_list
from custodes.measures._counties import COUNTED_ON
from custodes.measures._counting import ledger_part, nothing_left
from custodes.measures._findings import Findings, Ledger
from custodes.measures._measure import Figure, Measure
from custodes.measures._partner_lists import PERIOD, judged, run_lists
from custodes.measures._partner_people import MATCHED, people_query, with_share
from custodes.measures._sources import sources_of
from custodes.measures._trail import Trail

if TYPE_CHECKING:
    from custodes.measures._view import View

_ABOUT = "agreements on participating lists"
_PLAIN = ("state", "model", "county", "county_fips")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}
_REASONS = {"period": PERIOD, **FILTERED_REASON}


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    steps = (
        *run_lists(view, MEASURE.name),
        *read_steps("custodes.measures", "partners_population.sql"),
    )
    view.once(steps[-1:])
    values = bound(where)
    rows = judged("partner_areas", "is_stock", by, where, _NAMES)
    query = people_query(rows, by, _NAMES)
    lost = f"SELECT release, why AS left_out, COUNT(*) AS n FROM ({rows}) j GROUP BY 1, 2"
    table = with_share(view.engine.fetch(query, values), by, where)
    found = view.engine.fetch(lost, values).to_pylist()
    part = ledger_part(_ABOUT, _REASONS, found)
    trail = f"SELECT {select_list(by, _NAMES)}origin FROM ({rows}) j WHERE why IS NULL"
    kept = [(_ABOUT, r["release"], r["n"]) for r in found if r["left_out"] is None]
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=by,
        where=where,
        unit="people",
        table=table,
        ledger=Ledger((part,)),
        caveats=_caveats(by, where, empty=not part.counted),
        definition=MEASURE.definition,
        sql=script(steps, ("the figures", query), ("the ledger", lost)),
        sources=sources_of(view, kept),
        notes={"counted_on": COUNTED_ON},
        trails=(
            Trail(_ABOUT, "agreement_spells", trail, values, "Rows are agreements, not people."),
        ),
    )


def _caveats(by: tuple[str, ...], where: dict[str, str], *, empty: bool) -> tuple[str, ...]:
    said = [
        (
            "To live under an agreement is to live where an agency has one: it says nothing of how "
            "much it is used, and a jail's agreement touches those who are jailed."
        ),
        (
            "People of municipalities and of States with a State-wide agency are given apart: adding "
            "them would count the same people twice."
        ),
        (
            "An agency that is not placed adds nobody, so the people are a lower bound; regional "
            "jails of several counties are among them."
        ),
        (
            f"Residents are those of {COUNTED_ON} at every period; territories and Connecticut's old "
            "counties are not in that table."
        ),
        (
            "The kind of agency is the list's own: colleges' police and National Guards are among its "
            "State agencies."
        ),
    ]
    if not {*by, *where} & set(PERIODS):
        said.append("Not split by time: the latest list is counted.")
    if empty:
        said.append(nothing_left(where, "agreements"))
    return tuple(said)


MEASURE = Measure(
    name="partners_population",
    title="People living under a 287(g) agreement",
    question="How many people live in a county whose own agency has a 287(g) agreement?",
    needs=("agreement_histories",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("month",),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure("agencies", "Agencies", parts=tuple(MATCHED)),
        Figure("by_list", "Placed by the list's county"),
        Figure("by_name", "Placed by their name"),
        Figure("state_wide", "State-wide agencies"),
        Figure("unplaced", "Not placed in a county"),
        Figure("counties", "Counties with an agreement of their own"),
        Figure("people", "People of those counties"),
        Figure("counties_municipal", "Counties with one of a municipality only"),
        Figure("people_municipal", "People of those counties, all of them"),
        Figure("people_state_wide", "People of States with a State-wide agency"),
        Figure("people_of", "People of the State or the country"),
        Figure(
            "share",
            "Share of people in a county with its own",
            "share",
            rests_on=("people", "people_of"),
        ),
    ),
)
