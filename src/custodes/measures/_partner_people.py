"""
People of counties, each agency, county and State once in a group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.measures._by import group_order
from custodes.measures._counties import people_of_states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

MATCHED = {
    "by_list": "list",
    "by_name": "name",
    "state_wide": "state-wide",
    "unplaced": "unplaced",
}
_NUMBERS = (
    "agencies",
    *MATCHED,
    "counties",
    "people",
    "counties_municipal",
    "people_municipal",
    "people_state_wide",
)

# An agency, a county and a State each count once in a group: three groupings, added up.
_ONCE = {
    "agency_key": {
        "agencies": "1",
        **{n: f"MAX(CASE WHEN matched = '{m}' THEN 1 ELSE 0 END)" for n, m in MATCHED.items()},
    },
    "county_fips": {
        "counties": "MAX(CASE WHEN county_fips IS NOT NULL AND agency_kind = 'county' "
        "THEN 1 ELSE 0 END)",
        "people": "MAX(CASE WHEN agency_kind = 'county' THEN COALESCE(people, 0) ELSE 0 END)",
        "counties_municipal": "MAX(CASE WHEN county_fips IS NOT NULL THEN 1 ELSE 0 END) "
        "- MAX(CASE WHEN county_fips IS NOT NULL AND agency_kind = 'county' THEN 1 ELSE 0 END)",
        "people_municipal": "MAX(COALESCE(people, 0)) "
        "- MAX(CASE WHEN agency_kind = 'county' THEN COALESCE(people, 0) ELSE 0 END)",
    },
    "state": {
        "people_state_wide": "MAX(CASE WHEN matched = 'state-wide' THEN COALESCE(state_people, 0) "
        "ELSE 0 END)"
    },
}


def people_query(rows: str, by: tuple[str, ...], names: Mapping[str, str]) -> str:
    """
    The sums of rows of ``partner_areas`` that ``why`` does not leave out.
    """
    parts = []
    for key, sums in _ONCE.items():
        columns = ", ".join(f"{sums.get(n, '0')} AS {n}" for n in _NUMBERS)
        named = ", ".join((*(f"{names[b]} AS by_{i}" for i, b in enumerate(by)), f"{key} AS one"))
        groups = ", ".join(str(i) for i in range(1, len(by) + 2))
        parts.append(f"SELECT {named}, {columns} FROM kept GROUP BY {groups}")
    split = "".join(f"by_{i} AS {b}, " for i, b in enumerate(by))
    totals = ", ".join(f"CAST(SUM({n}) AS BIGINT) AS {n}" for n in _NUMBERS)
    together = "\nUNION ALL ".join(parts)
    none = "" if by else " HAVING COUNT(*) > 0"
    return (
        f"WITH kept AS (SELECT * FROM ({rows}) j WHERE why IS NULL)\n"
        f"SELECT {split}{totals}\nFROM ({together}) u{group_order(by)}{none}"
    )


def with_share(table: pa.Table, by: tuple[str, ...], where: dict[str, str]) -> pa.Table:
    """
    Add the people of each row's State, or of all, and the share.
    """
    import pyarrow as pa

    states = people_of_states()
    every = sum(states.values())
    asked = where.get("state")
    one = None if asked is None else states.get(asked.upper())
    of: list[int | None] = []
    for row in table.to_pylist():
        if "state" in by:
            of.append(states.get(row["state"] or ""))
        else:
            of.append(every if asked is None else one)
    people = table.column("people").to_pylist()
    shares = [p / o if o else None for p, o in zip(people, of, strict=True)]
    table = table.append_column("people_of", pa.array(of, pa.int64()))
    return table.append_column("share", pa.array(shares, pa.float64()))
