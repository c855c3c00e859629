"""
The columns of the tables that follow the Deportation Data Project's rules.

Names are the project's own where it has one; every table holds every column
always, all null where a release lacks it.
"""

from __future__ import annotations

from custodes.records import FILE_COLUMNS, table

SORTED = (
    "book_in_date_time", "detention_facility_code", "detention_release_reason",
    "stay_book_out_date", "stay_release_reason", "religion", "gender", "marital_status",
    "birth_year", "ethnicity", "entry_status", "felon", "bond_posted_date", "bond_posted_amount",
    "case_status", "case_category", "final_order_yes_no", "final_order_date",
    "case_threat_level", "book_in_criminality", "final_charge", "departed_date",
    "departure_country", "citizenship_country", "final_program", "most_serious_conviction_code",
    "most_serious_conviction_charge",
)  # fmt: skip
"""The sort order of a person's stints, nulls first."""

BOND = (
    "initial_bond_set_amount", "initial_bond_set_date", "bond_posted_amount", "bond_posted_date",
)  # fmt: skip
BOND_SEEN = (
    "initial_bond_set_amount_lowest_seen", "initial_bond_set_date_earliest_seen",
    "bond_posted_amount_lowest_seen", "bond_posted_date_earliest_seen",
)  # fmt: skip

OF_STINT = (
    "detention_facility", "detention_facility_code", "book_in_date_time", "book_out_date_time",
    "detention_release_reason", "book_in_site", "book_in_aor",
)  # fmt: skip
"""What belongs to a stint and is not handed on to its stay."""

SHARED = (
    "final_program", "case_status", "case_category", "departure_country", "final_order_yes_no",
    "birth_year", "citizenship_country", "gender", "departed_date", "final_order_date",
    "case_threat_level",
)  # fmt: skip
"""Taken from the stay where an arrest has one, null included."""

_STINTS = table("stints")
_ARRESTS = table("arrests")
_FROM_FILE = frozenset(c.name for c in FILE_COLUMNS if c.name != "release")

COMPARED = ("release", *(c.name for c in _STINTS.columns if c.name not in BOND))
"""Two stints that agree in all of these are one stint whose bond changed."""

STAY_LEVEL = tuple(name for name in _STINTS.names() if name not in {*OF_STINT, *BOND, *_FROM_FILE})
"""What a stay takes from its last stint, null included."""


def _thrice(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{which}" for which in ("first", "longest", "last") for name in names)


COLUMNS: dict[str, tuple[str, ...]] = {
    "ddp_stints": (
        *_STINTS.names(), "stint_ID", "stay_ID", "city", "state", "county", *BOND_SEEN,
        "duplicate_likely", "duplicate_likely_bond", "duplicate_likely_sameday",
        "duplicate_drop_row",
    ),
    "ddp_stays": (
        *STAY_LEVEL, "stay_ID", "n_stints", "n_stays", "detention_facility_codes_all", *BOND_SEEN,
        *_thrice(
            "detention_facility", "detention_facility_code", "book_in_date_time",
            "book_out_date_time", "city", "state", "county",
        ),
    ),
    "ddp_arrests": (
        *_ARRESTS.names(), "apprehension_state_filled_in", "is_reprocessed",
        "duplicate_episode_id", "duplicate_episode_first", "duplicate_likely",
        "duplicate_drop_row",
    ),
    "ddp_detainers": (*table("detainers").names(), "duplicate_likely"),
    "ddp_encounters": (*table("encounters").names(), "duplicate_likely"),
    "ddp_removals": (
        *table("removals").names(), "duplicate_likely", "duplicate_drop_row", "violent_charge",
    ),
}  # fmt: skip
"""Every column of every table, in stored order."""


def joined() -> dict[str, str]:
    """
    The columns of an arrest with its stay, each with the expression that gives it.

    A column of both tables that is not one of `SHARED` keeps its name for the
    arrest and takes the ending ``_stay`` for the stay.
    """
    arrests = COLUMNS["ddp_arrests"]
    found = {name: f"a.{name}" for name in arrests}
    for name in SHARED:
        found[name] = f"CASE WHEN s.arrest IS NOT NULL THEN s.{name} ELSE a.{name} END"
    for name in COLUMNS["ddp_stays"]:
        if name not in {"release", "unique_identifier", *SHARED}:
            found[f"{name}_stay" if name in arrests else name] = f"s.{name}"
    return found


COLUMNS["ddp_arrest_stays"] = (*joined(), "has_detention_stay")
