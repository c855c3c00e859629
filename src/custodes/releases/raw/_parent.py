"""
Starting the child that reads a file, hearing it out, and outliving whatever befalls it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from custodes import errors
from custodes.errors import FileError, LimitError, Place, UnreadableFileError
from custodes.releases.raw._limits import MIB, Limits
from custodes.releases.raw._model import Progress, RawSheet

_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1"}
_RAISE = "raise the largest size if you trust where it comes from"


@dataclass(frozen=True, slots=True)
class Job:
    """
    One file to read.

    Attributes:
        path: the file.
        work: folder for what is made of it.
        kind: what the file is.
        limits: ceilings.
        content: its bytes once inflated, as far as is known.
    """

    path: Path
    work: Path
    kind: str
    limits: Limits
    content: int

    def message(self) -> str:
        return json.dumps(
            {
                "path": str(self.path),
                "work": str(self.work),
                "kind": self.kind,
                "limits": asdict(self.limits),
                "memory": self.limits.memory(self.content),
                "seconds": self.limits.seconds(self.content),
                "bytes": 256 * MIB + 4 * self.content,
            }
        )


def run(job: Job, progress: Progress | None) -> tuple[list[RawSheet], tuple[str, ...]]:
    """
    Read a file in a child process.

    Raises:
        FileError: the child's own, or one that says how it died.
    """
    child = subprocess.Popen(
        [sys.executable, "-I", "-m", "custodes.releases.raw._child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={k: os.environ[k] for k in _KEPT if k in os.environ} | _ENVIRONMENT,
        cwd=job.work,
    )
    late = threading.Event()
    wall = 3 * job.limits.seconds(job.content)
    clock = threading.Timer(wall, _stop, (child, late))
    clock.daemon = True
    clock.start()
    try:
        last = _converse(child, job, progress)
    finally:
        clock.cancel()
        child.kill()
        child.wait()
    return _outcome(last, job, child.returncode, late=late.is_set())


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _converse(
    child: subprocess.Popen[bytes], job: Job, progress: Progress | None
) -> dict[str, Any]:
    """
    Give the child its job and hear it out; an empty answer when it died.
    """
    talk, hear = child.stdin, child.stdout
    assert talk is not None  # noqa: S101 - both are pipes, above
    assert hear is not None  # noqa: S101
    try:
        with talk:
            talk.write(job.message().encode() + b"\n")
    except OSError:
        return {}
    with hear:
        last = _hear(hear, progress)
    child.wait()
    return last


def _hear(lines: IO[bytes], progress: Progress | None) -> dict[str, Any]:
    last: dict[str, Any] = {}
    for line in lines:
        try:
            message = json.loads(line)
        except ValueError:
            continue
        if "progress" not in message:
            last = message
        elif progress is not None:
            progress(*message["progress"])
    return last


def _outcome(
    last: dict[str, Any], job: Job, code: int, *, late: bool
) -> tuple[list[RawSheet], tuple[str, ...]]:
    if "error" in last:
        raise _error(last["error"])
    if "sheets" in last:
        sheets = [RawSheet(s, Path(data), *numbers) for s, data, *numbers in last["sheets"]]
        return sheets, tuple(last["notes"])
    place = Place(job.path.name)
    if late or code == -getattr(signal, "SIGXCPU", 24):
        seconds = job.limits.seconds(job.content)
        raise LimitError(place, f"takes more than the {seconds} seconds allowed to read", _RAISE)
    if code == -getattr(signal, "SIGXFSZ", 25):
        raise LimitError(place, "makes more data than its size allows", _RAISE)
    if code in {-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)}:
        memory = job.limits.memory(job.content) // MIB
        raise LimitError(place, f"needs more than the {memory:,} MiB of memory allowed", _RAISE)
    raise UnreadableFileError(place, "is damaged: it breaks its reader", "download it again")


def _error(told: dict[str, Any]) -> FileError:
    kind = getattr(errors, told["kind"], UnreadableFileError)
    error: FileError = kind(Place(*told["place"]), told["wrong"], told["do"])
    return error
