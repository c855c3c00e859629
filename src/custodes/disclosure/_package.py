"""
A Frictionless data package: what the files are, in a form that programs read.
"""

from __future__ import annotations

import json
from pathlib import Path

from custodes.provenance import Manifest, hash_file
from custodes.records import codebook

_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "date": "date",
    "timestamp": "datetime",
}


def describe(manifest: Manifest, files: list[Path], form: str) -> bytes:
    """
    The descriptor of exported files: hashes, fields, sources and how they were made.
    """
    package = {
        "profile": "data-package",
        "name": f"custodes-{manifest.build_id}",
        "title": "Custody records built by Custodes",
        "synthetic": manifest.synthetic,
        "not_for_publication": True,
        "licenses": [{"name": "other-pd", "title": "records of the United States government"}],
        "sources": [{"title": f.known_as or f.name, "sha256": f.sha256} for f in manifest.inputs],
        "command": f"custodes export DIR --to OUT --format {form}",
        "build": manifest.build_id,
        "version": manifest.version,
        "resources": [_resource(f) for f in files],
    }
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _resource(path: Path) -> dict[str, object]:
    fields = [
        {"name": line.column, "type": _TYPES[line.type], "description": line.text}
        for line in codebook(path.stem)
    ]
    return {
        "name": path.stem,
        "path": path.name,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{hash_file(path)}",
        **({"schema": {"fields": fields}} if fields else {}),
    }
