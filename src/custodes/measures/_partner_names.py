"""
Every 287(g) agreement by the name of its agency: what the lists themselves print.

An agency is no person, and the lists are the agency's own, so nothing of them is hidden.
Only what tells of the agency and its agreement is taken: the columns in which a list may
have other text (addenda, links) are left where they are.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from custodes.measures._partner_lists import run_lists

if TYPE_CHECKING:
    from custodes.measures._view import View

_QUERY = """
SELECT h.state_code AS state, h.agency, COALESCE(c.county, h.county) AS county,
       h.agency_type, h.model, h.status, h.signed_first, h.signed_last,
       h.first_seen, h.last_seen, h.dropped_by, h.rejoined,
       h.first_pending, h.last_pending, h.file AS list_file,
       s.agency_key IS NOT NULL AS applied
FROM agreement_histories h
LEFT JOIN partner_places p ON p.agency_key = h.agency_key
LEFT JOIN partner_counties c ON c.fips = p.fips
LEFT JOIN agreement_spells s ON s.agency_key = h.agency_key AND s.model = h.model
 AND s.list_kind = 'pending' AND s.next_list IS NULL
ORDER BY h.state_code, h.agency, h.agency_key, h.model
"""


@dataclass(frozen=True, slots=True)
class Partner:
    """
    One agreement, of one agency and one model, over all lists.
    """

    state: str | None
    """Two-letter code. Null: none that we know."""
    agency: str
    """As last printed."""
    county: str | None
    """``Name, XX`` where it is known to be one county; else as printed."""
    agency_type: str | None
    """As printed."""
    model: str
    """Our code; as printed where we have none."""
    status: str
    """listed, pending, dropped (on no later list) or lapsed (an application, likewise)."""
    signed_first: dt.date | None
    """Earliest day of signature printed. Null: none could be read."""
    signed_last: dt.date | None
    """Another than the first is a new agreement or a correction."""
    first_seen: dt.date | None
    """First participating list with it. Null: never more than pending."""
    last_seen: dt.date | None
    dropped_by: dt.date | None
    """First list without it. Null: still listed, or never."""
    rejoined: int | None
    """Times it was back after lists without it."""
    first_pending: dt.date | None
    last_pending: dt.date | None
    list_file: str
    """The last list that has it."""
    applied: bool
    """On the last pending list, whatever became of it since."""


def partners_by_name(view: View) -> tuple[Partner, ...]:
    """
    Every agreement that any list has, by State, agency and model.

    Raises:
        MissingTableError: a table of agreements is not there.
    """
    run_lists(view, "partners")
    return tuple(Partner(**row) for row in view.engine.fetch(_QUERY).to_pylist())
