"""
Groups of people held that are looked up: only those asked for, since stints are many.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from custodes.engine import Step
from custodes.measures._counting import register_spellings
from custodes.measures._facilities import states_step

if TYPE_CHECKING:
    from custodes.measures._view import View

_GROUPS = {
    "state": (
        "f.state",
        "LEFT JOIN population_listed f ON f.facility = s.detention_facility_code",
    ),
    "level": (
        """CASE WHEN v.code IS NOT NULL THEN v.code
            WHEN s.case_threat_level IS NOT NULL THEN 'not read'
            WHEN CONCAT(';', COALESCE(s.redacted, ''), ';') LIKE '%;case_threat_level;%'
            THEN 'withheld' ELSE 'not given' END""",
        "LEFT JOIN population_levels v ON v.spelling = LOWER(s.case_threat_level)",
    ),
    "criminality": (
        "COALESCE(c.code, s.book_in_criminality, 'not given')",
        "LEFT JOIN population_criminality c ON c.spelling = LOWER(s.book_in_criminality)",
    ),
}
LOOKED_UP = tuple(_GROUPS)
"""What people can be split by that no column of stints gives as it is."""


def group_steps(view: View, asked: Collection[str]) -> tuple[Step, ...]:
    """
    The steps to ``population_grouped``: the judged stints with the groups asked for.
    """
    register_spellings(view, "population_levels", "threat_level", {})
    register_spellings(view, "population_criminality", "criminality", {})
    wanted = [(name, *_GROUPS[name]) for name in LOOKED_UP if name in asked]
    columns = "".join(f", {told} AS {name}" for name, told, _ in wanted)
    joins = "".join(f"\n{join}" for *_, join in wanted)
    return (
        states_step(view, "population_listed"),
        Step("population_grouped", f"SELECT s.*{columns} FROM population_stints s{joins}", False),
    )
