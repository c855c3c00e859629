"""
Stata and SPSS files, with labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.records import CodebookLine

if TYPE_CHECKING:
    import polars as pl
    import pyarrow.dataset

_STATA_NAME = 32
_STATA_LABEL = 80


def write_dta(
    source: pyarrow.dataset.Dataset,
    path: Path,
    lines: Sequence[CodebookLine],
    tell: Callable[[int], None],
) -> None:
    """
    A Stata file: names of at most 32 characters, labels of at most 80.
    """
    import pyreadstat

    frame = _frame(source)
    labels = [label[:_STATA_LABEL] for label in _labels(lines, frame.columns)]
    short = _short(frame.columns)
    pyreadstat.write_dta(
        frame.rename(short), str(path), column_labels=labels, file_label=f"Custodes: {path.stem}"
    )
    tell(frame.height)


def write_sav(
    source: pyarrow.dataset.Dataset,
    path: Path,
    lines: Sequence[CodebookLine],
    tell: Callable[[int], None],
) -> None:
    """
    An SPSS file, compressed.
    """
    import pyreadstat

    frame = _frame(source)
    labels = _labels(lines, frame.columns)
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=labels,
        file_label=f"Custodes: {path.stem}",
        row_compress=True,
    )
    tell(frame.height)


def _short(names: Sequence[str]) -> dict[str, str]:
    """
    Names of at most 32 characters, each its own: those that would be the same are numbered.
    """
    found: dict[str, str] = {}
    for name in names:
        short, n = name[:_STATA_NAME], 1
        while short in found.values():
            n += 1
            short = f"{name[: _STATA_NAME - len(str(n)) - 1]}_{n}"
        found[name] = short
    return found


def _labels(lines: Sequence[CodebookLine], columns: list[str]) -> list[str]:
    known = {line.column: line.text for line in lines}
    return [known.get(c, "") for c in columns]


def _frame(source: pyarrow.dataset.Dataset) -> pl.DataFrame:
    """
    The table in memory, in types that both programs have: neither has a whole
    number of 64 bits, so counts become floats (exact below 2^53).
    """
    import polars as pl

    frame = pl.DataFrame(pl.from_arrow(source.to_table()))
    return frame.with_columns(
        pl.col(pl.Int64, pl.Int128, pl.UInt64).cast(pl.Float64),
        pl.col(pl.Boolean).cast(pl.Int8),
        pl.col(pl.Null).cast(pl.String),
    )
