"""
What was done to a dataset, one JSON line an act, each carrying the hash of the one before.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from custodes.provenance._files import hash_bytes

_FIRST = "0" * 64


def append_log(path: Path, act: str, details: dict[str, object]) -> None:
    """
    Add one act to the end of a log.

    Args:
        path: The log; made when it is not there.
        act: What was done, one word.
        details: Counts and hashes; never a value from a person's row.
    """
    lines = _lines(path)
    before = hash_bytes(lines[-1]) if lines else _FIRST
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = json.dumps({"at": at, "act": act, "before": before, **details}, sort_keys=True)
    with path.open("ab") as file:
        # A kill may have left the last line without its end: what follows
        # must not run into it. `_lines` passes over the torn one.
        if file.tell() and not path.read_bytes().endswith(b"\n"):
            file.write(b"\n")
        file.write(entry.encode() + b"\n")


def verify_log(path: Path) -> list[str]:
    """
    What is wrong with a log: an act changed, removed or put in another place.

    A cut at the end cannot be seen from the log alone; that the manifest is
    one of those it names (`in_log`) is the witness of the last act.
    """
    before = _FIRST
    for number, line in enumerate(_lines(path), 1):
        if json.loads(line).get("before") != before:
            return [f"{path.name}, line {number}: does not follow from the line before it"]
        before = hash_bytes(line)
    return []


def in_log(path: Path, manifest: str) -> bool:
    """
    Whether a log tells of the build that wrote a manifest of this hash; so does one that is not there.
    """
    lines = _lines(path)
    return not lines or any(json.loads(line).get("manifest") == manifest for line in lines)


def _lines(path: Path) -> list[bytes]:
    if not path.is_file():
        return []
    return [line for line in path.read_bytes().split(b"\n") if _whole(line)]


def _whole(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
