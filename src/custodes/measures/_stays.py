"""
Each stay with the groups it is counted under, made once for the measures that need them.

``stay_facts`` has a row for each of ``stays``, with the position it has there (``origin``)
and these groups:

* ``level``: the case's threat level as last recorded: 1, 2, 3; ``none`` (the agency's NA);
  ``withheld``, ``not given`` and ``not read``.
* ``criminality``: conviction, charge or neither, at book-in; ``not given``.
* ``offense_group``: of the most serious conviction, by `custodes.measures._offenses`.
* ``office``: area of responsibility of the last stint that names one; else that of the
  last book-in that names one; else that of the last facility by a list of facilities.
* ``office_told_by``: ``stay``, ``book_in``, ``list``; ``not told``.
* ``negligent``: 1 where that conviction is negligent manslaughter, which may count as
  homicide or not.
* ``state``: of the last facility by a list of facilities. Null: no list, or not on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import Step, read_steps
from custodes.measures._counting import register_spellings
from custodes.measures._offenses import register_offenses

if TYPE_CHECKING:
    from custodes.measures._view import View

GROUPS = ("office", "state", "country", "level", "criminality", "offense_group", "office_told_by")
"""What `stay_facts` can be split by, besides its release and its days."""

# Lists can differ on a facility: then they tell nothing of it.
_LISTED = """
SELECT detention_facility_code AS facility,
       CASE WHEN MIN(state) = MAX(state) THEN MIN(state) END AS state,
       CASE WHEN MIN(field_office) = MAX(field_office) THEN MIN(field_office) END AS office
FROM facilities WHERE detention_facility_code IS NOT NULL GROUP BY detention_facility_code
"""
_UNLISTED = (
    "SELECT CAST(NULL AS STRING) AS facility, CAST(NULL AS STRING) AS state, "
    "CAST(NULL AS STRING) AS office"
)
_BOOKED = """
SELECT stay_id, MAX_BY(book_in_aor, book_in_date_time) AS office FROM stints
WHERE stay_id IS NOT NULL AND book_in_aor IS NOT NULL AND duplicate_kind IS NULL GROUP BY stay_id
"""
_NOT_BOOKED = "SELECT CAST(NULL AS STRING) AS stay_id, CAST(NULL AS STRING) AS office"
_NEEDED = {"stay_id", "book_in_aor", "duplicate_kind"}


def stay_steps(view: View) -> tuple[Step, ...]:
    """
    Register what the groups are read from, and give the steps that make ``stay_facts``.
    """
    register_spellings(view, "stay_levels", "threat_level", {})
    register_spellings(view, "stay_criminality", "criminality", {})
    register_offenses(view, "stay_offenses")
    booked = view.has("stints") and set(view.columns("stints")) >= _NEEDED
    return (
        Step("stay_booked", _BOOKED if booked else _NOT_BOOKED, kept=True),
        Step("stay_listed", _LISTED if view.has("facilities") else _UNLISTED, kept=True),
        *read_steps("custodes.measures", "_stays.sql"),
    )


def place_caveats(view: View, of: str = "stay_facts") -> tuple[str, ...]:
    """
    What the reader must know of offices and States, after `stay_steps` ran.
    """
    found = view.engine.fetch(
        f"SELECT COUNT(*) AS n, COUNT(office) AS told, COUNT(state) AS placed FROM {of}"
    ).to_pylist()[0]
    if not found["n"]:
        return ()
    said = [
        (
            f"Of {found['n']} stays in all, {found['n'] - found['told']} name no office and "
            f"{found['n'] - found['placed']} no State. Where the stay names none, the office is that "
            "of a book-in or of a list of facilities, which need not be the one that had the case."
        )
    ]
    if not view.has("facilities"):
        said.append("This dataset holds no list of facilities, so no State is known.")
    return tuple(said)
