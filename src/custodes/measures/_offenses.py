"""
Groups of offenses, from the agency's code or, without one, from its words.

The group of a code is that of its first two characters under NCIC's classification; in
the agency's own additions (13AB, 35AA) they mean the same. Where no code gives a group,
the text of the charge does if it is one of those listed in ``offense_texts.toml``.

In SQL that both engines read, after ``register_offenses(view, "offenses")``::

    SELECT COALESCE(oc.offense_group, ot.offense_group,
                    CASE WHEN s.most_serious_conviction_code IS NOT NULL
                           OR s.most_serious_conviction_charge IS NOT NULL THEN 'not read'
                         WHEN COALESCE(s.redacted, '') LIKE '%most_serious_conviction_c%'
                         THEN 'withheld'
                         ELSE 'not given' END) AS offense_group
    FROM stays s
    LEFT JOIN offenses oc ON oc.spelling = SUBSTR(s.most_serious_conviction_code, 1, 2)
                         AND oc.length = LENGTH(s.most_serious_conviction_code)
    LEFT JOIN offenses ot ON ot.spelling = LOWER(s.most_serious_conviction_charge)

A table with a charge and no code (``arrests``) is joined as ``ot`` alone. No join can
repeat a row: a spelling is in the table once.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from custodes.law.us.severity_offenses import GROUPS

if TYPE_CHECKING:
    from custodes.measures._view import View

_FURTHER = {
    "02": "military",
    "14": "abortion",
    "27": "embezzlement",
    "39": "gambling",
    "41": "liquor",
    "51": "bribery",
    "55": "health_safety",
    "56": "civil_rights",
    "59": "elections",
    "60": "antitrust",
    "61": "tax",
    "62": "conservation",
    "71": "property_crimes",
    "72": "morals",
}
"""NCIC groups that no scheme of threat levels names, and the law's list leaves out."""

BY_CODE = dict(sorted({**_FURTHER, **GROUPS}.items()))
"""Group of the first two characters of a code."""

NOT_GIVEN, WITHHELD, NOT_READ = "not given", "withheld", "not read"
UNKNOWN = (NOT_GIVEN, WITHHELD, NOT_READ)
"""
Groups of rows without one, never spread over the others.

``not given`` is a row without code and charge: no conviction, none on record, or a
release that does not publish it. ``not read`` has one that is on no list of ours.
"""

_CODE_LENGTH = 4


@cache
def by_text() -> dict[str, str]:
    """
    Group of each charge that is read, in lower case.
    """
    text = (files("custodes.measures") / "offense_texts.toml").read_text("utf-8")
    return {c.lower(): group for group, charges in tomllib.loads(text).items() for c in charges}


def offense_group(code: str | None, charge: str | None, *, withheld: bool = False) -> str:
    """
    The group of one row, as the SQL above finds it.

    >>> offense_group("0999", None), offense_group(None, "Robbery"), offense_group("999", None)
    ('homicide', 'robbery', 'not read')
    """
    found = BY_CODE.get(code[:2]) if code is not None and len(code) == _CODE_LENGTH else None
    if found is None and charge is not None:
        found = by_text().get(charge.lower())
    if found is not None:
        return found
    if code is not None or charge is not None:
        return NOT_READ
    return WITHHELD if withheld else NOT_GIVEN


def register_offenses(view: View, name: str = "offenses") -> None:
    """
    Register the groups as a table to join to.

    Args:
        view: The dataset.
        name: Of the table: ``spelling`` (the first two characters of a code, or a charge
            in lower case), ``length`` (int32: that of a whole code; null: a charge) and
            ``offense_group``.
    """
    import pyarrow as pa

    codes, texts = BY_CODE, by_text()
    view.engine.register(
        name,
        pa.table(
            {
                "spelling": pa.array([*codes, *texts], pa.string()),
                "length": pa.array([_CODE_LENGTH] * len(codes) + [None] * len(texts), pa.int32()),
                "offense_group": pa.array([*codes.values(), *texts.values()], pa.string()),
            }
        ),
    )
