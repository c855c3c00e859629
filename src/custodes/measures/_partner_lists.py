"""
What the measures of 287(g) partners share: who they are, where, and on which lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from custodes.engine import read_steps
from custodes.measures._by import PERIODS, condition
from custodes.measures._counties import counties, people_of_states, place_agency

if TYPE_CHECKING:
    import datetime as dt

    from custodes.engine import Step
    from custodes.measures._view import View

TABLES = ("agreements", "agreement_histories", "agreement_spells")

# Where the names of one agency are placed differently, the surest place is its own.
_SUREST = ("state-wide", "list", "name", "unplaced")

PERIOD = "a later list of the same period stands for it"

_AGENCIES = (
    "SELECT agency_key, state_code, agency, county, agency_type FROM agreement_histories "
    "ORDER BY agency_key, model"
)


def run_lists(view: View, measure: str) -> tuple[Step, ...]:
    """
    Register where each agency is, and run the steps of the lists.

    Raises:
        MissingTableError: a table of agreements is not there.
    """
    for name in TABLES:
        view.need(measure, (name,))
    _register_places(view)
    steps = read_steps("custodes.measures", "partner_lists.sql")
    view.once(steps)
    return steps


def list_days(view: View) -> tuple[dt.date | None, dt.date | None]:
    """
    Days of the first and the last participating list; null where there is none.
    """
    row = view.engine.fetch(
        "SELECT MIN(day_of) AS first_day, MAX(day_of) AS last_day FROM partner_list_days "
        "WHERE list_kind = 'participating'"
    ).to_pylist()[0]
    return row["first_day"], row["last_day"]


def judged(
    table: str, kind: str, split: tuple[str, ...], where: dict[str, str], names: dict[str, str]
) -> str:
    """
    A query of rows of lists with ``why`` each is left out: stocks count by the last list.

    Args:
        table: With ``day_of`` and ``left_out``.
        kind: The column whose values have their own last lists.
        split: What the answer is split by.
        where: What it is limited to; without a period in either, the last list of all counts.
        names: What each of both is.
    """
    # A limit to one year asks for that year's last list, and not for the last of all.
    periods = "".join(f", {PERIODS[b]}" for b in PERIODS if b in split or b in where)
    return (
        f"SELECT s.*, CASE WHEN left_out IS NOT NULL THEN left_out "
        f"WHEN NOT {condition(where, names)} THEN 'filtered' "
        "WHEN is_stock = 1 AND day_of < MAX(CASE WHEN left_out IS NULL AND is_stock = 1 "
        f"THEN day_of END) OVER (PARTITION BY {kind}{periods}) THEN 'period' END AS why, "
        f"MAX(is_listed) OVER (PARTITION BY '' {periods}) AS has_list, "
        f"MAX(is_pending) OVER (PARTITION BY '' {periods}) AS has_pending FROM {table} s"
    )


def _register_places(view: View) -> None:
    import pyarrow as pa

    found: dict[str, dict[str, Any]] = {}
    for r in view.engine.fetch(_AGENCIES).to_pylist():
        placed = place_agency(r["state_code"], r["agency"], r["county"], r["agency_type"])
        row = {
            "agency_key": r["agency_key"],
            "fips": placed.fips,
            "matched": placed.how,
            "agency_kind": placed.kind,
        }
        known = found.setdefault(r["agency_key"], row)
        if _SUREST.index(placed.how) < _SUREST.index(known["matched"]):
            found[r["agency_key"]] = row
    text = [(n, pa.string()) for n in ("agency_key", "fips", "matched", "agency_kind")]
    view.engine.register(
        "partner_places", pa.Table.from_pylist(list(found.values()), schema=pa.schema(text))
    )
    known_counties = list(counties().values())
    view.engine.register(
        "partner_counties",
        pa.table(
            {
                "fips": [c.fips for c in known_counties],
                "county": [f"{c.name}, {c.state}" for c in known_counties],
                "people": pa.array([c.people for c in known_counties], pa.int64()),
            }
        ),
    )
    states = people_of_states()
    view.engine.register(
        "partner_states",
        pa.table({"state": list(states), "people": pa.array(list(states.values()), pa.int64())}),
    )
