"""
What a dataset holds and what it was made from.

The manifest says nothing of when, where or by whom: the same inputs give the
same bytes. The log beside it says when.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any

_DEEP = 3
"""Names in the path of a table's file: ``data``, the build's folder, the file."""


@dataclass(frozen=True, slots=True)
class TablePart:
    """
    One table as one sheet of one file gave it.
    """

    table: str
    release: str
    sheet: str | None
    header_row: int
    rows: int


@dataclass(frozen=True, slots=True)
class InputFile:
    """
    One file that was read.
    """

    name: str
    sha256: str
    bytes: int
    kind: str
    known_as: str | None = None
    """Name under which the publisher's list has this very file."""
    parts: tuple[TablePart, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """
    A sheet or a file that was read and not counted, being a copy of another.
    """

    name: str
    sheet: str | None
    rows: int
    copy_of: str


@dataclass(frozen=True, slots=True)
class Problem:
    """
    A file that could not be used, and the sentence the user was told.
    """

    name: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """
    One release in the dataset.
    """

    id: str
    title: str
    synthetic: bool
    extract_end: str | None
    """Last moment the extract can know of, ISO; null: not known."""
    extract_from: str
    """How that moment was told: by the user, by the file or its layout, by its latest event."""
    scope: str = "national"
    """``national``, or the area that the release is limited to."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    A release that gives way to another for a period.
    """

    table: str
    release: str
    superseded_by: str
    first: str | None
    until: str | None
    rows: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """
    One Parquet file of the dataset; the path is relative to the dataset's folder.
    """

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class StoredTable:
    """
    One table of the dataset.
    """

    name: str
    rows: int
    files: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    The whole of it.
    """

    version: str
    build_id: str
    mode: str
    synthetic: bool
    inputs: tuple[InputFile, ...]
    set_aside: tuple[SetAside, ...]
    problems: tuple[Problem, ...]
    releases: tuple[ReleaseEntry, ...]
    coverage: tuple[Coverage, ...]
    tables: tuple[StoredTable, ...]
    options: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """
        Its one spelling, so that equal manifests are equal files.
        """
        return (
            json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        ).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """
        Read back what `to_json` wrote.

        Raises:
            ValueError, KeyError, TypeError: it is no manifest of this version.
        """
        raw: dict[str, Any] = json.loads(data)
        return cls(
            version=raw["version"],
            build_id=raw["build_id"],
            mode=raw["mode"],
            synthetic=raw["synthetic"],
            inputs=tuple(
                InputFile(
                    **{
                        **i,
                        "parts": tuple(TablePart(**p) for p in i["parts"]),
                        "notes": tuple(i["notes"]),
                    }
                )
                for i in raw["inputs"]
            ),
            set_aside=tuple(SetAside(**s) for s in raw["set_aside"]),
            problems=tuple(Problem(**p) for p in raw["problems"]),
            releases=tuple(ReleaseEntry(**r) for r in raw["releases"]),
            coverage=tuple(Coverage(**c) for c in raw["coverage"]),
            tables=tuple(
                StoredTable(t["name"], int(t["rows"]), tuple(_stored(f) for f in t["files"]))
                for t in raw["tables"]
            ),
            options=dict(raw["options"]),
        )


def _stored(raw: dict[str, Any]) -> StoredFile:
    """
    A file as a manifest names it, which is never one outside the dataset.
    """
    file = StoredFile(**raw)
    parts = PurePosixPath(file.path).parts
    inside = len(parts) == _DEEP and parts[0] == "data" and ".." not in parts
    if not inside or not isinstance(file.bytes, int):
        raise ValueError(file.path)
    return file
