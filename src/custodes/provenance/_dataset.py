"""
A dataset as it lies on disk.

    DIR/manifest.json         what is here; replaced in one move when a build ends
    DIR/data/<build>/*.parquet  the tables, never changed once written
    DIR/log.jsonl             what was done and when
    DIR/work/                 what an interrupted build had finished
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from custodes.errors import DatasetDamagedError, MissingTableError, NotADatasetError
from custodes.provenance._files import is_utf8
from custodes.provenance._manifest import Manifest


@dataclass(frozen=True, slots=True)
class Dataset:
    """
    A dataset that a build finished.
    """

    folder: Path
    manifest: Manifest

    @classmethod
    def open(cls, folder: Path) -> Dataset:
        """
        Open a folder that `custodes build` made.

        Raises:
            NotADatasetError: there is no manifest in it.
            DatasetDamagedError: the manifest cannot be read.
        """
        if not is_utf8(folder):
            raise NotADatasetError(
                f"{str(folder)!a}: a path that is not UTF-8, which no engine opens; rename it."
            )
        path = folder / "manifest.json"
        if not path.is_file():
            raise NotADatasetError(
                f"{folder}: no dataset here (no manifest.json); "
                "name a folder that 'custodes build' made."
            )
        try:
            return cls(folder, Manifest.from_json(path.read_bytes()))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
            raise DatasetDamagedError(
                f"{path}: not a manifest that this version can read; build the dataset again."
            ) from e

    @property
    def tables(self) -> dict[str, list[Path]]:
        """
        The Parquet files of each table, in order.

        Raises:
            DatasetDamagedError: one is not there, or not as long as it was built.
        """
        # Absolute, since Arrow takes "a:b/c" for an address of the web.
        folder = self.folder.absolute()
        for file in (f for t in self.manifest.tables for f in t.files):
            path = folder / file.path
            if not path.is_file() or path.stat().st_size != file.bytes:
                raise DatasetDamagedError(
                    f"{self.folder}: {file.path} is missing or not whole; build the dataset again."
                )
        return {t.name: [folder / f.path for f in t.files] for t in self.manifest.tables}

    def paths(self, table: str) -> list[Path]:
        """
        The Parquet files of one table.

        Raises:
            MissingTableError: the dataset has no such table; says which it has.
            DatasetDamagedError: as `tables` has it.
        """
        found = self.tables.get(table)
        if found is None:
            have = ", ".join(sorted(self.tables)) or "none"
            raise MissingTableError(f"{self.folder}: no table {table!r}; it has: {have}.")
        return found
