"""
What a rule rests on, and how far anyone has compared it with its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Citation:
    """
    An authority.

    Attributes:
        text: As a lawyer would cite it.
        url: Where it can be read; empty where nobody recorded it.
        quote: Its words, verbatim and short; empty where nobody copied them.
        source: The text in which the quotation was read.
        read_on: The day a person compared the two; None: nobody has.
    """

    text: str
    url: str = ""
    quote: str = ""
    source: str = ""
    read_on: date | None = None

    @property
    def verified(self) -> bool:
        """
        True only with a quotation, its source and the day it was read.
        """
        return bool(self.quote and self.source and self.read_on)
