"""
Tables of 287(g) agreements from a plan: who stood on which lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from small_datasets import rows


@dataclass(frozen=True)
class Plan:
    """
    One agreement: its agency and the days of the lists that have it.
    """

    agency: str
    state: str | None
    on: tuple[dt.date, ...]
    pending_on: tuple[dt.date, ...] = ()
    model: str = "task_force"
    signed: dt.date | None = None
    county: str | None = None
    kind: str | None = "County"

    @property
    def key(self) -> str:
        return f"{self.state}|{self.agency.lower()}"


def stretches(on: Sequence[dt.date], lists: Sequence[dt.date]) -> list[list[dt.date]]:
    """
    Days of lists in a row that have it.
    """
    found: list[list[dt.date]] = []
    before: dt.date | None = None
    for day in lists:
        if day in on:
            if before in on and found:
                found[-1].append(day)
            else:
                found.append([day])
        before = day
    return found


def tables(
    plans: Sequence[Plan], lists: Sequence[dt.date], pending_lists: Sequence[dt.date] = ()
) -> dict[str, pa.Table]:
    """
    The tables as the histories make them of such lists.
    """
    agreements, spells, histories = [], [], []
    for plan in plans:
        base = {"agency_key": plan.key, "state_code": plan.state, "agency": plan.agency}
        base["model"] = plan.model
        for kind, on, of in (
            ("participating", plan.on, lists),
            ("pending", plan.pending_on, pending_lists),
        ):
            agreements += [{**base, "list_kind": kind, "snapshot_date": d} for d in on]
            for number, days in enumerate(stretches(on, of), 1):
                later = [d for d in of if d > days[-1]]
                spells.append(
                    {
                        **base,
                        "list_kind": kind,
                        "spell": number,
                        "first_seen": days[0],
                        "last_seen": days[-1],
                        "lists_seen": len(days),
                        "next_list": later[0] if later else None,
                    }
                )
        histories.append(
            {
                **base,
                "agency_type": plan.kind,
                "county": plan.county,
                "signed_first": plan.signed if plan.on else None,
                "first_seen": min(plan.on, default=None),
                "last_seen": max(plan.on, default=None),
            }
        )
    return {
        "agreements": rows("agreements", agreements),
        "agreement_spells": rows("agreement_spells", spells),
        "agreement_histories": rows("agreement_histories", histories),
    }
