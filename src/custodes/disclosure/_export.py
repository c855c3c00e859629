"""
Tables of a dataset as files for other programs, each with its codebook.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.disclosure._package import describe
from custodes.disclosure._safe import safe_columns, safe_text
from custodes.disclosure._stats import write_dta, write_sav
from custodes.disclosure._xlsx import write_xlsx
from custodes.errors import CallError
from custodes.records import CodebookLine, codebook

if TYPE_CHECKING:
    import pyarrow.dataset

    from custodes.provenance import Dataset

Progress = Callable[[str, int, int], None]

PACKAGE = "datapackage.json"


def export(
    dataset: Dataset,
    to: Path,
    form: str,
    names: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """
    Write tables of a dataset, a codebook and a data package into a folder.

    Csv and xlsx put an apostrophe before text that a spreadsheet would run;
    parquet, dta and sav hold the text as it is.

    Args:
        dataset: The dataset.
        to: A folder, made when it is not there; an earlier export in it is
            replaced.
        form: One of `FORMATS`.
        names: The tables; none named: all.
        progress: Told the table, rows written and rows in all.

    Returns:
        The files written.

    Raises:
        CallError: *form* is none of them, or *to* holds what no export made.
        MissingTableError: the dataset lacks a table that was named.
    """
    import pyarrow.dataset

    check_form(form)
    check_folder(to, public=False)
    chosen = [t for t in dataset.manifest.tables if not names or t.name in names]
    for name in names:
        dataset.paths(name)
    to.mkdir(parents=True, exist_ok=True)
    package = to / PACKAGE
    # Empty at first, so that an export that was stopped is known for one.
    package.write_bytes(describe(dataset.manifest, [], form, ()))
    written = []
    for table in chosen:
        source = pyarrow.dataset.dataset(dataset.paths(table.name), format="parquet")
        path = to / f"{table.name}.{form}"
        tell = _told(progress, table.name, table.rows)
        # Absolute, since Arrow takes "a:b/c" for an address of the web.
        FORMATS[form](source, path.absolute(), codebook(table.name), tell)
        written.append(path)
    book = to / "codebook.csv"
    lines = [line for t in chosen for line in codebook(t.name)]
    book.write_text(codebook_csv(lines), encoding="utf-8", newline="")
    package.write_bytes(describe(dataset.manifest, [*written, book], form, lines))
    return [*written, book, package]


def check_form(form: str) -> None:
    """
    Raise unless tables can be written in this form.
    """
    if form not in FORMATS:
        raise CallError(f"cannot export as {form!r}; it can be {', '.join(FORMATS)}.")


def check_folder(to: Path, *, public: bool) -> None:
    """
    Raise unless a folder is new, empty, or of an earlier export of the same kind.

    Rows of persons never lie beside what may be published.
    """
    if not to.is_dir() or not any(to.iterdir()):
        return
    earlier = _earlier(to / PACKAGE)
    if earlier is None:
        raise CallError(
            f"{to}: holds files that no export made; name a folder that is new or empty."
        )
    if earlier is public:
        kind = "rows not for publication" if public else "an export for publication"
        raise CallError(f"{to}: holds {kind}; name a folder that is new or empty.")


def _earlier(package: Path) -> bool | None:
    """
    Whether an earlier export was not for publication; null: there is none.
    """
    try:
        told = json.loads(package.read_bytes())
    except (OSError, ValueError):  # not there, or the package of another program
        return None
    said = told.get("not_for_publication") if isinstance(told, dict) else None
    return said if isinstance(said, bool) else None


def _told(progress: Progress | None, name: str, rows: int) -> Callable[[int], None]:
    return lambda done: progress(name, done, rows) if progress else None


def codebook_csv(lines: Iterable[CodebookLine]) -> str:
    """
    A codebook as CSV that no spreadsheet runs.
    """
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerow(f.name for f in fields(CodebookLine))
    writer.writerows([safe_text(v) for v in astuple(line)] for line in lines)
    return sink.getvalue()


def _write_csv(
    source: pyarrow.dataset.Dataset,
    path: Path,
    _lines: Sequence[CodebookLine],
    tell: Callable[[int], None],
) -> None:
    import pyarrow.csv

    done = 0
    with pyarrow.csv.CSVWriter(path, source.schema) as writer:
        for batch in source.to_batches():
            writer.write_batch(safe_columns(batch).cast(source.schema))
            done += batch.num_rows
            tell(done)


def _write_parquet(
    source: pyarrow.dataset.Dataset,
    path: Path,
    _lines: Sequence[CodebookLine],
    tell: Callable[[int], None],
) -> None:
    import pyarrow.parquet

    done = 0
    with pyarrow.parquet.ParquetWriter(path, source.schema, compression="zstd") as writer:
        for batch in source.to_batches():
            writer.write_batch(batch)
            done += batch.num_rows
            tell(done)


Write = Callable[
    ["pyarrow.dataset.Dataset", Path, Sequence[CodebookLine], Callable[[int], None]], None
]

FORMATS: dict[str, Write] = {
    "csv": _write_csv,
    "xlsx": write_xlsx,
    "parquet": _write_parquet,
    "dta": write_dta,
    "sav": write_sav,
}
"""What writes each form; a file's ending is its form's name."""
