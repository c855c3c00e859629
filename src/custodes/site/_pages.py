"""
Drawing: every page in every language, from numbers that were judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from custodes.measures import catalog
from custodes.records import PROVENANCE, tables
from custodes.site import _beside, _data
from custodes.site._charts_svg import chart_style
from custodes.site._csv import csv_bytes
from custodes.site._draft import Draft
from custodes.site._front import front
from custodes.site._law import law_page
from custodes.site._maps_drawn import map_style
from custodes.site._partners_named import all_states
from custodes.site._places import KINDS, index_map, index_table, place_page, places
from custodes.site._population_places import top
from custodes.site._shown import Judged, MeasurePage, Section, Table
from custodes.site._spec import spec
from custodes.site._templates import render
from custodes.site._words import FIRST, languages, speaking, words


def write_pages(work: Path, draft: Draft, judged: Judged, *, synthetic: bool) -> None:
    """
    Write every page: English at the root, each other language in a folder of its own.
    """
    for name in languages():
        with speaking(name):
            _Writer(work, draft, judged, name, synthetic=synthetic).write()
    style = render("style.css", {}) + map_style() + chart_style()
    (work / "style.css").write_text(style, "utf-8")


@dataclass
class _Writer:
    """
    The pages of one language.
    """

    work: Path
    draft: Draft
    judged: Judged
    language: str
    synthetic: bool

    def write(self) -> None:
        pages = {name: draw(self.judged) for name, draw in self.draft.pages.items()}
        manifest = self.draft.view.manifest
        w = words()
        self._put("index.html", "index", w["front"]["title"], front=front(pages, manifest))
        for name, page in pages.items():
            self._put(f"{name}.html", "measure", page.title, here="measures", page=page)
            self._downloads(page.downloads)
        self._put("measures.html", "measures", w["measures"]["title"], pages=list(pages.values()))
        for kind in KINDS:
            self._places(kind)
        self._reference(pages)

    def _places(self, kind: str) -> None:
        found = places(self.draft.splits, kind, self.judged)
        columns = [(m.name, t) for m in catalog().values() for t in spec(m).index]
        held = top(self.draft.splits)
        columns = [*([("population", held)] if held else []), *columns]
        table = index_table(found, kind, columns, self.judged)
        w = words()["places"]
        folder = KINDS[kind]
        drawn = index_map(table, kind, f"{folder}-map")
        section = Section(
            f"all-{folder}",
            w[f"{kind}_caption"],
            tables=(table,) if found else (),
            maps=(drawn,) if drawn else (),
        )
        every = all_states(self.draft.partners) if kind == "state" else None
        self._put(
            f"{folder}.html", "places", w[f"{kind}_all"], kind=kind, section=section, named=every
        )
        self._downloads([t for t in (table if found else None, every) if t])
        for place in found:
            page = place_page(place, self.judged, self.draft.partners, columns)
            self._put(place.file, "place", page.title, here=folder, page=page, up=folder)
            self._downloads(page.downloads)

    def _reference(self, pages: dict[str, MeasurePage]) -> None:
        w = words()
        sections = _data.sections(self.draft.view.manifest, self.judged)
        if self.draft.beside:
            sections = (*sections, _beside.section(self.draft.beside))
        self._downloads(t for s in sections for t in s.tables if t.download)
        self._put("data.html", "data", w["data"]["title"], sections=sections)
        self._put("method.html", "method", w["method"]["title"], measures=list(pages.values()))
        self._put(
            "law.html", "law", w["law"]["title"], law=law_page(self.language, self._last_day())
        )
        self._put(
            "codebook.html",
            "codebook",
            w["codebook"]["title"],
            tables=list(tables().values()),
            provenance=PROVENANCE,
        )

    def _last_day(self) -> date | None:
        known = [d for d in self.draft.view.extracts().values() if d]
        return max(known, default=None)

    def _put(self, file: str, template: str, title: str, **context: Any) -> None:
        path = Path(file) if self.language == FIRST else Path(self.language) / file
        (self.work / path).parent.mkdir(parents=True, exist_ok=True)
        here = "../" * (len(Path(file).parts) - 1)
        manifest = self.draft.view.manifest
        base: dict[str, Any] = {
            "w": words(),
            "title": title,
            "here": file.removesuffix(".html"),
            "file": file,
            "home": here,
            "top": "../" * (len(path.parts) - 1),
            "others": [
                (name, words(name)["languages"]["name"], _folder(name))
                for name in languages()
                if name != self.language
            ],
            "synthetic": self.synthetic,
            "version": manifest.version,
            "build": manifest.build_id,
        }
        text = render(f"{template}.html", {**base, **context})
        (self.work / path).write_text(text, "utf-8")

    def _downloads(self, found: Iterable[Table]) -> None:
        """
        Files are the same in all languages, and are written once.
        """
        if self.language != FIRST:
            return
        for table in found:
            path = self.work / "data" / str(table.download)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(csv_bytes(table, synthetic=self.synthetic))


def _folder(language: str) -> str:
    return "" if language == FIRST else f"{language}/"
