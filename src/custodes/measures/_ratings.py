"""
What the agency was reported to have rated countries that do not take people back.

Facts with a day and a source, to stand beside figures; no rating is worked out from
figures and no figure from a rating.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Rating:
    """
    One country on one list.
    """

    country: str
    """As the agency's releases spell it."""
    code: str
    """ISO 3166-1 alpha-3."""
    rating: str
    as_of: dt.date
    whole: bool
    """Whether the whole list of that day is known; else others may have been on it."""
    source: str

    def __str__(self) -> str:
        return f"{self.rating} {self.as_of}"


@cache
def ratings() -> dict[str, tuple[Rating, ...]]:
    """
    Ratings by country, the oldest first; a country on no list is not there.
    """
    text = (files("custodes.measures") / "ratings.toml").read_text("utf-8")
    found: dict[str, list[Rating]] = {}
    for of in sorted(tomllib.loads(text)["list"], key=lambda r: str(r["as_of"])):
        for country, code in of["countries"]:
            rating = Rating(country, code, of["rating"], of["as_of"], of["whole"], of["source"])
            found.setdefault(country, []).append(rating)
    return {country: tuple(listed) for country, listed in found.items()}


def rated(country: str | None) -> str | None:
    """
    The ratings of a country in words; null where it is on no list.

    >>> rated("Cambodia"), rated("MEXICO")
    ('uncooperative 2017-05-16; visa sanctions 2017-09-13', None)
    """
    listed = ratings().get((country or "").upper(), ())
    return "; ".join(map(str, listed)) or None


def sources() -> str:
    """
    Each list's rating, day and source, in one sentence.
    """
    said = {
        f"{r} ({r.source}{'' if r.whole else ', partial'})": r.as_of
        for listed in ratings().values()
        for r in listed
    }
    return "; ".join(sorted(said, key=lambda s: said[s]))
