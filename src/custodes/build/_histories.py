"""
The histories of a build, by the rules that were asked for, and their clocks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from custodes.build._options import Mode, Progress
from custodes.engine import Engine

PEOPLE = ("stints", "arrests", "detainers", "encounters", "removals")


def make_histories(
    engine: Engine,
    tables: Mapping[str, Sequence[Path]],
    out: Path,
    mode: Mode,
    extracts: Mapping[str, dt.datetime],
    tell: Progress,
) -> dict[str, list[Path]]:
    """
    Write the tables of the histories, and the clocks of their stays.

    Args:
        engine: Where they run.
        tables: The canonical tables.
        out: The folder to write into.
        mode: Whose rules.
        extracts: The last moment each release can know of.
        tell: Told the stage and how far it is.

    Returns:
        The files of each table; one of the name of a canonical table takes its
        place, holding all its rows and columns and more.
    """
    made: dict[str, list[Path]] = {}
    if mode == "records":
        return made
    persons = {t: tables[t] for t in PEOPLE if t in tables}
    if persons and mode in ("custodes", "both"):
        from custodes.histories.people import run as run_people

        made |= run_people(
            engine,
            persons,
            out,
            extracts=extracts,
            facilities=tables.get("facilities", ()),
            progress=tell,
        )
        from custodes.measures.screen import run as run_screen

        tell("clocks", 0, 1)
        made |= run_screen(engine, made, out, extracts=extracts)
        tell("clocks", 1, 1)
    if persons and mode in ("ddp", "both"):
        from custodes.histories.ddp import run as run_ddp

        made |= run_ddp(
            engine, persons, out, extracts=extracts, facilities=tables.get("facilities")
        )
    if "agreements" in tables:
        from custodes.histories.agreements import run as run_agreements

        made |= run_agreements(engine, {"agreements": tables["agreements"]}, out)
    # A table that had nothing to read has no file.
    return {name: paths for name, paths in made.items() if paths}
