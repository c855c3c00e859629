"""
Where things came from: hashes, the manifest of a dataset, its append-only log.
"""

from custodes.provenance._dataset import Dataset
from custodes.provenance._files import hash_bytes, hash_file, is_utf8, sync_folder, write_atomically
from custodes.provenance._lock import LOCK, hold
from custodes.provenance._log import append_log, verify_log
from custodes.provenance._manifest import (
    Coverage,
    InputFile,
    Manifest,
    Problem,
    ReleaseEntry,
    SetAside,
    StoredFile,
    StoredTable,
    TablePart,
)
from custodes.provenance._verify import verify

__all__ = [
    "LOCK",
    "Coverage",
    "Dataset",
    "InputFile",
    "Manifest",
    "Problem",
    "ReleaseEntry",
    "SetAside",
    "StoredFile",
    "StoredTable",
    "TablePart",
    "append_log",
    "hash_bytes",
    "hash_file",
    "hold",
    "is_utf8",
    "sync_folder",
    "verify",
    "verify_log",
    "write_atomically",
]
