"""
Parts of an answer, as tests compare them.
"""

from collections.abc import Mapping
from typing import Any

from custodes.measures import Findings


def only(findings: Findings) -> dict[str, Any]:
    """
    The one row of an answer that has one.
    """
    (row,) = findings.table.to_pylist()
    return row


def losses(findings: Findings, reasons: Mapping[str, str], part: int = 0) -> dict[str, int]:
    """
    Rows left out of a part of the ledger, by the short name of why.
    """
    known = {text: why for why, text in reasons.items()}
    return {known[loss.why]: loss.rows for loss in findings.ledger.parts[part].losses}
