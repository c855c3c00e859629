"""
One writer at a time.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from custodes.errors import DatasetBusyError

LOCK = ".lock"
"""The file that a writer holds; it stays, and tells a dataset's folder from any other."""


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """
    Hold a dataset folder for writing while the block runs.

    The kernel lets go of the lock when the process ends, however it ends, so a
    killed build leaves none behind.

    Raises:
        DatasetBusyError: another process holds it; says which.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise DatasetBusyError(
                f"{folder}: another build holds this folder ({holder}); "
                "wait for it to end, or build into another folder."
            ) from e
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
