"""
The steps in order, from canonical Parquet to one Parquet file a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from custodes.engine import Engine, Step
from custodes.errors import CallError
from custodes.histories.ddp._steps import (
    REMOVALS_RULES,
    arrest_stay_steps,
    arrest_steps,
    event_steps,
    output,
    stay_steps,
    stint_steps,
)

EXTRACTS = {
    "2025-07": datetime(2025, 7, 28, 23, 59, 59),  # noqa: DTZ001
    "2026-03": datetime(2026, 3, 10, 23, 59, 59),  # noqa: DTZ001
}
"""The constants in the project's own code, for comparison with its published stays."""

_NO_FACILITIES = """
SELECT
    CAST(NULL AS STRING) AS detention_facility_code,
    CAST(NULL AS STRING) AS city,
    CAST(NULL AS STRING) AS state,
    CAST(NULL AS STRING) AS county
WHERE 1 = 0
"""
_FIRST_OF_EACH_CODE = """
SELECT detention_facility_code, city, state, county
FROM (
    SELECT
        detention_facility_code, city, state, county,
        row_number() OVER (PARTITION BY detention_facility_code ORDER BY position) AS place
    FROM facilities
    WHERE detention_facility_code IS NOT NULL
) AS listed
WHERE place = 1
"""


@dataclass(frozen=True)
class _Stage:
    made: str
    steps: list[Step]
    needs: frozenset[str]

    @property
    def leaves(self) -> list[str]:
        """
        What no later stage reads, in an order in which it can be dropped.
        """
        return [s.name for s in reversed(self.steps) if s.name != "ddp_stint_marks"]


def run(
    engine: Engine,
    inputs: Mapping[str, Sequence[Path]],
    out: Path,
    *,
    extracts: Mapping[str, datetime],
    facilities: Sequence[Path] | None = None,
    removals_rule: str = "plain",
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, list[Path]]:
    """
    Apply the Deportation Data Project's rules to canonical tables.

    Each release is taken by itself. Rows that the rules cannot tell apart are taken
    in the order of the input; the same input gives the same bytes.

    Args:
        engine: Where the SQL runs; its tables of the names used here are replaced.
        inputs: Parquet of stints, arrests, detainers, encounters and removals, files
            in the order in which they were read; a table that is not there is left out.
        out: Folder for ``ddp_*.parquet``, one file a table; see `COLUMNS`.
        extracts: By release, the last moment of the extract, to which an open
            stint runs when the longest is looked for.
        facilities: Parquet of facilities; null: city, state and county are null.
        removals_rule: "plain" flags all rows of a person and day (July 2025) and
            leaves duplicate_drop_row null; "2026-08" also says which to drop.
        progress: Told the stage, tables done and tables in all.

    Returns:
        The files written, by table.

    Raises:
        CallError: A release has no end of extract, or the rule is not known.
    """
    if removals_rule not in REMOVALS_RULES:
        known = " or ".join(REMOVALS_RULES)
        raise CallError(f"no rule for removals of the name {removals_rule!r}: say {known}.")
    stages = [s for s in _stages(removals_rule) if s.needs <= inputs.keys()]
    for name, paths in inputs.items():
        engine.read_parquet(name, paths, position="position")
    _register_extracts(engine, extracts, ended="stints" in inputs)
    _register_facilities(engine, facilities)
    written = {}
    for done, stage in enumerate(stages):
        _tell(progress, done, len(stages))
        path = out / f"{stage.made}.parquet"
        engine.run(stage.steps)
        engine.write_parquet(output(stage.made), path)
        engine.drop(*stage.leaves)
        engine.read_parquet(stage.made, [path], position="position")
        written[stage.made] = [path]
    _tell(progress, len(stages), len(stages))
    engine.drop(*written, "ddp_stint_marks", "facility_places", "facilities", "extracts", *inputs)
    return written


def _stages(removals_rule: str) -> Iterator[_Stage]:
    both = frozenset({"stints", "arrests"})
    yield _Stage("ddp_stints", stint_steps(), both & {"stints"})
    yield _Stage("ddp_stays", stay_steps(), both & {"stints"})
    yield _Stage("ddp_arrests", arrest_steps(), both & {"arrests"})
    yield _Stage("ddp_arrest_stays", arrest_stay_steps(), both)
    for name in ("detainers", "encounters", "removals"):
        yield _Stage(f"ddp_{name}", event_steps(name, removals_rule), frozenset({name}))


def _register_extracts(engine: Engine, extracts: Mapping[str, datetime], *, ended: bool) -> None:
    import pyarrow as pa

    known = pa.table(
        {
            "release": pa.array(extracts.keys(), pa.string()),
            "extract_end": pa.array(extracts.values(), pa.timestamp("us")),
        }
    )
    engine.drop("extracts")
    engine.register("extracts", known)
    if not ended:
        return
    without = engine.fetch(
        "SELECT DISTINCT release FROM stints WHERE release NOT IN (SELECT release FROM extracts)"
    )["release"].to_pylist()
    if without:
        raise CallError(
            f"release {min(without)!r} has no end of extract, which open stints need: give it one."
        )


def _register_facilities(engine: Engine, facilities: Sequence[Path] | None) -> None:
    if facilities:
        engine.read_parquet("facilities", facilities, position="position")
    first = _FIRST_OF_EACH_CODE if facilities else _NO_FACILITIES
    engine.run([Step("facility_places", first, kept=True)])


def _tell(progress: Callable[[str, int, int], None] | None, done: int, total: int) -> None:
    if progress is not None:
        progress("histories", done, total)
