"""
Reading processes: started, asked, put back or ended.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from custodes.releases.raw._model import Progress

_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}


@dataclass(slots=True)
class Answer:
    """
    What came of a job.

    Attributes:
        told: the reader's last word; empty when it died without one.
        code: how the process ended; negative: by that signal.
        late: it was ended because it took too long.
    """

    told: dict[str, Any] = field(default_factory=dict)
    code: int = 0
    late: bool = False


class Reader:
    """
    One reading process; it knows nothing of this one but a job and the file it names.
    """

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-m", "custodes.releases.raw._child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={k: os.environ[k] for k in _KEPT if k in os.environ} | _ENVIRONMENT,
            start_new_session=True,
        )
        self._late = threading.Event()

    def ask(self, message: bytes, patience: float, progress: Progress | None) -> Answer:
        """
        Give it a job and hear it out, for no longer than `patience` seconds.
        """
        clock = threading.Timer(patience, self._lose_patience)
        clock.daemon = True
        clock.start()
        try:
            answer = self._converse(message, progress)
        finally:
            clock.cancel()
        answer.late = self._late.is_set()
        return answer

    def alive(self) -> bool:
        return self._process.poll() is None and not self._late.is_set()

    @property
    def pid(self) -> int:
        return self._process.pid

    def close(self) -> None:
        """
        End it and what it started.
        """
        self._kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _converse(self, message: bytes, progress: Progress | None) -> Answer:
        answer = Answer()
        talk, hear = self._process.stdin, self._process.stdout
        assert talk is not None  # noqa: S101 - both are pipes, above
        assert hear is not None  # noqa: S101
        with contextlib.suppress(OSError):
            talk.write(message)
            talk.flush()
        for line in hear:
            with contextlib.suppress(ValueError):
                told = json.loads(line)
                if "ended" in told:
                    answer.code = told["ended"]
                    return answer
                if "progress" not in told:
                    answer.told = told
                elif progress is not None:
                    progress(*told["progress"])
        answer.code = self._process.wait()
        return answer

    def _lose_patience(self) -> None:
        self._late.set()
        self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


_idle: list[Reader] = []
"""Readers that wait for the next small file, of this process and of one it was forked from."""


def ask(message: bytes, *, alone: bool, patience: float, progress: Progress | None) -> Answer:
    """
    Have a job done: by a reader of its own, or by one that waits.
    """
    reader = Reader() if alone else _waiting()
    try:
        answer = reader.ask(message, patience, progress)
    except BaseException:
        reader.close()
        raise
    if alone or not reader.alive():
        reader.close()
    else:
        _idle.append(reader)
    return answer


def _waiting() -> Reader:
    while _idle:
        reader = _idle.pop()
        if reader.owner == os.getpid() and reader.alive():
            return reader
    return Reader()


@atexit.register
def _end_all() -> None:
    while _idle:
        reader = _idle.pop()
        if reader.owner == os.getpid():
            reader.close()
