"""
A Frictionless data package: what the files are, in a form that programs read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from custodes.provenance import Manifest, hash_file
from custodes.records import CodebookLine

_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "date": "date",
    "timestamp": "datetime",
}


def describe(
    manifest: Manifest,
    files: Iterable[Path],
    form: str,
    lines: Sequence[CodebookLine],
    *,
    public: bool = False,
) -> bytes:
    """
    The descriptor of exported files: hashes, fields, sources and how they were made.

    Args:
        manifest: Of the dataset.
        files: What was written.
        form: The form of the tables.
        lines: The codebook of all tables.
        public: Whether the numbers went through disclosure control.
    """
    flag = " --public" if public else ""
    package = {
        "profile": "data-package",
        "name": f"custodes-{manifest.build_id}{'-public' if public else ''}",
        "title": "Figures of immigration custody"
        if public
        else "Custody records built by Custodes",
        "synthetic": manifest.synthetic,
        "not_for_publication": not public,
        "licenses": [{"name": "other-pd", "title": "records of the United States government"}],
        "sources": [{"title": f.known_as or f.name, "sha256": f.sha256} for f in manifest.inputs],
        "command": f"custodes export DIR --to OUT --format {form}{flag}",
        "build": manifest.build_id,
        "version": manifest.version,
        "resources": [_resource(f, lines) for f in files],
    }
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _resource(path: Path, lines: Sequence[CodebookLine]) -> dict[str, object]:
    fields = [
        {"name": line.column, "type": _TYPES[line.type], "description": line.text}
        for line in lines
        if line.table == path.stem
    ]
    return {
        "name": path.stem,
        "path": path.name,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{hash_file(path)}",
        **({"schema": {"fields": fields}} if fields else {}),
    }
