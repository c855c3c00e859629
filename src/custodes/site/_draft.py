"""
The site before it is judged: every number that any page would print, and how pages are drawn.

First every page says its numbers to one publication; then all of them are judged at once;
then every page is drawn from what may be shown. No page holds a number of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from custodes.disclosure import Beside, Publication
from custodes.measures import View
from custodes.site._partners_named import Lists
from custodes.site._shown import Judged, MeasurePage
from custodes.site._split import Split

Draw = Callable[[Judged], MeasurePage]
"""Draws one page once its numbers are judged; once for each language."""


@dataclass(slots=True)
class Draft:
    """
    What the pages have said so far.
    """

    view: View
    publication: Publication = field(default_factory=Publication)
    pages: dict[str, Draw] = field(default_factory=dict)
    splits: list[Split] = field(default_factory=list)
    """Splits that pages of places and years also show."""
    partners: Lists = field(default_factory=Lists)
    """287(g) agreements by the names of their agencies, none of which is a number."""
    beside: Beside | None = None
    """How it stands beside the report before it, where one was named."""
    contradicted: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Measure and split of what is not published, as its totals are those of no other."""
