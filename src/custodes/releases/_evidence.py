"""
What tells releases with the same headers apart, and the day a file was drawn.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from custodes.releases._dates import BadDateError, read_date
from custodes.releases._layout import Layout
from custodes.releases._model import SYNTHETIC

MADE_UP = r"SYNTHETIC DATA: |(?:^|/)SYNTHETIC_"
"""What every made-up file carries above its headers or in its name; the bare word may be an offense."""

_COMPACT = 8
"""Digits of a date without separators."""


@cache
def known_files() -> dict[str, str]:
    """
    Hash of each raw file whose publication is on record, to the name it was published under.
    """
    text = (files("custodes.releases") / "known_files.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {sha256: name for sha256, _, name in rows}


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    The texts that may say which release a file is of, strongest first.
    """

    texts: tuple[str, ...]

    @classmethod
    def of(
        cls, path: Path, known_as: str | None, above: Iterable[str], inside: Sequence[str] = ()
    ) -> Evidence:
        """
        Gather it.

        Args:
            path: The file; its folder's name counts too.
            known_as: Name it was published under, known by its hash.
            above: Texts above the headers and on sheets without headers.
            inside: What the first row says of the file it is from.
        """
        own = f"{path.parent.name}/{path.name}"
        return cls(tuple(t for t in (known_as or "", " ".join(inside), "\n".join(above), own) if t))

    def release(self, layout: Layout) -> tuple[str, str | None]:
        """
        The release's id, and a note where it had to be assumed.

        A made-up release never has the id of the agency's own.
        """
        found, note = self._published(layout)
        return (f"{SYNTHETIC}{found}" if self.made_up else found), note

    @property
    def made_up(self) -> bool:
        """
        Whether any of it says that no agency made the file.
        """
        return any(re.search(MADE_UP, text) for text in self.texts)

    def _published(self, layout: Layout) -> tuple[str, str | None]:
        rules = layout.facts.get("release", ())
        for text in self.texts:
            for rule in rules:
                if re.search(rule["says"], text, re.IGNORECASE):
                    return str(rule["id"]), None
        if not rules:
            return layout.id, None
        note = f"several releases have these headers and nothing says which this is; taken for {layout.id}"
        return layout.id, note

    def extracted(self, layout: Layout) -> dt.date | None:
        """
        The last day that the file can know of.
        """
        before = dt.timedelta(days=layout.facts.get("extracted_days_before", 0))
        for pattern in layout.facts.get("extracted", ()):
            for text in self.texts:
                found = re.search(pattern, text)
                day = _day(found[1], layout.last_year) if found else None
                if day:
                    return day - before
        return None

    def names(self, layout: Layout) -> bool:
        """
        Whether it names one of the layout's request numbers.
        """
        return any(foia in text for foia in layout.facts.get("foia", ()) for text in self.texts)


def _day(text: str, last_year: int) -> dt.date | None:
    if text.isdigit() and len(text) == _COMPACT:
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return read_date(text, last_year).date()
    except BadDateError:
        return None
