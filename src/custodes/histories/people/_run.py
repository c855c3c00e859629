"""
The steps in order, from canonical Parquet to Parquet of people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from custodes import records
from custodes.engine import Engine
from custodes.histories.people._ends import END_RULES
from custodes.histories.people._stages import EVENTS, STAGES, Work


@dataclass(frozen=True, slots=True)
class Limits:
    """
    The lengths of time on which the rules turn.
    """

    episode_hours: int = 24
    """Arrests of a person within this of the one before are one episode."""
    hours_before: int = -120
    """A stay may be dated this long before its arrest (as a negative number)."""
    hours_after: int = 240
    """A stay may begin this long after its arrest."""
    transit_days: int = 3
    """A transfer this close to the extract's end may still be on its way."""
    removal_days_before: int = 1
    """A removal may be dated this long before the end of custody."""
    removal_days_after: int = 10
    """A removal may be dated this long after the end of custody."""
    detainer_days: int = 180
    """A detainer may come this long before its arrest."""


def run(
    engine: Engine,
    inputs: Mapping[str, Sequence[Path]],
    out: Path,
    *,
    extracts: Mapping[str, datetime],
    facilities: Sequence[Path] = (),
    limits: Limits | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, list[Path]]:
    """
    Work out what happened to each person from canonical tables.

    Args:
        engine: Where the SQL runs; its tables of the names used here are replaced.
        inputs: Parquet of stints, arrests, detainers and removals; others are passed
            over, and one that is not there is taken as empty.
        out: Folder for the files: one a file of stints and arrests read, and one each
            of stays, arrest_stays, timelines, redetentions and ledger.
        extracts: By release, its last moment, that day being taken as partial. A stay
            of a release without one is never said to be held.
        facilities: Parquet of facilities with their States, for `stay_hours_uncertain_by`.
        limits: Lengths of time on which the rules turn.
        progress: Told the stage, steps done and steps in all.

    Returns:
        The files written, by table. The columns are those of `custodes.records`, for
        stints and arrests with `Table.added` after them; those of the ledger are
        table_name, step, reason, n_rows, of_rows and release.

    Raises:
        DatasetDamagedError: A table holds a file's row twice, or a row without a number.
    """
    work = Work(engine, asdict(limits or Limits()), inputs, out)
    _open(engine, inputs, extracts, facilities)
    for done, stage in enumerate(STAGES):
        if progress is not None:
            progress("histories", done, len(STAGES))
        stage(work)
    if progress is not None:
        progress("histories", len(STAGES), len(STAGES))
    read = (f"read_{name}" for name in (*EVENTS, "facilities"))
    engine.drop(*reversed(work.names), *read, "extracts", "end_rules")
    return work.made


def _open(
    engine: Engine,
    inputs: Mapping[str, Sequence[Path]],
    extracts: Mapping[str, datetime],
    facilities: Sequence[Path],
) -> None:
    import pyarrow as pa

    for name, paths in (*((n, inputs.get(n, ())) for n in EVENTS), ("facilities", facilities)):
        engine.drop(f"read_{name}")
        if paths:
            engine.read_parquet(f"read_{name}", paths)
        else:
            engine.register(f"read_{name}", records.arrow_schema(name).empty_table())
    engine.drop("extracts", "end_rules")
    engine.register(
        "extracts",
        pa.table(
            {
                "release": pa.array(extracts.keys(), pa.string()),
                "extract_end": pa.array(extracts.values(), pa.timestamp("us")),
            }
        ),
    )
    engine.register(
        "end_rules",
        pa.table(
            {
                "end_rule": [r.rule for r in END_RULES],
                "end_status": [r.status for r in END_RULES],
                "end_evidence": [r.evidence for r in END_RULES],
                "end_confidence": [r.confidence for r in END_RULES],
            }
        ),
    )
