"""
The page that says where the data came from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from custodes.provenance import InputFile, Manifest
from custodes.site._common import label
from custodes.site._rows import of_copy, of_file, of_period
from custodes.site._shown import Cell, Heading, Judged, Section, Table
from custodes.site._words import day_words, words


def sections(manifest: Manifest, judged: Judged) -> tuple[Section, ...]:
    """
    Releases, files, copies set aside, periods given way, files that could not be used.
    """
    w = words()["data"]
    made = [
        Section("releases", w["releases"], (), None, (_releases(manifest),)),
        Section("files", w["files"], (), None, (_files(manifest, judged),)),
    ]
    if manifest.set_aside:
        rows = [
            (_sheet(s.name, s.sheet), s.copy_of, judged.count(of_copy(s)))
            for s in manifest.set_aside
        ]
        made.append(
            _list("aside", w["aside"], w["aside_text"], (w["copy"], w["copy_of"]), rows, w["rows"])
        )
    if manifest.coverage:
        heads = (w["table"], w["release"], w["superseded_by"], w["from"], w["until"])
        told = [
            (
                label(c.table),
                c.release,
                c.superseded_by,
                _day(c.first) or w["start"],
                _day(c.until) or w["end"],
                judged.count(of_period(c)),
            )
            for c in manifest.coverage
        ]
        made.append(_list("coverage", w["coverage"], w["coverage_text"], heads, told, w["rows"]))
    if manifest.problems:
        wrong = [(p.name, p.text) for p in manifest.problems]
        made.append(_list("problems", w["problems"], "", (w["file"], w["problem"]), wrong, None))
    return tuple(made)


def _list(
    id: str,
    title: str,
    text: str,
    heads: Iterable[str],
    rows: Iterable[tuple[Cell, ...]],
    count: str | None,
) -> Section:
    headings = [Heading(h, h.lower(), number=False) for h in heads]
    if count:
        headings.append(Heading(count, "rows"))
    caption = words()["data"][f"{id}_caption"]
    table = Table(id, caption, tuple(headings), tuple(rows))
    return Section(id, title, (text,) if text else (), None, (table,))


def _releases(manifest: Manifest) -> Table:
    w = words()["data"]
    heads = (w["release"], w["id"], w["drawn"], w["drawn_how"], w["made_up"])
    rows = tuple(
        (
            r.title,
            r.id,
            _day(r.extract_end) or w["unknown"],
            r.extract_from,
            w["yes"] if r.synthetic else w["no"],
        )
        for r in manifest.releases
    )
    headings = tuple(Heading(h, h.lower(), number=False) for h in heads)
    return Table("releases-table", w["releases_caption"], headings, rows)


def _files(manifest: Manifest, judged: Judged) -> Table:
    w = words()["data"]
    heads = (
        *(Heading(w[k], k, number=False) for k in ("file", "kind", "holds")),
        Heading(w["rows"], "rows"),
        *(Heading(w[k], k, number=False) for k in ("known_as", "sha")),
    )
    rows = tuple(
        (
            i.name,
            i.kind,
            _holds(i),
            judged.count(of_file(i)),
            i.known_as or "",
            i.sha256,
        )
        for i in manifest.inputs
    )
    return Table("files-table", w["files_caption"], heads, rows, download="files.csv")


def _holds(file: InputFile) -> str:
    return ", ".join(dict.fromkeys(label(p.table).lower() for p in file.parts))


def _sheet(name: str, sheet: str | None) -> str:
    return f"{name}, sheet {sheet!r}" if sheet is not None else name


def _day(text: str | None) -> str | None:
    return day_words(dt.date.fromisoformat(text[:10])) if text else None
