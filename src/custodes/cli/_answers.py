"""
What the commands about measures share: computing one, and telling what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.cli._show import lines
from custodes.errors import CallError

if TYPE_CHECKING:
    from custodes.measures import Findings, Measure, View

SHOWN = 60
"""Rows shown on a terminal; the other forms give all."""


def known(name: str) -> Measure:
    """
    A measure by its name.

    Raises:
        CallError: there is none of that name.
    """
    from custodes.measures import catalog

    if name not in catalog():
        raise CallError(f"no measure {name!r}; there are {', '.join(catalog())}.")
    return catalog()[name]


def split_of(by: Sequence[str]) -> list[str]:
    """
    The names of ``--by``, given one by one or as a,b.
    """
    return [part for given in by for part in given.split(",") if part]


def limits_of(where: Sequence[str]) -> dict[str, str]:
    """
    The names and values of ``--where``.

    Raises:
        CallError: one is no NAME=VALUE, or a name has two values.
    """
    from custodes.cli._pairs import pairs

    found: dict[str, str] = {}
    for name, value in pairs("--where", where):
        if found.setdefault(name, value) != value:
            raise CallError(
                f"--where gives {name!r} two values, and no row has both; "
                f"ask for one, or split --by {name}."
            )
    return found


def compute(
    measure: Measure, folder: Path, split: list[str] | None, limits: dict[str, str]
) -> tuple[View, Findings]:
    """
    The answer of a measure, and the dataset as it left it.

    Raises:
        CallError: a value asked for occurs nowhere; says which do.
    """
    from custodes.measures import View, check_values
    from custodes.provenance import Dataset

    view = View.of(Dataset.open(folder))
    findings = measure.compute(view, split, limits)
    if findings.empty:
        check_values(measure, view, limits)
    return view, findings


def figures(findings: Findings) -> list[str]:
    """
    The title and the figures, as lines for a terminal.
    """
    table = findings.table
    rows = [list(r.values()) for r in table.slice(0, SHOWN).to_pylist()]
    made_up = ["SYNTHETIC: no real person"] if any(s.synthetic for s in findings.sources) else []
    said = [*made_up, findings.title, "", lines(rows, table.column_names) or "nothing was counted."]
    if table.num_rows > SHOWN:
        said.append(f"... {table.num_rows - SHOWN:,} more rows; --format csv gives all")
    return said


def ledger(findings: Findings) -> list[str]:
    """
    The ledger and the caveats, as lines for a terminal.
    """
    said = []
    for part in findings.ledger.parts:
        said.append(f"{part.about}: {part.all_rows:,} {part.unit}, {part.counted:,} counted")
        said += [f"  {loss.rows:,} left out: {loss.why}" for loss in part.losses]
    said += [f"note: {c}" for c in findings.caveats]
    if findings.ledger.parts and not any(p.all_rows for p in findings.ledger.parts):
        names = ", ".join(p.about for p in findings.ledger.parts)
        said.append(f"note: Nothing was read into {names}: the dataset has no row of it.")
    return said
