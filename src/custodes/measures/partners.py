"""
How many 287(g) agreements were signed, pending, dropped and active, by month, State and model?

What is counted:
    Agreements over all lists that were read: one for each agency and model, the agency
    told by the histories whatever its spelling. ``signed`` by the earliest day of signature
    that a participating list prints; ``dropped`` and ``interrupted`` by the day of the first
    list without it; ``active`` and ``pending`` on the last list of the period.

Columns:
    What it was split by; ``signed``; ``dropped`` (left the lists and on no later one);
    ``interrupted`` (left and came back); ``active`` (on the period's last participating list;
    null where the period has none); ``agencies`` (int64, agencies of those agreements);
    ``pending`` (on the period's last pending list; null where it has none). All int64,
    agreements. The first three are flows and add up over time; the others are stocks and
    never do. A fiscal year runs from 1 October to 30 September and bears the later year.

Splits:
    ``state`` is the two-letter code. ``model`` is our code. ``agency_kind`` is county,
    municipality, state, or unknown: as the list prints it, else by the agency's name.

What is left out:
    Of signatures: agreements never on a participating list; without a readable day. Of
    ends: agreements still on the last list. Of lists: all but the last of each period.

Sources:
    The participating and pending lists that ICE publishes, through the tables of the
    histories: ``agreement_histories`` and ``agreement_spells``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from custodes.engine import read_steps
from custodes.measures._answer import FILTERED_REASON
from custodes.measures._by import PERIODS, bound, group_order, script, select_list
from custodes.measures._counting import ledger_part, nothing_left
from custodes.measures._findings import Findings, Ledger, LedgerPart
from custodes.measures._measure import Figure, Measure
from custodes.measures._partner_lists import PERIOD, judged, list_days, run_lists
from custodes.measures._sources import sources_of
from custodes.measures._trail import Trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.measures._view import View

_PLAIN = ("state", "model", "agency_kind")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}

_PARTS = {
    "agreements by signature": (
        "agreement_histories",
        ("signed",),
        {"never_signed": "never on a participating list", "no_day": "no readable day of signature"},
    ),
    "stretches on participating lists": (
        "agreement_spells",
        ("dropped", "interrupted"),
        {"still_listed": "still on the last list, so it has not ended"},
    ),
    "agreements on participating lists": ("agreement_spells", ("active",), {"period": PERIOD}),
    "applications on pending lists": ("agreement_spells", ("pending",), {"period": PERIOD}),
}
"""Of each part of the ledger: its table, what happened, and why rows are left out."""

_SUMS = """COUNT(CASE WHEN happened = 'signed' THEN 1 END) AS signed,
       COUNT(CASE WHEN happened = 'dropped' THEN 1 END) AS dropped,
       COUNT(CASE WHEN happened = 'interrupted' THEN 1 END) AS interrupted,
       CASE WHEN MAX(has_list) = 1 THEN COUNT(CASE WHEN happened = 'active' THEN 1 END)
            END AS active,
       CASE WHEN MAX(has_list) = 1
            THEN COUNT(DISTINCT CASE WHEN happened = 'active' THEN agency_key END)
            END AS agencies,
       CASE WHEN MAX(has_pending) = 1 THEN COUNT(CASE WHEN happened = 'pending' THEN 1 END)
            END AS pending"""


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    steps = (
        *run_lists(view, MEASURE.name),
        *read_steps("custodes.measures", "partners.sql"),
    )
    view.once(steps[-1:])
    values = bound(where)
    rows = judged("partner_events", "happened", by, where, _NAMES)
    none = "" if by else " HAVING COUNT(*) > 0"
    query = (
        f"SELECT {select_list(by, _NAMES)}{_SUMS}\nFROM ({rows}) j WHERE why IS NULL"
        f"{group_order(by)}{none}"
    )
    lost = f"SELECT happened, release, why, COUNT(*) AS n FROM ({rows}) j GROUP BY 1, 2, 3"
    table = view.engine.fetch(query, values)
    found = view.engine.fetch(lost, values).to_pylist()
    parts = _ledger(found)
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=by,
        where=where,
        unit="agreements",
        table=table,
        ledger=Ledger(parts),
        caveats=_caveats(view, by, where, empty=table.num_rows == 0),
        definition=MEASURE.definition,
        sql=script(steps, ("the figures", query), ("the ledger", lost)),
        sources=sources_of(
            view,
            [(_about(r["happened"]), r["release"], r["n"]) for r in found if r["why"] is None],
        ),
        trails=tuple(_trails(rows, by, values)),
    )


def _trails(rows: str, by: tuple[str, ...], values: dict[str, object]) -> Iterator[Trail]:
    for about, (table, which, _) in _PARTS.items():
        said = ", ".join(f"'{w}'" for w in which)
        query = (
            f"SELECT {select_list(by, _NAMES)}origin FROM ({rows}) j "
            f"WHERE why IS NULL AND happened IN ({said})"
        )
        yield Trail(about, table, query, values, "The row is of the last list that has it.")


def _about(happened: str) -> str:
    return next(about for about, (_, which, _) in _PARTS.items() if happened in which)


def _ledger(rows: list[dict[str, Any]]) -> tuple[LedgerPart, ...]:
    return tuple(
        ledger_part(
            about,
            {**reasons, **FILTERED_REASON},
            [{"left_out": r["why"], "n": r["n"]} for r in rows if r["happened"] in which],
        )
        for about, (_, which, reasons) in _PARTS.items()
    )


def _caveats(
    view: View, by: tuple[str, ...], where: dict[str, str], *, empty: bool
) -> tuple[str, ...]:
    said = [
        (
            "An agreement on a list says nothing of how much it is used, or whether an officer has "
            "been trained."
        ),
        (
            "An agreement left the lists between two of them; it is counted on the day of the first "
            "list without it, and why it left is not said."
        ),
        "A pending agreement is an application; some are never signed.",
    ]
    first, last = list_days(view)
    if first and last:
        said.append(
            f"The lists read run from {first} to {last}: of what was signed earlier only what was "
            "still listed then is known, so earlier signatures are too few."
        )
    if not set(by) & set(PERIODS):
        said.append("Not split by time: active and pending are those of the latest list.")
    if empty:
        said.append(nothing_left(where, "agreements"))
    return tuple(said)


MEASURE = Measure(
    name="partners",
    title="287(g) agreements signed, dropped and active",
    question="How many 287(g) agreements were signed, pending, dropped and active, where and when?",
    needs=("agreement_histories",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("month", "model"),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure("signed", "Agreements signed", additive=True),
        Figure("dropped", "Agreements dropped from the lists", additive=True),
        Figure("interrupted", "Agreements off the lists for a time", additive=True),
        Figure("active", "Agreements on the list"),
        Figure("agencies", "Agencies on the list"),
        Figure("pending", "Applications pending"),
    ),
)
