"""
Hashes, and writing so that a reader never sees a half.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_CHUNK = 1 << 20


def hash_file(path: Path) -> str:
    """
    SHA-256 of a file, as 64 hex digits.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def hash_bytes(data: bytes) -> str:
    """
    SHA-256 of bytes, as 64 hex digits.
    """
    return hashlib.sha256(data).hexdigest()


def is_utf8(path: Path) -> bool:
    """
    Whether a path's full name is UTF-8: engines and manifests hold no other.
    """
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError:
        return False
    return True


def write_atomically(path: Path, data: bytes) -> None:
    """
    Put bytes at a path: whoever looks sees the old file or the new one, never a half.
    """
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """
    Make the names in a folder survive a power cut.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
