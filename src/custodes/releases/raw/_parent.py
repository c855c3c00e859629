"""
Having a file read by another process, and outliving whatever befalls that one.
"""

from __future__ import annotations

import json
import signal
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from custodes import errors
from custodes.errors import FileError, LimitError, Place, UnreadableFileError
from custodes.releases.raw._limits import MIB, Limits
from custodes.releases.raw._model import Progress, RawSheet
from custodes.releases.raw._reader import Answer, ask

_SMALL = 2 * MIB
_RAISE = "raise the largest size if you trust where it comes from"
_NEVER = -1000


@dataclass(frozen=True, slots=True)
class Job:
    """
    One file to read.

    Attributes:
        path: the file.
        work: folder for what is made of it.
        kind: what the file is.
        limits: ceilings.
        size: its bytes.
        content: its bytes once inflated, as far as is known.
    """

    path: Path
    work: Path
    kind: str
    limits: Limits
    size: int
    content: int

    @property
    def alone(self) -> bool:
        """
        Whether it is large enough to be worth an interpreter of its own.
        """
        return self.size > _SMALL

    def message(self) -> bytes:
        content = {
            "path": str(self.path),
            "work": str(self.work),
            "kind": self.kind,
            "alone": self.alone,
            "limits": asdict(self.limits),
            "memory": self.limits.memory(self.content),
            "seconds": self.limits.seconds(self.content),
            "bytes": 256 * MIB + 4 * self.content,
        }
        return json.dumps(content).encode() + b"\n"


def run(job: Job, progress: Progress | None) -> tuple[list[RawSheet], tuple[str, ...]]:
    """
    Read a file in another process.

    Raises:
        FileError: that process's own, or one that says how it died.
    """
    patience = job.limits.patience(job.content)
    answer = ask(job.message(), alone=job.alone, patience=patience, progress=progress)
    told = answer.told
    if "error" in told:
        raise _error(told["error"])
    if "sheets" in told:
        sheets = [RawSheet(s, Path(data), *numbers) for s, data, *numbers in told["sheets"]]
        return sheets, tuple(told["notes"])
    raise _death(job, answer)


def _error(told: dict[str, Any]) -> FileError:
    kind = getattr(errors, told["kind"], UnreadableFileError)
    error: FileError = kind(Place(*told["place"]), told["wrong"], told["do"])
    return error


def _death(job: Job, answer: Answer) -> FileError:
    """
    What a reader died of, as a sentence on the file.
    """
    place = Place(job.path.name)
    if answer.late or answer.code == -getattr(signal, "SIGXCPU", _NEVER):
        seconds = job.limits.seconds(job.content)
        return LimitError(place, f"takes more than the {seconds} seconds allowed to read", _RAISE)
    if answer.code in {-signal.SIGABRT, -getattr(signal, "SIGKILL", _NEVER)}:
        memory = job.limits.memory(job.content) // MIB
        return LimitError(place, f"needs more than the {memory:,} MiB of memory allowed", _RAISE)
    return UnreadableFileError(place, "is damaged: it breaks its reader", "download it again")
