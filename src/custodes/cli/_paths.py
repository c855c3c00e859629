"""
Where an answer may be written: looked at before the work, and never over the dataset itself.
"""

from __future__ import annotations

import os
from pathlib import Path

from custodes.errors import CallError
from custodes.provenance import is_utf8

_OWN = frozenset(("data", "work", "manifest.json", "log.jsonl", ".lock"))
"""What a build writes into a dataset's folder."""


def check_target(target: Path, dataset: Path | None = None) -> None:
    """
    Make sure that a file or folder can be written, and is none of the dataset's own.

    Args:
        target: What is to be written; it need not be there.
        dataset: Folder of the dataset that the answer is of.

    Raises:
        CallError: it stands in the way of the dataset, below a file, or where nobody may write.
    """
    place = target.absolute()
    if not is_utf8(place):
        raise CallError(f"{str(target)!a}: a path that is not UTF-8; name another place.")
    nearest = next((p for p in place.parents if p.exists()), place)
    if not nearest.is_dir():
        raise CallError(f"{target}: {nearest} is a file and no folder; name another place.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise CallError(f"{target}: {nearest} may not be written to; name another place.")
    if dataset is None:
        return
    inside = _below(place, dataset)
    if inside and inside[0] in _OWN:
        raise CallError(
            f"{target}: is a place of the dataset's own files; name one outside the dataset."
        )


def _below(place: Path, dataset: Path) -> tuple[str, ...]:
    try:
        return place.resolve().relative_to(dataset.resolve()).parts
    except (ValueError, OSError, RuntimeError):  # elsewhere, or a link in a circle
        return ()
