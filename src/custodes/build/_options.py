"""
What a user can ask of a build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from custodes.releases.raw import Limits

Mode = Literal["custodes", "ddp", "both", "records"]

Progress = Callable[[str, int, int], None]
"""Told the stage, units done and units in all."""


@dataclass(frozen=True, slots=True)
class Options:
    """
    What a user can ask of a build, beyond what it reads and where it writes.
    """

    mode: Mode = "custodes"
    """Whose rules make the histories: ours, the Deportation Data Project's, both side by
    side, or none (records only)."""
    extracts: Mapping[str, dt.date] = field(default_factory=dict)
    """Day a release was drawn, where the user knows better than its files."""
    wins: Mapping[str, str] = field(default_factory=dict)
    """Table to the release that counts in it wherever it reaches, in place of the shipped order."""
    memory: str = "2GB"
    """What the engine may hold before it spills."""
    threads: int = 2
    limits: Limits = field(default_factory=Limits)
    """What reading one file may cost."""

    def as_text(self) -> dict[str, str]:
        """
        The choices that change what a dataset holds, for its manifest and its id.
        """
        said: dict[str, str] = {"mode": self.mode}
        said |= {f"extract {r}": d.isoformat() for r, d in sorted(self.extracts.items())}
        said |= {f"wins {t}": r for t, r in sorted(self.wins.items())}
        return said
