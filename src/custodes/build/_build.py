"""
From files to a dataset.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from custodes import __version__
from custodes.build._commit import claim, commit, stage, stored, sweep
from custodes.build._describe import coverage_of, inputs_of, releases_of, set_aside_of
from custodes.build._extracts import extracts_of
from custodes.build._histories import make_histories
from custodes.build._merge import in_order, merge
from custodes.build._options import Options, Progress
from custodes.build._read import Reading, not_a_release, problem, read_all
from custodes.build._side import write_codes, write_fields, write_rejects
from custodes.engine import DuckDBEngine
from custodes.errors import CallError, DatasetDamagedError, NotADatasetError, NothingReadError
from custodes.provenance import Dataset, Manifest, Problem, hash_bytes, hold
from custodes.releases import Copy, ReadTable, Superseding, copies, find_files, supersede


@dataclass(frozen=True, slots=True)
class Built:
    """
    A dataset and how its building went.
    """

    dataset: Dataset
    failed: tuple[Problem, ...]
    """Files that should have been read and could not be."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """
    What goes into a dataset, once every file has been read.
    """

    readings: list[Reading]
    parts: list[ReadTable]
    aside: tuple[Copy, ...]
    superseding: Superseding
    problems: tuple[Problem, ...]


def build(
    paths: Sequence[Path],
    folder: Path,
    options: Options | None = None,
    tell: Progress | None = None,
) -> Built:
    """
    Read files and folders into a dataset.

    The folder holds its old dataset until the new one is whole. A build that
    was killed is taken up: what it had read is not read again.

    Args:
        paths: Files and folders; folders are read whole.
        folder: Where the dataset is to be.
        options: What is asked beyond that.
        tell: Told the stage, units done and units in all.

    Returns:
        The dataset, with the files that could not be read.

    Raises:
        CallError: there is nothing to read at all, or *folder* holds what no build made.
        DatasetBusyError: another build holds the folder.
        NothingReadError: no file could be read; the folder is as it was.
    """
    asked = options or Options()
    told = tell or (lambda _stage, _done, _total: None)
    found = find_files(paths)
    if not found.files and not found.problems:
        raise CallError("there is no file to read; name files or folders that hold some.")
    claim(folder, _current(folder))
    # Absolute, since Arrow takes "a:b/c" for an address of the web.
    place = folder.absolute()
    with hold(folder):
        current = _current(folder)
        if current:
            sweep(place, keep=_kept(current), work=False)
        readings = read_all(found.files, place / "work", asked, told)
        errors = tuple(problem(e) for e in found.problems)
        engine = DuckDBEngine(
            memory=asked.memory, threads=asked.threads, spill=place / "work" / "spill"
        )
        try:
            chosen = _choose(readings, errors, asked, engine)
            if not chosen.parts:
                told_why = [p.text for p in chosen.problems]
                raise NothingReadError(
                    "\n".join([*told_why, f"{folder}: nothing was read, and nothing changed."])
                )
            manifest = _write(chosen, place, current, asked, engine, told)
        finally:
            engine.close()
    return Built(Dataset(folder, manifest), _failed(chosen.problems, paths))


def _current(folder: Path) -> Manifest | None:
    try:
        return Dataset.open(folder).manifest
    except (NotADatasetError, DatasetDamagedError):
        return None


def _kept(manifest: Manifest | None) -> set[str]:
    return {Path(f.path).parts[1] for t in manifest.tables for f in t.files} if manifest else set()


def _choose(
    readings: list[Reading], errors: tuple[Problem, ...], options: Options, engine: DuckDBEngine
) -> _Chosen:
    parts = [t for r in readings if r.read for t in r.read.tables]
    aside = copies(in_order(parts), engine)
    gone = {id(c.part) for c in aside}
    kept = in_order([p for p in parts if id(p) not in gone])
    problems = errors + tuple(r.problem for r in readings if r.problem)
    return _Chosen(readings, kept, aside, supersede(kept, options.wins), problems)


def _write(
    chosen: _Chosen,
    folder: Path,
    current: Manifest | None,
    options: Options,
    engine: DuckDBEngine,
    tell: Progress,
) -> Manifest:
    extracts = extracts_of(chosen.parts, options.extracts)
    build_id = _id(chosen, options)
    staged = stage(folder, build_id, current)
    tables = _records(chosen, staged, engine, tell)
    known = {r: e for r, (e, _) in extracts.items() if e}
    made = make_histories(engine, tables, staged, options.mode, known, tell)
    tables = {**tables, **made}
    for path in set(staged.rglob("*.parquet")) - {p for paths in tables.values() for p in paths}:
        path.unlink()
    counted = {name: (_rows(paths), paths) for name, paths in tables.items()}
    releases = releases_of(chosen.parts, extracts)
    manifest = Manifest(
        version=__version__,
        build_id=build_id,
        mode=options.mode,
        synthetic=any(r.synthetic for r in releases),
        inputs=inputs_of(chosen.readings),
        set_aside=set_aside_of(chosen.aside),
        problems=chosen.problems,
        releases=releases,
        coverage=coverage_of(chosen.superseding),
        tables=stored(folder, counted),
        options=options.as_text(),
    )
    commit(folder, staged, manifest)
    return manifest


def _records(
    chosen: _Chosen, staged: Path, engine: DuckDBEngine, tell: Progress
) -> dict[str, list[Path]]:
    names = sorted({p.table for p in chosen.parts})
    tables: dict[str, list[Path]] = {}
    for done, name in enumerate(names):
        tell("tables", done, len(names))
        path = staged / f"{name}.records.parquet"
        own = [p for p in chosen.parts if p.table == name]
        merge(engine, name, own, chosen.superseding.sql(name), path)
        tables[name] = [path]
    tell("tables", len(names), len(names))
    write_fields(chosen.parts, staged / "fields.parquet")
    write_rejects(chosen.parts, staged / "rejects.parquet")
    write_codes(staged / "codes.parquet")
    return tables | {n: [staged / f"{n}.parquet"] for n in ("fields", "rejects", "codes")}


def _rows(paths: Sequence[Path]) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(p).num_rows for p in paths)


def _id(chosen: _Chosen, options: Options) -> str:
    read = sorted(f"{r.path.name} {r.read.sha256}" for r in chosen.readings if r.read)
    asked = [f"{k}={v}" for k, v in sorted(options.as_text().items())]
    return hash_bytes("\n".join([__version__, *asked, *read]).encode())[:16]


def _failed(problems: Sequence[Problem], paths: Sequence[Path]) -> tuple[Problem, ...]:
    """
    A file that is no release is a failure only where the user named that very file.
    """
    named = {p.name for p in paths if not p.is_dir()}
    passed = [p for p in not_a_release(problems) if p.name not in named]
    return tuple(p for p in problems if p not in passed)
