"""
Judged tables as files that may be published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.disclosure._export import (
    FORMATS,
    PACKAGE,
    check_folder,
    check_form,
    codebook_csv,
)
from custodes.disclosure._package import describe
from custodes.disclosure._why import Why
from custodes.records import CodebookLine

if TYPE_CHECKING:
    import pyarrow as pa

    from custodes.provenance import Manifest

MARK = "_hidden"
"""What is added to the name of a column for that which says why its numbers are not there."""
_UNITS = {
    "count": "count",
    "share": "share of 1",
    "mean": "mean",
    "days": "days",
    "rate": "ratio",
    "things": "count",
}


@dataclass(frozen=True, slots=True)
class PublicColumn:
    """
    One column of a table that may be published.
    """

    name: str
    text: str
    kind: str | None = None
    """Kind of its numbers: count, share, mean, days, rate or things. Null: it holds text."""


@dataclass(frozen=True, slots=True)
class PublicTable:
    """
    A table that may be published. A hidden number is no number here but why it is hidden.
    """

    name: str
    text: str
    columns: tuple[PublicColumn, ...]
    rows: Sequence[Sequence[str | float | Why | None]]

    def lines(self) -> list[CodebookLine]:
        """
        Its codebook.
        """
        said = []
        for c in self.columns:
            unit = _UNITS.get(c.kind or "", "")
            of = f"{c.text}. Of: {self.text}"
            said.append(
                CodebookLine(self.name, c.name, "number" if c.kind else "text", unit, of, "")
            )
            if c.kind:
                why = f"Why {c.name} is not there. Null: it is there, or there is none."
                codes = "; ".join(f"{w.value} = {w.value}" for w in Why)
                said.append(CodebookLine(self.name, c.name + MARK, "text", "", why, codes))
        return said

    def arrow(self) -> pa.Table:
        """
        The table: text as string, numbers as float64 (null: hidden, or none), and why.
        """
        import pyarrow as pa

        made: dict[str, pa.Array] = {}
        for i, c in enumerate(self.columns):
            found = [row[i] for row in self.rows]
            if c.kind is None:
                made[c.name] = pa.array([None if v is None else str(v) for v in found], pa.string())
                continue
            numbers = [v if isinstance(v, int | float) else None for v in found]
            whys = [v.value if isinstance(v, Why) else None for v in found]
            made[c.name] = pa.array(numbers, pa.float64())
            made[c.name + MARK] = pa.array(whys, pa.string())
        return pa.table(made)


def _made_up(table: str) -> CodebookLine:
    return CodebookLine(table, "synthetic", "text", "", "Made-up data: no real person.", "")


def export_public(
    tables: Sequence[PublicTable], manifest: Manifest, to: Path, form: str
) -> list[Path]:
    """
    Write judged tables, their codebook and a data package into a folder.

    Args:
        tables: What may be published.
        manifest: Of the dataset they were counted from.
        to: A folder, made when it is not there; an earlier export in it is replaced.
        form: One of `FORMATS`.

    Returns:
        The files written.

    Raises:
        CallError: *form* is none of them, or *to* holds what no public export made.
    """
    import pyarrow.dataset

    check_form(form)
    check_folder(to, public=True)
    to.mkdir(parents=True, exist_ok=True)
    package = to / PACKAGE
    # Empty at first, so that an export that was stopped is known for one.
    package.write_bytes(describe(manifest, [], form, (), public=True))
    written, lines = [], []
    for table in tables:
        path = to / f"{table.name}.{form}"
        said, made = table.lines(), table.arrow()
        if manifest.synthetic:
            said.append(_made_up(table.name))
            made = made.append_column("synthetic", pyarrow.array(["yes"] * made.num_rows))
        source = pyarrow.dataset.dataset(made)
        FORMATS[form](source, path.absolute(), said, lambda _done: None)
        written.append(path)
        lines += said
    book = to / "codebook.csv"
    book.write_text(codebook_csv(lines), encoding="utf-8", newline="")
    package.write_bytes(describe(manifest, [*written, book], form, lines, public=True))
    return [*written, book, package]
