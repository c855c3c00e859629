"""
Stints in a kind of facility: marks of repetition, ends, and the answer made of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from custodes.engine import Step
from custodes.measures._answer import SET_ASIDE_REASONS, answer, set_aside
from custodes.measures._counting import Counting, register_spellings
from custodes.measures._findings import Findings
from custodes.measures._measure import Measure
from custodes.measures._view import View

# Without the histories nothing tells a repeated row, or an end that a repeat brought.
_WITH = ("duplicate_kind", "last_book_out_date_time")
_MARKED = "SELECT s.*, COALESCE(s.last_book_out_date_time, s.book_out_date_time) AS ended_at FROM stints s"
_UNMARKED = "SELECT s.*, CAST(NULL AS STRING) AS duplicate_kind, s.book_out_date_time AS ended_at FROM stints s"

STINT_REASONS = {
    **SET_ASIDE_REASONS,
    "duplicate": "the row repeats a stint",
    "no_place": "neither code nor name of a facility",
    "elsewhere": "not in such a facility",
    "no_date": "the book-in is blank, withheld or unreadable",
    "after_extract": "booked in after the release was drawn",
    "no_ends": "the release publishes no book-outs",
    "days_only": "the release publishes days without times",
    "left_open": "no end is recorded, though the person was booked in again later",
    "no_extract": "not ended, and it is not known when the release was drawn",
    "turned": "ended before it began",
}
"""Why stints in a kind of facility are left out; a measure says ``elsewhere`` in its words."""


# They ended, nobody wrote down when, and to measure them to the extract would make them
# last until it. A new book-in at the same moment is the same stint, or a correction.
_LEFT_OPEN = """
SELECT DISTINCT o.origin FROM marked_stints o
JOIN marked_stints t ON t.release = o.release AND t.unique_identifier = o.unique_identifier
                    AND t.book_in_date_time > o.book_in_date_time
WHERE o.ended_at IS NULL AND o.duplicate_kind IS NULL AND t.duplicate_kind IS NULL
"""


def stints_answer(
    measure: Measure,
    view: View,
    counting: Counting,
    prefix: str,
    steps: Sequence[Step],
    caveats: Sequence[str],
    values: Mapping[str, int] | None = None,
) -> Findings:
    """
    The answer of a measure of stints in a kind of facility.

    Its SQL finds ``marked_stints`` (with ``ended_at`` and ``duplicate_kind``),
    ``stints_left_open`` (``origin`` of those without an end whose person was booked in again
    later), ``<prefix>_local``, ``<prefix>_extracts`` and ``<prefix>_levels``.

    Args:
        measure: Whose answer it is.
        view: The dataset.
        counting: What to sum of what ``steps`` judge.
        prefix: Of the tables that are its own.
        steps: Its own.
        caveats: Its own.
        values: What ``steps`` bind.
    """
    aside = set_aside(view, f"{prefix}_local", "stints", {*counting.split, *counting.where})
    _register_moments(view, f"{prefix}_extracts")
    register_spellings(view, f"{prefix}_levels", "threat_level", {})
    marked = (
        Step("marked_stints", _MARKED if _is_marked(view) else _UNMARKED, kept=False),
        Step("stints_left_open", _LEFT_OPEN, kept=True),
    )
    view.once(marked)
    view.once(steps, values, aside)
    every = (*marked, *steps)
    said = (*caveats, *_caveats(view))
    return answer(measure, view, counting, every, of="stints", unit="stints", caveats=said)


def _is_marked(view: View) -> bool:
    """
    Whether the histories marked the stints.
    """
    return set(_WITH) <= set(view.columns("stints"))


def _caveats(view: View) -> tuple[str, ...]:
    """
    What the reader must know of stints counted by the kind of their facility.
    """
    said = []
    if not _is_marked(view):
        said.append("Repeated rows are counted: this dataset has no marks of duplicates.")
    if not view.has("facilities"):
        said.append("This dataset holds no list of facilities, so none was told by a list.")
    return tuple(said)


def _register_moments(view: View, name: str) -> None:
    """
    Register the moment to which an open stint is measured: the last its release knows of.

    Args:
        view: The dataset.
        name: Of the table: ``release``, ``extract_end`` (timestamp; null: not known).
    """
    import pyarrow as pa

    known = {
        r.id: dt.datetime.fromisoformat(r.extract_end) if r.extract_end else None
        for r in view.manifest.releases
    }
    columns = {
        "release": pa.array(list(known), pa.string()),
        "extract_end": pa.array(list(known.values()), pa.timestamp("us")),
    }
    view.engine.register(name, pa.table(columns))
