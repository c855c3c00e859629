"""
A dataset as measures see it: an engine with its tables, and its manifest.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.errors import MissingTableError
from custodes.provenance import Dataset, Manifest

if TYPE_CHECKING:
    from custodes.engine import Engine, Step
    from custodes.engine._engine import Value

NATIONAL = "national"
ORIGIN = "origin"
"""Position of each row of a table; what is judged carries it on, so as to be traced."""

# What fills a table, in the words of whoever has to go and find it.
FILLED_BY = {
    "arrests": "any release of administrative arrests (FY2012-2023 or the 2025 and 2026 releases)",
    "removals": "any release of removals (FY2003-2023 or the 2025 and 2026 releases)",
    "encounters": "any release of encounters (FY2012-2023 or the 2025 and 2026 releases)",
    "detainers": "any release of detainers (the 2025 and 2026 releases, or a State's)",
    "stints": "any release of detentions (FY2012-2023 or the 2025 and 2026 releases)",
    "stays": "any release of detentions (FY2012-2023 or the 2025 and 2026 releases), built with "
    "the histories of custodes",
    "clocks": "any release of detentions (FY2012-2023 or the 2025 and 2026 releases), built with "
    "the histories of custodes",
    "redetentions": "any release of detentions (FY2012-2023 or the 2025 and 2026 releases), built "
    "with the histories of custodes",
    "agreements": "the participating and pending 287(g) lists that ICE publishes",
    "agreement_histories": "the participating and pending 287(g) lists that ICE publishes",
    "agreement_spells": "the participating and pending 287(g) lists that ICE publishes",
    "stops": "stops in the columns of the Stanford Open Policing Project",
    "benchmarks": "a csv with the headers place_kind, place, race, people",
    "population": "people of counties by race, from the American Community Survey",
    "fields": "any file that 'custodes build' has read",
    "published_series": "a series that others counted, such as Vera's national daily population",
}


@dataclass(slots=True)
class View:
    """
    An engine whose tables are a dataset's, with what the manifest says of them.
    """

    engine: Engine
    tables: Mapping[str, Sequence[Path]]
    manifest: Manifest
    _columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _ran: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: Dataset, engine: Engine | None = None) -> View:
        """
        Open a dataset's tables on an engine, DuckDB unless told.
        """
        return cls.over(dataset.tables, dataset.manifest, engine)

    @classmethod
    def over(
        cls,
        tables: Mapping[str, Sequence[Path]],
        manifest: Manifest,
        engine: Engine | None = None,
    ) -> View:
        """
        Open Parquet files by table name.
        """
        engine = engine or _spilling()
        for name, paths in tables.items():
            if paths:
                engine.read_parquet(name, paths, position=ORIGIN)
        return cls(engine, tables, manifest)

    def has(self, table: str) -> bool:
        """
        Whether the dataset holds the table at all; it may be empty.
        """
        return bool(self.tables.get(table))

    def columns(self, table: str) -> tuple[str, ...]:
        """
        Names of a table's columns, without the position.
        """
        if table not in self._columns:
            empty = self.engine.fetch(f"SELECT * FROM {table} LIMIT 0")
            self._columns[table] = tuple(n for n in empty.column_names if n != ORIGIN)
        return self._columns[table]

    def once(
        self,
        steps: Sequence[Step],
        values: Mapping[str, Value] | None = None,
        given: object = None,
    ) -> None:
        """
        Run steps, unless they were what ran last under their names.

        A measure is split in many ways; its rows need to be judged only once.

        Args:
            steps: What to run.
            values: What they bind.
            given: Whatever else the outcome rests on: releases set aside, for one.
        """
        key = (tuple(steps), tuple(sorted((values or {}).items())), given)
        if any(self._ran.get(s.name) != key for s in steps):
            self.engine.run(steps, values)
            self._ran |= {s.name: key for s in steps}

    def need(self, measure: str, names: Iterable[str]) -> tuple[str, ...]:
        """
        Those of the tables that are there.

        Raises:
            MissingTableError: none is; says which releases would fill them.
        """
        wanted = tuple(names)
        found = tuple(n for n in wanted if self.has(n))
        if not found:
            needs = "; or ".join(f"{n} ({FILLED_BY[n]})" for n in wanted)
            raise MissingTableError(
                f"{measure!r} has nothing to count in this dataset; build it with {needs}."
            )
        return found

    def extracts(self) -> dict[str, dt.date | None]:
        """
        The last day each release can know of. Null: not known.
        """
        return {
            r.id: dt.date.fromisoformat(r.extract_end[:10]) if r.extract_end else None
            for r in self.manifest.releases
        }

    def local(self, table: str) -> tuple[str, ...]:
        """
        Releases of one area that fill a table beside larger national ones.

        They are no part of a national count. Where they are the larger part, what
        is there is not national anyhow, and all of it is counted.
        """
        scopes = {r.id: r.scope for r in self.manifest.releases}
        if all(s == NATIONAL for s in scopes.values()):
            return ()
        found = self.engine.fetch(f"SELECT release, COUNT(*) AS n FROM {table} GROUP BY release")
        sizes = {str(r["release"]): int(r["n"]) for r in found.to_pylist()}
        aside = sorted(r for r in sizes if scopes.get(r, NATIONAL) != NATIONAL)
        local = sum(sizes[r] for r in aside)
        return tuple(aside) if sum(sizes.values()) > 2 * local else ()

    def register_extracts(self, name: str = "extracts") -> None:
        """
        Register the extracts' dates as a table: ``release`` (string), ``extract`` (date).
        """
        import pyarrow as pa

        known = self.extracts()
        self.engine.register(
            name,
            pa.table(
                {
                    "release": pa.array(list(known), pa.string()),
                    "extract": pa.array(list(known.values()), pa.date32()),
                }
            ),
        )


def _spilling() -> Engine:
    """
    An engine with a folder of its own for what does not fit, which goes when it goes.

    All that the measures keep of a national release does not fit beside what they work on.
    """
    from custodes.engine import DuckDBEngine

    folder = tempfile.mkdtemp(prefix="custodes-")
    engine = DuckDBEngine(spill=Path(folder))
    weakref.finalize(engine, shutil.rmtree, folder, ignore_errors=True)
    return engine
