"""
Where facilities are, by the lists of facilities that a dataset holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import Step

if TYPE_CHECKING:
    from custodes.measures._view import View

# Lists can differ on a facility: then they tell nothing of it.
_LISTED = """
SELECT detention_facility_code AS facility,
       CASE WHEN MIN(state) = MAX(state) THEN MIN(state) END AS state
FROM facilities WHERE detention_facility_code IS NOT NULL GROUP BY detention_facility_code
"""
_UNLISTED = "SELECT CAST(NULL AS STRING) AS facility, CAST(NULL AS STRING) AS state"


def states_step(view: View, name: str) -> Step:
    """
    The step to a table of ``facility`` (its code) and ``state``; of no row without a list.
    """
    return Step(name, _LISTED if view.has("facilities") else _UNLISTED, kept=True)
