"""
Detainers and arrests from jails as one list of events, each placed in a State and county.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from custodes.engine import Step
from custodes.measures._counties import counties, county_named, place_agency
from custodes.measures._counting import register_spellings
from custodes.measures._episodes import EPISODE
from custodes.records import code_lists

if TYPE_CHECKING:
    from custodes.measures._view import View

KINDS = {
    "287g": "partner_arrest",
    "cap_local_incarceration": "jail_arrest",
    "custodial_arrest": "jail_arrest",
}
"""Codes of methods that are arrests by partners, or of people whom a local jail holds."""

_DETAINERS = """
SELECT d.origin, 'detainer' AS kind, d.release, CAST(d.detainer_prepare_date AS DATE) AS day_of,
       d.facility_state AS state_text, 'facility' AS place_kind,
       d.detention_facility_code AS place_code, d.detention_facility AS place_name,
       COALESCE(d.detention_facility_code, d.detention_facility) AS facility,
       d.facility_aor AS office, d.citizenship_country AS country,
       CASE WHEN d.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN d.detainer_prepare_date IS NULL THEN 'no_date'
            WHEN CAST(d.detainer_prepare_date AS DATE) > e.extract THEN 'after_extract'
            WHEN d.unique_identifier IS NOT NULL AND d.place > 1 THEN 'repeated' END AS left_out
FROM (SELECT s.*, ROW_NUMBER() OVER (
          PARTITION BY release, superseded_by, unique_identifier, detainer_prepare_date
          ORDER BY file, sheet, row) AS place
      FROM detainers s) d
LEFT JOIN extracts e ON e.release = d.release
LEFT JOIN agreed_local_detainers l ON l.release = d.release"""

_ARRESTS = """
SELECT a.origin, COALESCE(m.kind, 'jail_arrest') AS kind, a.release,
       CAST(a.apprehension_date AS DATE) AS day_of,
       a.apprehension_state AS state_text, 'county' AS place_kind,
       CAST(NULL AS STRING) AS place_code, a.apprehension_county AS place_name,
       CAST(NULL AS STRING) AS facility, a.apprehension_aor AS office,
       a.citizenship_country AS country,
       CASE WHEN a.superseded_by IS NOT NULL THEN 'superseded'
            WHEN l.release IS NOT NULL THEN 'local'
            WHEN a.apprehension_date IS NULL THEN 'no_date'
            WHEN CAST(a.apprehension_date AS DATE) > e.extract THEN 'after_extract'
            WHEN {stands} = 0 THEN 'repeated'
            WHEN m.kind IS NULL THEN 'other_method' END AS left_out
FROM arrests a
LEFT JOIN agreed_methods m ON m.spelling = LOWER(a.apprehension_method)
LEFT JOIN extracts e ON e.release = a.release
LEFT JOIN agreed_local_arrests l ON l.release = a.release"""

_PLACES = {
    "detainers": (
        "SELECT DISTINCT facility_state AS state, detention_facility_code AS code, "
        "detention_facility AS name FROM detainers"
    ),
    "arrests": (
        "SELECT DISTINCT apprehension_state AS state, CAST(NULL AS STRING) AS code, "
        "apprehension_county AS name FROM arrests"
    ),
}
_FACILITIES = (
    "SELECT DISTINCT detention_facility_code AS code, state, county, county_fips FROM facilities "
    "WHERE detention_facility_code IS NOT NULL AND (county IS NOT NULL OR county_fips IS NOT NULL) "
    "ORDER BY 1, 2, 3, 4"
)
_IN_NAME = re.compile(r"\b(county|parish|borough|co)\b", re.IGNORECASE)


def events_step(view: View) -> Step:
    """
    The step that makes ``agreed_all`` of the tables that the dataset has.
    """
    parts = []
    if view.has("detainers"):
        parts.append(_DETAINERS)
    if view.has("arrests"):
        stands = f"a.{EPISODE}" if EPISODE in view.columns("arrests") else "1"
        parts.append(_ARRESTS.format(stands=stands))
    return Step("agreed_all", "\nUNION ALL".join(parts).strip(), kept=False)


def register_events(view: View) -> None:
    """
    Register what the step and the events' places are joined to.
    """
    import pyarrow as pa

    register_spellings(view, "agreed_methods", "apprehension_method", KINDS)
    register_spellings(view, "agreed_states", "state", {})
    listed = _listed(view)
    rows = [
        _placed(r, "facility" if table == "detainers" else "county", listed)
        for table, query in _PLACES.items()
        if view.has(table)
        for r in view.engine.fetch(query).to_pylist()
    ]
    names = ("kind", "state_text", "place_code", "place_name", "fips", "county_by")
    view.engine.register(
        "agreed_counties",
        pa.Table.from_pylist(rows, schema=pa.schema([(n, pa.string()) for n in names])),
    )


def _listed(view: View) -> dict[str, str]:
    """
    County of each facility, by the lists of facilities that the dataset holds.
    """
    if not view.has("facilities"):
        return {}
    found: dict[str, str] = {}
    for r in view.engine.fetch(_FACILITIES).to_pylist():
        fips = r["county_fips"] if r["county_fips"] in counties() else None
        fips = fips or county_named(_state(r["state"]), r["county"])
        if fips:
            found.setdefault(r["code"], fips)
    return found


def _placed(row: dict[str, Any], kind: str, listed: dict[str, str]) -> dict[str, str | None]:
    state, name = _state(row["state"]), row["name"]
    by, fips = "unknown", None
    if kind == "county":
        if fips := county_named(state, name):
            by = "record"
    elif (fips := listed.get(row["code"] or "")) and counties()[fips].state == state:
        by = "facility list"
    else:
        # "Hennepin County Jail" says its county; a town's lockup does not.
        named = name is not None and _IN_NAME.search(name)
        fips = place_agency(state, name, None, "County").fips if named else None
        by = "facility name" if fips else "unknown"
    return {
        "kind": kind,
        "state_text": row["state"] or "",
        "place_code": row["code"] or "",
        "place_name": name or "",
        "fips": fips,
        "county_by": by,
    }


@cache
def _state(text: str | None) -> str | None:
    known = {s.lower(): c for s, c in code_lists()["state"].spellings().items()}
    return known.get((text or "").lower())
