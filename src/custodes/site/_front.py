"""
The front page: what it answers in ten seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from custodes.provenance import Manifest
from custodes.site._shown import Chart, Headline, MeasurePage
from custodes.site._tops import blocked
from custodes.site._words import say, words

_ORDER = (
    "population",
    "flows",
    "releases",
    "waiting",
    "return",
    "repatriation",
    "agreements",
    "partners",
)
_NAMED = 2
"""More releases than this are a list of their own."""


@dataclass(frozen=True, slots=True)
class Front:
    """
    Headline figures, one drawing, and the way to every page.
    """

    sub: str
    headlines: tuple[Headline, ...]
    chart: Chart | None
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    unanswered: tuple[tuple[str, str], ...]
    """File and title of each page whose question this dataset cannot answer."""
    pages: tuple[tuple[str, str, str], ...]
    """File, title and question of each page."""


def front(pages: Mapping[str, MeasurePage], manifest: Manifest) -> Front:
    """
    The front page from the others.
    """
    w = words()["front"]
    order = sorted(pages, key=lambda n: _ORDER.index(n) if n in _ORDER else len(_ORDER))
    headlines = [h for name in order for h in pages[name].headlines]
    listed = blocked() if headlines else None
    if listed:
        headlines.append(listed)
    unanswered = [p for p in pages.values() if p.missing]
    return Front(
        sub=say("front", "sub", releases=_named([r.title for r in manifest.releases])),
        headlines=tuple(headlines),
        chart=_chart(pages["population"]),
        sentences=tuple(s for p in pages.values() for s in p.sentences),
        notes=(w["note_rows"], w["note_last"], w["note_small"]),
        unanswered=tuple((f"{p.name}.html", p.title) for p in unanswered),
        pages=tuple((f"{p.name}.html", p.title, p.question) for p in pages.values()),
    )


def _chart(page: MeasurePage) -> Chart | None:
    return next((s.chart for s in page.sections if s.chart), None)


def _named(titles: Sequence[str]) -> str:
    found = list(dict.fromkeys(titles))
    return " and ".join(found) if 0 < len(found) <= _NAMED else str(words()["front"]["many"])
