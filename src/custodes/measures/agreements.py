"""
How many 287(g) agreements were in force or pending, by State and model, over time?

What is counted:
    Agreements as ICE's own lists show them on the day of each list: one for each
    State, agency and model. An agency with two models has two agreements. Lists
    of participating and of pending agencies are counted apart (``kind``).

Columns:
    ``kind`` and what it was split by; ``agreements`` (int64) and ``agencies`` (int64,
    distinct agencies). Split by month, year or fiscal year, or limited to one, the last
    list of the period stands for it: these are stocks and are never added up over time.

Splits:
    ``state`` is the two-letter code; ``model`` Task Force, Jail Enforcement, Warrant Service
    Officer, Other, or Not stated.

What is left out:
    A second list of the same day; rows that repeat an agreement within a list;
    lists whose day is not known.

Sources:
    The participating and pending lists that ICE publishes, table ``agreements``.
"""

from __future__ import annotations

from typing import Any

from custodes.engine import read_steps
from custodes.measures._answer import FILTERED_REASON, SUPERSEDED_REASON
from custodes.measures._by import PERIODS, bound, condition, group_order, script, select_list
from custodes.measures._findings import Findings, Ledger, LedgerPart, Loss
from custodes.measures._measure import Figure, Measure
from custodes.measures._sources import sources_of
from custodes.measures._trail import Trail
from custodes.measures._view import ORIGIN, View

_PLAIN = ("kind", "state", "model")
_NAMES = {**PERIODS, **{n: n for n in (*_PLAIN, "release")}}

REASONS = {
    **SUPERSEDED_REASON,
    "no_date": "the day of the list is not known",
    "same_day": "a later list of the same day stands for it",
    "repeated": "the list shows the same agreement twice",
    "period": "a later list of the same period stands for it",
    **FILTERED_REASON,
}

# Stocks: a month's and the next month's are largely the same agreements.
FIGURES = (
    Figure("agreements", "Agreements"),
    Figure("agencies", "Agencies"),
)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    steps = read_steps("custodes.measures", "agreements.sql")
    view.once(steps)
    split = ("kind", *(b for b in by if b != "kind"))
    # A limit to one year asks for that year's last list, and not for the last of all.
    periods = [p for p in PERIODS if p in split or p in where]
    values = bound(where)
    judged = _judged([*periods, *({"release"} & set(where))], where)
    none = " HAVING COUNT(*) > 0" if not split else ""
    query = (
        f"SELECT {select_list(split, _NAMES)}COUNT(*) AS agreements, "
        "COUNT(DISTINCT CONCAT(COALESCE(state, ''), '|', agency)) AS agencies\n"
        f"FROM ({judged}) j WHERE why IS NULL{group_order(split)}{none}"
    )
    lost = f"SELECT release, why, COUNT(*) AS n FROM ({judged}) j GROUP BY 1, 2"
    table = view.engine.fetch(query, values)
    rows: list[dict[str, Any]] = view.engine.fetch(lost, values).to_pylist()
    return Findings(
        measure=MEASURE.name,
        title=MEASURE.title,
        by=split,
        where=where,
        unit="agreements",
        table=table,
        ledger=_ledger(rows),
        caveats=_caveats(set(split) & set(PERIODS), where, empty=table.num_rows == 0),
        definition=MEASURE.definition,
        sql=script(steps, ("the figures", query), ("the ledger", lost)),
        sources=sources_of(
            view, [("agreements", r["release"], r["n"]) for r in rows if r["why"] is None]
        ),
        trails=(
            Trail(
                "agreements",
                "agreements",
                f"SELECT {select_list(split, _NAMES)}{ORIGIN}\nFROM ({judged}) j WHERE why IS NULL",
                values,
            ),
        ),
    )


def _judged(apart: list[str], where: dict[str, str]) -> str:
    """
    The rows with why each is left out, the last list of each period or release being known.
    """
    # Without either, the last list of all stands for today.
    period = "".join(f", {_NAMES[a]}" for a in apart)
    return (
        "SELECT s.*, CASE WHEN left_out IS NOT NULL THEN left_out "
        f"WHEN NOT {condition(where, _NAMES)} THEN 'filtered' "
        "WHEN day_of < MAX(CASE WHEN left_out IS NULL THEN day_of END) "
        f"OVER (PARTITION BY kind{period}) THEN 'period' END AS why FROM agreement_snapshots s"
    )


def _ledger(rows: list[dict[str, Any]]) -> Ledger:
    losses = tuple(
        Loss(text, n)
        for why, text in REASONS.items()
        if (n := sum(r["n"] for r in rows if r["why"] == why))
    )
    counted = sum(r["n"] for r in rows if r["why"] is None)
    return Ledger((LedgerPart("agreements", "rows", sum(r["n"] for r in rows), losses, counted),))


def _caveats(periods: set[str], where: dict[str, str], *, empty: bool) -> tuple[str, ...]:
    said = [
        (
            "An agreement on a list says nothing of how much it is used, or whether an officer has "
            "been trained."
        ),
        (
            "Between two lists an agreement can begin or end unseen; the day on which it left a list "
            "is known only to lie between two lists."
        ),
        "A pending agreement is an application; some are never signed.",
    ]
    if not periods:
        said.append("Not split by time: the latest list of each kind is counted.")
    if empty:
        said.append(
            "Nothing is left to count after the filter."
            if where
            else "The table of agreements is there, but no row of it can be counted."
        )
    return tuple(said)


MEASURE = Measure(
    name="agreements",
    title="287(g) agreements",
    question="How many local agencies have agreements to act for ICE, where and of which kind?",
    needs=("agreements",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN, "release"),
    default=("day", "model"),
    definition=__doc__ or "",
    run=_run,
    figures=FIGURES,
)
