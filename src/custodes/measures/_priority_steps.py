"""
Arrests with what the histories know of them: their episode, and the stay that followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import Step
from custodes.measures._episodes import EPISODE

if TYPE_CHECKING:
    from custodes.measures._view import View

_STAYS = (
    "SELECT k.episode_id, MIN(s.most_serious_conviction_code) AS code, "
    "MIN(s.most_serious_conviction_charge) AS charge, "
    "MAX(CASE WHEN s.redacted LIKE '%most_serious_conviction_c%' THEN 1 ELSE 0 END) AS withheld "
    "FROM arrest_stays k JOIN stays s ON s.stay_id = k.stay_id GROUP BY k.episode_id"
)
_NO_STAYS = (
    "SELECT CAST(NULL AS STRING) AS episode_id, CAST(NULL AS STRING) AS code, "
    "CAST(NULL AS STRING) AS charge, 0 AS withheld FROM arrests WHERE FALSE"
)


def first_steps(view: View) -> tuple[Step, Step]:
    """
    The arrests with what the histories add to them, where those were built.
    """
    columns = view.columns("arrests")
    keyed = "episode_id" in columns
    linked = keyed and all(view.has(t) for t in ("arrest_stays", "stays"))
    first = f"a.{EPISODE}" if EPISODE in columns else "1"
    episode = "a.episode_id" if keyed else "CAST(NULL AS STRING)"
    marked = (
        f"SELECT a.*, {first} AS stands_for_event, {episode} AS episode, "
        f"{int(linked)} AS linked FROM arrests a"
    )
    return (
        Step("priority_marked_arrests", marked, kept=False),
        Step("priority_convictions", _STAYS if linked else _NO_STAYS, kept=False),
    )
