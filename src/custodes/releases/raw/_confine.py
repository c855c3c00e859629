"""
What a process may take of the machine, set from within before anything is read.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000


def confine(memory: int, seconds: int, written: int) -> None:
    """
    Limit memory, time and files written, and step out of the network where that is allowed.

    On a system without such limits the parent's clock is what remains.
    """
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NET)
