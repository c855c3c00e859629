"""
What a kind of event is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["day", "span", "instant"]
Part = Literal[
    "order",
    "court",
    "custody",
    "compliance",
    "document",
    "review",
    "release",
    "jail",
    "records",
    "agreement",
    "offense",
    "notice",
]


@dataclass(frozen=True, slots=True)
class EventKind:
    """
    One kind of event.

    Attributes:
        what: Its name in a case file.
        english: What a person calls it.
        spanish: The same in Spanish.
        shape: A day (`on`), a span (`from`, and `to` unless it lasts) or an instant (`at`).
        part: What the event is part of.
        words: Other fields that are words, and the words they take; none: any.
        days: Other fields that are days, which may lie ahead.
        required: Which of those fields must be there.
    """

    what: str
    english: str
    spanish: str
    shape: Shape
    part: Part
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    days: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
