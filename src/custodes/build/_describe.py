"""
What the manifest says of a build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from custodes.build._read import Reading
from custodes.provenance import Coverage, InputFile, ReleaseEntry, SetAside, TablePart
from custodes.releases import Copy, ReadTable, Superseding, layouts

SYNTHETIC = "synthetic-"
"""How the id of a made-up release starts."""


def inputs_of(readings: Sequence[Reading]) -> tuple[InputFile, ...]:
    """
    Every file that was read, in the order it was found.
    """
    return tuple(
        InputFile(
            name=r.path.name,
            sha256=r.read.sha256,
            bytes=r.path.stat().st_size,
            kind=r.read.kind,
            known_as=r.read.known_as,
            parts=tuple(
                TablePart(t.table, t.release, t.sheet, t.header_row or 0, t.rows)
                for t in r.read.tables
            ),
            notes=(*r.read.notes, *(n for t in r.read.tables for n in t.notes)),
        )
        for r in readings
        if r.read
    )


def set_aside_of(found: Sequence[Copy]) -> tuple[SetAside, ...]:
    """
    The copies that are not counted.
    """
    return tuple(SetAside(c.part.file, c.part.sheet, c.part.rows, c.copy_of) for c in found)


def releases_of(
    parts: Sequence[ReadTable], extracts: Mapping[str, tuple[dt.datetime | None, str]]
) -> tuple[ReleaseEntry, ...]:
    """
    Every release that the dataset holds rows of.
    """
    known = layouts()
    found = []
    for release in sorted({p.release for p in parts}):
        part = next(p for p in parts if p.release == release)
        # Someone's tables of a release go by the release and not by who made them.
        layout = known.get(release, known.get(part.layout))
        made_up = release.startswith(SYNTHETIC)
        title = ("Synthetic, laid out as: " if made_up else "") + str(
            layout.facts.get("title", release) if layout else release
        )
        end, told = extracts[release]
        found.append(
            ReleaseEntry(
                id=release,
                title=title,
                synthetic=made_up,
                extract_end=end.isoformat() if end else None,
                extract_from=told,
                scope=part.scope,
            )
        )
    return tuple(found)


def coverage_of(superseding: Superseding) -> tuple[Coverage, ...]:
    """
    Which release gives way to which, and for what period.
    """
    return tuple(
        Coverage(
            table=c.table,
            release=c.release,
            superseded_by=c.superseded_by,
            first=c.first.isoformat(),
            until=c.until.isoformat() if c.until else None,
            rows=c.rows,
        )
        for c in superseding.covered
    )
