"""
Where authorities differ: a divided question, its readings and its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from custodes.errors import ReadingError


@dataclass(frozen=True)
class Default:
    """
    A default that turns on a fact, such as the circuit.

    Attributes:
        fact: The text fact it turns on.
        readings: From that fact's value to the reading.
        otherwise: The reading for every other value, and where it is unknown.
    """

    fact: str
    readings: Mapping[str, str]
    otherwise: str

    def __hash__(self) -> int:
        return id(self)

    def for_value(self, value: object) -> str:
        return (
            self.readings.get(value, self.otherwise) if isinstance(value, str) else self.otherwise
        )


@dataclass(frozen=True, eq=False)
class Choice:
    """
    A divided question; every answer names the reading that made it.

    Attributes:
        id: Name in files and on the command line.
        asks: The question, in one sentence.
        readings: From reading to who reads it so.
        default: A reading, or how a fact decides it.
        verified: Whether the positions were read in primary texts.
        note: What else a person must know.
        asks_spanish: The question in Spanish.
        note_spanish: The note in Spanish.
    """

    id: str
    asks: str
    readings: Mapping[str, str]
    default: str | Default
    verified: bool = False
    note: str = ""
    asks_spanish: str = ""
    note_spanish: str = ""

    def __post_init__(self) -> None:
        named = (
            [self.default]
            if isinstance(self.default, str)
            else [self.default.otherwise, *self.default.readings.values()]
        )
        for reading in named:
            self.check(reading)

    def asked(self, language: str) -> str:
        """
        The question, and what else a person must know, in ``en`` or ``es``.
        """
        told = (
            (self.asks_spanish, self.note_spanish) if language == "es" else (self.asks, self.note)
        )
        return " ".join(filter(None, told))

    def check(self, reading: str) -> str:
        """
        The same reading.

        Raises:
            ReadingError: The question has no such reading.
        """
        if reading not in self.readings:
            known = ", ".join(self.readings)
            raise ReadingError(f"{self.id} has no reading {reading!r}; give one of {known}.")
        return reading
